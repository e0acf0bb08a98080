"""A lesson plan as it is read: its steps, mistakes, board, roles and versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


class LessonError(ValueError):
    """A lesson plan that cannot be used; names the file, the place in it and what is wrong."""


@dataclass(frozen=True)
class Step:
    """One step of a lesson.

    Args:
        minutes: how long it takes.
        does: what teacher and class do; Markdown.
        asks: the questions as they are put.
        expect: what a class answers, and what the teacher does with it; Markdown.
    """

    minutes: int
    does: str
    asks: tuple[str, ...]
    expect: str


@dataclass(frozen=True)
class Quick:
    """A step of the short lesson.

    Args:
        step: its number in the whole lesson, from 1.
        minutes: how long it takes there.
        how: what is different then; Markdown, empty where nothing is.
    """

    step: int
    minutes: int
    how: str


@dataclass(frozen=True)
class Mistake:
    """What students get wrong: as one says it, where it comes from, what to ask then."""

    says: str
    why: str
    then: str


@dataclass(frozen=True)
class Part:
    """One side of a debate: who speaks, what it holds, and the ids of its evidence."""

    who: str
    holds: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Roles:
    """A debate or an exercise with sources, in roles."""

    title: str
    setting: str
    question: str
    parts: tuple[Part, ...]
    debrief: str


@dataclass(frozen=True)
class Sheet:
    """What the printed sheet of a chapter asks, beside its questions before the evidence.

    Args:
        sources: a row of ``contradictions.csv``, whose claims stand side by side.
        asks: three questions with a field.
        hand: a question that is a table to fill in, for a class without computers.
        code: a question whose code has a gap, for a class with computers.
    """

    sources: str
    asks: tuple[str, ...]
    hand: str
    code: str


@dataclass(frozen=True)
class Lesson:
    """The plan of one chapter.

    Args:
        chapter: the name of the chapter.
        minutes: of the whole; the steps add up to it.
        outcome: what a student can do after it; one sentence.
        short: what falls away in half the time.
        quick: the steps of the short lesson, in order.
        steps: in order.
        wrong: what students get wrong.
        board: a sketch in text.
        roles: a debate.
        unplugged: the lesson without computers.
        pandas: for those who know pandas and not the history.
        history: for those who know the history and no pandas.
        care: what needs care, and how to speak of it; empty where nothing does.
        sheet: what is printed for students; none where the plan has no sheet.
    """

    chapter: str
    minutes: int
    outcome: str
    short: str
    quick: tuple[Quick, ...]
    steps: tuple[Step, ...]
    wrong: tuple[Mistake, ...]
    board: str
    roles: Roles
    unplugged: str
    pandas: str
    history: str
    care: str
    sheet: Sheet | None = None

    @property
    def number(self) -> int:
        """Of the chapter."""
        return int(self.chapter[:2])

    @property
    def quick_minutes(self) -> int:
        """Of the short lesson."""
        return sum(one.minutes for one in self.quick)

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.chapter}.toml"

    def texts(self) -> Iterator[tuple[str, str]]:
        """Place and Markdown of everything that is said in it."""
        yield from (("lesson, outcome", self.outcome), ("lesson, short", self.short))
        yield from ((f"quick, step {one.step}, how", one.how) for one in self.quick if one.how)
        for number, step in enumerate(self.steps, 1):
            yield f"step {number}, does", step.does
            yield from ((f"step {number}, asks", asked) for asked in step.asks)
            yield f"step {number}, expect", step.expect
        for number, one in enumerate(self.wrong, 1):
            for name in ("says", "why", "then"):
                yield f"wrong {number}, {name}", getattr(one, name)
        for name in ("title", "setting", "question", "debrief"):
            yield f"roles, {name}", getattr(self.roles, name)
        for number, part in enumerate(self.roles.parts, 1):
            yield from ((f"part {number}, who", part.who), (f"part {number}, holds", part.holds))
        for name in ("unplugged", "pandas", "history", "care"):
            yield f"versions, {name}", getattr(self, name)
