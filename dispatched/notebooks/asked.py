"""Hold a chapter's questions before the evidence against its text file: each there, and asked once.

A key that is missing, a question that nobody asks or that is asked twice, one that stands in the
workshop: each is named with chapter and key.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from dispatched.notebooks import lanes, prose, worded
from dispatched.predict import Question

_ASKED = re.compile(r"^(`{3,})\{predict\}[ \t]*(\S*)[ \t]*\n(.*?)^\1[ \t]*$", re.M | re.S)


def keys(source: str) -> list[str]:
    """The keys that a text asks by, in order.

    >>> keys("```{predict} quota\\n```\\n")
    ['quota']
    """
    return [match[2] for match in _ASKED.finditer(source)]


def faults(chapter: str, notebook: Any, known: Mapping[str, Question]) -> Iterator[str]:
    """What is wrong between a chapter's questions and the text files, one line each.

    Args:
        chapter: its name, the stem of its two files.
        notebook: the chapter.
        known: key → question, of all chapters (:func:`dispatched.predict.together`).
    """
    met: dict[str, list[int]] = defaultdict(list)
    mine = {key: question for key, question in known.items() if question.chapter == chapter}
    for number, cell in enumerate(notebook.cells):
        for key in keys(cell.source) if cell.cell_type == "markdown" else ():
            met[key].append(number)
            if lanes.lane(cell) == "workshop":
                yield (
                    f"{chapter}, cell {number}: question {key!r} stands in the workshop; what it "
                    "holds back is the story's"
                )
    placed = [(number, key) for key, cells in met.items() for number in cells]
    homes = {key: question.chapter for key, question in known.items()}
    yield from worded.strangers(chapter, placed, homes, "question")
    for key, cells in met.items():
        if len(cells) > 1:
            yield f"{chapter}, question {key!r}: asked in cells {' and '.join(map(str, cells))}"
    for key, question in mine.items():
        if key not in met:
            yield f"{chapter}.toml, predict {key!r}: no cell asks it"
        words = (question.asks, question.after, *question.options.values())
        for fault in prose.check("\n\n".join([*words, *(i.says for i in question.items)])):
            yield f"{chapter}.toml, predict {key!r}: {fault.problem}: {fault.text!r}"
