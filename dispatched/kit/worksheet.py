"""What stands on a chapter's printed sheet: gathered from the chapter, its plan and the tables.

The plan names what is asked (``[sheet]`` in ``teaching/05-2000-contract-work.toml``); no word and
no figure of a sheet is written anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat

from dispatched import evidence, lessons, predict, texts
from dispatched.checks import questions
from dispatched.checks.questions import Question
from dispatched.evidence import ClaimCard, Row
from dispatched.lessons import Lesson
from dispatched.lessons.around import files
from dispatched.notebooks import teaching

LINK = re.compile(r"\]\(#([^)\s]+)\)")
"""A link of Markdown to evidence; its group is the id."""
ACROSS = "across"
"""The era of a chapter that speaks of more than one."""


class KitError(ValueError):
    """A sheet, a card or a deck that cannot be made; names the file, the place and what to do."""


@dataclass(frozen=True)
class Gap:
    """Code to complete: what is asked and what is answered, both in Markdown."""

    ident: str
    asks: str
    answer: str


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet of one chapter.

    Args:
        name: of the chapter.
        title: of the chapter.
        question: what the chapter asks.
        era: an id of ``eras.csv``, which gives the color.
        before: the questions before the evidence, in the order of the chapter.
        dispute: a row of ``contradictions.csv``.
        claims: the cards of its claims.
        asks: three questions.
        hand: a table to fill in.
        code: the code with a gap.
        lesson: the plan of the chapter.
    """

    name: str
    title: str
    question: str
    era: str
    before: tuple[predict.Question, ...]
    dispute: Row
    claims: tuple[ClaimCard, ...]
    asks: tuple[Question, ...]
    hand: Question
    code: Gap
    lesson: Lesson

    @property
    def number(self) -> int:
        """Of the chapter."""
        return self.lesson.number

    @property
    def heading(self) -> str:
        """Number and title of the chapter."""
        return f"{self.number}. {self.title}"


def era_of(name: str) -> str:
    """The era that a chapter is about; ``across`` for one that asks across them.

    >>> era_of("05-2000-contract-work"), era_of("09-models-compared")
    ('2000', 'across')
    """
    eras = evidence.tables()["eras"]
    return next((str(row["id"]) for row in eras if row["chapter"] == name), ACROSS)


def gather(number: str, root: Path) -> Sheet:
    """The sheet of a chapter.

    Args:
        number: of the chapter, two digits: ``05``.
        root: the checkout.

    Raises:
        KitError: the plan has no sheet, it names what the chapter does not have, or one part of the
            sheet answers another.
        lessons.LessonError: no plan, or one that cannot be used.
        texts.TextError, checks.tasks.TaskError: a file of the chapter cannot be used.
    """
    lesson = lessons.read(lessons.of_number(number, root))
    if lesson.sheet is None:
        raise KitError(f"{lesson.file}: has no [sheet]; CONTRIBUTING says what stands in it")
    asked, where = lesson.sheet, f"{lesson.file}, sheet"
    text, notebook, tasks, _ = files(lesson.chapter, root)
    known = {one.ident: one for one in questions.load(tasks)}
    told = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    hand = _question(known, asked.hand, f"{where}, hand")
    if hand.kind != "cells":
        raise KitError(f"{where}, hand: {asked.hand} is no table to fill in, but a {hand.kind}")
    dispute = _dispute(asked.sources, f"{where}, sources")
    made = Sheet(
        name=lesson.chapter,
        title=lessons.chapter(lesson.chapter, root).title,
        question=str(texts.read(text).get("chapter", {}).get("question", "")),
        era=era_of(lesson.chapter),
        before=tuple(predict.questions(text).values()),
        dispute=dispute,
        claims=tuple(evidence.claim_card(one) for one in claims_of(dispute)),
        asks=tuple(_question(known, one, f"{where}, asks") for one in asked.asks),
        hand=hand,
        code=_gap(teaching.questions(told), asked.code, f"{where}, code"),
        lesson=lesson,
    )
    for key, ident in told_early(made):
        raise KitError(f"{where}: {ident} stands on the sheet and answers {key!r}; choose another")
    return made


def told_early(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Question and evidence, where one part of a sheet answers a question in another part."""
    shown = {card.ident for card in sheet.claims}
    for one in (*sheet.asks, sheet.hand):
        for text in (one.asks, *one.options, *(cell for row in one.rows for cell in row)):
            shown |= {*LINK.findall(text)}
    for before in sheet.before:
        answer = {*before.idents()} - {mark.ident for mark in before.given}
        yield from ((before.key, ident) for ident in sorted(answer & shown))
    for one in (*sheet.asks, sheet.hand):
        right = one.right if isinstance(one.right, list) else [one.right]
        yield from ((one.ident, ident) for ident in right if ident in shown)


def claims_of(dispute: Row) -> list[str]:
    """The ids of the claims that a row of ``contradictions.csv`` sets against each other.

    >>> claims_of({"claims": "a-1; b-2"})
    ['a-1', 'b-2']
    """
    return [one.strip() for one in dispute["claims"].split(";")]


def numbers(root: Path) -> list[str]:
    """The chapters that have a plan, as two digits."""
    return [path.stem[:2] for path in sorted(lessons.folder(root).glob("*.toml"))]


def _question(known: Mapping[str, Question], ident: str, where: str) -> Question:
    if ident not in known:
        raise KitError(f"{where}: no question {ident!r}{evidence.near(ident, known)}")
    return known[ident]


def _dispute(ident: str, where: str) -> Row:
    try:
        return evidence.find("contradictions", ident)
    except evidence.EvidenceError as error:
        raise KitError(f"{where}: {error}") from None


def _gap(known: Mapping[str, tuple[str, str]], ident: str, where: str) -> Gap:
    gaps = {k: pair for k, pair in known.items() if teaching.GAP in teaching.code_in(pair[0])}
    if ident not in gaps:
        raise KitError(f"{where}: no code with a gap is {ident!r}{evidence.near(ident, gaps)}")
    return Gap(ident, *gaps[ident])
