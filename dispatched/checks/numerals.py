"""Numbers as people write them: ``1,000``, ``1 000,5``, ``$450``, ``about 1.5 million``, ``−5``.

The page's script ``numbers.js`` has the same rules; a list of texts is read by both in
``tests/test_numbers_equal.py``: a change here is a change there.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

MONEY = {
    "dollar": ("us dollars", "us dollar", "dollars", "dollar", "us$", "usd", "$"),
    "ruble": ("rubles", "ruble", "roubles", "rouble", "rub", "₽"),
    "euro": ("euros", "euro", "eur", "€"),
    "won": ("won", "krw", "₩"),
    "percent": ("percent", "per cent", "%"),
}
"""Units that may stand beside a number in a text, by family; longer forms first."""

SIZES = {
    word: size
    for size, words in {
        1e3: ("thousand", "thousands", "k", "тыс"),
        1e6: ("million", "millions", "m", "mn", "mln", "mio", "млн"),
        1e9: ("billion", "billions", "bn", "bln", "mrd", "млрд"),
    }.items()
    for word in words
}
"""Words after a number, or short for them, that multiply it."""

PLAIN = re.compile(r"(?:\d{1,3}(?:[, _]\d{3})+|\d+)(?:\.\d*)?(?:e[+-]?\d{1,3})?|\.\d+")
DECIMAL = re.compile(
    r"(?:\d{1,3}(?: \d{3})+|\d{1,3}(?:\.\d{3})+|0+|\d{4,}),\d+|\d{1,3},(?:\d{1,2}|\d{4,})"
)
"""A comma that cannot part thousands is a decimal comma, as in "1 000,5", "1.000,5" and "0,698".

"1,000" stays one thousand.
"""
DOTTED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""A point that may part thousands: "30.000" is thirty here and thirty thousand elsewhere."""
LONGEST = 60
"""A longer text is no number."""

_ABOUT = re.compile(r"^(?:about|around|roughly|~)\s*")
_TIMES = re.compile(r"^×\s*|\s*×$")
_SIZED = re.compile(r"(.*[\d.])\s*([^\W\d_]+)\.?")
_MANY_POINTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")


def read_number(text: Any) -> tuple[float, str] | None:
    """A number written as text, and the family of its unit; None for a text with any other word.

    >>> read_number("450 US dollars"), read_number("about US$1.5 million"), read_number("6 months")
    ((450.0, 'dollar'), (1500000.0, 'dollar'), None)
    >>> as_number("1,000"), as_number("1 000,5"), as_number("0,698"), as_number("1.000.000")
    (1000.0, 1000.5, 0.698, 1000000.0)
    """
    found = _scanned(text)
    return found[:2] if found else None


def as_number(text: Any) -> float | None:
    """``$1,200``, ``-$33`` and ``40 US dollars`` as numbers; a text with other words is none."""
    found = _scanned(text)
    return found[0] if found else None


def two_ways(text: Any) -> tuple[str, str] | None:
    """How a number would be written plainly that can be read in two ways; None where it cannot.

    >>> two_ways("30.000"), two_ways("$3.918"), two_ways("0.698"), two_ways("1.000,5")
    (('30', '30,000'), ('3.9180', '3,918'), None, None)
    """
    found = _scanned(text)
    if not found or not DOTTED.fullmatch(found[2]):
        return None
    sign, digits = "-" if found[0] < 0 else "", found[2]
    short = digits.rstrip("0").rstrip(".") if digits.endswith("0") else f"{digits}0"
    return f"{sign}{short}", f"{sign}{digits.replace('.', ',')}"


def _scanned(text: Any) -> tuple[float, str, str] | None:
    """The number, the family of its unit, and the digits as they stand (nothing with a size)."""
    text = str(text)
    if len(text) > LONGEST:
        return None
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).strip()
    text = _TIMES.sub("", _ABOUT.sub("", text))
    text = re.sub(r"['\u2019]", " ", text)
    sign = -1 if text[:1] == "-" else 1
    if text[:1] in ("+", "-") and text[1:2] not in ("+", "-"):
        text = text[1:].strip()
    family = ""
    for name, forms in MONEY.items():
        form = next((f for f in forms if text.endswith(f) or text.startswith(f)), "")
        if form:
            family = name
            text = (text[: -len(form)] if text.endswith(form) else text[len(form) :]).strip()
            break
    if family and text[:1] == "-":  # "$-33"
        sign, text = -sign, text[1:]
    sized = _SIZED.fullmatch(text)
    word = sized[2] if sized and sized[2] in SIZES else ""
    digits = text = sized[1].strip() if sized and word else text
    if _MANY_POINTS.fullmatch(text):
        text = text.replace(".", "")
    if DECIMAL.fullmatch(text):
        text = re.sub(r"[. ]", "", text).replace(",", ".")
    if not PLAIN.fullmatch(text):
        return None
    value = sign * float(re.sub(r"[, _]", "", text)) * SIZES.get(word, 1)
    return (value, family, "" if word else digits) if math.isfinite(value) else None
