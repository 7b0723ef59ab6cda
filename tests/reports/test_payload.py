from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from harness.reports.payload import build_payload, to_text
from harness.reports.run_data import read_run_data


def test_every_item_and_answer(run_folder: Path) -> None:
    """The page's data holds every item with every model's answer, and each document once."""
    data = read_run_data(run_folder)
    payload = build_payload(data)
    page = json.loads(payload.text)
    assert (payload.shown, payload.items) == (8, 8)
    assert sum(len(item["answers"]) for item in page["items"]) == len(data.verdicts)
    assert [document["id"] for document in page["documents"]] == ["h1", "h2"]
    assert payload.text.count("Fire broke out in the harbour") == 1


def test_evidence_is_a_range_of_its_section(run_folder: Path) -> None:
    """The ranges of the data cut exactly the quoted words out of the documents."""
    page = json.loads(build_payload(read_run_data(run_folder)).text)
    item = next(one for one in page["items"] if one["id"] == "who-out")
    document, section, start, end = item["claims"][0]["at"][0]
    text = next(part[2] for part in page["documents"][document]["sections"] if part[0] == section)
    assert text[start:end] == "said its chief, Ilse Dorn 🔥"


def test_too_much_becomes_a_sample(run_folder: Path) -> None:
    """Where all items would be too long, some stay, whole, and the counts say how many."""
    data = read_run_data(run_folder)
    whole = build_payload(data)
    some = build_payload(data, len(whole.text) - 1000)
    assert 0 < some.shown < some.items == 8
    assert len(json.loads(some.text)["items"]) == some.shown
    assert len(some.text) <= len(whole.text) - 1000


def test_the_sample_is_always_the_same(run_folder: Path) -> None:
    """The sample depends on the items' ids alone."""
    data = read_run_data(run_folder)
    room = len(build_payload(data).text) - 1000
    assert build_payload(data, room) == build_payload(data, room)


def test_no_path_of_the_machine(made_up_path_run: Path) -> None:
    """Of where an item stands, only the file's name and its folder are shown."""
    text = build_payload(read_run_data(made_up_path_run)).text
    assert "questions/h1.yaml:3" in text
    assert "/home/somebody" not in text


@given(
    st.recursive(
        st.none() | st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_text_is_json_that_ends_no_script(value: object) -> None:
    """Whatever is put in comes out again, and nothing in between is markup."""
    text = to_text(value)  # type: ignore[arg-type]
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == json.loads(json.dumps(value))
