"""Configs: what a run is made of, where files are found, and every mistake in them at once."""
