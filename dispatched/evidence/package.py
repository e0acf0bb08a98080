"""Read a whole data package: every table, its keys, and what its rows must hold to.

``datapackage.json`` names the tables and their schemas. A schema that several tables share stands
in a file of its own and is named by its path, as Frictionless has it.
"""

from __future__ import annotations

import gc
import itertools
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from dispatched.evidence.cells import YEARS, EvidenceError, Row, read_table, read_text, shown
from dispatched.evidence.terms import check_terms


def _check_ranges(name: str, rows: list[Row]) -> None:
    """low <= best <= high and year_start <= year_end in every row."""
    ranges = [("low", "best", "high"), ("year_start", "year_end")]
    present = [[c for c in columns if rows and c in rows[0]] for columns in ranges]
    for columns in filter(None, present):
        sound: set[tuple[float | None, ...]] = set()  # many rows speak of the same years
        for number, row in enumerate(rows, 2):
            values = tuple([row[c] for c in columns])
            if values in sound:
                continue
            stated = [(c, v) for c, v in zip(columns, values, strict=True) if v is not None]
            for (left, a), (right, b) in itertools.pairwise(stated):
                if a > b:
                    raise EvidenceError(
                        f"{name}, row {number} ({row['id']}), column {left}: "
                        f"{a:g} is greater than {right} {b:g}"
                    )
            sound.add(values)


def _check_dates(name: str, rows: list[Row], column: str = "date") -> None:
    """A date must be one that the calendar has."""
    sound: set[str] = set()  # many rows were checked on one day
    for number, row in enumerate(rows, 2):
        if row[column] in sound:
            continue
        where = f"{name}, row {number} ({row['id']}), column {column}"
        for part in row[column].split("/"):
            year, month, day = ([int(n) for n in part.split("-")] + [1, 1])[:3]
            try:
                date(year, month, day)
            except ValueError as error:
                raise EvidenceError(f"{where}: {part!r}: {error}") from None
            if year not in YEARS:
                raise EvidenceError(f"{where}: {year} is no plausible year")
        sound.add(row[column])


_RELATION = {
    "exact": lambda r: r["best"] is not None,
    "about": lambda r: r["best"] is not None or (r["low"] is not None and r["high"] is not None),
    "at_least": lambda r: r["low"] is not None,
    "at_most": lambda r: r["high"] is not None or r["best"] is not None,
    "between": lambda r: r["low"] is not None and r["high"] is not None,
}


_SAID = ("low", "best", "high", "relation", "unit", "measure")
"""What of a claim its relation and its unit hold to."""


def _check_claims(rows: list[Row]) -> None:
    """What the relation promises must stand in the row."""
    sound: set[tuple[Any, ...]] = set()  # the same figure is told by many
    for number, row in enumerate(rows, 2):
        said = tuple([row[column] for column in _SAID])
        if said in sound:
            continue
        where = f"claims.csv, row {number} ({row['id']}), column"
        stated = [(c, row[c]) for c in ("low", "best", "high") if row[c] is not None]
        if stated and not _RELATION[row["relation"]](row):
            raise EvidenceError(f"{where} relation: {row['relation']} does not fit the values")
        for column, value in stated:
            share = row["unit"] == "percent" and row["measure"] == "share"
            if share and not 0 <= value <= 100:
                raise EvidenceError(
                    f"{where} {column}: {value:g} is a share outside 0 to 100 percent"
                )
            if row["unit"] == "year" and value not in YEARS:
                raise EvidenceError(
                    f"{where} {column}: {value:g} is not a year "
                    f"from {YEARS.start} to {YEARS.stop - 1}"
                )
        sound.add(said)


def _check_seen(claims: list[Row], sources: list[Row]) -> None:
    """What a claim says of how it was seen must agree with what was read of its source."""
    by_id = {row["id"]: row for row in sources}
    sound: set[tuple[str | None, ...]] = set()  # a source is said to be read in few ways
    for number, row in enumerate(claims, 2):
        said = (row["source"], row["seen"], row["attributed_to"], row["checked"])
        if said in sound:
            continue
        where, text = f"claims.csv, row {number} ({row['id']}), column", by_id[row["source"]]
        if row["seen"].split(", ")[0] not in (text["read"], "unknown"):
            raise EvidenceError(
                f"{where} seen: {row['seen']!r}, but sources.csv has {row['source']} as read: "
                f"{text['read']}"
            )
        if row["attributed_to"] and row["seen"] not in ("unknown", f"{text['read']}, relayed"):
            raise EvidenceError(f"{where} seen: names another in attributed_to, so it is relayed")
        if row["checked"] < text["accessed"]:
            raise EvidenceError(
                f"{where} checked: {row['checked']} is before {row['source']} was read "
                f"({text['accessed']})"
            )
        sound.add(said)


def _json(path: Path, name: str) -> Any:
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise EvidenceError(f"{name}, line {error.lineno}: {error.msg}") from None


def _schema(folder: Path, resource: Mapping[str, Any]) -> Any:
    """The schema of a resource, read from the file that it names, if it names one."""
    named = resource["schema"]
    if not isinstance(named, str):
        return named
    path = folder / named
    # The package may come from anywhere: it names files of its own folder only.
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        raise EvidenceError(
            f"datapackage.json: schema {named!r} of {resource['name']} is no file of the package"
        )
    return _json(path, named)


def read_description(folder: Path) -> dict[str, Any]:
    """``datapackage.json`` with each table's schema in its place.

    >>> from dispatched import evidence
    >>> package = read_description(evidence.data_folder())
    >>> claims = package["resources"][0]
    >>> claims["path"], claims["schema"]["fields"][0]["name"]
    ('claims.csv', 'id')

    Raises:
        EvidenceError: there is no such file, or it names no tables, or a table without name, path
            or schema.
    """
    if not (folder / "datapackage.json").is_file():
        raise EvidenceError(f"datapackage.json: there is no such file in {folder}")
    package: dict[str, Any] = _json(folder / "datapackage.json", "datapackage.json")
    try:
        resources = [r for r in package["resources"] if r.get("format") == "csv"]
        missing = [
            f"{part} of {r.get('name')}"
            for r in resources
            for part in ("name", "path", "schema")
            if part not in r
        ]
    except (AttributeError, KeyError, TypeError):
        raise EvidenceError("datapackage.json: holds no list of resources") from None
    if missing:
        raise EvidenceError(f"datapackage.json: {', '.join(missing)} is missing")
    whole = [
        {**r, "schema": _schema(folder, r)} if "schema" in r else r for r in package["resources"]
    ]
    return {**package, "resources": whole}


def _check_keys(resource: Mapping[str, Any], tables: Mapping[str, list[Row]]) -> None:
    """Each id that a table takes from another must stand there."""
    name, rows = resource["name"], tables[resource["name"]]
    for foreign in resource["schema"].get("foreignKeys", []):
        column, target = foreign["fields"], foreign["reference"]
        named = target["resource"] or name
        if any(target["fields"] not in row for row in tables.get(named, [{}])):
            raise EvidenceError(
                f"datapackage.json: {column} of {name} refers to "
                f"{named}.{target['fields']}, which is not there"
            )
        known = {row[target["fields"]] for row in tables[named]}
        for number, row in enumerate(rows, 2):
            if row[column] not in known and row[column] is not None:
                raise EvidenceError(
                    f"{resource['path']}, row {number} ({row.get('id', '')}), column {column}: "
                    f"{shown(row[column])} is not in {named}.csv"
                )


def read_package(folder: Path) -> dict[str, list[Row]]:
    """All tables of a data package, checked: cells, keys, foreign keys, ranges.

    >>> from dispatched import evidence
    >>> tables = read_package(evidence.data_folder())
    >>> tables["eras"][0]["id"], tables["eras"][0]["year_start"]
    ('1946', 1946)

    Args:
        folder: the folder with ``datapackage.json``.

    Returns:
        table name → rows (dicts of column → int, float, str, bool or None).

    Raises:
        EvidenceError: the first fault found, with file, row and column.
    """
    with _kept():
        return _read_package(folder)


@contextmanager
def _kept() -> Iterator[None]:
    """Keep Python from looking for garbage among rows, all of which stay: a third of the time."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()


def _read_package(folder: Path) -> dict[str, list[Row]]:
    package = read_description(folder)
    resources = [r for r in package["resources"] if r.get("format") == "csv"]
    tables: dict[str, list[Row]] = {}
    for resource in resources:
        path = folder / resource["path"]
        if not path.is_file():
            raise EvidenceError(
                f"{resource['path']}: named in datapackage.json, but there is no such file"
            )
        tables[resource["name"]] = read_table(path, resource["schema"])
    for resource in resources:
        _check_keys(resource, tables)
        _check_ranges(resource["path"], tables[resource["name"]])
    if "events" in tables:
        _check_dates("events.csv", tables["events"])
    if "claims" in tables:
        _check_claims(tables["claims"])
        _check_dates("claims.csv", tables["claims"], "checked")
        _check_seen(tables["claims"], tables["sources"])
    if "glossary" in tables:
        check_terms(tables["glossary"])
    return tables
