"""Do the labels of an axis say the values of the marks beside them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dispatched.checks import digests, numerals

AWAY = 6.0
"""Pixels by which a label may stand beside its number: labels are rounded."""

SUFFIXES = {"k": 1e3, "m": 1e6, "b": 1e9, "g": 1e9, "%": 0.01}

Labels = Sequence[tuple[str, float]]
Placed = Sequence[tuple[str, float, float]]


def judged(labels: Placed, marks: Sequence[Mapping[str, Any]], channel: str) -> str:
    """``right``, ``missing`` where nothing stands at the axis, or ``wrong``.

    Of charts below each other each has places of its own: its labels are held against its marks.

    Args:
        labels: texts, their places along the axis, and where the axis begins (pixels).
        marks: of a scene, with ``at`` (place, size of the step, number) of each item and channel,
            and ``panel`` (left and top of the chart it stands in).
        channel: x or y.
    """
    told = [one for one in labels if one[0].strip()]
    if not told:
        return "missing"
    with_it = [m for m in marks if channel in m["channels"]]
    kinds = {m["channels"][channel]["type"] for m in with_it}
    panels: dict[float, tuple[list[Any], list[Any]]] = {}
    for item in (i for m in with_it for i in m["items"] if channel in i["at"]):
        start = float(item["panel"].split()[channel == "y"])
        one = (item["at"][channel], item["values"].get(channel))
        panels.setdefault(start, ([], []))[1].append(one)
    for text, place, begins in told:
        if panels:
            near = min(panels, key=lambda start: abs(start - begins))
            panels[near][0].append((text, place))
    wrong = any(_panel(texts, items, kinds) == "wrong" for texts, items in panels.values() if texts)
    return "wrong" if wrong else "right"


def _panel(told: Labels, items: Sequence[tuple[Any, Any]], kinds: set[str]) -> str:
    if kinds == {"linear"}:
        return (
            "right"
            if _amounts(told, [(at[0], at[2]) for at, _ in items if at[2] is not None])
            else "wrong"
        )
    if kinds <= {"band", "point"}:
        return "right" if _steps(told, items) else "wrong"
    return "right"


def _amounts(told: Labels, places: Sequence[tuple[float, float]]) -> bool:
    read = [(meant, place) for text, place in told if (meant := _meant(text))]
    if not read:
        return False
    low, high = min(places, default=(0, 0)), max(places, default=(0, 0))
    if low[1] == high[1] or abs(high[0] - low[0]) < 1:
        return True
    step = (high[0] - low[0]) / (high[1] - low[1])
    return all(
        any(abs(low[0] + (v - low[1]) * step - place) <= AWAY for v in meant)
        for meant, place in read
    )


def _meant(text: str) -> tuple[float, ...]:
    """The number that a label says; of percent also as it stands, since both are written so."""
    text = text.strip()[:40]
    factor = SUFFIXES.get(text[-1:].casefold(), 1) if text[:-1] else 1
    found = numerals.as_number(text if factor == 1 else text[:-1])
    if found is None:
        return ()
    return (found * factor, found) if text.endswith("%") else (found * factor,)


def _steps(told: Labels, items: Sequence[tuple[Sequence[Any], Any]]) -> bool:
    """A label may be another word for its step, but no other step's name and no other number."""
    names = {digests.label(value) for _, value in items if value is not None}
    for text, place in told:
        for (at, size, _), value in items:
            if value is None or not at - 1 <= place <= at + size + 1:
                continue
            own, said = digests.label(value), digests.plain(text)
            if said == own:
                continue
            mine, its = numerals.as_number(own), numerals.as_number(said)
            if said in names or (mine is not None and its is not None and mine != its):
                return False
    return True
