"""How fast local models are run, beside the tools that people use today: ``python -m benchmarks.speed``."""
