"""The printed cards of a chapter: claims to sort, and the sides of its debate."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dispatched import arithmetic, evidence, lessons
from dispatched.evidence import ClaimCard, Row
from dispatched.kit.worksheet import LINK, claims_of, era_of
from dispatched.lessons import Lesson, Part

MOST = 16
"""So many claims are printed of a chapter: two sheets of eight."""

SHOWN = 2
"""So many of the claims against it are printed on a card."""


@dataclass(frozen=True)
class Cards:
    """What is printed for one chapter.

    Args:
        title: of the chapter.
        era: an id of ``eras.csv``, which gives the color.
        claims: the cards of its claims.
        lesson: its plan, with the sides of the debate.
    """

    title: str
    era: str
    claims: tuple[ClaimCard, ...]
    lesson: Lesson


def of_chapter(number: str, root: Path) -> Cards:
    """The cards of a chapter.

    Args:
        number: of the chapter, two digits: ``05``.
        root: the checkout.

    Raises:
        lessons.LessonError: no plan, or one that cannot be used.
        texts.TextError, checks.tasks.TaskError: a file of the chapter cannot be used.
    """
    lesson = lessons.read(lessons.of_number(number, root))
    claims = tuple(evidence.claim_card(ident) for ident in spoken_of(lesson)[:MOST])
    title = lessons.chapter(lesson.chapter, root).title
    return Cards(title, era_of(lesson.chapter), claims, lesson)


def spoken_of(lesson: Lesson) -> list[str]:
    """The ids of the claims that a lesson speaks of, each once.

    Those of its debate come first, then those of its sheet, then the others as they are met.
    """
    found = [ident for part in lesson.roles.parts for ident in part.evidence]
    if lesson.sheet:
        found += claims_of(evidence.find("contradictions", lesson.sheet.sources))
    for _, text in lesson.texts():
        found += LINK.findall(text)
    known = {row["id"] for row in evidence.tables()["claims"]}
    return [ident for ident in dict.fromkeys(found) if ident in known]


def against(ident: str) -> list[Row]:
    """The rows of ``contradictions.csv`` that set a claim against others.

    >>> [row["id"] for row in against("stock-2016")][:1]
    ['con-mining-share']
    """
    return [row for row in evidence.tables()["contradictions"] if ident in claims_of(row)]


def told_against(ident: str) -> str:
    """What contradicts a claim, in a line: the topic, the kind, and what others say.

    Where the table lists no disagreement, it says so: that is no proof that the claim is right.
    """
    rows = against(ident)
    if not rows:
        return "The book lists no disagreement on this."
    row = min(rows, key=lambda one: len(claims_of(one)))  # the closest, where there are several
    others = [one for one in claims_of(row) if one != ident and _is_claim(one)]
    said = " ".join(evidence.claim_card(one).said for one in others[:SHOWN])
    more = f" And {len(others) - SHOWN} more." if len(others) > SHOWN else ""
    return f"{row['topic']} ({row['kind']}). {said}{more}"


def _is_claim(ident: str) -> bool:
    return any(row["id"] == ident for row in evidence.tables()["claims"])


def evidence_of(part: Part) -> list[str]:
    """The evidence of one side of a debate: what is stated, and by whom; plain."""
    lines = []
    for ident in part.evidence:
        said = {one.kind: one.text for one in arithmetic.card(ident).parts()}
        lines.append(f"{said['statement']} {said['source']}")
    return lines
