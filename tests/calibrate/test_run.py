"""`harness calibrate` on small labelled sets of our own."""

import json
from pathlib import Path

import pytest

from harness.calibrate import Resampling, calibrate_folder, rows_as_json, rows_as_table, write_calibration
from harness.errors import ProblemsError, UsageError

FEW = Resampling(resamples=40, seed=1)


def write_lines(path: Path, rows: list[dict[str, object]]) -> None:
    """One JSON object a line."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def answers() -> list[dict[str, object]]:
    """Two systems on six questions: one is right, the other wrong on every second one."""
    rows: list[dict[str, object]] = []
    for number in range(6):
        gold = f"{number + 3} boats"
        for system, answer, label in (("good", gold, 1), ("poor", gold if number % 2 else "a lake", number % 2)):
            rows.append(
                {"id": f"{system}{number}", "group": f"q{number}", "question": "How many boats?", "gold": [gold],
                 "answer": answer, "label": label, "system": system}
            )  # fmt: skip
    return rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Answers, summaries of two genres, and words with two speakers."""
    write_lines(tmp_path / "quiz.dev.jsonl", answers())
    document = "The ferry Halden sank off Skarvoy on Tuesday. Captain Ingrid Moe was saved."
    write_lines(
        tmp_path / "news.dev.jsonl",
        [
            {"id": f"{genre}{number}", "group": f"d{number}", "document": document, "summary": summary, "label": label,
             "score": label, "origin_set": genre}
            for genre in ("long", "short")
            for number, (summary, label) in enumerate(
                [("The ferry Halden sank on Tuesday.", 1), ("The king of Spain won a prize.", 0)] * 3
            )
        ],
    )  # fmt: skip
    text = "Ingrid Moe told Ola Ness that the ferry sank."
    write_lines(
        tmp_path / "voices.jsonl",
        [
            {"id": f"{number}{speaker}", "group": f"v{number}", "text": text, "content": "that the ferry sank",
             "speaker": speaker, "label": label, "kind": kind}
            for number in range(3)
            for speaker, label, kind in (("Ingrid Moe", 1, "gold"), ("Ola Ness", 0, "same"), ("Fjordline", 0, "far"))
        ],
    )  # fmt: skip
    return tmp_path


def test_each_set_genre_and_scorer_has_a_row(folder: Path) -> None:
    """Ours beside the baselines; genres of summaries apart, never pooled; a single genre is null."""
    rows = calibrate_folder(folder, resampling=FEW)
    keys = {(row.set, row.genre, row.scorer) for row in rows}
    assert {("quiz", None, "factual"), ("quiz", None, "exact_match"), ("quiz", None, "token_f1")} <= keys
    assert {genre for name, genre, _ in keys if name == "news"} == {"long", "short"}
    assert {genre for name, genre, _ in keys if name == "voices"} == {None, "same", "far"}


def test_figures_are_what_the_labels_say(folder: Path) -> None:
    """A scorer that is right on every row agrees wholly; a baseline without a system's spread has no system error."""
    rows = {(row.set, row.genre, row.scorer): row for row in calibrate_folder(folder, resampling=FEW)}
    ours = rows["quiz", None, "factual"]
    assert (ours.n, ours.groups, ours.is_baseline) == (12, 6, False)
    assert [ours.figures[name].value for name in ("kappa", "auroc", "system_error")] == [1.0, 1.0, 0.0]
    assert rows["voices", "same", "attributes"].figures["balanced_accuracy"].value == 1.0
    assert rows["voices", "same", "name_in_sentence"].figures["balanced_accuracy"].value == 0.5
    assert rows["news", "long", "supported"].figures["pearson"].value is not None


def test_the_verdict_of_a_run_is_measured_beside_the_score(tmp_path: Path) -> None:
    """A true sentence in own words is supported in a run, though its score is below the border of the score."""
    document = "The ferry Halden sank off Skarvoy on Tuesday. All on board were saved."
    summaries = [
        ("The vessel Halden has gone down near the island of Skarvoy.", 1),
        ("The ferry Halden sank off Skarvoy on Monday.", 0),
    ]
    write_lines(
        tmp_path / "news.jsonl",
        [
            {"id": f"{number}", "group": f"d{number}", "document": document, "summary": summary, "label": label}
            for number, (summary, label) in enumerate(summaries)
        ],
    )
    found = {row.scorer: row for row in calibrate_folder(tmp_path, resampling=FEW)}
    assert found["sentence_verdict"].figures["accuracy"].value == 1.0
    assert found["sentence_verdict"].threshold == 0.5
    assert found["supported"].figures["accuracy"].value == 0.5


def test_json_has_every_statistic_with_its_interval(folder: Path) -> None:
    """The shape that the contract fixes, null where a statistic does not apply."""
    (row, *_) = rows_as_json(calibrate_folder(folder, sets=["quiz"], resampling=FEW))
    assert {"set", "genre", "scorer", "baseline", "n", "groups"} <= set(row)
    for name in ("kappa", "balanced_accuracy", "auroc", "pearson", "spearman", "system_error", "any_head"):
        assert {name, f"{name}_low", f"{name}_high"} <= set(row)
    assert row["pearson"] is None
    assert row["kappa_low"] == 1.0
    json.dumps(row, allow_nan=False)


def test_the_table_shows_only_columns_that_are_filled(folder: Path) -> None:
    """A header and a line a row, baselines in brackets."""
    header, *lines = rows_as_table(calibrate_folder(folder, sets=["quiz"], resampling=FEW))
    assert "any head" not in header
    assert all(len(line) == len(header) for line in lines)
    assert [line[2] for line in lines[:2]] == ["factual", "(exact_match)"]


def test_the_same_labels_give_the_same_file(folder: Path, tmp_path: Path) -> None:
    """What reports quote is written byte for byte the same, with digests of what it was made from."""
    rows = calibrate_folder(folder, sets=["quiz"], resampling=FEW)
    first = write_calibration(tmp_path / "a.json", rows, folder, FEW).read_bytes()
    second = write_calibration(
        tmp_path / "b.json", calibrate_folder(folder, sets=["quiz"], resampling=FEW), folder, FEW
    )
    assert first == second.read_bytes()
    assert list(json.loads(first)["sets"]) == ["quiz"]


def test_the_users_own_columns_are_mapped(tmp_path: Path) -> None:
    """A CSV file with other names for question, gold, answer and label, and yes and no for labels."""
    (tmp_path / "mine.csv").write_text(
        "q,truth,said,ok\nHow many boats?,4 boats,four boats,yes\nHow many boats?,4 boats,a lake,no\n", encoding="utf-8"
    )
    columns = {"question": "q", "gold": "truth", "answer": "said", "label": "ok"}
    rows = calibrate_folder(tmp_path, columns=columns, resampling=FEW)
    assert (rows[0].set, rows[0].n, rows[0].figures["accuracy"].value) == ("mine", 2, 1.0)


def test_every_malformed_line_is_told_with_its_place(tmp_path: Path) -> None:
    """All problems at once: no JSON, no labelled row, a label that is neither yes nor no, a score out of range."""
    lines = ['{"question": "q", "gold": ["a"], "answer": "a", "label": 1}', "{", '{"a": 1}', "[1]"]
    lines += ['{"question": "q", "gold": ["a"], "answer": "a", "label": "perhaps"}']
    lines += ['{"document": "d", "summary": "s", "score": 7}', '{"question": "q", "gold": ["a"], "answer": "a"}']
    (tmp_path / "bad.dev.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        calibrate_folder(tmp_path)
    assert [problem.place.line for problem in caught.value.problems] == [2, 3, 4, 5, 6, 7]
    assert "perhaps" in str(caught.value)


def test_a_folder_or_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With what is there instead."""
    with pytest.raises(UsageError, match="no such folder"):
        calibrate_folder(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="no labelled files"):
        calibrate_folder(tmp_path)
    write_lines(tmp_path / "quiz.dev.jsonl", answers())
    with pytest.raises(UsageError, match="no set called quizz; the folder holds quiz"):
        calibrate_folder(tmp_path, sets=["quizz"])


def test_people_and_peers_stand_beside(tmp_path: Path) -> None:
    """One coder against another where single codings are kept, and each published metric by name."""
    rows = [{**row, "votes": [row["label"], 1], "other_scores": {"BEM": 0.25}} for row in answers()]
    write_lines(tmp_path / "quiz.dev.jsonl", rows)
    found = {row.scorer: row for row in calibrate_folder(tmp_path, resampling=FEW)}
    assert found["people"].is_baseline
    assert found["people"].figures["accuracy"].value == pytest.approx(0.75)
    assert set(found["peer: BEM"].figures) == {"auroc"}
