"""Two lanes of a chapter: the story, read without code, and the workshop.

Each cell carries the tag ``story`` or ``workshop``. Of a code cell in the story its result is read
and its code folds; a workshop cell folds as a whole. With the workshop folded the story must read
without a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

LANES = ("story", "workshop")
WORDS = (1_000, 2_300)
"""Words of a story: about 40 minutes with its charts, questions and the explorer."""


AFTER = ("To discuss", "A debate for the class", "Further reading")
"""Titles of sections for when both have been read: a page shows them in every lane."""


def lane(cell: Any) -> str:
    """The lane of a cell; empty where it says none, or both."""
    found = [tag for tag in cell.metadata.get("tags", []) if tag in LANES]
    return found[0] if len(found) == 1 else ""


def words(notebook: Any) -> int:
    """How many words of text the story has; questions and their answers not counted."""
    cells = (c for c in notebook.cells if c.cell_type == "markdown" and lane(c) == "story")
    plain = re.sub(
        r"^(`{3,})\{(exercise|solution|check|predict)\}.*?^\1$", "", text(cells), flags=re.M | re.S
    )
    return len(re.sub(r"\]\([^)]*\)", "]", plain).split())


def text(cells: Any) -> str:
    """The source of some cells, one after the other."""
    return "\n\n".join(cell.source for cell in cells)


def faults(name: str, notebook: Any) -> Iterator[str]:
    """Cells without a lane, and places where the story has a gap when the workshop is folded."""
    heading = "story"
    before: Any = None
    for number, cell in enumerate(notebook.cells):
        where = f"{name}, cell {number}"
        mine = lane(cell)
        if not mine:
            yield f"{where}: say its lane: one tag, {' or '.join(LANES)}"
            continue
        if cell.cell_type == "markdown":
            titles = re.findall(r"^#{1,3} .+", cell.source, flags=re.M)
            starts = bool(re.match(r"\s*#{1,3} ", cell.source))
            if mine == "story" and heading == "workshop" and not starts:
                yield f"{where}: the story goes on under a heading that folds with the workshop"
                heading = "story"
            if titles:
                heading = mine
            caption = cell.source.startswith("*") and not cell.source.startswith("**")
            after = before is not None and before.cell_type == "code" and before.outputs
            if caption and after and lane(before) != mine:
                yield f"{where}: is in the {mine}, what it speaks of above is not"
        before = cell
    count = words(notebook)
    if not WORDS[0] <= count <= WORDS[1]:
        yield f"{name}: its story has {count:,} words, not {WORDS[0]:,} to {WORDS[1]:,}"
