"""Distributions in place of points: seeded draws from what one believes, and what follows for money.

A distribution here is a belief, written down so that others can see and change it; it is no measurement. Each input has
a stream of random numbers of its own, and a draw is read off its belief at that number. So one seed gives one set of
draws, adding an input leaves the others as they were, and a higher range never gives a lower draw.

Money is in US dollars a year unless a name says otherwise; people are counted in persons, shares run from 0 to 1.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dispatched.calculations import Range

MONTHS = 12
"""Payments a year: the obligation is owed every month."""

BAND = (0.05, 0.5, 0.95)
"""The quantiles that the chapter shows: nine draws in ten lie between the first and the last."""


@dataclass(frozen=True)
class Belief:
    """What one takes an input to be: all values from ``low`` to ``high`` equally likely, or one of them the likeliest.

    Args:
        low: the lowest value thought possible.
        high: the highest.
        likely: the likeliest value, for a triangular belief; None for an even (uniform) one.

    Raises:
        ValueError: the values are not finite or not in order.
    """

    low: float
    high: float
    likely: float | None = None

    def __post_init__(self) -> None:
        peak = self.low if self.likely is None else self.likely
        if not all(map(math.isfinite, (self.low, peak, self.high))) or not self.low <= peak <= self.high:
            raise ValueError(f"a belief runs from low over likely to high, not {self.low}, {self.likely}, {self.high}")

    @classmethod
    def around(cls, value: float, spread: float, ceiling: float = math.inf) -> Belief:
        """A triangular belief with its peak at ``value`` and its ends ``spread`` (0 to 1) below and above, under a ceiling.

        Raises:
            ValueError: spread is not 0 to 1, or value is negative or above the ceiling.
        """
        if not 0 <= spread <= 1 or not 0 <= value <= ceiling:
            raise ValueError("spread must be 0 to 1 and value must be 0 or more and not above the ceiling")
        return cls(value * (1 - spread), min(value * (1 + spread), ceiling), value)

    @property
    def range(self) -> Range:
        """The belief without its likelihoods: all that interval arithmetic needs."""
        return Range(self.low, self.high)

    def at(self, part: Any) -> Any:
        """The value below which the ``part`` (0 to 1, a number or an array) of the belief lies.

        Source: the inverse of the distribution function of the uniform and of the triangular distribution.
        """
        import numpy as np

        part = np.asarray(part, dtype=float)
        width = self.high - self.low
        if width == 0:
            return np.full_like(part, self.low)
        if self.likely is None:
            found = self.low + part * width
        else:
            left, right = self.likely - self.low, self.high - self.likely
            rising = self.low + np.sqrt(part * width * left)
            falling = self.high - np.sqrt((1 - part) * width * right)
            found = np.where(part * width <= left, rising, falling)
        return np.clip(found, self.low, self.high)


def stream(name: str, seed: int, size: int) -> Any:
    """``size`` random numbers from 0 to 1, the same for the same name and seed.

    Raises:
        ValueError: size is less than 1.
    """
    import numpy as np

    if size < 1:
        raise ValueError("size must be 1 or more")
    return np.random.default_rng([seed, zlib.crc32(name.encode())]).random(size)


def draws(beliefs: Mapping[str, Belief], seed: int = 1946, size: int = 10_000) -> dict[str, Any]:
    """One array of draws for each belief, independent of one another.

    Two calls with one seed draw an input of the same name at the same heights, so that cases differ by their beliefs
    alone; results of two such calls are not independent.

    Args:
        beliefs: name → belief.
        seed: of the random numbers.
        size: number of draws.
    """
    return {name: belief.at(stream(name, seed, size)) for name, belief in beliefs.items()}


def linked_draws(
    beliefs: Mapping[str, Belief], first: str, second: str, link: float, seed: int = 1946, size: int = 10_000
) -> dict[str, Any]:
    """As :func:`draws`, with the second belief tied to the first by a rank correlation of ``link``.

    In a part ``abs(link)`` of the draws both inputs stand at the same height of their beliefs (at opposite heights where ``link``
    is negative); in the rest they are independent. Each belief keeps its own distribution.

    Args:
        beliefs: name → belief.
        first: name of the belief that stays as it is.
        second: name of the belief that follows it.
        link: rank correlation, -1 to 1.
        seed: of the random numbers.
        size: number of draws.

    Raises:
        ValueError: link lies outside -1 to 1.
    """
    import numpy as np

    if not -1 <= link <= 1:
        raise ValueError("link must be -1 to 1")
    lead = stream(first, seed, size)
    same = lead if link >= 0 else 1 - lead
    chosen = np.where(stream("link", seed, size) < abs(link), same, stream(second, seed, size))
    return {**draws(beliefs, seed, size), second: beliefs[second].at(chosen)}


def pooled_draws(
    beliefs: Mapping[str, Belief], weights: Mapping[str, float], seed: int = 1946, size: int = 10_000
) -> tuple[Any, Any]:
    """Draws from several sources' beliefs about one thing, each taken as often as one trusts its source.

    Args:
        beliefs: source → its belief.
        weights: source → trust, any scale; 0 for a source that is not believed.
        seed: of the random numbers.
        size: number of draws.

    Returns:
        ``(values, sources)``: two arrays of one length, the second names the source of each draw.

    Raises:
        ValueError: a source without a weight or the other way about, a negative weight, or all weights 0.
    """
    import numpy as np

    if set(beliefs) != set(weights) or min(weights.values()) < 0 or not sum(weights.values()):
        raise ValueError("each source needs a weight of 0 or more, and one of them must be above 0")
    names = [name for name in beliefs if weights[name] > 0]
    ends = np.cumsum([weights[name] for name in names])
    spot = stream("source", seed, size) * ends[-1]
    which = np.minimum(np.searchsorted(ends, spot, side="right"), len(names) - 1)
    part = stream("value", seed, size)
    values = np.select([which == n for n in range(len(names))], [beliefs[name].at(part) for name in names])
    return values, np.asarray(names)[which]


def revenue(workers: Any, obligation: Any, share: Any) -> Any:
    """What the state is paid in a year (USD): workers x obligation x 12 x share paid; numbers, arrays or ranges.

    What it keeps of the wages of supervised workers, who owe nothing, stands outside, and so does overhead.

    Args:
        workers: persons present, on average over the year.
        obligation: what each owes a month (USD).
        share: part of all that is owed that is paid, 0 to 1: those who owe nothing and arrears both lower it.
    """
    return workers * obligation * MONTHS * share


def savings(workers: Any, saved: Any) -> Any:
    """What the workers themselves keep in a year (USD): workers x savings of one worker a year."""
    return workers * saved


def quantiles(values: Any, parts: Sequence[float] = BAND) -> list[float]:
    """The values below which the given parts of the draws lie, with linear interpolation between draws.

    Raises:
        ValueError: no values.
    """
    import numpy as np

    if not len(values):
        raise ValueError("there are no values")
    return [float(value) for value in np.quantile(values, parts)]


def chance(values: Any, target: float) -> float:
    """The part of the draws, 0 to 1, that reach a target."""
    import numpy as np

    return float(np.count_nonzero(np.asarray(values) >= target) / len(values))


def one_at_a_time(model: Callable[..., Any], beliefs: Mapping[str, Belief]) -> list[dict[str, Any]]:
    """How far each input alone moves the result, for a tornado chart.

    Each input goes from the low to the high end of its belief while the others stand at their medians.

    Args:
        model: called with one keyword for each belief.
        beliefs: name → belief.

    Returns:
        one row an input, the widest first: ``input, low, high`` (results), ``width`` (how far they are apart).
    """
    middles = {name: float(belief.at(0.5)) for name, belief in beliefs.items()}
    rows = []
    for name, belief in beliefs.items():
        ends = [float(model(**{**middles, name: end})) for end in (belief.low, belief.high)]
        rows.append({"input": name, "low": min(ends), "high": max(ends), "width": abs(ends[1] - ends[0])})
    return sorted(rows, key=lambda row: -row["width"])


def ranks(values: Any) -> Any:
    """The place of each value in the order from the smallest, from 1; equal values share the mean of their places."""
    import numpy as np

    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[inverse]


def rank_correlation(one: Any, other: Any) -> float:
    """Spearman's rank correlation, -1 to 1: do large values of one come with large values of the other?

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


def required(target: float, *others: float) -> float:
    """What one factor of a product must be for the product to be ``target``, the other factors given.

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

    Args:
        sizes: numbers of workers; each stands for a triangular belief with its ends ``spread`` below and above.
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
        rows.append({"workers": size} | dict(zip(("p5", "p25", "p50", "p75", "p95"), found, strict=True)))
    return rows


def outlook(
    workers: float = 15, duty: float = 9_000, share: float = 80, off: float = 30, target: float = 1e9
) -> list[dict[str, float]]:
    """The band of the revenue for an explorer, from triangular beliefs around four numbers.

    Args:
        workers: present on average (thousand persons).
        duty: of each (USD a year).
        share: of the duty that is paid (percent); the belief does not exceed 100.
        off: how far off each of the three may be (percent of its value).
        target: the sum whose chance is asked (USD a year).

    Returns:
        one row: ``low, median, high`` (million USD a year; nine draws in ten lie between low and high) and ``part``
        (the draws that reach the target, percent).
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
