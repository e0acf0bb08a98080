"""The glossary as a page: from A to Z, with the words of other languages marked as such."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from docutils import nodes

from dispatched import evidence
from dispatched.book.cards import Cards
from dispatched.evidence import Row

FIGURES = "0–9"


def letter(term: str) -> str:
    """The heading under which a term stands.

    >>> letter("orgnabor"), letter("2000 model")
    ('O', '0–9')
    """
    return term[0].upper() if term[0].isalpha() else FIGURES


class GlossaryList(Cards):
    """``{glossary-list}``: every term with its words, its meaning and its chapter."""

    def run(self) -> list[nodes.Node]:
        rows = sorted(evidence.tables()["glossary"], key=lambda row: row["term"].lower())
        result: list[nodes.Node] = []
        for first, group in itertools.groupby(rows, lambda row: letter(row["term"])):
            section = nodes.section(ids=[f"terms-{'0' if first == FIGURES else first.lower()}"])
            section += nodes.title("", first)
            section += nodes.definition_list("", *map(self._entry, group), classes=["terms"])
            result.append(section)
        return result

    def _entry(self, row: Row) -> nodes.Node:
        name = nodes.term("", "", nodes.strong("", row["term"]), ids=[evidence.TERM + row["id"]])
        also = evidence.forms(row)[1:]
        words = [
            *(nodes.inline("", form, classes=["also"]) for form in also),
            *_foreign(row, {"korean": "ko", "russian": "ru"}.items()),
        ]
        for word in words:
            name += [nodes.Text(" "), word]
        said = nodes.paragraph("", f"{row['sentence']} ", *self._chapter(row))
        return nodes.definition_list_item("", name, nodes.definition("", said))

    def _chapter(self, row: Row) -> list[nodes.Node]:
        page = f"chapters/{row['chapter']}"
        said = f"Chapter {int(row['chapter'][:2])}"
        if page not in self.env.found_docs:
            return [nodes.inline("", said)]
        address = self.env.app.builder.get_relative_uri(self.env.docname, page)
        return [nodes.reference("", said, refuri=address, internal=True)]


def _foreign(row: Row, columns: Iterable[tuple[str, str]]) -> Iterable[nodes.inline]:
    """The Korean and the Russian word, each with its language, as a screen reader needs it."""
    for column, code in columns:
        if row[column]:
            yield nodes.inline("", row[column], classes=[f"language-{code}"])
