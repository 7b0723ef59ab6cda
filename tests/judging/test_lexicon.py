"""What the hand-made tables say of words."""

from harness.judging.lexicon import base_form, kinds, opposites, phrase_groups, related_groups


def test_irregular_forms_meet() -> None:
    """Forms that a stemmer cannot undo have one base form."""
    assert base_form("ran") == base_form("run")
    assert base_form("sank") == base_form("sunk")
    assert base_form("women") == base_form("woman")


def test_ordinals_in_words_and_digits_meet() -> None:
    """third and 3rd are one, and not the number three."""
    assert base_form("third") == base_form("3rd") != base_form("three")


def test_synonyms_share_a_group_and_strangers_do_not() -> None:
    """jail and prison may be taken for one another, jail and ferry not."""
    assert not related_groups(base_form("jail")).isdisjoint(related_groups(base_form("prison")))
    assert related_groups(base_form("jail")).isdisjoint(related_groups(base_form("ferry")))


def test_phrase_stands_for_a_word() -> None:
    """found guilty is convicted."""
    assert not phrase_groups(base_form("found"), base_form("guilty")).isdisjoint(related_groups(base_form("convicted")))


def test_opposites_hold_both_ways() -> None:
    """If rise is the opposite of fall, fall is that of rise; nothing is its own opposite."""
    assert base_form("fell") in opposites(base_form("rose"))
    assert base_form("rose") in opposites(base_form("fell"))
    assert base_form("rose") not in opposites(base_form("rose"))


def test_weekdays_are_of_a_kind() -> None:
    """Monday and Tuesday exclude one another, Monday and red don't."""
    assert kinds(base_form("monday")) & kinds(base_form("tuesday"))
    assert not kinds(base_form("monday")) & kinds(base_form("red"))
