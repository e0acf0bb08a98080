"""Assumptions in writing: ``far-east.end <= far-east.arrivals + far-east.arrivals[-1]``.

A side is a number, or a sum of cells, each with a factor before it if it has one. ``[-1]`` is the
year before, ``*`` every region in turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dispatched.arithmetic.inequalities import INFINITE

_TERM = re.compile(
    r"(?:(?P<factor>\d+(?:\.\d+|/\d+)?) )?(?P<region>[a-z-]+|\*)\.(?P<item>[a-z]+)"
    r"(?:\[-(?P<back>\d+)\])?"
)
_NUMBER = re.compile(r"\d+")
_ENDS = {"=": (0.0, 0.0), "<=": (-INFINITE, 0.0), ">=": (0.0, INFINITE)}


@dataclass(frozen=True)
class Term:
    """A cell of a year that is not yet said: its factor, and how many years before.

    >>> forms("a.end >= 0.5 a.end[-1]", ["a"])[0].terms[1]
    Term(factor=-0.5, region='a', item='end', back=1)
    """

    factor: float
    region: str
    item: str
    back: int = 0


@dataclass(frozen=True)
class Form:
    """``low <= sum of terms <= high`` for each year of some years.

    >>> forms("a.end <= 100", ["a"])[0].high
    100.0
    """

    terms: Sequence[Term]
    low: float
    high: float


def forms(text: str, regions: Sequence[str]) -> list[Form]:
    """The inequalities that a text stands for; one for each region if it has a ``*``.

    >>> forms("sakhalin.joined = 0", ["sakhalin"])[0]
    Form(terms=[Term(factor=1.0, region='sakhalin', item='joined', back=0)], low=0.0, high=0.0)
    >>> [form.terms[1] for form in forms("*.end >= 2/3 *.end[-1]", ["a", "b"])][1].region
    'b'

    Raises:
        ValueError: not of that form; says which part.
    """
    parts = re.split(r" (<=|>=|=) ", text)
    if len(parts) != 3:
        raise ValueError(f"{text!r} is not two sides with <=, = or >= between them")
    left, relation, right = parts
    chosen = list(regions) if "*" in text else [""]
    low, high = _ENDS[relation]
    made = []
    for region in chosen:
        terms, constant = [], 0.0
        for side, sign in ((left, 1.0), (right, -1.0)):
            for own, part in _summands(side):
                if _NUMBER.fullmatch(part):
                    constant -= sign * own * float(part)
                else:
                    terms.append(_term(part, sign * own, region, regions))
        made.append(Form(terms, low + constant, high + constant))
    return made


def years_of(text: str) -> list[int]:
    """``1946-1949; 1962`` as years.

    >>> years_of("1946-1948; 1962")
    [1946, 1947, 1948, 1962]

    Raises:
        ValueError: not of that form, or years that do not rise.
    """
    years: list[int] = []
    for part in text.split("; "):
        found = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", part)
        if not found:
            raise ValueError(f"{part!r} is neither a year nor years as in 1946-1949")
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first or (years and first <= years[-1]):
            raise ValueError(f"{part!r}: years must rise")
        years += range(first, last + 1)
    return years


def _summands(side: str) -> Iterator[tuple[float, str]]:
    """``a + 2 b - c`` as (1, a), (1, 2 b), (-1, c)."""
    parts = re.split(r" ([+-]) ", side)
    yield 1.0, parts[0]
    for sign, part in zip(parts[1::2], parts[2::2], strict=True):
        yield (1.0 if sign == "+" else -1.0), part


def _term(text: str, sign: float, region: str, regions: Sequence[str]) -> Term:
    found = _TERM.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is neither a number nor a cell such as sakhalin.end")
    named = region if found["region"] == "*" else found["region"]
    if named not in regions:
        raise ValueError(f"{text!r}: no region {named!r}; there are {', '.join(regions)}")
    try:
        factor = float(Fraction(found["factor"] or "1"))
    except ZeroDivisionError:
        raise ValueError(f"{text!r}: a factor is divided by zero") from None
    return Term(sign * factor, named, found["item"], int(found["back"] or 0))
