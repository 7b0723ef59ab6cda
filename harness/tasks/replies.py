"""How a reply is taken apart before anybody judges it: the answer, who is said to say it, and the cited sections.

Three labelled lines, the same as JSON, or free text. What a model only repeats (its own sentence again and again, the
question, a label without anything behind it) is no answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from harness.reading.words import STOPWORDS
from harness.schema import Question

_LABELS: Final = {
    "answer": r"(?:short |final |the )?answer(?: to (?:the|this|that|your) question)?(?: is)?|a|response",
    "said_by": r"said[ _]by|source|speaker|according to|attributed to|who said (?:it|so)",
    "section": r"sections?|cited sections?|citation|evidence",
}
_LABEL: Final = re.compile(
    r"^[ \t>*_#-]*(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items()) + r")[ \t*_]*:[ \t*_]*",
    re.IGNORECASE | re.MULTILINE,
)
_KEYS: Final = {
    "answer": re.compile(r"(?:short_?|final_?|the_?)?(?:answer|response|result|value|answers)", re.IGNORECASE),
    "said_by": re.compile(
        r"(?:said|stated|told|reported|given|claimed)_?by|sources?|speakers?|attributed_?to|attribution|according_?to|who|by|per",
        re.IGNORECASE,
    ),
    "section": re.compile(r"(?:cited_?)?sections?|citations?|evidence", re.IGNORECASE),
}
_BESIDE: Final = re.compile(
    r"(?:question|id|type|document|context|title|note|comment|reason|reasoning|rationale|explanation|thoughts?|confidence"
    r"|quote|quotation|unit)s?",
    re.IGNORECASE,
)
"""Keys that hold something beside the answer."""
_PAIR: Final = re.compile(r'"(?P<key>[\w -]{1,24})"\s*:\s*(?:"(?P<text>(?:[^"\\\n]|\\.)*)"?|(?P<bare>[^\s",{}\[\]]+))')
_JSON_START: Final = re.compile(r"^\s*(?:```\w*\s*)?(?=[{\[])")
_NEXT_EXAMPLE: Final = re.compile(r"^\s*(?:question|document|###+|example)\b.*:?", re.IGNORECASE | re.MULTILINE)
_UNIT: Final = re.compile(r"[^\n]+?(?:[.!?][\"'\u201d\u2019)]*(?=\s)|(?=\n)|$)")
_UNIT_END: Final = re.compile(r"[.!?][\"'\u201d\u2019)]*\s|\n")
"""What ends a unit before the end of the text."""
_MARKS: Final = " \t>*_#-:"
_UNTOLD: Final = "not stated"
"""What a JSON reply says whose answer is null."""
_TAG: Final = re.compile(
    r"<\|[\w ]{1,24}\|>|</?(?:s|answer|response|bos|eos|pad|end_of_turn|start_of_turn)>", re.IGNORECASE
)
"""What a chat template marks turns with, and a model repeats as text."""
_THOUGHTS: Final = re.compile(
    r"<(?P<tag>think(?:ing)?|thought|reasoning|scratchpad)>.*?(?:</(?P=tag)>|$)|^.*?</(?:think(?:ing)?|reasoning)>",
    re.IGNORECASE | re.DOTALL,
)
"""What stands between the marks of a thought, or before the closing one where the template had opened it."""
_WORD: Final = re.compile(r"[^\W_]+")
_ASKING: Final = re.compile(
    r"[\s*_#>-]*(?:(?:question|q)\s*[*_]*:\s*[*_]*)?\s*(?P<words>[^?\n]*\?)[\s*_]*", re.IGNORECASE
)
_ASKING_WORDS: Final = """
who whom whose what which when where why how is are was were do does did has have had can could will would should may
on in at by from for to of with through according since until within among and
"""
_SECTIONS: Final = re.compile(r"\[[^\[\]\n]{1,20}\]|\bsections?\s\d+|§\s*\d+", re.IGNORECASE)
_ASKS: Final = frozenset(_ASKING_WORDS.split())
"""How a question may begin."""
_ECHO_WORDS: Final = 5
"""From how many words on a stretch of the question is an echo rather than an answer."""
_LOOP_WORDS: Final = 3
"""From how many times on a small word alone is a loop."""
_LOOPING: Final = STOPWORDS | {"answer", "answers", "question", "text", "section"}
"""The small words and labels that a model says again and again without saying anything."""
_LONG_LABEL: Final = 6
"""A label's line of more words is a sentence that answers, not a name."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The part that answers; the words behind the label for the source, None without one; those for the section."""

    answer: str
    said_by: str | None = None
    section: str | None = None


def read_reply(output: str, question: Question) -> Reply:
    """The parts of a reply. Nothing but repetition, labels or the question again: an empty answer."""
    text = first_reply(output)
    text = _TAG.sub("", text).strip() if "<" in text else text
    form = _json_form(text) or _labelled(text)
    said_by, answer = form.get("said_by"), form.get("answer", "")
    if not answer and said_by and question.type == "source" and said_by.lower() not in ("no one", "nobody", "none"):
        answer = said_by
    elif not answer and said_by and len(said_by.split()) > _LONG_LABEL:
        answer, said_by = said_by, None
    answer = "" if _says_one_word(answer) else _without_question(_without_loop(answer), question.text)
    answer = answer if question.type == "yes-no" else _without_pleasantry(answer)
    return Reply(answer, said_by, form.get("section"))


def without_thoughts(output: str) -> str:
    """The output without what a reasoning model thinks aloud; nothing is left of one that never came to its answer."""
    return _THOUGHTS.sub("", output).strip() if "<" in output else output.strip()


def first_reply(output: str) -> str:
    """The output up to where a base model starts to write the next example."""
    text = without_thoughts(output)
    for match in _NEXT_EXAMPLE.finditer(text) if "\n" in text else ():
        if match.start() > 0 and text[: match.start()].strip():
            return text[: match.start()].strip()
    return text


def _labelled(text: str) -> dict[str, str]:
    """The labelled lines, the first of each label; the answer, without a label, is what stands in no labelled line."""
    matches = list(_LABEL.finditer(text)) if ":" in text else []
    if not matches or _is_reasoned(text, matches):
        return {"answer": text}
    form: dict[str, str] = {}
    rest = [text[: matches[0].start()]]
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        name = match.lastgroup or "answer"
        value = text[match.end() : end].strip(" \t\r\n*_")
        while repeated := _LABEL.match(value):
            value = value[repeated.end() :].strip()
        if index and match.group().strip(_MARKS).lower().startswith(value.lower()):
            value = ""
        if name != "answer":
            value, _, behind = value.partition("\n")
            value = value.strip()
            rest.append(behind)
        if name not in form or not form[name]:
            form[name] = value
    if "answer" not in form:
        form["answer"] = next((part.strip() for part in rest if part.strip(" \t\r\n*_-")), "")
    return form


def _is_reasoned(text: str, matches: Sequence[re.Match[str]]) -> bool:
    """Whether a reply tells its grounds before its one label, which is that of the answer."""
    is_alone = len(matches) == 1 and matches[0].lastgroup == "answer"
    return is_alone and len(_WORD.findall(text[: matches[0].start()])) >= _LONG_LABEL


def _json_form(text: str) -> dict[str, str]:
    """The fields of a JSON reply, also of one that breaks off; empty for any other text."""
    start = _JSON_START.match(text)
    if start is None:
        return {}
    try:
        value, _ = json.JSONDecoder().raw_decode(text, start.end())
    except (ValueError, RecursionError):
        return _named((match["key"], match["text"] or match["bare"] or "") for match in _PAIR.finditer(text))
    records = value if isinstance(value, list) else [value]
    forms = [_named(_texts(record)) for record in records if isinstance(record, dict)]
    if len(forms) > 1 and all("answer" in form for form in forms):
        lines = (f"{form['said_by']}: {form['answer']}" if "said_by" in form else form["answer"] for form in forms)
        return {"answer": "\n".join(lines)}
    return forms[0] if forms else {}


def _texts(record: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        parts = value if isinstance(value, list) else [value]
        words = [{True: "yes", False: "no"}.get(part, "") if isinstance(part, bool) else str(part) for part in parts
                 if part is not None and not isinstance(part, dict | list)]  # fmt: skip
        yield key, "; ".join(words) if value is not None or not _KEYS["answer"].fullmatch(key) else _UNTOLD


def _named(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Keys by what they hold. Without an answer by name, the one other key that holds anything is the answer's."""
    form: dict[str, str] = {}
    others: list[str] = []
    for key, value in pairs:
        plain = key.strip().replace(" ", "_").replace("-", "_")
        name = next((name for name, pattern in _KEYS.items() if pattern.fullmatch(plain)), None)
        if name is not None:
            form.setdefault(name, value)
        elif value and not _BESIDE.fullmatch(plain):
            others.append(value)
    if "answer" not in form and len(others) == 1:
        form["answer"] = others[0]
    return form


def _says_one_word(text: str) -> bool:
    """Whether a text is nothing but one small word again and again: "the the the the"."""
    first = _WORD.search(text)
    if first is None or first.group().lower() not in _LOOPING:
        return False
    words = _WORD.findall(text.lower())
    return len(words) >= _LOOP_WORDS and len(set(words)) == 1


def _without_loop(text: str) -> str:
    """The text up to where it starts to say again, in the same words, what it has said."""
    if not _UNIT_END.search(text):
        return text
    seen: list[str] = []
    for match in _UNIT.finditer(text):
        words = " ".join(_WORD.findall(match.group().lower()))
        is_cut = match.end() == len(text) and match.group()[-1] not in ".!?\"'\u201d)"
        is_again = words in seen or (is_cut and len(words) > 1 and any(unit.startswith(words + " ") for unit in seen))
        if words and is_again:
            return text[: match.start()].rstrip()
        if words:
            seen.append(words)
    return text


def _without_pleasantry(text: str) -> str:
    """The text without a "Sure!" or "Great question!" in front; alone it stays, since it is all that is said."""
    return _PLEASANTRY.sub("", text, count=1)


_PLEASANTRY: Final = re.compile(
    r"^\s*(?:(?:sure|certainly|of course|absolutely|okay|ok|(?:great|good) question|thanks for asking|no problem)\b"
    r"(?:\sthing)?[!.,:]+\s+)+(?=\w|[\x22\u201c*])",
    re.IGNORECASE,
)


def _without_question(text: str, question: str) -> str:
    """The text without the question in front; empty where it only asks, or repeats a long stretch of what is asked."""
    asked = _words_of(question)
    while "?" in text and (match := _ASKING.match(text)):
        words = tuple(_WORD.findall(match["words"].lower()))
        if not words or not (words[0] in _ASKS or words == asked):
            break
        text = text[match.end() :]
    if not (_SECTIONS.sub("", text) if may_cite(text) else text).strip(" \n.,"):
        return ""
    return "" if _is_echo(text, asked) else text


def may_cite(text: str) -> bool:
    """Whether a text has any of the marks and words by which it may cite a section."""
    return "[" in text or "\u00a7" in text or "ection" in text.lower()


def _is_echo(text: str, asked: Sequence[str]) -> bool:
    """Whether a text is nothing but a stretch of the question's words, of more than half of them."""
    first = _WORD.search(text)
    if first is None or first.group().lower() not in asked:
        return False
    said = _WORD.findall(text.lower())
    return len(said) >= _ECHO_WORDS and 2 * len(said) > len(asked) and f" {' '.join(said)} " in f" {' '.join(asked)} "


@lru_cache(maxsize=1024)
def _words_of(question: str) -> tuple[str, ...]:
    """The words of a question in small letters, which all its answers are held against."""
    return tuple(_WORD.findall(question.lower()))
