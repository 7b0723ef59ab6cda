"""The known models themselves: the engine's text on real prompts is that of one at a time, however it was opened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harness.backends.local.backend import LocalOptions, TransformersBackend
from harness.backends.local.models import known_sources, ready_folder
from harness.backends.local.tokens import PlainTokenizer, TransformersTokenizer
from harness.config.load import load_config
from harness.config.shipped import find_config
from harness.errors import MissingError
from harness.evaluate.prompts import plan_prompts
from harness.evaluate.run import prepare
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


SECOND_START = """
import sys
from harness.backends.local.backend import TransformersBackend
from harness.backends.local.models import known_sources
from harness.schema import Prompt
backend = TransformersBackend("m", known_sources()["smollm2-135m"])
[made] = backend.generate([Prompt("a", "qa", "Who said it?", 3)])
assert made.output_tokens and not made.error and not made.note, made
print(sorted({name.partition(".")[0] for name in sys.modules} & {"torch", "transformers", "scipy", "sympy"}))
"""


def test_from_the_second_start_on_transformers_is_not_imported() -> None:
    """A model that was opened once before answers without transformers, and without what its imports draw in."""
    _folder("smollm2-135m")
    for _ in range(2):
        told = subprocess.run([sys.executable, "-c", SECOND_START], check=True, capture_output=True, text=True).stdout
    assert told.strip() == "['torch']"


@pytest.mark.parametrize("name", ["smollm2-135m", "gemma3-270m"])
def test_the_shipped_prompts_are_the_same_tokens_without_transformers(name: str) -> None:
    """Every shipped prompt, put in the template and cut into tokens by both ways."""
    from transformers import AutoTokenizer

    folder, loader = _folder(name), AutoTokenizer
    given: Any = loader.from_pretrained(str(folder))
    theirs = TransformersTokenizer(given)
    plain = PlainTokenizer(theirs.pipeline(), theirs.special)
    config = load_config(find_config("small.yaml", Path()))
    setting = prepare(config, Path())
    backends = [TransformersBackend(name, known_sources()[name]) for _ in range(2)]
    planned = []
    backends[0]._tokenizer, backends[1]._tokenizer = theirs, plain
    for backend in backends:
        planned.append(list(plan_prompts(config, setting.gold, setting.items, setting.tasks, backend)))
    assert planned[0] == planned[1]
    for one in planned[0]:
        assert plain.ids(one.prompt.text, special=True) == theirs.ids(one.prompt.text, special=True)


def _folder(name: str) -> Path:
    folder = ready_folder(known_sources()[name])
    if folder is None:
        pytest.skip("no weights here")
    return folder


def _prompts(backend: TransformersBackend) -> list[Prompt]:
    asked = [(f"q{number}", f"{REPORT}\n\nQuestion: {question}\nAnswer:") for number, question in enumerate(QUESTIONS)]
    asked.append(("summary", f"{REPORT}\n\nSummarise the report in 40 words."))
    return [
        Prompt(name, "qa", backend.render(PromptText((Message("user", text),), text)), 40 if name == "summary" else 24)
        for name, text in asked
    ]
