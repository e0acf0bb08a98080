"""Renew ``expected_rows.json``: fingerprints of the rows of all tables.

``make fresh`` runs it after ``renew_claims``, which has the figures of the claims; here are their
place, basis and grade, and what the other tables carry.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from dispatched.whole import write_whole

DATA = Path(__file__).resolve().parents[1] / "data"
EXPECTED = Path(__file__).resolve().with_name("expected_rows.json")
SERIES = ("date", "category", "low", "best", "high", "unit", "source", "locator", "grade")
COLUMNS: dict[str, tuple[str, ...]] = {
    "claims": (
        *("indicator", "place", "sector", "in_words", "basis", "attributed_to", "grade"),
        *("corrected", "seen", "checked", "coders"),
    ),
    "events": ("date", "precision", "era", "source", "locator"),
    "features": ("era", "dimension", "score", "source", "locator"),
    "calculations": ("era", "inputs", "formula", "unit", "says", "verdict"),
    "audit-cases": ("says", "a_inputs", "a_range", "b_inputs", "b_range", "formula"),
    "contradictions": ("claims", "kind"),
    "findings": ("era", "claims", "same_quantity"),
    "sources": ("year", "date", "doi", "url", "kind", "grade", "read", "accessed"),
    "eras": ("year_start", "year_end", "chapter"),
    "ilo": ("source", "locator"),
    "ilo-evidence": ("indicator", "era", "reading", "source", "locator", "evidence"),
    "resolutions": ("resolution", "date", "paragraph", "deadline", "source", "locator"),
    "ledger-evidence": (
        *("claims", "region", "item", "year_start", "year_end", "when", "reading", "needs"),
        "believed",
    ),
    "ledger-assumptions": ("default", "form", "years"),
    "second-pass": ("rows",),
    "changes": ("date", "table", "row", "column", "before", "after"),
    "glossary": ("chapter", "kind", "linked", "words"),
    "unread": ("era", "seen"),
}
"""Table → the columns that carry what it says."""


MADE = ("ledger",)
"""Tables that are computed, and compared with what is computed."""


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table that are kept whole; of the others, the numbers in them are."""
    return SERIES if table.startswith("series-") else COLUMNS.get(table, ())


def fingerprint(row: Mapping[str, str], columns: tuple[str, ...]) -> str:
    """The first eight hexadecimal digits of the SHA-256 of these columns, and of the numbers in the
    others: words may change without a new fingerprint.
    """
    words = " ".join(text for column, text in row.items() if column not in columns)
    told = [*(row[c] for c in columns), *re.findall(r"\d[\d.,]*", words)]
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:8]


def rows(data: Path = DATA) -> dict[str, list[dict[str, str]]]:
    """Table → its rows as text, read without the package under test."""
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted(data.rglob("*.csv")):
        name = f"series-{path.stem}" if path.parent.name == "series" else path.stem
        if name not in MADE:
            with path.open(encoding="utf-8", newline="") as file:
                found[name] = list(csv.DictReader(file))
    return found


def prints(tables: Mapping[str, list[dict[str, str]]]) -> dict[str, list[str]]:
    """Table → the fingerprints of its rows, in the order of the file."""
    return {
        name: [
            f"{row.get('id') or row['date']} {fingerprint(row, columns_of(name))}" for row in rows
        ]
        for name, rows in tables.items()
    }


def differences(now: Mapping[str, list[str]], before: Mapping[str, list[str]]) -> list[str]:
    """One line for each row that is new, gone or changed."""
    lines = []
    for table in sorted({*now, *before}):
        old, new = before.get(table, []), now.get(table, [])
        lines += [f"{table}.csv: {row.split()[0]} was other" for row in old if row not in new]
        lines += [f"{table}.csv: {row.split()[0]} is new so" for row in new if row not in old]
    return lines


def renew(data: Path = DATA, target: Path = EXPECTED) -> list[str]:
    """Write the fingerprints of the tables in ``data``; return what changes."""
    before = json.loads(target.read_text(encoding="utf-8")) if target.exists() else {}
    now = prints(rows(data))
    write_whole(target, json.dumps(now, indent=1) + "\n")
    return differences(now, before)


if __name__ == "__main__":
    changes = renew()
    print("\n".join(changes) or "Nothing changes in the other tables.")
