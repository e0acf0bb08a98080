"""Rows that tell when they are read, so that a build knows which claims a page shows.

A build that keeps pages must make anew each page that shows a claim that has changed. Which those
are, no list says: the rows say it themselves, cell by cell, since a page that counts the claims of
each source shows none of their words. Only ids and eras may be read unnoticed, because a build
begins anew where one of these changes.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

UNNOTICED = frozenset({"id", "era"})
"""Columns that may be read without a word."""

WHOLE = "*"
"""Stands for every column."""

_open: list[set[str]] = []
_kept: list[dict[Hashable, tuple[Any, set[str]]]] = []


def cell(ident: str, column: str = WHOLE) -> str:
    """The name under which a cell of a claim is told, or all of its cells.

    >>> cell("arrivals-1947", "best"), cell("arrivals-1947")
    ('arrivals-1947.best', 'arrivals-1947.*')
    """
    return f"{ident}.{column}"


def note(*cells: str) -> None:
    """Say that cells are read, to whoever listens.

    >>> with noting() as read:
    ...     note(cell("arrivals-1947", "best"))
    >>> read
    {'arrivals-1947.best'}
    """
    _tell(cells)


def _tell(cells: Iterable[str]) -> None:
    if _open:
        _open[-1].update(cells)


@contextmanager
def noting() -> Iterator[set[str]]:
    """Collect the cells of claims that are read inside; whoever listens outside is told too.

    >>> with noting() as read:
    ...     _ = Watched({"id": "a", "era": "1946", "best": 1})["best"]
    >>> read
    {'a.best'}
    """
    mine: set[str] = set()
    _open.append(mine)
    try:
        yield mine
    finally:
        _open.pop()
        _tell(mine)


def remembered(function: Callable[Given, Made]) -> Callable[Given, Made]:
    """A function that works once for each argument, and tells each caller what it has read.

    The caches of Python tell the first caller alone. Arguments must be hashable.

    >>> best = remembered(lambda row_of: Watched({"id": row_of, "best": 1})["best"])
    >>> _ = best("a")
    >>> with noting() as read:
    ...     _ = best("a")
    >>> read
    {'a.best'}
    """
    kept: dict[Hashable, tuple[Made, set[str]]] = {}
    _kept.append(kept)

    @functools.wraps(function)
    def once(*given: Given.args, **named: Given.kwargs) -> Made:
        key = (given, tuple(sorted(named.items())))
        if key not in kept:
            with noting() as read:
                made = function(*given, **named)
            kept[key] = made, read
        made, read = kept[key]
        _tell(read)
        return made

    return once


def forget() -> None:
    """Work anew what is remembered: it was read when nobody watched.

    >>> forget()
    """
    for kept in _kept:
        kept.clear()


class Watched(dict[str, Any]):
    """A row of ``claims.csv`` that says when one of its cells is read, in whatever way.

    A row that is read as a whole, to go through it or to copy it, tells of all of its cells.

    >>> with noting() as read:
    ...     _ = Watched({"id": "a", "best": 1}).copy()
    >>> "a.*" in read
    True
    """

    def __getitem__(self, column: str) -> Any:
        if _open and column not in UNNOTICED:
            note(cell(super().__getitem__("id"), column))
        return super().__getitem__(column)

    def get(self, column: str, default: Any = None) -> Any:
        """One cell.

        >>> Watched({"id": "a"}).get("best", 0)
        0
        """
        if _open and column not in UNNOTICED:
            note(cell(super().__getitem__("id"), column))
        return super().get(column, default)

    def _tell(self) -> None:
        note(cell(super().__getitem__("id")))

    def __iter__(self) -> Iterator[str]:
        """The columns.

        ``dict(row)`` and ``{**row}`` would take the cells past ``__getitem__`` without this.
        """
        return super().__iter__()

    def _all(name: str) -> Any:  # type: ignore[misc]  # noqa: N805 (makes methods)
        whole = getattr(dict, name)

        def told(self: Watched, *given: Any) -> Any:
            """What a plain row gives; and the claim is told.

            >>> with noting() as read:
            ...     _ = Watched({"id": "a"}).items()
            >>> read
            {'a.*'}
            """
            self._tell()
            return whole(self, *given)

        told.__name__ = name
        return told

    items, values, copy, pop, popitem = map(_all, ("items", "values", "copy", "pop", "popitem"))
    __eq__, __ne__, __repr__ = map(_all, ("__eq__", "__ne__", "__repr__"))
    __or__, __ror__, __reversed__ = map(_all, ("__or__", "__ror__", "__reversed__"))
    __hash__ = None
