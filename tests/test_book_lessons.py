"""The pages to teach from, as built: steps with their minutes, links that lead, two sheets."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from dispatched import lessons
from tests.browsing import Tab
from tests.built import short_cards
from tests.chapters import ROOT

PLANS = sorted(lessons.folder(ROOT).glob("*.toml"))
plan = pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
SHEETS = 2


def page(book: Path, path: Path) -> str:
    return (book / "back" / f"teaching-{path.stem[:2]}.html").read_text(encoding="utf-8")


def plain(markup: str) -> str:
    """The words of a page, with apostrophes as they are typed."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).replace("’", "'").split())


@plan
def test_a_plan_shows_its_steps_in_time(book: Path, path: Path) -> None:
    lesson, text = lessons.read(path), page(book, path)
    start = 0
    for step in lesson.steps:
        end = start + step.minutes
        assert f"{step.minutes} min" in text
        assert f"{start}–{end}" in text
        start = end
    assert start == lesson.minutes
    assert unescape(text).count(lesson.board.splitlines()[0].strip()) >= 1
    for section in ("steps", "board", "wrong", "roles", "other", "goals"):
        assert f'id="lesson-{section}"' in text


@plan
def test_the_short_lesson_is_a_table_with_its_clock(book: Path, path: Path) -> None:
    lesson, text = lessons.read(path), page(book, path)
    table = text[text.index("lesson-quick") :]
    rows = re.findall(r"<tr\b.*?</tr>", table[: table.index("</table>")], re.DOTALL)[1:]
    start = 0
    for one, row in zip(lesson.quick, rows, strict=True):
        end = start + one.minutes
        assert plain(row).startswith(f"Step {one.step} {one.minutes} min, {start}–{end} ")
        start = end
    assert f"In {start} minutes" in plain(text)


@plan
def test_a_plan_leads_to_the_places_that_it_names(book: Path, path: Path) -> None:
    target = (book / "chapters" / f"{path.stem}.html").read_text(encoding="utf-8")
    anchors = re.findall(rf'href="\.\./chapters/{path.stem}\.html#([^"]+)"', page(book, path))
    assert anchors
    assert [one for one in anchors if f'id="{one}"' not in target] == []
    lesson, of = lessons.read(path), lessons.chapter(path.stem, ROOT)
    named = {one for _, text in lesson.texts() for one in lessons.named(text)}
    assert {of.named[one].anchor for one in named} - {""} <= {*anchors}


@plan
def test_each_goal_has_its_row(book: Path, path: Path) -> None:
    text = page(book, path)
    table = plain(text[text.index('id="lesson-goals"') :])
    of = lessons.chapter(path.stem, ROOT)
    for goal in of.goals:
        assert goal.says in table
        assert goal.assessed in table
    for one in of.named.values():
        if one.rubric:
            assert f"Rubric of {one.ident}" in table


@plan
def test_the_evidence_of_a_debate_has_its_cards(book: Path, path: Path) -> None:
    carried = short_cards(book / "back" / f"teaching-{path.stem[:2]}.html")
    for part in lessons.read(path).roles.parts:
        for ident in part.evidence:
            assert f'data-card="{ident}"' in carried


def test_the_guide_lists_the_plans_and_the_front_page_leads_to_it(book: Path) -> None:
    guide = (book / "back/teaching.html").read_text(encoding="utf-8")
    for path in PLANS:
        assert f'href="teaching-{path.stem[:2]}.html"' in guide
    assert 'href="back/teaching.html"' in (book / "index.html").read_text(encoding="utf-8")


@pytest.mark.browser
@plan
def test_a_plan_prints_on_two_sheets(chromium: object, book: Path, path: Path) -> None:
    with Tab(chromium) as tab:
        shown = tab.open((book / "back" / f"teaching-{path.stem[:2]}.html").as_uri())
        for paper in ("A4", "Letter"):
            made = shown.pdf(format=paper)
            assert len(re.findall(rb"/Type\s*/Page\b", made)) <= SHEETS, paper
        assert tab.complaints == []
        assert tab.foreign == []
