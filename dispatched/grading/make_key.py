"""The key of a task, made from its right answer: what students get in place of it.

A key holds digests of the right answer and of typical wrong ones, the hints, and what a chart must
have. The answer itself stays in the source notebook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from dispatched.checks import along, beside, digests, marks
from dispatched.checks.answers import Portable, bare, bare_items
from dispatched.checks.tasks import TaskError


def make_key(task: Mapping[str, Any], value: Portable, *, hidden: bool = False) -> dict[str, Any]:
    """The key of a task from its right answer.

    Args:
        task: as :func:`load` gives it.
        value: the answer of the solution notebook as plain data; of a function the results of its
            calls.
        hidden: for a function: the results are those of the hidden calls, and so is the key.

    Raises:
        TaskError: the right answer is not of the kind that the task names.
    """
    kind = task["kind"]
    key = {
        name: task[name] for name in ("id", "kind", "title", "unit", "hints", "tolerance", "answer")
    }
    if kind == "written":
        return key
    calls = task.get("hidden" if hidden else "calls", [])
    salt, tolerance = task["id"], task["tolerance"]
    found = value["is"]
    fits = {
        "set": ("list",),
        "list": ("list",),
        "text": ("text",),
        "number": ("number", "flag"),
    }.get(kind, (kind,))
    if found not in fits:
        raise TaskError(f"task {task['id']!r}: the solution's answer is a {found}, not a {kind}")
    if kind in ("number", "text"):
        rights = [bare(value), *task["also"]]
        key["right"] = sorted(
            {d for one in rights for d in digests.cell_digests(salt, one, tolerance)}
        )
    elif kind in ("list", "set"):
        key["right"] = [
            digests.cell_digests(salt, bare(item), tolerance) for item in value["items"]
        ]
    elif kind == "table":
        key |= _table_key(task, value)
    elif kind == "function":
        key["calls"] = calls
        key["returns"] = value["results"][0]["is"]
        key["right"] = [_result_key(task, n, result) for n, result in enumerate(value["results"])]
    elif kind == "chart":
        key |= make_chart_key(task, value["scene"])
    key["mistakes"] = [
        {"digests": _mistake(salt, one["value"], tolerance), "says": one["says"]}
        for one in task["mistakes"]
    ]
    return key


def _mistake(salt: str, value: Any, tolerance: float) -> list[Any]:
    if isinstance(value, list):
        return [digests.cell_digests(salt, one, tolerance) for one in value]
    return digests.cell_digests(salt, value, tolerance)


def _result_key(task: Mapping[str, Any], number: int, result: Portable) -> Any:
    salt = f"{task['id']}:{number}"
    if result["is"] not in ("number", "text", "flag", "list", "table"):
        raise TaskError(f"task {task['id']!r}: the solution returns or raises {result}")
    if result["is"] == "list" or (result["is"] == "table" and result.get("series")):
        return [digests.cell_digests(salt, item, task["tolerance"]) for item in bare_items(result)]
    return digests.cell_digests(salt, bare(result), task["tolerance"])


def _table_key(task: Mapping[str, Any], value: Portable) -> dict[str, Any]:
    names = {digests.plain(name): name for name in value["columns"]}
    missing = [c for c in task["columns"] if digests.plain(c) not in names]
    if missing:
        raise TaskError(
            f"task {task['id']!r}: the solution's table has no column {', '.join(missing)}"
        )
    by = [digests.plain(c) for c in task.get("key", task["columns"][:1])]
    compared = [digests.plain(c) for c in task["columns"]]
    rows: dict[str, dict[str, list[str]]] = {}
    for n in range(value["rows"]):
        cells = {c: value["columns"][names[c]][n] for c in compared}
        place = digests.digest(task["id"], *(digests.label(cells[c]) for c in by))
        if place in rows:
            raise TaskError(
                f"task {task['id']!r}: key {', '.join(by)} does not tell the rows apart"
            )
        rows[place] = {
            c: digests.cell_digests(f"{task['id']}:{c}", v, task["tolerance"])
            for c, v in cells.items()
            if c not in by
        }
    ordered = task.get("ordered", False)
    key = {"columns": task["columns"], "key": by, "rows": rows}
    return {**key, "ordered": ordered, "order": list(rows)}


def make_chart_key(task: Mapping[str, Any], scene: Mapping[str, Any]) -> dict[str, Any]:
    """The key of a chart task: its rules, and digests of what the solution's marks show.

    Raises:
        ValueError: the solution's chart is not drawn.
    """
    rules = task["chart"]
    if "marks" not in scene:
        raise ValueError(f"task {task['id']!r}: the solution's chart is not drawn: {scene}")
    key: dict[str, Any] = {"rules": _with_order(rules, scene)}
    if rules.get("data"):
        key |= _drawn(task, rules, scene)
    layers = beside.layers(task["id"], rules, scene)
    if layers:
        key["layers"] = [_drawn(task, rule, {"marks": [mark]}) for rule, mark in layers]
    return key


def _drawn(
    task: Mapping[str, Any], rules: Mapping[str, Any], scene: Mapping[str, Any]
) -> dict[str, Any]:
    """Digests of what the marks show, and who of them belongs together.

    Returns:
        ``drawn`` (cells by channel, and the group where the names are free), ``exact`` (channels
        that no tolerance helps) and, where the rules ask for it, ``apart`` (look → the group of
        each of ``drawn``).
    """
    shown = [(m, i) for m in marks.fitting(rules, scene) for i in m["items"]]
    items = [
        {c: marks.cell(value, m["channels"][c]) for c, value in i["values"].items()}
        for m, i in shown
    ]
    fixed, free = marks.compared(rules)
    exact = [c for c in fixed if _exact([i.get(c) for i in items], task["tolerance"])]
    groups: dict[Any, int] = {}
    looks = {name: [beside.LOOKS[name][0](i) for _, i in shown] for name in rules.get("apart", [])}
    orders = {name: sorted(set(told), key=_rank) for name, told in looks.items()}
    made = []
    for n, one in enumerate(items):
        cells = {
            c: marks.digests_of(task["id"], c, one.get(c), exact, task["tolerance"]) for c in fixed
        }
        names = tuple(str(one.get(c)) for c in free)
        group = [groups.setdefault(names, len(groups))] if free else []
        made.append(
            ([cells, *group], {name: orders[name].index(told[n]) for name, told in looks.items()})
        )
    made.sort(key=str)
    if not rules.get("apart"):
        return {"exact": exact, "drawn": [one for one, _ in made]}
    apart = {name: [look[name] for _, look in made] for name in looks}
    return {"exact": exact, "drawn": [one for one, _ in made], "apart": apart}


def _rank(look: Any) -> Any:
    return look if isinstance(look, float) else str(look)


def _with_order(rules: Mapping[str, Any], scene: Mapping[str, Any]) -> dict[str, Any]:
    """The rules; where a channel is sorted, with digests of its names in their order."""
    found = {**rules, "channels": {c: dict(rule) for c, rule in rules["channels"].items()}}
    for channel, rule in found["channels"].items():
        if rule.get("sorted"):
            items = [i for m in marks.fitting(rules, scene) for i in m["items"]]
            rule["sorted"] = along.order(items, channel)
    return found


def _exact(values: Sequence[Any], tolerance: float) -> bool:
    """Are these names or steps, such as years, which a tolerance would not tell apart?"""
    if not all(isinstance(v, int | float) for v in values):
        return True
    whole = sorted({float(v) for v in values})
    near = any(abs(b - a) < 4 * tolerance * max(abs(a), abs(b)) for a, b in pairwise(whole))
    return near and all(v == round(v) for v in whole)
