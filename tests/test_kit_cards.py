"""Printed cards: claims with their grounds on the back, sides of a debate, mirrored backs."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from dispatched import evidence
from dispatched.kit import cards, cards_html
from dispatched.kit.cards import Cards
from tests.chapters import CHAPTERS, ROOT

chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
PAGE = re.compile(r'<div class="page (fronts|backs)">(.*?)</div>(?=<div class="page|</div>$)')


def pages(one: Cards) -> list[tuple[str, list[str]]]:
    """Kind of each page, and its eight cards; one that is empty is an empty text."""
    found = PAGE.findall(cards_html.pages(one))
    return [
        (kind, [re.sub(r"</div>$", "", cell) for cell in body.split("<div>")[1:]])
        for kind, body in found
    ]


def mark(cell: str) -> str:
    told = re.search(r'class="mark">(.*?) ·', cell)
    return told[1] if told else ""


def title(cell: str) -> str:
    told = re.search(r"<(p|h2)[^>]*>(.*?)</\1>", cell)
    return html.unescape(told[2]) if told else ""


@chapter
def test_each_back_lies_behind_its_front(path: Path) -> None:
    one = cards.of_chapter(path.stem[:2], ROOT)
    found = pages(one)
    assert len(found) % 2 == 0
    for (front, fronts), (back, backs) in zip(found[::2], found[1::2], strict=True):
        assert (front, back) == ("fronts", "backs")
        assert len(fronts) == len(backs) == 8
        turned = [cell for row in range(0, 8, 2) for cell in (backs[row + 1], backs[row])]
        assert [mark(cell) for cell in fronts] == [mark(cell) for cell in turned]
        if "in roles" in mark(fronts[0]):
            assert [title(cell) for cell in fronts] == [title(cell) for cell in turned]


@chapter
def test_a_front_says_what_is_said_and_its_back_how_firm_it_is(path: Path) -> None:
    one = cards.of_chapter(path.stem[:2], ROOT)
    assert 8 <= len(one.claims) <= cards.MOST
    cells = [cell for _, page in pages(one) for cell in page if cell]
    for number, card in enumerate(one.claims, 1):
        front, back = (
            html.unescape(cell)
            for cell in cells
            if mark(cell) == f"Chapter {one.lesson.number}, card {number}"
        )
        if "Grade" in front.split("</p>")[0]:
            front, back = back, front
        assert card.statement in front
        assert card.source in front
        assert "Grade" not in front
        assert f"Grade {card.grade}:</b> {evidence.GRADES[card.grade]}" in back
        assert card.value in back
        assert cards.told_against(card.ident) in back


@chapter
def test_every_side_of_the_debate_has_a_card_with_its_evidence(path: Path) -> None:
    one = cards.of_chapter(path.stem[:2], ROOT)
    roles = [html.unescape(c) for _, page in pages(one) for c in page if "in roles" in mark(c)]
    assert len(roles) == 2 * len(one.lesson.roles.parts)
    for part in one.lesson.roles.parts:
        lines = cards.evidence_of(part)
        assert len(lines) == len(part.evidence)
        assert any(all(line in cell for line in lines) for cell in roles)


def test_the_claims_of_the_debate_come_first_and_none_twice() -> None:
    one = cards.of_chapter("05", ROOT)
    claims = {row["id"] for row in evidence.tables()["claims"]}
    debate = [i for part in one.lesson.roles.parts for i in part.evidence if i in claims]
    idents = [card.ident for card in one.claims]
    assert idents[: len(debate)] == debate
    assert len(idents) == len({*idents})


def test_what_stands_against_a_claim_is_that_of_the_table() -> None:
    told = cards.told_against("x-bribe-2014-2016")
    row = evidence.find("contradictions", "con-bribe-2014")
    assert told.startswith(f"{row['topic']} ({row['kind']}). ")
    assert evidence.claim_card("bribe-2005-2015").said in told
    for row in evidence.tables()["contradictions"]:
        for ident in row["claims"].split("; "):
            card = evidence.claim_card(ident)
            assert card.said not in cards.told_against(ident)


def test_a_claim_without_a_disagreement_is_not_called_right() -> None:
    listed = {i for row in evidence.tables()["contradictions"] for i in row["claims"].split("; ")}
    alone = next(row["id"] for row in evidence.tables()["claims"] if row["id"] not in listed)
    assert cards.told_against(alone) == "The book lists no disagreement on this."
