"""Where a task's matter stands in its chapter: the section to which feedback sends a student.

First the section that holds the exercise which the chapter names beside the task (its goals and its
ladder), else the first section that cites a claim which the task cites, else the chapter's page.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import nbformat

from dispatched.grading import keys

CHAPTERS = keys.ROOT / "chapters"

_HEADING = re.compile(r"^(#{1,3}) (.+)$", re.M)
_CLAIM = re.compile(r"`([a-z][a-z0-9-]{3,60})`")
_CITED = re.compile(r"\(#([a-z][a-z0-9-]{3,60})\)")
_LABEL = re.compile(r"^:label:\s*(\S+)", re.M)


@dataclass(frozen=True)
class Section:
    """A section of the book.

    Args:
        page: address within the book, with the place on the page.
        title: its heading.
    """

    page: str
    title: str


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
        place = "" if head[1] == "#" else f"#{make_id(title)}"
        yield Section(f"chapters/{chapter}.html{place}", title), text[head.end() : end]


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
    for cell in keys.source(assignment).cells:
        name = str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        if not name.endswith("-task"):
            continue
        task = name.removesuffix("-task")
        labels = [one for one, text in known if beside.get(task) in _LABEL.findall(text)]
        claims = {*_CLAIM.findall(cell.source)}
        citing = [one for one, text in known if claims & {*_CITED.findall(text)}]
        found[task] = (labels or citing or [known[0][0]])[0]
    return found
