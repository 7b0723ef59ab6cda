"""Asks our own backend; run by its path, in the harness' environment. Arguments: job file, result file."""

import sys

import worker  # type: ignore[import-not-found]  # stands beside this file, which is run by its path


def main() -> None:
    """Load, then generate all prompts with the clock running."""
    job = worker.read_job(sys.argv[1])
    from harness.backends.local.backend import LocalOptions, TransformersBackend
    from harness.backends.local.source import ModelSource
    from harness.schema import Prompt

    options = LocalOptions(
        dtype=job["dtype"], threads=job["threads"], engine=job["engine"], speculation=job["speculation"]
    )
    backend = TransformersBackend("bench", ModelSource(path=job["model"]), options)
    if job["engine"] == "single":
        backend.load()
    else:
        backend.engine()
    prompts = [Prompt(one["id"], one["task"], one["text"], one["max_new_tokens"]) for one in job["prompts"]]
    clock = worker.Clock()
    texts = {made.id: made.error or made.output for made in backend.generate(prompts)}
    worker.write_result(sys.argv[2], clock.read(), texts)


main()
