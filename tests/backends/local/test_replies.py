"""When a reply is over, and what its text is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.backends.local.loading import load_tokenizer
from harness.backends.local.replies import Reply, encode, seed_of
from harness.schema import Prompt


@pytest.fixture
def reply(tiny_folder: Callable[[str], Path]) -> Callable[..., Reply]:
    """A reply to a prompt with the given stop strings."""
    tokenizer = load_tokenizer(tiny_folder("llama"))

    def make(stop: tuple[str, ...] = (), most: int = 5) -> Reply:
        return Reply(Prompt("a", "qa", "", most, stop), [5], tokenizer, frozenset({2}))

    return make


def test_ends_at_the_end_token(reply: Callable[..., Reply]) -> None:
    """The end token ends a reply and is no part of its text."""
    made = reply()
    assert [made.add(token) for token in (7, 8, 2)] == [False, False, True]
    assert (made.finish, made.text()) == ("stop", "w7 w8")


def test_ends_at_a_stop_string_which_is_left_out(reply: Callable[..., Reply]) -> None:
    """A stop string ends a reply in the step that completes it, across tokens too."""
    made = reply(stop=("w9 w10", "w50"))
    assert [made.add(token) for token in (7, 9, 10)] == [False, False, True]
    assert (made.finish, made.text()) == ("stop-sequence", "w7 ")


def test_ends_at_the_length(reply: Callable[..., Reply]) -> None:
    """The longest reply ends with its last token."""
    made = reply(most=2)
    assert [made.add(token) for token in (7, 8)] == [False, True]
    assert made.finish == "length"


def test_a_beginning_token_is_never_doubled(tiny_folder: Callable[[str], Path], tmp_path: Path) -> None:
    """Text that carries its beginning token already gets no second one, nor does chat text."""
    from tokenizers import Tokenizer
    from tokenizers.processors import TemplateProcessing

    folder = shutil.copytree(tiny_folder("llama"), tmp_path / "begins")
    pipeline = Tokenizer.from_file(str(folder / "tokenizer.json"))
    pipeline.post_processor = TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    pipeline.save(str(folder / "tokenizer.json"))
    tokenizer = load_tokenizer(folder)
    assert encode(tokenizer, "w5 w6", chat=False) == [1, 5, 6]
    assert encode(tokenizer, "<s> w5", chat=False) == [1, 5]
    assert encode(tokenizer, "w5 w6", chat=True) == [5, 6]


def test_seed_is_of_the_prompt_alone() -> None:
    """Two prompts draw differently, one prompt always alike, and the run's seed changes both."""
    first, second = Prompt("a", "qa", "", 5), Prompt("b", "qa", "", 5)
    assert seed_of(first) == seed_of(Prompt("a", "qa", "other text", 9))
    assert seed_of(first) != seed_of(second)
    assert seed_of(first) != seed_of(Prompt("a", "qa", "", 5, seed=1))
