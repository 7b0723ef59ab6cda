"""A judge on an OpenAI-compatible server: one fixed question, an answer by a schema, each answer kept.

The judge is asked at temperature 0 with a fixed seed, and each answer is kept in a folder under a digest of everything
that was asked, so that a figure can be made again without the server, and a judge that flickers can't change it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from harness.backends.server.backend import ServerBackend
from harness.backends.server.spec import ServerSpec
from harness.schema import Message, Prompt

RUBRIC: Final = """\
You check whether a news document bears out a sentence about it. The sentence is supported only if a careful reader \
finds everything that it states in the document: who, what, when, where, how many, and whose words they are. Other \
wording is fine. It is not supported if anything in it is missing from the document, contradicted by it, or said there \
by somebody else. Use nothing but the document. Reply with JSON: {"supported": true} or {"supported": false}."""

SCHEMA: Final = {
    "type": "json_schema",
    "json_schema": {
        "name": "verdict",
        "strict": True,
        "schema": {
            "type": "object",
            "properties": {"supported": {"type": "boolean"}},
            "required": ["supported"],
            "additionalProperties": False,
        },
    },
}
LONGEST_REPLY: Final = 32


class Judge:
    """Asks a served model whether documents bear sentences out. `kept` is the folder of the answers.

    Raises what `ServerBackend` raises where the server, the model or the key is not there.
    """

    def __init__(self, name: str, spec: ServerSpec, kept: Path) -> None:
        self._backend = ServerBackend(name, replace(spec, extra={"response_format": SCHEMA, **spec.extra}))
        self._kept = kept

    def verdicts(self, pairs: Sequence[tuple[str, str]]) -> list[bool | None]:
        """For each (document, sentence) whether it is borne out; None where the judge gave no verdict, which is not
        kept."""
        prompts = [self._prompt(*pair) for pair in pairs]
        known = {prompt.digest: self._read(prompt.digest) for prompt in prompts}
        asked = {prompt.digest: prompt for prompt in prompts if known[prompt.digest] is None}
        for digest, verdict in self._ask(list(asked.values())):
            known[digest] = verdict
        return [known[prompt.digest] for prompt in prompts]

    def _ask(self, prompts: Sequence[Prompt]) -> Iterator[tuple[str, bool | None]]:
        for generation in self._backend.generate(prompts):
            verdict = None if generation.error else read_verdict(generation.output)
            if verdict is not None:
                self._keep(generation.prompt_digest, verdict, generation.output)
            yield generation.prompt_digest, verdict

    def _prompt(self, document: str, sentence: str) -> Prompt:
        messages = (
            Message("system", RUBRIC),
            Message("user", f"Document:\n{document}\n\nSentence:\n{sentence}"),
        )
        text = json.dumps([{"role": one.role, "content": one.content} for one in messages], ensure_ascii=False)
        asked = json.dumps([self._backend.identity.source, self._backend.identity.revision, text, LONGEST_REPLY])
        digest = hashlib.sha256(asked.encode()).hexdigest()
        return Prompt(digest, "summary", text, LONGEST_REPLY, messages=messages, digest=digest)

    def _read(self, digest: str) -> bool | None:
        try:
            return read_verdict((self._kept / f"{digest}.json").read_text(encoding="utf-8"))
        except OSError:
            return None

    def _keep(self, digest: str, verdict: bool, reply: str) -> None:
        self._kept.mkdir(parents=True, exist_ok=True)
        content = json.dumps({"supported": verdict, "judge": self._backend.identity.source, "reply": reply})
        partial = self._kept / f"{digest}.part"
        partial.write_text(content + "\n", encoding="utf-8")
        partial.replace(self._kept / f"{digest}.json")


def read_verdict(reply: str) -> bool | None:
    """The verdict of a reply: JSON with a boolean ``supported``, alone or inside other words; None for all else."""
    start, end = reply.find("{"), reply.rfind("}")
    if start < 0 or end < start:
        return None
    try:
        found = json.loads(reply[start : end + 1])
    except ValueError:
        return None
    verdict = found.get("supported") if isinstance(found, dict) else None
    return verdict if isinstance(verdict, bool) else None
