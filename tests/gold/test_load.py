from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from harness.errors import MissingError, ProblemsError
from harness.gold.load import load_gold, read_gold

SHIPPED = Path(__file__).parents[2] / "gold"
ARTICLES = Path(__file__).parents[3] / "shared" / "documents"


def test_gold_is_read_as_the_contract_says(gold: Path) -> None:
    """Claims, evidence in other documents, own voice and unanswerable questions arrive as records."""
    read = load_gold(gold)
    items = {item.id: item for item in read.questions}
    assert len(items) == 9
    assert items["aboard-moe"].gold.expects == "moe"
    assert [claim.source for claim in items["aboard-moe"].gold.claims] == ["moe", "fjordline"]
    assert [one.document for one in items["hospital"].gold.claims[0].evidence] == ["d1", "d2"]
    assert items["insured"].gold.claims[0].source is None
    assert items["captain-age"].gold.claims == ()
    assert str(items["aboard-moe"].place).endswith("questions/ferry.yaml:3")
    assert read.sources["moe"].of == "fjordline"
    assert read.summaries[0].gold.facts[1].importance == "okay"


def test_near_duplicate_sections_are_known(gold: Path) -> None:
    """A section that stands in two documents is the same in both directions; others are absent."""
    both = frozenset({("d1", 1), ("d2", 1)})
    assert load_gold(gold).same_sections == {("d1", 1): both, ("d2", 1): both}


def test_digests_are_of_what_is_said(gold: Path) -> None:
    """Comments, order of items and file names leave the digest; an answer, an alias and a document change theirs."""
    first = load_gold(gold)
    questions = gold / "questions" / "ferry.yaml"
    questions.write_text("# a comment\n" + questions.read_text())
    questions.rename(gold / "questions" / "other.yaml")
    same = load_gold(gold)
    assert (same.digest, same.documents_digest) == (first.digest, first.documents_digest)
    sources = gold / "sources.yaml"
    sources.write_text(sources.read_text().replace("coast guard", "coast watch"))
    document = gold / "documents" / "d1.md"
    document.write_text(document.read_text().replace("three weeks", "four weeks"))
    other = load_gold(gold)
    assert other.digest != first.digest
    assert other.documents_digest != first.documents_digest


def test_suggested_items_are_not_scored(gold: Path) -> None:
    """An item with status suggested is left out and does not count in the digest."""
    before = load_gold(gold)
    (gold / "questions" / "more.yaml").write_text(
        "- id: more\n  document: d1\n  question: Why?\n  type: unanswerable\n  claims: []\n  status: suggested\n"
    )
    after = load_gold(gold)
    assert (after.digest, len(after.questions)) == (before.digest, len(before.questions))


def test_broken_gold_is_refused_with_all_mistakes(gold: Path) -> None:
    """Every breach is in the error; warnings alone do not stop a run."""
    questions = gold / "questions" / "ferry.yaml"
    text = questions.read_text()
    questions.write_text(text.replace("expects: moe", "expects: moee").replace("document: d2", "document: d3"))
    with pytest.raises(ProblemsError) as caught:
        load_gold(gold)
    assert {problem.rule for problem in caught.value.problems} >= {"unknown-source", "unknown-document"}
    questions.write_text(text.replace('[{section: 2, quote: "The weather office measured waves"}]', "[{section: 2}]"))
    assert load_gold(gold).questions
    with pytest.raises(MissingError, match="no such folder"):
        load_gold(gold / "none")


def with_article(gold: Path, folder: Path, text: str) -> None:
    """Makes d1 the digest of an article of that text, and d2 that of another."""
    folder.mkdir()
    for name, said in (("d1", text), ("d2", text.replace("Costs", "Weather"))):
        (folder / f"{name}.txt").write_text(said)
        digest = hashlib.sha256(said.encode()).hexdigest()
        path = gold / "documents" / f"{name}.md"
        path.write_text(
            path.read_text().replace("\n---\n", f"\narticle: {{file: {name}.txt, sha256: {digest}}}\n---\n", 1)
        )


ARTICLE = "Ship on rocks\nIt ran aground.\nPeople hurt\nNine were hurt.\nCosts of it\nThey cost a lot.\n"


def test_another_edition_takes_the_place_of_the_digests(gold: Path, tmp_path: Path) -> None:
    """Articles are shown under the digests' ids and dates; what was the same in either edition stays the same."""
    with_article(gold, tmp_path / "articles", ARTICLE)
    plain, edition = load_gold(gold), load_gold(gold, tmp_path / "articles")
    assert edition.documents["d1"].title == "Ship on rocks"
    assert edition.documents["d1"].published == plain.documents["d1"].published
    assert [part.heading for part in edition.documents["d1"].sections] == ["", "People hurt", "Costs of it"]
    assert edition.digest == plain.digest
    assert edition.documents_digest != plain.documents_digest
    assert ("d2", 1) in edition.same_sections[("d1", 1)]


def test_an_edition_that_does_not_match_is_refused(gold: Path, tmp_path: Path) -> None:
    """An edited article, one with other sections, a missing one and a digest without one each say so."""
    articles = tmp_path / "articles"
    read, problems = read_gold(gold, SHIPPED)
    assert read is None
    assert "names no article" in str(problems[0])
    with_article(gold, articles, ARTICLE.replace("Costs of it\n", ""))
    (articles / "d2.txt").write_text("changed")
    shown = "\n".join(map(str, read_gold(gold, articles)[1]))
    assert "has 1 headed sections where document 'd1' has 2" in shown
    assert "SHA-256 is" in shown
    (articles / "d1.txt").unlink()
    assert "is not there" in str(read_gold(gold, articles)[1][0])
    with pytest.raises(MissingError):
        load_gold(gold, tmp_path / "none")


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="needs ../shared/documents, the articles as scraped")
def test_the_shipped_gold_holds_for_the_articles() -> None:
    """The shipped questions go with the original articles, and near-duplicates hold in both editions."""
    digests, articles = load_gold(SHIPPED), load_gold(SHIPPED, ARTICLES)
    assert articles.digest == digests.digest
    assert [len(one.sections) for one in articles.documents.values()] == [11, 11, 10, 5, 8]
    assert all(places <= articles.same_sections[key] for key, places in digests.same_sections.items())
