"""Cards on paper: eight a page, fronts and then backs, mirrored for printing on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TypeVar

from dispatched.evidence import GRADES, ClaimCard
from dispatched.kit.cards import Cards, evidence_of, told_against
from dispatched.kit.worksheet_ask import published
from dispatched.kit.worksheet_words import inline
from dispatched.lessons import Lesson, Part

A_PAGE, ACROSS = 8, 2
"""Cards on a page, and in a row of it."""

Pair = tuple[str, str]
"""Front and back of a card, as HTML."""
T = TypeVar("T")


def pages(cards: Cards) -> str:
    """All pages of a chapter: each page of fronts is followed by that of their backs."""
    claims = [_claim(card, n, cards.lesson) for n, card in enumerate(cards.claims, 1)]
    roles = [_role(part, cards.lesson) for part in cards.lesson.roles.parts]
    body = "".join(_page(some) for pairs in (claims, roles) for some in _batches(pairs, A_PAGE))
    return f'<div class="cards era-{escape(cards.era)}">{body}</div>'


def _page(pairs: Sequence[Pair]) -> str:
    fronts, backs = zip(*pairs, strict=True)
    return _grid("fronts", fronts) + _grid("backs", mirrored(backs))


def mirrored(backs: Sequence[str]) -> list[str]:
    """The backs in the order that puts each behind its front, turned over the long edge.

    >>> mirrored(["1", "2", "3"])
    ['2', '1', '', '3']
    """
    rows = [list(row) + [""] * (ACROSS - len(row)) for row in _batches(backs, ACROSS)]
    return [cell for row in rows for cell in reversed(row)]


def _grid(name: str, cells: Sequence[str]) -> str:
    filled = [*cells, *[""] * (A_PAGE - len(cells))]
    return f'<div class="page {name}">{"".join(f"<div>{one}</div>" for one in filled)}</div>'


def _claim(card: ClaimCard, number: int, lesson: Lesson) -> Pair:
    mark = f"{lesson.number}, card {number}"
    front = (
        f'<p class="said">{escape(card.statement)}</p>'
        f"<p>{escape(card.source + card.citing)}. Published {escape(published(card))}.</p>"
        f"<p>Speaks of: {escape(card.setting)}.</p>"
    )
    back = "".join(
        f"<p><b>{name}</b> {escape(text)}</p>"
        for name, text in (
            (f"Grade {card.grade}:", f"{GRADES[card.grade]}."),
            ("Stated:", f"{card.value}; {card.basis}, a {card.measure}."),
            ("Against it:", told_against(card.ident)),
        )
    )
    return _card(mark, front), _card(mark, back)


def _role(part: Part, lesson: Lesson) -> Pair:
    mark = f"{lesson.number}, in roles"
    front = (
        f'<p class="said">{inline(part.who)}</p><p>{inline(part.holds)}</p>'
        f"<p><b>{inline(lesson.roles.title)}</b><br>{inline(lesson.roles.question)}</p>"
    )
    lines = "".join(f"<li>{escape(line)}</li>" for line in evidence_of(part))
    return _card(mark, front), _card(mark, f"<h2>{inline(part.who)}</h2><ul>{lines}</ul>")


def _card(mark: str, body: str) -> str:
    return f'<div class="card">{body}</div><p class="mark">Chapter {escape(mark)} · CC BY 4.0</p>'


def _batches(things: Sequence[T], size: int) -> list[Sequence[T]]:
    return [things[at : at + size] for at in range(0, len(things), size)]
