"""What answers are held against: digests of right and of typical wrong ones, never the answers.

A number is right within a tolerance. To test that without knowing the number, the line of all
numbers is cut into steps of the tolerance, and the digests of the right step and its two neighbors
are kept. Digests keep an answer from being read by chance; they are no secret, since whoever tries
all numbers finds the right one.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from dispatched.checks.numerals import MONEY, as_number, read_number

TOLERANCE = 0.005
"""Relative difference within which a number is right: half a percent."""

ZERO = 1e-9

COUNTED = re.compile(r"(?!points$)[a-z]+s")
""""persons", "months": one word for many of a kind."""


def digest(*parts: Any) -> str:
    """Eight bytes that stand for the parts."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).hexdigest()


def plain(text: Any) -> str:
    """A text without what does not matter: case, kinds of dashes and quotes, spaces, a last period.

    >>> plain(" North–Korea. ")
    'north-korea'
    """
    text = unicodedata.normalize("NFKC", str(text)).casefold()
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    text = re.sub(r"[\u2018\u2019\u02bc]", "'", text)
    return re.sub(r"[\s_]+", " ", text).strip(" .,;:!\"'")


def label(cell: Any) -> str:
    """A cell that names a row: 1947, 1947.0 and "1947" are one name.

    >>> label(1947.0), label("1947"), label(" Planned money ")
    ('1947', '1947', 'planned money')
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell):
        return str(int(cell))
    return plain(cell)


def step(value: float, tolerance: float = TOLERANCE) -> tuple[int, int]:
    """Sign of a number and the step that it stands on; neighbors differ by the tolerance."""
    if abs(value) < ZERO:
        return 0, 0
    return (1 if value > 0 else -1), math.floor(math.log(abs(value)) / math.log1p(tolerance))


def number_digest(salt: str, value: float, tolerance: float = TOLERANCE, shift: int = 0) -> str:
    """The digest of a number's step, or of a neighbor's."""
    sign, place = step(value, tolerance)
    return digest(salt, "number", sign, place + shift if sign else 0)


def number_digests(salt: str, value: float, tolerance: float = TOLERANCE) -> list[str]:
    """The digests of a number: its step and the two beside it; of a count the count alone."""
    if tolerance == 0:
        return (
            [digest(salt, "count", round(value))]
            if abs(value - round(value)) < ZERO * max(1, abs(value))
            else []
        )
    return sorted({number_digest(salt, value, tolerance, shift) for shift in (-1, 0, 1)})


def text_digest(salt: str, text: Any) -> str:
    """The digest of a text, in whatever case and spacing."""
    return digest(salt, "text", plain(text))


def holds(known: list[str], salt: str, value: Any, tolerance: float = TOLERANCE) -> bool:
    """Is a cell of an answer (number, text, flag or nothing) among the known digests?"""
    if value is None:
        return digest(salt, "nothing") in known
    if isinstance(value, bool):
        return any(one in known for one in cell_digests(salt, value, tolerance))
    if isinstance(value, int | float):
        if tolerance == 0:
            return any(one in known for one in number_digests(salt, value, 0))
        return number_digest(salt, value, tolerance) in known
    if text_digest(salt, value) in known:
        return True
    number = as_number(value)  # "69.8", "$1,200" and "70 %" are numbers too
    return number is not None and holds(known, salt, number, tolerance)


def matched(
    known: Sequence[list[str]], salt: str, values: Iterable[Any], tolerance: float = TOLERANCE
) -> int:
    """How many of the known entries stand among the values, in any order, each value once."""
    left = list(values)
    hits = 0
    for digests in known:
        hit = next(
            (n for n, value in enumerate(left) if holds(digests, salt, value, tolerance)), None
        )
        if hit is not None:
            hits += 1
            del left[hit]
    return hits


def cell_digests(salt: str, value: Any, tolerance: float = TOLERANCE) -> list[str]:
    """The digests that count as this cell."""
    if value is None:
        return [digest(salt, "nothing")]
    if isinstance(value, bool):  # True, "True" and 1 say the same
        return [
            digest(salt, "flag", value),
            text_digest(salt, value),
            *number_digests(salt, int(value), tolerance),
        ]
    if isinstance(value, int | float):
        return number_digests(salt, value, tolerance)
    return [text_digest(salt, value)]


def families(unit: str) -> list[str]:
    """The families of money, or of percent, that a unit names.

    >>> families("US dollars a year"), families("RUB/USD"), families("persons")
    (['dollar'], ['dollar', 'ruble'], [])
    """
    return [
        family
        for family, forms in MONEY.items()
        if any(f in unit.casefold() for f in forms if len(f) > 2)
    ]


def counted(unit: str) -> bool:
    """Is it a unit of what is counted, never below zero, and no money, share or score?

    >>> counted("persons"), counted("months"), counted("rubles"), counted("ratio")
    (True, True, False, False)
    """
    return bool(COUNTED.fullmatch(unit)) and not families(unit)


def foreign(text: Any, unit: str) -> bool:
    """Does a number in a text name another unit than the one asked for?"""
    found = read_number(text) if isinstance(text, str) else None
    if not found or not found[1]:
        return False
    asked = families(unit)
    if not asked and found[1] == "percent":
        return counted(unit)  # a share or a ratio may be thought of in percent
    return bool(unit) and found[1] not in asked
