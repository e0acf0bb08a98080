"""What a chapter promises to teach, and whether it keeps it.

A chapter's text file says which verbs of pandas and which ideas of Altair are new in it
(``[teaches]``), which goals it has and where each is asked and assessed (``[goals]``), and where
each new idea is met with a gap and then alone (``[[ladder]]``). All of it is held against the
notebook and its assignment: a verb is used nowhere before it is taught.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dispatched import texts
from dispatched.notebooks import directives, spans, verbs

GAP = "____"
"""What a learner fills in."""

_SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.S)


@dataclass(frozen=True)
class Goal:
    """One thing that a reader can do after a chapter, and where that is tried."""

    ident: str
    says: str
    asked: str
    assessed: str


@dataclass(frozen=True)
class Step:
    """Ideas that go from a worked example to one with a gap to one alone."""

    ideas: tuple[str, ...]
    gap: str
    alone: str


@dataclass(frozen=True)
class Teaching:
    """What one chapter teaches."""

    chapter: str
    pandas: tuple[str, ...]
    altair: tuple[str, ...]
    drawing: str
    goals: tuple[Goal, ...]
    ladder: tuple[Step, ...]

    @property
    def ideas(self) -> tuple[str, ...]:
        """Verbs of pandas, then ideas of Altair."""
        return (*self.pandas, *self.altair)


def read(path: Path) -> Teaching:
    """What the text file of a chapter says of its teaching; what it leaves out is empty.

    Raises:
        texts.TextError: the file cannot be read.
    """
    found = texts.read(path)
    teaches = found.get("teaches", {})

    def line(row: Mapping[str, Any], word: str) -> str:
        return str(row.get(word, ""))

    return Teaching(
        chapter=path.stem,
        pandas=tuple(teaches.get("pandas", ())),
        altair=tuple(teaches.get("altair", ())),
        drawing=line(teaches, "drawing"),
        goals=tuple(
            Goal(ident, line(row, "says"), line(row, "asked"), line(row, "assessed"))
            for ident, row in found.get("goals", {}).items()
        ),
        ladder=tuple(
            Step(tuple(row.get("ideas", ())), line(row, "gap"), line(row, "alone"))
            for row in found.get("ladder", [])
        ),
    )


def taught(chapters: Sequence[Teaching]) -> dict[str, str]:
    """Idea → the chapter that teaches it.

    Raises:
        texts.TextError: two chapters teach the same as new; names both.
    """
    found: dict[str, str] = {}
    for one in chapters:
        for idea in one.ideas:
            if idea in found:
                raise texts.TextError(
                    f"{idea!r} is new in {found[idea]}.toml and again in {one.chapter}.toml"
                )
            found[idea] = one.chapter
    return found


# --- what a notebook uses -----------------------------------------------------------------------


def used(notebook: Any) -> Iterator[tuple[int, set[str]]]:
    """Cell number and the ideas that its code uses; without cells that are folded away."""
    named: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code" or "hide-input" in cell.metadata.get("tags", []):
            continue
        named = verbs.chart_names(ast.parse(cell.source), named)
        yield number, verbs.pandas_verbs(cell.source) | verbs.altair_ideas(cell.source, named)


def too_early(name: str, notebook: Any, known: Iterable[str]) -> Iterator[str]:
    """Ideas that a notebook uses and that neither it nor an earlier chapter teaches."""
    allowed = {*known}
    for number, ideas in used(notebook):
        for idea in sorted(ideas - allowed):
            yield f"{name}, cell {number}: uses {idea!r}, which no chapter has taught by then"
            allowed.add(idea)


def unnamed(one: Teaching, notebook: Any) -> Iterator[str]:
    """New ideas that the text has not named before their first use, and those never used.

    A verb of pandas is named in backticks in any earlier cell of text, an idea of Altair in the
    last one before the code.
    """
    first: dict[str, int] = {}
    for number, ideas in used(notebook):
        for idea in ideas:
            first.setdefault(idea, number)
    for idea in one.ideas:
        if idea not in first:
            yield f"{one.chapter}: teaches {idea!r}, which no cell uses"
            continue
        before = [
            (n, c.source)
            for n, c in enumerate(notebook.cells[: first[idea]])
            if c.cell_type == "markdown"
        ]
        near = before[-1:] if idea in one.altair else before
        if not any(_named(idea, text) for _, text in near):
            where = "the text before it" if idea in one.altair else "no text before it"
            verb = "does not name" if idea in one.altair else "names"
            yield f"{one.chapter}, cell {first[idea]}: uses {idea!r} first; {where} {verb} it"


_SPELLED = {
    verbs.COLUMNS: r"\[\[",
    verbs.ROWS: r"\[[^`\]]",
    "aggregate": r"(count|sum|mean|median|min|max|average|distinct)\(",
    "timeUnit": r"(year|quarter|month|date)\w*\(|timeUnit",
    ":T": r":T\b|temporal",
    "alt.layer": r"alt\.layer|layer|\+",
    "alt.vconcat": r"vconcat|&",
}


def _named(idea: str, text: str) -> bool:
    spelled = _SPELLED.get(idea, rf"\b{re.escape(idea.removeprefix('alt.'))}\b")
    return any(re.search(spelled, part) for part in re.findall(r"`([^`\n]+)`", text))


# --- goals and ladder ---------------------------------------------------------------------------


def questions(notebook: Any) -> dict[str, tuple[str, str]]:
    """Label of each question of a chapter → its text and its answer."""
    asked: dict[str, str] = {}
    answers: dict[str, str] = {}
    for found in _directives(notebook):
        if found.name == "exercise":
            asked[found.options.get("label", "")] = found.body
        elif found.name == "solution":
            answers[found.argument] = found.body
    return {label: (body, answers.get(label, "")) for label, body in asked.items()}


def _directives(notebook: Any) -> Iterator[directives.Directive]:
    """The directives of a notebook's text, whose fence may be of any length."""
    for cell in notebook.cells:
        for block in spans.read(cell.source)[0] if cell.cell_type == "markdown" else ():
            found = directives.parse(block.info, block.content) if "fence" in block.kind else None
            if found:
                yield found


def code_in(text: str) -> str:
    """The Python that stands in a text."""
    blocks = spans.read(text)[0]
    return "\n".join(b.content for b in blocks if b.kind == "fence" and b.info == "python")


def solutions(notebook: Any) -> dict[str, str]:
    """Task → the code of its sample solution."""
    found = {}
    for cell in notebook.cells:
        ident = graded_id(cell)
        if cell.cell_type == "code" and ident.endswith("-answer"):
            found[ident.removesuffix("-answer")] = "\n".join(_SOLUTION.findall(cell.source))
    return found


def graded_id(cell: Any) -> str:
    """The name of a cell of an assignment: ``04-parties-answer``; empty for another cell."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def broken_promises(one: Teaching, chapter: Any, assignment: Any) -> Iterator[str]:
    """Goals that are not asked or assessed, ideas that have no gap or are not met alone."""
    asked, tasks = questions(chapter), solutions(assignment)
    written = {graded_id(cell).removesuffix("-task") for cell in assignment.cells}
    opening = " ".join(chapter.cells[0].source.split())
    promised = re.search(r"\*\*You will\*\*(.*?)\*\*", opening)
    said = len(promised[1].split(";")) if promised else 0
    if said != len(one.goals):
        yield f"{one.chapter}: the first cell promises {said} things, [goals] has {len(one.goals)}"
    for goal in one.goals:
        where = f"{one.chapter}.toml, goal {goal.ident!r}"
        if goal.says not in opening:
            yield f"{where}: the first cell does not say {goal.says!r}"
        if goal.asked not in asked:
            yield f"{where}: no question is labeled {goal.asked!r}"
        if goal.assessed not in written:
            yield f"{where}: no task is called {goal.assessed!r}"
    met = {idea for step in one.ladder for idea in step.ideas}
    for idea in one.ideas:
        if idea not in met:
            yield f"{one.chapter}.toml: no step of the ladder has {idea!r}"
    for step in one.ladder:
        yield from _step(one, step, asked, tasks)


def _step(
    one: Teaching, step: Step, asked: Mapping[str, tuple[str, str]], tasks: Mapping[str, str]
) -> Iterator[str]:
    where = f"{one.chapter}.toml, ladder of {', '.join(step.ideas)}"
    for idea in step.ideas:
        if idea not in one.ideas:
            yield f"{where}: {idea!r} is not new in this chapter"
    if step.gap not in asked:
        yield f"{where}: no question is labeled {step.gap!r}"
    elif GAP not in code_in(asked[step.gap][0]):
        yield f"{where}: the code of question {step.gap!r} has no gap ({GAP})"
    else:
        yield from _lacking(where, f"the answer of {step.gap!r}", step, asked[step.gap][1])
    if step.alone not in tasks:
        yield f"{where}: no task is called {step.alone!r}"
    else:
        yield from _lacking(where, f"the solution of {step.alone!r}", step, tasks[step.alone])


def _lacking(where: str, what: str, step: Step, text: str) -> Iterator[str]:
    code = code_in(text) or text
    try:
        found = verbs.pandas_verbs(code) | verbs.altair_ideas(code)
    except SyntaxError as error:
        yield f"{where}: {what} is no Python ({error.msg})"
        return
    for idea in step.ideas:
        if idea not in found:
            yield f"{where}: {what} does not use {idea!r}"
