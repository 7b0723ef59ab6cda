"""Drafts are what stood after the same words, as long as they are likely to pay."""

from __future__ import annotations

from harness.backends.local.speculate import Drafter, DraftPolicy, needed_rate


def test_what_followed_the_same_words() -> None:
    """The longest earlier match is followed, not the latest."""
    drafter = Drafter([1, 2, 3, 4, 50, 51, 9, 3, 4, 60, 61, 8])
    drafter.follow([1, 2, 3, 4])
    assert drafter.propose(2) == [50, 51]
    assert drafter.match == 4


def test_the_reply_itself_is_looked_up() -> None:
    """Words said before in the reply are a source as well."""
    drafter = Drafter([1])
    drafter.follow([5, 6, 7])
    drafter.follow([5, 6, 7, 5, 6])
    assert drafter.propose(3) == [7, 5, 6]


def test_no_match_no_draft() -> None:
    """Words that never stood together are followed by nothing."""
    drafter = Drafter([1, 2, 3])
    drafter.follow([9, 8])
    assert drafter.propose(4) == []
    assert drafter.match == 0


def test_many_rows_draft_less() -> None:
    """The more rows share a step, the likelier a draft must be; many rows draft nothing on a weak match."""
    policy = DraftPolicy()
    assert needed_rate(1) < needed_rate(8) < needed_rate(64) < 1
    assert policy.worth(4, rows=1, most=10) > policy.worth(4, rows=8, most=10) >= policy.worth(4, rows=64, most=10) == 0


def test_learns_what_is_taken() -> None:
    """A length of match whose drafts fail is drafted no more; one whose drafts hold is drafted longer."""
    policy, drafter = DraftPolicy(), Drafter([1, 2])
    drafter.match = 3
    before = policy.worth(3, rows=4, most=10)
    for _ in range(20):
        policy.learn(drafter, drafted=4, accepted=0)
    assert policy.worth(3, rows=4, most=10) == 0
    drafter.match = 5
    for _ in range(20):
        policy.learn(drafter, drafted=4, accepted=4)
    assert policy.worth(5, rows=4, most=10) == 10 > before


def test_no_more_than_the_reply_may_grow() -> None:
    """A reply that has one token left drafts none."""
    assert DraftPolicy().draft(Drafter([1, 2, 3, 1, 2]), [3, 1, 2], rows=1, most=0) == []
    assert DraftPolicy().draft(Drafter([1, 2, 3, 1, 2]), [3, 1, 2], rows=1, most=1) == [3]
