"""A text prepared for questions: sentences, words, numbers and names as a reader takes them."""

from hypothesis import given
from hypothesis import strategies as st

from harness.judging.windows import prepare, read_words, sentences_of


def bases(text: str) -> list[str]:
    """The forms that the words of a text are compared by, function words left out."""
    return [word.base for word in read_words(text) if word.weight]


def test_numbers_in_words_and_digits_are_one() -> None:
    """Nine is 9, twenty-one is 21, 1,200 is 1200, and 5% is five per cent."""
    assert bases("nine") == bases("9")
    assert bases("twenty-one crews") == bases("21 crews")
    assert bases("1,200") == bases("1200") == bases("1, 200")
    assert bases("5%") == bases("five per cent")


def test_scaled_number_is_number_and_scale() -> None:
    """45m and 45 million share both their words."""
    assert bases("45m kroner") == bases("45 million kroner")


def test_contraction_is_the_words_it_stands_for() -> None:
    """didn't, did n't and did not read the same."""
    assert [word.base for word in read_words("didn't sail")] == [word.base for word in read_words("did not sail")]
    assert [word.base for word in read_words("did n't sail")] == [word.base for word in read_words("did not sail")]


def test_reference_mark_is_no_number() -> None:
    """A footnote mark in square brackets is left out."""
    assert bases("Rudders fail [3][4-6].") == bases("Rudders fail.")


def test_name_is_known_by_capital_or_by_the_other_text() -> None:
    """A capital inside a sentence makes a name; a lower-case text is helped by names known from elsewhere."""
    assert [word.kind for word in read_words("The Halden sailed")][1] == "name"
    assert [word.kind for word in read_words("the halden sailed")][1] == "content"
    assert [word.kind for word in read_words("the halden sailed", known_names=frozenset({"halden"}))][1] == "name"


def test_initials_and_long_form_share_an_alias() -> None:
    """An abbreviation can be found under the words it abbreviates."""
    short = read_words("the NMA said")[1]
    long = read_words("the Norwegian Maritime Authority said")[1:4]
    assert all(not set(short.aliases).isdisjoint(word.aliases) for word in long)


def test_tokenised_lower_case_text_has_sentences() -> None:
    """A full stop between spaces ends a sentence even where the next begins in lower case."""
    text = "the ferry ran aground . nine people were hurt ."
    assert [span.of(text) for span in sentences_of(text)] == ["the ferry ran aground .", "nine people were hurt ."]


@given(st.text(max_size=200))
def test_offsets_point_into_the_text(text: str) -> None:
    """Every word and sentence lies inside the text, in order, and each word in a sentence of its number."""
    document = prepare(text)
    assert len(document.sentence_of) == len(document.words)
    for word in document.words:
        assert 0 <= word.start <= word.end <= len(text)
    starts = [word.start for word in document.words]
    assert starts == sorted(starts)
