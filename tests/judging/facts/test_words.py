"""What the words of a key fact weigh."""

from harness.judging.facts import fact_stated
from harness.judging.facts.words import weighed_words, with_voices
from harness.judging.windows import prepare

VOICES = {"norbro": ("Norbro", "the contractor"), "duarte": ("Inês Duarte", "Duarte")}


def test_one_name_of_a_source_stands_for_another() -> None:
    """A summary may call the firm by its role."""
    fact = "The mayor sued Norbro over the bridge."
    text = "The mayor sued the contractor over the bridge."
    assert fact_stated(fact, text, voices=VOICES).score > fact_stated(fact, text).score
    assert fact_stated(fact, text, voices=VOICES).verdict == "yes"


def test_a_first_name_weighs_little_unless_another_stands_there() -> None:
    """ "Duarte" is Inês Duarte; "Paulo Duarte" is somebody else."""
    fact = "Inês Duarte lost the vote."
    alone, other = (
        weighed_words(fact, prepare(text), (), {})[0].weight
        for text in ("The loser was Duarte.", "The loser was Paulo Duarte.")
    )
    assert alone < other


def test_the_source_need_not_be_told() -> None:
    """The words of the fact's own attribution hardly weigh, its source's name nothing."""
    words = weighed_words("Norbro said the bridge was overloaded.", prepare("x"), ["Norbro"], {})
    weights = {word.base: word.weight for word in words}
    assert weights["norbro"] == 0
    assert weights["say"] < 0.3 < weights["bridg"]


def test_without_voices_a_text_stays_as_it_is() -> None:
    """Nothing is copied where there is nothing to add."""
    document = prepare("The contractor left.")
    assert with_voices(document, {}) is document
