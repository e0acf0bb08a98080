"""The student's sheet: what is asked, with room to answer, and no answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from html import escape

from dispatched import evidence, predict
from dispatched.checks.questions import BLANK, Question
from dispatched.evidence import ClaimCard
from dispatched.kit.worksheet import Sheet
from dispatched.kit.worksheet_words import blocks, boxes, inline, lines
from dispatched.notebooks import teaching
from dispatched.predict.frames import scaled

COLUMNS = (
    *("What is said", "Who says it, and when", "On what grounds", "Grade"),
    *("How could they know?", "My rank"),
)
"""The head of the table of sources; the last two are for the student."""
FEW, MANY = 2, 5
"""Lines to write on at the foot of the first page: below a frame to draw in, and without one."""
NUMBER = "<b>{}</b> "
"""The number of a question: a letter and a digit, before it and on each line for its answer."""
BESIDE, WIDE = 60, 76
"""Signs of a line of code that has room in a column, and in a wide one; a longer one gets the width
of the page, for a line of Python that is broken is another."""


def sheet(one: Sheet) -> str:
    """The student's sheet as HTML: the sections in the order of the lesson."""
    drawn = sum(question.kind == "draw" for question in one.before)
    room = _sentence(FEW if drawn else MANY)
    first = f"{head(one)}{_before(one, reasons=not drawn)}{room}"
    second = f"{_sources(one)}{_checks(one)}{_workshop(one)}"
    return (
        f'<article class="sheet era-{escape(one.era)}">'
        f'<div class="first{" several" if drawn > 1 else ""}">{first}</div>{second}</article>'
    )


def head(one: Sheet, kind: str = "") -> str:
    """Number, title and question of the chapter, and a line for the student's name.

    Args:
        one: the sheet.
        kind: what it is, where it is not the student's sheet, which has no name on it then.
    """
    who = '<p class="who"><span>Name</span><span>Date</span></p>' if not kind else ""
    label = f'<p class="kind">{escape(kind)}</p>' if kind else ""
    asked = f"<p>{inline(one.question)}</p>" if one.question else ""
    return f"<header>{label}<h1>{escape(one.heading)}</h1>{asked}{who}</header>"


def part(letter: str, title: str, body: str, told: str = "") -> str:
    """A section of a sheet, with one line on what to do."""
    said = f'<p class="told">{told}</p>' if told else ""
    return f"<section><h2><b>{letter}</b> {escape(title)}</h2>{said}{body}</section>"


def _before(one: Sheet, reasons: bool) -> str:
    """The questions before the evidence; with reasons where no frame fills the page."""
    body = ""
    for number, question in enumerate(one.before, 1):
        place = f"A{number}"
        reason = _reason(place) if reasons else ""
        body += f'<div class="before {question.kind}">{asked(question, place)}{reason}</div>'
    told = "Answer before you read the chapter. Nothing here is marked right or wrong."
    return part("A", "Before you look", body, told)


def _reason(place: str) -> str:
    return f'<div class="reason">{NUMBER.format(place)}I think so because{lines(2)}</div>'


def asked(question: predict.Question, place: str) -> str:
    """A question before the evidence with its empty frame, scale, options or items.

    Args:
        question: the question.
        place: its number on the sheet: ``A1``.
    """
    named = f"<p>{NUMBER.format(place)}{inline(question.asks)}"
    if question.options:
        words = boxes("pick", (inline(word) for word in question.options.values()))
        return f"{named}</p>{words}"
    if question.items:
        words = boxes("rank", (inline(item.says) for item in question.items))
        return f"{named} <i>Number them, {question.says}.</i></p>{words}"
    said = f"{named} <i>{inline(predict.setting(question))}</i></p>"
    drawn = f'<div class="frame">{predict.frame_svg(question)}</div>'
    if question.kind == "draw":
        return said + drawn
    mine = f"{NUMBER.format(place)}My guess <span></span> {escape(_unit(question))}"
    return f'{said}{drawn}<p class="mine">{mine}</p>'


def _unit(question: predict.Question) -> str:
    assert question.frame is not None  # asked of a number on a scale only
    one = dataclasses.replace(question.frame, low=0, high=1, log=False)
    return scaled(one)[1]  # the scale says million where it means it, and a guess may be any number


def _sources(one: Sheet) -> str:
    rows = "".join(_row(card) for card in one.claims)
    names = "".join(f"<th>{name}</th>" for name in COLUMNS)
    table = f'<table class="sources"><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>'
    used = sorted({card.grade for card in one.claims})
    grades = "; ".join(f"{grade}: {evidence.GRADES[grade]}" for grade in used)
    told = (
        f"<b>{inline(one.dispute['topic'])}.</b> Who says so? How could they know? "
        "Write 1 beside the line that you trust most, and so on. The same number may stand twice."
    )
    after = (
        f'<p class="grades">{escape(grades)}. A grade is of the grounds of one statement.</p>'
        f"<p>{NUMBER.format('C1')}Can more than one of them be right? Say how.</p>{lines(2)}"
    )
    return part("C", "Whom do we believe?", table + after, told)


def _row(card: ClaimCard) -> str:
    cells = (
        f"{card.statement}",
        f"{card.source}{card.citing}. Published {published(card)}.",
        card.basis.capitalize(),
        card.grade,
    )
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}<td></td><td></td></tr>"


def published(card: ClaimCard) -> str:
    """When the text came out, as far as it is known.

    >>> published(evidence.claim_card("arrivals-1947"))
    '7 September 2020'
    """
    row = evidence.source(evidence.claim(card.ident).source)
    if row["date"]:
        return evidence.spoken_date(row["date"])
    return str(row["year"]) if row["year"] else "at a time not known"


def _checks(one: Sheet) -> str:
    told = "With the chapter read: a rule or a number that is not here stands in it."
    return part("D", "Check yourself", f'<ol class="checks">{"".join(_items(one))}</ol>', told)


def _items(one: Sheet) -> Iterator[str]:
    for number, question in enumerate(one.asks, 1):
        yield f"<li>{blocks(question.asks)}{field(question, f'D{number}')}</li>"


def field(question: Question, place: str) -> str:
    """Room for the answer to a question: a line with its unit, boxes, or empty cells.

    Args:
        question: the question.
        place: its number on the sheet: ``D1``.
    """
    if question.kind == "number":
        mine = f"{NUMBER.format(place)}Answer <span></span> {escape(question.unit)}"
        return f'<p class="mine">{mine}</p>'
    if question.kind == "cells":
        return table(question)
    mark = {"choice": "pick", "choices": "tick", "order": "rank"}[question.kind]
    told = {"choices": "Tick all that belong.", "order": "Number them."}.get(question.kind, "")
    said = f'<p class="told">{told}</p>' if told else ""
    return said + boxes(mark, (inline(option) for option in question.options))


def table(question: Question, filled: tuple[str, ...] = ()) -> str:
    """The table of a question of kind ``cells``.

    Args:
        question: the question.
        filled: what stands in the cells to fill in, in reading order; nothing leaves them empty.
    """
    entries = iter(filled)
    head_row = "".join(f"<th>{inline(name)}</th>" for name in question.head)
    body = ""
    for row in question.rows:
        cells = (
            f'<td class="blank">{inline(next(entries, ""))}</td>'
            if cell == BLANK
            else f"<td>{inline(cell)}</td>"
            for cell in row
        )
        body += f"<tr>{''.join(cells)}</tr>"
    told = f"<caption>{escape(question.unit)}</caption>" if question.unit else ""
    return (
        f'<table class="hand">{told}<thead><tr>{head_row}</tr></thead><tbody>{body}</tbody></table>'
    )


def _workshop(one: Sheet) -> str:
    by_hand = f"<div><h3>E1 Without a computer</h3>{blocks(one.hand.asks)}{table(one.hand)}</div>"
    coded = f"<div><h3>E2 With a computer: fill the gaps</h3>{blocks(one.code.asks)}</div>"
    longest = max(map(len, teaching.code_in(one.code.asks).split("\n")))
    across = "two" if longest <= BESIDE else "two wide" if longest <= WIDE else "two below"
    return part("E", "Work it out", f'<div class="{across}">{by_hand}{coded}</div>')


def _sentence(count: int) -> str:
    told = "Look at your answers above. One sentence: a figure, whose word it is, what nobody says."
    trust = (
        f'<p class="trust"><span>{NUMBER.format("B2")}I trust it</span><span>not at all</span>'
        f"{'<i></i>' * 5}<span>fully</span><span>because</span><b></b></p>"
    )
    room = f'<div class="numbered">{NUMBER.format("B1")}{lines(count)}</div>'
    return part("B", "Afterwards: what I would say now", room + trust, told)
