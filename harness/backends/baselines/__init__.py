"""Baselines and controls that need no weights: what a score means is seen beside what they get."""
