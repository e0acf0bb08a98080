"""How a computed figure stands to the stated one."""

from __future__ import annotations

import math

from dispatched.arithmetic.ranges import Range

VERDICTS = (
    "agrees",
    "agrees when rounded",
    "only just",
    "conditional",
    "disagrees",
    "not stated",
)
"""Every verdict of ``calculations.csv``, from the best fit to none."""


RELATIONS = {
    "equal": "That is what the source states.",
    "inside": "That lies inside what the source states.",
    "overlaps": "That meets what the source states only in part.",
    "apart": "That does not meet what the source states.",
}
"""Each relation of a computed range to the stated one, in a sentence."""


def relation(computed: Range, stated: Range, tolerance: float = 0.005) -> str:
    """A computed range against the stated one: ``equal``, ``inside``, ``overlaps`` or ``apart``.

    >>> relation(Range(10, 20), Range(5, 30)), relation(Range(10, 20), Range(15, 30))
    ('inside', 'overlaps')
    >>> relation(Range(10, 20), Range(40, 50)), relation(Range(33.3, 33.4), Range(33.3, 33.3))
    ('apart', 'equal')

    Args:
        computed: what the inputs give.
        stated: what the source says.
        tolerance: relative difference that still counts as equal (half a percent: printed figures
            are rounded).
    """

    def near(a: float, b: float) -> bool:
        return math.isfinite(a - b) and abs(a - b) <= tolerance * max(abs(a), abs(b))

    if near(computed.low, stated.low) and near(computed.high, stated.high):
        return "equal"
    ends = (stated.low, stated.high, computed.low)
    slack = tolerance * max(abs(end) for end in ends if abs(end) != float("inf"))
    if stated.low - slack <= computed.low and computed.high <= stated.high + slack:
        return "inside"
    if computed.low <= stated.high + slack and stated.low - slack <= computed.high:
        return "overlaps"
    return "apart"


def gap(computed: Range, stated: Range) -> float:
    """How far apart two ranges lie, in percent of the nearest stated end; 0 where they meet.

    Negative: the inputs give less than the source states.

    >>> gap(Range(150, 200), Range(1000, 1000))
    -80.0
    >>> gap(Range(150, 1200), Range(1000, 1000))
    0.0

    Raises:
        ValueError: the stated end that is nearest is zero.
    """
    if computed.high < stated.low:
        near, far = stated.low, computed.high
    elif computed.low > stated.high:
        near, far = stated.high, computed.low
    else:
        return 0.0
    if near == 0:
        raise ValueError("no share of a stated figure of zero")
    return 100 * (far - near) / abs(near)
