"""The notes of the deck for Anki: terms, claims with how far to trust them, and years.

Plain text from the tables; ids never change with a text, so that a new deck keeps what a learner
has practiced.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dispatched import evidence, lessons
from dispatched.evidence import Row
from dispatched.kit.cards import spoken_of, told_against
from dispatched.kit.worksheet import numbers

_DEATH = re.compile(r"\b(?:die[sd]?|deaths?|dead|kill\w*|execut\w*)\b", re.I)
_YEAR = re.compile(r"\b(?:18|19|20)\d\d")


@dataclass(frozen=True)
class Note:
    """One thing to learn.

    Args:
        kind: ``term``, ``claim`` or ``year``.
        ident: of its row in the tables.
        fields: plain text, in the order of :data:`FIELDS`.
        tags: chapters and kind.
    """

    kind: str
    ident: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]


FIELDS = {
    "term": ("Term", "Meaning", "Korean", "Russian", "Also"),
    "claim": ("Statement", "Source", "Stated", "Grade", "Reason", "Against"),
    "year": ("Event", "When", "Told", "Source"),
}
"""Kind of a note → its fields."""


def notes(root: Path) -> list[Note]:
    """All notes, in the order of the chapters.

    Args:
        root: the checkout, for the lesson plans.

    Raises:
        lessons.LessonError: a plan cannot be used.
        evidence.EvidenceError: a table cannot be used.
    """
    found = [*_terms(), *_claims(root), *_years()]
    return sorted(found, key=lambda note: note.tags[0])


def chapter_tag(name: str) -> str:
    """The tag of a chapter.

    >>> chapter_tag("05-2000-contract-work")
    'chapter-05'
    """
    return f"chapter-{name[:2]}"


def _terms() -> Iterator[Note]:
    for row in evidence.tables()["glossary"]:
        also = ", ".join(evidence.forms(row)[1:])
        foreign = (row["korean"] or "", row["russian"] or "")
        yield Note(
            "term",
            row["id"],
            (row["term"], row["sentence"], *foreign, also),
            (chapter_tag(row["chapter"]), "term"),
        )


def _claims(root: Path) -> Iterator[Note]:
    chapters: dict[str, list[str]] = {}
    for number in numbers(root):
        lesson = lessons.read(lessons.of_number(number, root))
        for ident in spoken_of(lesson):
            chapters.setdefault(ident, []).append(chapter_tag(lesson.chapter))
    for ident, tags in chapters.items():
        card = evidence.claim_card(ident)
        source = evidence.source(evidence.claim(ident).source)
        yield Note(
            "claim",
            ident,
            (
                card.statement,
                f"{card.source}{card.citing}",
                f"{card.value}, {card.when}; {card.basis}, a {card.measure}",
                card.graded,
                f"The source, grade {source['grade']}: {source['grade_reason']}",
                told_against(ident),
            ),
            (*tags, "claim", f"grade-{card.grade}"),
        )


def _years() -> Iterator[Note]:
    """Events of an era whose title does not give the year away and stands once.

    Where people die, no date is a riddle.
    """
    chapters = {row["id"]: row["chapter"] for row in evidence.tables()["eras"]}
    met = Counter(row["title"] for row in evidence.tables()["events"])
    for row in evidence.tables()["events"]:
        title, chapter = row["title"], chapters[row["era"]]
        hidden = _YEAR.search(title) or _DEATH.search(f"{title} {row['text']}")
        if chapter and met[title] == 1 and not hidden:
            yield Note(
                "year",
                row["id"],
                (title, _when(row), row["text"], evidence.cite(row["source"], row["locator"])),
                (chapter_tag(chapter), "year"),
            )


def _when(row: Row) -> str:
    """The date in words; that of a decade has its letter.

    >>> _when({"date": "1967-03", "precision": "month"})
    'March 1967'
    """
    told = evidence.spoken_date(row["date"])
    return f"{told}s" if row["precision"] == "decade" else told
