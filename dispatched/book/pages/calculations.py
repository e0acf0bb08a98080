"""Our calculations, and where the sources disagree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docutils import nodes

from dispatched import arithmetic, evidence
from dispatched.book.cards import Cards, facts, link, text

VERDICTS = {
    "agrees": "The source's own figures give what it says.",
    "agrees when rounded": "They give it once rounded as the source rounds.",
    "only just": "They give it only at the edge of their range.",
    "disagrees": "They do not give it.",
    "not stated": "The source draws no such figure; we compute it.",
    "conditional": "They give it under a condition that the source does not state.",
}


class CalculationCards(Cards):
    """``{calculation-cards}``: a card for each calculation, with inputs, result and verdict."""

    def run(self) -> list[nodes.Node]:
        tables = evidence.tables()
        result: list[nodes.Node] = []
        for era in tables["eras"]:
            rows = [row for row in tables["calculations"] if row["era"] == era["id"]]
            section = nodes.section(ids=[f"calculations-{era['id']}"])
            section += nodes.title("", era["label"])
            section += [self._one(row) for row in rows]
            result += [section] if rows else []
        return result

    def _one(self, row: Mapping[str, Any]) -> nodes.container:
        result = arithmetic.compute(row)
        box = self.card(row["id"], "card-calculation")
        value = {"low": result.low, "high": result.high, "best": None, "unit": row["unit"]}
        if result.low == result.high:
            value |= {"low": None, "high": None, "best": result.low}
        value = {k: _rounded(v) for k, v in value.items()}
        box += text(evidence.describe(value), "card-value")
        box += text(row["title"], "card-statement")
        inputs: list[nodes.Node] = []
        for name, ident in arithmetic.inputs_of(row).items():
            inputs += [
                nodes.Text(("; " if inputs else "") + f"{name} = "),
                link(self.env, ident, evidence.describe(evidence.claim(ident).row)),
            ]
        says = row["says"]
        box += facts(
            [
                ("From", inputs),
                ("Formula", [nodes.literal(row["formula"], row["formula"])]),
                (
                    "The source says",
                    [link(self.env, says, evidence.describe(evidence.claim(says).row))] if says else None,
                ),
                ("Verdict", f"{row['verdict'].capitalize()}. {VERDICTS[row['verdict']]}"),
                ("What follows", row["follows"]),
                ("Id", [nodes.literal(row["id"], row["id"])]),
            ]
        )
        return box


def _rounded(value: Any) -> Any:
    return float(f"{value:.4g}") if isinstance(value, float) else value


class ContradictionCards(Cards):
    """``{contradiction-cards}``: where sources disagree or err, by kind."""

    def run(self) -> list[nodes.Node]:
        rows = evidence.tables()["contradictions"]
        result: list[nodes.Node] = []
        for kind in dict.fromkeys(row["kind"] for row in rows):
            section = nodes.section(ids=[f"kind-{kind.replace(' ', '-')}"])
            section += nodes.title("", kind.capitalize())
            section += [self._one(row) for row in rows if row["kind"] == kind]
            result.append(section)
        return result

    def _one(self, row: Mapping[str, Any]) -> nodes.container:
        box = self.card(row["id"])
        box += text(row["topic"], "card-value")
        box += text(row["reading"], "card-statement")
        lines = nodes.bullet_list()
        for ident in row["claims"].split("; "):
            found = evidence.claim(ident).row
            entry = nodes.paragraph()
            entry += link(self.env, ident, evidence.describe(found))
            entry += nodes.Text(f": {found['statement']} ({evidence.cite(found['source'], found['locator'])})")
            lines += nodes.list_item("", entry)
        box += lines
        box += facts([("Why", row["why"]), ("Id", [nodes.literal(row["id"], row["id"])])])
        return box
