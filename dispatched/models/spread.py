"""What many draws say: quantiles, chances, and which input moves the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dispatched.models.beliefs import Belief

BAND = (0.05, 0.5, 0.95)
"""The quantiles that the chapter shows: nine draws in ten lie between the first and the last."""


def quantiles(values: Any, parts: Sequence[float] = BAND) -> list[float]:
    """The values below which the given parts of the draws lie, linear between draws.

    >>> quantiles([0, 10, 20], (0.25, 0.5))
    [5.0, 10.0]

    Raises:
        ValueError: no values.
    """
    import numpy as np

    if not len(values):
        raise ValueError("there are no values")
    return [float(value) for value in np.quantile(values, parts)]


def chance(values: Any, target: float) -> float:
    """The part of the draws, 0 to 1, that reach a target.

    >>> chance([1, 2, 3, 4], target=4)
    0.25
    """
    import numpy as np

    return float(np.count_nonzero(np.asarray(values) >= target) / len(values))


def one_at_a_time(model: Callable[..., Any], beliefs: Mapping[str, Belief]) -> list[dict[str, Any]]:
    """How far each input alone moves the result, for a tornado chart.

    Each input goes from the low to the high end of its belief while the others stand at their
    medians.

    >>> beliefs = {"workers": Belief(8, 12), "wage": Belief(90, 110)}
    >>> rows = one_at_a_time(lambda workers, wage: workers * wage, beliefs)
    >>> [(row["input"], row["low"], row["high"]) for row in rows]
    [('workers', 800.0, 1200.0), ('wage', 900.0, 1100.0)]

    Args:
        model: called with one keyword for each belief.
        beliefs: name → belief.

    Returns:
        one row an input, the widest first: ``input, low, high`` (results), ``width`` (how far they
            are apart).
    """
    middles = {name: float(belief.at(0.5)) for name, belief in beliefs.items()}
    rows = []
    for name, belief in beliefs.items():
        ends = [float(model(**{**middles, name: end})) for end in (belief.low, belief.high)]
        rows.append(
            {"input": name, "low": min(ends), "high": max(ends), "width": abs(ends[1] - ends[0])}
        )
    return sorted(rows, key=lambda row: -row["width"])


def ranks(values: Any) -> Any:
    """The place of each value from the smallest, which is 1; equal values share a mean place.

    >>> ranks([30, 10, 10]).tolist()
    [3.0, 1.5, 1.5]
    """
    import numpy as np

    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[inverse]


def rank_correlation(one: Any, other: Any) -> float:
    """Spearman's rank correlation, -1 to 1: do large values of both come together?

    >>> rank_correlation([1, 2, 3], [10, 20, 900]), rank_correlation([1, 2, 3], [3, 2, 1])
    (1.0, -1.0)

    Raises:
        ValueError: different lengths, fewer than two values, or one side without any variation.
    """
    import numpy as np

    if len(one) != len(other) or len(one) < 2:
        raise ValueError("two lists of one length are needed, with two values or more")
    a, b = ranks(one), ranks(other)
    a, b = a - a.mean(), b - b.mean()
    below = float(np.sqrt((a * a).sum() * (b * b).sum()))
    if below == 0:
        raise ValueError("all values of one side are equal")
    return float(np.clip((a * b).sum() / below, -1, 1))
