"""What the scores of several cells add up to, with the uncertainty of coding.

Scores are whole steps from 0 to 4, as in ``dimensions.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

TOP = 4
"""The highest score: the least hold over the worker."""


def mean_score(scores: Iterable[Sequence[int]], step: int = 1) -> dict[str, float]:
    """The mean of several cells' scores, and how far it moves if each is up to ``step`` off.

    Two cells, one scored 1 and the other 2 by one text and 4 by another:

    >>> mean_score([(1,), (2, 4)], step=0)["middle"]
    2.0
    >>> mean_score([(1,), (2, 4)], step=1)["low"], mean_score([(1,), (2, 4)], step=1)["high"]
    (0.5, 3.0)

    Args:
        scores: the different scores of each cell, one or more; cells without a score are left out
            beforehand.
        step: how far off a score may be, in steps; a score never leaves 0 to 4.

    Returns:
        ``middle`` (mean of the cells' middles); ``low`` and ``high``, when all are off in one
        direction; ``likely_low`` and ``likely_high``, at least the middle 90 percent when each cell
        is off by itself: any of its scores and any shift from −step to step as likely as another,
        ended at 0 and 4; counted out exactly. Ours, from no source.

    Raises:
        ValueError: no cells, a cell without a score, a score outside 0 to 4, or a negative step.
    """
    given = [tuple(cell) for cell in scores]
    if not given or not all(given):
        raise ValueError("a mean needs cells, and each cell a score")
    if any(not 0 <= score <= TOP for cell in given for score in cell) or step < 0:
        raise ValueError(f"scores run from 0 to {TOP}, and a step is not negative")
    count = len(given)
    sums = {0: Fraction(1)}
    for cell in given:
        moved = [min(TOP, max(0, score + by)) for score in cell for by in range(-step, step + 1)]
        new: dict[int, Fraction] = {}
        for total, chance in sums.items():
            for value in moved:
                new[total + value] = new.get(total + value, Fraction(0)) + chance / len(moved)
        sums = new
    low, high = _central(sums)
    return {
        "middle": sum((min(c) + max(c)) / 2 for c in given) / count,
        "low": sum(max(0, min(c) - step) for c in given) / count,
        "high": sum(min(TOP, max(c) + step) for c in given) / count,
        "likely_low": low / count,
        "likely_high": high / count,
    }


def _central(chances: dict[int, Fraction], tail: Fraction = Fraction(1, 20)) -> tuple[int, int]:
    """The values left when at most ``tail`` of the chance is cut off at each end."""

    def first(values: Iterable[int]) -> int:
        seen = Fraction(0)
        for value in values:
            seen += chances[value]
            if seen > tail:
                return value
        raise AssertionError("chances add up to one")

    return first(sorted(chances)), first(sorted(chances, reverse=True))
