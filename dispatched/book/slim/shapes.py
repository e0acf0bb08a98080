"""The same drawing with fewer elements: lines joined, circles as circles, what is shared said once.

vl-convert writes each tick of an axis as an element with a place, a length and a color of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree as Tree

SPACE = "http://www.w3.org/2000/svg"
Tree.register_namespace("", SPACE)

_AT = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_CIRCLE = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0")
_G, _LINE, _PATH, _TEXT = (f"{{{SPACE}}}{name}" for name in ("g", "line", "path", "text"))
_CIRCLED = f"{{{SPACE}}}circle"

SHARED = ("fill", "stroke", "stroke-width", "text-anchor", "font-size", "font-weight")
"""What a group can say for all that stands in it."""

OUTLINE = 200
"""Bytes of a path that are worth a name."""

BLACK = ("#000", "black")
"""A color that the style sheet looks for at a text or a path itself."""


def smaller(svg: str) -> str:
    """A drawing of vl-convert, slim already, that looks the same with fewer bytes.

    >>> print(smaller('<svg xmlns="http://www.w3.org/2000/svg"><g fill="none"><g>'
    ...     '<line transform="translate(4,0)" x2="0" y2="5" stroke="#111"/>'
    ...     '<line transform="translate(8,0)" x2="0" y2="5" stroke="#111"/></g></g></svg>'))
    <svg><g fill="none"><path stroke="#111" d="M4 0v5M8 0v5"/></g></svg>
    """
    root = Tree.fromstring(svg)
    _group(root, seen=True)
    _once(root)
    made = Tree.tostring(root, encoding="unicode").replace(" />", "/>")
    return made.replace(f' xmlns="{SPACE}"', "")  # within HTML it goes without saying


def _once(root: Tree.Element) -> None:
    """An outline that is drawn again, such as a coast over its land, is meant by its name."""
    paths: dict[str, list[Tree.Element]] = {}
    for path in root.iter(_PATH):
        paths.setdefault(path.get("d", ""), []).append(path)
    again = {d: some for d, some in paths.items() if len(some) > 1 and len(d) > OUTLINE}
    if not again:
        return
    # Two drawings of one page may show the same land: the name is of all that is drawn.
    mark = hashlib.sha256("".join(paths).encode()).hexdigest()[:8]
    defined = Tree.Element(f"{{{SPACE}}}defs")
    for number, (d, some) in enumerate(again.items()):
        defined.append(Tree.Element(_PATH, {"id": f"o{mark}-{number}", "d": d}))
        for path in some:
            path.tag = f"{{{SPACE}}}use"
            del path.attrib["d"]
            path.set("href", f"#o{mark}-{number}")
    root.insert(0, defined)


def _group(group: Tree.Element, *, seen: bool) -> None:
    """Make a group smaller, from its inside out. ``seen``: has it a color for what names none?"""
    seen = group.get("fill", "" if seen else "none") != "none" or "stroke" in group.attrib
    made: list[Tree.Element] = []
    for child in group:
        if child.tag == _G:
            _group(child, seen=seen)
            made += [child] if child.attrib else [*child]
        elif child.tag != _PATH or seen or {"id", "fill", "stroke"} & {*child.attrib}:
            made.append(_plain(child))
    group[:] = _joined(made)
    if group.tag == _G:
        _share(group)


def _plain(shape: Tree.Element) -> Tree.Element:
    """A shape without a width of no line, with its place as numbers, and a circle as one."""
    if shape.tag in (_PATH, _LINE) and "stroke" not in shape.attrib:
        shape.attrib.pop("stroke-width", None)
    at = _AT.fullmatch(shape.get("transform", ""))
    circle = _CIRCLE.fullmatch(shape.get("d", ""))
    names = {_TEXT: ("x", "y")}.get(shape.tag, ("cx", "cy") if circle else ())
    if not names or ("transform" in shape.attrib and not at):
        return shape
    place = zip(names, at.groups() if at else ("0", "0"), strict=True)
    rest = {k: v for k, v in shape.attrib.items() if k not in ("transform", "d")}
    shape.attrib.clear()
    shape.attrib.update({name: value for name, value in place if value != "0"} | rest)
    if circle:
        shape.tag = _CIRCLED
        shape.attrib["r"] = circle[1]
    return shape


def _joined(shapes: list[Tree.Element]) -> Iterator[Tree.Element]:
    """Lines that follow each other and look alike become one path.

    What shows through stays apart: where two such lines cross, it would be lighter.
    """

    def look(shape: Tree.Element) -> object:
        free = shape.tag == _LINE and _AT.fullmatch(shape.get("transform", "translate(0,0)"))
        rest = {k: v for k, v in shape.attrib.items() if k not in ("transform", "x2", "y2")}
        if not free or any("opacity" in name for name in rest) or "x1" in rest or "y1" in rest:
            return id(shape)
        return tuple(rest.items())

    for alike, found in groupby(shapes, look):
        some = list(found)
        if isinstance(alike, int):
            yield from some
            continue
        path = Tree.Element(_PATH, dict(alike))  # type: ignore[call-overload]
        path.set("d", "".join(map(_stroke, some)))
        yield path


def _stroke(line: Tree.Element) -> str:
    at = _AT.fullmatch(line.get("transform", ""))
    x, y = at.groups() if at else ("0", "0")
    dx, dy = line.get("x2", "0"), line.get("y2", "0")
    if dx == "0" or dy == "0":
        return f"M{x} {y}" + (f"v{dy}" if dx == "0" else f"h{dx}")
    return f"M{x} {y}l{dx} {dy}"


def _share(group: Tree.Element) -> None:
    """What all in a group have in common stands at the group."""
    for name in SHARED if len(group) > 1 else ():
        values = {child.get(name) for child in group}
        value = values.pop()
        if not values and value and value not in BLACK:
            group.set(name, value)
            for child in group:
                del child.attrib[name]
