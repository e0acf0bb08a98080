"""The tasks of an assignment as its author wrote them (``tasks.toml``), and the keys made from
them.

A key holds digests of the right answer and of typical wrong ones, the hints, and what a chart must
have. It is what students get; the answer itself stays in the source notebook.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dispatched.checks import keys
from dispatched.checks.keys import label
from dispatched.checks.portable import Portable, bare, bare_items

KINDS = ("number", "text", "list", "set", "table", "chart", "function", "written")
KNOWN = {
    "id", "kind", "title", "answer", "points", "unit", "tolerance", "hints", "mistakes", "also", "columns", "key",
    "calls", "hidden", "chart", "rubric", "ordered",
}  # fmt: skip
CHART = {"mark", "channels", "title", "data", "direction"}
CHANNEL = {"field", "type", "unit", "zero", "scale", "title", "names", "order", "stack"}


class TaskError(ValueError):
    """An author's mistake in ``tasks.toml``; names the file and the task."""


def load(path: Path) -> list[dict[str, Any]]:
    """The tasks of one assignment.

    Returns:
        one dict a task, with ``answer`` (the variable's name), ``points``, ``tolerance``, ``hints``
        and ``mistakes`` filled in.

    Raises:
        TaskError: an unknown word, a missing one, or a value of the wrong kind.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TaskError(f"{path}: {error}") from None
    done, seen = [], set()
    for number, task in enumerate(raw.get("task", []), 1):
        name = task.get("id", f"task {number}")

        def wrong(text: str, name: str = name) -> TaskError:
            return TaskError(f"{path.parent.name}, task {name!r}: {text}")

        if "id" not in task or "kind" not in task or "title" not in task:
            raise wrong("id, kind and title are needed")
        if set(task) - KNOWN:
            raise wrong(f"unknown {', '.join(sorted(set(task) - KNOWN))}")
        if task["kind"] not in KINDS:
            raise wrong(f"kind {task['kind']!r} is none of {', '.join(KINDS)}")
        if name in seen or not name.startswith(path.parent.name[:2] + "-"):
            raise wrong(f"an id is unique and begins with {path.parent.name[:2]}-")
        seen.add(name)
        hints = task.get("hints", [])
        if task["kind"] == "written":
            if not task.get("rubric"):
                raise wrong("a written answer needs a rubric")
        elif len(hints) != 2 or not all(isinstance(h, str) and len(h) > 10 for h in hints):
            raise wrong("two hints are needed, the first a question back, the second the way")
        if task["kind"] == "function" and not (task.get("calls") and task.get("hidden")):
            raise wrong("a function needs calls to show and hidden calls to grade with")
        if task["kind"] == "chart":
            _chart_rules(task, wrong)
        if task["kind"] == "table" and not task.get("columns"):
            raise wrong("a table needs the columns that are compared")
        if task.get("mistakes") and task["kind"] not in ("number", "text", "list", "set"):
            raise wrong("mistakes are told of numbers, texts, lists and sets only")
        for mistake in task.get("mistakes", []):
            if set(mistake) != {"value", "says"}:
                raise wrong("a mistake has value and says, and nothing else")
        done.append(
            {
                "answer": name.split("-", 1)[1].replace("-", "_"),
                "points": 1,
                "tolerance": keys.TOLERANCE,
                "unit": "",
                "mistakes": [],
                "also": [],
                **task,
                "hints": hints,
            }
        )
    return done


def _chart_rules(task: Mapping[str, Any], wrong: Any) -> None:
    rules = task.get("chart", {})
    if not rules.get("mark") or not rules.get("channels"):
        raise wrong("a chart needs [task.chart] with mark and channels")
    if set(rules) - CHART:
        raise wrong(f"unknown chart rule {', '.join(sorted(set(rules) - CHART))}")
    for channel, rule in rules["channels"].items():
        if set(rule) - CHANNEL:
            raise wrong(
                f"unknown rule of channel {channel}: {', '.join(sorted(set(rule) - CHANNEL))}"
            )


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
            {d for one in rights for d in keys.cell_digests(salt, one, tolerance)}
        )
    elif kind in ("list", "set"):
        key["right"] = [keys.cell_digests(salt, bare(item), tolerance) for item in value["items"]]
    elif kind == "table":
        key |= _table_key(task, value)
    elif kind == "function":
        key["calls"] = calls
        key["returns"] = value["results"][0]["is"]
        key["right"] = [_result_key(task, n, result) for n, result in enumerate(value["results"])]
    elif kind == "chart":
        from dispatched.checks.marks import make_chart_key

        key |= make_chart_key(task, value["scene"])
    key["mistakes"] = [
        {"digests": _mistake(salt, one["value"], tolerance), "says": one["says"]}
        for one in task["mistakes"]
    ]
    return key


def _mistake(salt: str, value: Any, tolerance: float) -> list[Any]:
    if isinstance(value, list):
        return [keys.cell_digests(salt, one, tolerance) for one in value]
    return keys.cell_digests(salt, value, tolerance)


def _result_key(task: Mapping[str, Any], number: int, result: Portable) -> Any:
    salt = f"{task['id']}:{number}"
    if result["is"] not in ("number", "text", "flag", "list", "table"):
        raise TaskError(f"task {task['id']!r}: the solution returns or raises {result}")
    if result["is"] == "list" or (result["is"] == "table" and result.get("series")):
        return [keys.cell_digests(salt, item, task["tolerance"]) for item in bare_items(result)]
    return keys.cell_digests(salt, bare(result), task["tolerance"])


def _table_key(task: Mapping[str, Any], value: Portable) -> dict[str, Any]:
    names = {keys.plain(name): name for name in value["columns"]}
    missing = [c for c in task["columns"] if keys.plain(c) not in names]
    if missing:
        raise TaskError(
            f"task {task['id']!r}: the solution's table has no column {', '.join(missing)}"
        )
    by = [keys.plain(c) for c in task.get("key", task["columns"][:1])]
    compared = [keys.plain(c) for c in task["columns"]]
    rows: dict[str, dict[str, list[str]]] = {}
    for n in range(value["rows"]):
        cells = {c: value["columns"][names[c]][n] for c in compared}
        place = keys.digest(task["id"], *(label(cells[c]) for c in by))
        if place in rows:
            raise TaskError(
                f"task {task['id']!r}: key {', '.join(by)} does not tell the rows apart"
            )
        rows[place] = {
            c: keys.cell_digests(f"{task['id']}:{c}", v, task["tolerance"])
            for c, v in cells.items()
            if c not in by
        }
    return {"columns": task["columns"], "key": by, "rows": rows, "ordered": task.get("ordered", False),
            "order": list(rows)}  # fmt: skip
