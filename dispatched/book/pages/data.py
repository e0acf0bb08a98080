"""The timeline as a list, the codebook, and the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes

from dispatched import evidence
from dispatched.book.cards import Cards, facts, link, text
from dispatched.evidence import Row

Entry = tuple[str, list[nodes.Node] | str | None]
"""A line of a list: what it begins with, and what it says."""


def by_era(table: str, prefix: str, entry: Callable[[Row], Entry]) -> list[nodes.Node]:
    """The rows of a table as lists, one section an era; an era without rows has none.

    Args:
        table: its name; each row names its ``era``.
        prefix: of the sections' ids.
        entry: the line of a row.
    """
    tables = evidence.tables()
    result: list[nodes.Node] = []
    for era in tables["eras"]:
        rows = [row for row in tables[table] if row["era"] == era["id"]]
        section = nodes.section(ids=[f"{prefix}-{era['id']}"])
        section += nodes.title("", era["label"])
        section += facts(map(entry, rows))
        result += [section] if rows else []
    return result


class TimelineList(Cards):
    """``{timeline-list}``: every event, era by era, to be read."""

    def run(self) -> list[nodes.Node]:
        return by_era("events", "events", self._entry)

    def _entry(self, row: Row) -> Entry:
        place = evidence.cite(row["source"], row["locator"])
        source = link(self.env, f"source-{row['source']}", place)
        said = [nodes.strong("", row["title"]), nodes.Text(f". {row['text']} "), source]
        return evidence.spoken_date(row["date"]), said


class Codebook(Cards):
    """``{codebook}``: every table and column, from ``datapackage.json``, then all rubrics."""

    def run(self) -> list[nodes.Node]:
        package = evidence.read_description(evidence.data_folder())
        result: list[nodes.Node] = []
        for resource in (r for r in package["resources"] if "schema" in r):  # the map has none
            section = nodes.section(ids=[f"table-{resource['name']}"])
            section += nodes.title("", f"{resource['title']} ({resource['path']})")
            count = len(evidence.tables()[resource["name"]])
            said = text(f"{resource['description']} {count} rows. ")
            said += _alone(resource["path"])
            section += said
            section += facts(
                (field["name"], _field(field, resource["schema"]))
                for field in resource["schema"]["fields"]
            )
            result.append(section)
        return [*result, rubrics(evidence.tables()["dimensions"])]


STEPS = tuple(f"score_{step}" for step in range(5))
"""The columns of a rubric, from the tightest to the freest."""


def rubrics(dimensions: Sequence[Row]) -> nodes.section:
    """What each step of each rubric says, to score by on paper.

    Args:
        dimensions: rows of the table of that name; one without steps has no rubric.
    """
    box = nodes.section("", nodes.title("", "The rubrics"), ids=["rubrics"])
    box += text(
        "What each score says. At 0 a worker is held most tightly, at 4 he is freest or best off."
    )
    for row in dimensions:
        if any(row[step] for step in STEPS):
            one = nodes.section("", nodes.title("", row["label"]), ids=[f"rubric-{row['id']}"])
            one += text(row["question"])
            one += facts((step.removeprefix("score_"), row[step]) for step in STEPS)
            box += one
    without = [row["label"] for row in dimensions if not any(row[step] for step in STEPS)]
    if without:
        box += text(f"Without a rubric: {', '.join(without)}.")
    return box


def _alone(path: str) -> nodes.Node:
    """A link to a table as one file, which stands among the downloads."""
    name = path.rpartition("/")[2]
    address = f"../downloads/tables/{name}"
    return nodes.reference(name, f"Take {name}", refuri=address, internal=True)


def _field(field: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    limits = field.get("constraints", {})
    parts = [
        field["type"] + (", required" if limits.get("required") else "") + ".",
        field.get("description", ""),
    ]
    if "enum" in limits:
        parts.append(f"One of: {', '.join(limits['enum'])}.")
    for foreign in schema.get("foreignKeys", []):
        if foreign["fields"] == field["name"]:
            parts.append(f"An id of {foreign['reference']['resource']}.")
    return " ".join(part for part in parts if part)


SEEN_OF = {
    "nothing": "nothing of it was seen",
    "title": "only the title was seen",
    "contents": "only the list of contents was seen",
    "abstract": "only the abstract was seen",
    "summary": "only a summary was seen",
    "opening": "only the opening was seen",
    "part": "a part of it was seen",
    "relay": "seen only as others pass it on",
}
"""How much of a work that was not read is known, as the list says it."""


class UnreadList(Cards):
    """``{unread-list}``: works and documents that nobody has read for the book, by period."""

    def run(self) -> list[nodes.Node]:
        return by_era("unread", "missing", self._entry)

    def _entry(self, row: Row) -> Entry:
        published = nodes.Text(f". {row['published']}" if row["published"] else "")
        why = nodes.Text(f" ({SEEN_OF[row['seen']]}). {row['why']}")
        return row["author"], [nodes.emphasis("", row["title"]), published, why]


class SourceNames(Cards):
    """``{source-names} kind``: the sources of a kind by name, each with a link to its card.

    Each name has the address that the card had before it went to a page of its own. From there the
    script of the page leads on at once.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        rows = [r for r in evidence.tables()["sources"] if r["kind"] == self.arguments[0]]
        if not rows:
            raise self.error(f"no source is of the kind {self.arguments[0]!r}")
        box = text("", "moved")
        for row in sorted(rows, key=lambda r: r["short"].lower()):
            name = link(self.env, f"source-{row['id']}", row["short"])
            name["ids"] = [f"source-{row['id']}"]
            box += [name, nodes.Text(" · ")]
        del box[-1]
        return [box]


class SourceCards(Cards):
    """``{source-cards} kind``.

    Each source of a kind with its grade, the reason and what it depends on.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        tables = evidence.tables()
        count = Counter(claim["source"] for claim in tables["claims"])
        shared = Counter(row["witness"] for row in tables["sources"])
        chosen = [row for row in tables["sources"] if row["kind"] == self.arguments[0]]
        if not chosen:
            raise self.error(f"no source is of the kind {self.arguments[0]!r}")
        result = []
        for row in sorted(chosen, key=lambda r: (-count[r["id"]], r["short"].lower())):
            box = self.card(f"source-{row['id']}", f"grade-{row['grade']}")
            box += text(f"{row['authors']}: {row['title']}", "card-value")
            box += nodes.paragraph("", "", *_published(row, count[row["id"]]))
            among = shared[row["witness"]]
            copy = row["copy"][:1].upper() + row["copy"][1:].rstrip(".")
            read = evidence.spoken_date(row["accessed"])
            box += facts(
                [
                    ("Grade", f"{row['grade']}: {row['grade_reason']}"),
                    ("Independence", evidence.named(row["independence"] or "")),
                    (
                        "Witness",
                        f"{row['witness']}: one of {among} texts that count as one witness"
                        if among > 1
                        else None,
                    ),
                    ("Our copy", f"{copy}; read {read}"),
                ]
            )
            result.append(box)
        return result


def _published(row: Row, claims: int) -> list[nodes.Node]:
    """Where a source was published, a link named by its host, and how much is taken from it."""
    said = row["published"].rstrip(".")
    address = f"https://doi.org/{row['doi']}" if row["doi"] else row["url"]
    host = f"doi.org/{row['doi']}" if row["doi"] else urlsplit(address or "").netloc
    link = [nodes.Text(", "), nodes.reference(host, host, refuri=address)] if address else []
    number = f"{claims} claim{'' if claims == 1 else 's'}" if claims else "no claim"
    return [nodes.Text(said), *link, nodes.Text(f". {number}.")]
