"""Renew ``expected_claims.json``: the fingerprint of each claim, so that no figure changes without
being noticed.

``make fresh`` runs it after a change of ``data/claims.csv`` that is meant: read what it prints, and
commit the table and the fingerprints together.
"""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

from dispatched.whole import write_whole

CLAIMS = Path(__file__).resolve().parents[1] / "data" / "claims.csv"
EXPECTED = Path(__file__).resolve().with_name("expected_claims.json")
COLUMNS = (
    "source",
    "locator",
    "era",
    "year_start",
    "year_end",
    "low",
    "best",
    "high",
    "unit",
    "relation",
    "measure",
)
"""What a claim says; wording, notes and grades may change without a new fingerprint."""


def claims(path: Path = CLAIMS) -> dict[str, dict[str, str]]:
    """Claim id → its row, as text: read without the package under test."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def fingerprint(row: dict[str, str]) -> str:
    """The first twelve hexadecimal digits of the SHA-256 of the columns that carry the figure."""
    return hashlib.sha256("\x1f".join(row[c] for c in COLUMNS).encode()).hexdigest()[:12]


def differences(rows: dict[str, dict[str, str]], expected: dict[str, str]) -> list[str]:
    """One line for each claim that is new, gone or changed."""
    lines = [f"gone     {ident}" for ident in expected if ident not in rows]
    for ident, row in rows.items():
        if expected.get(ident) != fingerprint(row):
            what = "changed " if ident in expected else "new     "
            lines.append(f"{what} {ident}: {' | '.join(row[c] for c in COLUMNS)}")
    return lines


def renew(path: Path = CLAIMS, target: Path = EXPECTED) -> list[str]:
    """Write the fingerprints of the claims in ``path``; return what changes."""
    rows = claims(path)
    expected = json.loads(target.read_text(encoding="utf-8")) if target.exists() else {}
    prints = {ident: fingerprint(row) for ident, row in sorted(rows.items())}
    write_whole(target, json.dumps(prints, indent=1) + "\n")
    return differences(rows, expected)


if __name__ == "__main__":
    changes = renew()
    print("\n".join(changes) or "Nothing changes.")
    print(
        f"{len(changes)} of {len(claims())} claims differ from before; {EXPECTED.name} is written."
    )
