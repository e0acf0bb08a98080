"""A question as HTML: its frame or options, its buttons, and the evidence that waits behind it.

All words stand here; the script moves, keeps and compares. Without a script nothing of this is
shown, and the question stands as a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from typing import Any

from dispatched import arithmetic, evidence, predict
from dispatched.predict import Item, Mark, Question, frames

Link = Callable[[str], str]
MANY = 8
"""A list of evidence that is longer folds."""

HOW = {
    "draw": "Draw a line with mouse or finger. With the keyboard: left and right choose a year, "
    "up and down move its point.",
    "guess": "Point on the scale, or type a number.",
    "judge": "Choose one.",
    "order": "Drag a line to its place, or use its arrows.",
}


def form(question: Question, link: Link) -> str:
    """What one handles, the frame or the choice; and the evidence behind it.

    Args:
        question: of any kind.
        link: id → address of its card, relative to the page.
    """
    return (
        f'<p class="ask-how">{HOW[question.kind]}</p>{_FIELDS[question.kind](question)}'
        '<p class="ask-says" role="status" aria-live="polite" tabindex="-1"></p>'
        f'<div class="ask-evidence">{_evidence(question, link)}</div>'
    )


def buttons(question: Question) -> str:
    """The main button, the quiet ways past and back, and the data for the script."""
    text = json.dumps(data(question), separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    held = text.replace("<", "\\u003c")
    stands = '<button type="button" class="ask-quiet ask-stand">The order stands</button>'
    return (
        '<div class="ask-buttons">'
        '<button type="button" class="ask-main">Show the evidence</button>'
        f"{stands if question.items else ''}"
        '<button type="button" class="ask-quiet" data-do="skip">Skip</button>'
        '<button type="button" class="ask-quiet" data-do="again">Try again</button>'
        '<button type="button" class="ask-quiet" data-do="forget">Forget my answer</button></div>'
        f'<script type="application/json" class="ask-data">{held}</script>'
    )


def data(question: Question) -> dict[str, Any]:
    """What the script needs to know: frame, marks, the right one; numbers as the tables have them.

    Infinity has no form in JSON: an open side of a range is null.
    """
    made: dict[str, Any] = {}
    frame = question.frame
    if frame is not None:
        unit = evidence.find("units", frame.unit)
        made["from"], made["to"], made["log"] = frame.low, frame.high, frame.log
        words = [unit[column] or "" for column in ("prefix", "one", "many")]
        made["unit"] = [*words, frame.unit == "year"]
        made["marks"] = [_mark(mark) for mark in question.marks]
    if frame is not None and frame.years:
        made["years"], made["box"] = frame.years, frames.BOX
        made["handles"] = question.handles
        last = max(question.given, key=lambda mark: mark.end or 0, default=None)
        made["start"] = [last.end, last.middle] if last else None
    if question.options:
        made["right"] = question.right
        made["word"] = question.options[question.right]
    if question.items:
        made["items"] = [[item.low, item.high] for item in question.items]
        made["order"] = question.order
    return made


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "a": mark.start,
        "b": mark.end,
        "low": mark.low,
        "high": mark.high,
        "at": mark.middle,
        "value": mark.value,
        "who": mark.source,
    }


def _draw(question: Question) -> str:
    assert question.frame is not None
    low, high = (evidence.number(end) for end in (question.frame.low, question.frame.high))
    fields = "".join(
        f'<label><span>{year}</span><input type="text" inputmode="decimal" autocomplete="off" '
        f'data-year="{year}"></label>'
        for year in question.handles
    )
    _, unit = frames.scaled(question.frame)
    return (
        f'<div class="ask-frame">{predict.frame_svg(question, marks=True)}</div>'
        '<details class="ask-type"><summary>Type it instead</summary>'
        f"<fieldset><legend>{escape(f'{low} to {high}')}, in {escape(_plainly(question, unit))}. "
        f"An empty year takes its place on the line.</legend>{fields}</fieldset></details>"
    )


def _plainly(question: Question, unit: str) -> str:
    """The unit of what one types, which is never scaled to millions."""
    return unit.removeprefix("million ").removeprefix("billion ")


def _guess(question: Question) -> str:
    frame = question.frame
    assert frame is not None
    ident = f"predict-{question.key}"
    _, unit = frames.scaled(frame)
    told = escape(_plainly(question, unit))
    return (
        f'<div class="ask-scaled"><input type="range" min="0" max="1000" value="500" step="1" '
        f'aria-label="Your answer, {told}">{predict.frame_svg(question)}</div>'
        f'<p class="ask-field"><label for="{ident}-n">Your answer, {told}</label>'
        f'<input type="text" inputmode="decimal" autocomplete="off" id="{ident}-n"></p>'
    )


def _judge(question: Question) -> str:
    name = f"predict-{question.key}-o"
    options = "".join(
        f'<label><input type="radio" name="{name}" value="{escape(value)}">'
        f"<span>{escape(word)}</span></label>"
        for value, word in question.options.items()
    )
    return f'<div class="ask-options">{options}</div>'


def _order(question: Question) -> str:
    items = "".join(_line(n, item) for n, item in enumerate(question.items))
    told = question.says.capitalize()
    return f'<p class="ask-way">{told}:</p><ol class="ask-items">{items}</ol>'


def _line(number: int, item: Item) -> str:
    says = escape(item.says)
    return (
        f'<li data-item="{number}"><span class="grip" aria-hidden="true"></span>'
        f'<span class="ask-name">{says}</span>'
        f'<button type="button" data-move="-1" aria-label="{says}: up">↑</button>'
        f'<button type="button" data-move="1" aria-label="{says}: down">↓</button></li>'
    )


_FIELDS = {"draw": _draw, "guess": _guess, "judge": _judge, "order": _order}


def answer(question: Question, link: Link) -> str:
    """The answer of the tables in words alone, for paper: all of it, and nothing that opens."""
    if question.frame is None:
        return _evidence(question, link)
    lines = (f"<li>{_marked(m, link)}</li>" for m in (*question.given, *question.marks))
    return f"<ul>{''.join(lines)}</ul>"


def _evidence(question: Question, link: Link) -> str:
    """The answer of the tables as a list, each figure with its card."""
    if question.items:
        chosen = (question.items[n] for n in question.order)
        lines = [f"<li>{escape(i.says)}: {_linked(i.ident, i.value, link)}</li>" for i in chosen]
        return f'<p>The tables have:</p><ol class="ask-list">{"".join(lines)}</ol>'
    if question.options:
        return f"<p>{_judged(question, link)}</p>"
    lines = [_item(question, mark, link) for mark in (*question.given, *question.marks)]
    made = f'<ul class="ask-list">{"".join(lines)}</ul>'
    if len(lines) <= MANY:
        return made
    return f"<details><summary>The evidence in words</summary>{made}</details>"


def _item(question: Question, mark: Mark, link: Link) -> str:
    assert question.frame is not None
    strip = "" if question.frame.years else predict.strip_svg(question.frame, mark)
    return f"<li>{strip}<span>{_marked(mark, link)}</span></li>"


def _marked(mark: Mark, link: Link) -> str:
    """Value, years and source of one piece of evidence."""
    told = [_linked(mark.ident, mark.value, link)]
    told += [escape(mark.when)] if mark.start is not None else []
    return f"{', '.join(told)} ({escape(mark.source)})"


def _judged(question: Question, link: Link) -> str:
    """What the table says, and with what grounds."""
    card = arithmetic.card(question.shown)
    value = _linked(question.shown, card.value, link)
    if isinstance(card, arithmetic.CalculationCard):
        return f"{escape(card.title)}: {value}. {escape(card.judged)}"
    assert isinstance(card, evidence.ClaimCard)
    return f"{value}, {escape(card.when)} ({escape(card.source)})."


def _linked(ident: str, text: str, link: Link) -> str:
    if not ident:
        return f"<b>{escape(text)}</b>"
    return f'<a class="claim reference internal" href="{escape(link(ident))}">{escape(text)}</a>'
