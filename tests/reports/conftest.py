"""An invented run for the reports: a fire in a harbour that never was, told by sources who disagree."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from harness.schema import (
    Claim,
    ClaimVerdict,
    Document,
    Evidence,
    Fact,
    FactVerdict,
    Generation,
    Gold,
    ModelIdentity,
    Place,
    Question,
    QuestionGold,
    QuestionItem,
    QuestionVerdict,
    Section,
    Source,
    SpanEvidence,
    SummaryGold,
    SummaryItem,
    SummaryRequest,
    SummaryVerdict,
    Verdict,
)
from harness.stats.estimates import estimates
from harness.store.journal import Journal
from harness.store.prompts import PromptWriter
from harness.store.results import score_rows, write_metrics, write_scores, write_verdicts
from harness.store.runs import RunInfo, write_run
from harness.store.snapshot import write_snapshot

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")

LEAD = "Fire broke out in the harbour of Vellmar on Tuesday night. The mayor said 12 boats were lost."
BRIGADE = "The fire brigade counted nine boats. “We had it out within two hours,” said its chief, Ilse Dorn 🔥."
COUNCIL = "The council has promised €40,000 for the fishermen, its treasurer said.\nThe money comes in May."
HARBOUR = Document(
    "h1",
    "Boats burn in Vellmar",
    (Section(0, "", LEAD), Section(1, "Brigade counts nine", BRIGADE), Section(2, "Money for fishermen", COUNCIL)),
    published=date(2031, 4, 2),
    publisher="The Vellmar Post",
)
WEATHER = Document("h2", "Calm sea on Tuesday", (Section(0, "", "The sea was calm, the weather office said."),))
SOURCES = {
    "mayor": Source("mayor", "Mayor Anders Holt", ("the mayor",)),
    "brigade": Source("brigade", "Vellmar fire brigade", ("the brigade",)),
    "dorn": Source("dorn", "Ilse Dorn", ("the chief",), "brigade"),
    "treasurer": Source("treasurer", "the treasurer"),
}
MAYOR = Claim("mayor", ("12", "twelve"), (Evidence("h1", 0, "The mayor said 12 boats were lost"),))
NINE = Claim("brigade", ("nine", "9"), (Evidence("h1", 1, "counted nine boats"),))


class MadeUp:
    """The parts of a run, to be changed by a test before it is written."""

    def __init__(self) -> None:
        """A run of two models and a control over seven questions and a summary."""
        self.keeps_generations = True
        self.documents = [HARBOUR, WEATHER]
        self.sources = dict(SOURCES)
        self.questions = [
            _question("boats-mayor", "How many boats were lost, by the mayor?", "number", "mayor", (MAYOR, NINE)),
            _question("boats-brigade", "How many boats were lost, by the brigade?", "number", "brigade", (NINE, MAYOR)),
            _question("money", "How much has the council promised?", "money", "treasurer", (_money(),), ("headline",)),
            _question("when", "On what day did it break out?", "date", None, (_day(),)),
            _question("who-out", "Who said that it was out within two hours?", "source", None, (_dorn(),)),
            _question("injured", "How many people were hurt?", "unanswerable", None, (), ("unanswerable",)),
            _question("sea", "How was the sea?", "text", None, (_sea(),), (), ("h2",)),
        ]
        self.summaries = [_summary()]
        self.models = ["plover-1b", "heron-3b", "gold"]
        self.backends = {"gold": "gold"}
        self.verdicts: list[Verdict] = [
            _answer(self.questions[0], "plover-1b", "rival", "wrong", "The mayor said nine boats.", "nine", "brigade"),
            _answer(self.questions[1], "plover-1b", "correct", "none", "Nine boats.", "Nine"),
            _answer(self.questions[2], "plover-1b", "wrong", "wrong", "€14,000, said the mayor.", "€14,000"),
            _answer(self.questions[3], "plover-1b", "correct", "na", "On Tuesday.", "Tuesday"),
            _answer(self.questions[4], "plover-1b", "partial", "na", "The chief 🔥🔥 of it", "chief"),
            _answer(self.questions[5], "plover-1b", "wrong", "na", "Two.", "Two"),
            replace(_answer(self.questions[6], "plover-1b", "error", "na", "", ""), error="ran out of memory"),
            _answer(self.questions[0], "heron-3b", "correct", "right", "12, Mayor Anders Holt said.", "12"),
            _answer(self.questions[1], "heron-3b", "correct", "right", "Nine, by the brigade.", "Nine"),
            _answer(self.questions[2], "heron-3b", "correct", "none", "€40,000", "€40,000"),
            _answer(self.questions[3], "heron-3b", "correct", "na", "Tuesday night", "Tuesday"),
            _answer(self.questions[4], "heron-3b", "correct", "na", "Ilse Dorn", "Ilse Dorn"),
            _answer(self.questions[5], "heron-3b", "correct", "na", "The document does not say.", ""),
            replace(_answer(self.questions[6], "heron-3b", "empty", "na", "", ""), cut=(("h2", 0),)),
            *(_answer(one, "gold", "correct", "right", "the gold", "the gold") for one in self.questions),
            _summed("plover-1b", good=False),
            _summed("heron-3b", good=True),
        ]

    def write(self, folder: Path) -> Path:
        """Write the run folder as an eval would."""
        folder.mkdir(parents=True, exist_ok=True)
        identities = tuple(ModelIdentity(one, self.backends.get(one, "replay"), "made up") for one in self.models)
        info = RunInfo("harbour", "harness 0.0.0 | gold 1234", models=identities, created="2031-04-03T10:00:00Z")
        write_run(folder, info)
        documents = {document.id: document for document in self.documents}
        questions, summaries = tuple(self.questions), tuple(self.summaries)
        gold = Gold(documents, self.sources, questions, summaries, "", "")
        write_snapshot(folder, gold, (*questions, *summaries))
        if self.keeps_generations:
            self._write_generations(folder, info)
        self._write_prompts(folder)
        write_verdicts(folder, self.verdicts)
        write_metrics(folder, estimates(self.verdicts, resamples=200))
        write_scores(folder, score_rows(self.verdicts))
        return folder

    def _write_prompts(self, folder: Path) -> None:
        documents = {document.id: document for document in self.documents}
        with PromptWriter(folder) as prompts:
            for item in self.questions:
                for model in self.models:
                    read = [documents[name] for name in item.question.documents]
                    words = "\n".join(part.text for document in read for part in document.sections)
                    prompts.add(model, item, read, f"<|user|>Read this.\n{words}\nAsked: {item.question.text}<|end|>")
            prompts.keep()

    def _write_generations(self, folder: Path, info: RunInfo) -> None:
        journal = Journal(folder / "generations.jsonl", info.model_digests())
        for one in self.verdicts:
            made = Generation(one.id, one.model, one.output, "stop", 321, 12, 0.5, one.error, task=one.task)
            journal.append(replace(made, prompt_digest="ab" * 32))
        journal.close()


@pytest.fixture(scope="session")
def invented() -> type[MadeUp]:
    """What an invented run is made of."""
    return MadeUp


@pytest.fixture
def made_up() -> MadeUp:
    """An invented run, not yet written."""
    return MadeUp()


@pytest.fixture
def run_folder(made_up: MadeUp, tmp_path: Path) -> Path:
    """The folder of the invented run."""
    return made_up.write(tmp_path / "run")


@pytest.fixture
def made_up_path_run(made_up: MadeUp, tmp_path: Path) -> Path:
    """The invented run, its items standing under a full path."""
    place = Place("/home/somebody/gold/questions/h1.yaml", 3)
    made_up.questions = [replace(one, place=place) for one in made_up.questions]
    return made_up.write(tmp_path / "run")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the test is skipped where it or Playwright is not there."""
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright, of the dev extra")
    if CHROMIUM is None:
        pytest.skip("needs chromium: apt-get install chromium")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, "--disable-component-update"], timeout=60_000
        )
        yield opened
        opened.close()


def _question(
    name: str,
    text: str,
    kind: str,
    expects: str | None,
    claims: tuple[Claim, ...],
    tags: tuple[str, ...] = ("conflict",),
    documents: tuple[str, ...] = ("h1",),
) -> QuestionItem:
    question = Question(name, documents, text, kind)  # type: ignore[arg-type]
    return QuestionItem(question, QuestionGold(expects, claims), tags, place=Place("gold/questions/h1.yaml", 3))


def _money() -> Claim:
    return Claim("treasurer", ("€40,000",), (Evidence("h1", 2, "promised €40,000 for the fishermen"),))


def _day() -> Claim:
    return Claim(None, ("Tuesday",), (Evidence("h1", 0, "on Tuesday night"),))


def _dorn() -> Claim:
    return Claim(None, ("Ilse Dorn",), (Evidence("h1", 1, "said its chief, Ilse Dorn 🔥"),))


def _sea() -> Claim:
    return Claim(None, ("calm",), (Evidence("h2", 0),))


def _summary() -> SummaryItem:
    facts = (
        Fact("f1", "A fire broke out in Vellmar harbour.", "vital", None, (Evidence("h1", 0, "Fire broke out"),)),
        Fact("f2", "The mayor said 12 boats were lost.", "vital", "mayor", MAYOR.evidence),
        Fact("f3", "The brigade counted nine boats.", "okay", "brigade", NINE.evidence),
    )
    request = SummaryRequest("h1-brief", ("h1",), 40)
    return SummaryItem(request, SummaryGold(("Fire took boats in Vellmar.",), facts), place=Place("gold/s.yaml", 1))


def _answer(
    item: QuestionItem,
    model: str,
    factual: str,
    credit: str,
    output: str,
    mark: str,
    claimed: str | None = None,
) -> QuestionVerdict:
    start = output.find(mark)
    value = {"correct": 1.0, "partial": 0.5}.get(factual, 0.0)
    scores = {"factual": value, "rival": float(factual == "rival"), "f1": value}
    if credit != "na":
        scores |= {"credit": float(credit == "right"), "miscredit": float(credit == "wrong")}
    return QuestionVerdict(
        id=item.id,
        model=model,
        output=output,
        factual=factual,  # type: ignore[arg-type]
        credit=credit,  # type: ignore[arg-type]
        answer=mark,
        sources=(),
        sections=(0,),
        reason=f"states “{mark}”",
        scores=scores,
        marks=((start, start + len(mark)),) if mark else (),
        credited=("mayor",) if credit in ("right", "wrong") else (),
        claimed=claimed,
        documents=item.question.documents,
        type=item.question.type,
        expects=item.gold.expects,
        tags=item.tags,
    )


def _summed(model: str, *, good: bool) -> SummaryVerdict:
    first = "Fire broke out in Vellmar 🔥 on Tuesday."
    second = "The mayor said 12 boats were lost." if good else "Twenty boats were lost and two people died."
    output = f"{first} {second}"
    start = len(first) + 1
    facts = (
        FactVerdict("f1", "yes", "na", (0, len(first)), "says so"),
        FactVerdict("f2", "yes", "right", (start, len(output)), "says so", ("mayor",))
        if good
        else FactVerdict("f2", "contradicted", "na", (start, start + 6), "another number"),
        FactVerdict("f3", "yes", "wrong" if good else "none", None, "", ("mayor",) if good else ()),
    )
    held = (SpanEvidence("h1", 0, 0, 36),)
    claims = (
        ClaimVerdict(first, True, 0.9, held, (), "the words stand in the document"),
        ClaimVerdict(second, True, 0.8, (SpanEvidence("h1", 0, 59, 93),))
        if good
        else ClaimVerdict(second, False, 0.2, (), ((start, start + 6, "number"),), "Twenty is not in the document"),
    )
    scores = {
        "fact_recall": 1.0 if good else 2 / 3,
        "supported": 1.0 if good else 0.5,
        "laundered": 0.0 if good else 1.0,
    }
    return SummaryVerdict("h1-brief", model, output, facts, claims, scores, documents=("h1",))
