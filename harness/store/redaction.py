"""Taking secrets out of what is written: by the name they stand under, and by their value.

A config names the *variable* that holds a key, never the key. This is the second fence: should a key have been put
where it doesn't belong (an extra header, a URL with a password), it still doesn't reach the disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

HIDDEN = "[hidden]"
SHORTEST_SECRET = 6
"""Characters; a shorter value of a key variable would take ordinary words out of the file."""
SECRET_NAME = re.compile(
    r"(^|[_\-.])(api[_\-]?key|authorization|auth|bearer|cookie|credentials?|password|passwd|secret|token)$",
    re.IGNORECASE,
)
URL_PASSWORD = re.compile(r"(?<=://)[^/\s@]+@")


def redacted(value: Any, environment: Mapping[str, str]) -> Any:
    """The JSON value without secrets.

    Hidden are: values of keys such as ``api_key`` or ``Authorization``; what stands before the ``@`` of a URL; and,
    anywhere in any text, the value of each environment variable that a ``key_env`` in ``value`` names.
    """
    secrets = {environment.get(name, "") for name in key_variables(value)}
    longest_first = sorted((one for one in secrets if len(one) >= SHORTEST_SECRET), key=lambda one: (-len(one), one))
    return _hide(value, longest_first)


def key_variables(value: Any) -> Iterator[str]:
    """The names that stand under ``key_env`` anywhere in the value."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if name == "key_env" and isinstance(part, str):
                yield part
            else:
                yield from key_variables(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from key_variables(part)


def _hide(value: Any, secrets: list[str]) -> Any:
    if isinstance(value, str):
        for secret in secrets:
            value = value.replace(secret, HIDDEN)
        return URL_PASSWORD.sub(f"{HIDDEN}@", value)
    if isinstance(value, Mapping):
        return {
            name: HIDDEN if SECRET_NAME.search(name) and isinstance(part, str) and part else _hide(part, secrets)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [_hide(part, secrets) for part in value]
    return value
