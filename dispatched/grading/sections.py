"""Where a task's matter stands in its chapter: the section to which feedback sends a student.

First the section that holds the question or exercise which the chapter names beside the task (its
goals and its ladder), else the one that cites most of the claims which the task cites, else the
chapter's page.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import nbformat

from dispatched.grading import keys

CHAPTERS = keys.ROOT / "chapters"

_HEADING = re.compile(r"^(#{1,3}) (.+)$", re.M)
_CLAIM = re.compile(r"[`\"]([a-z][a-z0-9-]{3,60})[`\"]")
_CITED = re.compile(r"\(#([a-z][a-z0-9-]{3,60})\)")
_LABEL = re.compile(r"^(?::label:|`{3,}\{check\})[ \t]*(\S+)", re.M)
_AFTER = {"in-five-sentences", "to-discuss", "further-reading", "check-yourself"}
"""Places of sections that say nothing new."""


@dataclass(frozen=True)
class Section:
    """A section of the book.

    Args:
        page: address within the book.
        place: of the section on the page; empty for the page itself.
        title: its heading.
    """

    page: str
    place: str
    title: str

    @property
    def address(self) -> str:
        """Within the book."""
        return f"{self.page}#{self.place}" if self.place else self.page


def _sections(chapter: str) -> Iterator[tuple[Section, str]]:
    """The sections of a chapter, in order, each with its text."""
    from docutils.nodes import make_id

    path = CHAPTERS / f"{chapter}.ipynb"
    text = "\n\n".join(
        c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "markdown"
    )
    heads = list(_HEADING.finditer(text))
    ends = [h.start() for h in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        title = re.sub(r"[*_`]", "", head[2]).strip()
        place = "" if head[1] == "#" else make_id(title)
        yield Section(f"chapters/{chapter}.html", place, title), text[head.end() : end]


def _beside(words: dict[str, Any]) -> dict[str, str]:
    """Task → the chapter's exercise that goes with it."""
    goals = words.get("goals", {}).values()
    pairs = [(g.get("assessed"), g.get("asked")) for g in goals]
    pairs += [(step.get("alone"), step.get("gap")) for step in words.get("ladder", [])]
    return {str(task): str(label) for task, label in reversed(pairs) if task and label}


@cache
def of(assignment: str) -> dict[str, Section]:
    """Task → section, of an assignment that goes with a chapter; empty where there is none."""
    told = CHAPTERS / f"{assignment}.toml"
    if not (CHAPTERS / f"{assignment}.ipynb").is_file() or not told.is_file():
        return {}
    beside = _beside(tomllib.loads(told.read_text(encoding="utf-8")))
    known = list(_sections(assignment))
    found = {}
    for task, text in _tasks(assignment):
        labels = [one for one, body in known if beside.get(task) in _LABEL.findall(body)]
        claims = {*_CLAIM.findall(text)}
        cited = {one: len(claims & {*_CITED.findall(body)}) for one, body in known}
        best = max(cited, key=lambda one: 0 if one.place in _AFTER else cited[one])
        found[task] = labels[0] if labels else best
    return found


def _tasks(assignment: str) -> Iterable[tuple[str, str]]:
    """Each task with all that is said of it: its text, its solution and what stands above both."""
    above, parts = "", dict[str, list[str]]()
    for cell in keys.source(assignment).cells:
        name = str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        if name.endswith("-task"):
            parts[name.removesuffix("-task")] = [cell.source, above]
        elif cell.cell_type == "markdown" and not name.endswith("-answer"):
            above = cell.source
        elif parts:
            parts[next(reversed(parts))].append(cell.source)
    return ((task, "\n".join(texts)) for task, texts in parts.items())
