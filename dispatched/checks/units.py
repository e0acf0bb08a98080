"""Titles and units, as far as rules can judge them: has a title words, and the unit asked for?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 300
"""Characters of a title that are read; all patterns here take time in proportion to it."""

UNITS: dict[str, tuple[str, ...]] = {
    "US dollars": ("us dollars", "us dollar", "u.s. dollars", "dollars", "dollar", "usd", "us$",
                   "$"),
    "rubles": ("rubles", "ruble", "roubles", "rouble", "rub", "₽", "руб"),
    "percent": ("percent", "per cent", "percentage", "pct", "%"),
    "percentage points": ("percentage points", "percentage point", "points", "pp"),
    "persons": ("persons", "person", "people", "workers", "worker", "men", "heads",
                "individuals", "employees", "north koreans", "loggers", "humans", "headcount",
                "number", "count", "no.", "n"),
    "count": ("count", "counts", "number", "numbers", "no.", "n", "how many", "total"),
    "hours": ("hours", "hour", "hrs", "hr", "h"),
    "years": ("years", "year", "yrs", "yr"),
    "months": ("months", "month", "mo"),
}  # fmt: skip
"""Unit → the words that name it. A rule may also list words of its own."""

SIZES = {
    "thousand": ("thousand", "thousands", "k", "'000", "000", "1,000"),
    "million": ("million", "millions", "mln", "mn", "m"),
    "billion": ("billion", "billions", "bln", "bn"),
}
"""Words that multiply a unit: right in a title only where the rule has one."""

EMPTY = {
    "a", "an", "the", "my", "this", "chart", "charts", "title", "titles", "untitled", "test",
    "graph", "plot", "figure", "bar", "bars", "line", "lines", "point", "points", "axis", "label",
    "xxx", "todo", "tbd", "example",
}  # fmt: skip
"""Words that say nothing of what one sees."""

JOINING = {
    "by", "and", "of", "per", "vs", "versus", "over", "against", "for", "in", "the", "a", "an",
}  # fmt: skip


def flat(text: str) -> str:
    """A title on one line, with plain brackets, in lower case.

    >>> flat("Left（US Dollars）")
    'left(us dollars)'
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    return " ".join(text.translate(str.maketrans("[]{}〔〕【】", "()()()()")).split())


def words(text: str) -> list[str]:
    """The words of a text: two letters or more of any script, or one sign of Chinese or Korean."""
    found = re.findall(r"[^\W\d_]+", text[:LONGEST])
    return [
        w for w in found if len(w) > 1 or unicodedata.name(w[0], "").startswith(("CJK", "HANGUL"))
    ]


def is_name(text: str, fields: Iterable[str]) -> bool:
    """Is a title only the name of a column, as a program writes it?"""
    text = text.strip()
    return text in set(fields) and re.fullmatch(r"[a-z0-9_.]+", text) is not None


def has_words(text: str) -> bool:
    """Does a title of an axis or a legend have a word, beside what stands in brackets?"""
    outside, depth = [], 0
    for sign in flat(text):
        depth += (sign == "(") - (sign == ")" and depth > 0)
        if not depth and sign != ")":
            outside.append(sign)
    return bool(words("".join(outside)))


def says_something(text: str, fields: Iterable[str]) -> bool:
    """Has a chart's title two different words that say something, beside columns' names?"""
    own = set(fields)
    plain = [
        w
        for w in re.split(r"[\s,/&+-]+", text.strip()[:LONGEST])
        if w and w.casefold() not in JOINING
    ]
    if plain and all(w in own for w in plain):
        return False
    told = {w.casefold() for w in words(text) if len(w) < 3 or len(set(w.casefold())) > 2} - EMPTY
    wide = any(
        unicodedata.name(w[0], "").startswith(("CJK", "HANGUL", "HIRAGANA", "KATAKANA"))
        for w in told
    )
    return sum(len(w) > 2 for w in told) >= 2 or (wide and sum(map(len, told)) >= 4)


def unit_parts(title: str) -> list[str]:
    """Where a title may name its unit: in brackets, after a comma, colon, dash or "in", or last.

    >>> unit_parts("Left after the year, US dollars")
    ['us dollars']
    """
    text = flat(title)
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        if sign == "(":
            depth, start = depth + 1, start if depth else place + 1
        elif sign == ")" and depth:
            depth -= 1
            if not depth:
                parts.append(text[start:place])
    for mark in (", ", ": ", " - ", " – ", " — ", " in ", " / "):
        before, found, after = text.rpartition(mark)
        if found and before and "(" not in after:
            parts.append(after)
    last = text.split(" ")[-1]
    if last in ("%", "$", "us$", "usd", "₽", "percent"):
        parts.append(last)
    return [p.strip() for p in parts if p.strip()]


def names_unit(title: str, wanted: str | bool | list[str]) -> bool:
    """Does a title name the unit?

    Args:
        title: as drawn.
        wanted: a unit of :data:`UNITS` (before it a word of :data:`SIZES`), other words that all
            must stand there, a list of such, or true for any unit.
    """
    parts = unit_parts(title)
    if wanted is True:
        return any(words(p) or any(s in p for s in "%$₽€") for p in parts)
    return any(
        _fits(p, one)
        for p in parts
        for one in ([wanted] if isinstance(wanted, str) else wanted or [])
    )


def _fits(part: str, wanted: str) -> bool:
    size = next((s for s in SIZES if wanted.startswith(f"{s} ")), "")
    name = wanted.removeprefix(f"{size} ")
    sizes = {s for s, forms in SIZES.items() if any(_stands(f, part) for f in forms)}
    if name == "hours" or name in UNITS:
        known = UNITS[name]
        rivals = [u for u in ("US dollars", "rubles", "percent", "percentage points") if u != name]
        other = [
            f
            for u in rivals
            for f in UNITS[u]
            if (f not in known and len(f) > 1) or (f in "%₽$" and f not in known)
        ]
        if any(_stands(f, part) for f in other) and not any(
            _stands(f, part[: len(part) // 2 + 1]) for f in known
        ):
            return False
        return sizes == ({size} if size else set()) and any(_stands(f, part) for f in known)
    return all(_stands(word, part) for word in flat(wanted).split())


def _stands(form: str, text: str) -> bool:
    """Does a word stand in a text as a word of its own? A sign such as % may touch others."""
    start = text.find(form)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(form) : start + len(form) + 1]
        if not (form[0].isalnum() and before.isalpha()) and not (
            form[-1].isalnum() and after.isalpha()
        ):
            return True
        start = text.find(form, start + 1)
    return False
