"""Questions over documents: the wording, and how a reply is read.

The answer form is three labelled lines (answer, said by, section). Free text is read just as well: then the whole
output is the answer, and cited sections are looked for in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from harness.schema import Document, Prediction, PromptText, Question, SummaryRequest
from harness.tasks.replies import first_reply, may_cite, read_reply
from harness.tasks.templates import PromptTemplate

_CITED = re.compile(
    r"\[\s*(?:section\s*)?(?P<bracket>(?:[a-z][a-z0-9-]*[.:])?\d{1,3}(?:\s*[,;]\s*(?:[a-z][a-z0-9-]*[.:])?\d{1,3})*)\s*\]"
    r"|\bsections?\s+(?P<word>(?:[a-z][a-z0-9-]*[.:])?\d{1,3}(?:\s*(?:,|and|&)\s*(?:[a-z][a-z0-9-]*[.:])?\d{1,3})*)\b"
    r"|§\s*(?P<sign>\d{1,3})",
    re.IGNORECASE,
)
_ONE_LABEL = re.compile(r"(?:(?P<document>[a-z][a-z0-9-]*)[.:])?(?P<section>\d{1,3})", re.IGNORECASE)
_ECHO_WORDS = 5
_NAMING = frozenset({"name", "source", "list"})
"""The types whose answer may be who says it; elsewhere an answer repeated on the line of the source names nobody."""
_NOBODY = re.compile(
    r"^(?:n/?a|no|yes|no\s(?:witnesses|sources?|person|speaker)"
    r"|none|nobody|no one|unknown|unspecified|anonymous|null|\W*\d*\W*"
    r"|not (?:applicable|stated|given|said|known|named|mentioned|specified|identified|provided)"
    r"|(?:the )?(?:document|article|text|report|statement|answer|question)(?: itself)?)\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class QaTask:
    """Asks one question over one or more documents."""

    template: PromptTemplate
    name: str = "qa"

    def prompt(
        self,
        question: Question | SummaryRequest,
        documents: Sequence[Document],
        cut: frozenset[tuple[str, int]] = frozenset(),
    ) -> PromptText:
        """The wording for one question, without the sections in ``cut``."""
        if not isinstance(question, Question):
            raise TypeError("the qa task is asked questions")
        return self.template.fill(documents, cut, question=question.text)

    def parse(self, question: Question | SummaryRequest, output: str) -> Prediction:
        """The answer, who is said to say it, and the cited sections; knows the item's documents, not its gold."""
        if not isinstance(question, Question):
            raise TypeError("the qa task is asked questions")
        reply = read_reply(output, question)
        cited = cited_sections(first_reply(output), question.documents, reply.section)
        said_by = reply.said_by
        is_nobody = said_by is not None and (_NOBODY.match(said_by) or self._is_echo(said_by))
        if is_nobody or (said_by == reply.answer and question.type not in _NAMING):
            said_by = ""
        return Prediction(output, "" if self._is_echo(reply.answer) else reply.answer, said_by, cited)

    def _is_echo(self, text: str) -> bool:
        """Whether a model repeats a line of the template's instruction instead of filling it in."""
        return len(text.split()) >= _ECHO_WORDS and text in self.template.texts.user


def cited_sections(text: str, documents: Sequence[str], labelled: str | None = None) -> tuple[tuple[str, int], ...]:
    """The (document, section) pairs that a reply cites, in order, each once.

    ``labelled`` is the text of a "Section:" line, where bare numbers count; elsewhere only ``[3]``, ``section 3`` and
    ``§3`` do. A number without a document's name means the first of ``documents``.
    """
    found: list[tuple[str, int]] = []
    pieces = [labelled] if labelled else []
    if may_cite(text):
        pieces += [next(part for part in match.groups() if part) for match in _CITED.finditer(text)]
    for piece in pieces:
        for match in _ONE_LABEL.finditer(piece):
            document = next((name for name in documents if name == (match["document"] or "").lower()), None)
            if match["document"] and document is None:
                continue
            pair = (document or documents[0], int(match["section"]))
            if pair not in found:
                found.append(pair)
    return tuple(found)
