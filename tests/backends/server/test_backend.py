"""A served model answers through every fault that servers have, and no fault becomes an answer."""

import json
import random
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]  # ships no types
import pytest

from harness.backends.server.backend import ServerBackend
from harness.backends.server.spec import ServerSpec
from harness.errors import ERROR_KINDS, MissingError, UsageError
from harness.schema import Generation, Message, Prompt, PromptText
from harness.store.runs import RunInfo, open_run

FAULTS = (
    *("refuse", "429", "429-after", "500", "503-html", "hang", "close-at-once", "close-in-the-middle", "half-json"),
    *("html", "wrong-model", "empty-choices", "no-text", "ten-megabytes", "bad-utf8", "slow-drip", "two-choices"),
    *("error-in-200", "not-http", "packed", "deep"),
)
KINDS = {
    **dict.fromkeys(("429", "429-after"), "rate"),
    **dict.fromkeys(("500", "503-html", "error-in-200"), "server"),
    **dict.fromkeys(("hang", "slow-drip"), "timeout"),
    **dict.fromkeys(("refuse", "close-at-once", "close-in-the-middle", "not-http"), "network"),
}
Serve = Callable[..., Any]


def backend(url: str, **options: Any) -> ServerBackend:
    """A backend for that server, impatient enough for tests."""
    chosen = {"model": "served", "timeout_seconds": 0.4, "max_retries": 8, **options}
    return ServerBackend("m", ServerSpec(url, **chosen))


def prompts(asked: ServerBackend, texts: list[str], **options: Any) -> list[Prompt]:
    """A prompt for each text, its id the text itself."""
    rendered = [(text, asked.render(PromptText((Message("user", text),), text))) for text in texts]
    return [Prompt(text, "qa", whole, 8, digest=f"digest of {text}", **options) for text, whole in rendered]


def ask(asked: ServerBackend, texts: list[str], **options: Any) -> dict[str, Generation]:
    """The generation of each text; fails where one is answered twice or never."""
    found = list(asked.generate(prompts(asked, texts, **options)))
    assert sorted(one.id for one in found) == sorted(texts)
    return {one.id: one for one in found}


def patience(fault: str) -> float:
    """Seconds for one request: few where the fault is to hang, else enough for a busy machine."""
    return 0.4 if KINDS.get(fault) == "timeout" else 10.0


@pytest.mark.parametrize("chat", [True, False])
def test_a_good_server_answers_everything_once(serve: Serve, chat: bool) -> None:
    """Chat or completions, each prompt gets its own answer, with the token counts that the server told."""
    server = serve()
    texts = [f"question {number}" for number in range(40)]
    found = ask(backend(server.url, chat=chat, timeout_seconds=10.0), texts)
    assert all(found[text].output == f"answer to {text}" for text in texts)
    assert (found[texts[0]].input_tokens, found[texts[0]].output_tokens) == (7, 3)
    assert found[texts[0]].prompt_digest == "digest of question 0"
    assert max(server.asked.values()) == 1
    assert 1 < server.most_at_once <= 8


@pytest.mark.parametrize("chat", [True, False])
def test_logprobs_and_seed_are_asked_for_in_the_servers_own_form(serve: Serve, chat: bool) -> None:
    """Chat wants true, completions a number; without the option nothing is said of it. The seed goes along."""
    server = serve()
    ask(backend(server.url, chat=chat, logprobs=True), ["one"])
    ask(backend(server.url, chat=chat), ["two"])
    assert server.bodies[0]["logprobs"] is (True if chat else 1)
    assert "logprobs" not in server.bodies[1]
    assert server.bodies[0]["seed"] == 0


@pytest.mark.parametrize("fault", [*FAULTS, "same-id"])
def test_each_fault_is_overcome_when_it_passes(serve: Serve, fault: str) -> None:
    """The first two requests for an item go wrong, the third is answered: the item has its answer, once."""
    server: Any = serve(lambda text: fault if server.asked[text] <= 2 else "")
    found = ask(backend(server.url, timeout_seconds=patience(fault)), ["one", "two"])
    assert {text: one.output for text, one in found.items()} == {"one": "answer to one", "two": "answer to two"}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_that_stays_is_an_error_of_its_class(serve: Serve, fault: str) -> None:
    """The item has the error with its class and no output; the item beside it has its answer."""
    server = serve(lambda text: fault if text == "bad" else "")
    found = ask(backend(server.url, max_retries=1, timeout_seconds=patience(fault)), ["bad", "good"])
    assert found["good"].output == "answer to good"
    assert found["bad"].output == ""
    assert found["bad"].error_kind == KINDS.get(fault, "malformed")
    assert found["bad"].error_kind in ERROR_KINDS
    assert len(found["bad"].error or "") < 500


def test_a_thousand_items_through_thirty_percent_of_faults(serve: Serve, tmp_path: Path) -> None:
    """All are answered with their own answer, none twice in the journal, none lost, in bounded time and memory.

    A slow machine's server may answer an item that the client no longer waits for, and be asked again; that answer
    is lost on the wire and must not show in the results. No item meets as many faults as it has tries, which one run in
    fifty would otherwise bring about.
    """
    chance = random.Random(0)
    faults = [fault for fault in FAULTS if fault not in ("hang", "slow-drip")]
    seen: Counter[str] = Counter()
    met: Counter[str] = Counter()

    def choose(text: str) -> str:
        roll = chance.random() if met[text] < 6 else 1.0
        fault = chance.choice(("hang", "slow-drip")) if roll < 0.01 else chance.choice(faults) if roll < 0.3 else ""
        seen[fault] += 1
        met[text] += bool(fault)
        return fault

    server = serve(choose)
    texts = [f"item {number}" for number in range(1000)]
    before = psutil.Process().memory_info().rss
    started = time.monotonic()
    asked = backend(server.url, concurrency=16, timeout_seconds=2.0)
    with open_run(tmp_path / "run", RunInfo("faults", "signature", models=(asked.identity,))) as run:
        for generation in asked.generate(prompts(asked, texts)):
            run.append(generation)
        found = list(run.generations())
    seconds = time.monotonic() - started
    grown = psutil.Process().memory_info().rss - before
    lines = [json.loads(line)["id"] for line in (tmp_path / "run" / "generations.jsonl").read_text().splitlines()]
    assert sorted(lines) == sorted(texts)
    assert {one.id: one.output for one in found} == {text: f"answer to {text}" for text in texts}
    assert server.done.keys() == set(texts)
    for fault, often in sorted(seen.items()):
        print(f"| {fault or 'answered'} | {often} |")
    print(f"| answered a second time, the first having come too late | {seen[''] - len(texts)} |")
    print(f"| together, {seconds:.0f} s, {grown / 1e6:.0f} MB more memory | {sum(seen.values())} |")
    assert sum(seen.values()) - seen[""] > 300
    assert seconds < 60
    assert grown < 300e6


def test_retry_after_is_honoured_by_everybody(serve: Serve) -> None:
    """While the server asks one to wait, none of those that ask at once asks; what was under way may come."""
    times: list[float] = []

    def choose(text: str) -> str:
        times.append(time.monotonic())
        return "429-after" if len(times) == 5 else ""

    server = serve(choose, pause_seconds=1.0)
    ask(backend(server.url, concurrency=4, timeout_seconds=10.0), [f"item {number}" for number in range(40)])
    late = [moment - times[4] for moment in times[5:]]
    assert len(late) == 36
    assert not [seconds for seconds in late if 0.5 < seconds < 0.95], "somebody asked while the server was to be left"
    assert len([seconds for seconds in late if seconds >= 0.95]) >= 30


def test_a_reply_that_stops_coming_is_left_after_the_idle_limit(serve: Serve) -> None:
    """``idle_seconds`` bounds the wait for the next byte, long before the limit of the whole request."""
    server = serve(lambda text: "hang" if text == "bad" else "")
    started = time.monotonic()
    found = ask(backend(server.url, timeout_seconds=25.0, idle_seconds=0.3, max_retries=0), ["bad", "good"])
    assert (found["bad"].error_kind, found["bad"].error) == ("timeout", "nothing came for 0.3 s")
    assert found["good"].output == "answer to good"
    assert time.monotonic() - started < 15


def test_overload_slows_down(serve: Serve) -> None:
    """A server that bears two at once is soon asked two or three at once, and every item is answered."""
    server: Any = serve(lambda text: "429" if server.at_once > 2 else "")
    texts = [f"item {number}" for number in range(60)]
    found = ask(backend(server.url, concurrency=16, max_retries=30), texts)
    assert all(one.error is None for one in found.values())


def test_a_server_that_is_not_there_is_told_and_left(serve: Serve) -> None:
    """No server: every item has a network error, soon, though many tries are allowed."""
    server = serve()
    asked = backend(server.url, max_retries=3, give_up_seconds=0.5)
    server.stop()
    started = time.monotonic()
    found = ask(asked, [f"item {number}" for number in range(300)])
    assert {one.error_kind for one in found.values()} == {"network"}
    assert time.monotonic() - started < 15


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, '{"error": {"message": "maximum context length is 2048 tokens"}}', "too-long"),
        (400, '{"error": {"code": "content_filter"}}', "refused"),
        (429, '{"error": {"code": "insufficient_quota"}}', "rate"),
        (422, '{"detail": "unknown field seed"}', "refused"),
    ],
)
def test_what_will_not_pass_is_not_asked_again(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, status: int, body: str, kind: str
) -> None:
    """Too long, filtered, out of quota, not understood: one try, then an error of that class."""
    server = serve(lambda text: "")
    refuse_with(monkeypatch, server, status, body)
    found = ask(backend(server.url), ["bad", "good"])
    assert (found["bad"].error_kind, server.asked["bad"]) == (kind, 1)


def refuse_with(monkeypatch: pytest.MonkeyPatch, server: Any, status: int, body: str) -> None:
    """Make the server answer "bad" with that status and body."""
    plain = type(server)._request

    async def request(self: Any, reader: Any, writer: Any) -> bool:
        class Writer:
            def write(self, data: bytes) -> None:
                if b"answer to bad" in data:
                    data = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
                writer.write(data)

            async def drain(self) -> None:
                await writer.drain()

        return bool(await plain(self, reader, Writer()))

    monkeypatch.setattr(type(server), "_request", request)


def test_a_wrong_key_stops_the_run_at_once(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the very first answer is 401, nobody asks a thousand times; the message says what to mend, not the key."""
    monkeypatch.setenv("NEWS_KEY", "sk-very-secret")
    server = serve()
    refuse_with(monkeypatch, server, 401, "bad key sk-very-secret")
    asked = backend(server.url, key_env="NEWS_KEY", concurrency=1)
    with pytest.raises(UsageError, match="key_env") as caught:
        list(asked.generate(prompts(asked, ["bad", "other"])))
    assert "sk-very-secret" not in "".join(traceback.format_exception(caught.value))


def test_the_key_is_sent_and_shown_nowhere(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The server gets it; errors, outputs, logs and reprs don't, even when the server sends it back."""
    monkeypatch.setenv("NEWS_KEY", "sk-very-secret")
    caplog.set_level("DEBUG")
    server = serve(lambda text: "500" if text == "bad" else "")
    refuse_with(monkeypatch, server, 500, "your key sk-very-secret failed")
    asked = backend(server.url, key_env="NEWS_KEY", max_retries=1)
    found = ask(asked, ["bad", "say sk-very-secret"])
    assert any("Authorization: Bearer sk-very-secret" in head for head in server.headers)
    shown = [repr(found), repr(asked.__dict__), caplog.text, repr(asked.identity)]
    assert not any("sk-very-secret" in text.replace("say sk-very-secret", "") for text in shown)


@pytest.mark.parametrize("status", [200, 500])
def test_no_part_of_a_key_is_shown(serve: Serve, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    """A page that sends the key back is shown from its start only; wherever that ends, the key is hidden as a whole."""
    monkeypatch.setenv("NEWS_KEY", "sk-very-secret")
    server = serve()
    for length in range(280, 305):
        refuse_with(monkeypatch, server, status, "x" * length + "sk-very-secret is bad")
        found = ask(backend(server.url, key_env="NEWS_KEY", max_retries=0), ["bad"])
        assert "sk" not in (found["bad"].error or "sk")


def test_a_key_that_is_not_set_is_told(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable's name is in the message."""
    monkeypatch.delenv("NEWS_KEY", raising=False)
    with pytest.raises(MissingError, match="NEWS_KEY"):
        backend("http://127.0.0.1:9/v1", key_env="NEWS_KEY")


@pytest.mark.parametrize(
    "url",
    [
        *("127.0.0.1:8000", "ftp://host/v1", "", "http://[::1/v1", "http://host:port/v1", "http://host:99999/v1"),
        *("http://a..b/v1", "http://" + "a" * 70 + "/v1", "http://host\n/v1"),
        *("http://me:word@host/v1", "me:word@host/v1", "ftp://me:word@host/v1", "http://host/v1?key=word@"),
    ],
)
def test_an_address_that_is_none_is_told(url: str) -> None:
    """No scheme, another one, no host or port that can be one, a password, a query: a usage error without a secret."""
    with pytest.raises(UsageError, match="url") as caught:
        backend(url)
    assert "word@" not in str(caught.value)


def test_the_model_is_asked_for_where_none_is_named(serve: Serve) -> None:
    """One model: that one, with its context length; several, or a wrong name: a usage error that lists them."""
    alone = backend(serve(models=("only",)).url, model=None)
    assert alone.identity.source.endswith(" only")
    assert alone.identity.context_tokens == 2048
    several = serve(models=("one", "two")).url
    with pytest.raises(UsageError, match="one, two"):
        backend(several, model=None)
    with pytest.raises(UsageError, match="one, two"):
        backend(several, model="three")


def test_what_is_asked_is_what_the_prompt_says(serve: Serve) -> None:
    """Length, seed, temperature, stop strings and extra fields are sent; null leaves a field out."""
    server = serve()
    asked = backend(server.url, extra={"max_tokens": None, "max_completion_tokens": 9, "top_k": 1})
    ask(asked, ["one"], seed=3, temperature=0.5, stop=("\n",))
    assert server.bodies[0] == {
        "model": "served",
        "messages": [{"role": "user", "content": "one"}],
        "temperature": 0.5,
        "seed": 3,
        "stop": ["\n"],
        "stream": False,
        "max_completion_tokens": 9,
        "top_k": 1,
    }


def test_stop_strings_hold_even_where_the_server_knows_none(serve: Serve) -> None:
    """An output is cut at the first stop string."""
    found = ask(backend(serve().url), ["one\ntwo"], stop=("\n", "zzz"))
    assert (found["one\ntwo"].output, found["one\ntwo"].finish_reason) == ("answer to one", "stop")


def test_finishing_waits_for_what_is_on_its_way(serve: Serve) -> None:
    """Asked to finish, it asks nothing new, gives out what was asked, and makes no errors of the rest."""
    server = serve()
    asked = backend(server.url, concurrency=2)
    found = []
    for generation in asked.generate(prompts(asked, [f"item {number}" for number in range(500)])):
        found.append(generation)
        if len(found) == 5:
            asked.finish()
    assert all(one.error is None for one in found)
    assert sum(server.done.values()) == len(found) < 300


def test_leaving_in_the_middle_ends_the_requests(serve: Serve) -> None:
    """Whoever stops reading waits for no hanging server, and no thread is left."""
    server = serve(lambda text: "hang" if text != "item 0" else "")
    asked = backend(server.url, timeout_seconds=30.0)
    started = time.monotonic()
    for _ in asked.generate(prompts(asked, [f"item {number}" for number in range(20)])):
        break
    assert time.monotonic() - started < 5
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("server ")]


def test_a_dated_name_is_noted(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that answers as a dated form of the model is believed, and the answer says so."""
    server = serve()
    plain = json.dumps
    monkeypatch.setattr(json, "dumps", lambda value, **options: plain(dated(value), **options))
    found = ask(backend(server.url), ["one"])
    assert found["one"].note == "answered as served-2024-08-06"


def dated(value: Any) -> Any:
    """A reply with a dated model name, anything else as it is."""
    if isinstance(value, dict) and "choices" in value:
        return {**value, "model": "served-2024-08-06"}
    return value
