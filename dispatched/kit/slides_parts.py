"""The slides of a chapter, one after the other, each as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from dataclasses import dataclass
from html import escape

from dispatched import arithmetic, evidence, predict
from dispatched.kit.peer import Peer
from dispatched.kit.slides_text import Words
from dispatched.lessons import Lesson
from dispatched.predict import Question

USUAL = 4
"""Rows of a calculation, or sides of a debate, that have the usual type."""

FEW = 5
"""Rows of evidence that a slide lists; where there are more, the frame shows them alone."""


@dataclass(frozen=True)
class Slide:
    """One slide.

    Args:
        ident: its anchor; letters, digits and hyphens.
        title: its heading, HTML.
        body: below the heading, HTML.
        about: ids of questions, tasks and figures that it shows, for the steps of the lesson plan.
        notes: what to say besides the steps, HTML.
        kind: a class for the style sheet.
    """

    ident: str
    title: str
    body: str
    about: tuple[str, ...] = ()
    notes: str = ""
    kind: str = "plain"


def ask(question: Question, words: Words) -> Slide:
    """The question before the evidence with its empty frame, or what there is to choose from."""
    frame = predict.frame_svg(question)
    if frame:
        shown = f'<div class="frame">{frame}</div>'
    else:
        names = question.options.values() or [item.says for item in question.items]
        shown = f'<ul class="choose">{"".join(f"<li>{escape(n)}</li>" for n in names)}</ul>'
    setting = f'<p class="how">{escape(predict.setting(question))}</p>' if frame else ""
    if question.items:
        setting = f'<p class="how">Put them in order, {escape(question.says)}.</p>'
    body = f'<div class="lead">{words.html(question.asks)}</div>{setting}'
    if question.frame is not None and question.frame.years is not None:
        body = f'<div class="beside">{shown}<div>{body}</div></div>'
    else:
        body += shown
    notes = "<p>Everybody commits on paper or by hand before the next slide.</p>"
    return Slide("ask", "Before you look", body, (question.key,), notes, "ask")


def answer(question: Question, words: Words) -> Slide:
    """The same question with what the tables have."""
    rows = [*_rows(question, words)]
    frame = predict.frame_svg(question, marks=True) if question.frame else ""
    drawn = question.frame is not None and question.frame.years is not None
    tag = "ol" if question.items else "ul"
    listed = f'<{tag} class="found">{"".join(rows)}</{tag}>'
    told = listed if len(rows) <= FEW or not drawn else ""
    if question.after:
        told += f'<div class="after">{words.html(question.after)}</div>'
    body = told
    if drawn:
        body = f'<div class="beside"><div class="frame">{frame}</div><div>{told}</div></div>'
    notes = "<p>The distance between a guess and the evidence is no mark.</p>"
    return Slide("evidence", "What the sources say", body, (), notes, "ask")


def _rows(question: Question, words: Words) -> Iterator[str]:
    if question.items:
        for number in question.order:
            item = question.items[number]
            value = words.figure(item.ident, item.value) if item.ident else escape(item.value)
            yield f"<li>{escape(item.says)}: <b>{value}</b></li>"
    elif question.options:
        card = arithmetic.card(question.shown)
        value = words.figure(question.shown, card.value)
        told = escape(question.options[question.right])
        grounds = (
            card.judged if isinstance(card, arithmetic.CalculationCard) else card.parts()[-1].text
        )
        yield f"<li><b>{told}</b>: {value}. {escape(grounds)}</li>"
    else:
        for mark in (*question.given, *question.marks):
            value = words.figure(mark.ident, mark.value) if mark.ident else escape(mark.value)
            when = f", {escape(mark.when)}" if mark.start is not None else ""
            strip = _strip(question, mark)
            yield f"<li>{strip}<b>{value}</b>{when} ({escape(mark.source)})</li>"


def _strip(question: Question, mark: predict.Mark) -> str:
    if question.frame is None or question.frame.years is not None:
        return ""
    return predict.strip_svg(question.frame, mark)


def figures(idents: tuple[str, ...], words: Words) -> Slide:
    """Figures with their range, their source and how far to trust them."""
    boxes = "".join(f'<div class="figure">{_figure(ident, words)}</div>' for ident in idents)
    count = {2: "Two", 3: "Three"}[len(idents)]
    title = f"{count} figures, and how far to trust them"
    notes = "<p>Ask of each: who says it, what is counted, and how could one know?</p>"
    return Slide("figures", title, f'<div class="figures">{boxes}</div>', idents, notes, "figures")


def _figure(ident: str, words: Words) -> str:
    card = arithmetic.card(ident)
    value = f'<p class="value">{words.figure(ident, card.value)}</p>'
    if isinstance(card, evidence.ClaimCard):
        return (
            f'{value}<p>{escape(card.statement)}</p><p class="source">{escape(card.source)}</p>'
            f'<p class="grade">Grade {escape(card.graded)}</p>'
        )
    lines = "".join(f"<p>{escape(part.text)}</p>" for part in card.parts())
    return value + lines


def calculation(ident: str, words: Words) -> Slide:
    """A calculation with what goes in, what comes out and the verdict."""
    row = arithmetic.calculation(ident)
    card = arithmetic.card(ident)
    assert isinstance(card, arithmetic.CalculationCard)
    inputs = arithmetic.inputs_of(row)
    lines = []
    for name, claim in inputs.items():
        given = evidence.claim_card(claim)
        value = words.figure(claim, given.value)
        told = f"{escape(given.statement)} ({escape(given.source)})"
        lines.append(f'<tr><th scope="row">{escape(name)}</th><td>{value}</td><td>{told}</td></tr>')
    worded = arithmetic.worded(arithmetic.compiled(row["formula"], inputs))
    follows = f'<p class="after">{escape(card.follows)}</p>' if card.follows else ""
    body = (
        f'<p class="lead">{escape(card.title)}</p><table class="inputs{_many(inputs)}">'
        f'<tbody>{"".join(lines)}</tbody></table><p class="formula">{escape(worded)} = '
        f'<b class="value">{words.figure(ident, card.value)}</b></p>'
        f'<p class="verdict">{escape(card.judged)}</p>{follows}'
    )
    notes = "<p>Let the class compute it by hand before this slide, from the lines alone.</p>"
    return Slide(
        "calculation", "The calculation that decides", body, (ident,), notes, "calculation"
    )


def vote(number: int, peer: Peer, words: Words, answers: bool) -> Slide:
    """A question to vote on; with ``answers`` the right one is told at the next key."""
    rows = []
    for _, option in peer.lettered():
        right = answers and option.right
        mark = '<span class="fragment tick"> ✓ right</span>' if right else ""
        rows.append(f"<li>{words.line(option.text)}{mark}</li>")
    told = words.sentences(peer.question.answer)[0]
    after = f'<p class="after fragment">{told}</p>' if answers else ""
    body = (
        f'<div class="lead">{words.html(peer.question.asks)}</div>'
        f'<ol class="options" type="A">{"".join(rows)}</ol>'
        f'<p class="how">Vote. Talk with a neighbor. Vote again.</p>{after}'
    )
    title = f"Vote {number}: {escape(peer.question.title)}"
    about = (peer.question.ident,)
    return Slide(f"vote-{number}", title, body, about, "", "vote")


def roles(lesson: Lesson, words: Words) -> tuple[Slide, Slide]:
    """The exercise in roles: its question, and who holds what."""
    given = lesson.roles
    names = "".join(f"<li>{escape(part.who)}</li>" for part in given.parts)
    body = f'<p class="lead big">{words.line(given.question)}</p><ul class="choose">{names}</ul>'
    notes = f"<p><b>Setting.</b></p>{words.said(given.setting)}"
    first = Slide("roles", f"In roles: {words.line(given.title)}", body, ("roles",), notes, "roles")
    holds = "".join(
        f'<div class="part"><h3>{escape(part.who)}</h3>{words.html(part.holds)}</div>'
        for part in given.parts
    )
    cards = "".join(
        f"<li>{escape(part.who)}: {'; '.join(_evidence(one, words) for one in part.evidence)}</li>"
        for part in given.parts
    )
    told = (
        f"<p><b>Evidence of each.</b></p><ul>{cards}</ul>"
        f"<p><b>Afterwards.</b></p>{words.said(given.debrief)}"
    )
    body = f'<div class="parts{_many(given.parts)}">{holds}</div>'
    return first, Slide("sides", "Who holds what", body, (), told, "roles")


def _many(things: Sized) -> str:
    """A class for smaller type where there is more than a slide holds at its usual size."""
    return " many" if len(things) > USUAL else ""


def _evidence(ident: str, words: Words) -> str:
    card = arithmetic.card(ident)
    said = {part.kind: part.text for part in card.parts()}
    return f"{words.figure(ident, card.value)}: {escape(said.get('statement', ''))}"


def recap(text: str, words: Words) -> Slide:
    """The five sentences."""
    rows = "".join(f"<li>{one}</li>" for one in words.sentences(text))
    notes = "<p>Read one sentence aloud at a time, and ask for its source.</p>"
    return Slide("recap", "In five sentences", f"<ol>{rows}</ol>", (), notes, "recap")


def reading(text: str, discuss: str, words: Words) -> Slide:
    """What to talk about after the lesson, and what to read."""
    body = f'<div class="small">{words.html(text)}</div>'
    notes = f"<p><b>To discuss.</b></p>{words.said(discuss)}"
    return Slide("reading", "What to read", body, (), notes, "reading")
