"""One reader of numbers in two languages: a list of texts, read in Python and by the page."""

from __future__ import annotations

from typing import Any

import pytest

from dispatched.book import assets
from dispatched.checks import numerals

READ: dict[str, tuple[float, str] | None] = {
    "1 000,5": (1000.5, ""),
    "1,000": (1000, ""),
    "1.000,5": (1000.5, ""),
    "1,000.5": (1000.5, ""),
    "20 000": (20_000, ""),
    "1\u202f000": (1000, ""),
    "12'500": (12_500, ""),
    "12’500": (12_500, ""),
    "1.000.000": (1e6, ""),
    "0,698": (0.698, ""),
    "0.698": (0.698, ""),
    "0,5": (0.5, ""),
    "12,5": (12.5, ""),
    ".5": (0.5, ""),
    "30000": (30_000, ""),
    "about 30000": (30_000, ""),
    "About 20": (20, ""),
    "~ 20": (20, ""),
    "×3": (3, ""),
    "$450": (450, "dollar"),
    "−$33": (-33, "dollar"),
    "$-33": (-33, "dollar"),
    "US$1.5 million": (1.5e6, "dollar"),
    "2 million dollars": (2e6, "dollar"),
    "5 thousand": (5000, ""),
    "1.500 million": (1.5e6, ""),
    "3.5m": (3.5e6, ""),
    "3.5 M": (3.5e6, ""),
    "2 mn": (2e6, ""),
    "2.5 mln.": (2.5e6, ""),
    "2,5 Mio": (2.5e6, ""),
    "2,5 Mio.": (2.5e6, ""),
    "2,5 млн": (2.5e6, ""),
    "$3.5m": (3.5e6, "dollar"),
    "30k": (30_000, ""),
    "30 K": (30_000, ""),
    "30 тыс.": (30_000, ""),
    "1.2 bn dollars": (1.2e9, "dollar"),
    "2 millions": (2e6, ""),
    "5 mm": None,
    "k": None,
    "3.m.": (3e6, ""),
    "12 %": (12, "percent"),
    "−5": (-5, ""),
    "１２": (12, ""),
    "+5": (5, ""),
    "+ 5": (5, ""),
    "- 5": (-5, ""),
    "-$-5": (5, "dollar"),
    "+$5": (5, "dollar"),
    "× 3 ×": (3, ""),
    "3 ×": (3, ""),
    "1_000": (1000, ""),
    "1e-3": (0.001, ""),
    "1e+3": (1000, ""),
    "5e3 million": (5e9, ""),
    "around 5": (5, ""),
    "roughly5": (5, ""),
    "5 per cent": (5, "percent"),
    "5 krw": (5, "won"),
    "€5": (5, "euro"),
    "5.": (5, ""),
    "00,5": (0.5, ""),
    "1234,5": (1234.5, ""),
    "1,2345": (1.2345, ""),
    "12.345,6": (12_345.6, ""),
    "5million": (5e6, ""),
    "9" * 60: (float("9" * 60), ""),
    "1e3": (1000, ""),
    "": None,
    "x": None,
    "million": None,
    "some 5": None,
    "3 months": None,
    "1e400": None,
    "1,2,3": None,
    "1 00,0": None,
    "--5": None,
    "+-5": None,
    "-+5": None,
    "2e1234": None,
    "~~5": None,
    "1.000.00": None,
    "1  000": None,
    "$": None,
    "about": None,
    "$5$": None,
    "5 dollars %": None,
    "+": None,
    "5-6": None,
    "9" * 61: None,
}
"""A text → the number and the family of its unit."""

WAYS = {
    "30.000": ["30", "30,000"],
    "20.000": ["20", "20,000"],
    "about 1.500": ["1.5", "1,500"],
    "−3.918": ["-3.9180", "-3,918"],
    "$12.500": ["12.5", "12,500"],
    "100.000": ["100", "100,000"],
    "30.00": None,
    "0.500": None,
    "1234.000": None,
    "1.000,5": None,
    "1.000.000": None,
    "1.500 million": None,
}
"""A text → the two ways in which it can be read, plainly written."""


def test_python_reads_as_the_list_says() -> None:
    assert {text: numerals.read_number(text) for text in READ} == READ
    found = {text: numerals.two_ways(text) for text in WAYS}
    assert {text: ways and [*ways] for text, ways in found.items()} == WAYS
    for ways in filter(None, WAYS.values()):
        assert [numerals.two_ways(one) for one in ways] == [None, None]


@pytest.mark.browser
def test_the_page_reads_as_the_list_says(chromium: Any) -> None:
    text = "".join(assets.joined("js", [part]) for part in ("NUMBERS", "numbers"))
    page = chromium.new_page()
    try:
        read = page.evaluate(
            f"(texts) => {{ {text}; return texts.map((one) => readNumber(one)); }}",
            [*READ, *WAYS],
        )
    finally:
        page.close()
    known = dict(zip([*READ, *WAYS], read, strict=True))
    assert {t: known[t] and (known[t]["value"], known[t]["family"]) for t in READ} == READ
    ways = {text: known[text]["ways"] for text in WAYS}
    assert {t: one and [one["one"], one["other"]] for t, one in ways.items()} == WAYS
