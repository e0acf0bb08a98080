"""Evidence as marks in a frame: from when to when, from what to what, and who says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dispatched import arithmetic, evidence


@dataclass(frozen=True)
class Mark:
    """One piece of evidence in a frame.

    ``low`` or ``high`` is ``None`` where the source leaves that side open (at least, at most).
    ``band`` says that no number between the ends is likelier than another: no middle is drawn.
    ``ident`` has a card; it is empty for a row of a series.
    """

    ident: str
    start: int | None
    end: int | None
    low: float | None
    high: float | None
    middle: float
    value: str
    source: str
    unit: str
    band: bool = False

    @property
    def when(self) -> str:
        """Its years in words."""
        return evidence.years({"year_start": self.start, "year_end": self.end})


def of_claim(ident: str) -> Mark:
    """A claim as a mark.

    >>> of_claim("quota-1967-1984").when
    '1967–1984'

    Raises:
        evidence.EvidenceError: no such claim, or it states no value.
    """
    row = evidence.claim(ident).row
    low, high = evidence.bounds(ident)
    at = evidence.middle(row)
    ends = [y for y in (row["year_start"], row["year_end"]) if y is not None] or [None]
    return Mark(
        ident=ident,
        start=ends[0],
        end=ends[-1],
        low=None if row["relation"] == "at_most" else low,
        high=None if row["relation"] == "at_least" else high,
        middle=low if at is None else at,
        value=evidence.describe(row),
        source=evidence.cite(row["source"], row["locator"]),
        unit=row["unit"],
    )


def of_calculation(ident: str) -> Mark:
    """A calculation's result as a mark; it has no year.

    Raises:
        evidence.EvidenceError: no such calculation.
    """
    row = arithmetic.calculation(ident)
    made = arithmetic.compute(row)
    card = arithmetic.calculation_card(ident)
    return Mark(
        ident=ident,
        start=None,
        end=None,
        low=made.low,
        high=made.high,
        middle=(made.low + made.high) / 2,
        value=card.value,
        source="our calculation",
        unit=row["unit"],
    )


def of_series(name: str, category: str = "") -> list[Mark]:
    """The rows of a series for whole years that have a value, or those of one category.

    A quarter or a month is left out: beside years it would look like a fall.

    >>> [mark.middle for mark in of_series("entries", "all") if mark.start == 2019]
    [21000.0]

    Raises:
        evidence.EvidenceError: no such series, or no such category in it.
    """
    rows = evidence.series_rows(name)
    known = dict.fromkeys(row["category"] for row in rows)
    if category and category not in known:
        near = evidence.near(category, known)
        raise evidence.EvidenceError(f"no category {category!r} in series {name!r}{near}")
    chosen = (row for row in rows if category in ("", row["category"]))
    years = (row for row in chosen if re.fullmatch(r"\d{4}(/\d{4})?", row["date"] or ""))
    return [_of_row(row) for row in years if evidence.middle(row) is not None]


def _of_row(row: Mapping[str, Any]) -> Mark:
    years = [int(year) for year in row["date"].split("/")]
    middle = evidence.middle(row)
    assert middle is not None  # the caller has left such rows out
    stated = [row[c] for c in ("low", "best", "high") if row[c] is not None]
    return Mark(
        ident="",
        start=years[0],
        end=years[-1],
        low=min(stated),
        high=max(stated),
        middle=middle,
        value=evidence.describe(row),
        source=evidence.cite(row["source"], row["locator"]),
        unit=row["unit"],
    )


def of_ledger(cell: str) -> list[Mark]:
    """The ledger's band for one cell over the years, as ``sakhalin-end``: what follows the year.

    >>> of_ledger("sakhalin-end")[0].ident
    'ledger-1946-sakhalin-end'

    Raises:
        evidence.EvidenceError: the ledger has no such cell.
    """
    known = dict.fromkeys(re.sub(r"^ledger-\d+-", "", r["id"]) for r in evidence.tables()["ledger"])
    if cell not in known:
        raise evidence.EvidenceError(f"no cell {cell!r} in the ledger{evidence.near(cell, known)}")
    return [*_cells(cell)]


def silence(era: str) -> tuple[int, int]:
    """Of how many signs of forced labor no text decides in a period, and how many signs there are.

    >>> silence("1950")
    (10, 11)

    Raises:
        evidence.EvidenceError: no such period.
    """
    known = [row["id"] for row in evidence.tables()["eras"]]
    rows = [row for row in evidence.tables()["ilo-evidence"] if row["era"] == era]
    if not rows:
        raise evidence.EvidenceError(
            f"no signs are read for era {era!r}{evidence.near(era, known)}"
        )
    return sum(row["reading"] == "unknown" for row in rows), len(rows)


def _cells(cell: str) -> Iterator[Mark]:
    for row in evidence.tables()["ledger"]:
        if not row["id"].endswith(f"-{row['year']}-{cell}"):
            continue
        low, high = row["low"], row["high"]
        if low is None or high is None:
            continue
        yield Mark(
            ident=row["id"] if arithmetic.has_card(row) else "",
            start=row["year"],
            end=row["year"],
            low=low,
            high=high,
            middle=(low + high) / 2,
            value=evidence.describe({"low": low, "best": None, "high": high, "unit": "persons"}),
            source="the ledger",
            unit="persons",
            band=low < high,
        )
