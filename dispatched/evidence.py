"""Load, check, query and format the evidence tables in ``data/``.

The schema (columns, types, units, enumerations, foreign keys) is read from ``data/datapackage.json``: this module
holds no list of columns of its own. Every table is checked when it is loaded; a bad cell raises
:class:`EvidenceError`, which names file, row and column.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

YEARS = range(1850, 2101)
"""Years that a row may speak of; anything else is taken for a slip of the keyboard."""

Row = dict[str, Any]


class EvidenceError(ValueError):
    """A table, row, column or id of the evidence that is not as it must be."""


def data_folder() -> Path:
    """The folder with the tables: ``$DISPATCHED_DATA``, or the checkout's ``data/``, or the installed copy.

    Raises:
        EvidenceError: no such folder holds a ``datapackage.json``.
    """
    return _data_folder(os.environ.get("DISPATCHED_DATA"))


@lru_cache(maxsize=4)
def _data_folder(named: str | None) -> Path:
    here = Path(__file__).resolve().parent
    tried = [Path(named)] if named else [here.parent / "data", here / "data"]
    for folder in tried:
        if (folder / "datapackage.json").is_file():
            return folder
    raise EvidenceError(f"no datapackage.json in {' or '.join(map(str, tried))}")


# --- reading and checking -------------------------------------------------------------------------------------


def _text(path: Path) -> str:
    """The text of a table, or a clear error where it is not clean UTF-8."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise EvidenceError(
            f"{path.name}, line {line}: not UTF-8 (byte {raw[error.start]:#04x}). Save the file as UTF-8."
        ) from None
    if "\0" in text:
        raise EvidenceError(f"{path.name}, line {text[: text.index(chr(0))].count(chr(10)) + 1}: holds a NUL byte")
    return text


def _cell(value: str, field: Mapping[str, Any], where: str) -> Any:
    """One cell as int, float, str or None, checked against its field of the data package."""
    limits = field.get("constraints", {})
    if value != value.strip():
        raise EvidenceError(f"{where}: white space around {value!r}")
    if value == "":
        if limits.get("required"):
            raise EvidenceError(f"{where}: is empty, and must not be")
        return None
    kind = field["type"]
    result: Any = value
    if kind in ("integer", "number", "year"):
        try:
            if not re.fullmatch(r"[A-Za-z0-9+.-]+", value):  # float() takes 35_000 and digits of other scripts
                raise ValueError
            result = float(value) if kind == "number" else int(value)
        except ValueError:
            raise EvidenceError(f"{where}: {value!r} is not a {kind}") from None
        if (kind == "number" and result != result) or result in (float("inf"), float("-inf")):
            raise EvidenceError(f"{where}: {value!r} is not a finite number")
        if kind == "year" and result not in YEARS:
            raise EvidenceError(f"{where}: {value!r} is not a year from {YEARS.start} to {YEARS.stop - 1}")
    for bound, wrong in (("minimum", lambda v, b: v < b), ("maximum", lambda v, b: v > b)):
        if bound in limits and wrong(result, limits[bound]):
            raise EvidenceError(f"{where}: {value} is beyond the {bound} of {limits[bound]}")
    if "enum" in limits and value not in limits["enum"]:
        raise EvidenceError(f"{where}: {value!r} is none of {', '.join(limits['enum'])}")
    if "pattern" in limits and not re.fullmatch(limits["pattern"], value):
        raise EvidenceError(f"{where}: {value!r} is not of the form {limits['pattern']}")
    return result


def read_table(path: Path, schema: Mapping[str, Any]) -> list[Row]:
    """The rows of one CSV file, typed and checked against a Table Schema.

    Args:
        path: the CSV file (UTF-8, comma, RFC 4180).
        schema: ``fields`` and ``primaryKey`` as in the Frictionless Table Schema.

    Raises:
        EvidenceError: names file, row (the header is row 1) and column.
    """
    fields = schema["fields"]
    names = [field["name"] for field in fields]
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    lines: list[list[str]] = []
    try:
        lines.extend(reader)
    except csv.Error as error:
        raise EvidenceError(
            f"{path.name}, row {len(lines) + 1}, read up to line {reader.line_num}: {error}. "
            "Is a quotation mark not closed, or not doubled inside a cell?"
        ) from None
    if not lines:
        raise EvidenceError(f"{path.name}: is empty")
    head = lines[0]
    if head != names:
        if len(head) == 1 and ";" in head[0]:
            raise EvidenceError(f"{path.name}, row 1: separated by semicolons; save it with commas")
        missing = [name for name in names if name not in head]
        extra = [name for name in head if name not in names]
        what = (f"column {', '.join(missing)} is missing" if missing else "") + (
            f"{'; ' if missing else ''}column {', '.join(extra)} is unknown" if extra else ""
        )
        raise EvidenceError(f"{path.name}, row 1: {what or 'columns are not in the order of datapackage.json'}")
    rows: list[Row] = []
    seen: dict[Any, int] = {}
    key = schema.get("primaryKey")
    for number, line in enumerate(lines[1:], 2):
        if len(line) != len(names):
            raise EvidenceError(f"{path.name}, row {number}: {len(line)} cells, but {len(names)} columns")
        label = f" ({line[0]})" if line[0] else ""
        row = {
            name: _cell(value, field, f"{path.name}, row {number}{label}, column {name}")
            for name, value, field in zip(names, line, fields, strict=True)
        }
        if key is not None:
            ident = tuple(row[k] for k in ([key] if isinstance(key, str) else key))
            if ident in seen:
                raise EvidenceError(
                    f"{path.name}, row {number}, column {key}: {'/'.join(map(str, ident))} stands in row {seen[ident]} too"
                )
            seen[ident] = number
        rows.append(row)
    return rows


def _check_ranges(name: str, rows: list[Row]) -> None:
    """low <= best <= high and year_start <= year_end in every row."""
    for number, row in enumerate(rows, 2):
        for columns in (("low", "best", "high"), ("year_start", "year_end")):
            stated = [(c, row[c]) for c in columns if row.get(c) is not None]
            for (left, a), (right, b) in itertools.pairwise(stated):
                if a > b:
                    raise EvidenceError(
                        f"{name}, row {number} ({row['id']}), column {left}: {a:g} is greater than {right} {b:g}"
                    )


def _check_dates(name: str, rows: list[Row]) -> None:
    """A date must be one that the calendar has."""
    from datetime import date

    for number, row in enumerate(rows, 2):
        for part in row["date"].split("/"):
            year, month, day = ([int(n) for n in part.split("-")] + [1, 1])[:3]
            try:
                date(year, month, day)
            except ValueError as error:
                raise EvidenceError(f"{name}, row {number} ({row['id']}), column date: {part!r}: {error}") from None
            if year not in YEARS:
                raise EvidenceError(f"{name}, row {number} ({row['id']}), column date: {year} is no plausible year")


_RELATION = {
    "exact": lambda r: r["best"] is not None,
    "about": lambda r: r["best"] is not None or (r["low"] is not None and r["high"] is not None),
    "at_least": lambda r: r["low"] is not None,
    "at_most": lambda r: r["high"] is not None or r["best"] is not None,
    "between": lambda r: r["low"] is not None and r["high"] is not None,
}


def _check_claims(rows: list[Row]) -> None:
    """What the relation promises must stand in the row."""
    for number, row in enumerate(rows, 2):
        where = f"claims.csv, row {number} ({row['id']}), column"
        stated = [(c, row[c]) for c in ("low", "best", "high") if row[c] is not None]
        if stated and not _RELATION[row["relation"]](row):
            raise EvidenceError(f"{where} relation: {row['relation']} does not fit the values")
        for column, value in stated:
            if row["unit"] == "percent" and row["measure"] == "share" and not 0 <= value <= 100:
                raise EvidenceError(f"{where} {column}: {value:g} is a share outside 0 to 100 percent")
            if row["unit"] == "year" and value not in YEARS:
                raise EvidenceError(f"{where} {column}: {value:g} is not a year from {YEARS.start} to {YEARS.stop - 1}")


def read_package(folder: Path) -> dict[str, list[Row]]:
    """All tables of a data package, checked: cells, keys, foreign keys, ranges.

    Args:
        folder: the folder with ``datapackage.json``.

    Returns:
        table name → rows (dicts of column → int, float, str or None).

    Raises:
        EvidenceError: the first fault found, with file, row and column.
    """
    if not (folder / "datapackage.json").is_file():
        raise EvidenceError(f"datapackage.json: there is no such file in {folder}")
    try:
        package = json.loads(_text(folder / "datapackage.json"))
        resources = [r for r in package["resources"] if r.get("format") == "csv"]
        missing = [
            f"{part} of {r.get('name')}" for r in resources for part in ("name", "path", "schema") if part not in r
        ]
    except json.JSONDecodeError as error:
        raise EvidenceError(f"datapackage.json, line {error.lineno}: {error.msg}") from None
    except (AttributeError, KeyError, TypeError):
        raise EvidenceError("datapackage.json: holds no list of resources") from None
    if missing:
        raise EvidenceError(f"datapackage.json: {', '.join(missing)} is missing")
    tables = {}
    for resource in resources:
        path = folder / resource["path"]
        if not path.is_file():
            raise EvidenceError(f"{resource['path']}: named in datapackage.json, but there is no such file")
        tables[resource["name"]] = read_table(path, resource["schema"])
    for resource in resources:
        name, rows = resource["name"], tables[resource["name"]]
        for foreign in resource["schema"].get("foreignKeys", []):
            column, target = foreign["fields"], foreign["reference"]
            named = target["resource"] or name
            if any(target["fields"] not in row for row in tables.get(named, [{}])):
                raise EvidenceError(
                    f"datapackage.json: {column} of {name} refers to {named}.{target['fields']}, which is not there"
                )
            known = {row[target["fields"]] for row in tables[named]}
            for number, row in enumerate(rows, 2):
                if row[column] is not None and row[column] not in known:
                    raise EvidenceError(
                        f"{resource['path']}, row {number} ({row.get('id', '')}), column {column}: "
                        f"{row[column]!r} is not in {target['resource'] or name}.csv"
                    )
        _check_ranges(resource["path"], rows)
    if "events" in tables:
        _check_dates("events.csv", tables["events"])
    if "claims" in tables:
        _check_claims(tables["claims"])
    return tables


@lru_cache(maxsize=4)
def _load(folder: Path) -> dict[str, list[Row]]:
    return read_package(folder)


def tables() -> dict[str, list[Row]]:
    """All tables of the evidence, loaded once and checked."""
    return _load(data_folder())


# --- querying -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Claim:
    """One quantitative statement of one source (a row of ``claims.csv``)."""

    row: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.row[name]
        except KeyError:
            raise AttributeError(f"a claim has no column {name!r}") from None

    def __str__(self) -> str:
        return describe(self.row)


def _find(table: str, ident: str) -> Row:
    rows = tables()[table]
    for row in rows:
        if row["id"] == ident:
            return row
    import difflib

    near = difflib.get_close_matches(ident, [row["id"] for row in rows], 3)
    hint = f"; near it: {', '.join(near)}" if near else ""
    raise EvidenceError(f"no row {ident!r} in {table}.csv{hint}")


def claim(ident: str) -> Claim:
    """The claim with this id.

    Raises:
        EvidenceError: there is none; the message names the nearest ids.
    """
    return Claim(_find("claims", ident))


def source(ident: str) -> Row:
    """The row of ``sources.csv`` with this id (EvidenceError where there is none)."""
    return _find("sources", ident)


def frame(table: str, **where: Any) -> pd.DataFrame:
    """A table as a tidy data frame.

    Args:
        table: ``claims``, ``events``, ``features``, ``calculations``, ``sources`` …
        **where: keep the rows whose column equals the value, or is one of a list of values.

    Returns:
        the table's columns; empty cells as missing values; row order as in the file, index from 0.

    Raises:
        EvidenceError: no such table or column.
    """
    import pandas as pd

    if table not in tables():
        raise EvidenceError(f"no table {table!r}; there are {', '.join(tables())}")
    rows = tables()[table]
    columns = list(rows[0]) if rows else []
    for column, wanted in where.items():
        if column not in columns:
            raise EvidenceError(f"{table}.csv has no column {column!r}; it has {', '.join(columns)}")
        values = {wanted} if isinstance(wanted, str | int | float) else set(wanted)
        rows = [row for row in rows if row[column] in values]
    result = pd.DataFrame(rows, columns=columns)
    for column in ("year_start", "year_end"):
        if column in result:
            result[column] = result[column].astype("Int64")
    for column in ("low", "best", "high", "score"):
        if column in result:
            result[column] = result[column].astype("float64")
    return result


def claims(**where: Any) -> pd.DataFrame:
    """``claims.csv`` as a data frame, filtered: ``claims(era="1946", measure=["stock", "flow"])``.

    Two columns are added: ``value`` (the formatted figure, as on the evidence card) and ``middle`` (``best``, or the
    middle of the range, or the one bound there is: a place to put a mark, not a finding).
    """
    result = frame("claims", **where)
    result["value"] = [describe(row) for row in _records(result)]
    result["middle"] = [middle(row) for row in _records(result)]
    return result


def _records(data: pd.DataFrame) -> Iterator[Row]:
    """Rows as dicts with None for missing."""
    import pandas as pd

    for record in data.to_dict("records"):
        yield {k: (None if pd.isna(v) else v) for k, v in record.items()}


def middle(row: Mapping[str, Any]) -> float | None:
    """``best``, else the middle of low and high, else the one bound that is stated, else None."""
    if row["best"] is not None:
        return row["best"]
    bounds = [row[c] for c in ("low", "high") if row[c] is not None]
    return sum(bounds) / len(bounds) if bounds else None


def bounds(ident: str) -> tuple[float, float]:
    """The lowest and highest value that a claim states (equal where it states one).

    Raises:
        EvidenceError: no such claim, or it states no value.
    """
    row = claim(ident).row
    stated = [row[c] for c in ("low", "best", "high") if row[c] is not None]
    if not stated:
        raise EvidenceError(f"claim {ident!r} states no value")
    return min(stated), max(stated)


# --- formatting -----------------------------------------------------------------------------------------------


def number(value: float) -> str:
    """A number as people read it: 35,000; 1.5; 6.17 million; 69.8.

    Whole numbers from a million up are scaled to millions or billions when three decimals say it all.
    """
    size = abs(value)
    for factor, word in ((1e9, "billion"), (1e6, "million")):
        if size >= factor and abs(value / factor - round(value / factor, 3)) < 1e-12:
            return f"{value / factor:.3f}".rstrip("0").rstrip(".") + f" {word}"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def quantity(value: float, unit: str) -> str:
    """A number with its unit: $450 a month; 70%; 35,000 persons; 1967."""
    row = _find("units", unit)
    if unit == "year":
        return str(int(value))
    text = f"{row['prefix'] or ''}{number(value)}".replace("$-", "-$")
    word = row["one"] if value == 1 else row["many"]
    return f"{text}{'' if word is None or word.startswith('%') else ' '}{word or ''}".strip()


_LEAD = {"exact": "", "about": "about ", "at_least": "at least ", "at_most": "at most ", "between": ""}


def describe(row: Mapping[str, Any]) -> str:
    """The figure of a claim or calculation in words: ``about 35,000 persons``, ``$450 to $800 a month``.

    Args:
        row: ``low``, ``best``, ``high``, ``unit`` and ``relation`` (absent in a calculation).
    """
    low, best, high, unit = row["low"], row["best"], row["high"], row["unit"]
    relation = row.get("relation") or ("between" if low is not None and high is not None else "exact")
    if low is not None and high is not None:
        text = f"{'about ' if relation == 'about' else ''}{_bare(low, unit)} to {quantity(high, unit)}"
        return text if best is None else f"{text} (best {quantity(best, unit)})"
    value = next((v for v in (best, low, high) if v is not None), None)
    return "in words only" if value is None else _LEAD[relation] + quantity(value, unit)


def _bare(value: float, unit: str) -> str:
    """The number with its prefix only, for the first half of a range."""
    if unit == "year":
        return str(int(value))
    return f"{_find('units', unit)['prefix'] or ''}{number(value)}"


def years(row: Mapping[str, Any]) -> str:
    """The years of a row: ``1947``, ``1946–1949`` or ``year not stated``."""
    start, end = row["year_start"], row["year_end"]
    if start is None and end is None:
        return "year not stated"
    if start is None or end is None or start == end:
        return str(start if start is not None else end)
    return f"{start}–{end}"


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def spoken_date(date: str) -> str:
    """An ISO date as people write it: ``March 1967``, ``12 March 1967``, ``1946 to 1965``."""

    def one(part: str) -> str:
        year, *rest = part.split("-")
        if rest and not rest[0].isdigit():
            return f"{year}, {'quarter ' if rest[0][0] == 'Q' else 'half '}{rest[0][1:]}"
        day = f"{int(rest[1])} " if len(rest) > 1 else ""
        return f"{day}{_MONTHS[int(rest[0]) - 1]} {year}" if rest else year

    return " to ".join(map(one, date.split("/")))


def series(name: str) -> pd.DataFrame:
    """A context series as a tidy data frame: ``series("entries")``.

    Returns:
        ``date, category, low, best, high, unit, source, locator, grade, note``, and ``year`` (the first year of the date).

    Raises:
        EvidenceError: no such series; the message names those there are.
    """
    known = [table.removeprefix("series-") for table in tables() if table.startswith("series-")]
    if name not in known:
        raise EvidenceError(f"no series {name!r}; there are {', '.join(known)}")
    result = frame(f"series-{name}")
    result["year"] = result["date"].str[:4].astype("Int64")
    return result


def cite(ident: str, locator: str | None = None) -> str:
    """A short reference: ``Lankov 2020, p21``; the locator counts paragraphs of the archived text.

    Raises:
        EvidenceError: no such source.
    """
    row = source(ident)
    return f"{row['short']}, {locator}" if locator else row["short"]
