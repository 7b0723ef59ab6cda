from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest

from harness.errors import HarnessError, MissingError, UsageError
from harness.ingest import Ingested, ingest, read_document

ARTICLES = Path(__file__).parents[3] / "shared" / "documents"
DIGESTS = Path(__file__).parents[2] / "gold" / "documents"

SCRAPED = """Storm latest: Ferry service halted as minister says repairs will take weeks
It comes as the coastguard ends its search
Your support helps us to tell the story
We are a newsroom of forty journalists. Your donation lets our reporters stay on the ground.
Your support makes every difference.The ferry Halden ran aground off Skarvoy on Tuesday.
Nobody was hurt, the coastguard said.
Minister expects weeks of repairs
Repairs will take weeks, the transport minister said on Wednesday.
Read the full report:
Ferry repairs to take weeks, minister says
Operator says that the rudder will be made abroad and that the part can't be had sooner
In pictures: The Halden on the rocks
Union asks ‘how could this happen?’
The seafarers' union said that crews had worked long shifts.
“We warned them,” its head said.
Will the harbour reopen?
Nobody could say on Wednesday.
Subscribe to the Gull to bookmark this article
Join our commenting forum
Comments
"""


def ingested(tmp_path: Path, name: str, content: str | bytes) -> Ingested:
    """What a file of that content gives."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return ingest(path)


def headings(found: Ingested) -> list[str]:
    """The headings of a document's sections from 1 on."""
    return [section.heading for section in found.document.sections[1:]]


def test_scraped_text_gets_its_sections(tmp_path: Path) -> None:
    """Headings are found by their look; a link's headline and standfirst and a caption are none."""
    found = ingested(tmp_path, "storm latest.txt", SCRAPED)
    assert found.document.id == "storm-latest"
    assert found.document.title.startswith("Storm latest: Ferry service halted")
    assert headings(found) == [
        "Minister expects weeks of repairs",
        "Union asks ‘how could this happen?’",
        "Will the harbour reopen?",
    ]
    assert "In pictures: The Halden on the rocks" in found.document.sections[1].text


def test_what_the_publisher_added_is_dropped_and_said(tmp_path: Path) -> None:
    """The appeal goes even where the story is glued to its end; the footer goes; each is noted."""
    found = ingested(tmp_path, "storm.txt", SCRAPED)
    whole = "\n".join(section.text for section in found.document.sections)
    lead = found.document.sections[0].text
    assert lead.startswith("It comes as the coastguard ends its search\n\nThe ferry Halden ran aground")
    assert not any(word in whole for word in ("donation", "support", "Subscribe", "Comments", "forum"))
    assert sum(note.kind == "dropped" for note in found.notes) == 6
    assert [note.text for note in found.notes if note.kind == "folded"] == [
        "Ferry repairs to take weeks, minister says",
        "Operator says that the rudder will be made abroad and that the part can't be had sooner",
        "In pictures: The Halden on the rocks",
    ]


def test_news_about_donations_is_no_appeal(tmp_path: Path) -> None:
    """Words about giving that somebody said in the story stay."""
    text = "Charity asks for help\nIt needs money\n“Your donation helps us,” its head said.\nIt helps many.\n"
    assert "Your donation" in ingested(tmp_path, "a.txt", text).document.sections[0].text


def test_wrapped_text_is_joined(tmp_path: Path) -> None:
    """Where blank lines part paragraphs, single line ends are only the width of the page."""
    found = ingested(
        tmp_path,
        "a.txt",
        "Ferry aground\n\nThe ferry ran aground\non Tuesday, they\nsaid.\n\nNobody was hurt.\n",
    )
    assert found.document.sections[0].text == "The ferry ran aground on Tuesday, they said.\n\nNobody was hurt."


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="needs ../shared/documents, the articles as scraped")
@pytest.mark.parametrize("number", range(1, 6))
def test_the_articles_have_the_sections_of_their_digests(number: int) -> None:
    """Each scraped article has as many sections as its digest, and no boilerplate."""
    digest = read_document(DIGESTS / f"d{number}.md")
    found = ingest(ARTICLES / digest.article_file).document
    assert len(found.sections) == len(digest.sections)
    assert found.article_sha256 == digest.article_sha256
    assert not any("Independent Premium" in part.text or "Your support" in part.text for part in found.sections)


MARKDOWN = """---
title: Ferry aground
published: 2024-05-02
publisher: The Gull
author: nobody
---
The [ferry](http://x.example) ran **aground**.
Nobody was hurt.

## Cause

- a failed rudder
- long shifts

### Costs
About 45 million kroner.
"""


def test_markdown_keeps_its_headings_and_loses_its_marks(tmp_path: Path) -> None:
    """Links and emphasis are their words; front matter says what the document is; unknown keys are noted."""
    found = ingested(tmp_path, "m.md", MARKDOWN)
    document = found.document
    assert (document.title, str(document.published), document.publisher) == ("Ferry aground", "2024-05-02", "The Gull")
    assert document.sections[0].text == "The ferry ran aground. Nobody was hurt."
    assert [(part.heading, part.text) for part in document.sections[1:]] == [
        ("Cause", "- a failed rudder\n\n- long shifts"),
        ("Costs", "About 45 million kroner."),
    ]
    assert [note.text for note in found.notes] == ["author"]


PAGE = """<html><head><title>Ferry aground</title><meta property="og:site_name" content="The Gull">
<meta property="article:published_time" content="2024-05-02T10:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Ferry aground</h1><p>The ferry Halden ran aground off Skarvoy on Tuesday evening, the coastguard said.</p>
<h2>Injuries</h2><p>Nine people were taken to hospital, the coastguard said, after a difficult rescue at sea.</p>
<script>alert(1)</script>
<h2>Cause</h2><p>Fjordline, which runs the ferry, blamed a failed rudder, and said that it would see.</p></article>
<footer>Subscribe now</footer></body></html>"""


def test_a_page_is_its_article(tmp_path: Path) -> None:
    """Navigation, scripts and footer go; headings, title, day and publisher stay."""
    found = ingested(tmp_path, "page.html", PAGE)
    assert found.document.title == "Ferry aground"
    assert headings(found) == ["Injuries", "Cause"]
    assert (str(found.document.published), found.document.publisher) == ("2024-05-02", "The Gull")
    assert not any("alert" in part.text or "Home" in part.text for part in found.document.sections)


def word_file() -> bytes:
    """A small Word file."""
    document = docx.Document()
    document.add_heading("Ferry aground", 0)
    document.add_paragraph("The ferry ran aground on Tuesday.")
    document.add_heading("Injuries", 1)
    document.add_paragraph("Nine people were hurt.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "crew", "14"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_word_file_keeps_headings_and_tables(tmp_path: Path) -> None:
    """Heading styles make sections; a table's row is a line."""
    found = ingested(tmp_path, "w.docx", word_file())
    assert found.document.title == "Ferry aground"
    assert [(part.heading, part.text) for part in found.document.sections] == [
        ("", "The ferry ran aground on Tuesday."),
        ("Injuries", "Nine people were hurt.\n\ncrew | 14"),
    ]


def pdf_file(lines: list[tuple[str, int, int]]) -> bytes:
    """A PDF of one page with lines of (text, size, height)."""
    return pdf_of("".join(f"BT /F1 {size} Tf 1 0 0 1 72 {height} Tm ({text}) Tj ET\n" for text, size, height in lines))


def pdf_of(drawn: str, *, pages: int = 1, form: str = "", lock: str = "") -> bytes:
    """A PDF whose pages are all the same drawing; ``form`` is one that it calls /X, ``lock`` a cipher's record."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{'3 0 R ' * pages}] /Count {pages} >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length {len(form)} >>\nstream\n{form}endstream",
        f"<< /Filter /Standard {lock} >>",
    ]
    body, offsets = "%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    locked = "/Encrypt 7 0 R /ID [<00> <00>]" if lock else ""
    trailer = f"trailer << /Size 8 /Root 1 0 R {locked} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 8\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def test_a_pdf_has_headings_by_larger_type_and_joined_lines(tmp_path: Path) -> None:
    """Lines of a paragraph are one, words parted at a line's end too; larger lines are title and headings."""
    lines = [
        ("Ferry aground", 20, 720),
        ("The ferry ran aground on Tues-", 10, 690),
        ("day, they said.", 10, 678),
        ("Nobody was hurt.", 10, 654),
        ("Cause", 14, 620),
        ("The rudder failed, and then", 10, 600),
        ("the engine.", 10, 588),
    ]
    document = ingested(tmp_path, "p.pdf", pdf_file(lines)).document
    assert document.title == "Ferry aground"
    assert document.sections[0].text == "The ferry ran aground on Tuesday, they said.\n\nNobody was hurt."
    assert (document.sections[1].heading, document.sections[1].text) == (
        "Cause",
        "The rudder failed, and then the engine.",
    )


def bomb() -> bytes:
    """A Word file that unpacks to far more than it is."""
    buffer = io.BytesIO(word_file())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zeros", b"\0" * 30_000_000)
    return buffer.getvalue()


AES = (
    f"/V 5 /R 6 /Length 256 /P -4 /O <{'00' * 48}> /U <{'00' * 48}> /OE <{'00' * 32}> /UE <{'00' * 32}>"
    f" /Perms <{'00' * 16}> /CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF"
)
RC4 = f"/V 1 /R 2 /P -4 /O <{'00' * 32}> /U <{'00' * 32}>"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", b"  \n \n", "no text"),
        ("a.txt", b"abc\x00def", "zero bytes"),
        ("a.txt", b"ok\nbad \x81\x8d\n", ":2: byte 7 is neither UTF-8 nor cp1252"),
        ("a.html", b"", "is empty"),
        ("a.html", b"<html><body></body></html>", "no article"),
        ("a.docx", b"PK\x03\x04 broken", "no DOCX"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted or an old .doc"),
        ("a.docx", bomb(), "unpacks from"),
        ("a.pdf", b"%PDF-1.4 broken", "no readable PDF"),
        ("a.pdf", pdf_file([]), "holds no text"),
        ("a.pdf", pdf_of("BT (Hello.) Tj ET", lock=RC4), "is encrypted"),
        ("a.pdf", pdf_of("BT (Hello.) Tj ET", lock=AES), "is encrypted"),
        ("a.odt", b"x", ".odt is not read"),
        ("a.md", b"---\ntitle: 3\npublished: soon\n---\nx\n", "published: 'soon'"),
    ],
)
def test_bad_files_say_what_is_wrong(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    """Broken, encrypted, empty, huge or foreign files are refused by name with what was expected."""
    with pytest.raises(HarnessError) as caught:
        ingested(tmp_path, name, content)
    assert name in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("drawn", "form"), [("BT (Hello.) Tj ET\n" * 30, ""), ("/X Do\n" * 5, ""), ("/X Do\n", "BT [(a) (b)] TJ ET " * 20)]
)
def test_a_pdf_that_asks_for_hours_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn: str, form: str
) -> None:
    """Pages and drawings that are called again and again make no small file a long work; one of them is read."""
    monkeypatch.setattr("harness.ingest.pdf._MOST_WORK", 2_000)
    with pytest.raises(UsageError, match=r"many\.pdf: unpacks to over 2,000 operations"):
        ingested(tmp_path, "many.pdf", pdf_of(drawn, pages=100, form=form))
    text = "BT /F1 10 Tf 1 0 0 1 72 700 Tm (It sank.) Tj ET\n"
    assert ingested(tmp_path, "one.pdf", pdf_of(text + drawn, form=form)).document.sections[0].text


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file, and a folder, are said to be missing."""
    with pytest.raises(MissingError, match=r"none\.txt: can't be read"):
        ingest(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Café\nEin café opens today.\n".encode("cp1252"), "Windows-1252"),
        ("Café\nA café opens.\n".encode("utf-16"), "UTF-16"),
        ("Cafe\x07 opens\nA \u202ecafe opens.\n".encode(), "U+0007, U+202E"),
    ],
)
def test_other_encodings_and_control_characters_are_noted(tmp_path: Path, content: bytes, said: str) -> None:
    """What had to be changed to read a file is said, and the text is clean."""
    found = ingested(tmp_path, "a.txt", content)
    assert any(said in str(note) for note in found.notes)
    assert not any(letter in found.document.title + found.document.sections[0].text for letter in "\x07\u202e\x00")


def test_too_large_a_file_is_refused(tmp_path: Path) -> None:
    """A file of more text than any article is refused."""
    with pytest.raises(UsageError, match="unpacks to over"):
        ingested(tmp_path, "a.txt", "Word word word.\n" * 400_000)


STORY = (
    "Rain stops the fair",
    "By Dana Roe, 12 March 2031",
    "The fair closed early on Wednesday, the mayor said.",
    "By noon all had left.",
)


def test_byline_and_date_are_dropped_alike_in_every_format(tmp_path: Path) -> None:
    """In text, Word and HTML the line of author and day is no news: it is dropped and said, and the day is kept."""
    page = "".join(f"<p>{line}</p>" for line in STORY[1:])
    bar = '<div class="cookie">We use cookies to improve it. <button>Accept</button></div>'
    offer = "<p>Sign up for our daily newsletter.</p>"
    web = f"<html><body>{bar}<article><h1>{STORY[0]}</h1>{page}{offer}</article></body></html>"
    word = docx.Document()
    for line in STORY:
        word.add_paragraph(line)
    word.save(str(tmp_path / "fair.docx"))
    (tmp_path / "fair.txt").write_text("\n\n".join(STORY), "utf-8")
    (tmp_path / "fair.html").write_text(web, "utf-8")
    for name in ("fair.txt", "fair.docx", "fair.html"):
        found = ingest(tmp_path / name)
        whole = "\n".join(section.text for section in found.document.sections)
        assert found.document.published == date(2031, 3, 12), name
        assert "Dana Roe" not in whole, name
        assert "By noon all had left." in whole, name
        assert any("By Dana Roe" in str(note) for note in found.notes), name
    said = " ".join(map(str, found.notes))
    assert "We use cookies" in said
    assert "daily newsletter" in said


@pytest.mark.parametrize(
    "line", ["12 March 2031", "Updated: 12 March 2031, 10:45 GMT", "By Ann Lowe and Jo Ek\n12 March 2031"]
)
def test_lines_that_say_only_who_and_when_go(tmp_path: Path, line: str) -> None:
    """A date by itself, with its hour, or below the name is kept as the day of publication only."""
    found = ingested(tmp_path, "fair.txt", "\n\n".join([STORY[0], line, *STORY[2:]]))
    assert found.document.published == date(2031, 3, 12)
    assert found.document.sections[0].text.startswith("The fair closed")


def test_news_that_begins_with_by_stays(tmp_path: Path) -> None:
    """A sentence that begins with "By", or names a day, is news."""
    lines = ["By Wednesday the fair had closed.", "By Dana Roe the fair was opened in March."]
    found = ingested(tmp_path, "fair.txt", "\n\n".join([STORY[0], *lines, STORY[2]]))
    assert all(line in found.document.sections[0].text for line in lines)


def test_headings_of_a_page_that_marks_no_article(tmp_path: Path) -> None:
    """A page whose body holds the article bare keeps its headings, and neither its menu nor its foot."""
    page = "<html><body><nav>Home | News | Sport</nav><h1>Drivers strike in Tevik</h1>"
    page += "<p>Bus drivers in Tevik stayed away from work for a third day on Wednesday. Their union said that "
    page += (
        "430 of its members were on strike; the company, Tevik Transit, counted 310.</p><p>The union is asking for 6 "
    )
    page += "per cent more pay. Tevik Transit has offered 3.5 per cent, its spokeswoman Mona Rud said.</p>"
    page += "<h2>Talks</h2><p>The mediator said that talks would go on until midnight on Thursday. He had seen "
    page += "worse, he told the radio.</p><p>Schools were asked to let pupils come late, the city council said.</p>"
    page += "<footer>Subscribe to our newsletter</footer></body></html>"
    found = ingested(tmp_path, "strike.html", page)
    assert headings(found) == ["Talks"]
    assert "Home" not in " ".join(section.text for section in found.document.sections)
    assert {note.text for note in found.notes} == {"Home | News | Sport", "Subscribe to our newsletter"}
