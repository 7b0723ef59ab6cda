"""What prompts share is found from their tokens, whatever they are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from harness.backends.local.plan import plan_prefixes

prompts = st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=30), max_size=12)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(prompts, st.integers(1, 6), st.integers(2, 20))
def test_every_prompt_begins_with_its_group(given: list[list[int]], worth: int, long: int) -> None:
    """A prompt begins with its group's tokens and has at least one of its own; parents stand before their children."""
    plan = plan_prefixes(given, worth_tokens=worth, long_suffix_tokens=long)
    assert len(plan.group_of) == len(given)
    for prompt, group in zip(given, plan.group_of, strict=True):
        if group is not None:
            tokens = plan.groups[group].tokens
            assert len(tokens) < len(prompt)
            assert tuple(prompt[: len(tokens)]) == tokens
    for number, found in enumerate(plan.groups):
        assert found.start < found.end
        if found.parent is not None:
            parent = plan.groups[found.parent]
            assert found.parent < number
            assert found.start == parent.end
            assert found.tokens[: parent.end] == parent.tokens
        else:
            assert found.start == 0


@settings(max_examples=100, deadline=None, derandomize=True)
@given(prompts, st.randoms(use_true_random=False))
def test_order_of_prompts_does_not_matter(given: list[list[int]], random: object) -> None:
    """The same prompts in another order are planned alike."""
    shuffled = list(given)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    plan, other = plan_prefixes(given), plan_prefixes(shuffled)
    assert plan.groups == other.groups
    assert plan.computed_tokens(given) == other.computed_tokens(shuffled)


def test_two_levels() -> None:
    """Words common to all documents are one group, each document another below it."""
    system, first, second = list(range(20)), list(range(100, 200)), list(range(200, 300))
    asked = [[*system, *document, question, 1] for document in (first, second) for question in (7, 8, 9)]
    plan = plan_prefixes(asked)
    assert [(group.start, group.end, group.parent) for group in plan.groups] == [
        (0, 20, None),
        (20, 120, 0),
        (20, 120, 0),
    ]
    assert plan.group_of == (1, 1, 1, 2, 2, 2)
    assert plan.computed_tokens(asked) == 20 + 100 + 100 + 6 * 2


def test_a_long_prompt_of_its_own_is_a_group() -> None:
    """A prompt that shares nothing but is long is kept out of the rows' padded storage."""
    plan = plan_prefixes([[*range(1000)], [5, 6]])
    assert [group.end for group in plan.groups] == [999]
    assert plan.group_of == (0, None)


def test_equal_prompts_keep_one_token_each() -> None:
    """Prompts that are the same share all but the last token, which gives each its first answer."""
    plan = plan_prefixes([[*range(50)]] * 3)
    assert [group.end for group in plan.groups] == [49]
    assert plan.group_of == (0, 0, 0)


def test_nothing_asked() -> None:
    """No prompts make an empty plan."""
    assert plan_prefixes([]).groups == ()
