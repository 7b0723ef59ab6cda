"""The engine: a document that many prompts share is computed once, and rows of all documents decode together.

Rows wait in the order of the plan. As memory allows, a row's prefix is computed (or found), its own part is read, and
it joins the rows that decode; a finished row leaves, and with a prefix's last row its keys go. Greedy text is that of
one prompt at a time in fp32, but for a tie within rounding, which the record notes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch

from harness.backends.local.decoder import Decoder
from harness.backends.local.keys import PrefixKeys, RowKeys
from harness.backends.local.plan import WORTH_TOKENS, PrefixPlan, plan_prefixes
from harness.backends.local.replies import Reply, failed, generation_of
from harness.backends.local.single import error_kind
from harness.backends.local.speculate import Drafter, DraftPolicy
from harness.backends.local.steps import PrefixStep, RowPart, RowsStep
from harness.schema import Generation

CHUNK_TOKENS = 256
"""Tokens of a prefix computed at once: their activations stay in the cache of a core."""

SUFFIX_TOKENS = 512
"""Most tokens of rows' own prompt parts that are read at once, unless one row has more."""

ROOM_STEP = 32
MOST_ROWS = 128
"""More rows in a step than this save no time: the products run at full speed from some 16 rows on."""

TIE_GAP = 1e-3
"""A greedy choice by a smaller gap of logits is noted: kernels of one dtype differ by some 1e-4 in them."""


@dataclass(slots=True, eq=False)
class Row:
    """A prompt on its way: its group in the plan, the own tokens that are stored, and what was said so far."""

    reply: Reply
    group: int | None
    filled: int = 0
    seconds: float = 0.0
    tie: tuple[int, float] | None = None
    drafter: Drafter | None = None


@dataclass(slots=True)
class _Held:
    """A prefix in memory and who still needs it."""

    keys: PrefixKeys
    rows: int
    children: int


@dataclass(slots=True)
class EngineStatistics:
    """What was computed, for a report on speed: tokens of prompts, of prefixes among them, and steps of decoding."""

    prompt_tokens: int = 0
    computed_tokens: int = 0
    decode_steps: int = 0
    decode_tokens: int = 0
    drafted_tokens: int = 0
    accepted_tokens: int = 0
    prefill_seconds: float = 0.0
    suffix_seconds: float = 0.0
    decode_seconds: float = 0.0
    memory_steps_down: int = 0
    peak_key_bytes: int = 0


@dataclass(slots=True)
class SharedPrefixEngine:
    """Runs prompts through a decoder; ``budget_bytes`` bounds keys and values, a single row is always let in."""

    decoder: Decoder
    budget_bytes: int
    speculation: bool = True
    chunk_tokens: int = CHUNK_TOKENS
    worth_tokens: int = WORTH_TOKENS
    statistics: EngineStatistics = field(default_factory=EngineStatistics)

    def run(self, replies: Sequence[Reply], model: str) -> Iterator[Generation]:
        """One generation for each reply as it finishes; where memory runs out, fewer rows at once are tried."""
        budget, left = self.budget_bytes, list(replies)
        note = ""
        while left:
            batch = _Batch(self, left, budget)
            try:
                for row in batch.finished():
                    left.remove(row.reply)
                    yield generation_of(row.reply, model, row.seconds, _note(row, note))
                return
            except (RuntimeError, MemoryError) as failure:
                if error_kind(failure) != "memory":
                    raise
                self.statistics.memory_steps_down += 1
                if batch.alone:
                    reply = batch.alone
                    left.remove(reply)
                    message = f"{model}: no memory for this prompt alone: {failure}"
                    yield failed(reply.prompt, model, message, "memory", input_tokens=len(reply.input_ids))
                budget //= 2
                note = "memory ran out: fewer rows at once"
                for reply in left:
                    reply.restart()


class _Batch:
    """One run of the engine over some replies, under one budget."""

    def __init__(self, engine: SharedPrefixEngine, replies: Sequence[Reply], budget: int) -> None:
        self.decoder = engine.decoder
        self.statistics = engine.statistics
        self.budget = budget
        self.chunk = _chunk_tokens(engine)
        prompts = [reply.input_ids for reply in replies]
        self.plan: PrefixPlan = plan_prefixes(prompts, worth_tokens=engine.worth_tokens)
        self.statistics.prompt_tokens += sum(map(len, prompts))
        self.statistics.computed_tokens += self.plan.computed_tokens(prompts)
        rows = [Row(reply, group) for reply, group in zip(replies, self.plan.group_of, strict=True)]
        self.waiting = sorted(rows, key=_order)
        self.active: list[Row] = []
        self.held: dict[int, _Held] = {}
        self.kept = RowKeys(self.decoder.key_shape)
        self.policy = DraftPolicy() if engine.speculation else None

    @property
    def alone(self) -> Reply | None:
        """The only reply in work, where there is but one: nothing smaller can be tried."""
        if len(self.active) > 1:
            return None
        return (self.active or self.waiting)[0].reply

    def finished(self) -> Iterator[Row]:
        """Rows as they finish."""
        while self.waiting or self.active:
            yield from self._admit()
            if self.active:
                yield from self._decode()

    def _admit(self) -> Iterator[Row]:
        """Let waiting rows in while memory allows, and read their own parts of the prompt."""
        low = len(self.active)
        if self.waiting and 2 * low < self.kept.slots:
            self.kept.shrink(low)
        while self.waiting and len(self.active) < MOST_ROWS and self._fits(self.waiting[0]):
            row = self.waiting.pop(0)
            self.active.append(row)
            self._hold(row.group)
        while low < len(self.active):
            high, tokens = low, 0
            while high < len(self.active) and (high == low or tokens + self._own(self.active[high]) <= SUFFIX_TOKENS):
                tokens += self._own(self.active[high])
                high += 1
            self._read(low, high)
            low = high
        yield from self._leave()

    def _own(self, row: Row) -> int:
        """Tokens of a row's prompt that are not in its prefix."""
        return len(row.reply.input_ids) - self._before(row)

    def _before(self, row: Row) -> int:
        return 0 if row.group is None else self.plan.groups[row.group].end

    def _fits(self, row: Row) -> bool:
        if not self.active:
            return True
        room = _rounded(max(self._own(each) + each.reply.prompt.max_new_tokens for each in (*self.active, row)))
        tokens = (len(self.active) + 1) * room + sum(held.keys.tokens for held in self.held.values())
        group = row.group
        while group is not None and group not in self.held:
            tokens += self.plan.groups[group].end - self.plan.groups[group].start
            group = self.plan.groups[group].parent
        return tokens * self.decoder.key_shape.bytes_per_token <= self.budget

    def _hold(self, group: int | None) -> PrefixKeys | None:
        """The keys of a group, computed where they aren't held."""
        if group is None:
            return None
        if group not in self.held:
            planned = self.plan.groups[group]
            parent = self._hold(planned.parent)
            keys = PrefixKeys(self.decoder.key_shape, planned.end - planned.start, parent)
            started = time.perf_counter()
            self._compute(keys, planned.tokens)
            seconds = time.perf_counter() - started
            self.statistics.prefill_seconds += seconds
            rows = [each for each in (*self.active, *self.waiting) if each.group == group]
            for row in rows:
                row.seconds += seconds / len(rows)
            children = sum(1 for other in self.plan.groups if other.parent == group)
            self.held[group] = _Held(keys, len(rows), children)
        return self.held[group].keys

    def _compute(self, keys: PrefixKeys, tokens: Sequence[int]) -> None:
        while keys.end < len(tokens):
            chunk = torch.tensor(tokens[keys.end : keys.end + self.chunk])
            step = PrefixStep(keys, len(chunk))
            self.decoder.hidden(chunk, step.positions, step)
            keys.length += len(chunk)

    def _drop_unneeded(self, group: int | None) -> None:
        """Let a group's keys go when its rows and its children have gone, and so its parent's."""
        if group is None or self.held[group].rows > 0 or self.held[group].children > 0:
            return
        del self.held[group]
        parent = self.plan.groups[group].parent
        if parent is not None:
            self.held[parent].children -= 1
        self._drop_unneeded(parent)

    def _read(self, low: int, high: int) -> None:
        """Run the own prompt parts of the rows in slots ``low`` to ``high``, and choose their first tokens."""
        rows = self.active[low:high]
        parts = [RowPart(self._hold(row.group), 0, self._own(row), _order(row)) for row in rows]
        self._make_room(parts, used=low)
        ids = [token for row in rows for token in row.reply.input_ids[self._before(row) :]]
        last = torch.tensor([part.count for part in parts]).cumsum(0) - 1
        started = time.perf_counter()
        step = RowsStep(self.kept, parts, low=low, needed=last)
        chosen = self._chosen(ids, step, rows)
        for row, part, choice in zip(rows, parts, chosen, strict=True):
            row.filled = part.count
            self._take(row, choice)
        self.statistics.suffix_seconds += self._share(started, rows)

    def _decode(self) -> Iterator[Row]:
        """One step for all active rows: the last token of each, and what is drafted after it."""
        started = time.perf_counter()
        drafts = [self._draft(row) for row in self.active]
        parts = [
            RowPart(self._hold(row.group), row.filled, 1 + len(draft), _order(row))
            for row, draft in zip(self.active, drafts, strict=True)
        ]
        self._make_room(parts, used=len(self.active))
        ids = [token for row, draft in zip(self.active, drafts, strict=True) for token in (row.reply.ids[-1], *draft)]
        rows = [row for row, part in zip(self.active, parts, strict=True) for _ in range(part.count)]
        chosen = self._chosen(ids, RowsStep(self.kept, parts, low=0), rows)
        place = 0
        for row, draft in zip(self.active, drafts, strict=True):
            taken = self._verify(row, draft, chosen[place : place + 1 + len(draft)])
            row.filled += taken
            place += 1 + len(draft)
            self.statistics.decode_tokens += taken
        self.statistics.decode_steps += 1
        self.statistics.decode_seconds += self._share(started, self.active)
        yield from self._leave()

    def _draft(self, row: Row) -> list[int]:
        if self.policy is None or row.reply.prompt.temperature > 0:
            return []
        if row.drafter is None:
            row.drafter = Drafter(row.reply.input_ids)
        most = row.reply.prompt.max_new_tokens - len(row.reply.ids) - 1
        return self.policy.draft(row.drafter, row.reply.ids, len(self.active), most)

    def _verify(self, row: Row, draft: list[int], choices: Sequence[tuple[int, float]]) -> int:
        """Take the model's own choices while the draft guessed them; how many of the step's tokens now count."""
        taken = 0
        for number in range(1 + len(draft)):
            self._take(row, choices[number])
            taken += 1
            if row.reply.finish or number == len(draft) or draft[number] != choices[number][0]:
                break
        if self.policy is not None and draft:
            self.policy.learn(row.drafter, drafted=len(draft), accepted=taken - 1)
            self.statistics.drafted_tokens += len(draft)
            self.statistics.accepted_tokens += taken - 1
        return taken

    def _take(self, row: Row, choice: tuple[int, float]) -> None:
        token, gap = choice
        if gap < TIE_GAP and (row.tie is None or gap < row.tie[1]):
            row.tie = (len(row.reply.ids), gap)
        row.reply.add(token)

    def _chosen(self, ids: Sequence[int], step: RowsStep, rows: Sequence[Row]) -> list[tuple[int, float]]:
        """The next token after each wanted place, and the gap it was chosen by; ``rows`` are the places' rows."""
        hidden = self.decoder.hidden(torch.tensor(ids), step.positions, step)
        assert hidden is not None
        if all(row.reply.prompt.temperature <= 0 for row in rows):
            return self.decoder.head.greedy(hidden)
        drawn = []
        for row, state, greedy in zip(rows, hidden, self.decoder.head.greedy(hidden), strict=True):
            drawn.append(greedy if row.reply.prompt.temperature <= 0 else (self._draw(row, state), float("inf")))
        return drawn

    def _draw(self, row: Row, state: torch.Tensor) -> int:
        return row.reply.draw(self.decoder.head.logits(state[None])[0])

    def _make_room(self, parts: Sequence[RowPart], *, used: int) -> None:
        """Storage for the active rows with the new tokens of ``parts``; ``used`` slots hold something now."""
        longest = max(part.filled + part.count for part in parts)
        filled = max((row.filled for row in self.active[:used]), default=0)
        longest = max(longest, filled)
        self.kept.fit(len(self.active), _rounded(longest), used, filled)
        held = sum(held.keys.bytes for held in self.held.values())
        self.statistics.peak_key_bytes = max(self.statistics.peak_key_bytes, held + self.kept.bytes)

    def _share(self, started: float, rows: Sequence[Row]) -> float:
        seconds = time.perf_counter() - started
        for row in rows:
            row.seconds += seconds / len(rows)
        return seconds

    def _leave(self) -> Iterator[Row]:
        """Take finished rows out; the last row moves into the slot that becomes free."""
        done = [row for row in self.active if row.reply.finish]
        for slot in range(len(self.active) - 1, -1, -1):
            if not self.active[slot].reply.finish:
                continue
            last = self.active.pop()
            if slot < len(self.active):
                self.active[slot] = last
                self.kept.move(len(self.active), slot, last.filled)
        for row in done:
            if row.group is not None:
                self.held[row.group].rows -= 1
                self._drop_unneeded(row.group)
        yield from done


def _order(row: Row) -> int:
    """Rows in the order of their groups, so that all rows below a group are neighbours."""
    return -1 if row.group is None else row.group


def _rounded(tokens: int) -> int:
    """The room of rows of that many tokens: they grow by steps, so that not every token moves them."""
    return -(-tokens // ROOM_STEP) * ROOM_STEP


def _chunk_tokens(engine: SharedPrefixEngine) -> int:
    windows = [block.window for block in engine.decoder.blocks if block.window is not None]
    return max(1, min([engine.chunk_tokens, *(window - 1 for window in windows)]))


def _note(row: Row, note: str) -> str:
    if row.tie is None:
        return note
    place, gap = row.tie
    tie = f"near tie: output token {place + 1} was chosen by {gap:.1g}"
    return f"{note}; {tie}" if note else tie
