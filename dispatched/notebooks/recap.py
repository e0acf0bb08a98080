"""What a chapter has found, in five sentences: the last thing that its story tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from dispatched.notebooks import lanes

TITLE = "In five sentences"
SENTENCES = 5
AFTER, BEFORE = "## What the sources disagree on", "## To discuss"
"""The sections between which it stands."""

_LINK = re.compile(r"\]\([^)]*\)")
_END = re.compile(r"[.?!]['\"”’]?(?=\s+[\[*\"“A-Z\d]|$)")


def sentences(text: str) -> int:
    """How many sentences a paragraph has.

    >>> sentences("It grew ([12](#a)). Who says so? One author.")
    3
    """
    return len(sentence_list(text))


def sentence_list(text: str) -> list[str]:
    """The sentences of a paragraph, each with its marks and links.

    >>> sentence_list("It grew ([12](#a)). Who says so? One author.")
    ['It grew ([12](#a)).', 'Who says so?', 'One author.']
    """
    whole = " ".join(text.split())
    # A link's address may hold no end of a sentence; blanks in its place keep the positions.
    bare = _LINK.sub(lambda found: "]" + "_" * (len(found[0]) - 1), whole)
    ends = [0, *(found.end() for found in _END.finditer(bare))]
    return [whole[a:b].strip() for a, b in pairwise(ends)]


def faults(notebook: Any) -> Iterator[str]:
    """What is wrong with the recap of a chapter, one line each."""
    cells = [c for c in notebook.cells if c.cell_type == "markdown" and lanes.lane(c) == "story"]
    story = "\n\n".join(cell.source for cell in cells)
    parts = re.split(rf"^## {TITLE}$", story, flags=re.M)
    if len(parts) != 2:
        yield f"the story has {len(parts) - 1} sections {TITLE!r}"
        return
    body = re.split(r"^## ", parts[1], maxsplit=1, flags=re.M)[0].strip()
    if "\n\n" in body:
        yield "the recap is one paragraph"
    if (found := sentences(body)) != SENTENCES:
        yield f"the recap has {found} sentences, not {SENTENCES}"
    if AFTER in parts[1] or BEFORE in parts[0]:
        yield f"the recap stands after {AFTER[3:]!r} and before {BEFORE[3:]!r}"
