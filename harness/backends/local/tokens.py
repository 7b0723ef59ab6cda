"""Text to token ids and back, and a chat in its template: by transformers, or by the tokenizers library alone.

The second needs none of transformers' imports. It runs the very pipeline that transformers made of a folder, kept from
the first start, where both said the same of some chats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from harness.backends.local.chat import render_chat
from harness.backends.local.proven import Proof

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import PreTrainedTokenizerBase

Turns: TypeAlias = Sequence[Mapping[str, str]]
"""The turns of a chat, each with its role and its content."""

_TEXTS = (
    "The port said: “340 tonnes” — 1,5 % more.\n\n\tYes!  'tis so;  isn't it ?",
    "  Žižkov, Ærøskøbing, 東京, Ⅷ, ﬁ, e\u0301, 🇱🇮👩\u200d🚢 \x00\u00ad\ufeff\u2028</s><s> <b>&amp;</b> {{ x }}",
)
_PROBES: tuple[Turns, ...] = (
    ({"role": "user", "content": _TEXTS[0]},),
    ({"role": "system", "content": _TEXTS[1]}, {"role": "user", "content": _TEXTS[0]}),
    (
        {"role": "user", "content": _TEXTS[0]},
        {"role": "assistant", "content": _TEXTS[1]},
        {"role": "user", "content": f" {_TEXTS[0]}\n"},
    ),
)


@dataclass(frozen=True, slots=True)
class SpecialTokens:
    """What a tokenizer says of itself beside its pipeline; None where it has no such token, or no chat template.

    ``named`` is what a template may call by name: ``bos_token`` and the like.
    """

    begin: str | None
    begin_id: int | None
    end_id: int | None
    pad_id: int | None
    template: str | None
    named: Mapping[str, str]


class TextTokenizer(Protocol):
    """What generating needs of a tokenizer."""

    @property
    def special(self) -> SpecialTokens:
        """Its special tokens and its chat template."""
        ...

    def ids(self, text: str, *, special: bool) -> list[int]:
        """Token ids of a text; ``special``: with the tokens that the tokenizer puts around a text."""
        ...

    def text(self, ids: Sequence[int]) -> str:
        """The text of token ids, special tokens left out, spaces as they are."""
        ...

    def render(self, turns: Turns) -> str:
        """A chat in the template, open for the reply; raises ValueError or jinja2's errors where it can't be."""
        ...


class TransformersTokenizer:
    """A tokenizer of transformers, behind the four things that are asked of it."""

    def __init__(self, given: PreTrainedTokenizerBase) -> None:
        self._given: Any = given
        self.special = SpecialTokens(
            given.bos_token,
            given.bos_token_id,
            given.eos_token_id,
            given.pad_token_id,
            _template(self._given),
            {name: str(token) for name, token in given.special_tokens_map.items()},
        )

    def ids(self, text: str, *, special: bool) -> list[int]:
        """Token ids of a text."""
        ids: list[int] = self._given(text, add_special_tokens=special)["input_ids"]
        return ids

    def text(self, ids: Sequence[int]) -> str:
        """The text of token ids."""
        text = self._given.decode(list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return text if isinstance(text, str) else "".join(text)

    def render(self, turns: Turns) -> str:
        """A chat in the template."""
        return str(self._given.apply_chat_template(list(turns), tokenize=False, add_generation_prompt=True))

    def pipeline(self) -> str:
        """What the tokenizers library makes of a text, as JSON; empty where it is not that library's work alone."""
        backend = getattr(self._given, "backend_tokenizer", None)
        if backend is None or getattr(self._given, "split_special_tokens", False):
            return ""
        return str(backend.to_str())


class PlainTokenizer:
    """The pipeline of a tokenizer, run by the tokenizers library alone; raises Exception for what it can't read."""

    def __init__(self, pipeline: str, special: SpecialTokens) -> None:
        from tokenizers import Tokenizer

        self._given: Tokenizer = Tokenizer.from_str(pipeline)
        self._given.no_padding()
        self._given.no_truncation()
        self.special = special

    def ids(self, text: str, *, special: bool) -> list[int]:
        """Token ids of a text."""
        return list(self._given.encode(text, add_special_tokens=special).ids)

    def text(self, ids: Sequence[int]) -> str:
        """The text of token ids."""
        return str(self._given.decode(list(ids), skip_special_tokens=True))

    def render(self, turns: Turns) -> str:
        """A chat in the template."""
        if self.special.template is None:
            raise ValueError("the tokenizer has no chat template")
        return render_chat(self.special.template, turns, self.special.named)


def plain_tokenizer(folder: Path) -> PlainTokenizer | None:
    """The tokenizer of a folder without transformers, where both were found to be the same; else None."""
    record: Any = _proof(folder).read()
    try:
        return PlainTokenizer(record["pipeline"], SpecialTokens(**record["special"]))
    except Exception:  # the library raises Exception itself
        return None


def keep_if_plain(folder: Path, tokenizer: TransformersTokenizer) -> None:
    """Find out whether the tokenizers library alone does what a folder's tokenizer does; kept if it does."""
    pipeline = tokenizer.pipeline()
    if not pipeline:
        return
    plain = PlainTokenizer(pipeline, tokenizer.special)
    if all(_said(plain, turns) == _said(tokenizer, turns) for turns in _PROBES):
        _proof(folder).keep({"pipeline": pipeline, "special": asdict(tokenizer.special)})


def _proof(folder: Path) -> Proof:
    return Proof(folder, "tokenizer")


def _said(tokenizer: TextTokenizer, turns: Turns) -> tuple[object, ...]:
    """What a tokenizer makes of a chat and of its last turn alone: its words or its refusal, ids, and text again."""
    told: list[object] = []
    texts = [turns[-1]["content"]]
    if tokenizer.special.template is not None:
        try:
            texts.append(tokenizer.render(turns))
        except Exception as refusal:  # a template may refuse a turn, and the other must refuse it alike
            told.append(str(refusal))
    for text in texts:
        for special in (True, False):
            ids = tokenizer.ids(text, special=special)
            told += [text, ids, tokenizer.text(ids), tokenizer.text(ids[1::2])]
    return tuple(told)


def _template(given: Any) -> str | None:
    """The template that transformers would use; None where it has none, or none by default."""
    try:
        return str(given.get_chat_template()) if given.chat_template else None
    except ValueError:
        return None
