"""What one believes of an input, as a distribution, and seeded draws from it.

A distribution here is a belief, written down so that others can see and change it; it is no
measurement. Each input has a stream of random numbers of its own, and a draw is read off its belief
at that number. So one seed gives one set of draws, adding an input leaves the others as they were,
and a higher range never gives a lower draw.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dispatched.arithmetic import Range


@dataclass(frozen=True)
class Belief:
    """What one takes an input to be, from ``low`` to ``high``.

    All values are equally likely, or one of them is the likeliest.

    >>> float(Belief(10, 20).at(0.5)), float(Belief(0, 10, likely=0).at(0.75))
    (15.0, 5.0)

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
        if (
            not all(map(math.isfinite, (self.low, peak, self.high)))
            or not self.low <= peak <= self.high
        ):
            stated = f"{self.low}, {self.likely}, {self.high}"
            raise ValueError(f"a belief runs from low over likely to high, not {stated}")

    @classmethod
    def around(cls, value: float, spread: float, ceiling: float = math.inf) -> Belief:
        """A triangular belief with its peak at ``value``, under a ceiling.

        >>> Belief.around(100, 0.25), Belief.around(100, 0.25, ceiling=110).high
        (Belief(low=75.0, high=125.0, likely=100), 110)

        Args:
            value: the likeliest, 0 or more.
            spread: how far below and above it the ends lie, as a part of it (0 to 1).
            ceiling: the highest value that can be.

        Raises:
            ValueError: spread is not 0 to 1, or value is negative or above the ceiling.
        """
        if not 0 <= spread <= 1 or not 0 <= value <= ceiling:
            raise ValueError(
                "spread must be 0 to 1 and value must be 0 or more and not above the ceiling"
            )
        return cls(value * (1 - spread), min(value * (1 + spread), ceiling), value)

    @property
    def range(self) -> Range:
        """The belief without its likelihoods: all that interval arithmetic needs.

        >>> Belief(0, 10, likely=9).range
        Range(low=0, high=10)
        """
        return Range(self.low, self.high)

    def at(self, part: Any) -> Any:
        """The value below which the ``part`` (0 to 1, a number or an array) of the belief lies.

        >>> float(Belief(10, 20).at(0.25)), Belief(10, 20).at([0, 1]).tolist()
        (12.5, [10.0, 20.0])

        Source: the inverse of the distribution function of the uniform and of the triangular
            distribution.
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

    >>> stream("workers", 1946, 3).tolist() == stream("workers", 1946, 3).tolist()
    True
    >>> stream("workers", 1946, 3).tolist() == stream("duty", 1946, 3).tolist()
    False

    Raises:
        ValueError: size is less than 1.
    """
    import numpy as np

    if size < 1:
        raise ValueError("size must be 1 or more")
    return np.random.default_rng([seed, zlib.crc32(name.encode())]).random(size)


def draws(beliefs: Mapping[str, Belief], seed: int = 1946, size: int = 10_000) -> dict[str, Any]:
    """One array of draws for each belief, independent of one another.

    Two calls with one seed draw an input of the same name at the same heights, so that cases differ
    by their beliefs alone; results of two such calls are not independent.

    >>> drawn = draws({"workers": Belief(10, 20), "share": Belief(1, 1)}, size=1000)
    >>> round(float(drawn["workers"].mean())), drawn["share"][:3].tolist()
    (15, [1.0, 1.0, 1.0])

    Args:
        beliefs: name → belief.
        seed: of the random numbers.
        size: number of draws.
    """
    return {name: belief.at(stream(name, seed, size)) for name, belief in beliefs.items()}


def linked_draws(
    beliefs: Mapping[str, Belief],
    first: str,
    second: str,
    link: float,
    seed: int = 1946,
    size: int = 10_000,
) -> dict[str, Any]:
    """As :func:`draws`, with the second belief tied to the first by a rank correlation of ``link``.

    In a part ``abs(link)`` of the draws both inputs stand at the same height of their beliefs (at
    opposite heights where ``link`` is negative); in the rest they are independent. Each belief
    keeps its own distribution.

    With a link of 1 both stand at the same height of their beliefs:

    >>> both = {"workers": Belief(0, 10), "duty": Belief(0, 100)}
    >>> drawn = linked_draws(both, "workers", "duty", link=1, size=100)
    >>> round(float(abs(drawn["duty"] - 10 * drawn["workers"]).max()), 9)
    0.0

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
    beliefs: Mapping[str, Belief],
    weights: Mapping[str, float],
    seed: int = 1946,
    size: int = 10_000,
) -> tuple[Any, Any]:
    """Draws from several sources' beliefs about one thing, each as often as its source is trusted.

    A source that is trusted four times as much as the other is drawn four times as often:

    >>> beliefs = {"embassy": Belief(1, 1), "newspaper": Belief(2, 2)}
    >>> values, sources = pooled_draws(beliefs, {"embassy": 4, "newspaper": 1}, size=10_000)
    >>> round(float((sources == "embassy").mean()), 1), round(float(values.mean()), 1)
    (0.8, 1.2)

    Args:
        beliefs: source → its belief.
        weights: source → trust, any scale; 0 for a source that is not believed.
        seed: of the random numbers.
        size: number of draws.

    Returns:
        ``(values, sources)``: two arrays of one length, the second names the source of each draw.

    Raises:
        ValueError: a source without a weight or the other way about, a negative weight, or all
            weights 0.
    """
    import numpy as np

    if set(beliefs) != set(weights) or min(weights.values()) < 0 or not sum(weights.values()):
        raise ValueError("each source needs a weight of 0 or more, and one of them must be above 0")
    names = [name for name in beliefs if weights[name] > 0]
    ends = np.cumsum([weights[name] for name in names])
    spot = stream("source", seed, size) * ends[-1]
    which = np.minimum(np.searchsorted(ends, spot, side="right"), len(names) - 1)
    part = stream("value", seed, size)
    values = np.select(
        [which == n for n in range(len(names))], [beliefs[name].at(part) for name in names]
    )
    return values, np.asarray(names)[which]
