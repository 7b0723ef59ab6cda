"""Markdown of comparisons: foreign text can't become markup."""

from hypothesis import given
from hypothesis import strategies as st

from harness.compare.markdown import inline_code


@given(st.text(alphabet="ab`|\n <>*", max_size=40))
def test_code_marks_hold_any_text(text):
    """The fence is longer than any run of backticks inside, on one line, with pipes escaped."""
    shown = inline_code(text)
    assert "\n" not in shown
    if text.strip():
        fence = len(shown) - len(shown.lstrip("`"))
        inner = shown[fence:-fence]
        assert "`" * fence not in inner
        assert inner.count("|") == inner.count("\\|")


def test_long_text_is_cut():
    """A long output is shown by its beginning."""
    assert inline_code("x" * 500).endswith("…`")
