"""Whether a sentence credits the source that the document does."""

from harness.judging.crediting import spoken_parts, wrong_credits
from harness.judging.windows import prepare, read_words

DOCUMENT = "Fares will rise, the council said. The bus drivers' union said that nobody had asked its members."
SOURCES = [["the council", "councillors"], ["the bus drivers' union", "the union"]]


def wrong(sentence: str, aliases: list[list[str]]) -> list[str]:
    """The sources wrongly named by a sentence."""
    document = prepare(DOCUMENT)
    found = wrong_credits(sentence, read_words(sentence, known_names=document.names), document, aliases)
    return [sentence[one.start : one.end] for one in found]


def test_words_put_into_anothers_mouth_are_found() -> None:
    """The union did not say what the council said."""
    assert wrong("The union said fares will rise.", SOURCES) == ["The union"]


def test_right_source_and_no_source_are_fine() -> None:
    """The right source under any of its names is no wrong credit, nor is none."""
    assert wrong("Councillors said fares will rise.", SOURCES) == []
    assert wrong("Fares will rise.", SOURCES) == []


def test_without_names_nothing_is_claimed() -> None:
    """Two names may be one source, so without a list there is no finding."""
    assert wrong("The union said fares will rise.", []) == []


def test_spoken_parts_have_a_named_source() -> None:
    """What nobody is named for is not spoken."""
    assert len(spoken_parts("The council said fares will rise.")) == 1
    assert spoken_parts("Fares will rise.") == ()
