from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from harness.errors import ProblemsError, UsageError
from harness.gold.check import check_gold
from harness.gold.importing import import_gold
from harness.gold.load import load_gold
from harness.gold.rows import gold_rows, write_csv, write_jsonl
from harness.gold.squad import squad_of

CSV = "nr,frage,antwort,abschnitt,zitat\n7,How many were treated?,six | 6,1,six had been treated\n8,Who paid?,,,\n"
COLUMNS = {"id": "nr", "question": "frage", "answers": "antwort", "section": "abschnitt", "quote": "zitat"}


def test_a_table_is_imported_by_a_mapping(gold: Path, tmp_path: Path) -> None:
    """Columns of other names become questions with evidence; a row without answer is unanswerable."""
    path = tmp_path / "fragen.csv"
    path.write_text(CSV)
    done = import_gold(path, gold, COLUMNS, document="d1")
    assert done.questions == 2
    items = {item.id: item for item in load_gold(gold).questions}
    assert items["7"].gold.claims[0].answers == ("six", "6")
    assert items["7"].gold.claims[0].evidence[0].quote == "six had been treated"
    assert items["8"].question.type == "unanswerable"
    assert not check_gold(gold).has_errors
    with pytest.raises(UsageError, match="is there already"):
        import_gold(path, gold, COLUMNS, document="d1")


def test_bad_rows_and_mappings_are_said_with_their_line(gold: Path, tmp_path: Path) -> None:
    """An unknown field, a missing column, a row without question and a doubled id come at once."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "question": "Why?", "document": "d1"}\n{"id": "a", "document": "d1"}\n')
    with pytest.raises(ProblemsError) as caught:
        import_gold(path, gold, {"anser": "x", "quote": "questoin"})
    shown = str(caught.value)
    assert "unknown field 'anser' in the mapping; did you mean answers?" in shown
    assert "a.jsonl:1: no column 'questoin'; did you mean question?" in shown
    assert "a.jsonl:2: no question" in shown
    assert "a.jsonl:2: the id 'a' stands twice" in shown
    path.write_text("{oops\n")
    with pytest.raises(UsageError, match=r"a\.jsonl:1: not JSON"):
        import_gold(path, gold)
    path.write_text('{"id": "waves", "question": "Why?", "document": "d1"}\n')
    with pytest.raises(UsageError, match="are taken already"):
        import_gold(path, gold)


def test_squad_out_and_in(gold: Path, tmp_path: Path) -> None:
    """Spans are where they say; what comes back in has the same questions and answers and passes the check."""
    before = load_gold(gold)
    squad, left_out = squad_of(before)
    assert left_out == ("is-afloat",)
    for article in json.loads(json.dumps(squad))["data"]:
        for paragraph in article["paragraphs"]:
            for question in paragraph["qas"]:
                for one in question["answers"]:
                    start = one["answer_start"]
                    assert paragraph["context"][start : start + len(one["text"])] == one["text"]
    path = tmp_path / "squad.json"
    path.write_text(json.dumps(squad))
    fresh = tmp_path / "fresh"
    done = import_gold(path, fresh)
    assert len(done.documents) == 2
    after = {item.id: item for item in load_gold(fresh).questions}
    assert set(after) == {item.id for item in before.questions} - set(left_out)
    assert after["aboard-moe"].gold.claims[0].answers == ("212",)
    assert after["captain-age"].question.type == "unanswerable"
    assert not check_gold(fresh).has_errors


def test_rows_for_tables(gold: Path, tmp_path: Path) -> None:
    """JSONL keeps lists; CSV joins them, has the same rows, and never a formula."""
    path = gold / "questions" / "ferry.yaml"
    asked = "How high did the sea rise?"
    path.write_text(path.read_text().replace(asked, f'"=1+1 {asked}"'))
    read = load_gold(gold)
    rows = gold_rows(read)
    assert len(rows["claims"]) == 10
    assert {file.name for file in write_jsonl(read, tmp_path / "out")} == {f"{name}.jsonl" for name in rows}
    claims = [json.loads(line) for line in (tmp_path / "out" / "claims.jsonl").read_text().splitlines()]
    assert claims == rows["claims"]
    write_csv(read, tmp_path / "out")
    with (tmp_path / "out" / "questions.csv").open() as file:
        table = list(csv.DictReader(file))
    assert len(table) == 9
    assert table[1]["documents"] == "d1 | d2"
    assert [row["question"] for row in table if row["id"] == "waves"] == ["'=1+1 How high did the sea rise?"]
