"""What a page weighs: before a reader comes to anything, and when all of it has been asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browsing import PAGES

FIRST, WHOLE = 320_000, 1_000_000
"""Bytes of a page with what it asks for at once, and with all that comes as a reader goes on."""

HEAVY: dict[str, int] = {
    "back/sources": 392_000,
}
"""Page → bytes at first, where they are more than :data:`FIRST`; it may only become lighter."""

HEAVY_WHOLE: dict[str, int] = {"chapters/11-mapping-dispatch": 1_057_000}
"""The same for :data:`WHOLE`."""

AT_ONCE = {
    'class="ev-filter"': ("filter.js",),
    'id="again-data"': ("memory.js", "again.js"),
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


def weigh(book: Path, name: str) -> tuple[int, int]:
    """Bytes of a page at first, and of all that it asks for: of one reader on one device.

    The wide drawing of each chart stands in the page, and a narrow screen asks for the narrow one
    besides: it has the most, and is what is counted.
    """
    page = book / f"{name}.html"
    text, static = page.read_text(encoding="utf-8"), book / "_static"

    def has(files: dict[str, tuple[str, ...]]) -> set[str]:
        return {name for mark, names in files.items() if mark in text for name in names}

    tag = r'<(?:script|link rel="(?:icon|stylesheet)")[^>]* (?:src|href)="([^"?]+)'
    asked = {(page.parent / address).resolve() for address in re.findall(tag, text)}
    asked |= {static / file for file in has(AT_ONCE)}
    first = page.stat().st_size + sum(path.stat().st_size for path in asked)
    later = {*re.findall(r'data-file="([^"?]+)', text)} | has(COMES)
    if "<figure" in text:
        later.add("vega-maps.js" if " data-map" in text else "vega.js")
    later -= has(AT_ONCE)
    return first, first + sum((static / n).stat().st_size for n in later)


def held(weighs: dict[str, int], most: int, heavy: dict[str, int]) -> list[str]:
    """What is heavier than it may be, and what has become light and is still listed as heavy."""
    over = [
        f"{name}: {size:,}" for name, size in weighs.items() if size > max(most, heavy.get(name, 0))
    ]
    light = [f"{n} is light: take it from the list" for n in heavy if weighs[n] <= most]
    return over + light


def test_a_page_is_light_until_a_reader_comes_to_something(book: Path) -> None:
    names = [p.relative_to(book).with_suffix("").as_posix() for p in book.rglob("*.html")]
    weighs = {n: weigh(book, n)[0] for n in sorted(names) if not n.startswith(("_", "downloads"))}
    assert held(weighs, FIRST, HEAVY) == []


def test_a_page_with_all_that_comes_is_not_heavy(book: Path) -> None:
    assert held({name: weigh(book, name)[1] for name in PAGES}, WHOLE, HEAVY_WHOLE) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_six_times_at_most_before_its_first_chart(book: Path, name: str) -> None:
    text = (book / f"{name}.html").read_text(encoding="utf-8")
    asked = {*re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"]*_static/[^"]*)"', text)}
    assert 1 + len(asked) <= 6, asked
