"""What can be cited, as items of CSL-JSON: the book, its data, a page, a chart, a claim, a source.

An address stands in an item only where the book is hosted: ``site`` is the address of the book with
a stroke at its end, or empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from dispatched import arithmetic, evidence
from dispatched.notebooks import cards
from dispatched.notebooks.about import About

Item = dict[str, Any]
"""One thing to cite, as https://github.com/citation-style-language/schema has it."""

FIRST = "dispatched"
"""Begins the key of what is ours; the key of a source is its id."""


def _ours(book: About, key: str, kind: str, title: str, address: str, **more: str) -> Item:
    """An item of ours: author, version and day are those of the book."""
    day = book.released
    made: Item = {
        "id": key,
        "type": kind,
        "title": title,
        "author": [{"literal": book.authors}],
        **more,
        "version": book.version,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "language": "en",
    }
    return made | ({"URL": address} if address else {})


def whole(book: About, site: str = "") -> Item:
    """The book."""
    return _ours(book, FIRST, "book", book.title, site)


def data(book: About, site: str = "") -> Item:
    """Its data package."""
    title = f"Data package of {book.title}"
    return _ours(book, f"{FIRST}-data", "dataset", title, site and f"{site}back/data.html")


def page(book: About, name: str, title: str, site: str = "") -> Item:
    """A page of the book.

    Args:
        book: what ``CITATION.cff`` says.
        name: of the page, from the root: ``chapters/05-2000-contract-work``.
        title: its first heading.
        site: the address of the book.
    """
    if name == "index":
        return whole(book, site)
    key = f"{FIRST}-{name.rpartition('/')[2]}"
    address = site and f"{site}{name}.html"
    return _ours(book, key, "chapter", title, address, **{"container-title": book.title})


def chart(book: About, name: str, on: str, ident: str, title: str, site: str = "") -> Item:
    """A chart of a page.

    Args:
        book: what ``CITATION.cff`` says.
        name: of the page.
        on: title of the page.
        ident: id of the figure on the page.
        title: of the chart.
        site: the address of the book.
    """
    address = site and f"{site}{'' if name == 'index' else f'{name}.html'}#{ident}"
    where = {"genre": f"Chart on the page “{on}”", "container-title": book.title}
    return _ours(book, f"{FIRST}-{ident}", "figure", title, address, **where)


def card(book: About, ident: str, site: str = "") -> Item:
    """A claim or a calculation, with the address that stays when its card moves.

    >>> from dispatched.notebooks.about import about
    >>> made = card(about(Path(".")), "arrivals-1947", "https://book.example.org/")
    >>> made["genre"], made["URL"]
    ('Claim arrivals-1947', 'https://book.example.org/id/arrivals-1947.html')
    >>> made["note"]
    'Read from Lankov 2020, ¶21, citing Krushanova 2014, p. 133'

    Raises:
        evidence.EvidenceError: no claim and no calculation has this id.
    """
    computed = cards.page(ident) == "back/calculations"
    title = _title(ident, computed)
    address = site and f"{site}id/{ident}.html"
    where = {
        "genre": f"{'Calculation' if computed else 'Claim'} {ident}",
        "container-title": book.title,
        "note": noted(ident),
    }
    return _ours(book, f"{FIRST}-{ident}", "entry", title, address, **where)


def _title(ident: str, computed: bool) -> str:
    if computed:
        return arithmetic.calculation_card(ident).title
    return evidence.claim_card(ident).statement.removesuffix(".")


def claims_of(ident: str) -> list[str]:
    """The claims behind a card: itself, or what a calculation computes from and is held against."""
    if cards.page(ident) != "back/calculations":
        return [ident]
    row = arithmetic.calculation(ident)
    says = [row["says"]] if row["says"] else []
    return list(dict.fromkeys([*arithmetic.inputs_of(row).values(), *says]))


def sources_of(ident: str) -> list[str]:
    """The sources behind a card, each once.

    >>> sources_of("arrivals-1947")
    ['lankov2020']
    """
    return list(dict.fromkeys(evidence.find("claims", c)["source"] for c in claims_of(ident)))


def noted(ident: str) -> str:
    """Where the figure of a card is from, in words.

    >>> noted("calc-arrivals-other-years")
    'Computed from Lankov 2020, ¶21'
    """
    found = [evidence.claim_card(claim) for claim in claims_of(ident)]
    places = dict.fromkeys(f"{one.source}{one.citing}" for one in found)
    verb = "Read" if claims_of(ident) == [ident] else "Computed"
    return f"{verb} from {'; '.join(places)}"


# --- sources --------------------------------------------------------------------------------------

TYPES = {
    "article": "article-journal",
    "techreport": "report",
    "book": "book",
    "incollection": "chapter",
}
"""Kind of entry in ``references.bib`` → type of the item; others are pages of the web, or texts."""


def source(ident: str) -> Item:
    """A source of claims: its row in ``sources.csv``, names and journal as ``references.bib`` has
    them.

    >>> made = source("lankov2020")
    >>> made["author"], made["container-title"], made["page"]
    ([{'family': 'Lankov', 'given': 'Andrei N.'}], 'Russia in Global Affairs', '152–176')

    Raises:
        evidence.EvidenceError: there is none with this id, or ``references.bib`` lacks it.
    """
    row, library = evidence.source(ident), _library(evidence.data_folder())
    if ident not in library:
        raise evidence.EvidenceError(
            f"sources.csv, row {ident!r}: references.bib has no entry with this key"
        )
    entry = library[ident]
    other = "webpage" if row["url"] else "document"
    kind = TYPES.get(entry["type"], other)
    made: Item = {
        "id": ident,
        "type": kind,
        "title": row["title"],
        "author": entry["author"],
        **_issued(row),
    }
    if kind == "article-journal":
        parts = {"journal": "container-title", "volume": "volume", "number": "issue"}
        made |= {name: entry[key] for key, name in parts.items() if key in entry}
        made |= {"page": entry["pages"]} if "pages" in entry else {}
    else:
        where = _undated(row["published"], row)
        made |= {"publisher" if kind in ("report", "book") else "container-title": where}
    made |= {"DOI": row["doi"]} if row["doi"] else {}
    return made | ({"URL": row["url"]} if row["url"] else {})


def _issued(row: Mapping[str, Any]) -> Item:
    """The day, the month or the year of a source, as far as it is known.

    Where its copy has none, the table holds a year near it, or else that in which it was read,
    which is no date of the source.
    """
    guessed = not row["date"] and re.search("no date|inferred|about", row["published"])
    if guessed and str(row["year"]) == str(row["accessed"])[:4]:
        return {}
    day: Item = {"date-parts": [[*map(int, str(row["date"] or row["year"]).split("-"))]]}
    return {"issued": day | ({"circa": True} if guessed else {})}


def _undated(published: str, row: Mapping[str, Any]) -> str:
    """Where a source appeared, without the day, which an item has apart."""
    spoken = evidence.spoken_date(str(row["date"])) if row["date"] else ""
    for day in (str(row["date"] or ""), spoken, str(row["year"])):
        if day:
            published = re.sub(rf",? {re.escape(day)}(?=,|$)", "", published)
    return published


@lru_cache(maxsize=2)
def _library(folder: Path) -> dict[str, dict[str, Any]]:
    """Key → the type, the names and the plain fields of an entry of ``references.bib``."""
    from pybtex.database import parse_file

    found = {}
    for key, entry in parse_file(str(folder / "references.bib"), "bibtex").entries.items():
        fields: dict[str, Any] = {name: _plain(value) for name, value in entry.fields.items()}
        people = entry.persons.get("author") or entry.persons.get("editor") or []
        found[key] = fields | {"type": entry.type, "author": [*_names(people)]}
    return found


def _names(people: Iterable[Any]) -> Iterable[dict[str, str]]:
    for person in people:
        family = _plain(" ".join([*person.prelast_names, *person.last_names]))
        given = _plain(" ".join([*person.first_names, *person.middle_names]))
        yield {"family": family, "given": given} if given else {"literal": family}


def _plain(text: str) -> str:
    from pybtex.richtext import Text

    return str(Text.from_latex(text)).replace("--", "–")
