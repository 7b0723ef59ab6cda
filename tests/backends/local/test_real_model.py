"""SmolLM2-135M itself, from its wheel: the engine's text on a few real prompts is that of one prompt at a time."""

from __future__ import annotations

import pytest

from harness.backends.local.backend import LocalOptions, TransformersBackend
from harness.backends.local.models import known_sources
from harness.errors import MissingError
from harness.schema import Message, Prompt, PromptText

pytestmark = pytest.mark.slow

REPORT = (
    "The harbour of Lind was closed on Monday after a barge lost its load of gravel in the fairway. The port "
    "authority said that 340 tonnes lie on the bottom; the shipping company speaks of 200 tonnes at most. Mayor Ida "
    "Brandt called the accident avoidable and asked for an inquiry. Divers found no leak of fuel. Ferries to the "
    "islands are to sail again on Thursday, the authority said, while the islanders' council doubts it."
)
QUESTIONS = (
    "How many tonnes lie there, according to the company?",
    "Who asked for an inquiry?",
    "When do ferries sail?",
)


@pytest.fixture
def cache() -> None:
    """The user's own cache folder, so that the weights are fetched and converted once a machine."""


def test_engine_and_one_at_a_time_agree() -> None:
    """Questions and a summary over one report: the same tokens, with speculation and without."""
    source = known_sources()["smollm2-135m"]
    singly = TransformersBackend("m", source, LocalOptions(engine="single"))
    try:
        prompts = _prompts(singly)
    except MissingError as missing:
        pytest.skip(f"no weights here: {missing}")
    expected = {g.id: (g.output, g.finish_reason, g.output_tokens) for g in singly.generate(prompts)}
    singly.close()
    for speculation in (False, True):
        made = list(TransformersBackend("m", source, LocalOptions(speculation=speculation)).generate(prompts))
        assert not [g.note for g in made if "one prompt at a time" in g.note]
        assert {g.id: (g.output, g.finish_reason, g.output_tokens) for g in made} == expected


def _prompts(backend: TransformersBackend) -> list[Prompt]:
    asked = [(f"q{number}", f"{REPORT}\n\nQuestion: {question}\nAnswer:") for number, question in enumerate(QUESTIONS)]
    asked.append(("summary", f"{REPORT}\n\nSummarise the report in 40 words."))
    return [
        Prompt(name, "qa", backend.render(PromptText((Message("user", text),), text)), 40 if name == "summary" else 24)
        for name, text in asked
    ]
