"""Who says so: tables of what the book rests on, from sources, claims and findings."""

from __future__ import annotations

from docutils import nodes

from dispatched.book.cards import Cards, table
from dispatched.questions import witnesses

MOST = 12
"""Witnesses that are named; the others are counted together."""


class SourceCounts(Cards):
    """``{source-counts}``: sources by kind and grade, with witnesses and claims."""

    def run(self) -> list[nodes.Node]:
        counts = witnesses.sources_by_kind()
        whole = counts.drop(columns="kind").sum()
        head = ["Kind", "A", "B", "C", "D", "Sources", "Claims"]
        columns = ["A", "B", "C", "D", "sources", "claims"]
        rows = [
            [row["kind"].capitalize(), *(f"{row[column]:,}" for column in columns)]
            for row in counts.to_dict("records")
        ]
        return [table(head, [*rows, ["All", *(f"{whole[column]:,}" for column in columns)]])]


class WitnessCounts(Cards):
    """``{witness-counts}``: those on whom most claims rest, and all others together."""

    def run(self) -> list[nodes.Node]:
        counts = witnesses.by_witness()
        first, others = counts.head(MOST), counts.tail(-MOST)
        rows = [
            [row["witness"], f"{row['sources']:,}", f"{row['claims']:,}", f"{row['share']:.1f}%"]
            for row in first.to_dict("records")
        ]
        rest = others[["sources", "claims", "share"]].sum()
        rows.append(
            [
                f"{len(others):,} others",
                f"{rest['sources']:,.0f}",
                f"{rest['claims']:,.0f}",
                f"{rest['share']:.1f}%",
            ]
        )
        return [table(["Witness", "Sources", "Claims", "Of all claims"], rows)]


class Dependence(Cards):
    """``{dependence}``: what is left of each main finding without a witness, or without press."""

    def run(self) -> list[nodes.Node]:
        head = ["Finding", "Best grade", "Rests on", "Without Lankov", "Without the press"]
        head.append("Without its first witness")
        rows = [
            [
                row["finding"],
                row["grade"],
                row["witnesses"],
                row["without_lankov"],
                row["without_press"],
                f"{row['without_first']} ({row['first']})",
            ]
            for row in witnesses.dependence().to_dict("records")
        ]
        return [table(head, rows)]
