"""Which check sees another value in a cell, in one process: the row is changed, asked, restored.

A check that knows why names the row and what is wrong with it; the lists of expected values
(``tests/expected_claims.json``, ``tests/expected_rows.json``) know only that it is other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat

from dispatched import arithmetic, evidence
from dispatched.evidence import Row, cells, package
from dispatched.notebooks import prose
from dispatched.questions import ledger, ledger_inputs
from tests import renew_claims, renew_rows
from tests.test_known_claims import KNOWN
from tests.trust import around, grounds, grounds_more
from tests.trust.mutants import Mutant

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[((?:[^\[\]]|\\.)*)\]\(#([\w-]+)\)")
LIST = "the list of expected values"
HAND = ("locator", "low", "best", "high", "unit")


class Judge:
    """The tables of the book and everything that asks them."""

    def __init__(self) -> None:
        self.tables = evidence.tables()
        self.around = around.Around(self.tables)
        described = evidence.read_description(evidence.data_folder())["resources"]
        self.schemas = {r["name"]: r["schema"] for r in described if r.get("format") == "csv"}

    @cached_property
    def links(self) -> dict[str, list[tuple[str, str]]]:
        """Id → chapter and words of each link to it that says a number."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for path in sorted(ROOT.glob("chapters/*.ipynb")):
            for cell in nbformat.read(path, as_version=4).cells:
                if cell.cell_type == "markdown":
                    for text, ident in LINK.findall(cell.source):
                        found[ident].append((path.stem, text))
        return found

    @cached_property
    def users(self) -> dict[str, list[Row]]:
        """Claim → the calculations that take it."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.tables["calculations"]:
            for ident in {*arithmetic.inputs_of(row).values(), row["says"]}:
                found[ident].append(row)
        return found

    @cached_property
    def readings(self) -> dict[str, list[Row]]:
        """Claim → the rows of the ledger's evidence that take it."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.tables["ledger-evidence"]:
            for ident in ledger_inputs.read(row).claims:
                found[ident].append(row)
        return found

    @cached_property
    def citing(self) -> dict[str, list[Row]]:
        """Source → the claims that are read in it."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.tables["claims"]:
            found[row["source"]].append(row)
        return found

    @cached_property
    def solved(self) -> list[Row]:
        """The ledger as its inputs give it."""
        return ledger.rows()

    @contextmanager
    def changed(self, mutant: Mutant) -> Iterator[Row]:
        """The row with the other value; afterwards as it was."""
        row = self.tables[mutant.table][mutant.number]
        kept = row[mutant.column]
        self._count(mutant.table, row, -1)
        row[mutant.column] = mutant.value
        self._count(mutant.table, row, 1)
        try:
            yield row
        finally:
            self._count(mutant.table, row, -1)
            row[mutant.column] = kept
            self._count(mutant.table, row, 1)

    def _count(self, table: str, row: Row, by: int) -> None:
        if table == "claims":
            self.around.count_claim(row, by)
        if table == "claims" or table.startswith("series-"):
            self.around.count(row, by)

    def why(self, mutant: Mutant) -> str:
        """The check that sees a mutant and what it says; the list, or nothing, where none does."""
        with self.changed(mutant) as row:
            for name, check in self._checks(mutant.table):
                for told in check(row):
                    return f"{name}: {told}"
            return LIST if self._in_list(mutant, row) else ""

    def _checks(self, table: str) -> Iterator[tuple[str, Any]]:
        yield "the form of the table", lambda row: self._form(table, row)
        if table == "claims":
            yield "its grounds", lambda row: self._of(table, grounds.CLAIM_GROUNDS, row)
            yield "copied by hand", self._by_hand
            yield "a calculation", self._calculations
            yield "the prose", self._prose
            yield "the ledger's evidence", self._evidence
        elif table == "ledger":
            yield "the ledger computed", self._ledger
        else:
            yield "its grounds", lambda row: self._of(table, grounds_more.grounds_of(table), row)
        if table == "sources":
            yield "its claims", self._claims_of
        if table == "calculations":
            yield "the prose", self._prose
        yield "the list of changes", lambda row: self._changes(table, row)

    def _of(self, table: str, asked: Any, row: Row) -> Iterator[str]:
        try:
            for column, what in around.faults(table, row, asked, self.around):
                yield f"column {column}: {what}"
        except evidence.EvidenceError as error:
            yield str(error)

    def _form(self, table: str, row: Row) -> Iterator[str]:
        schema = self.schemas[table]
        try:
            for field in schema["fields"]:
                value = row[field["name"]]
                if isinstance(value, str | int) and not isinstance(value, bool):
                    value = str(value)
                    cells._cell(value, field, f"{table}.csv, column {field['name']}")
            package._check_ranges(f"{table}.csv", [{"id": "", **row}])
            if table == "events":
                package._check_dates("events.csv", [row])
            if table == "claims":
                package._check_claims([row])
                package._check_dates("claims.csv", [row], "checked")
                package._check_seen([row], self.tables["sources"])
        except evidence.EvidenceError as error:
            yield str(error)

    def _by_hand(self, row: Row) -> Iterator[str]:
        known = KNOWN.get(row["id"])
        for column, value in zip(HAND, known, strict=True) if known else ():
            if row[column] != value:
                yield f"column {column}: the source has {value}"

    def _calculations(self, row: Row) -> Iterator[str]:
        for user in self.users[row["id"]]:
            yield from (
                f"{user['id']}: {said}"
                for said in self._of("calculations", grounds_more.grounds_of("calculations"), user)
            )

    def _prose(self, row: Row) -> Iterator[str]:
        named = [row["id"], *(user["id"] for user in self.users.get(row["id"], ()))]
        for ident in named:
            for chapter, text in self.links.get(ident, ()):
                yield from (f"{chapter}: {fault}" for fault in prose.check(f"[{text}](#{ident})"))

    def _evidence(self, row: Row) -> Iterator[str]:
        for user in self.readings[row["id"]]:
            yield from (
                f"{user['id']}: {said}"
                for said in self._of(
                    "ledger-evidence", grounds_more.grounds_of("ledger-evidence"), user
                )
            )

    def _ledger(self, row: Row) -> Iterator[str]:
        made = self.solved[self.tables["ledger"].index(row)]
        for column, value in made.items():
            if (row[column] if row[column] != "" else None) != (value if value != "" else None):
                yield f"column {column}: its inputs give {value}"

    def _claims_of(self, row: Row) -> Iterator[str]:
        for claim in self.citing[row["id"]]:
            asked = {
                name: grounds.CLAIM_GROUNDS[name]
                for name in ("the source fits", "the grade fits", "the years have a ground")
            }
            yield from (f"{claim['id']}: {said}" for said in self._of("claims", asked, claim))
            yield from self._form("claims", claim)

    def _changes(self, table: str, row: Row) -> Iterator[str]:
        for change in self.tables["changes"]:
            if change["table"] == table and change["row"] == row.get("id"):
                yield from (
                    f"{change['id']}: {said}"
                    for said in self._of("changes", grounds_more.grounds_of("changes"), change)
                )

    def _in_list(self, mutant: Mutant, row: Row) -> bool:
        kept = renew_rows.columns_of(mutant.table)
        if mutant.table == "claims":
            kept = (*renew_claims.COLUMNS, *kept)
        number = mutant.kind in ("figure", "year", "date", "number in a text")
        return mutant.column in kept or (number and mutant.table not in renew_rows.MADE)
