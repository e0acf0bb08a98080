"""Ranges in place of points: a number of which one knows only that it lies between two others."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """A closed interval ``low`` to ``high``; arithmetic gives every value that the inputs allow.

    Interval arithmetic after R. E. Moore, *Interval Analysis* (1966). Inputs are taken to vary
    independently: a name that stands twice in a formula may widen the result.

    >>> workers, months = Range(10, 20), Range(3, 4)
    >>> workers * months
    Range(low=30, high=80)
    >>> workers - workers
    Range(low=-10, high=10)

    Raises:
        ValueError: low is greater than high.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"a range runs from low to high, not from {self.low} to {self.high}")

    @classmethod
    def of(cls, value: Range | float) -> Range:
        """A number as the range of that number alone.

        >>> Range.of(3), Range.of(Range(1, 2))
        (Range(low=3, high=3), Range(low=1, high=2))
        """
        return value if isinstance(value, Range) else cls(value, value)

    def _with(self, other: Range | float, do: Callable[[float, float], float]) -> Range:
        other = Range.of(other)
        ends = [do(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Range(min(ends), max(ends))

    def __add__(self, other: Range | float) -> Range:
        return self._with(other, operator.add)

    def __sub__(self, other: Range | float) -> Range:
        return self._with(other, operator.sub)

    def __mul__(self, other: Range | float) -> Range:
        return self._with(other, operator.mul)

    def __truediv__(self, other: Range | float) -> Range:
        other = Range.of(other)
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError(f"the divisor {other.low} to {other.high} holds zero")
        return self._with(other, operator.truediv)

    def __radd__(self, other: float) -> Range:
        return Range.of(other) + self

    def __rsub__(self, other: float) -> Range:
        return Range.of(other) - self

    def __rmul__(self, other: float) -> Range:
        return Range.of(other) * self

    def __rtruediv__(self, other: float) -> Range:
        return Range.of(other) / self

    def __neg__(self) -> Range:
        return Range(-self.high, -self.low)
