"""What a student asks in a notebook: is this right, and where shall I look?"""

from __future__ import annotations

import html
import os
from dataclasses import dataclass
from typing import Any

from dispatched.checks.answers import portable
from dispatched.checks.done import remember
from dispatched.checks.field_answers import judge_answer
from dispatched.checks.judge import judge
from dispatched.checks.key_files import key_of
from dispatched.checks.scenes import scene

_hints: dict[str, int] = {}


class NotRightError(AssertionError):
    """What nbgrader shows for a wrong answer: the feedback, without a way through our code."""

    def _render_traceback_(self) -> list[str]:
        return [f"Not right: {self}"]


@dataclass(frozen=True)
class Feedback:
    """What :func:`check` shows."""

    task: str
    ok: bool
    share: float
    text: str
    help: bool = False
    """A hint judges nothing, and has a mark of its own."""

    @property
    def mark(self) -> str:
        """``✓`` right, ``✗`` not right, ``?`` a hint."""
        return "?" if self.help else "✓" if self.ok else "✗"

    def __repr__(self) -> str:
        return f"{self.mark} {self.task}: {self.text}"

    def _repr_html_(self) -> str:
        color = "#2e8555" if self.ok else "#1a6199" if self.help else "#c4551f"
        return (
            f'<p style="border-left: 4px solid {color}; padding: 0.3em 0.8em; margin: 0.3em 0">'
            f"<b>{self.mark} {html.escape(self.task)}</b> "
            f"{html.escape(self.text)}</p>"
        )

    def graded(self, points: float = 1) -> float:
        """The points for nbgrader, in part for a partly right answer.

        Raises:
            AssertionError: the answer earns nothing; the text says why.
        """
        if self.share <= 0:
            raise AssertionError(self.text)
        return points * self.share


def check(task: str, answer: Any) -> Feedback:
    """Is the answer right? If not, the feedback says where to look.

    Args:
        task: the name that stands above the answer; of a question in a chapter its ``ex-…``.
        answer: the value, table, chart or function asked for.

    Raises:
        UnknownTaskError: no such task.
        NotRightError: the answer is not right, and nbgrader runs the notebook (its Validate button,
            its own autograder): it takes a cell that ends without an error for a test that passed.
    """
    key = key_of(task)
    if key["kind"] == "written":
        words = len(str(answer or "").split())
        many = f"{words} word{'' if words == 1 else 's'}"
        return Feedback(
            task,
            words > 0,
            0.0,
            f"{many}. A person reads this answer; the rubric is above.",
        )
    value = portable(answer, key.get("calls", []))
    if value["is"] == "chart" and key["kind"] == "chart":
        value["scene"] = scene(value["spec"])
    verdict = judge_answer(key, value) if key.get("field") else judge(key, value)
    runs = os.environ.get("NBGRADER_EXECUTION", "")
    if runs and not verdict.ok and (runs == "validate" or verdict.share <= 0):
        raise NotRightError(verdict.text)
    if verdict.ok and not key.get("field"):  # the page keeps what was answered there
        remember(task)
    return Feedback(task, verdict.ok, verdict.share, verdict.text)


def hint(task: str) -> Feedback:
    """A hint: at first a question back, called again the way. No hint holds the answer.

    Raises:
        UnknownTaskError: no such task.
    """
    hints = key_of(task)["hints"]
    level = _hints.get(task, 0)
    _hints[task] = level + 1
    if not hints:
        return Feedback(
            task,
            False,
            0.0,
            "There is no hint for a written answer; the rubric says what counts.",
            help=True,
        )
    if level >= len(hints):
        return Feedback(task, False, 0.0, f"That was all. Once more: {hints[-1]}", help=True)
    return Feedback(
        task, False, 0.0, f"Hint {level + 1} of {len(hints)}: {hints[level]}", help=True
    )
