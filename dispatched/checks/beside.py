"""What a task asks of a chart beside its channels: other layers, small charts, looks, a click.

Only where the task asks for it: each rule stands in ``[task.chart]``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from dispatched.checks import marks

Item = Mapping[str, Any]
Scene = Mapping[str, Any]

RULES = {"layers", "apart", "panels", "shared", "width", "clicks", "projection"}
"""Words of ``[task.chart]`` that this module judges."""

LAYER = {"mark", "channels", "says"}
"""Words of one layer."""

NEAR = 1.5
"""Pixels by which places count as one."""

LOOKS: dict[str, tuple[Callable[[Item], Any], str]] = {
    "panel": (
        lambda item: item["panel"],
        "The task asks for small charts. Which marks belong into which of them?",
    ),
    "dash": (
        lambda item: tuple(item["looks"]["dash"]),
        "Dashes do not tell apart what the task wants told apart.",
    ),
    "strength": (
        lambda item: item["looks"]["strength"],
        "The task asks for some marks fainter than others. Which, and are they?",
    ),
}
"""What tells marks apart without a value of its own, and what is said where it does not."""


def layers(
    task_id: str, rules: Mapping[str, Any], scene: Scene
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """The layers that a task asks for, each with the solution's marks, a row of values once.

    Raises:
        ValueError: the solution has no such layer.
    """
    found: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = []
    for rule in rules.get("layers", []):
        fixed, _ = marks.compared(rule)
        fits = [m for m in marks.fitting(rule, scene) if set(fixed) <= set(m["channels"])]
        if not fits:
            raise ValueError(f"task {task_id!r}: the solution has no layer of {rule['mark']}")
        found.append(
            (rule, {**fits[0], "items": list(_rows(fits[0], fits[0]["items"], fixed).values())})
        )
    return found


def _rows(
    mark: Mapping[str, Any], items: Sequence[Item], fixed: Sequence[str]
) -> dict[tuple[Any, ...], Item]:
    """Values on the compared channels → the first mark that shows them."""
    found: dict[tuple[Any, ...], Item] = {}
    for item in items:
        found.setdefault(tuple(marks.shown_on(item, mark, c) for c in fixed), item)
    return found


def faults(
    task_id: str,
    key: Mapping[str, Any],
    scene: Scene,
    shown: Sequence[Mapping[str, Any]],
    place: Mapping[str, str],
    right: bool,
    tolerance: float,
) -> Iterable[str]:
    """What a chart lacks of all this, a sentence for each rule that it breaks.

    Args:
        shown: the sets of marks that count, with the items that one sees.
        place: compared channel of the key → channel of the chart.
        right: do the marks show the right values? Who belongs together is judged only then.
    """
    rules = key["rules"]
    items = [i for m in shown for i in m["items"]]
    holds = marks.holder(task_id, key, tolerance)
    for name in rules.get("apart", []) if right else []:
        if not _apart(holds, name, key, marks.rows_of(shown, place, LOOKS[name][0])):
            yield LOOKS[name][1]
    for rule, known in zip(rules.get("layers", []), key.get("layers", []), strict=True):
        if not _layer(task_id, rule, known, scene, tolerance):
            yield rule["says"]
    if rules.get("panels") and _beside(items):
        yield "The small charts do not stand one below the other."
    if rules.get("shared") and not _shared(items, rules["shared"]):
        yield (
            f"The small charts do not share one axis of {rules['shared']}: the same value stands "
            "at different places."
        )
    wide = rules.get("width")
    if wide and not all(abs((i["looks"]["width"] or 0) - wide) < 0.01 for i in items):
        yield "The lines are not as wide as the task asks."
    if rules.get("clicks") and not scene.get("clicks"):
        yield "A click in the legend changes nothing yet."
    if rules.get("projection") and set(scene.get("projections", [])) != {rules["projection"]}:
        yield "The map is not in the projection that the task names."


def _apart(
    holds: marks.Holds, name: str, key: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
) -> bool:
    """Do the marks fall into the groups of the solution, the fainter ones of it being fainter?"""
    fixed, _ = marks.compared(key["rules"])
    numbered = [
        (group, cells) for group, (cells, *_) in zip(key["apart"][name], key["drawn"], strict=True)
    ]
    looks = [(row["look"], row) for row in rows]
    if name == "strength":
        numbered, looks = (sorted(told, key=lambda one: one[0]) for told in (numbered, looks))
    known = marks.grouped((cells, group) for group, cells in numbered)
    given = marks.grouped((row, look) for look, row in looks)
    if name != "strength":
        return marks.paired(holds, known, given, fixed)
    return len(known) == len(given) and all(
        marks.alike(holds, a, b, fixed) for a, b in zip(known, given, strict=True)
    )


def _layer(
    task_id: str,
    rule: Mapping[str, Any],
    known: Mapping[str, Any],
    scene: Scene,
    tolerance: float,
) -> bool:
    """Does one set of marks show what the solution's layer shows, over most of the chart?"""
    fixed, _ = marks.compared(rule)
    holds = marks.holder(task_id, known, tolerance)
    for mark in marks.fitting(rule, scene):
        seen = [i for i in mark["items"] if i["seen"]]
        if not set(fixed) <= set(mark["channels"]) or not seen:
            continue
        rows = [dict(zip(fixed, row, strict=True)) for row in _rows(mark, seen, fixed)]
        boxes = [i["box"] for i in seen]
        width = max(b[2] for b in boxes) - min(b[0] for b in boxes)
        height = max(b[3] for b in boxes) - min(b[1] for b in boxes)
        room = seen[0]["room"]
        long = width > 0.4 * room[0] or height > 0.4 * room[1]
        if long and marks.alike(holds, [cells for cells, *_ in known["drawn"]], rows, fixed):
            return True
    return False


def _beside(items: Sequence[Item]) -> bool:
    """Do two small charts stand at one height?"""
    panels = {tuple(map(float, i["panel"].split())) for i in items}
    tops = sorted(top for _, top in panels)
    return any(b - a < NEAR for a, b in pairwise(tops))


def _shared(items: Sequence[Item], axis: str) -> bool:
    """Does each value stand at one place, in whichever of the small charts?"""
    told = sorted((i["at"][axis][2], i["at"][axis][0]) for i in items if axis in i["at"])
    if not told or any(value is None for value, _ in told) or told[0][0] == told[-1][0]:
        return True
    (low, start), (high, end) = told[0], told[-1]
    slope = (end - start) / (high - low)
    return all(abs(start + slope * (value - low) - at) <= NEAR for value, at in told)


def asked(rules: Mapping[str, Any]) -> int:
    """How many rules of this module a chart has to keep."""
    many = sum(len(rules.get(name, [])) for name in ("layers", "apart"))
    return many + sum(bool(rules.get(name)) for name in RULES - {"layers", "apart"})
