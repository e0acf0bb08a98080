"""Where the story of a chapter speaks to a programmer, and not to its reader.

The result of a story cell is read by who reads no code: a chart or a table with words in it. A
bare value of Python, its words for what is missing, names with underscores, and the ids of our
tables belong to the workshop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from dispatched import evidence, vegalite
from dispatched.notebooks.lanes import lane

MISSING = re.compile(r"^(?:NaN|NaT|None|(?:<|&lt;)NA(?:>|&gt;))$")
NAME = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")
"""A name as code writes it: ``duty_in_rubles``."""
CELL = re.compile(r"<t[hd][^>]*>([^<]*)</t[hd]>")
CHANNELS = ("x", "y", "color", "shape", "row", "column", "facet", "text")
"""What a reader sees written beside or on a mark; a tooltip is not among them."""


def talk(notebook: Any) -> Iterator[str]:
    """Each place of the story that shows a bare value, a word for nothing, or an id of a table."""
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code" or lane(cell) != "story":
            continue
        for output in cell.outputs:
            data = output.get("data", {})
            if vegalite.MIME in data:
                said = _labels(data[vegalite.MIME])
            elif "text/html" in data:
                said = CELL.findall(data["text/html"])
            else:
                yield f"cell {number}: a bare value: show a table, or say it in a sentence"
                continue
            for word in dict.fromkeys(said):
                if MISSING.match(word):
                    yield f"cell {number}: {word!r}: say what is missing in a word"
                elif NAME.fullmatch(word):
                    yield f"cell {number}: {word!r} is a name of code: write words, with the unit"
                elif word in _ids():
                    yield f"cell {number}: {word!r} is an id: write how a reader calls it"


def _labels(spec: Any) -> Iterator[str]:
    """The texts that a chart writes: values of the fields of its axes, legends and labels."""
    tables = vegalite.part(spec, "datasets")
    for view in vegalite.views(spec):
        channels = (view.encoding.get(name) for name in CHANNELS)
        fields = {part["field"] for part in channels if isinstance(part, dict) and "field" in part}
        for row in vegalite.rows(view.data, tables):
            yield from (row[name] for name in fields if isinstance(row.get(name), str))


@lru_cache
def _ids() -> frozenset[str]:
    """The ids of claims and of sources."""
    tables = evidence.tables()
    return frozenset(row["id"] for name in ("claims", "sources") for row in tables[name])
