"""What numbers and years a sentence says, in digits or in words."""

from __future__ import annotations

import hashlib
import itertools
import re
from functools import cache

_NUMBER = re.compile(r"(?<![\w.,])-?\d+(?:,\d{3})*(?:\.\d+)?")
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "mln": 1e6}
_COUNTED = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
]
_PLACES = [
    *("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
    *("ninth", "tenth"),
]
_PLAIN: dict[str, tuple[float, ...]] = {
    **{word: (float(n),) for n, word in enumerate(_COUNTED)},
    **{word: (float(n),) for n, word in enumerate(_PLACES)},
    **{"thirty": (30.0,), "forty": (40.0,), "fifty": (50.0,), "sixty": (60.0,)},
    **{"half": (50.0, 0.5), "halved": (0.5, 50.0), "third": (3.0, 33.3), "thirds": (66.7,)},
    **{"quarter": (25.0,), "quarters": (75.0,), "tenfold": (10.0,), "ninefold": (9.0,)},
    **{"twice": (2.0,), "double": (2.0,), "doubled": (2.0,), "dozen": (12.0,)},
}
_SAID = _PLAIN | {
    **{"most": (50.0,), "majority": (50.0,)},
    **{"minority": (50.0,), "all": (100.0,), "every": (100.0,), "whole": (100.0,)},
    **{"none": (0.0,), "no": (0.0,), "nothing": (0.0,), "nobody": (0.0,), "not": (0.0,)},
    **{"without": (0.0,), "never": (0.0,), "once": (1.0,)},
    **{"same": (1.0,), "single": (1.0,), "only": (1.0,), "equal": (1.0,), "more": (1.0,)},
    **{"few": (2000.0, 3.0), "several": (2.0, 200.0, 2000.0), "dozens": (24.0,)},
    **{"decade": (10.0,), "decades": (20.0,), "tens": (10_000.0, 20_000.0)},
    **{"hundreds": (200.0, 200_000.0), "thousands": (2000.0, 10_000.0)},
    **{"monthly": (12.0, 1.0), "month": (12.0, 1.0), "daily": (1.0,), "day": (1.0,)},
    **{"entire": (100.0,), "unanimous": (100.0,)},
}
"""What a word may stand for, also where a rule of the coding gives it ("hundreds" begin at 200)."""
_PART = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "": (0, 9)}
_DECADE = re.compile(r"(?:(early|mid|late)[- ]+)?(?:the )?((?:18|19|20)\d0)s", re.I)
_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")
_SHORT = re.compile(r"(?<!\d)((?:19|20)\d)\d[-–/](\d\d?)(?!\d)")


@cache
def numbers(text: str, plain: bool = False) -> frozenset[float]:
    """Every number that a text says, with what "million" behind a range means for both ends.

    Args:
        plain: leave out words that only a rule of the coding makes a number ("all", "hundreds").

    >>> sorted(numbers("Between 70 and 120 million, or about one-third."))[-2:]
    [70000000.0, 120000000.0]
    """
    found: set[float] = set()
    text = text.replace("−", "-").replace("minus ", "-")
    for match in _NUMBER.finditer(text):
        value = float(match[0].replace(",", ""))
        found |= {value, abs(value)}
        near = text[match.end() : match.end() + 45].lower()
        found.update(round(value * factor, 3) for word, factor in _SCALE.items() if word in near)
    words = re.findall(r"[a-z]+", text.lower())
    for word, after in itertools.pairwise([*words, ""]):
        for value in (_PLAIN if plain else _SAID).get(word, ()):
            found |= {value, value * _SCALE.get(after, 1.0)}
            found.add(value * (100.0 if after == "hundred" else 1.0))
    return frozenset(found)


@cache
def years(text: str) -> frozenset[int]:
    """Every year that a text names; of a decade its ends, of "the late 1940s" 1947 and 1949.

    >>> sorted(years("From 1984-85 to the late 1940s"))
    [1947, 1949, 1984, 1985]
    """
    found = {int(year) for year in _YEAR.findall(text)}
    for century, end in _SHORT.findall(text):
        found.add(int((century + "0")[: 4 - len(end)] + end))
    for part, decade in _DECADE.findall(text):
        first, last = _PART[part.lower()]
        found -= {int(decade)}
        found |= {int(decade) + first, int(decade) + last}
    return frozenset(found)


@cache
def stems(text: str) -> frozenset[str]:
    """The words of a text, each as three signs of a hash: they compare, and cannot be read back.

    >>> stems("Loggers logged.") == stems("logging")
    True
    """
    found = set()
    for word in re.findall(r"[a-z]{4,}", text.lower()):
        stem = re.sub(r"(?:ings?|ers?|ed|es|s|ly|ions?)$", "", word)[:6]
        stem = re.sub(r"(.)\1$", r"\1", stem)
        if len(stem) >= 3:
            found.add(hashlib.sha256(stem.encode()).hexdigest()[:3])
    return frozenset(found)
