"""Our calculations, and where the sources disagree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docutils import nodes

from dispatched import arithmetic, evidence
from dispatched.book.cards import Cards, facts, link, text


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
        made = arithmetic.calculation_card(row["id"])
        box = self.card(made.ident, "card-calculation")
        box += text(made.value, "card-value")
        box += text(made.title, "card-statement")
        inputs: list[nodes.Node] = []
        names = arithmetic.inputs_of(row)
        for name, ident in names.items():
            said = f"{name.rstrip('_')} = "
            inputs += [nodes.Text(("; " if inputs else "") + said), self._figure(ident)]
        box += facts(
            [
                ("From", inputs),
                ("Formula", arithmetic.worded(arithmetic.compiled(made.formula, names))),
                ("The source says", [self._figure(row["says"])] if row["says"] else None),
                ("Verdict", made.judged),
                ("What follows", made.follows),
                ("Id", [nodes.literal(made.ident, made.ident)]),
            ]
        )
        return box

    def _figure(self, ident: str) -> nodes.Node:
        """A claim's figure as a link to its card."""
        return link(self.env, ident, evidence.claim_card(ident).value)


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
            found = evidence.claim_card(ident)
            entry = nodes.paragraph()
            entry += link(self.env, ident, found.value)
            entry += nodes.Text(f": {found.said}")
            lines += nodes.list_item("", entry)
        box += lines
        box += facts([("Why", row["why"]), ("Id", [nodes.literal(row["id"], row["id"])])])
        return box
