"""Scorers: pure functions from a case to scores and verdicts; they call no model and no other scorer."""
