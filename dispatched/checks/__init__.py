"""Feedback for exercises: at once, offline, and without giving the answer away.

In an exercise notebook::

    from dispatched.checks import check, hint, progress

    check("05-obligation", obligation)   # is it right, and if not, where to look
    hint("05-obligation")                # a question back; called again, the way
    progress()                           # what is done, by chapter

What was answered rightly is kept in a file beside the notebook (``dispatched-progress.json``),
which may be deleted at any time; nothing is sent anywhere.
"""

from __future__ import annotations

import html
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PROGRESS = "dispatched-progress.json"
"""The file of progress, in the folder in which the notebook runs."""

_hints: dict[str, int] = {}


class UnknownTaskError(LookupError):
    """No such task; names those of the chapter."""


class NotRightError(AssertionError):
    """What nbgrader shows for a wrong answer: the sentence of the feedback, without a way through
    our code.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"Not right: {self}"]


@dataclass(frozen=True)
class Feedback:
    """What :func:`check` shows."""

    task: str
    ok: bool
    share: float
    text: str

    def __repr__(self) -> str:
        return f"{'✓' if self.ok else '✗'} {self.task}: {self.text}"

    def _repr_html_(self) -> str:
        color = "#2e8555" if self.ok else "#c4551f"
        return (
            f'<p style="border-left: 4px solid {color}; padding: 0.3em 0.8em; margin: 0.3em 0">'
            f"<b>{'✓' if self.ok else '✗'} {html.escape(self.task)}</b> {html.escape(self.text)}</p>"
        )

    def graded(self, points: float = 1) -> float:
        """The points for nbgrader: an error for a wrong answer, a part of the points for a partly
        right one.

        Raises:
            AssertionError: the answer earns nothing; the text says why.
        """
        if self.share <= 0:
            raise AssertionError(self.text)
        return points * self.share


def keys_folder() -> Path:
    """Where the keys are: one JSON file an assignment."""
    return Path(__file__).parent / "keys"


@cache
def load_keys() -> dict[str, dict[str, Any]]:
    """Task → key, of all assignments."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(keys_folder().glob("*.json")):
        for key in json.loads(path.read_text(encoding="utf-8"))["tasks"]:
            found[key["id"]] = key | {"chapter": path.stem}
    return found


def _key(task: str) -> Mapping[str, Any]:
    known = load_keys()
    if task not in known:
        near = [t for t in known if t[:3] == str(task)[:3]]
        raise UnknownTaskError(f"no task {task!r}; this chapter has {', '.join(near) or 'none'}")
    return known[task]


def _in_notebook() -> bool:
    """Is there a notebook that could show a chart?"""
    import sys

    shell = sys.modules.get("IPython")
    return shell is not None and shell.get_ipython() is not None


if _in_notebook():
    from dispatched import charts as _charts  # noqa: F401 (drafts are drawn as in the chapters, offline)


def check(task: str, answer: Any) -> Feedback:
    """Is the answer right? If not, the feedback says where to look.

    Args:
        task: the name that stands above the answer.
        answer: the value, table, chart or function asked for.

    Raises:
        UnknownTaskError: no such task.
        NotRightError: the answer is not right, and nbgrader runs the notebook (its Validate button,
            its own autograder): it takes a cell that ends without an error for a test that passed.
    """
    from dispatched.checks.judge import judge
    from dispatched.checks.portable import portable

    key = _key(task)
    if key["kind"] == "written":
        words = len(str(answer or "").split())
        return Feedback(
            task, words > 0, 0.0, f"{words} words. A person reads this answer; the rubric is above."
        )
    value = portable(answer, key.get("calls", []))
    if value["is"] == "chart" and key["kind"] == "chart":
        from dispatched.checks.scenes import scene

        value["scene"] = scene(value["spec"])
    verdict = judge(key, value)
    runs = os.environ.get("NBGRADER_EXECUTION", "")
    if runs and not verdict.ok and (runs == "validate" or verdict.share <= 0):
        raise NotRightError(verdict.text)
    if verdict.ok:
        _remember(task)
    return Feedback(task, verdict.ok, verdict.share, verdict.text)


def hint(task: str) -> Feedback:
    """A hint: at first a question back, called again the way. No hint holds the answer.

    Raises:
        UnknownTaskError: no such task.
    """
    hints = _key(task)["hints"]
    level = _hints.get(task, 0)
    _hints[task] = level + 1
    if not hints:
        return Feedback(
            task, False, 0.0, "There is no hint for a written answer; the rubric says what counts."
        )
    if level >= len(hints):
        return Feedback(task, False, 0.0, f"That was all. Once more: {hints[-1]}")
    return Feedback(task, False, 0.0, f"Hint {level + 1} of {len(hints)}: {hints[level]}")


def progress() -> Any:
    """A table of what is done: chapter, tasks, done."""
    import pandas as pd

    done = _done()
    rows: dict[str, list[int]] = {}
    for task, key in load_keys().items():
        if key["kind"] != "written":
            row = rows.setdefault(key["chapter"], [0, 0])
            row[0] += 1
            row[1] += task in done
    table = pd.DataFrame(
        [[c, n, d] for c, (n, d) in rows.items()], columns=["chapter", "tasks", "done"]
    )
    return table.set_index("chapter")


def forget() -> None:
    """Delete the file of progress in this folder."""
    Path(PROGRESS).unlink(missing_ok=True)


def _done() -> set[str]:
    try:
        read = json.loads(Path(PROGRESS).read_text(encoding="utf-8"))
        return {str(task) for task in read["done"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _remember(task: str) -> None:
    done = _done() | {task}
    try:
        Path(PROGRESS).write_text(
            json.dumps({"done": sorted(done)}, indent=1) + "\n", encoding="utf-8"
        )
    except OSError:  # a folder that cannot be written to keeps no progress
        return
