"""Speaker notes: each step of the lesson plan stands on one slide, whole and once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from dispatched.kit.peer import TALK, Peer
from dispatched.kit.slides_parts import Slide
from dispatched.kit.slides_text import Words
from dispatched.lessons import Lesson, Step, met


def placed(lesson: Lesson, slides: Sequence[Slide]) -> list[int]:
    """For each step of a plan the number of the slide, from 0, on which its notes stand.

    That is the first slide that shows what the step names. A step that names nothing stands where
    the step before it does; the exercise in roles has a slide of its own.
    """
    found, last = [], 0
    for number, step in enumerate(lesson.steps, 1):
        named = [
            place
            for place, slide in enumerate(slides)
            if any(number in met(lesson, ident) for ident in slide.about)
            or ("roles" in slide.about and _in_roles(step))
        ]
        last = named[0] if named else last
        found.append(last)
    return found


def _in_roles(step: Step) -> bool:
    """Is it the step of the exercise in roles, so called? Some plans have it beside their steps."""
    return re.search(r"\b(?:debate|roles)\b", step.does) is not None


def of_slides(lesson: Lesson, slides: Sequence[Slide], words: Words) -> list[str]:
    """The notes of each slide, HTML: its own words, then the steps that stand there."""
    places = placed(lesson, slides)
    starts = [sum(step.minutes for step in lesson.steps[:n]) for n in range(len(lesson.steps))]
    made = [slide.notes for slide in slides]
    for number, place in enumerate(places):
        step, start = lesson.steps[number], starts[number]
        made[place] += _step(number + 1, step, start, words)
    return made


def _step(number: int, step: Step, start: int, words: Words) -> str:
    asked = "".join(f"<li>{words.line(one)}</li>" for one in step.asks)
    end = start + step.minutes
    return (
        f"<p><b>Step {number}, {step.minutes} minutes ({start}–{end}).</b></p>"
        f"{words.said(step.does)}<ul>{asked}</ul><p><b>Expect.</b></p>{words.said(step.expect)}"
    )


def opening(lesson: Lesson, words: Words) -> str:
    """For the first slide: what the lesson is for, how long it takes, what needs care."""
    care = f"<p><b>With care.</b></p>{words.said(lesson.care)}" if lesson.care else ""
    return (
        f"<p><b>{lesson.minutes} minutes.</b></p>{words.said(lesson.outcome)}"
        f"{_quick(lesson, words)}{words.said(lesson.short)}{care}"
    )


def _quick(lesson: Lesson, words: Words) -> str:
    """The steps of the short lesson with their minutes, as a list."""
    rows = (f"Step {q.step}, {q.minutes} minutes{q.how and f': {q.how}'}." for q in lesson.quick)
    listed = "".join(f"<li>{words.said(row)}</li>" for row in rows)
    return f"<p><b>In {lesson.quick_minutes} minutes.</b></p><ul>{listed}</ul>"


def mistakes(lesson: Lesson, words: Words) -> str:
    """What students get wrong, and what then."""
    rows = "".join(
        f"<li>“{words.line(one.says)}” {words.said(one.then)}</li>" for one in lesson.wrong
    )
    return f"<p><b>Typical mistakes.</b></p><ul>{rows}</ul>"


def of_vote(peer: Peer, words: Words) -> str:
    """When to let them talk, and what to say to whom."""
    low, high = TALK
    rows = "".join(
        f"<li><b>{letter}</b> {words.said(option.says)}</li>"
        for letter, option in peer.lettered()
        if option.says
    )
    hint, way = peer.question.hints
    return (
        f"<p><b>Right: {peer.right}.</b> Count the first vote before you show anything.</p><ul>"
        f"<li>Fewer than {low} percent right: help first. {escape(way)}</li>"
        f"<li>{low} to {high} percent: let pairs talk for two minutes, then vote again. "
        f"{escape(hint)}</li>"
        f"<li>More than {high} percent: hear one reason, and go on.</li></ul>"
        f"<p><b>To whoever chose</b></p><ul>{rows}</ul>"
        f"<p><b>Then.</b></p>{words.said(peer.question.answer)}"
    )
