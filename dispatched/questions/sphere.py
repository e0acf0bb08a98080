"""Points, rings and distances on the sphere (degrees, kilometers)."""

from __future__ import annotations

import math
from typing import Any

EARTH = 6371.0
"""Mean radius of the earth (km)."""

Point = tuple[float, float]


def rings(one: dict[str, Any]) -> list[list[Point]]:
    """The outer rings of a feature (longitude, latitude in degrees); a point has none."""
    shape = one["geometry"]
    if shape["type"] == "Point":
        return []
    return [[(x, y) for x, y in polygon[0]] for polygon in shape["coordinates"]]


def distance(a: Point, b: Point) -> float:
    """Length of the great circle between two points (km), by the haversine formula.

    A quarter of the equator:

    >>> round(distance((0, 0), (90, 0)))
    10008

    Args:
        a: longitude and latitude (degrees).
        b: the other point.
    """
    (x1, y1), (x2, y2) = (tuple(map(math.radians, p)) for p in (a, b))
    half = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))
