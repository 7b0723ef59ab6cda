"""Every reply that is no answer has its class."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.backends.server.faults import LONGEST_SHOWN, Refusal, fault_of, retry_after, shortened
from harness.errors import ERROR_KINDS

NOW = 1_700_000_000.0
CASES = [
    (429, "slow down", "rate", True),
    (429, '{"code": "insufficient_quota"}', "rate", False),
    (400, "This model's maximum context length is 2048 tokens", "too-long", False),
    (400, '{"error": {"type": "exceed_context_size_error"}}', "too-long", False),
    (413, "the prompt is too long: 5000 tokens", "too-long", False),
    (400, '{"code": "content_filter"}', "refused", False),
    (401, "no key", "refused", False),
    (404, "no such model", "refused", False),
    (422, "unknown field: seed", "refused", False),
    (408, "", "timeout", True),
    (504, "gateway", "timeout", True),
    (500, "CUDA out of memory", "memory", True),
    (500, "oops", "server", True),
    (529, "overloaded", "server", True),
    (302, "", "malformed", False),
    (204, "", "malformed", True),
]


@pytest.mark.parametrize(("status", "body", "kind", "again"), CASES)
def test_each_status_has_its_class(status: int, body: str, kind: str, again: bool) -> None:
    """The class, and whether asking again makes sense."""
    fault = fault_of(Refusal(status, {}, body), NOW)
    assert (fault.kind, fault.again) == (kind, again)


@given(st.integers(100, 599), st.text())
def test_every_refusal_has_a_known_class_and_a_short_message(status: int, body: str) -> None:
    """Whatever the server says, the error on the item is short and of a known class."""
    fault = fault_of(Refusal(status, {}, body), NOW)
    assert fault.kind in ERROR_KINDS
    assert len(str(fault)) < LONGEST_SHOWN + 100


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after": "Tue, 14 Nov 2023 22:13:30 GMT"}, 10),
        ({"retry-after": "Tue, 14 Nov 2000 22:13:30 GMT"}, 0),
        ({"retry-after": "soon"}, 0),
        ({"retry-after": "-5"}, 0),
        ({"retry-after": "nan"}, 0),
        ({"retry-after": "inf"}, 0),
    ],
)
def test_retry_after_is_read_in_all_its_forms(headers: dict[str, str], seconds: float) -> None:
    """Seconds, milliseconds, a date; nonsense and the past are no wait."""
    assert retry_after(headers, NOW) == seconds


def test_an_error_page_is_shown_as_plain_words() -> None:
    """Tags, line ends and control characters go; a long page is cut."""
    assert shortened("<html><b>Bad\x1b[31m</b>\n gateway</html>") == "Bad [31m gateway"
    assert len(shortened("x" * 10_000)) <= LONGEST_SHOWN + 2
