"""Prompts that begin alike go together, each once."""

from hypothesis import given
from hypothesis import strategies as st

from harness.backends.distributed.groups import group_by_beginning
from harness.schema import Prompt

prompts = st.lists(
    st.builds(lambda key, text: Prompt(str(key), "qa", text, 8), st.uuids(), st.text("ab", max_size=8)),
    max_size=12,
    unique_by=lambda prompt: prompt.id,
)


@given(prompts, st.integers(1, 5))
def test_every_prompt_is_in_one_group(asked: list[Prompt], largest: int) -> None:
    """Nothing is lost or doubled, no group is too large, and the order of the prompts doesn't matter."""
    groups = group_by_beginning(asked, largest)
    assert sorted(prompt.id for group in groups for prompt in group) == sorted(prompt.id for prompt in asked)
    assert all(0 < len(group) <= largest for group in groups)
    assert group_by_beginning(list(reversed(asked)), largest) == groups


def test_a_documents_questions_stay_together() -> None:
    """Two documents under one template make two groups; the longer one comes first."""
    asked = [
        Prompt(f"{name}-{number}", "qa", f"Read this. {name * 60} Question {number}?", 8)
        for number in range(4)
        for name in ("tide ", "storm ")
    ]
    groups = group_by_beginning(asked, 10)
    assert [{prompt.id.split()[0] for prompt in group} for group in groups] == [{"storm"}, {"tide"}]
