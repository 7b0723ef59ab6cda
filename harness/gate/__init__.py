"""The gate: pass, fail or undecided against a baseline, and never a pass by accident."""

from harness.gate.accepting import accept_baseline
from harness.gate.checking import check_gate
from harness.gate.policy import load_policy
from harness.gate.records import GateResult, Policy

__all__ = ["GateResult", "Policy", "accept_baseline", "check_gate", "load_policy"]
