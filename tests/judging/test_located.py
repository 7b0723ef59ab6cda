"""Where given words stand in a text."""

from harness.judging.located import locate

TEXT = "“It sank,” Moe said. “Nobody was hurt.” The ferry ran aground on Tuesday."


def test_words_pieces_and_paraphrases_are_found() -> None:
    """Word by word, in pieces parted by dots, or as the sentence that shares most words."""
    assert [span.of(TEXT) for span in locate("“It sank,”", TEXT)] == ["“It sank,”"]
    assert [span.of(TEXT) for span in locate("“It sank,” ... “Nobody was hurt.”", TEXT)] == [
        "“It sank,”",
        "“Nobody was hurt.”",
    ]
    assert [span.of(TEXT) for span in locate("On Tuesday, the ferry ran aground", TEXT)] == [
        "The ferry ran aground on Tuesday."
    ]
    assert locate("The mayor resigned over taxes", TEXT) == ()
