"""What the marks of a chart show, against the key: one for each row, with all its values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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


def shown_on(item: Mapping[str, Any], mark: Mapping[str, Any], channel: str) -> Any:
    """What a mark shows on a channel; of a tooltip all that it says, in a tuple."""
    if channel == "tooltip":
        tips = [c for c in mark["channels"] if c.startswith("tooltip")]
        return tuple(cell(item["values"].get(c), mark["channels"][c]) for c in tips)
    return cell(item["values"].get(channel), mark["channels"][channel])


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
    rows = rows_of(shown, place)
    spans = any(
        r.get("span") and r["kind"] != "time" for m in shown for r in m["channels"].values()
    )
    if spans:
        return False, "The values are put into bins. The task asks for the values themselves."
    holds = holder(task_id, key, tolerance)
    if paired(
        holds,
        grouped([(cells, group[0] if group else 0) for cells, *group in known]),
        grouped([(r, tuple(str(r.get(c)) for c in free)) for r in rows]),
        fixed,
    ):
        return True, ""
    return False, _differs(holds, known, rows, fixed)


def rows_of(
    shown: Sequence[Mapping[str, Any]],
    place: Mapping[str, str],
    look: Callable[[Mapping[str, Any]], Any] | None = None,
) -> list[Mapping[str, Any]]:
    """What the marks show, a row each; layers that repeat a mark count once.

    Args:
        place: channel of the key → channel of the chart, which may be turned.
        look: what else tells marks apart; stands in the rows as ``look``.
    """
    rows: list[Mapping[str, Any]] = []
    for mark in shown:
        if not set(place.values()) <= set(mark["channels"]):
            continue  # a layer of another kind, such as a label
        told = [
            {c: shown_on(item, mark, at) for c, at in place.items()}
            | ({"look": look(item)} if look else {})
            for item in mark["items"]
        ]
        rows = _over(rows, told)
    return rows


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


def holder(task_id: str, key: Mapping[str, Any], tolerance: float) -> Holds:
    """What tells whether a value on a channel is one of a cell's; of a tooltip, whether one is."""
    exact = key.get("exact", [])

    def holds(cell: list[str], channel: str, value: Any) -> bool:
        if isinstance(value, tuple):
            return any(holds(cell, channel, one) for one in value)
        if channel in exact:
            return digests_of(task_id, channel, value, exact, tolerance)[0] in cell
        return digests.holds(cell, f"{task_id}:{channel}", value, tolerance)

    return holds


def grouped(told: Iterable[tuple[Any, Any]]) -> list[list[Any]]:
    """What has one name together, in the order of the names' first appearance."""
    groups: dict[Any, list[Any]] = {}
    for one, name in told:
        groups.setdefault(name, []).append(one)
    return list(groups.values())


def paired(
    holds: Holds,
    known: Sequence[Sequence[Any]],
    given: Sequence[Sequence[Mapping[str, Any]]],
    fixed: Sequence[str],
) -> bool:
    """Has each group of the key one of the chart's, with the same marks, and the other way round?

    Args:
        holds: is a value one of a cell's?
        known: groups of rows of digests by channel; their names are the author's own.
        given: groups of rows of values by channel.
        fixed: the channels that are compared.
    """
    if len(known) != len(given):
        return False
    if not known:
        return True
    for n, group in enumerate(given):
        rest = [*given[:n], *given[n + 1 :]]
        if alike(holds, known[0], group, fixed) and paired(holds, known[1:], rest, fixed):
            return True
    return False


def alike(
    holds: Holds,
    known: Sequence[Mapping[str, Any]],
    given: Sequence[Mapping[str, Any]],
    fixed: Sequence[str],
) -> bool:
    """Has each row of the key one of the chart's, and the other way round?"""
    if len(known) != len(given):
        return False
    left = list(given)
    for cells in known:
        hit = next((r for r in left if all(holds(cells[c], c, r.get(c)) for c in fixed)), None)
        if hit is None:
            return False
        left.remove(hit)
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
