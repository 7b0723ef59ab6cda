"""Where the files that the package ships are: inside the wheel, or in the repository of a checkout."""

from __future__ import annotations

from pathlib import Path

import harness
from harness.errors import MissingError


def shipped(name: str) -> Path:
    """The shipped folder of that name (``gold`` or ``configs``); raises MissingError where it was not packed."""
    package = Path(harness.__file__).parent
    for root in (package / "_shipped", package.parent):
        if (root / name).is_dir():
            return root / name
    raise MissingError(f"{package}: the shipped folder {name}/ is not there; expected in the wheel; install again")


def find_config(name: str, working: Path) -> Path:
    """A config by path or bare name: the working folder, its ``configs/``, then the shipped ones.

    A name that begins with ``configs/`` means the same with and without it.
    """
    given = Path(name).expanduser()
    places = [working / given]
    if not given.is_absolute():
        inside = given.relative_to("configs") if given.is_relative_to("configs") else given
        places += [working / "configs" / inside, shipped("configs") / inside]
    for place in places:
        if place.is_file():
            return place
    looked = ", ".join(dict.fromkeys(str(place.parent) for place in places))
    known = sorted(
        {path.name for folder in (working / "configs", shipped("configs")) for path in folder.glob("*.yaml")}
    )
    raise MissingError(f"{name}: no such config; looked in {looked}; there are {', '.join(known) or 'none'}")


def find_gold(name: str, working: Path) -> Path:
    """The gold folder: relative to the working folder; the shipped one where ``gold`` isn't there."""
    given = working / Path(name).expanduser()
    if given.is_dir():
        return given
    if name == "gold":
        return shipped("gold")
    raise MissingError(
        f"{given}: no such gold folder; expected documents/, sources.yaml, questions/; see `harness init`"
    )
