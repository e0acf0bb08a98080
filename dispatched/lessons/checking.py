"""Hold a lesson plan against its chapter and the evidence: what it names must be there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from dispatched import evidence
from dispatched.lessons.around import Chapter
from dispatched.lessons.plan import Lesson
from dispatched.notebooks import cards, prose

_CODE = re.compile(r"`([^`\n]+)`")
_IDENT = re.compile(r"(?:\d\d-)?[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_LINK = re.compile(r"\]\(#([^)\s]+)\)")
_SPOKEN = re.compile(r"[A-Za-z ]+ is not linked")
_FREE = re.compile(r"\b\d+[-\s]minutes?\b|\b[Ss]teps?\s\d+(?:(?:\sand\s|,\s|\sto\s|–)\d+)*")
"""Numbers of a plan that need no evidence: minutes and steps."""


def named(text: str) -> list[str]:
    """The ids in backticks in a text: two words or more with hyphens between.

    >>> named("Vote on `ex-contract-sum`, then `05-essay`; he owes `-200`, see `groupby`.")
    ['ex-contract-sum', '05-essay']
    """
    return [one for one in _CODE.findall(text) if _IDENT.fullmatch(one)]


def met(lesson: Lesson, ident: str) -> list[int]:
    """The numbers of the steps that name a question or a task, from 1."""
    return [
        number
        for number, step in enumerate(lesson.steps, 1)
        if ident in {*_CODE.findall(" ".join((step.does, *step.asks, step.expect)))}
    ]


def faults(lesson: Lesson, of: Chapter) -> Iterator[str]:
    """What a plan names and nobody has, and goals without a step; one sentence each.

    Args:
        lesson: the plan.
        of: its chapter.
    """
    for place, text in lesson.texts():
        where = f"{lesson.file}, {place}"
        for ident in named(text):
            if ident not in of.named:
                near = evidence.near(ident, of.named)
                yield f"{where}: chapter {lesson.number} has no question or task {ident!r}{near}"
        for ident in _LINK.findall(text):
            if ident not in of.named and not cards.has_card(ident):
                yield f"{where}: no claim {ident!r}{_near(ident)}"
    for number, part in enumerate(lesson.roles.parts, 1):
        for ident in part.evidence:
            if not cards.has_card(ident):
                yield f"{lesson.file}, part {number}, evidence: no claim {ident!r}{_near(ident)}"
    for goal in of.goals:
        where = f"{lesson.file}, goal {goal.ident!r}"
        for ident, does in ((goal.asked, "asks"), (goal.assessed, "assesses")):
            if ident not in of.named:
                yield f"{where}: chapter {lesson.number} has no {ident!r}, which {does} it"
            elif not met(lesson, ident):
                yield f"{where}: no step names `{ident}`, which {does} it"


def numbers(lesson: Lesson) -> Iterator[str]:
    """Numbers of a plan that no evidence carries, or that differ from it; one sentence each.

    A plan is spoken: "the billion" may stand without a link. So may what a student says wrongly.
    """
    for place, text in lesson.texts():
        if re.fullmatch(r"wrong \d+, says", place):
            continue
        for fault in prose.check(_FREE.sub(" ", text)):
            if _SPOKEN.match(fault.problem):
                continue
            yield f"{lesson.file}, {place}: {fault.problem}: {fault.text!r}"


def _near(ident: str, known: Collection[str] = ()) -> str:
    return evidence.near(ident, known or cards.homes())
