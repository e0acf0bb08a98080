"""Cells whose editor dropped nbgrader's names, found again by their text and place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_CHECK = re.compile(r"""^[ \t]*check\([ \t]*["']([\w.-]{1,80})["']""", re.M)
_TASK = re.compile(r"\*\*([\w.-]{1,80})\*\*")
_DEFINED = re.compile(r"^(?:def[ \t]+)?([A-Za-z_]\w{0,80})", re.M)


def _text(cell: Mapping[str, Any]) -> str:
    return " ".join(cell["source"].split())


def _name(cell: Mapping[str, Any]) -> str | None:
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def give_names(submitted: Any, released: Any) -> int:
    """Name the cells that have no name of the release, as far as one can tell which they are.

    A locked cell is known by its text, a task by the name at its head, a check by its
    ``check("…")``; an answer is the cell that stands between the cells around it. Code is only
    looked at, never parsed or run. A name that is there already stays.

    Args:
        submitted: the submission; its cells are changed.
        released: the notebook as released, every cell of it with a name.

    Returns:
        how many cells were named.
    """
    known = {_name(cell): cell for cell in released.cells if _name(cell)}
    places: dict[str, int] = {}
    for number, cell in enumerate(submitted.cells):
        if (name := _name(cell)) in known:
            places.setdefault(str(name), number)
    before = len(places)
    if before == len(known):
        return 0
    free = [n for n, cell in enumerate(submitted.cells) if _name(cell) not in known]
    locked = {n: cell for n, cell in known.items() if not cell.metadata.nbgrader.get("solution")}
    texts = {_text(cell): name for name, cell in locked.items() if name not in places}
    checks = {
        m.group(1): n
        for n, c in locked.items()
        if n not in places and (m := _CHECK.search(c.source))
    }
    tasks = {
        m.group(1): n for n, c in locked.items() if n not in places and (m := _TASK.match(c.source))
    }

    def settle(name: str | None, number: int) -> None:
        if name is not None and name not in places and number in free:
            places[name] = number
            free.remove(number)

    for number in list(free):
        settle(texts.get(_text(submitted.cells[number])), number)
    for number in list(free):
        text = submitted.cells[number].source
        for known_by, found in ((checks, _CHECK.search(text)), (tasks, _TASK.match(text))):
            settle(known_by.get(found.group(1)) if found else None, number)
    order = list(known)
    for at, name in enumerate(order):
        if name in places or name in locked:
            continue
        above = max((places[n] for n in order[:at] if n in places), default=-1)
        below = min(
            (places[n] for n in order[at + 1 :] if n in places), default=len(submitted.cells)
        )
        others = [
            n
            for n in order[_next(order, places, at, -1) : _next(order, places, at, 1)]
            if n not in locked
        ]
        between = [n for n in free if above < n < below]
        if others == [name] and between:
            settle(name, _likeliest(known[name], {n: submitted.cells[n] for n in between}))
        elif len(between) == len(others):
            settle(name, between[others.index(name)])
    for name, number in places.items():
        submitted.cells[number].metadata["nbgrader"] = {"grade_id": name}
    return len(places) - before


def _next(order: list[str], places: Mapping[str, int], at: int, step: int) -> int:
    """From a cell on, up or down, the first that is settled: an end of the unknown stretch."""
    while 0 <= at < len(order) and order[at] not in places:
        at += step
    return at + 1 if step < 0 else at


def _likeliest(master: Mapping[str, Any], cells: Mapping[int, Any]) -> int:
    """Of the cells in a gap the answer: of its type, and defining what the released one defines."""
    typed = [n for n, c in cells.items() if c.cell_type == master["cell_type"]] or list(cells)
    name = _DEFINED.match(master["source"])
    return next(
        (n for n in typed if name and name.group(1) in _DEFINED.findall(cells[n].source)), typed[0]
    )
