"""How many students a trial needs, for which effect."""

from __future__ import annotations

import math
from dataclasses import dataclass

from statsmodels.stats.power import TTestIndPower

LEVEL = 0.05


@dataclass(frozen=True)
class Need:
    """What a trial needs.

    Args:
        each_arm: students in each arm who take both tests.
        students: students to begin with, both arms, with those who will be lost.
        classes: classes to begin with, both arms, where whole classes are drawn; else 0.
    """

    each_arm: int
    students: int
    classes: int


def needed(
    effect: float,
    *,
    correlation: float = 0.5,
    power: float = 0.8,
    lost: float = 0.1,
    by: str = "student",
    class_size: int = 24,
    icc: float = 0.15,
) -> Need:
    """How many students find an effect with a given chance, at a level of 5 percent, two-sided.

    It is the two-sample t-test with the noncentral t (J. Cohen, *Statistical Power Analysis for the
    Behavioral Sciences*, 1988), for a spread that the test before reduces by the root of
    ``1 - correlation**2`` (G. Borm, J. Fransen and W. Lemmens, *A simple sample size formula for
    analysis of covariance in randomized clinical trials*, 2007). Where whole classes are drawn the
    number grows by the design effect ``1 + (class_size - 1) * icc`` (L. Kish, *Survey Sampling*,
    1965).

    >>> needed(0.5, correlation=0, lost=0).each_arm
    64

    Args:
        effect: difference of the arms' means over the standard deviation of students.
        correlation: of the test before with the test after.
        power: the chance of finding it.
        lost: share of students who will miss a test.
        by: ``student`` or ``class``: what is drawn.
        class_size: students of a class.
        icc: intraclass correlation: the share of the spread that lies between classes.

    Raises:
        ValueError: a number outside its range; names it.
    """
    for name, value, low, high in (
        ("effect", effect, 0.05, 5.0),
        ("correlation", correlation, 0.0, 0.99),
        ("power", power, 0.06, 0.999),
        ("lost", lost, 0.0, 0.9),
        ("icc", icc, 0.0, 1.0),
        ("class_size", class_size, 1, 1000),
    ):
        if not low <= value <= high:
            raise ValueError(f"{name} is {value}, not from {low} to {high}")
    if by not in ("student", "class"):
        raise ValueError(f"by is {by!r}, not student or class")
    seen = effect / math.sqrt(1 - correlation**2)
    alone = float(TTestIndPower().solve_power(seen, power=power, alpha=LEVEL))
    if by == "student":
        each = math.ceil(alone)
        return Need(each, math.ceil(2 * each / (1 - lost)), 0)
    each = math.ceil(alone * (1 + (class_size - 1) * icc))
    classes = 2 * max(2, math.ceil(each / (class_size * (1 - lost))))
    return Need(each, classes * class_size, classes)
