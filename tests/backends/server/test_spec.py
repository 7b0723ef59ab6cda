"""What a config says of a served model, and a key that never shows itself."""

import pickle
import traceback

import pytest

from harness.backends.server.spec import Key, ServerSpec, is_loopback, key_of
from harness.errors import UsageError


def test_a_key_shows_itself_nowhere_but_in_its_header() -> None:
    """Not in a repr, not in a traceback with locals, not in a pickle."""
    key = Key("sk-secret")
    assert "sk-secret" not in f"{key} {key!r} {[key]}"
    with pytest.raises(TypeError, match="never"):
        pickle.dumps(key)
    try:
        raise ValueError(key)
    except ValueError as error:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    frames = [line for frame in shown.stack for line in (frame.locals or {}).values()]
    assert "sk-secret" not in "".join(frames)
    assert key.header() == "Bearer sk-secret"
    assert key.hide_in("your key sk-secret is bad") == "your key [hidden] is bad"


def test_a_key_with_a_line_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that would break a header is told without being shown."""
    monkeypatch.setenv("NEWS_KEY", "sk-se\ncret")
    with pytest.raises(UsageError, match="NEWS_KEY") as caught:
        key_of(ServerSpec("http://127.0.0.1/v1", key_env="NEWS_KEY"), "m")
    assert "cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:8/v1", True),
        ("http://localhost/v1", True),
        ("http://[::1]:8/v1", True),
        ("http://h/v1", False),
    ],
)
def test_this_machine_is_known(url: str, loopback: bool) -> None:
    """No proxy is asked for this machine's own addresses."""
    assert is_loopback(url) is loopback
