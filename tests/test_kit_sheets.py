"""Printed sheets: each chapter has one, from its plan and the tables, and it gives nothing away."""

from __future__ import annotations

import dataclasses
import html
import re
import shutil
from functools import lru_cache
from pathlib import Path

import pytest

from dispatched import lessons
from dispatched.evidence import GRADES
from dispatched.kit import worksheet
from dispatched.kit.worksheet import KitError, Sheet
from dispatched.kit.worksheet_answers import answers, filled
from dispatched.kit.worksheet_ask import asked, published, sheet
from dispatched.kit.worksheet_make import printed
from dispatched.kit.worksheet_words import blocks
from dispatched.notebooks import teaching
from dispatched.predict.frames import scaled, ticks
from tests.chapters import CHAPTERS, ROOT

MODEL = "05-2000-contract-work"
PLAN = (ROOT / "teaching" / f"{MODEL}.toml").read_text(encoding="utf-8")

chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)


@lru_cache
def of(name: str) -> Sheet:
    return worksheet.gather(name[:2], ROOT)


def words(text: str) -> str:
    """What is read of HTML, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def with_plan(folder: Path, old: str, new: str, name: str = MODEL) -> Sheet:
    """The sheet of a checkout in which one plan says something else."""
    for place in ("chapters", "exercises"):
        (folder / place).symlink_to(ROOT / place)
    (folder / "teaching").mkdir()
    text = (ROOT / "teaching" / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text, f"the plan has no {old!r}"
    (folder / "teaching" / f"{name}.toml").write_text(text.replace(old, new), encoding="utf-8")
    return worksheet.gather(name[:2], folder)


@chapter
def test_each_chapter_has_a_sheet(path: Path) -> None:
    one = of(path.stem)
    assert one.name == path.stem
    assert one.question
    assert len(one.before) >= 2
    assert len({question.ident for question in (*one.asks, one.hand)}) == 4


@chapter
def test_the_sources_are_those_of_the_tables(path: Path) -> None:
    one = of(path.stem)
    rows = re.findall(r"<tr><td>.*?</tr>", sheet(one))
    told = [[words(cell) for cell in re.findall(r"<td>(.*?)</td>", row)] for row in rows]
    assert [row[:4] for row in told if len(row) == 6] == [
        [
            " ".join(card.statement.split()),
            f"{card.source}{card.citing}. Published {published(card)}.",
            card.basis.capitalize(),
            card.grade,
        ]
        for card in one.claims
    ]
    for grade in {card.grade for card in one.claims}:
        assert f"{grade}: {GRADES[grade]}" in words(sheet(one))


@chapter
def test_a_frame_has_its_unit_its_years_and_nothing_in_it(path: Path) -> None:
    for question in of(path.stem).before:
        text = asked(question, "A1")
        assert "ask-marks" not in text
        if question.frame is None:
            assert "<svg" not in text
            continue
        assert scaled(question.frame)[1] in html.unescape(text)
        assert text.count("ask-grid" if question.frame.years else "ask-tick") == len(
            ticks(question.frame)
        )
        for year in question.frame.years or ():
            assert f">{year}</text>" in text
        assert text.count("<circle") == len(question.given)


@chapter
def test_each_line_to_answer_on_has_the_number_of_its_question(path: Path) -> None:
    one = of(path.stem)
    text = sheet(one)
    for place, question in enumerate(one.before, 1):
        assert f"<p><b>A{place}</b> " in text
        assert f"<p><b>A{place}</b> <i>{blocks(question.asks)[3:20]}" in answers(one)
    lines = re.findall(r'<(?:p|div) class="(?:mine|reason|numbered|trust)">(?:<span>)?(.*?)<', text)
    assert lines
    numbered = re.findall(
        r'<(?:p|div) class="(?:mine|reason|numbered|trust)">(?:<span>)?<b>([A-E]\d)</b>', text
    )
    assert len(numbered) == len(lines)
    guesses = [place for place, q in enumerate(one.before, 1) if q.kind == "guess"]
    assert {f"A{place}" for place in guesses} <= {*numbered}
    written = [place for place, q in enumerate(one.asks, 1) if q.kind == "number"]
    assert {f"D{place}" for place in written} <= {*numbered}
    for place in ("E1", "E2"):
        assert f"<h3>{place} " in text
        assert f"<h3>{place} " in answers(one)


@chapter
def test_no_answer_stands_on_the_students_sheet(path: Path) -> None:
    one = of(path.stem)
    given = [one.dispute["reading"], one.dispute["why"], one.hand.answer]
    given += [question.after for question in one.before if question.after]
    for question in (*one.asks, one.hand):
        given += [question.answer, *question.hints, *(row["says"] for row in question.mistakes)]
    text = words(sheet(one))
    for answer in given:
        said = words(blocks(answer))
        assert said[:60] not in text, f"the sheet says {said[:60]!r}"
    assert sheet(one).count('class="blank"></td>') == one.hand.blanks
    lines = {*teaching.code_in(one.code.answer).splitlines()}
    solved = lines - {*teaching.code_in(one.code.asks).splitlines()}
    assert solved
    for line in solved:
        assert " ".join(line.split()) not in text


@chapter
def test_the_teachers_sheet_has_every_answer(path: Path) -> None:
    one = of(path.stem)
    text = words(answers(one))
    for said in (one.dispute["reading"], one.hand.answer, one.code.answer, one.lesson.unplugged):
        assert words(blocks(said)) in text
    for question in one.asks:
        assert words(blocks(question.answer)) in text
    for before in one.before:
        assert words(blocks(before.after)) in text
    for number in filled(one.hand):
        assert f'class="blank">{number}</td>' in answers(one)


@chapter
def test_a_printed_page_asks_nobody_for_anything(path: Path) -> None:
    for body in (sheet(of(path.stem)), answers(of(path.stem))):
        page = printed("A sheet", body, "a4")
        assert "default-src 'none'" in page
        assert not re.search(r"\b(?:src|href|srcset|action)=|url\(|@import|<script", page)


def test_a_changed_table_changes_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sheet(of(MODEL))
    copy = tmp_path / "data"
    shutil.copytree(ROOT / "data", copy)
    table = copy / "claims.csv"
    text = table.read_text(encoding="utf-8")
    old = "A place in Russia cost 100 to 300 US dollars in 2014 to 2016"
    assert old in text
    table.write_text(text.replace(old, old.replace("300", "320")), encoding="utf-8")
    monkeypatch.setenv("DISPATCHED_DATA", str(copy))
    after = sheet(worksheet.gather(MODEL[:2], ROOT))
    assert old in before
    assert old not in after
    assert old.replace("300", "320") in after


REFUSED = {
    "no sheet": ('[sheet]\nsources = "con-bribe-2014"', "[sheets]", "nothing is called 'sheets'"),
    "no such row": ('"con-bribe-2014"', '"con-bribes"', "sheet, sources: no row 'con-bribes'"),
    "no such question": ('"ex-contract-sum", ', '"ex-sum", ', "sheet, asks: no question 'ex-sum'"),
    "two questions": (
        '"ex-contract-sum", ',
        "",
        "sheet, asks: 3 questions are needed, there are 2",
    ),
    "no table": ('hand = "ex-contract-risk"', 'hand = "ex-contract-sum"', "is no table to fill in"),
    "no gap": ('code = "ex-contract-debt"', 'code = "ex-contract-sum"', "no code with a gap is"),
    "no code": ('code = "ex-contract-debt"\n', "", "sheet: has no code"),
    "a word": ('hand = "ex-contract-risk"', "hand = 5", "sheet, hand: is not a text"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_sheet_that_cannot_be_made_is_refused_with_its_place(case: str, tmp_path: Path) -> None:
    old, new, says = REFUSED[case]
    with pytest.raises((KitError, lessons.LessonError), match=re.escape(says)) as error:
        with_plan(tmp_path, old, new)
    assert str(error.value).startswith(f"{MODEL}.toml")


def test_a_plan_without_a_sheet_says_what_to_do(tmp_path: Path) -> None:
    start, end = PLAN.index("[sheet]"), PLAN.index("[roles]")
    with pytest.raises(KitError, match=r"has no \[sheet\]; CONTRIBUTING says"):
        with_plan(tmp_path, PLAN[start:end], "")


def test_sources_that_answer_another_part_are_refused(tmp_path: Path) -> None:
    name = "06-2017-sanctions"
    old = f'sources = "{of(name).dispute["id"]}"'
    with pytest.raises(KitError, match="stands on the sheet and answers 'last-year'"):
        with_plan(tmp_path, old, 'sources = "con-late-2019"', name)


def test_a_question_that_links_its_neighbors_answer_is_found() -> None:
    one = of(MODEL)
    ident = one.before[1].marks[0].ident
    told = dataclasses.replace(one.hand, asks=f"It was [so much](#{ident}).")
    found = [*worksheet.told_early(dataclasses.replace(one, hand=told))]
    assert found == [(one.before[1].key, ident)]


def test_what_a_table_or_a_plan_says_is_text() -> None:
    one = of(MODEL)
    attack = '<img src=x onerror="alert(1)">'
    card = dataclasses.replace(one.claims[0], statement=attack, cited=attack)
    hand = dataclasses.replace(one.hand, asks=attack, unit=attack, rows=((attack, "?", "?"),))
    before = (dataclasses.replace(one.before[0], asks=attack), *one.before[1:])
    hostile = dataclasses.replace(one, title=attack, claims=(card,), hand=hand, before=before)
    for body in (sheet(hostile), answers(hostile)):
        assert "<img" not in body
        assert html.escape(attack) in body
