"""Hold a chapter's text file against its code: every key there, used, and used once.

A key that is missing, a figure that no cell shows, a description that serves two charts, the words
of another chapter: each is named with chapter and key.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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


def strangers(
    chapter: str, placed: Iterable[tuple[int, str]], homes: Mapping[str, str], what: str
) -> Iterator[str]:
    """What is wrong with keys that are no chapter's, or another's, one line each.

    >>> list(strangers("02-a", [(3, "quota")], {"quota": "04-b"}, "figure"))
    ["02-a, cell 3: figure 'quota' has the words of 04-b.toml"]

    Args:
        chapter: its name.
        placed: cell number and key, wherever the chapter takes its words from a text file.
        homes: key → the chapter whose text file has it.
        what: how such a thing is called.
    """
    for number, key in placed:
        where = f"{chapter}, cell {number}: {what} {key!r}"
        if key not in homes:
            yield f"{where} stands in no text file"
        elif homes[key] != chapter:
            yield f"{where} has the words of {homes[key]}.toml"


def faults(chapter: str, notebook: Any, known: Mapping[str, Text]) -> Iterator[str]:
    """What is wrong between a chapter's code and the text files, one line each.

    Args:
        chapter: its name, the stem of its two files.
        notebook: the chapter.
        known: key → words, of all chapters (:func:`dispatched.texts.together`).
    """
    drawn: dict[str, list[int]] = defaultdict(list)
    homes = {key: text.chapter for key, text in known.items()}
    placed = [
        (number, function, key)
        for number, cell in enumerate(notebook.cells)
        for function, key in (keys(cell.source) if cell.cell_type == "code" else ())
    ]
    yield from strangers(chapter, ((number, key) for number, _, key in placed), homes, "figure")
    for number, function, key in placed:
        if function == "figure":
            drawn[key].append(number)
    mine, met = {key for key in homes if homes[key] == chapter}, {key for *_, key in placed}
    for key, cells in drawn.items():
        if len(cells) > 1:
            where = " and ".join(map(str, cells))
            yield f"{chapter}, figure {key!r}: one description for the charts of cells {where}"
    for key in sorted(mine - met):
        yield f"{chapter}.toml, figure {key!r}: no cell uses it"
    for key in sorted(mine & met - {*drawn}):
        yield f"{chapter}.toml, figure {key!r}: no chart has its description"
