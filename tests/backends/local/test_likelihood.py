"""SmolLM2-135M's likelihood: what the document says is likelier after it, and the same at every call."""

from __future__ import annotations

import pytest

from harness.backends.local.likelihood import LocalLikelihood
from harness.errors import MissingError, UsageError
from harness.judging.likelihood import likelihood_gain

DOCUMENT = "Quayside workers in Lind walked out on Monday over a plan to cut 40 jobs, their union said."


def test_an_unknown_model_is_named() -> None:
    """The message says what may be named, and the nearest of it; nothing is loaded."""
    with pytest.raises(UsageError, match="did you mean smollm2-135m"):
        LocalLikelihood("smollm2-135")


@pytest.fixture
def cache() -> None:
    """The user's own cache folder, where the converted weights are."""


@pytest.mark.slow
def test_the_documents_own_words_are_likelier_after_it() -> None:
    """A sentence that the document says gains more by it than one about something else; a second call says the same."""
    try:
        model = LocalLikelihood("smollm2-135m")
    except MissingError as missing:
        pytest.skip(f"no weights here: {missing}")
    told = likelihood_gain("Workers in Lind walked out on Monday.", DOCUMENT, model)
    other = likelihood_gain("The orchestra played in Vienna on Friday.", DOCUMENT, model)
    assert told is not None
    assert other is not None
    assert told > other + 0.5
    assert likelihood_gain("Workers in Lind walked out on Monday.", DOCUMENT, model) == told
    assert model(DOCUMENT, " ") == []
