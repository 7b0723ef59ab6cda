"""Answers are kept over runs, and a wrong model's answer never comes back."""

import os
import sqlite3
import subprocess
import sys
import time
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.schema import Generation, Message, ModelIdentity, Prompt
from harness.store.cache import AnswerCache, cache_folder, is_kept, keeping_note

MODEL = ModelIdentity("m", "transformers", "wheel", "r1", "w1", "torch 2", "float32", 2, 2048, True)
PROMPT = Prompt("q1", "qa", "Who said so?", 48, ("\n",), (Message("user", "Who?"),), digest="d1")
ANSWER = Generation("q1", "m", "The mayor.", "stop", 9, 3, 0.5, prompt_digest="d1", task="qa")
WRITER = """
import sys
from pathlib import Path
from harness.schema import Generation, ModelIdentity, Prompt
from harness.store.cache import AnswerCache
model = ModelIdentity("m", "transformers", weights_digest="w1")
with AnswerCache(Path(sys.argv[1])) as cache:
    for number in range(200):
        prompt = Prompt(f"q{number}", "qa", f"Question {number}?", 8)
        cache.put_many(model, [(prompt, Generation(prompt.id, "m", f"Answer {number}."))])
"""


def changes_of_model() -> list[ModelIdentity]:
    """The model with each of its fields changed in turn, except its name and what only changes the prompt."""
    others = {str: "other", int: 7, bool: False}
    return [
        replace(MODEL, **{one.name: others[type(getattr(MODEL, one.name))]})  # type: ignore[arg-type]
        for one in fields(MODEL)
        if one.name not in ("name", "context_tokens")
    ]


def changes_of_prompt() -> list[Prompt]:
    """The prompt with each thing changed that can change its answer."""
    return [
        replace(PROMPT, text="Who said that?"),
        replace(PROMPT, max_new_tokens=49),
        replace(PROMPT, stop=("\n", "Q:")),
        replace(PROMPT, messages=(Message("system", "Who?"),)),
        replace(PROMPT, seed=1),
        replace(PROMPT, temperature=0.7),
    ]


def test_an_answer_comes_back_for_the_same_model_and_prompt(tmp_path: Path) -> None:
    """Another run, with another name for the model and the item, gets the answer made out to itself."""
    with AnswerCache(tmp_path) as cache:
        assert cache.put_many(MODEL, [(PROMPT, ANSWER)]) == 1
    twin = replace(PROMPT, id="q2", digest="d2")
    with AnswerCache(tmp_path) as cache:
        found = cache.get_many(replace(MODEL, name="n"), [PROMPT, twin])
    assert found == {
        "q1": replace(ANSWER, model="n"),
        "q2": replace(ANSWER, model="n", id="q2", prompt_digest="d2"),
    }


@pytest.mark.parametrize("other", changes_of_model(), ids=lambda other: other.name)
def test_a_wrong_models_answer_never_comes_back(tmp_path: Path, other: ModelIdentity) -> None:
    """Whatever differs of the model, its answers are not the other's."""
    with AnswerCache(tmp_path) as cache:
        cache.put_many(MODEL, [(PROMPT, ANSWER)])
        assert cache.get_many(other, [PROMPT]) == {}


@pytest.mark.parametrize("other", changes_of_prompt())
def test_another_prompts_answer_never_comes_back(tmp_path: Path, other: Prompt) -> None:
    """A prompt under the same id and digest that differs in any way that matters finds nothing."""
    with AnswerCache(tmp_path) as cache:
        cache.put_many(MODEL, [(PROMPT, ANSWER)])
        assert cache.get_many(MODEL, [other]) == {}


def test_a_row_forged_under_the_right_key_is_not_given_out(tmp_path: Path) -> None:
    """Someone moves another model's answer under this model's key: it is refused, and verify takes it away."""
    other = replace(MODEL, weights_digest="w2")
    with AnswerCache(tmp_path) as cache:
        cache.put_many(MODEL, [(PROMPT, ANSWER)])
        cache.put_many(other, [(PROMPT, replace(ANSWER, output="Forged."))])
    with sqlite3.connect(tmp_path / "answers.sqlite") as connection:
        (key,) = connection.execute("SELECT key FROM answers WHERE answer LIKE '%mayor%'").fetchone()
        connection.execute("DELETE FROM answers WHERE key = ?", (key,))
        connection.execute("UPDATE answers SET key = ?", (key,))
    connection.close()
    with AnswerCache(tmp_path) as cache:
        assert cache.get_many(MODEL, [PROMPT]) == {}
        verified = cache.verify()
        assert (verified.sound, verified.removed) == (0, 1)


@settings(max_examples=25, deadline=None)
@given(
    names=st.lists(st.sampled_from("abc"), min_size=2, max_size=2), digests=st.lists(st.sampled_from("xy"), min_size=2)
)
def test_servers_are_told_apart_by_all_that_is_known(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], digests: list[str]
) -> None:
    """Two served models share an answer only if name and address are the same."""
    first, second = (
        ModelIdentity(name, "server", source=digest) for name, digest in zip(names, digests[:2], strict=True)
    )
    with AnswerCache(tmp_path_factory.mktemp("cache")) as cache:
        cache.put_many(first, [(PROMPT, ANSWER)])
        assert bool(cache.get_many(second, [PROMPT])) == (first == second)


def test_errors_and_cost_free_answers_are_not_kept(tmp_path: Path) -> None:
    """An error is asked again by the next run; baselines, replay and unknown plugins are never kept."""
    with AnswerCache(tmp_path) as cache:
        assert cache.put_many(MODEL, [(PROMPT, replace(ANSWER, error="timeout"))]) == 0
        for identity in (ModelIdentity("g", "gold", weights_digest="w"), ModelIdentity("p", "mine:Backend")):
            assert not is_kept(identity)
            assert cache.put_many(identity, [(PROMPT, ANSWER)]) == 0


def test_a_server_says_how_its_answers_are_kept() -> None:
    """Unknown weights are named; known ones need no word."""
    assert "--no-cache" in keeping_note(ModelIdentity("s", "server", source="http://127.0.0.1/v1"))
    assert keeping_note(MODEL) == ""


@pytest.mark.parametrize("damage", ["half", "garbage", "empty", "page"])
def test_a_damaged_file_is_set_aside_and_begun_anew(tmp_path: Path, damage: str) -> None:
    """Cut in half, overwritten or emptied: nothing wrong comes back, the cache works on, and the person is told."""
    prompts = [replace(PROMPT, id=f"q{number}", text=f"{number}?" * 50) for number in range(400)]
    with AnswerCache(tmp_path) as cache:
        cache.put_many(MODEL, [(prompt, replace(ANSWER, output=prompt.text)) for prompt in prompts])
    file = tmp_path / "answers.sqlite"
    data = file.read_bytes()
    middle = len(data) // 2
    broken = {
        "half": data[:middle],
        "garbage": b"x" * len(data),
        "empty": b"",
        "page": data[:middle] + os.urandom(4096) + data[middle + 4096 :],
    }
    file.write_bytes(broken[damage])
    with AnswerCache(tmp_path) as cache:
        found = cache.get_many(MODEL, prompts)
        assert all(found[prompt.id].output == prompt.text for prompt in prompts if prompt.id in found)
        cache.verify()
        cache.put_many(MODEL, [(PROMPT, ANSWER)])
        assert cache.get_many(MODEL, [PROMPT]) == {"q1": ANSWER}
        assert damage == "empty" or "set aside" in " ".join(cache.notes)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A cache in the place of a file is told before the run starts, with the way around."""
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(Exception, match="taken"):
        AnswerCache(tmp_path / "taken")


def test_a_cache_that_cannot_be_used_is_left_alone_and_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where another process never lets go of the file, a run waits once, not with each answer, and says so once."""
    monkeypatch.setattr("harness.store.cache.BUSY_SECONDS", 0.2)
    with AnswerCache(tmp_path) as cache, sqlite3.connect(tmp_path / "answers.sqlite") as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        kept = [cache.put_many(MODEL, [(replace(PROMPT, text=str(number)), ANSWER)]) for number in range(50)]
        assert time.monotonic() - started < 5
        assert sum(kept) == 0
        assert len(cache.notes) == 1
        assert "locked" in cache.notes[0]
        other.rollback()
    other.close()
    assert not list(tmp_path.glob("*damaged*"))


def test_processes_share_one_cache(tmp_path: Path) -> None:
    """Three processes write at once; all their answers are there, once."""
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)]) for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    with AnswerCache(tmp_path) as cache:
        assert [model.answers for model in cache.models()] == [200]
        assert (cache.verify().sound, cache.notes) == (200, ())


def test_models_are_listed_and_forgotten_by_name(tmp_path: Path) -> None:
    """Clearing one model leaves the other's answers."""
    other = replace(MODEL, name="n", weights_digest="w2")
    with AnswerCache(tmp_path) as cache:
        cache.put_many(MODEL, [(PROMPT, ANSWER)])
        cache.put_many(other, [(PROMPT, ANSWER)])
        assert [model.identity.name for model in cache.models()] == ["m", "n"]
        assert cache.clear("m") == 1
        assert [model.identity.name for model in cache.models()] == ["n"]
        assert cache.clear() == 1


def test_the_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """HARNESS_CACHE names the folder; without it the platform's cache folder is used."""
    monkeypatch.setenv("HARNESS_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("HARNESS_CACHE")
    assert cache_folder().name == "harness"
