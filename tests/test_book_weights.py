"""What a page weighs: before a reader comes to anything, and when all of it has been asked for."""

from __future__ import annotations

import re
from pathlib import Path

FIRST, WHOLE = 320_000, 1_000_000
"""Bytes of a page with what it asks for at once, and with all that comes as a reader goes on."""

AT_ONCE = {
    'class="ev-filter ': ("filter.js",),
    'id="again-data"': ("again.js",),
}
"""What a page has → the files that a script asks for as soon as it runs."""

COMES = {
    'class="ask-box': ("predict.js", "memory.js", "numbers.js", "later.css"),
    'data-kind="guess"': ("guess.js",),
    "data-check=": ("judge.js", "fields.js", "memory.js", "numbers.js"),
    'data-kind="explorer"': ("explorer.js", "numbers.js"),
    'class="highlight"': ("copy.js", "later.css"),
    'id="movable"': ("move.js", "numbers.js", "later.css"),
    "data-margin-switch": ("margin.js",),
    'id="found-cards"': ("cards.js", "../searchindex.js"),
    "<figure": ("charts.js",),
}
"""What a page has → the files that a script asks for where a reader comes to it or uses it."""


def has(page: str, files: dict[str, tuple[str, ...]]) -> set[str]:
    """What a page asks for, of files by what asks for them."""
    return {name for mark, names in files.items() if mark in page for name in names}


def weigh(book: Path, name: str) -> tuple[int, int]:
    """Bytes of a page at first, and of all that it asks for: of one reader on one device.

    The wide drawing of each chart stands in the page, and a narrow screen asks for the narrow one
    besides: it has the most, and is what is counted.
    """
    page = book / f"{name}.html"
    text, static = page.read_text(encoding="utf-8"), book / "_static"
    tag = r'<(?:script|link rel="(?:icon|stylesheet)")[^>]* (?:src|href)="([^"?]+)'
    asked = {(page.parent / address).resolve() for address in re.findall(tag, text)}
    asked |= {static / file for file in has(text, AT_ONCE)}
    first = page.stat().st_size + sum(path.stat().st_size for path in asked)
    later = {*re.findall(r'data-file="([^"?]+)', text)} | has(text, COMES)
    if "<figure" in text:
        later.add("vega-maps.js" if " data-map" in text else "vega.js")
    later -= has(text, AT_ONCE)
    return first, first + sum((static / n).stat().st_size for n in later)


def heavy(weighs: dict[str, int], most: int) -> list[str]:
    """The pages that are heavier than they may be."""
    return [f"{name}: {size:,}" for name, size in weighs.items() if size > most]


def pages(book: Path) -> list[str]:
    """Every page of the book."""
    names = (p.relative_to(book).with_suffix("").as_posix() for p in book.rglob("*.html"))
    return sorted(name for name in names if not name.startswith(("_", "downloads")))


def test_a_page_is_light_until_a_reader_comes_to_something(book: Path) -> None:
    assert heavy({name: weigh(book, name)[0] for name in pages(book)}, FIRST) == []


def test_a_page_with_all_that_comes_is_not_heavy(book: Path) -> None:
    assert heavy({name: weigh(book, name)[1] for name in pages(book)}, WHOLE) == []


def test_a_page_asks_six_times_at_most_before_its_first_chart(book: Path) -> None:
    tag = r'<(?:script|link)[^>]* (?:src|href)="([^"]*_static/[^"]*)"'
    texts = {name: (book / f"{name}.html").read_text(encoding="utf-8") for name in pages(book)}
    asks = {
        name: {name, *re.findall(tag, text), *has(text, AT_ONCE)} for name, text in texts.items()
    }
    assert len(asks) > 50
    assert {name: asked for name, asked in asks.items() if len(asked) > 6} == {}
