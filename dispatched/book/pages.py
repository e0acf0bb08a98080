"""Pages made from the tables: evidence cards, calculations, sources. Nothing on them is typed by hand."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from dispatched import calculations, evidence

GRADES = {
    "A": "official document or count, cited with its place",
    "B": "scholarly, with a reference",
    "C": "press, one testimony, or an estimate without a reference",
    "D": "second-hand, damaged, or contradicted by better evidence",
}

VERDICTS = {
    "agrees": "The source's own figures give what it says.",
    "agrees when rounded": "They give it once rounded as the source rounds.",
    "only just": "They give it only at the edge of their range.",
    "disagrees": "They do not give it.",
    "not stated": "The source draws no such figure; we compute it.",
    "conditional": "They give it under a condition that the source does not state.",
}


def page_of(kind: str, row: Mapping[str, Any]) -> str:
    """The document that shows a row of ``claims`` or ``calculations``."""
    return f"back/evidence-{row['era']}" if kind == "claims" else "back/calculations"


def homes() -> dict[str, str]:
    """Row id → document, for everything that a page may link to as evidence."""
    tables = evidence.tables()
    return {row["id"]: page_of(kind, row) for kind in ("claims", "calculations") for row in tables[kind]}


def _text(text: str, *classes: str) -> nodes.paragraph:
    return nodes.paragraph(text, text, classes=list(classes))


def _facts(pairs: Iterable[tuple[str, list[nodes.Node] | str | None]]) -> nodes.Element:
    """Term and value, one a line."""
    box = nodes.definition_list(classes=["facts"])
    for term, value in pairs:
        if not value:
            continue
        body = [nodes.Text(value)] if isinstance(value, str) else value
        box += nodes.definition_list_item(
            "", nodes.term(term, term), nodes.definition("", nodes.paragraph("", "", *body))
        )
    return box


class _Cards(SphinxDirective):
    """Common part: a card is a container that the links of the book point to."""

    has_content = False

    def card(self, ident: str, *classes: str) -> nodes.container:
        box = nodes.container(ids=[ident], names=[ident], classes=["ev", *classes])
        self.state.document.note_explicit_target(box, box)
        return box


def _link(env: Any, ident: str, text: str) -> nodes.Node:
    """A link to a card. Its page is known, so it need not wait for Sphinx to search every label of the book."""
    home = "back/sources" if ident.startswith("source-") else env.dispatched_homes[ident]
    address = f"{env.app.builder.get_relative_uri(env.docname, home)}#{ident}"
    return nodes.reference(text, text, refuri=address, internal=True)


class EvidenceCards(_Cards):
    """``{evidence-cards} 1946``: a card for each claim of an era."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        tables = evidence.tables()
        era = self.arguments[0]
        label = {row["id"]: row["label"] for row in tables["indicators"]}
        rows = [row for row in tables["claims"] if row["era"] == era]
        if not rows:
            raise self.error(
                f"no claim has era {era!r}; eras are {', '.join(sorted({r['era'] for r in tables['claims']}))}"
            )
        order = list(dict.fromkeys(row["indicator"] for row in rows))
        result: list[nodes.Node] = [nodes.raw("", _filter(rows, label), format="html")]
        for indicator in sorted(order, key=lambda i: label[i].lower()):
            section = nodes.section(ids=[f"{era}-{indicator.replace('_', '-')}"])
            section += nodes.title(label[indicator], label[indicator])
            section += [self._one(row) for row in rows if row["indicator"] == indicator]
            result.append(section)
        return result

    def _one(self, row: Mapping[str, Any]) -> nodes.container:
        box = self.card(row["id"], f"era-{row['era']}", f"grade-{row['grade']}", f"src-{row['source']}")
        box += _text(evidence.describe(row), "card-value")
        box += _text(row["statement"], "card-statement")
        cited = f", which cites {row['attributed_to']}" if row["attributed_to"] else ""
        where = ", ".join(x for x in (row["place"], row["sector"] if row["sector"] != "none" else None) if x)
        box += _facts(
            [
                (
                    "Source",
                    [
                        _link(self.env, f"source-{row['source']}", evidence.cite(row["source"], row["locator"])),
                        nodes.Text(cited),
                    ],
                ),
                ("When and where", f"{evidence.years(row)}; {where}"),
                ("Kind", f"{row['measure']}; {row['basis']}"),
                ("Grade", f"{row['grade']}: {GRADES[row['grade']]}"),
                ("Corrected", row["corrected"]),
                ("Note", row["note"]),
                ("Id", [nodes.literal(row["id"], row["id"])]),
            ]
        )
        return box


def _filter(rows: list[dict[str, Any]], label: Mapping[str, str]) -> str:
    """Three lists to choose from; the script of the page shows them and hides the cards that do not fit."""
    esc = html.escape
    era = rows[0]["era"]
    shorts = {row["source"]: evidence.cite(row["source"]) for row in rows}
    choices = {
        "Source": [(f"src-{k}", v) for k, v in sorted(shorts.items(), key=lambda kv: kv[1].lower())],
        "Grade": [(f"grade-{g}", f"{g}: {GRADES[g]}") for g in sorted({row["grade"] for row in rows})],
        "Measured": [
            (f"{era}-{i.replace('_', '-')}", label[i])
            for i in sorted({row["indicator"] for row in rows}, key=lambda i: label[i].lower())
        ],
    }
    parts = []
    for name, options in choices.items():
        ident = f"filter-{name.lower()}"
        inner = "".join(f'<option value="{esc(value)}">{esc(text)}</option>' for value, text in options)
        parts.append(
            f'<div><label for="{ident}">{name}</label><select id="{ident}"><option value="">all</option>{inner}</select></div>'
        )
    return f'<form class="ev-filter" hidden>{"".join(parts)}<p aria-live="polite">{len(rows)} cards</p></form>'


class CalculationCards(_Cards):
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
        result = calculations.compute(row)
        box = self.card(row["id"], "card-calculation")
        value = {"low": result.low, "high": result.high, "best": None, "unit": row["unit"]}
        if result.low == result.high:
            value |= {"low": None, "high": None, "best": result.low}
        value = {k: _rounded(v) for k, v in value.items()}
        box += _text(evidence.describe(value), "card-value")
        box += _text(row["title"], "card-statement")
        inputs: list[nodes.Node] = []
        for name, ident in calculations.inputs_of(row).items():
            inputs += [
                nodes.Text(("; " if inputs else "") + f"{name} = "),
                _link(self.env, ident, evidence.describe(evidence.claim(ident).row)),
            ]
        says = row["says"]
        box += _facts(
            [
                ("From", inputs),
                ("Formula", [nodes.literal(row["formula"], row["formula"])]),
                (
                    "The source says",
                    [_link(self.env, says, evidence.describe(evidence.claim(says).row))] if says else None,
                ),
                ("Verdict", f"{row['verdict'].capitalize()}. {VERDICTS[row['verdict']]}"),
                ("What follows", row["follows"]),
                ("Id", [nodes.literal(row["id"], row["id"])]),
            ]
        )
        return box


def _rounded(value: Any) -> Any:
    return float(f"{value:.4g}") if isinstance(value, float) else value


class ContradictionCards(_Cards):
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
        box += _text(row["topic"], "card-value")
        box += _text(row["reading"], "card-statement")
        lines = nodes.bullet_list()
        for ident in row["claims"].split("; "):
            found = evidence.claim(ident).row
            entry = nodes.paragraph()
            entry += _link(self.env, ident, evidence.describe(found))
            entry += nodes.Text(f": {found['statement']} ({evidence.cite(found['source'], found['locator'])})")
            lines += nodes.list_item("", entry)
        box += lines
        box += _facts([("Why", row["why"]), ("Id", [nodes.literal(row["id"], row["id"])])])
        return box


class TimelineList(_Cards):
    """``{timeline-list}``: every event, era by era, to be read."""

    def run(self) -> list[nodes.Node]:
        tables = evidence.tables()
        result: list[nodes.Node] = []
        for era in tables["eras"]:
            rows = [row for row in tables["events"] if row["era"] == era["id"]]
            section = nodes.section(ids=[f"events-{era['id']}"])
            section += nodes.title("", era["label"])
            section += _facts(
                (
                    evidence.spoken_date(row["date"]),
                    [
                        nodes.strong("", row["title"]),
                        nodes.Text(f". {row['text']} "),
                        _link(self.env, f"source-{row['source']}", evidence.cite(row["source"], row["locator"])),
                    ],
                )
                for row in rows
            )
            result += [section] if rows else []
        return result


class Codebook(_Cards):
    """``{codebook}``: every table and column, from ``datapackage.json``."""

    def run(self) -> list[nodes.Node]:
        import json

        package = json.loads((evidence.data_folder() / "datapackage.json").read_text(encoding="utf-8"))
        result: list[nodes.Node] = []
        for resource in (r for r in package["resources"] if "schema" in r):  # the map has none
            section = nodes.section(ids=[f"table-{resource['name']}"])
            section += nodes.title("", f"{resource['title']} ({resource['path']})")
            count = len(evidence.tables()[resource["name"]])
            section += _text(f"{resource['description']} {count} rows.")
            section += _facts(
                (field["name"], _field(field, resource["schema"])) for field in resource["schema"]["fields"]
            )
            result.append(section)
        return result


def _field(field: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    limits = field.get("constraints", {})
    parts = [field["type"] + (", required" if limits.get("required") else "") + ".", field.get("description", "")]
    if "enum" in limits:
        parts.append(f"One of: {', '.join(limits['enum'])}.")
    for foreign in schema.get("foreignKeys", []):
        if foreign["fields"] == field["name"]:
            parts.append(f"An id of {foreign['reference']['resource']}.")
    return " ".join(part for part in parts if part)


class SourceCards(_Cards):
    """``{source-cards} kind``: each source of a kind with its grade, the reason and what it depends on."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        tables = evidence.tables()
        count = {s["id"]: sum(c["source"] == s["id"] for c in tables["claims"]) for s in tables["sources"]}
        chosen = [row for row in tables["sources"] if row["kind"] == self.arguments[0]]
        if not chosen:
            raise self.error(f"no source is of the kind {self.arguments[0]!r}")
        result = []
        for row in sorted(chosen, key=lambda r: (-count[r["id"]], r["short"].lower())):
            box = self.card(f"source-{row['id']}", f"grade-{row['grade']}")
            box += _text(f"{row['authors']}: {row['title']}", "card-value")
            address = f"https://doi.org/{row['doi']}" if row["doi"] else row["url"]
            link = [nodes.reference(address, address, refuri=address)] if address else None
            box += _facts(
                [
                    ("Published", row["published"]),
                    ("Address", link),
                    ("Kind", row["kind"]),
                    ("Grade", f"{row['grade']}: {row['grade_reason']}"),
                    ("Independence", row["independence"]),
                    ("Our copy", row["copy"]),
                    ("Claims coded", str(count[row["id"]])),
                ]
            )
            result.append(box)
        return result


class ChartOf(SphinxDirective):
    """``{chart-of} name``: a chart that a function of :mod:`dispatched.charts` draws from the tables at build time."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        import json

        from dispatched import charts
        from dispatched.book.mime import chart_node

        make = getattr(charts, self.arguments[0], None)
        if make is None:
            raise self.error(f"dispatched.charts has no chart {self.arguments[0]!r}")
        node = chart_node(spec=json.dumps(make().to_dict()))
        self.set_source_info(node)
        return [node]
