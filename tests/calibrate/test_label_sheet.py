"""Sheets that a person fills in."""

from pathlib import Path

from harness.calibrate import Resampling, calibrate_folder
from harness.calibrate.label_sheet import SheetRow, write_label_sheet


def test_a_filled_sheet_is_read_back_as_a_set(tmp_path: Path) -> None:
    """Labels count, rows left empty do not, and nobody is led by the harness's own verdict."""
    rows = [
        SheetRow(f"q{number}", f"d{number}", "small", "How many boats?", ("4 boats", "four"), answer, "correct")
        for number, answer in enumerate(["4, or so it says", "a lake", "nothing"])
    ]
    path = write_label_sheet(tmp_path / "mine.csv", rows)
    blank = path.read_text(encoding="utf-8")
    assert "correct" not in blank
    first, second, *rest = blank.splitlines()[1:]
    filled = [first[:-1] + "yes,", second[:-1] + "no,", *rest]
    path.write_text("\n".join([blank.splitlines()[0], *filled]) + "\n", encoding="utf-8")
    (row, *_) = calibrate_folder(tmp_path, resampling=Resampling(20))
    assert (row.set, row.n, row.figures["accuracy"].value) == ("mine", 2, 1.0)
