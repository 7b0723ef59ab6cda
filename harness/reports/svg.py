"""Drawings of matplotlib as SVG that may stand in a page: no inline style, no foreign ids, colours by class.

The page's policy forbids inline styles, so each becomes a presentation attribute; and a colour of the drawing is a
sentinel that becomes a class, so that the page's sheet sets it for light, dark and paper.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree

from matplotlib.figure import Figure

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_KEPT: Final = frozenset({"font-size", "text-anchor", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity"})
_PAINTS: Final = {"fill": "f", "stroke": "s"}


def to_svg(figure: Figure, name: str, title: str, classes: Mapping[str, str]) -> str:
    """The figure as an ``svg`` element with a title for those who can't see it.

    ``name`` makes its ids its own on the page; ``classes`` gives the class of each sentinel colour, such as
    ``{"#010101": "ink"}``: a fill of it gets ``f-ink``, a stroke ``s-ink``.
    """
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    root = ElementTree.fromstring(buffer.getvalue())
    _drop(root, {"metadata", "style"})
    used = _used_ids(root)
    for element in root.iter():
        _clean(element, name, used, classes)
    box = root.get("viewBox", "0 0 100 100")
    width = box.split()[2]
    for attribute in ("width", "height", "version"):
        root.attrib.pop(attribute, None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{name}-title", "class": f"plot w{_tens(width)}"}
    head = ElementTree.Element("title", id=f"{name}-title")
    head.text = title
    root.insert(0, head)
    return ElementTree.tostring(root, encoding="unicode")


def _tens(width: str) -> int:
    return round(float(width) / 10) * 10


def _drop(root: ElementTree.Element, names: set[str]) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.rpartition("}")[2] in names:
                parent.remove(child)


def _used_ids(root: ElementTree.Element) -> set[str]:
    used: set[str] = set()
    for element in root.iter():
        for key, value in element.attrib.items():
            used.update(_REFERENCE.findall(value))
            if key == XLINK:
                used.add(value.removeprefix("#"))
    return used


def _clean(element: ElementTree.Element, name: str, used: set[str], classes: Mapping[str, str]) -> None:
    element.tag = element.tag.rpartition("}")[2]
    identity = element.attrib.pop("id", "")
    if identity in used:
        element.set("id", f"{name}-{identity}")
    target = element.attrib.pop(XLINK, "")
    if target:
        element.set("href", f"#{name}-{target.removeprefix('#')}")
    found = _declarations(element.attrib.pop("style", ""))
    found |= {key: element.attrib.pop(key) for key in ("fill", "stroke") if key in element.attrib}
    painted = [_paint(element, key, value, classes) for key, value in found.items() if key in _PAINTS]
    for key, value in found.items():
        if key in _KEPT:
            element.set(key, value)
    names = [one for one in painted if one]
    if names:
        element.set("class", " ".join(names))
    clip = element.get("clip-path")
    if clip:
        element.set("clip-path", _REFERENCE.sub(rf"url(#{name}-\1)", clip))


def _declarations(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in style.split(";"))
    return {key.strip(): value.strip() for key, _, value in pairs if value.strip()}


def _paint(element: ElementTree.Element, key: str, value: str, classes: Mapping[str, str]) -> str:
    """The class for a sentinel colour; any other value stays as it is."""
    known = classes.get(value.lower())
    if known is None:
        element.set(key, value)
        return ""
    return f"{_PAINTS[key]}-{known}"
