from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import ProblemsError, UsageError
from harness.ingest import parse_document, read_document, render_document, write_document
from harness.schema import Document, Section

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30)
headings = words.map(str.strip)
texts = st.lists(st.one_of(words, st.sampled_from(["## not a heading", "\\## x", "---", "", "# one"])), max_size=4).map(
    lambda lines: "\n".join(lines).strip()
)


@given(words, texts, st.lists(st.tuples(headings, texts), max_size=3), st.none() | st.dates(), st.booleans())
def test_a_written_document_is_read_back(
    title: str, lead: str, parts: list[tuple[str, str]], published: date | None, with_article: bool
) -> None:
    """Whatever a document holds, even lines that look like headings, rendering and parsing gives the same."""
    sections = (Section(0, "", lead), *(Section(n, head, text) for n, (head, text) in enumerate(parts, 1)))
    article = ("a.txt", "0" * 64) if with_article else ("", "")
    document = Document("d1", title, sections, published, "p: #1", "", "", *article)
    again = parse_document(render_document(document), "d1.md")
    assert (again.title, again.sections, again.published) == (title, sections, published)
    assert (again.article_file, again.article_sha256) == article


def test_writing_is_careful(tmp_path: Path) -> None:
    """A document is not overwritten unless that is allowed, and no draft is left behind."""
    document = Document("d1", "A", (Section(0, "", "x"),))
    path = write_document(document, tmp_path)
    with pytest.raises(UsageError, match="is there already"):
        write_document(document, tmp_path)
    write_document(document, tmp_path, replace=True)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert read_document(path).sections == document.sections


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Just text.\n", r"d1\.md:1: no front matter"),
        ("---\nid: d1\n---\n", "the key 'title' is missing"),
        ("---\nid: d1\ntitel: x\n---\n", r"d1\.md:3: unknown key 'titel'.*did you mean title"),
        ("---\nid: D 1\ntitle: x\n---\n", "holds more than a-z"),
        ("---\nid: d2\ntitle: x\n---\n", "is not the file's name"),
        ("---\nid: d1\ntitle: x\narticle: {file: a}\n---\n", "'sha256' is missing"),
    ],
)
def test_mistakes_in_front_matter_have_their_line(tmp_path: Path, text: str, said: str) -> None:
    """What is missing or mistyped above a document's text is said with its line."""
    path = tmp_path / "d1.md"
    path.write_text(text)
    with pytest.raises(ProblemsError, match=said):
        read_document(path)
