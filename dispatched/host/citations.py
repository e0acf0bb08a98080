"""The citation of the book, its data and each claim and calculation, as files in four forms."""

from __future__ import annotations

from collections.abc import Iterator

from dispatched import evidence
from dispatched.cite import forms, items
from dispatched.notebooks.about import About

FOLDER = "citations"
"""Where they stand, among the records."""


def files(book: About, base: str) -> Iterator[tuple[str, str]]:
    """Name, below the folder of the records, and text of each file.

    A card has the key of its id: ``citations/arrivals-1947.bib``; after it comes its source.
    """
    cited = {"book": [items.whole(book, base)], "data": [items.data(book, base)]}
    tables = evidence.tables()
    for row in [*tables["claims"], *tables["calculations"]]:
        ident = row["id"]
        behind = [items.source(name) for name in items.sources_of(ident)]
        cited[ident] = [items.card(book, ident, base), *behind]
    for name, made in cited.items():
        for form in forms.FORMS:
            yield f"{FOLDER}/{name}.{form}", forms.write(form, made)
