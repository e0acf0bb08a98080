"""What beliefs about workers, duty and arrears mean for money (US dollars a year).

People are counted in persons, shares run from 0 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from dispatched.models.beliefs import Belief, draws
from dispatched.models.spread import chance, quantiles

MONTHS = 12
"""Payments a year: the obligation is owed every month."""


def revenue(workers: Any, obligation: Any, share: Any) -> Any:
    """What the state is paid in a year (USD): workers x obligation x 12 x share paid.

    The arguments are numbers, arrays or ranges.

    What it keeps of the wages of supervised workers, who owe nothing, stands outside, and so does
    overhead.

    >>> revenue(10_000, 500, 0.5)
    30000000.0

    Args:
        workers: persons present, on average over the year.
        obligation: what each owes a month (USD).
        share: part of all that is owed that is paid, 0 to 1: those who owe nothing and arrears both
            lower it.
    """
    return workers * obligation * MONTHS * share


def savings(workers: Any, saved: Any) -> Any:
    """What the workers themselves keep in a year (USD): workers x savings of one worker a year.

    >>> savings(10_000, 1_200)
    12000000
    """
    return workers * saved


def required(target: float, *others: float) -> float:
    """What one factor must be for a product to be ``target``, the other factors given.

    A billion dollars a year at 10,000 a worker and four fifths paid:

    >>> required(1e9, 10_000, 0.8)
    125000.0

    Raises:
        ValueError: a factor is not above 0.
    """
    if min(others, default=1) <= 0:
        raise ValueError("each other factor must be above 0")
    return target / math.prod(others)


def fan(
    sizes: Sequence[float], beliefs: Mapping[str, Belief], spread: float, seed: int = 1946
) -> list[dict[str, float]]:
    """The band of the revenue for each number of workers, for a fan chart.

    >>> known = {"obligation": Belief(100, 100), "share": Belief(1, 1)}
    >>> fan([1000], known, spread=0)[0]["p50"]
    1200000.0

    Args:
        sizes: numbers of workers; each stands for a triangular belief with its ends ``spread``
            below and above.
        beliefs: ``obligation`` (USD a month) and ``share`` (0 to 1).
        spread: how far off a number of workers may be, 0 to 1.
        seed: of the random numbers.

    Returns:
        one row a size: ``workers`` and the quantiles ``p5, p25, p50, p75, p95`` (USD a year).
    """
    rows = []
    for size in sizes:
        drawn = draws({"workers": Belief.around(size, spread), **beliefs}, seed)
        found = quantiles(revenue(**drawn), (0.05, 0.25, 0.5, 0.75, 0.95))
        rows.append(
            {"workers": size} | dict(zip(("p5", "p25", "p50", "p75", "p95"), found, strict=True))
        )
    return rows


def outlook(
    workers: float = 15,
    duty: float = 9_000,
    share: float = 80,
    off: float = 30,
    target: float = 1e9,
) -> list[dict[str, float]]:
    """The band of the revenue for an explorer, from triangular beliefs around four numbers.

    15,000 workers, $9,000 a year each, 80 percent paid, and nothing in doubt:

    >>> outlook(15, 9_000, 80, off=0, target=1e8)
    [{'low': 108.0, 'median': 108.0, 'high': 108.0, 'part': 100.0}]

    Args:
        workers: present on average (thousand persons).
        duty: of each (USD a year).
        share: of the duty that is paid (percent); the belief does not exceed 100.
        off: how far off each of the three may be (percent of its value).
        target: the sum whose chance is asked (USD a year).

    Returns:
        one row: ``low, median, high`` (million USD a year; nine draws in ten lie between low and
        high) and ``part`` (the draws that reach the target, percent).
    """
    spread = off / 100
    beliefs = {
        "workers": Belief.around(workers * 1000, spread),
        "obligation": Belief.around(duty / MONTHS, spread),
        "share": Belief.around(share / 100, spread, ceiling=1),
    }
    total = revenue(**draws(beliefs, size=4_000))
    low, median, high = (value / 1e6 for value in quantiles(total))
    return [{"low": low, "median": median, "high": high, "part": 100 * chance(total, target)}]
