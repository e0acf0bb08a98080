"""A reader's own number, laid over an explorer: on which scale it stands, what it is held against.

The scale is read from the compiled chart: that of the vertical axis if it counts, else that of the
horizontal one; a map has none. What the number is held against is said in the chapter's text file
(``expects``); where nothing is said, the line is drawn and no distance told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dispatched import explore, texts

COUNTS = {"linear", "log"}
"""Types of scales on which a number has a place."""

WORDS = {"of", "at", "first", "says"}


def settings(spec: Mapping[str, Any], compiled: Mapping[str, Any]) -> dict[str, Any]:
    """How a reader's number is laid over an explorer; empty where it has no place.

    Args:
        spec: of the explorer.
        compiled: the same as Vega.

    Returns:
        ``scale`` (``x`` or ``y``), ``title`` of its axis, ``ends`` of its domain; where the text
        file says so ``of`` (one or two columns), ``at`` (a column, or nothing), ``first`` and
        ``says``.

    Raises:
        ValueError: the text file names a column or a row that the explorer does not have; names
            the figure.
    """
    scales = {scale["name"]: scale for scale in compiled.get("scales", [])}
    named = {axis["scale"]: axis["title"] for axis in compiled.get("axes", []) if "title" in axis}
    for name in ("y", "x"):
        scale = scales.get(name, {})
        ends = scale.get("domain")
        if scale.get("type") in COUNTS and name in named and isinstance(ends, list):
            return {"scale": name, "title": _line(named[name]), "ends": ends} | _held(spec)
    return {}


def _line(title: Any) -> str:
    return " ".join(title) if isinstance(title, list) else str(title)


def _held(spec: Mapping[str, Any]) -> dict[str, Any]:
    key = spec["usermeta"].get("key")
    try:
        told = dict(texts.of(key).expects) if key else {}
    except texts.TextError:  # a chart of another book, whose text file is not here
        told = {}
    if not told:
        return {}
    where, rows = f"figure {key!r}, expects", explore.rows_at(spec)
    columns = told.get("of", "").split()
    if set(told) - WORDS or len(columns) not in (1, 2):
        raise ValueError(f"{where}: has of (one or two columns), at, first, says, and nothing else")
    at = told.get("at", "")
    for column in (*columns, *([at] if at else [])):
        if column not in rows[0]:
            raise ValueError(f"{where}: no column {column!r}; there are {', '.join(rows[0])}")
    if not at and len(rows) > 1:
        raise ValueError(f"{where}: at is needed, as there are {len(rows)} rows")
    places = [str(row[at]) for row in rows] if at else []
    first = told.get("first", places[0] if places else "")
    if at and first not in places:
        raise ValueError(f"{where}: no row {first!r}; there are {', '.join(places)}")
    return {"of": columns, "at": at, "first": first, "says": told.get("says", "")}
