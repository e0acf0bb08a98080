"""What the marks of a chart show, against the key: one for each row, with all its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dispatched.checks import digests

ALIASES = {"circle": "point", "square": "point", "trail": "line"}

TURNED = {"x": "y", "y": "x", "x2": "y2", "y2": "x2"}


def digests_of(
    task_id: str, channel: str, value: Any, exact: Sequence[str], tolerance: float
) -> list[str]:
    salt = f"{task_id}:{channel}"
    return (
        [digests.digest(salt, digests.label(value))]
        if channel in exact
        else digests.cell_digests(salt, value, tolerance)
    )


def compared(rules: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The channels whose values are compared, and those whose names are the student's own."""
    channels = rules["channels"]
    free = [c for c, rule in channels.items() if rule.get("names") == "free"]
    return [c for c in channels if c not in free and "field" in channels[c]], free


def fitting(rules: Mapping[str, Any], scene: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    marks = {ALIASES.get(m, m) for m in rules["mark"]}
    return [m for m in scene["marks"] if ALIASES.get(m["mark"], m["mark"]) in marks and m["items"]]


def same(
    task_id: str,
    key: Mapping[str, Any],
    rules: Mapping[str, Any],
    shown: Sequence[Mapping[str, Any]],
    tolerance: float,
    turned: bool,
) -> tuple[bool, str]:
    """Do the marks show what is asked for, one mark for each row, and if not, what is off?"""
    known = key.get("drawn")
    if known is None:
        return True, ""
    fixed, free = compared(key["rules"])
    place = {c: TURNED.get(c, c) if turned else c for c in [*fixed, *free]}
    rows: list[Mapping[str, Any]] = []
    for mark in shown:
        if not set(place.values()) <= set(
            mark["channels"]
        ):  # a layer of another kind, such as a label
            continue
        told = [
            {c: cell(item["values"].get(at), mark["channels"][at]) for c, at in place.items()}
            for item in mark["items"]
        ]
        rows = _over(rows, told)
    spans = any(
        r.get("span") and r["kind"] != "time" for m in shown for r in m["channels"].values()
    )
    if spans:
        return False, "The values are put into bins. The task asks for the values themselves."
    exact = key.get("exact", [])

    def holds(cell: list[str], channel: str, value: Any) -> bool:
        if channel in exact:
            return digests_of(task_id, channel, value, exact, tolerance)[0] in cell
        return digests.holds(cell, f"{task_id}:{channel}", value, tolerance)

    if len(rows) == len(known) and _pair(holds, known, rows, fixed, free):
        return True, ""
    return False, _differs(holds, known, rows, fixed)


def _over(
    rows: Sequence[Mapping[str, Any]], told: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """The marks of a layer with those below it, which it may repeat: each as often as in one.

    >>> _over([{"x": 1}], [{"x": 1}, {"x": 1}, {"x": 2}])
    [{'x': 1}, {'x': 1}, {'x': 2}]
    """
    found = list(rows)
    for number, one in enumerate(told, 1):
        if found.count(one) < told[:number].count(one):
            found.append(one)
    return found


def cell(value: Any, rule: Mapping[str, Any]) -> Any:
    """What a mark shows on a channel: shares in percent, whole numbers as such."""
    if rule.get("shares") and isinstance(
        value, float
    ):  # a stack of shares, whose axis says percent
        return 100 * value
    if isinstance(value, float) and value == round(value) and abs(value) < 1e15:
        return int(value)
    return value


Holds = Callable[[list[str], str, Any], bool]


def _pair(
    holds: Holds,
    known: Sequence[Any],
    given: Sequence[Mapping[str, Any]],
    fixed: Sequence[str],
    free: Sequence[str],
) -> bool:
    """Has each mark of the key one of the chart's, and the other way round?"""
    left = list(range(len(given)))
    groups: dict[int, Any] = {}
    for cells, *group in known:
        fits = [n for n in left if all(holds(cells[c], c, given[n].get(c)) for c in fixed)]
        if free:  # names of the student's own: each stands for one of the key's, always the same
            names = {n: tuple(str(given[n].get(c)) for c in free) for n in fits}
            if group[0] in groups:
                fits = [n for n in fits if names[n] == groups[group[0]]]
            else:
                fits = [n for n in fits if names[n] not in groups.values()]
            if fits:
                groups.setdefault(group[0], names[fits[0]])
        if not fits:
            return False
        left.remove(fits[0])
    return True


def _differs(
    holds: Holds, known: Sequence[Any], given: Sequence[Mapping[str, Any]], fixed: Sequence[str]
) -> str:
    if len(given) != len(known):
        many = "more" if len(given) > len(known) else "fewer"
        return (
            f"The chart draws {len(given)} {'mark' if len(given) == 1 else 'marks'}, {many} "
            "than the task asks for."
        )
    off = []
    for channel in fixed:
        left = [one.get(channel) for one in given]
        for cells, *_ in known:
            hit = next(
                (n for n, value in enumerate(left) if holds(cells[channel], channel, value)), None
            )
            if hit is None:
                off.append(channel)
                break
            del left[hit]
    if not off:
        return (
            "Each channel has the right values, but they do not belong together: look at one "
            "mark and its row."
        )
    return (
        f"The marks are right, but the values that they show on {' and '.join(off)} are not "
        "those asked for."
    )
