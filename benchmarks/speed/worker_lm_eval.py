"""Asks lm-evaluation-harness' hf model, batch 1, in its own environment. Arguments: job file, result file."""

import sys

import worker


def main() -> None:
    """Load, then ``generate_until`` with the clock running: the call that every generating task of it ends in."""
    job = worker.read_job(sys.argv[1])
    import torch
    from lm_eval.api.instance import Instance
    from lm_eval.models.huggingface import HFLM

    torch.set_num_threads(job["threads"])
    model = HFLM(pretrained=job["model"], device="cpu", dtype=job["dtype"], batch_size=1, add_bos_token=job["add_bos"])
    requests = [_request(Instance, one) for one in job["prompts"]]
    clock = worker.Clock()
    texts = model.generate_until(requests, disable_tqdm=True)
    took = clock.read()
    ids = [one["id"] for one in job["prompts"]]
    worker.write_result(sys.argv[2], took, dict(zip(ids, texts, strict=True)))


def _request(instance: type, one: dict) -> object:
    wanted = {"until": [], "max_gen_toks": one["max_new_tokens"], "do_sample": False, "temperature": 0.0}
    return instance(request_type="generate_until", doc={}, arguments=(one["text"], wanted), idx=0)


main()
