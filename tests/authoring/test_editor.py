from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from harness.authoring.editor import Editor, start_editor
from harness.authoring.gold_files import file_of as file_of_item
from harness.errors import MissingError
from harness.gold.load import load_gold
from harness.gold.readings import load_reading


@pytest.fixture
def editor(gold: Path) -> Iterator[Editor]:
    """A running editor of the ferry gold."""
    running = start_editor(gold, token="secret")
    yield running
    running.close()


def ask(
    editor: Editor, path: str, body: object = None, headers: dict[str, str] | None = None, token: str = "secret"
) -> tuple[int, Any]:
    """Asks the server as the page does, and returns status and data."""
    connection = http.client.HTTPConnection(urlsplit(editor.url).netloc, timeout=10)
    sent = {"X-Token": token, **(headers or {})}
    connection.request("GET" if body is None else "POST", path, None if body is None else json.dumps(body), sent)
    reply = connection.getresponse()
    text = reply.read().decode()
    connection.close()
    return reply.status, json.loads(text) if "json" in (reply.getheader("Content-Type") or "") else text


def file_of(data: Any, name: str = "ferry.yaml", kind: str = "questions") -> Any:
    """One file of what the page is shown."""
    return next(one for one in data["files"] if (one["file"], one["kind"]) == (name, kind))


def test_the_page_needs_the_token_and_the_right_host(editor: Editor) -> None:
    """Without the token, with another host name or from another page nothing is answered."""
    assert ask(editor, "/?token=secret")[0] == 200
    assert ask(editor, "/")[0] == 403 or ask(editor, "/", token="")[0] == 403
    assert ask(editor, "/api/gold", token="wrong")[0] == 403
    assert ask(editor, "/api/gold", headers={"Host": "evil.example"})[0] == 403
    assert ask(editor, "/api/gold", headers={"Origin": "http://evil.example"})[0] == 403
    assert ask(editor, "/api/gold?token=secret", token="")[0] == 403
    assert ask(editor, "/api/nothing")[0] == 404
    assert urlsplit(editor.url).hostname == "127.0.0.1"


def test_saving_keeps_comments_and_says_what_is_wrong(editor: Editor, gold: Path) -> None:
    """A changed answer goes to the same file; the answer that does not stand in its evidence is told at once."""
    _, data = ask(editor, "/api/gold")
    file = file_of(data)
    item = file["items"][0]
    item["claims"][0]["answers"] = ["213"]
    body = {"kind": "questions", "file": "ferry.yaml", "version": file["version"], "was": item["id"], "data": item}
    status, reply = ask(editor, "/api/item", body)
    assert status == 200
    assert [(one["item"], one["rule"]) for one in reply["problems"]] == [("aboard-moe", "answer-not-in-evidence")]
    text = (gold / "questions" / "ferry.yaml").read_text()
    assert 'answers: ["213"]' in text
    assert "# Who was hurt." in text
    assert "# the same words in both" in text


def test_two_tabs_do_not_overwrite_each_other(editor: Editor, gold: Path) -> None:
    """Of two saves from the same version the second is refused and writes nothing."""
    _, data = ask(editor, "/api/gold")
    file = file_of(data)
    bodies = []
    for word in ("first", "second"):
        item = json.loads(json.dumps(file["items"][0]))
        item["tags"] = [word]
        where = {"kind": "questions", "file": "ferry.yaml", "version": file["version"]}
        bodies.append({**where, "was": item["id"], "data": item})
    assert ask(editor, "/api/item", bodies[0])[0] == 200
    status, reply = ask(editor, "/api/item", bodies[1])
    assert status == 409
    assert "nothing was written" in reply["error"]
    assert "tags: [first]" in (gold / "questions" / "ferry.yaml").read_text()


def test_many_at_once_lose_nothing(editor: Editor, gold: Path) -> None:
    """New items saved by many threads that each try again after a conflict are all there in the end."""

    def add(number: int) -> None:
        data = {
            "id": f"n{number}",
            "document": "d1",
            "question": f"Why {number}?",
            "type": "unanswerable",
            "claims": [],
        }
        for _ in range(50):
            status, shown = ask(editor, "/api/gold")
            assert status == 200, shown
            file = next((one for one in shown["files"] if one["file"] == "d1.yaml"), None)
            version = file["version"] if file else "new"
            body = {"kind": "questions", "file": "d1.yaml", "version": version, "was": None, "data": data}
            status, reply = ask(editor, "/api/item", body)
            assert status in (200, 409), reply
            if status == 200:
                return

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(add, range(6)))
    assert {f"n{number}" for number in range(6)} <= {item.id for item in load_gold(gold).questions}


def test_a_draft_is_no_file(editor: Editor, gold: Path) -> None:
    """What lies hidden beside the files, such as the draft of somebody who is saving, is neither shown nor read."""
    (gold / "questions" / ".draft.yaml").write_text("- half an it", "utf-8")
    status, shown = ask(editor, "/api/gold")
    assert (status, [one["file"] for one in shown["files"] if "draft" in one["file"]]) == (200, [])
    assert file_of_item(gold, "waves").name == "ferry.yaml"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"file": "../../x.yaml"}, "is no file name"),
        ({"file": ".x.yaml"}, "is no file name"),
        ({"data": {"id": "x", "question": "?", "type": "mony", "claims": []}}, "did you mean money"),
        ({"data": {"id": "X Y", "question": "?", "type": "name", "claims": []}}, "holds more than a-z"),
        ({"data": {"id": "waves", "question": "?", "type": "name", "claims": []}, "was": None}, "is taken already"),
        ({"was": "nothing", "data": {"id": "y", "question": "?", "type": "name", "claims": []}}, "holds no item"),
        ({"kind": "documents"}, "is none of questions, summaries"),
    ],
)
def test_what_can_not_be_saved_is_said(editor: Editor, gold: Path, change: dict[str, Any], said: str) -> None:
    """A wrong file, shape or id is refused with a reason, and the file stays as it was."""
    before = (gold / "questions" / "ferry.yaml").read_text()
    file = file_of(ask(editor, "/api/gold")[1])
    item = {**file["items"][-1], "id": "captain-age"}
    body = {"kind": "questions", "file": "ferry.yaml", "version": file["version"], "was": "captain-age", "data": item}
    status, reply = ask(editor, "/api/item", {**body, **change})
    assert (status, said in reply["error"]) == (422, True), reply
    assert (gold / "questions" / "ferry.yaml").read_text() == before
    assert not (gold / "x.yaml").exists()


def test_offers_and_sources(editor: Editor, gold: Path) -> None:
    """Quotes with their speaker, other wordings, rivals and a free id are offered; a source is added once."""
    question = "How many people in hospital were treated?"
    body = {"document": "d1", "question": question, "type": "number", "answers": ["six"]}
    _, reply = ask(editor, "/api/offers", body)
    assert reply["wordings"] == ["6"]
    assert reply["quotes"][0]["source"] == "fjordline"
    assert {one["source"] for one in reply["rivals"]} == {"coastguard"}
    assert reply["id"] == "d1-people-hospital-treated"
    version = ask(editor, "/api/gold")[1]["sourcesVersion"]
    new = {"id": "union", "data": {"name": "the union", "aliases": []}, "version": version}
    assert ask(editor, "/api/source", new)[0] == 200
    assert ask(editor, "/api/source", new)[0] == 409
    assert "union:\n" in (gold / "sources.yaml").read_text()
    assert "# it owns the ferry too" in (gold / "sources.yaml").read_text()


def test_an_item_is_removed(editor: Editor, gold: Path) -> None:
    """A removed item is gone from its file, the others stay."""
    file = file_of(ask(editor, "/api/gold")[1])
    body = {"kind": "questions", "file": "ferry.yaml", "version": file["version"], "id": "waves"}
    assert ask(editor, "/api/remove", body)[0] == 200
    assert len(load_gold(gold).questions) == 8


def test_a_blind_reader_is_sent_no_gold(gold: Path, tmp_path: Path) -> None:
    """The reader gets questions alone; his answers go to his own file, a second one in place of the first."""
    path = tmp_path / "reader-b.yaml"
    running = start_editor(gold, reading=path, token="secret")
    try:
        _, data = ask(running, "/api/gold")
        assert data["mode"] == "read"
        assert not any(word in json.dumps(data["questions"]) for word in ("claims", "answers", "expects", "evidence"))
        assert "files" not in data
        for answer in ("198", "212"):
            reading = {"id": "aboard-moe", "answerable": True, "answers": [answer], "source": "moe", "sections": [0]}
            status, reply = ask(running, "/api/reading", {"reading": reading, "version": data["version"]})
            assert status == 200
            data["version"] = reply["version"]
        assert load_reading(path)["aboard-moe"].answers == ("212",)
        assert ask(running, "/api/item", {})[0] == 404
    finally:
        running.close()


def test_a_port_that_is_taken(editor: Editor, gold: Path) -> None:
    """A second editor on the same port says so; a folder that is not there too."""
    with pytest.raises(MissingError, match="can't be had"):
        start_editor(gold, port=urlsplit(editor.url).port or 0)
    with pytest.raises(MissingError, match="no such folder"):
        start_editor(gold / "none")
