"""A question as a reader meets it without a page that can ask: on paper, in JupyterLab."""

from __future__ import annotations

from dispatched import evidence
from dispatched.predict.question import Question


def setting(question: Question) -> str:
    """The scale, the options or the items in words.

    They tell nothing of the answer. Where a frame has years, a line is asked for.
    """
    frame = question.frame
    if frame is not None:
        ends = {"low": frame.low, "best": None, "high": frame.high, "unit": frame.unit}
        scale = f"on a scale of {evidence.describe(ends)}"
        if frame.years is None:
            return f"Give a number {scale}."
        return f"Sketch a line from {question.handles[0]} to {frame.years[1]}, {scale}."
    if question.options:
        *words, last = question.options.values()
        return f"Choose: {', '.join(words)} or {last}." if words else f"Choose: {last}."
    names = "; ".join(item.says for item in question.items)
    return f"Put in order, {question.says}: {names}."


def plain(question: Question) -> str:
    """Question and setting as one Markdown text."""
    return f"{question.asks} {setting(question)}"
