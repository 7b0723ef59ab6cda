"""Asks llama.cpp on the GGUF itself, in its own environment; its cache keeps the last prompt's prefix.

Arguments: job file, result file.
"""

import sys

import worker


def main() -> None:
    """Load, then complete the prompts one after the other, in order, with the clock running."""
    job = worker.read_job(sys.argv[1])
    from llama_cpp import Llama

    model = Llama(job["gguf"], n_ctx=8192, n_threads=job["threads"], n_threads_batch=job["threads"], verbose=False)
    texts = {}
    clock = worker.Clock()
    for one in job["prompts"]:
        tokens = model.tokenize(one["text"].encode(), add_bos=job["add_bos"], special=True)
        made = model.create_completion(tokens, max_tokens=one["max_new_tokens"], temperature=0.0)
        texts[one["id"]] = made["choices"][0]["text"]
    worker.write_result(sys.argv[2], clock.read(), texts)


main()
