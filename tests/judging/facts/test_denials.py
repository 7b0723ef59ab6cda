"""Key facts that are denials."""

import pytest

from harness.judging.facts import fact_stated
from harness.judging.facts.denials import is_denial
from harness.judging.facts.words import with_voices
from harness.judging.windows import prepare

VOICES = {"operator": ("Fjordline", "the operator"), "union": ("the seafarers' union", "the union")}
FACT = "Fjordline denied that its rudder had failed."


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The union blames a rudder that failed; Fjordline denies it.", "yes"),
        ("Fjordline rejects any talk of a broken rudder.", "yes"),
        ("That the rudder failed was denied by the operator.", "yes"),
        ("The rudder had failed.", "no"),
        ("The union said that the rudder had failed.", "no"),
        ("Fjordline admitted that its rudder had failed.", "contradicted"),
        ("Crews are tired, the union says. Fjordline denies it.", "no"),
    ],
)
def test_only_its_own_admission_contradicts_a_denial(text: str, verdict: str) -> None:
    """Whoever else says what was denied leaves the denial untold; a pronoun may stand for what was denied."""
    prepared = with_voices(prepare(text), VOICES)
    assert fact_stated(FACT, prepared, ignore=VOICES["operator"], voices=VOICES).verdict == verdict


def test_a_denial_is_its_own_sources() -> None:
    """What another denied, or nobody, makes no denial of a source's fact."""
    assert is_denial(FACT, VOICES, VOICES["operator"])
    assert not is_denial(FACT, VOICES, VOICES["union"])
    assert not is_denial("Fjordline said that its rudder had failed.", VOICES, VOICES["operator"])
