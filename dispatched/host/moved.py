"""Addresses that last: of every card whatever page it stands on, and of pages that have moved."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from dispatched import filled
from dispatched.notebooks import cards

TABLE = "deploy/moved.csv"
"""Where the pages that moved are listed: ``from`` and ``to``, both from the root of the site."""

LARGEST = 1_000_000
"""Bytes of the table."""

_PAGE = re.compile(r"(?:[\w-]+/)*[\w.-]+\.html")


class MovedError(ValueError):
    """A row of ``moved.csv`` cannot be followed; the message names it."""


SCRIPT = """// A page that has moved: the place within it goes along.
const { to } = document.currentScript.dataset;
location.replace(to.includes("#") ? to : to + location.hash);
"""
"""The script of a page that only leads on; a file of its own, for a strict policy."""


def read(path: Path, there: set[str]) -> dict[str, str]:
    """Old page → new one, steps joined.

    Args:
        path: the table.
        there: the pages of the book, from its root.

    Raises:
        MovedError: it cannot be read, a row without two pages, an old page that still stands, a
            new one that does not, a circle.
    """
    try:
        head, *rows = filled.rows(filled.text(path, LARGEST)) or [[]]
    except filled.FilledError as error:
        raise MovedError(f"{path.name}: the file {error}") from None
    if head != ["from", "to"]:
        raise MovedError(f"{path.name}: its first row is not from,to")
    made: dict[str, str] = {}
    for number, row in enumerate(rows, 2):
        if not any(row):
            continue
        old, new = ([cell[:120] for cell in row] + ["", ""])[:2]
        if not (_PAGE.fullmatch(old) and _PAGE.fullmatch(new)):
            raise MovedError(f"{path.name}, row {number}: {old!r} and {new!r} are not two pages")
        if old in there:
            raise MovedError(f"{path.name}, row {number}: {old} still stands; it cannot lead away")
        if old in made:
            raise MovedError(f"{path.name}, row {number}: {old} stands there twice")
        made[old] = new
    return {old: _end(old, made, there, path.name) for old in made}


def _end(old: str, made: Mapping[str, str], there: set[str], name: str) -> str:
    seen, new = {old}, made[old]
    while new in made:
        if new in seen:
            raise MovedError(f"{name}: {old} leads in a circle")
        seen.add(new)
        new = made[new]
    if new not in there:
        raise MovedError(f"{name}: {old} leads to {new}, which is no page of the book")
    return new


def page(target: str, up: str, title: str, base: str = "") -> str:
    """A page that leads on to an address relative to itself, with a link for who has no script.

    Args:
        target: where it leads, from the root of the site, with its ``#`` if it has one.
        up: from this page to the root: ``../``.
        title: of what is there.
        base: the address of the site, with a stroke at its end, for search engines.
    """
    whole = html.escape(f"{base or up}{target}")
    to, name = html.escape(f"{up}{target}"), html.escape(title)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{name}</title>\n<link rel="canonical" href="{whole}">\n'
        f'<meta name="robots" content="noindex">\n<script src="{up}moved.js" data-to="{to}">'
        "</script>\n"
        f'</head>\n<body>\n<main>\n<h1>{name}</h1>\n<p>This stands at <a href="{to}">'
        "another address</a>.</p>\n</main>\n</body>\n</html>\n"
    )


def pages(moved: Mapping[str, str], base: str = "") -> Iterator[tuple[str, str]]:
    """Name and text of each page that leads on: those that moved, and one for each card.

    ``id/arrivals-1947.html`` leads to the card wherever it stands; this address does not change.
    """
    for old, new in moved.items():
        yield old, page(new, "../" * old.count("/"), "This page has moved", base)
    for ident, home in cards.homes().items():
        yield f"id/{ident}.html", page(f"{home}.html#{ident}", "../", f"Evidence: {ident}", base)
