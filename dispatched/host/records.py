"""Each claim, calculation and series as a small JSON file with an address of its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from dispatched import arithmetic, evidence
from dispatched.notebooks import cards

VERSION = 1
"""Of the form of the records; it stands in their addresses. A field may be added within one
version; none is renamed, taken out or given another meaning.
"""

FOLDER = f"api/v{VERSION}"
"""Where the records stand, from the root of the site."""

KINDS = ("claims", "calculations", "series", "indicators")
"""The folders of records."""


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items()}


def of_claim(row: Mapping[str, Any], base: str = "") -> dict[str, Any]:
    """A claim with its words, its source and the place of its card.

    >>> of_claim(evidence.find("claims", "arrivals-1947"))["words"]
    'about 35,000 persons'

    Args:
        row: of ``claims.csv``.
        base: the address of the book, without a stroke at its end.
    """
    card = evidence.claim_card(row["id"])
    source = evidence.source(row["source"])
    work = {name: source[name] for name in ("authors", "title", "published", "year", "doi", "url")}
    return {
        "version": VERSION,
        "kind": "claim",
        **_row(row),
        "words": card.value,
        "card": f"{base}/{cards.page(row['id'])}.html#{row['id']}",
        "reference": {"short": card.source, **work},
    }


def of_calculation(row: Mapping[str, Any], base: str = "") -> dict[str, Any]:
    """A calculation with its result, ``low`` and ``high`` in its unit."""
    made = arithmetic.compute(row)
    return {
        "version": VERSION,
        "kind": "calculation",
        **_row(row),
        "low": made.low,
        "high": made.high,
        "words": arithmetic.calculation_card(row["id"]).value,
        "card": f"{base}/{cards.page(row['id'])}.html#{row['id']}",
    }


def of_series(name: str) -> dict[str, Any]:
    """A series: its rows in the order of the table."""
    rows = [_row(row) for row in evidence.records(evidence.series(name))]
    return {"version": VERSION, "kind": "series", "id": name, "rows": rows}


def all_records(base: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every record with its place below :data:`FOLDER`, without the ending."""
    tables = evidence.tables()
    for row in tables["claims"]:
        yield f"claims/{row['id']}", of_claim(row, base)
    for row in tables["calculations"]:
        yield f"calculations/{row['id']}", of_calculation(row, base)
    for row in tables["indicators"]:
        yield f"indicators/{row['id']}", {"version": VERSION, "kind": "indicator", **_row(row)}
    for table in tables:
        if table.startswith("series-"):
            name = table.removeprefix("series-")
            yield f"series/{name}", of_series(name)


def schema() -> dict[str, Any]:
    """The form of the records as a JSON Schema: the columns of the data package, and ours."""
    fields = {
        "claims": _fields("claims")
        | {"words": _TEXT, "card": _TEXT, "reference": {"type": "object"}},
        "calculations": _fields("calculations")
        | {"words": _TEXT, "card": _TEXT, "low": _NUMBER, "high": _NUMBER},
        "indicators": _fields("indicators"),
        "series": {"id": _TEXT, "rows": {"type": "array", "items": {"type": "object"}}},
    }
    forms = []
    for kind, properties in fields.items():
        one = kind if kind == "series" else kind.removesuffix("s")
        own = {"version": {"const": VERSION}, "kind": {"const": one}}
        must = sorted({"version", "kind", *properties})
        forms.append({"type": "object", "properties": own | properties, "required": must})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Records of the book Dispatched, version {VERSION}",
        "oneOf": forms,
    }


_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "number"}
_TYPES = {"integer": "integer", "year": "integer", "number": "number", "boolean": "boolean"}


def _fields(table: str) -> dict[str, Any]:
    """Column → what its cell is; an empty cell is null."""
    package = evidence.read_description(evidence.data_folder())
    (found,) = (r for r in package["resources"] if r["name"] == table)
    return {
        field["name"]: {"type": [_TYPES.get(field["type"], "string"), "null"]}
        for field in found["schema"]["fields"]
    }
