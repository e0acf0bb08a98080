"""Two people who read the same answers: what is agreed enters, and what is not is listed.

Who gave points is said by the name of the file: ``points-ASSIGNMENT-kim.csv``. What the file
``points-ASSIGNMENT-agreed.csv`` says counts before all others.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from dispatched.grading.points import Row

AGREED = "agreed"

Key = tuple[str, str]
"""Student and task."""

Given = tuple[Row, float | None]
"""A row without fault, and its points; none where it is only a comment."""


@dataclass
class Moderated:
    """What became of the points of several graders.

    Args:
        good: what enters.
        apart: answers whose graders are farther apart than a step.
        read: answer → grader → points, of all that more than one gave points to.
    """

    good: dict[Key, Given] = field(default_factory=dict)
    apart: dict[Key, str] = field(default_factory=dict)
    read: dict[Key, dict[str, float]] = field(default_factory=dict)


def settle(
    rows: Mapping[Key, Mapping[str, Given]], step: float, names: Mapping[str, str]
) -> Moderated:
    """What enters: one grader's points, the mean of those at most a step apart, or the agreed.

    Args:
        rows: answer → grader → row and points.
        step: points by which graders may differ.
        names: student → name, for the sentences.
    """
    made = Moderated()
    for key, by_grader in rows.items():
        points = {g: p for g, (_, p) in by_grader.items() if p is not None and g != AGREED}
        if len(points) > 1:
            made.read[key] = points
        if AGREED in by_grader and (by_grader[AGREED][1] is not None or not points):
            made.good[key] = by_grader[AGREED]
            continue
        first = next(iter(by_grader.values()))[0]
        said = dict.fromkeys(row.comment for row, _ in by_grader.values() if row.comment)
        if not points:
            made.good[key] = (replace(first, comment="\n\n".join(said)), None)
        elif max(points.values()) - min(points.values()) <= step:
            mean = round(sum(points.values()) / len(points), 2)
            made.good[key] = (replace(first, comment="\n\n".join(said)), mean)
        else:
            gave = ", ".join(f"{g or 'the first file'} gives {p:g}" for g, p in points.items())
            made.apart[key] = (
                f"{names.get(key[0], key[0])}, {key[1]}: {gave}, more than {step:g} apart. Agree, "
                f"and write the points into a file whose name ends in -{AGREED}.csv."
            )
    return made


def agreement(made: Moderated) -> list[dict[str, Any]]:
    """Task by task and pair by pair of graders, how far they agree.

    Returns:
        ``task``, ``graders``, ``answers`` (that both read), ``same`` (percent with the same
        points), ``difference`` (points, mean) and ``kappa`` (weighted by the squared difference;
        none where chance alone explains everything).
    """
    found: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
    for (_, task), points in made.read.items():
        for one, other in combinations(sorted(points), 2):
            found.setdefault((task, one, other), []).append((points[one], points[other]))
    return [
        {
            "task": task,
            "graders": f"{one or 'first file'}, {other}",
            "answers": len(pairs),
            "same": 100 * sum(a == b for a, b in pairs) / len(pairs),
            "difference": sum(abs(a - b) for a, b in pairs) / len(pairs),
            "kappa": _kappa(pairs),
        }
        for (task, one, other), pairs in sorted(found.items())
    ]


def _kappa(pairs: Sequence[tuple[float, float]]) -> float | None:
    from dispatched.models import agreement as measures  # it takes its time to load

    try:
        return measures.kappa(*map(list, zip(*pairs, strict=True)), weights="squared")
    except ValueError:
        return None


def section(made: Moderated) -> str:
    """The part of the class report on several graders, as HTML; nothing where there was one."""
    if not made.read:
        return ""
    esc = html.escape
    rows = "".join(
        f"<tr><td>{esc(one['task'])}</td><td>{esc(one['graders'])}</td><td>{one['answers']}</td>"
        f"<td>{one['same']:.0f} percent</td><td>{one['difference']:.2f}</td>"
        f"<td>{'none' if one['kappa'] is None else format(one['kappa'], '.2f')}</td></tr>"
        for one in agreement(made)
    )
    apart = "".join(f"<li>{esc(text)}</li>" for text in made.apart.values())
    end = (
        f"<p>Not agreed, and without points yet: {len(made.apart)} of the answers.</p>"
        f"<ul>{apart}</ul>"
        if apart
        else "<p>All points are agreed.</p>"
    )
    heads = [
        "Task",
        "Graders",
        "Answers",
        "Same points",
        "Mean difference (points)",
        "Weighted kappa",
    ]
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    return (
        "<h2>Answers that more than one person read</h2>"
        f'<div class="wide"><table><tr>{head}</tr>{rows}</table></div>{end}'
    )
