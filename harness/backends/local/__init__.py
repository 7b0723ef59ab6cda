"""Models that run in this process: their weights, and the engine that computes a shared document once."""
