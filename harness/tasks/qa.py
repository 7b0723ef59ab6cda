"""Questions over documents: the wording, and how a reply is read.

The answer form is three labelled lines (answer, said by, section). Free text is read just as well: then the whole
output is the answer, and cited sections are looked for in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from harness.schema import Document, Prediction, PromptText, Question, SummaryRequest
from harness.tasks.templates import PromptTemplate

_LABELS = {
    "answer": r"(?:short |final )?answer",
    "said_by": r"said[ _]by|source|speaker|according to|attributed to|who said (?:it|so)",
    "section": r"sections?|cited sections?|citation|evidence",
}
_LABEL = re.compile(
    r"^[ \t>*_#-]*(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items()) + r")[ \t*_]*:[ \t*_]*",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT_EXAMPLE = re.compile(r"^\s*(?:question|document|###+|example)\b.*:?", re.IGNORECASE | re.MULTILINE)
_CITED = re.compile(
    r"\[\s*(?:section\s*)?(?P<bracket>(?:[a-z][a-z0-9-]*[.:])?\d{1,3}(?:\s*[,;]\s*(?:[a-z][a-z0-9-]*[.:])?\d{1,3})*)\s*\]"
    r"|\bsections?\s+(?P<word>(?:[a-z][a-z0-9-]*[.:])?\d{1,3}(?:\s*(?:,|and|&)\s*(?:[a-z][a-z0-9-]*[.:])?\d{1,3})*)\b"
    r"|§\s*(?P<sign>\d{1,3})",
    re.IGNORECASE,
)
_ONE_LABEL = re.compile(r"(?:(?P<document>[a-z][a-z0-9-]*)[.:])?(?P<section>\d{1,3})", re.IGNORECASE)
_ECHO_WORDS = 5
_NOBODY = re.compile(
    r"^(?:n/?a|none|nobody|no one|unknown|-+"
    r"|not (?:stated|given|said)|(?:the )?(?:document|article|text|report)(?: itself)?)\.?$",
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
        text = _first_reply(output)
        form = _read_form(text)
        answer = form.get("answer")
        cited = cited_sections(text, question.documents, form.get("section"))
        said_by = form.get("said_by")
        if said_by is not None and (_NOBODY.match(said_by) or self._is_echo(said_by)):
            said_by = ""
        if answer is None:
            return Prediction(output, _without_labels(text), said_by, cited)
        return Prediction(output, "" if self._is_echo(answer) else answer, said_by, cited)

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


def _first_reply(output: str) -> str:
    """The output up to where a base model starts to write the next example."""
    text = output.strip()
    for match in _NEXT_EXAMPLE.finditer(text):
        if match.start() > 0 and text[: match.start()].strip():
            return text[: match.start()].strip()
    return text


def _read_form(text: str) -> dict[str, str]:
    """The labelled lines; a label's text ends at the next label. The first of each label counts."""
    matches = list(_LABEL.finditer(text))
    form: dict[str, str] = {}
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        name = match.lastgroup or "answer"
        value = text[match.end() : end].strip(" \t\r\n*_")
        while repeated := _LABEL.match(value):
            value = value[repeated.end() :].strip()
        if name != "answer":
            value = value.split("\n")[0].strip()
        if name not in form or not form[name]:
            form[name] = value
    lead = text[: matches[0].start()].strip() if matches else ""
    if lead and "answer" not in form:
        form["answer"] = lead
    return form


def _without_labels(text: str) -> str:
    return _LABEL.sub("", text).strip()
