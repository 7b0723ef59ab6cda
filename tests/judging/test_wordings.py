"""Ways to tell one proposition: what of a text the table holds, on which side, and what is denied as the other."""

import pytest

from harness.judging.answers import find_answer
from harness.judging.answers.contrary import says_the_contrary
from harness.judging.answers.exchanged import exchanges_a_word
from harness.judging.wordings import sides_of, tells_otherwise, wordings


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("lasting support", "goes on standing by it"),
        ("at his own request", "it was the governor himself who asked to go"),
        ("a desperate step", "made out of despair"),
        ("neither confirms nor denies", "would not say either way"),
        ("rethink", "think it over again"),
        ("lifted the ban", "removed the ban"),
        ("will not hold", "is going to collapse"),
        ("pulled its soldiers out", "withdrew"),
    ],
)
def test_two_ways_to_tell_one_thing_share_a_side(first: str, second: str) -> None:
    """Phrases, derived forms, verbs with a particle and a denied reverse meet on one side of a line."""
    assert sides_of(first) & sides_of(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("stands by Kyiv", "stops standing by Kyiv"),
        ("lifted the ban", "kept the ban"),
        ("a brave act", "a cowardly act"),
        ("will hold", "will not hold"),
        ("higher pay", "lower pay"),
    ],
)
def test_the_other_side_is_told_otherwise(first: str, second: str) -> None:
    """The reverse of a wording contradicts it in either direction."""
    assert tells_otherwise(first, sides_of(second))
    assert tells_otherwise(second, sides_of(first))


def test_a_phrase_takes_its_words_with_it() -> None:
    """Who gives up doesn't give: the words of a phrase tell nothing on their own."""
    assert [one.places for one in wordings("They gave up.")] == [(1, 2)]


def test_a_phrase_ends_with_its_sentence() -> None:
    """Words on both sides of a full stop are no phrase."""
    assert not sides_of("They turned. Down came the rain.") & sides_of("rejected")


def test_a_negation_that_a_phrase_has_used_up_denies_nothing_else() -> None:
    """Who took no notice of the warnings was warned."""
    assert sides_of("took no notice of the warnings") >= sides_of("warnings")


def test_a_denied_reverse_is_no_contradiction() -> None:
    """ "Not full" says what "empty" says, "collapses" what "does not hold" says; "full" and "holds" don't."""
    assert not says_the_contrary("The rooms are empty", "The rooms are not full")
    assert not says_the_contrary("It does not hold", "It collapses")
    assert says_the_contrary("The rooms are empty", "The rooms are full")
    assert says_the_contrary("It does not hold", "It holds")


def test_another_thing_in_the_same_place_is_an_exchange() -> None:
    """Another policy, another place and another noise are others; a word of the same sense is not."""
    assert exchanges_a_word("rethink their energy policy", "", "rethink their farm policy")
    assert exchanges_a_word("withdrew its troops from the valley", "", "withdrew its troops from the city")
    assert exchanges_a_word("the smell from the plant", "", "noise at the plant")
    assert not exchanges_a_word("the smell from the plant", "", "a stench from the plant")
    assert not exchanges_a_word("grew by 6", "", "an increase of 6")
    assert not exchanges_a_word("the next attack", "", "another attack")
    assert not exchanges_a_word("rethink their energy policy", "Which farm policy is it?", "rethink their farm policy")


def test_an_answer_in_other_words_is_found() -> None:
    """What shares no word with the accepted answer is found by what it says, and its reverse isn't."""
    question = "What did the minister say about Kyiv?"
    assert find_answer("that Berlin keeps standing behind it", ["continued support"], "text", question=question)
    assert not find_answer("that Berlin will stop supporting it", ["continued support"], "text", question=question)


def test_once_before_a_clause_is_no_number() -> None:
    """ "Once the gate opens" needs no 1, "once a week" does."""
    assert find_answer("as soon as the gate is opened", ["once the gate opens"], "text")
    assert not find_answer("every week", ["once a week"], "text")
