"""Known standards, item by item: what is asked, whether it is met, and what shows it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes

from dispatched.book.cards import Cards, facts, table, text

TABLE = "docs/standards.toml"
VERDICTS = {"met": "Met", "partly": "Partly", "no": "No", "does not apply": "Does not apply"}
"""What can be said of an item → how a page says it."""


class StandardsError(ValueError):
    """A row of the table of standards that cannot be used; one sentence with its place."""


def read(root: Path) -> list[dict[str, Any]]:
    """The standards with their items, as ``docs/standards.toml`` has them.

    Raises:
        StandardsError: an item lacks a part, has an unknown verdict, or has neither a test nor a
            sentence that says why.
    """
    standards: list[dict[str, Any]] = tomllib.loads((root / TABLE).read_text("utf-8"))["standard"]
    for standard in standards:
        for item in standard["item"]:
            place = f"{TABLE}: {standard['id']}, {item.get('name', 'an item without a name')}"
            for part in ("name", "asks", "verdict"):
                if not item.get(part):
                    raise StandardsError(f"{place}: {part} is missing")
            if item["verdict"] not in VERDICTS:
                known = ", ".join(VERDICTS)
                raise StandardsError(f"{place}: verdict {item['verdict']!r}: there are {known}")
            if not item.get("test") and not item.get("says"):
                raise StandardsError(f"{place}: neither a test nor a sentence that says why")
    return standards


def counts(items: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Verdict → how many of the items have it.

    >>> counts([{"verdict": "met"}, {"verdict": "no"}, {"verdict": "met"}])
    {'met': 2, 'partly': 0, 'no': 1, 'does not apply': 0}
    """
    found = Counter(item["verdict"] for item in items)
    return {verdict: found[verdict] for verdict in VERDICTS}


class StandardCounts(Cards):
    """``{standard-counts}``: how many items of each standard are met."""

    def run(self) -> list[nodes.Node]:
        rows = []
        for standard in read(Path(self.env.app.srcdir)):
            found = counts(standard["item"])
            rows.append([standard["name"], *map(str, [*found.values(), len(standard["item"])])])
        return [table(["Standard", *VERDICTS.values(), "Items"], rows)]


class StandardList(Cards):
    """``{standard-list}``: each standard with each of its items."""

    def run(self) -> list[nodes.Node]:
        return [self._section(standard) for standard in read(Path(self.env.app.srcdir))]

    def _section(self, standard: dict[str, Any]) -> nodes.section:
        box = nodes.section(ids=[f"standard-{standard['id']}"])
        box += nodes.title("", standard["name"])
        address = nodes.reference("", "The list itself", refuri=standard["address"])
        box += nodes.paragraph("", "", nodes.Text(f"{standard['read']} "), address, nodes.Text("."))
        for item in standard["item"]:
            name = f"{item['number']} {item['name']}" if "number" in item else item["name"]
            ident = f"{standard['id']}-{item.get('number', item['name'].lower())}"
            one = self.card(re.sub(r"[^a-z0-9]+", "-", ident))
            one += text(name, "card-value")
            one += text(item["asks"])
            one += facts(self._facts(item))
            box += one
        return box

    def _facts(self, item: dict[str, Any]) -> Iterator[tuple[str, list[nodes.Node] | str]]:
        level = f" (level {item['level']})" if "level" in item else ""
        yield "Verdict", f"{VERDICTS[item['verdict']]}{level}"
        yield "Checked by", ", ".join(item.get("checked", []))
        yield "How it stands", item.get("says", "")
        yield "See", _apart([self._place(name) for name in item.get("see", [])])
        yield "Test", _apart([nodes.literal(name, name) for name in item.get("test", [])])

    def _place(self, name: str) -> nodes.Node:
        """A page as a link, a file of the repository by its name."""
        if name not in self.env.found_docs:
            return nodes.literal(name, name)
        return addnodes.pending_xref(
            "",
            nodes.inline(name, name),
            refdomain="std",
            reftype="doc",
            reftarget=f"/{name}",
            refexplicit=False,
            refwarn=True,
            refdoc=self.env.docname,
        )


def _apart(found: list[nodes.Node]) -> list[nodes.Node]:
    commas = [[nodes.Text(", "), node] if k else [node] for k, node in enumerate(found)]
    return [node for pair in commas for node in pair]
