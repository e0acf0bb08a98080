"""The outlines of a map with half the bytes: each corner by its steps from the one before it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

FINE = 100
"""Parts of a degree in which steps are counted."""


def stepped(text: str) -> str:
    """The outline of a place by steps; what is none, or finer, stays as it is.

    ``static/js/charts.js`` makes the outline of it again.

    >>> stepped('{"coordinates":[[[[1.5,2],[1.51,1.9],[1.5,2]]]],"type":"MultiPolygon"}')
    '{"steps":[[[150,200,1,-10,-1,10]]],"type":"MultiPolygon"}'
    >>> stepped('[1,2]')
    '[1,2]'

    Args:
        text: a value as JSON.
    """
    value = json.loads(text)
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or "steps" in value:
        return text
    try:
        steps = _each(kind, value.pop("coordinates"), _steps)
    except (KeyError, TypeError, ValueError):
        return text  # not an outline as maps have them
    if _each(kind, steps, _corners) != json.loads(text)["coordinates"]:
        return text
    return json.dumps({"steps": steps, **value}, separators=(",", ":"), ensure_ascii=False)


def _each(kind: str, outline: Any, do: Callable[[Any], Any]) -> list[Any]:
    """Something done to each ring of an outline."""
    if kind == "Polygon":
        return [do(ring) for ring in outline]
    return [[do(ring) for ring in part] for part in outline]


def _steps(ring: Sequence[Sequence[float]]) -> list[int]:
    made: list[int] = []
    before = 0, 0
    for x, y in ring:
        at = round(FINE * x), round(FINE * y)
        made += [at[0] - before[0], at[1] - before[1]]
        before = at
    return made


def _corners(steps: Sequence[int]) -> list[list[float]]:
    made: list[list[float]] = []
    x = y = 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        made.append([x / FINE, y / FINE])
    return made
