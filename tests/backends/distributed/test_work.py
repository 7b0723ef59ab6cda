"""The list of work loses nothing, whatever dies."""

from harness.backends.distributed.work import WorkList
from harness.schema import Generation, Prompt


def asked(*ids: str) -> list[Prompt]:
    """Prompts of these ids."""
    return [Prompt(item, "qa", item, 8) for item in ids]


def test_what_a_dead_worker_left_is_given_to_another() -> None:
    """Answered prompts of a group aren't asked again, the others are, singly after a second death."""
    work = WorkList([asked("a", "b", "c")])
    group = work.next_group()
    assert group is not None
    group.answered.add("a")
    assert work.give_back(group) == ()
    again = work.next_group()
    assert again is not None
    assert [prompt.id for prompt in again.prompts] == ["b", "c"]
    work.give_back(again)
    single = work.next_group()
    assert single is not None
    assert [prompt.id for prompt in single.prompts] == ["b"]
    assert [prompt.id for prompt in work.give_back(single)] == ["b"]


def test_a_second_answer_is_dropped() -> None:
    """A prompt that two workers answered is in the results once."""
    work = WorkList([asked("a")])
    assert work.take_answer(Generation("a", "m", "one"))
    assert not work.take_answer(Generation("a", "m", "two"))
    assert work.unanswered() == ()


def test_nothing_is_given_out_after_a_stop() -> None:
    """A reader that leaves leaves no work behind."""
    work = WorkList([asked("a")])
    work.stop()
    assert work.next_group() is None
    assert work.is_untouched()
