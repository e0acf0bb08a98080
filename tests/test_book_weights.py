"""What a page weighs: before a reader comes to anything, and when all of it has been asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browsing import PAGES

FIRST, WHOLE = 320_000, 1_000_000
"""Bytes of a page with what it asks for at once, and with all that comes as a reader goes on."""

HEAVY: dict[str, int] = {
    "back/calculations": 381_000,
    "back/contradictions": 323_000,
    "back/evidence-1967": 335_000,
    "back/evidence-2000": 433_000,
    "back/evidence-2017": 374_000,
    "back/evidence-2022": 353_000,
    "back/sources": 502_000,
    "chapters/02-1946-fisheries": 335_000,
    "chapters/05-2000-contract-work": 329_000,
    "chapters/06-2017-sanctions": 333_000,
    "chapters/07-2022-revival": 328_000,
    "chapters/09-models-compared": 342_000,
    "chapters/10-following-the-money": 334_000,
    "chapters/11-mapping-dispatch": 371_000,
    "chapters/13-law-and-rights": 331_000,
    "chapters/14-the-ledger": 328_000,
    "search": 439_000,
}
"""Page → bytes at first, where they are more than :data:`FIRST`; it may only become lighter."""

HEAVY_WHOLE: dict[str, int] = {
    "chapters/02-1946-fisheries": 1_036_000,
    "chapters/05-2000-contract-work": 1_020_000,
    "chapters/06-2017-sanctions": 1_034_000,
    "chapters/07-2022-revival": 1_001_000,
    "chapters/09-models-compared": 1_074_000,
    "chapters/10-following-the-money": 1_050_000,
    "chapters/11-mapping-dispatch": 1_149_000,
    "chapters/14-the-ledger": 1_057_000,
}
"""The same for :data:`WHOLE`."""

COMES = {
    'class="ask-box': ("predict.js", "later.css"),
    "data-check=": ("judge.js", "fields.js"),
    'data-kind="explorer"': ("explorer.js",),
    'class="highlight"': ("copy.js",),
}
"""What a page has → the files that a script asks for where a reader comes to it."""


def weigh(book: Path, name: str) -> tuple[int, int]:
    """Bytes of a page at first, and of all that it asks for on a wide screen or a narrow one."""
    page = book / f"{name}.html"
    text, static = page.read_text(encoding="utf-8"), book / "_static"
    named = re.findall(r'(?:src|href)="(?:\.\./)*_static/([\w.-]+)', text)
    first = page.stat().st_size + sum((static / n).stat().st_size for n in {*named})
    later = {*re.findall(r'data-file="([^"?]+)', text)}
    later |= {n for mark, names in COMES.items() if mark in text for n in names}
    if "<figure" in text:
        later.add("vega-maps.js" if " data-map" in text else "vega.js")
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
