"""The table ``ledger.csv``: made from its inputs, written whole or not at all, and read again.

``python -m dispatched.questions.ledger_file`` (what ``make ledger`` runs) renews it.
"""

from __future__ import annotations

import csv
import io
import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dispatched import evidence
from dispatched.arithmetic import ClashError
from dispatched.evidence import EvidenceError
from dispatched.models.people_balance import ITEMS, REGIONS
from dispatched.questions import ledger
from dispatched.questions.ledger_inputs import YEARS
from dispatched.whole import told, write_whole

NAME = "ledger.csv"


def text(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as the text of the table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(ledger.COLUMNS)
    writer.writerows([row[column] for column in ledger.COLUMNS] for row in rows)
    return out.getvalue()


def check(rows: Sequence[Mapping[str, Any]]) -> None:
    """A ledger is whole: each year, region and item once and in order, with a rule, ends that rise.

    Raises:
        EvidenceError: the first fault, with its row.
    """
    expected = list(itertools.product(YEARS, REGIONS, ITEMS))
    before = YEARS[0]
    for number, row in enumerate(rows, 2):
        where = f"{NAME}, row {number} ({row['id']}), column"
        if not row["rule"]:
            raise EvidenceError(f"{where} rule: is empty, and must not be")
        if row["year"] < before:
            raise EvidenceError(f"{where} year: {row['year']} stands after {before}")
        before = row["year"]
        if row["high"] is not None and row["low"] > row["high"]:
            raise EvidenceError(f"{where} low: {row['low']} is greater than high {row['high']}")
    places = [(row["year"], row["region"], row["item"]) for row in rows]
    for number, (found, wanted) in enumerate(itertools.zip_longest(places, expected), 2):
        if found != wanted:
            told = "nothing" if wanted is None else " ".join(map(str, wanted))
            raise EvidenceError(f"{NAME}, row {number}: {told} is expected here")


def made(folder: Path) -> str:
    """The text of the table as its inputs in a folder of tables give it.

    What stands in the folder's own ``ledger.csv`` does not matter, nor whether it can be read.

    Raises:
        EvidenceError: a fault in a table.
        ClashError: no numbers fit; names the claims and assumptions that clash.
    """
    with tempfile.TemporaryDirectory() as place:
        copy = Path(shutil.copytree(folder, Path(place) / "data"))
        (copy / NAME).write_bytes(text([]).encode())
        named = os.environ.get("DISPATCHED_DATA")
        os.environ["DISPATCHED_DATA"] = str(copy)
        try:
            rows = ledger.rows()
        finally:
            os.environ.pop("DISPATCHED_DATA")
            if named is not None:
                os.environ["DISPATCHED_DATA"] = named
    check(rows)
    return text(rows)


def write(folder: Path) -> int:
    """Make the table anew in a folder of tables.

    Returns:
        how many of its lines differ from before.

    Raises:
        EvidenceError, ClashError: see :func:`made`; the table stays as it was.
    """
    path = folder / NAME
    before = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    after = made(folder)
    write_whole(path, after)
    lines = after.splitlines()
    return sum(a != b for a, b in itertools.zip_longest(before, lines))


@told("The ledger was not written")
def main(_: Sequence[str] | None = None) -> int:
    """Renew the table, and say what came of it."""
    try:
        changed = write(evidence.data_folder())
    except (EvidenceError, ClashError) as error:
        print(f"The ledger is not made: {error}", file=sys.stderr)
        return 1
    print(f"{NAME}: {changed} lines differ from before." if changed else f"{NAME}: as before.")
    return 0


if __name__ == "__main__":
    sys.exit(main(None))
