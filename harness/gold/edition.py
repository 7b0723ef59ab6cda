"""Another edition of the same documents: raw articles in place of the digests that stand for them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from harness.errors import HarnessError, MissingError
from harness.ingest import ingest
from harness.schema import Document, Place, Problem


def read_edition(folder: Path, digests: Mapping[str, Document]) -> tuple[dict[str, Document], tuple[Problem, ...]]:
    """The articles of a folder under the ids and dates of the digests whose front matter names them, and what is wrong.

    An article counts where its SHA-256 is the one in the front matter and it has as many sections; sections match one
    to one by their numbers. MissingError where there is no such folder.
    """
    if not folder.is_dir():
        raise MissingError(f"{folder}: no such folder; a folder of articles was expected; check `documents`")
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for digest in digests.values():
        found = _article(folder, digest)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            documents[digest.id] = found
    return documents, tuple(problems)


def _article(folder: Path, digest: Document) -> Document | Problem:
    path = folder / digest.article_file
    if not digest.article_file:
        return _problem(path, f"document {digest.id!r} names no article", "add `article: {file, sha256}` to its head")
    if not path.is_file():
        return _problem(path, f"the article of document {digest.id!r} is not there", "check the folder, and its head")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != digest.article_sha256:
        message = f"SHA-256 is {found[:16]}…, not the {digest.article_sha256[:16]}… that document {digest.id!r} names"
        return _problem(path, message, "use the article that the gold was written for")
    try:
        article = ingest(path, digest.id).document
    except HarnessError as error:
        return _problem(path, str(error), "")
    if len(article.sections) != len(digest.sections):
        found_number, number = len(article.sections) - 1, len(digest.sections) - 1
        message = f"has {found_number} headed sections where document {digest.id!r} has {number}"
        return _problem(path, message, "sections must match one to one")
    return replace(
        article,
        published=digest.published,
        publisher=article.publisher or digest.publisher,
        url=article.url or digest.url,
        digest=found,
    )


def _problem(path: Path, message: str, mend: str) -> Problem:
    return Problem(Place(str(path)), "edition", message, "error", mend)
