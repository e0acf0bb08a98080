"""Figures, years, dates and references as people read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dispatched.evidence.lookup import find, known, source


def number(value: float) -> str:
    """A number as people read it.

    Whole numbers from a million up are scaled to millions or billions when three decimals say it
    all.

    >>> number(35000), number(1.5), number(6_170_000), number(6_170_001)
    ('35,000', '1.5', '6.17 million', '6,170,001')
    """
    size = abs(value)
    for factor, word in ((1e9, "billion"), (1e6, "million")):
        if size >= factor and abs(value / factor - round(value / factor, 3)) < 1e-12:
            return f"{value / factor:.3f}".rstrip("0").rstrip(".") + f" {word}"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def quantity(value: float, unit: str) -> str:
    """A number with its unit.

    >>> quantity(450, "USD/month"), quantity(70, "percent"), quantity(1, "persons")
    ('$450 a month', '70%', '1 person')
    >>> quantity(1967, "year")
    '1967'

    Raises:
        EvidenceError: no such unit.
    """
    row = find("units", unit)
    if unit == "year":
        return str(int(value))
    text = _signed(value, unit)
    word = row["one"] if value == 1 else row["many"]
    gap = "" if word is None or word.startswith("%") else " "
    return f"{text}{gap}{word or ''}".strip()


_LEAD = {
    "exact": "",
    "about": "about ",
    "at_least": "at least ",
    "at_most": "at most ",
    "between": "",
}


def describe(row: Mapping[str, Any]) -> str:
    """The figure of a claim or calculation in words.

    >>> row = {"low": None, "best": 35000, "high": None, "unit": "persons", "relation": "about"}
    >>> describe(row)
    'about 35,000 persons'
    >>> describe({"low": 450, "best": None, "high": 800, "unit": "USD/month"})
    '$450 to $800 a month'
    >>> describe({"low": -30, "best": None, "high": 50, "unit": "USD/month"})
    '-$30 to $50 a month'

    Args:
        row: ``low``, ``best``, ``high``, ``unit`` and ``relation`` (absent in a calculation).
    """
    low, best, high, unit = row["low"], row["best"], row["high"], row["unit"]
    both = low is not None and high is not None
    relation = row.get("relation") or ("between" if both else "exact")
    if both:
        lead = "about " if relation == "about" else ""
        text = f"{lead}{_bare(low, unit)} to {quantity(high, unit)}"
        return text if best is None else f"{text} (best {quantity(best, unit)})"
    value = next((v for v in (best, low, high) if v is not None), None)
    return "in words only" if value is None else _LEAD[relation] + quantity(value, unit)


def heads(row: Mapping[str, Any]) -> str:
    """A number of people without the word persons, where the place says what is counted.

    >>> heads({"low": None, "best": 35000, "high": None, "unit": "persons", "relation": "about"})
    'about 35,000'

    Args:
        row: as for :func:`describe`.
    """
    return describe(row).removesuffix(" persons")


def _bare(value: float, unit: str) -> str:
    """The number with its prefix only, for the first half of a range."""
    if unit == "year":
        return str(int(value))
    return _signed(value, unit)


def _signed(value: float, unit: str) -> str:
    """The number after its prefix; a minus comes before both."""
    return f"{find('units', unit)['prefix'] or ''}{number(value)}".replace("$-", "-$")


def years(row: Mapping[str, Any]) -> str:
    """The years of a row.

    >>> years({"year_start": 1946, "year_end": 1949}), years({"year_start": None, "year_end": 1947})
    ('1946–1949', '1947')
    >>> years({"year_start": None, "year_end": None})
    'year not stated'
    """
    start, end = row["year_start"], row["year_end"]
    if start is None and end is None:
        return "year not stated"
    if start is None or end is None or start == end:
        return str(start if start is not None else end)
    return f"{start}–{end}"


MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def spoken_date(date: str) -> str:
    """An ISO date, or two with a stroke between, as people write it.

    >>> spoken_date("1967-03"), spoken_date("1967-03-12"), spoken_date("1946/1965")
    ('March 1967', '12 March 1967', '1946 to 1965')
    >>> spoken_date("2024-Q1")
    '2024, quarter 1'
    """

    def one(part: str) -> str:
        year, *rest = part.split("-")
        if rest and not rest[0].isdigit():
            return f"{year}, {'quarter ' if rest[0][0] == 'Q' else 'half '}{rest[0][1:]}"
        day = f"{int(rest[1])} " if len(rest) > 1 else ""
        return f"{day}{MONTHS[int(rest[0]) - 1]} {year}" if rest else year

    return " to ".join(map(one, date.split("/")))


STORED = re.compile(r"(?<![\w/])(?<![a-z]-)p(\d+)\b")
"""A paragraph as the tables have it; ``chang-p153`` is a source and ``/p2370.htm`` an address."""


def paragraphs(text: str) -> str:
    """A text of the tables with its paragraphs as a reader sees them: nobody takes ¶21 for a page.

    >>> paragraphs("p21"), paragraphs("p48; p49"), paragraphs("last paragraph")
    ('¶21', '¶48, ¶49', 'last paragraph')
    >>> paragraphs("Against p59, which finds wages equal (p44-p45).")
    'Against ¶59, which finds wages equal (¶44-¶45).'

    Args:
        text: a locator, or a note that names one.
    """
    return re.sub(r"(?<=\d); (?=¶)", ", ", STORED.sub(r"¶\1", text))


def cite(ident: str, locator: str | None = None) -> str:
    """A short reference; the locator counts paragraphs of the archived text.

    >>> cite("lankov2020", "p21"), cite("wsj2025", "p48; p49")
    ('Lankov 2020, ¶21', 'WSJ 2025, ¶48, ¶49')

    Raises:
        EvidenceError: no such source.
    """
    row = source(ident)
    return f"{row['short']}, {paragraphs(locator)}" if locator else str(row["short"])


_WORD = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def named(note: str) -> str:
    """A note of the tables as a reader sees it: claims and sources by name, not by id.

    >>> named("Repeats nk-state-take-1946; sejong2025 p54 gives 2017.")
    'Repeats “0%” in Lankov 2020, ¶19; Lankov 2025 ¶54 gives 2017.'
    """

    def name(found: re.Match[str]) -> str:
        ident = found[0]
        if claimed := known("claims", ident):
            return f"“{describe(claimed)}” in {cite(claimed['source'], claimed['locator'])}"
        told = known("sources", ident)
        return str(told["short"]) if told else ident

    return _WORD.sub(name, paragraphs(note))


def citing(origin: str | None) -> str:
    """What follows a reference where the source has its figure from somebody else; or nothing.

    >>> cite("lankov2020", "p21") + citing("Krushanova 2014, p. 133")
    'Lankov 2020, ¶21, citing Krushanova 2014, p. 133'
    >>> cite("wiki-kamchatka", "p2") + citing("not named")
    'Wikipedia Kamchatka, ¶2, citing a source that it does not name'
    """
    told = "a source that it does not name" if origin == "not named" else origin
    return f", citing {told}" if told else ""
