"""The page of the ledger: its years as tables, its assumptions, the claims that do not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docutils import nodes

from dispatched import arithmetic, evidence
from dispatched.book.cards import Cards, facts, link, table, text
from dispatched.questions import ledger_inputs

SHOWN = {
    "arrivals": "Came",
    "joined": "Born or added",
    "departures": "Went home",
    "exits": "Other exits",
    "end": "There at the end",
}
"""Item → heading of its column."""


class LedgerYears(Cards):
    """``{ledger-years} sakhalin 1946 1961``: a region's years as a table; all years if none."""

    required_arguments = 1
    optional_arguments = 2

    def run(self) -> list[nodes.Node]:
        region, *years = self.arguments
        if region not in arithmetic.REGIONS:
            raise self.error(
                f"the ledger has no region {region!r}{evidence.near(region, arithmetic.REGIONS)}"
            )
        first, last = (int(year) for year in (years or (1946, 2025)))
        cells = {
            (row["year"], row["item"]): row
            for row in evidence.tables()["ledger"]
            if row["region"] == region and first <= row["year"] <= last
        }
        head = ["Year", *SHOWN.values(), "Its end rests on"]
        span = range(first, last + 1)
        made = table(head, [[str(year), *(" " for _ in head[1:])] for year in span])
        body = next(made.findall(nodes.tbody))
        for year, line in zip(span, body.children, strict=True):
            assert isinstance(line, nodes.row)
            for item, entry in zip(SHOWN, line.children[1:], strict=False):
                entry.children[0] = self._number(cells[year, item])
            line.children[-1].children[0] = nodes.paragraph(
                "", "", *self._sources(cells[year, "end"])
            )
        return [made]

    def _number(self, row: Mapping[str, Any]) -> nodes.paragraph:
        """Bold where a source states it, in brackets where an assumption alone does."""
        said = arithmetic.spoken(row)
        shown: nodes.Node = nodes.Text(f"({said})" if row["status"] == "assumed" else said)
        if row["status"] == "documented":
            shown = nodes.strong(said, said)
        place = nodes.paragraph("", "", shown)
        if arithmetic.has_card(row):  # the book's links lead to it
            place["ids"], place["names"] = [row["id"]], [row["id"]]
            self.state.document.note_explicit_target(place, place)
        return place

    def _sources(self, row: Mapping[str, Any]) -> Iterator[nodes.Node]:
        """Each source once, with a link to the first of its claims."""
        found: dict[str, str] = {}
        for ident in (row["claims"] or "").split("; ") if row["claims"] else ():
            found.setdefault(evidence.claim(ident).row["source"], ident)
        for at, (source, ident) in enumerate(found.items()):
            if at:
                yield nodes.Text("; ")
            yield link(self.env, ident, evidence.source(source)["short"])
        if not found:
            yield nodes.Text("assumptions" if row["status"] == "assumed" else "nothing")


class LedgerAssumptions(Cards):
    """``{ledger-assumptions}``: what is assumed, made or not, and what speaks for it."""

    def run(self) -> list[nodes.Node]:
        result: list[nodes.Node] = []
        for row in evidence.tables()["ledger-assumptions"]:
            box = self.card(f"assumption-{row['id']}")
            box += text(row["words"], "card-statement")
            form = f"{row['form']} ({row['years']})" if row["form"] else None
            box += facts(
                [
                    ("Made", "yes" if row["default"] else "no; it can be switched on"),
                    ("Why, and what is against it", row["why"]),
                    ("Form", [nodes.literal(form, form)] if form else None),
                    ("Id", [nodes.literal(row["id"], row["id"])]),
                ]
            )
            result.append(box)
        return result


class LedgerDoubts(Cards):
    """``{ledger-doubts}``: the claims about people that do not count in the ledger, and why."""

    def run(self) -> list[nodes.Node]:
        doubted = [one for one in ledger_inputs.readings() if not one.row["believed"]]
        return [
            facts(
                (evidence.describe(evidence.claim(claim).row), [*self._one(claim, one.row["why"])])
                for one in doubted
                for claim in one.claims
            )
        ]

    def _one(self, ident: str, why: str) -> Iterator[nodes.Node]:
        row = evidence.claim(ident).row
        yield link(self.env, ident, evidence.cite(row["source"], row["locator"]))
        yield nodes.Text(f": {row['statement']} {why}")
