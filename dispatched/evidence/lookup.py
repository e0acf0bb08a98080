"""The book's own tables: where they lie, a row found by its id, a table as a data frame."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatched.evidence.cells import EvidenceError, Row
from dispatched.evidence.package import read_package
from dispatched.evidence.watched import Watched, forget

if TYPE_CHECKING:
    import pandas as pd


FEW = 30
"""A message names all known words up to this many."""


def data_folder() -> Path:
    """The folder with the tables.

    It is ``$DISPATCHED_DATA``, or the checkout's ``data/``, or the installed copy.

    >>> (data_folder() / "claims.csv").is_file()
    True

    Raises:
        EvidenceError: no such folder holds a ``datapackage.json``.
    """
    return _data_folder(os.environ.get("DISPATCHED_DATA"))


@lru_cache(maxsize=4)
def _data_folder(named: str | None) -> Path:
    package = Path(__file__).resolve().parents[1]
    tried = [Path(named)] if named else [package.parent / "data", package / "data"]
    for folder in tried:
        if (folder / "datapackage.json").is_file():
            return folder
    raise EvidenceError(f"no datapackage.json in {' or '.join(map(str, tried))}")


@lru_cache(maxsize=4)
def _load(folder: Path) -> dict[str, list[Row]]:
    return read_package(folder)


@lru_cache(maxsize=4)
def _by_id(folder: Path) -> dict[str, dict[str, Row]]:
    """Table → id → row; the series have no ids."""
    named = _load(folder).items()
    return {table: {row["id"]: row for row in rows if "id" in row} for table, rows in named}


def tables() -> dict[str, list[Row]]:
    """All tables of the evidence, loaded once and checked.

    >>> [row["id"] for row in tables()["eras"] if row["year_start"]]
    ['1946', '1950', '1967', '2000', '2017', '2022']
    """
    return _load(data_folder())


def watch() -> None:
    """From now on the claims tell when they are read: see :mod:`dispatched.evidence.watched`.

    >>> before = list(tables()["claims"])
    >>> watch()
    >>> type(find("claims", "arrivals-1947")).__name__
    'Watched'
    >>> tables()["claims"][:] = before
    """
    claims = tables()["claims"]
    claims[:] = [row if isinstance(row, Watched) else Watched(row) for row in claims]
    _by_id.cache_clear()
    forget()


def near(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: those that look like it, or all if they are few.

    >>> near("lankov2021", ["wsj2025", "lankov2020"])
    '; near it: lankov2020'
    >>> near("kim", ["wsj2025", "lankov2020"])
    '; there are wsj2025, lankov2020'
    """
    words = list(known)
    found = difflib.get_close_matches(word, words, 3)
    if found:
        return f"; near it: {', '.join(found)}"
    return f"; there are {', '.join(words)}" if len(words) <= FEW else ""


def find(table: str, ident: str) -> Row:
    """The row of a table with this id.

    >>> find("units", "percent")["many"]
    '%'
    >>> find("eras", "1949")
    Traceback (most recent call last):
    dispatched...EvidenceError: no row '1949' in eras.csv; near it: 1946

    Raises:
        EvidenceError: no such table, or no such row; names those that look like it.
    """
    if table not in tables():
        raise EvidenceError(f"no table {table!r}; there are {', '.join(tables())}")
    rows = _by_id(data_folder())[table]
    if ident not in rows:
        raise EvidenceError(f"no row {ident!r} in {table}.csv{near(ident, rows)}")
    return rows[ident]


def known(table: str, ident: str) -> Row | None:
    """The row of a table with this id; None where there is none.

    >>> known("sources", "lankov2020")["year"], known("sources", "a-word")
    (2020, None)
    """
    return _by_id(data_folder())[table].get(ident)


def source(ident: str) -> Row:
    """The row of ``sources.csv`` with this id.

    >>> source("lankov2020")["short"]
    'Lankov 2020'

    Raises:
        EvidenceError: there is none; the message names the nearest ids.
    """
    return find("sources", ident)


def frame(table: str, **where: Any) -> pd.DataFrame:
    """A table as a tidy data frame.

    >>> frame("eras", id=["1946", "1967"])["year_start"].tolist()
    [1946, 1967]

    Args:
        table: ``claims``, ``events``, ``features``, ``calculations``, ``sources`` …
        **where: keep the rows whose column equals the value, or is one of a list of values.

    Returns:
        the table's columns; empty cells as missing values; row order as in the file, index from 0.

    Raises:
        EvidenceError: no such table or column; a word that stands nowhere in its column.

    >>> frame("eras", id="1968")
    Traceback (most recent call last):
    dispatched...EvidenceError: no row of eras.csv has '1968' as id; near it: 1967, 1946
    """
    import pandas as pd

    if table not in tables():
        raise EvidenceError(f"no table {table!r}; there are {', '.join(tables())}")
    rows = tables()[table]
    columns = list(rows[0]) if rows else []
    for column, wanted in where.items():
        if column not in columns:
            raise EvidenceError(
                f"{table}.csv has no column {column!r}; it has {', '.join(columns)}"
            )
        values = {wanted} if isinstance(wanted, str | int | float) else set(wanted)
        _check_words(table, column, values)
        rows = [row for row in rows if row[column] in values]
    result = pd.DataFrame(rows, columns=columns)
    for column in ("year_start", "year_end"):
        if column in result:
            result[column] = result[column].astype("Int64")
    for column in ("low", "best", "high", "score"):
        if column in result:
            result[column] = result[column].astype("float64")
    return result


def _check_words(table: str, column: str, wanted: set[Any]) -> None:
    """A word that no row has is a slip, and no rows would pass for an answer; a number is none."""
    words = {value for value in wanted if isinstance(value, str)}
    if not words:
        return
    there = dict.fromkeys(str(row[column]) for row in tables()[table] if row[column] is not None)
    for word in sorted(words - there.keys()):
        raise EvidenceError(f"no row of {table}.csv has {word!r} as {column}{near(word, there)}")


def series(name: str) -> pd.DataFrame:
    """A context series as a tidy data frame.

    >>> entries = series("entries")
    >>> entries.loc[entries["date"] == "2024-Q1", ["category", "year", "best"]].values.tolist()
    [['all', 2024, 812.0], ['study', 2024, 38.0]]

    Returns:
        ``date, category, low, best, high, unit, source, locator, grade, note``, and ``year`` (the
        first year of the date).

    Raises:
        EvidenceError: no such series; the message names those there are.
    """
    series_rows(name)  # refuses a name that is none
    result = frame(f"series-{name}")
    result["year"] = result["date"].str[:4].astype("Int64")
    return result


def series_rows(name: str) -> list[Row]:
    """The rows of a context series as they stand in its table, for those who need no data frame.

    >>> [row["best"] for row in series_rows("entries") if row["date"] == "2024-Q1"]
    [812.0, 38.0]

    Raises:
        EvidenceError: no such series; the message names those there are.
    """
    known = [table.removeprefix("series-") for table in tables() if table.startswith("series-")]
    if name not in known:
        raise EvidenceError(f"no series {name!r}; there are {', '.join(known)}")
    return tables()[f"series-{name}"]
