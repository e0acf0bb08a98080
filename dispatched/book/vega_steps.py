"""Vega without the steps, functions, projections and drawers that no chart of the book asks for.

They are most of what vl-convert's bundle carries for nothing. A chart that asks for one of them
stops the build (:func:`missing`), which says what to add here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

STEPS = frozenset(
    (
        *("aggregate", "bin", "collect", "extent", "filter", "flatten", "fold", "formula"),
        *("geojson", "geopoint", "geoshape", "identifier", "impute", "joinaggregate", "lookup"),
        *("project", "stack", "timeunit", "window"),
    )
)
"""The data steps that the pages carry, of those that a specification can name."""

PROJECTIONS = ("azimuthalEqualArea", "mercator")
"""The projections that they carry; the second is Vega's own where none is named."""

FORMATS = ("json",)
"""The formats of data that they carry: a chart of the book has its rows with it."""

FUNCTIONS = (
    "(?:cumulative|density|quantile|sample)(?:Normal|LogNormal|Uniform)|tree(?:Path|Ancestors)"
    "|geo(?:Area|Bounds|Centroid|Shape|Scale)|pathShape|luminance|contrast"
)
"""The functions that formulas of a chart do without, as a pattern."""

_TOLD = re.compile(rf'(?<![\w$])[\w$]+\("(?:{FUNCTIONS})",[\w$]+,[\w$]+\)')
_LISTED = re.compile(rf"(?<=,)(?:{FUNCTIONS}):[\w$]+,")
_DRAWER = re.compile(r"(\.svg=)?\{renderer:([\w$]+),headless:[\w$]+,handler:([\w$]+)\}")
_DEFINED = re.compile(r"([\w$]+)\.Definition=(?=\{)")
_LISTS = {"dsv": FORMATS, "albers": PROJECTIONS}
"""The first name of a list of Vega → those of the list that stay; only maps have the second."""

_PAIRS = {"{": "}", "[": "]", "(": ")"}


def without(script: str, *, maps: bool) -> str:
    """A bundle in which the other steps do nothing and the lists hold what stays.

    A chart is drawn as SVG, on the page alone: what draws it otherwise goes as well. Nobody calls
    their functions any more, and whoever bundles it again leaves them out.

    >>> inherits = 'A.Definition={type:"KDE"},i(A,T,{transform(e){return d(e);}});'
    >>> lists = "p={albers:a,mercator:m};f={dsv:d,json:j};g={abs:a,contrast:b,max:c};"
    >>> without(inherits + lists + "D.svg={renderer:r,headless:s,handler:h}", maps=True)
    '0,0;p={mercator:m};f={json:j};g={abs:a,max:c};D.svg={renderer:r,handler:h}'

    Args:
        script: a bundle as vl-convert makes it.
        maps: does it draw maps?

    Raises:
        ValueError: this version of Vega has them elsewhere.
    """
    cuts = [cut for match in _DEFINED.finditer(script) for cut in _step(script, match)]
    if not cuts:
        raise ValueError(f"Vega defines its data steps elsewhere; see {__name__}")
    for first, names in [*_LISTS.items()][: 1 + maps]:
        found = re.search(rf"\{{{first}:[^{{}}]*\}}", script)
        if found is None:
            raise ValueError(f"Vega has its list of {first} elsewhere; see {__name__}")
        cuts.append((found.start(), found.end(), _kept(found[0], names)))
    for start, end, put in sorted(cuts, reverse=True):
        script = script[:start] + put + script[end:]
    if not _LISTED.search(script) or ".svg={renderer:" not in script:
        raise ValueError(f"Vega has its functions or drawers elsewhere; see {__name__}")
    script = _LISTED.sub("", _TOLD.sub("0", script))
    return _DRAWER.sub(
        lambda m: f"{m[1]}{{renderer:{m[2]},handler:{m[3]}}}" if m[1] else "{}", script
    )


def _step(script: str, match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Where a step that does not stay is defined, and where it is given its methods."""
    end = _closed(script, match.end())
    named = re.search(r'type:"(\w+)"', script[match.end() : end])
    if named is None or named[1].lower() in STEPS:
        return
    methods = re.compile(rf"(?<![\w$])[\w$]+(?=\({re.escape(match[1])},[\w$]+,\{{)")
    given = methods.search(script, end)
    if given is None:
        raise ValueError(f"Vega gives {named[1]} its methods elsewhere; see {__name__}")
    yield match.start(), end, "0"
    yield given.start(), _closed(script, given.end()), "0"


def _closed(script: str, at: int) -> int:
    """Where what is opened at a place is closed, brackets in words not counted."""
    waits: list[str] = []
    while True:
        sign = script[at]
        if sign in "\"'`":
            quote, at = sign, at + 1
            while script[at] != quote:
                at += 2 if script[at] == "\\" else 1
        elif sign in _PAIRS:
            waits.append(_PAIRS[sign])
        elif waits and sign == waits[-1]:
            waits.pop()
        at += 1
        if not waits:
            return at


def _kept(registry: str, names: tuple[str, ...]) -> str:
    """The entries of a list with these names.

    >>> _kept("{albers:a,mercator:m}", PROJECTIONS)
    '{mercator:m}'
    """
    lower = {name.lower() for name in names}
    entries = re.findall(r'(\w+):([\w$]+(?:\("[^"]*"\))?)', registry)
    return f"{{{','.join(f'{name}:{to}' for name, to in entries if name.lower() in lower)}}}"


def missing(compiled: Mapping[str, Any]) -> Iterator[str]:
    """What a Vega specification asks for and the pages do not carry, in words.

    >>> list(missing({"data": [{"name": "a", "transform": [{"type": "kde"}]}]}))
    ["the data step 'kde'"]
    """
    for name in re.findall(rf"(?<![\w.])({FUNCTIONS})\(", json.dumps(compiled)):
        yield f"the function {name!r}"
    yield from _missing(compiled)


def _missing(compiled: Mapping[str, Any]) -> Iterator[str]:
    for part in (compiled, *compiled.get("data", [])):
        for step in part.get("transform", []):
            if step["type"] not in STEPS:
                yield f"the data step {step['type']!r}"
        kind = part.get("format", {}).get("type", "json")
        if isinstance(kind, str) and kind not in FORMATS:
            yield f"the format {kind!r}"
    for projection in compiled.get("projections", []):
        if projection.get("type", "mercator") not in PROJECTIONS:
            yield f"the projection {projection['type']!r}"
    for mark in compiled.get("marks", []):
        yield from _missing(mark)
