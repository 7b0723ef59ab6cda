"""Whether a sentence credits the source that the document does."""

from harness.judging.crediting import Context, spoken_parts, wrong_credits
from harness.judging.voices import Speakers
from harness.judging.windows import prepare, read_words

DOCUMENT = "Fares will rise, the council said. The bus drivers' union said that nobody had asked its members."
SOURCES = Speakers({"council": ["the council", "councillors"], "union": ["the bus drivers' union", "the union"]}, {})


def wrong(sentence: str, speakers: Speakers = SOURCES, before: str = "") -> list[str]:
    """Why a sentence credits wrongly."""
    document = prepare(DOCUMENT)
    words = read_words(sentence, known_names=document.names)
    return [one.reason for one in wrong_credits(words, document, speakers, Context(before + sentence, len(before)))]


def test_words_put_into_anothers_mouth_are_found() -> None:
    """The union did not say what the council said."""
    reason = "credited to the bus drivers' union, in the document to the council"
    assert wrong("The union said fares will rise.") == [reason]


def test_a_pronoun_is_whoever_stands_before_it() -> None:
    """A sentence is read in the text that it stands in."""
    assert wrong("It also said that fares will rise.", before="The union objects, it said. ") != []


def test_right_source_and_no_source_are_fine() -> None:
    """The right source under any of its names is no wrong credit, nor is none."""
    assert wrong("Councillors said fares will rise.") == []
    assert wrong("Fares will rise.") == []


def test_a_doer_is_no_teller() -> None:
    """Who did something is not told to have said it."""
    document = prepare("A raid hit the port, the council said.")
    sentence = "A raid on the port was carried out by a union boat."
    speakers = Speakers({"council": ["the council"], "union": ["the union", "union"]}, {})
    assert wrong_credits(read_words(sentence), document, speakers, Context(sentence)) == ()


def test_without_names_nothing_is_claimed() -> None:
    """Two names may be one source, so without a list there is no finding."""
    assert wrong("The union said fares will rise.", Speakers({}, {})) == []


def test_spoken_parts_have_a_named_source() -> None:
    """What nobody is named for is not spoken."""
    assert len(spoken_parts("The council said fares will rise.")) == 1
    assert spoken_parts("Fares will rise.") == ()


MARKET = Speakers(
    {
        "mayor": ["Ada Brink", "the mayor", "Ms Brink"],
        "guild": ["the traders' guild", "the guild"],
        "porter": ["Joss Hale", "Mr Hale"],
    },
    {},
)
MARKET_NEWS = (
    "The mayor, Ada Brink, counted 40 stalls. The traders' guild put the number at 65. "
    "Joss Hale, a porter, carried crates. He said that thieves had cut the ropes at night."
)


def credited(sentence: str) -> list[str]:
    """Why a sentence on the market credits wrongly."""
    document = prepare(MARKET_NEWS)
    words = read_words(sentence, known_names=document.names)
    return [one.reason for one in wrong_credits(words, document, MARKET, Context(sentence))]


def test_each_source_of_a_sentence_keeps_its_own_words() -> None:
    """What stands behind another source's name, or before a relative clause, is not the first one's."""
    assert credited("The mayor counted 40 stalls, while the guild put the number at 65.") == []
    assert credited("The guild's number is 65 stalls, which the mayor says she doubts.") == []


def test_a_pronoun_in_the_document_may_be_whoever_was_named_before() -> None:
    """Nothing is held against a source that a pronoun can stand for."""
    assert credited("Mr Hale said that thieves had cut the ropes.") == []


def test_the_sentence_that_holds_the_words_names_somebody_else() -> None:
    """A verb that the reader of credits takes for no saying is enough where the sentence names one source only."""
    assert credited("The guild said there were 40 stalls.") != []
    assert credited("The guild denied that there were 40 stalls.") == []
