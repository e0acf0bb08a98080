"""Hold a chapter's text file against its code: every key there, used, and used once.

A key that is missing, a figure that no cell shows, a description that serves two charts, the words
of another chapter: each is named with chapter and key.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from dispatched.texts import Text

PLACES = {"figure": 1, "explore": 2, "words": 0}
"""Function → the place of the key among its arguments."""


def keys(source: str) -> Iterator[tuple[str, str]]:
    """Function and key of each call that takes its words from a text file.

    >>> list(keys('charts.figure(chart, "quota")'))
    [('figure', 'quota')]

    Raises:
        SyntaxError: it is no Python.
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name not in PLACES:
            continue
        given = node.args[PLACES[name] : PLACES[name] + 1]
        given += [word.value for word in node.keywords if word.arg == "key"]
        for value in given:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield name, value.value


def faults(chapter: str, notebook: Any, known: Mapping[str, Text]) -> Iterator[str]:
    """What is wrong between a chapter's code and the text files, one line each.

    Args:
        chapter: its name, the stem of its two files.
        notebook: the chapter.
        known: key → words, of all chapters (:func:`dispatched.texts.together`).
    """
    drawn: dict[str, list[int]] = defaultdict(list)
    mine = {key for key, text in known.items() if text.chapter == chapter}
    met = set()
    for number, cell in enumerate(notebook.cells):
        for function, key in keys(cell.source) if cell.cell_type == "code" else ():
            met.add(key)
            if key not in known:
                yield f"{chapter}, cell {number}: figure {key!r} stands in no text file"
            elif key not in mine:
                other = known[key].chapter
                yield f"{chapter}, cell {number}: figure {key!r} has the words of {other}.toml"
            if function == "figure":
                drawn[key].append(number)
    for key, cells in drawn.items():
        if len(cells) > 1:
            where = " and ".join(map(str, cells))
            yield f"{chapter}, figure {key!r}: one description for the charts of cells {where}"
    for key in sorted(mine - met):
        yield f"{chapter}.toml, figure {key!r}: no cell uses it"
    for key in sorted(mine & met - {*drawn}):
        yield f"{chapter}.toml, figure {key!r}: no chart has its description"
