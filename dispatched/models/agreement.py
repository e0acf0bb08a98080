"""How far two codings agree beyond chance.

The coefficients come from :mod:`nltk.metrics.agreement`; this module checks what goes in, adds
Krippendorff's ordinal distance, and refuses the cases that have no answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from nltk.metrics.agreement import AnnotationTask

Score = float | None

Distance = Callable[[Any, Any], float]

_T = TypeVar("_T", bound=Hashable)


def _pairs(first: Sequence[_T], second: Sequence[_T]) -> list[tuple[_T, _T]]:
    if len(first) != len(second):
        raise ValueError(f"one coding has {len(first)} items, the other {len(second)}")
    if not first:
        raise ValueError("no items were coded")
    if any(value is None or value != value for value in (*first, *second)):
        raise ValueError("an item without a score: leave it out of both codings")
    return list(zip(first, second, strict=True))


def percent(first: Sequence[_T], second: Sequence[_T]) -> float:
    """Items on which two codings are equal (percent of all items).

    >>> percent([1, 2, 3, 4], [1, 2, 3, 0])
    75.0

    Raises:
        ValueError: the codings differ in length, are empty, or hold an item without a score.
    """
    pairs = _pairs(first, second)
    return 100 * sum(a == b for a, b in pairs) / len(pairs)


def _steps(a: float, b: float) -> float:
    return abs(a - b)


def _squared(a: float, b: float) -> float:
    return (a - b) ** 2


def _equal(a: Hashable, b: Hashable) -> float:
    return float(a != b)


WEIGHTS: dict[str, Distance] = {"nominal": _equal, "linear": _steps, "squared": _squared}


def kappa(first: Sequence[float], second: Sequence[float], weights: str = "linear") -> float:
    """Cohen's weighted kappa (1968) of two coders.

    It is 1 for full agreement, and 0 for what the coders' habits give by chance.

    Two coders agree on three cells of four; by their habits alone it would be two:

    >>> kappa([0, 0, 4, 4], [0, 0, 4, 0], weights="nominal")
    0.5

    Args:
        first: the scores of one coder.
        second: those of the other, for the same items in the same order.
        weights: how a difference counts: ``nominal`` (any alike: Cohen 1960), ``linear`` (by steps)
            or ``squared``.

    Raises:
        ValueError: unknown weights; codings that do not match; or both coders gave one and the same
            score throughout, so that chance alone explains everything and kappa has no value.
    """
    if weights not in WEIGHTS:
        raise ValueError(f"no weights {weights!r}; there are {', '.join(WEIGHTS)}")
    pairs = _pairs(first, second)
    if len({value for pair in pairs for value in pair}) == 1:
        raise ValueError("both coders gave one score throughout: kappa has no value")
    rows = [
        (coder, item, value)
        for item, pair in enumerate(pairs)
        for coder, value in zip("ab", pair, strict=True)
    ]
    return float(AnnotationTask(rows, distance=WEIGHTS[weights]).weighted_kappa_pairwise("a", "b"))


def _ordinal(counts: Counter[float]) -> Distance:
    """Krippendorff's ordinal distance: scores between two, these two counted half; squared."""

    def distance(a: float, b: float) -> float:
        low, high = min(a, b), max(a, b)
        between = sum(n for value, n in counts.items() if low <= value <= high)
        return 0.0 if a == b else (between - (counts[low] + counts[high]) / 2) ** 2

    return distance


def alpha(*codings: Sequence[Score], distance: str = "ordinal") -> float:
    """Krippendorff's alpha: 1 minus the disagreement seen, over that which chance would give.

    >>> alpha([0, 1, 2], [0, 1, 2])
    1.0
    >>> round(alpha([0, 0, 1], [0, 1, 1], distance="nominal"), 3)
    0.444

    Args:
        *codings: the scores of two coders or more, the same items in the same order; None where a
            coder gave none.
        distance: ``nominal`` (any difference alike), ``ordinal`` (by rank) or ``interval`` (by
            squared steps).

    Source: K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011).

    Raises:
        ValueError: unknown distance; fewer than two codings, or of different length; no item that
            two coders scored; or one score throughout, so that no disagreement could have been seen
            and alpha has no value.
    """
    if distance not in ("nominal", "ordinal", "interval"):
        raise ValueError(f"no distance {distance!r}; there are nominal, ordinal, interval")
    if len(codings) < 2 or len({len(coding) for coding in codings}) != 1:
        raise ValueError("alpha needs two codings or more, all of the same length")
    rows = []
    for item, values in enumerate(zip(*codings, strict=True)):
        given = ((coder, value) for coder, value in enumerate(values) if value is not None)
        scored = [(coder, item, value) for coder, value in given if value == value]
        rows += scored if len(scored) > 1 else []
    if not rows:
        raise ValueError("no item was scored by two coders")
    counts = Counter(value for _, _, value in rows)
    if len(counts) == 1:
        raise ValueError("one score throughout: alpha has no value")
    measure = {"nominal": _equal, "ordinal": _ordinal(counts), "interval": _squared}[distance]
    return float(AnnotationTask(rows, distance=measure).alpha())
