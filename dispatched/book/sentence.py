"""A figure in a sentence, taken apart, so that its numbers can follow and its words stay.

``between 2.7 and 9.6 dollars`` beside the range 2.7 to 9.6 is "between ", the low end, " and ", the
high end, " dollars". What the page puts back together reads as the sentence was written.
"""

from __future__ import annotations

import re

from dispatched.arithmetic import Range

Piece = str | list[float | int | str]
"""Text as it stands; or a number: which end (0 low, 1 high, 2 both, for a figure that is a point),
what one stands for (1,000,000 where "million" follows), and the sign of money before it.
"""

_SPELLED = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NUMBER = re.compile(
    r"(?P<minus>minus |[−-](?=[$\d]))?(?P<prefix>\$?)"
    r"(?<![\w.,])(?P<number>\d+(?:,\d{3})*(?:\.\d+)?|\b(?:" + "|".join(_SPELLED) + r")\b)"
)
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_SCALED = re.compile(
    r"(?:\s*(?:to|and|–|-)\s*\$?[\d.,]+)?\s*(thousand|million|billion)\b",
)


def pieces(text: str, figure: Range) -> list[Piece]:
    """The pieces of a link's text; none where its numbers are not the ends of the figure.

    >>> pieces("between 2.7 and 9.6 dollars", Range(2.7, 9.6))
    ['between ', [0, 1.0, ''], ' and ', [1, 1.0, ''], ' dollars']
    >>> pieces("$108 to 192 million", Range(108e6, 192e6))
    [[0, 1000000.0, '$'], ' to ', [1, 1000000.0, ''], ' million']
    >>> pieces("minus 33 and 50 dollars", Range(-33.3, 50))
    [[0, 1.0, ''], ' and ', [1, 1.0, ''], ' dollars']
    >>> pieces("69.8 percent", Range(69.84, 69.84)), pieces("five times", Range(5, 5))
    ([[2, 1.0, ''], ' percent'], [[2, 1.0, ''], ' times'])
    >>> pieces("half", Range(50, 50)), pieces("35,000 in 1947", Range(35e3, 35e3))
    ([], [])

    Where the text gives one end of a range, that end follows.
    """
    made: list[Piece] = []
    done = 0
    for found in _NUMBER.finditer(text):
        after = _SCALED.match(text, found.end())
        scale = _SCALE[after[1]] if after else 1.0
        end = _end(found, scale, figure, bool(made))
        if end is None:
            return []
        if found.start() > done:
            made.append(text[done : found.start()])
        made.append([end, scale, found["prefix"]])
        done = found.end()
    if made and done < len(text):
        made.append(text[done:])
    return made


def _end(found: re.Match[str], scale: float, figure: Range, later: bool) -> int | None:
    """Which end of the figure a number is, at the precision with which it is printed."""
    digits = found["number"].replace(",", "")
    if digits in _SPELLED:
        digits = str(_SPELLED.index(digits) + 1)
    value = float(digits) * scale * (-1 if found["minus"] else 1)
    slack = 0.5000001 * scale * 10.0 ** -len(digits.partition(".")[2])
    # "67 to 88 million": a second number is the high end, where both would do.
    ends = (figure.low, figure.high)
    fits = [at for at, end in enumerate(ends) if abs(value - end) <= slack]
    if not fits:
        return None
    if figure.low == figure.high:
        return 2
    return fits[-1] if later else fits[0]
