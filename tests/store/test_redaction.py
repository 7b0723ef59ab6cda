"""Secrets don't reach the disk."""

from hypothesis import given
from hypothesis import strategies as st

from harness.store.redaction import HIDDEN, redacted

secrets = st.text("abcXYZ0189-_", min_size=8, max_size=30)


@given(secrets, st.text("., \n", max_size=20), st.text("., \n", max_size=20))
def test_the_value_of_a_key_variable_is_nowhere(secret: str, before: str, after: str) -> None:
    """Wherever the key of a named variable stands, deep or inside other words, it is taken out."""
    value = {"models": [{"key_env": "K", "note": before + secret + after}], "list": [[secret]]}
    out = redacted(value, {"K": secret})
    assert out["models"][0] == {"key_env": "K", "note": before + HIDDEN + after}
    assert out["list"] == [[HIDDEN]]


def test_telling_names_are_hidden_and_others_kept() -> None:
    """A token is hidden; a count of tokens, a key's name and an author are not."""
    value = {
        "api_key": "a",
        "X-Api-Key": "b",
        "Authorization": "Bearer c",
        "max_new_tokens": {"qa": 48},
        "token": "t",
        "key_env": "NAME",
        "author": "Ada",
        "password": "",
    }
    hidden = {name for name, part in redacted(value, {}).items() if part == HIDDEN}
    assert hidden == {"api_key", "X-Api-Key", "Authorization", "token"}


def test_a_password_in_an_address_is_hidden() -> None:
    """What stands before the @ goes, the host stays."""
    assert redacted("see https://me:word@host/v1", {}) == f"see https://{HIDDEN}@host/v1"


def test_a_short_value_is_no_secret() -> None:
    """A variable that holds "yes" doesn't take the word out of every text."""
    assert redacted({"key_env": "K", "note": "yes"}, {"K": "yes"})["note"] == "yes"
