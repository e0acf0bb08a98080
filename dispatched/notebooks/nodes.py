"""The ids of the parts of a tagged PDF, by which the cells of a table name their heads."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pikepdf

_NODE = re.compile(r"node\d{8}")


def renumber(pdf: pikepdf.Pdf) -> None:
    """Count the ids from one, in their order.

    Chromium counts on from what it has made before, one more or less as the machine is busy: the
    same page would not give the same bytes.
    """
    found: set[str] = set()

    def noted(name: str) -> str:
        found.add(name)
        return name

    for whole in pdf.objects:
        _each(whole, noted)
    new = {name: f"node{number:08}" for number, name in enumerate(sorted(found), 1)}
    for whole in pdf.objects:
        _each(whole, new.__getitem__)


def _each(node: Any, named: Callable[[str], str]) -> None:
    """Give each id in an object another name; what stands elsewhere comes by itself."""
    if not isinstance(node, pikepdf.Dictionary | pikepdf.Array):
        return
    places: list[Any] = [*node.keys()] if isinstance(node, pikepdf.Dictionary) else []
    for place in places or range(len(node)):
        part = node[place]
        if isinstance(part, pikepdf.String):
            if _NODE.fullmatch(str(part)):
                node[place] = pikepdf.String(named(str(part)))
        elif not getattr(part, "is_indirect", False):
            _each(part, named)
