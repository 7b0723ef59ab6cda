"""Any program answers, and whatever it does wrong stays on its item."""

import sys
import time

import pytest

from harness.backends.command import CommandBackend
from harness.errors import MissingError, UsageError
from harness.schema import Generation, Message, Prompt, PromptText

PROGRAM = """
import json, sys, time
for line in sys.stdin:
    asked = json.loads(line)
    word = asked["messages"][-1]["content"]
    if word == "die": sys.exit(7)
    if word == "hang": time.sleep(60)
    if word == "garbage": print("<html>", flush=True); continue
    if word == "other": print(json.dumps({"id": "other", "output": "x"}), flush=True); continue
    if word == "refuse": print(json.dumps({"id": asked["id"], "error": "won't"}), flush=True); continue
    if word == "silent": print(json.dumps({"id": asked["id"]}), flush=True); continue
    if word == "flood":
        while True: print("x" * 1000, flush=True)
    answer = {"id": asked["id"], "output": word.upper(), "output_tokens": 2}
    print(json.dumps(answer), flush=True)
    if word == "twice": print(json.dumps(answer), flush=True)
"""


def ask(*words: str, program: str = PROGRAM, timeout_seconds: float = 10) -> list[Generation]:
    """What the program answers to prompts that hold these words."""
    backend = CommandBackend("m", [sys.executable, "-c", program], timeout_seconds=timeout_seconds)
    try:
        texts = [backend.render(PromptText((Message("user", word),), word)) for word in words]
        return list(backend.generate([Prompt(f"q{i}", "qa", text, 8) for i, text in enumerate(texts)]))
    finally:
        backend.close()


def test_answers_come_back_in_order() -> None:
    """Each prompt gets its own answer, with the token count that the program tells."""
    found = ask("one", "two ä\n", "three")
    assert [(one.id, one.output, one.error) for one in found] == [
        ("q0", "ONE", None),
        ("q1", "TWO Ä\n", None),
        ("q2", "THREE", None),
    ]
    assert found[0].output_tokens == 2


@pytest.mark.parametrize(
    ("word", "kind", "told"),
    [
        ("die", "server", "code 7"),
        ("garbage", "malformed", "<html>"),
        ("other", "malformed", "something else"),
        ("refuse", "server", "won't"),
        ("silent", "malformed", "no output"),
        ("flood", "malformed", "no JSON"),
    ],
)
def test_a_fault_stays_on_its_item(word: str, kind: str, told: str) -> None:
    """The item before and the item after a fault have their answers."""
    before, fault, after = ask("before", word, "after")
    assert (before.output, after.output) == ("BEFORE", "AFTER")
    assert fault.error_kind == kind
    assert told in (fault.error or "")


def test_a_program_that_hangs_is_ended() -> None:
    """After the time limit the item is an error and the next one is answered, soon."""
    started = time.monotonic()
    hung, after = ask("hang", "after", timeout_seconds=0.7)
    assert hung.error_kind == "timeout"
    assert after.output == "AFTER"
    assert time.monotonic() - started < 10


def test_a_line_too_many_never_becomes_the_next_answer() -> None:
    """A program that answers twice doesn't shift the answers."""
    found = ask("twice", "after", "again")
    assert found[0].output == "TWICE"
    assert all(one.output in ("", "AFTER", "AGAIN") for one in found[1:])
    assert found[2].output == "AGAIN"


def test_a_program_that_always_dies_is_left_alone() -> None:
    """It is started a few times, not a thousand, and every item has its error."""
    found = ask(*["die"] * 50)
    assert len(found) == 50
    assert all(one.error for one in found)
    assert "isn't started again" in (found[-1].error or "")


def test_a_command_that_is_not_there_is_told() -> None:
    """No words and no such program stop the run with a message."""
    with pytest.raises(UsageError, match="command"):
        CommandBackend("m", [])
    backend = CommandBackend("m", ["no-such-program-here"])
    with pytest.raises(MissingError, match="no-such-program-here"):
        list(backend.generate([Prompt("q", "qa", "[]", 8)]))
