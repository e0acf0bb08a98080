"""The cards of an era's claims, and the lists to choose among them."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from docutils import nodes

from dispatched import evidence
from dispatched.book.cards import Cards, facts, link, text


class EvidenceCards(Cards):
    """``{evidence-cards} 1946``: a card for each claim of an era."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        tables = evidence.tables()
        era = self.arguments[0]
        label = {row["id"]: row["label"] for row in tables["indicators"]}
        rows = [row for row in tables["claims"] if row["era"] == era]
        if not rows:
            known = ", ".join(sorted({r["era"] for r in tables["claims"]}))
            raise self.error(f"no claim has era {era!r}; eras are {known}")
        named = sorted({row["indicator"] for row in rows}, key=lambda i: label[i].lower())
        measured = {indicator: label[indicator] for indicator in named}
        result: list[nodes.Node] = [nodes.raw("", _filter(rows, measured), format="html")]
        for indicator in measured:
            section = nodes.section(ids=[f"{era}-{indicator.replace('_', '-')}"])
            section += nodes.title(label[indicator], label[indicator])
            section += [self._one(row) for row in rows if row["indicator"] == indicator]
            result.append(section)
        return result

    def _one(self, row: Mapping[str, Any]) -> nodes.container:
        claim = evidence.claim_card(row["id"])
        marks = (f"era-{claim.era}", f"grade-{claim.grade}", f"src-{row['source']}")
        box = self.card(claim.ident, *marks)
        box += text(claim.value, "card-value")
        box += text(claim.statement, "card-statement")
        source = link(self.env, f"source-{row['source']}", claim.source)
        box += facts(
            [
                ("Source", [source, nodes.Text(claim.citing)]),
                ("When and where", claim.setting),
                ("Kind", f"{claim.measure}; {claim.basis}"),
                ("Grade", claim.graded),
                ("Seen", claim.witnessed),
                ("Corrected", claim.corrected),
                ("Note", claim.note),
                ("Id", [nodes.literal(claim.ident, claim.ident)]),
            ]
        )
        return box


def _filter(rows: list[dict[str, Any]], measured: Mapping[str, str]) -> str:
    """Three lists to choose from; the last has the indicators in the order of the page.

    Where scripts run they are seen, and the script of the page hides the cards that do not fit.
    """
    esc = html.escape
    era = rows[0]["era"]
    shorts = {row["source"]: evidence.cite(row["source"]) for row in rows}
    choices = {
        "Source": [
            (f"src-{k}", v) for k, v in sorted(shorts.items(), key=lambda kv: kv[1].lower())
        ],
        "Grade": [
            (f"grade-{g}", f"{g}: {evidence.GRADES[g]}")
            for g in sorted({row["grade"] for row in rows})
        ],
        "Measured": [
            (f"{era}-{indicator.replace('_', '-')}", words) for indicator, words in measured.items()
        ],
    }
    parts = []
    for name, options in choices.items():
        ident = f"filter-{name.lower()}"
        inner = "".join(
            f'<option value="{esc(value)}">{esc(words)}</option>' for value, words in options
        )
        parts.append(
            f'<div><label for="{ident}">{name}</label>'
            f'<select id="{ident}"><option value="">all</option>{inner}</select></div>'
        )
    count = f'<p aria-live="polite">{len(rows)} of {len(rows)} cards</p>'
    # It has its room before the script comes: what is below it does not move.
    return f'<form class="ev-filter pst-js-only">{"".join(parts)}{count}</form>'
