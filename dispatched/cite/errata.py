"""Mistakes that stood in the book and were mended: read from ``back/errata.toml``, told as a feed.

The feed is Atom (RFC 4287); it exists where the book has an address.
"""

from __future__ import annotations

import datetime
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dispatched import evidence
from dispatched.notebooks import cards
from dispatched.notebooks.about import About

TABLE, FEED, PAGE = "back/errata.toml", "errata.xml", "back/errata"
"""Where they are listed, the feed from the root of the site, and their page."""

NEEDS = {"id": str, "date": datetime.date, "since": datetime.date, "where": str, "title": str}
NEEDS |= {"told_by": str, "version": str}
TEXTS = ("stood", "stands", "why")


class ErrataError(ValueError):
    """An entry that cannot be told; the message names it and what it lacks."""


@dataclass(frozen=True)
class Erratum:
    """One mistake: what stood since when and what stands now, where, why, and who told it.

    ``where`` is the id of a card or a page of the book; ``page`` the page that shows it.
    ``version`` is the first that has it right. ``changes`` are ids of rows of ``changes.csv``.
    """

    id: str
    date: datetime.date
    since: datetime.date
    where: str
    page: str
    title: str
    stood: str
    stands: str
    why: str
    told_by: str
    version: str
    changes: tuple[str, ...]


def read(root: Path) -> list[Erratum]:
    """The entries of a checkout, newest first.

    Raises:
        ErrataError: a field is missing or of another kind, an id stands twice, a day lies before
            the one from which the mistake stood, a change is not in the log.
    """
    path = root / TABLE
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ErrataError(f"{TABLE} cannot be read: {error}") from None
    if set(raw) - {"erratum"}:
        raise ErrataError(f"{TABLE}: {min(set(raw) - {'erratum'})!r} is no [[erratum]]")
    changes = {row["id"]: row for row in evidence.tables()["changes"]}
    found = [_made(row, at, changes) for at, row in enumerate(raw.get("erratum", []), 1)]
    ids = [one.id for one in found]
    twice = next((ident for ident in ids if ids.count(ident) > 1), None)
    if twice:
        raise ErrataError(f"{TABLE}: {twice!r} stands there twice")
    return sorted(found, key=lambda one: one.date, reverse=True)


def _made(row: Mapping[str, Any], at: int, changes: Mapping[str, Any]) -> Erratum:
    name = f"{TABLE}, entry {row.get('id', at)}"
    for field, kind in NEEDS.items():
        if not row.get(field) or not isinstance(row[field], kind):
            what = "a date" if kind is datetime.date else "a text"
            raise ErrataError(f"{name}: {field} must be {what}")
    known = {*NEEDS, *TEXTS, "change", "also"}
    if set(row) - known:
        fields = ", ".join(sorted(known))
        raise ErrataError(f"{name}: {min(set(row) - known)!r} is no field; fields are {fields}")
    if row["date"] < row["since"]:
        raise ErrataError(f"{name}: mended on {row['date']}, before it stood ({row['since']})")
    logged = [*([row["change"]] if "change" in row else []), *row.get("also", [])]
    for ident in logged:
        if ident not in changes:
            raise ErrataError(f"{name}: {ident!r} is no row of changes.csv")
    if ("change" in row) == any(field in row for field in TEXTS):
        raise ErrataError(f"{name}: give either change, or stood, stands and why")
    if "change" in row:
        cell = changes[row["change"]]
        texts = {"stood": cell["before"], "stands": cell["after"], "why": cell["why"]}
    else:
        texts = {field: row.get(field) for field in TEXTS}
    for field, text in texts.items():
        if not text:
            raise ErrataError(f"{name}: {field} is empty")
    texts = {field: evidence.paragraphs(text) for field, text in texts.items()}
    page = cards.page(row["where"]) if cards.has_card(row["where"]) else row["where"]
    told = {field: row[field] for field in NEEDS}
    return Erratum(**told, **texts, page=page, changes=tuple(dict.fromkeys(logged)))


def atom(found: Sequence[Erratum], book: About, site: str) -> str:
    """The feed, with whole addresses; the same entries give the same bytes.

    Args:
        found: the entries, newest first.
        book: what ``CITATION.cff`` says.
        site: the address of the book with a stroke at its end.
    """
    feed = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})

    def add(parent: ET.Element, name: str, text: str = "", **more: str) -> ET.Element:
        made = ET.SubElement(parent, name, more)
        made.text = text or None
        return made

    def moment(day: datetime.date) -> str:
        return f"{day.isoformat()}T00:00:00Z"

    page = f"{site}{PAGE}.html"
    add(feed, "title", f"Errata of {book.title}")
    add(feed, "id", page)
    add(feed, "link", href=page)
    add(feed, "link", rel="self", href=f"{site}{FEED}")
    add(feed, "updated", moment(max((one.date for one in found), default=book.released)))
    add(add(feed, "author"), "name", book.authors)
    for one in found:
        entry = add(feed, "entry")
        add(entry, "title", one.title)
        add(entry, "id", f"{page}#{named(one)}")
        add(entry, "link", href=f"{page}#{named(one)}")
        add(entry, "updated", moment(one.date))
        add(entry, "content", summary(one), type="text")
    ET.indent(feed, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def named(one: Erratum) -> str:
    """The id of an entry on its page."""
    return f"erratum-{one.id}"


def summary(one: Erratum) -> str:
    """An entry in one paragraph."""
    return (
        f"Where: {one.where}. What stood: “{one.stood}” What stands now: “{one.stands}” "
        f"Why: {one.why}. Right since version {one.version}."
    )
