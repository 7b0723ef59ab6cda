"""The documentation: its commands are real, its files work, its generated pages are those of the code."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
import yaml

from harness import cli
from harness.gold.check import check_gold
from harness.ingest import ingest
from harness.ingest.document_file import write_document
from harness.schema import Claim, Prediction, Question, QuestionCase, QuestionGold, QuestionItem, Source
from harness.scorers.answers import judge_answer_case
from harness.stats.metrics import METRICS

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "gold" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
)
FENCE: Final = re.compile(
    r"(?P<note><!-- not run[^>]*-->\n)?^(?P<indent> *)```(?P<language>\w*)(?: title=\"(?P<title>[^\"]+)\")?\n"
    r"(?P<body>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
SCRIPTS: Final = ("bin/eval", "bin/test")
CHEAP: Final = (
    "gold check",
    "gold agreement",
    "cache",
    "models list",
    "calibrate",
    "eval --config controls.yaml --limit 1",
)
"""Commands that are run on the how-to pages; the tutorial and the page on backends are run whole."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; ``title`` is the file that it stands for, ``is_run`` false where the page says so."""

    language: str
    title: str | None
    text: str
    is_run: bool

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands of a ``console`` block, without their ``$`` and remarks."""
        return tuple(command for command, _ in self.commands_with_codes)

    @property
    def commands_with_codes(self) -> tuple[tuple[str, int], ...]:
        """The same, each with the exit code that the page names after ``# exit code``, else 0."""
        lines = [line.strip()[2:] for line in self.text.splitlines() if line.strip().startswith("$ ")]
        parts = [line.partition("  # exit code ") for line in lines]
        return tuple((command, int(code or 0)) for command, _, code in parts)


def test_every_command_shown_is_real() -> None:
    """A reader who types any command of the pages gets no "no such command" and no "no such option"."""
    shown = [(page, command) for page in PAGES for block in blocks(page) for command in block.commands]
    assert len(shown) > 20
    for page, command in shown:
        words = words_of(command)
        if words[0] in SCRIPTS:
            assert (ROOT / words[0]).is_file(), f"{page}: {command}"
        elif words[0] == "harness":
            options, groups = _options_of(words[1:])
            wrong = [word for word in words if word.startswith("-") and word.partition("=")[0] not in options]
            assert not wrong, f"{page}: {command}: {groups} has no {wrong}"
        else:
            assert words[0] in ("cd", "python3"), f"{page}: {command}"


def test_inline_commands_are_real() -> None:
    """`harness …` in running text names commands and options that exist."""
    for page in PAGES:
        text = FENCE.sub("", page.read_text(encoding="utf-8"))
        for command in re.findall(r"`(harness [a-z][^`]*)`", text):
            words = [word for word in command.replace("…", "").split() if not word.startswith("[")]
            options, name = _options_of(words[1:])
            wrong = [word for word in words if word.startswith("--") and word.partition("=")[0] not in options]
            assert not wrong, f"{page}: {command}: {name} has no {wrong}"


@pytest.mark.parametrize("name", ["tutorial.md", "how-to/own-backend-or-scorer.md"])
def test_page_works_as_typed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever copies the files and types the commands of the page in order gets through, in an empty folder."""
    in_folder(tmp_path, monkeypatch)
    for block in blocks(ROOT / "docs" / name):
        if block.title is not None:
            (tmp_path / block.title).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block.title).write_text(block.text, encoding="utf-8")
        if block.language == "console" and block.is_run:
            for command, code in block.commands_with_codes:
                assert run(command, monkeypatch) == code, command
    assert list(tmp_path.glob("reports/*/report.html"))


def test_what_the_tutorial_says_of_the_failing_gate_is_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lines that the tutorial shows of a gate are lines that its commands print."""
    in_folder(tmp_path, monkeypatch)
    shown = blocks(ROOT / "docs" / "tutorial.md")
    said = ""
    for block in shown:
        if block.title is not None:
            (tmp_path / block.title).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block.title).write_text(block.text, encoding="utf-8")
        if block.language == "text" and block.title is None:
            wanted = [line for line in block.text.splitlines() if line != "…"]
            assert all(line in said.splitlines() for line in wanted), said
        for command in block.commands if block.language == "console" and block.is_run else ():
            if command.split()[1] in ("documents", "eval", "gate"):
                capsys.readouterr()
                run(command, monkeypatch)
                said = capsys.readouterr().out


def test_the_source_question_of_the_gold_page_is_right(tmp_path: Path) -> None:
    """The example of a `source` question passes the check beside the tutorial's gold."""
    for block in blocks(ROOT / "docs" / "tutorial.md"):
        if block.title is not None:
            (tmp_path / block.title).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block.title).write_text(block.text, encoding="utf-8")
    write_document(ingest(tmp_path / "articles" / "bridge.txt").document, tmp_path / "gold" / "documents")
    page = blocks(ROOT / "docs" / "reference" / "gold.md")
    (example,) = [block.text for block in page if "type: source" in block.text]
    (tmp_path / "gold" / "questions" / "who.yaml").write_text(example, encoding="utf-8")
    assert not check_gold(tmp_path / "gold").problems


def test_cheap_commands_of_the_how_to_pages_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands that need no model, no server and no person end well in a fresh project."""
    in_folder(tmp_path, monkeypatch)
    for name in ("gold", "configs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for page in sorted((ROOT / "docs" / "how-to").glob("*.md")):
        for block in blocks(page):
            if block.title is not None:
                (tmp_path / block.title).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / block.title).write_text(block.text, encoding="utf-8")
            for command in block.commands if block.is_run else ():
                if command.removeprefix("harness ").startswith(CHEAP):
                    assert run(command, monkeypatch) == 0, command


def test_yaml_shown_is_yaml() -> None:
    """Every YAML block of the pages can be read."""
    for page in PAGES:
        for block in blocks(page):
            if block.language == "yaml":
                assert yaml.safe_load(block.text) is not None, page


def test_verdict_examples_hold() -> None:
    """The page on verdicts says what the harness says."""
    page = ROOT / "docs" / "reference" / "verdicts.md"
    (data,) = (yaml.safe_load(block.text) for block in blocks(page) if block.title == "verdicts.yaml")
    sources = {name: Source(name, one["name"], tuple(one["aliases"])) for name, one in data["sources"].items()}
    for number, question in enumerate(data["questions"]):
        item = _item(f"q{number}", question)
        for output in question["outputs"]:
            case = QuestionCase(item, Prediction(output["text"], output["text"]), {}, sources)
            found = judge_answer_case(case)
            assert (found.factual, found.credit) == (output["factual"], output["credit"]), output["text"]


def test_every_metric_is_told() -> None:
    """The page on metrics names every metric of the contract."""
    text = (ROOT / "docs" / "reference" / "metrics.md").read_text(encoding="utf-8")
    for task, names in METRICS.items():
        part = text.partition(f"## {task}\n")[2].partition("\n## ")[0]
        for name in names:
            assert f"`{name}`" in part, f"{task}.{name}"


def test_generated_pages_are_those_of_the_code() -> None:
    """Commands, config, policy, rules and the gold's counts are written anew whenever the code or the gold changes."""
    for path, text in generator().pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path}: out of date; run python docs/generate.py"


def test_meanings_name_keys_that_exist() -> None:
    """No meaning is left over of a key that was taken away."""
    made = generator()
    known = {f"{kind.__name__}.{field.name}" for kind in (*made.CONFIG, *made.POLICY) for field in fields(kind)}
    assert set(made.MEANINGS) == known


def test_readme_fits_one_screen() -> None:
    """The README is one screen, and its links lead somewhere."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / link).exists(), link


def test_site_builds_without_warnings(tmp_path: Path) -> None:
    """mkdocs builds the pages with warnings as errors, and no page asks another host for a script or a style."""
    pytest.importorskip("material", reason="the extra `docs` is not installed")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for page in (tmp_path / "site").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"<(script|link)[^>]+(src|href)=\"https?://[^\"]+\.(js|css)", text), page


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in their order."""
    for found in FENCE.finditer(page.read_text(encoding="utf-8")):
        body = re.sub(rf"^{found['indent']}", "", found["body"], flags=re.MULTILINE)
        yield Block(found["language"], found["title"], body, found["note"] is None)


def words_of(command: str) -> list[str]:
    """The words of a command without settings of the environment before it."""
    words = shlex.split(command)
    while re.fullmatch(r"[A-Z_]+=\S*", words[0]):
        words = words[1:]
    return words


def in_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in that folder, with a cache of its own and no page of CI to write to."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HARNESS_CACHE", str(folder / "cache"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.syspath_prepend(str(folder))
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)


def run(command: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of a `harness` command, run in this process."""
    monkeypatch.setattr(sys, "argv", words_of(command))
    try:
        cli.main()
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else 0
    return 0


@cache
def generator() -> ModuleType:
    """docs/generate.py as a module."""
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _options_of(words: list[str]) -> tuple[set[str], str]:
    """All options of the command that the words begin with, and its name; fails where there is no such command."""
    commands = {names[1:]: command for names, command in generator().walk_commands()}
    for length in (2, 1):
        found = commands.get(tuple(words[:length]))
        if found is not None:
            options = {name for one in found.params for name in (*one.opts, *one.secondary_opts)}
            return options | {"--help", "-h"}, " ".join(words[:length])
    raise AssertionError(f"harness has no command {' '.join(words)}")


def _item(name: str, question: dict[str, Any]) -> QuestionItem:
    claims = tuple(Claim(claim["source"], tuple(claim["answers"])) for claim in question["claims"])
    asked = Question(name, ("d",), question["question"], question["type"])
    return QuestionItem(asked, QuestionGold(question["expects"], claims))
