"""The teacher's sheet: the same sections as the student's, with what the tables answer."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dispatched import arithmetic, evidence, predict
from dispatched.checks.question_keys import value_of
from dispatched.checks.questions import Question
from dispatched.kit.worksheet import Sheet
from dispatched.kit.worksheet_ask import NUMBER, head, part, table
from dispatched.kit.worksheet_words import blocks, inline

FEW = 6
"""So many pieces of evidence are a list; more are a drawing."""
DIGITS = 4
"""An answer is written to this many."""


def answers(one: Sheet) -> str:
    """The answers to a sheet as HTML."""
    before = "".join(
        f'<div class="before">{_before(question, f"A{number}")}</div>'
        for number, question in enumerate(one.before, 1)
    )
    sources = f"<p><b>{inline(one.dispute['topic'])}.</b> {inline(one.dispute['reading'])}</p>"
    sources += f"<p>Why: {inline(one.dispute['why'])}</p><p>{_kind(one)}</p>"
    checks = "".join(f"<li>{_checked(question)}</li>" for question in one.asks)
    hand = f"{table(one.hand, filled(one.hand))}{blocks(one.hand.answer)}"
    parts = [
        head(one, "Answers, for the teacher"),
        part("A", "Before you look", before, "What the tables have. A distance is not a mistake."),
        part("C", "Whom do we believe?", sources),
        part("D", "Check yourself", f'<ol class="checks">{checks}</ol>'),
        part(
            "E",
            "Work it out",
            f'<div class="two"><div><h3>E1 Without a computer</h3>{hand}</div>'
            f"<div><h3>E2 With a computer</h3>{blocks(one.code.answer)}</div></div>",
        ),
        part("", "The lesson without computers", blocks(one.lesson.unplugged)),
    ]
    return f'<article class="sheet answers era-{escape(one.era)}">{"".join(parts)}</article>'


def _kind(one: Sheet) -> str:
    return f"Kind of disagreement: {escape(one.dispute['kind'])}. Ranks are the student's own."


def _before(question: predict.Question, place: str) -> str:
    asks = f"<p>{NUMBER.format(place)}<i>{inline(question.asks)}</i></p>"
    return f"{asks}{_shown(question)}<p>{inline(question.after)}</p>"


def _shown(question: predict.Question) -> str:
    if question.options:
        card = arithmetic.card(question.shown).heading
        return f"<p><b>{inline(question.options[question.right])}.</b> {escape(card)}</p>"
    if question.items:
        rows = [question.items[place] for place in question.order]
        return _list((f"{inline(item.says)}: {escape(item.value)}" for item in rows), "ol")
    if len(question.marks) > FEW:
        return f'<div class="frame shown">{predict.frame_svg(question, marks=True)}</div>'
    return _list(escape(_told(mark)) for mark in question.marks)


def _told(mark: predict.Mark) -> str:
    when = "" if mark.start is None and mark.end is None else f", {mark.when}"
    return f"{mark.value}{when} ({mark.source})"


def _list(entries: Iterable[str], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{one}</li>' for one in entries)}</{tag}>"


def _checked(question: Question) -> str:
    return f"<p><i>{inline(question.title)}</i> <b>{_right(question)}</b></p>" + blocks(
        question.answer
    )


def _right(question: Question) -> str:
    """The right answer in a line: a number with its unit, or options."""
    if question.kind in ("number", "cells"):
        return escape(f"{', '.join(filled(question))} {question.unit}")
    right = question.right if isinstance(question.right, list) else [question.right]
    return "; ".join(inline(str(one)) for one in right)


def filled(question: Question) -> tuple[str, ...]:
    """The numbers that answer a question, as they are written: to four digits."""
    right = question.right if isinstance(question.right, list) else [question.right]
    return tuple(evidence.number(float(f"{value_of(one):.{DIGITS}g}")) for one in right)
