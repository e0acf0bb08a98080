"""The tasks of an assignment as its author wrote them: ``tasks.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dispatched import texts
from dispatched.checks import along, beside
from dispatched.checks.digests import TOLERANCE

KINDS = ("number", "text", "list", "set", "table", "chart", "function", "written")
KNOWN = {
    "id", "kind", "title", "answer", "points", "unit", "tolerance", "hints", "mistakes", "also",
    "columns", "key", "calls", "hidden", "chart", "rubric", "ordered",
}  # fmt: skip
CHART = {"mark", "channels", "title", "data", "direction"} | beside.RULES
CHANNEL = {"field", "type", "unit", "zero", "scale", "title", "names", "order", "stack"}
CHANNEL |= along.RULES


class TaskError(ValueError):
    """An author's mistake in ``tasks.toml``; names the file and the task."""


def raw(path: Path) -> dict[str, Any]:
    """What a ``tasks.toml`` holds, unchecked: ``task`` and ``question``, each a list.

    Raises:
        TaskError: it is no TOML; names the file.
    """
    try:
        return texts.toml(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TaskError(f"{path}: {error}") from None


def load(path: Path) -> list[dict[str, Any]]:
    """The tasks of one assignment.

    Returns:
        one dict a task, with ``answer`` (the variable's name), ``points``, ``tolerance``, ``hints``
        and ``mistakes`` filled in.

    Raises:
        TaskError: an unknown word, a missing one, or a value of the wrong kind.
    """
    done, seen = [], set()
    for number, task in enumerate(raw(path).get("task", []), 1):
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
                "tolerance": TOLERANCE,
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
    for layer in rules.get("layers", []):
        if set(layer) != beside.LAYER:
            raise wrong("a layer of a chart has mark, channels and says, and nothing else")
    if set(rules.get("apart", [])) - set(beside.LOOKS):
        raise wrong(f"apart names some of {', '.join(beside.LOOKS)}")
    for channel, rule in rules["channels"].items():
        if set(rule) - CHANNEL:
            raise wrong(
                f"unknown rule of channel {channel}: {', '.join(sorted(set(rule) - CHANNEL))}"
            )
