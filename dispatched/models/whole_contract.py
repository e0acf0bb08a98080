"""A whole contract month by month, from the bribe to the last pay, under two rules (US dollars).

The model is ours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dispatched.models.split import Split

Row = dict[str, Any]

RULES = {"fixed": "Fixed sum", "share": "Share"}
"""How the state takes its part: the same sum each month, or the same part of what is earned."""

PARTS = {"state": "State", "living": "Food and lodging", "officials": "Bribe", "worker": "Worker"}
"""The parts of a contract, in the order in which they are drawn."""


def contract(
    planned: float,
    saved: float,
    *,
    living: float,
    idle: int,
    years: int,
    bribe: float,
    rule: str = "fixed",
) -> list[Row]:
    """A worker's whole contract month by month, from the bribe to the last pay.

    In a month with work he earns ``planned + living + saved``; in a month without work nothing. The
    idle months stand at the start of each contract year. Living costs come every month. Under
    ``fixed`` he owes ``planned`` every month; under ``share`` the state takes the part of each
    month's earnings that brings the same in a month with work. The bribe is borrowed before the
    first month. What is missing is a debt of the worker (to the state, a lender or a shop), without
    interest.

    A month's duty of 500, 150 saved and 350 for food; two idle months, a bribe of 400:

    >>> contract(500, 150, living=350, idle=2, years=1, bribe=400)[-1]["worker"]
    -600.0
    >>> 10 * 150 - 2 * (500 + 350) - 400
    -600

    Args:
        planned: planned money of a month with work (USD).
        saved: what a month with work leaves under either rule (USD).
        living: food, lodging and other needs a month (USD).
        idle: months without work in each year, 0 to 12.
        years: length of the contract, 1 or more.
        bribe: paid for the place (USD).
        rule: a key of :data:`RULES`.

    Returns:
        one row a month, from month 0: ``month, earned, state, living, officials, worker`` (running
        totals, USD). ``state`` is what it is owed, paid or not; ``worker`` is below zero while he
        owes. In every row state, living, officials and worker add up to earned.

    Raises:
        ValueError: a negative amount, or a parameter outside its bounds.

    Source: the fixed sum, owed monthly whatever is earned, after Lankov 2020, ¶60 and ¶61; idle
    months, living costs, the share that brings the same in a month with work, and debts without
    interest are ours.
    """
    if (
        min(planned, saved, living, bribe) < 0
        or not 0 <= idle <= 12
        or years < 1
        or rule not in RULES
    ):
        raise ValueError(
            "amounts must not be negative, idle 0 to 12, years 1 or more, rule fixed or share"
        )
    gross = planned + living + saved
    row = {
        "month": 0,
        "earned": 0.0,
        "state": 0.0,
        "living": 0.0,
        "officials": float(bribe),
        "worker": -float(bribe),
    }
    rows: list[Row] = [row]
    for month in range(1, 12 * years + 1):
        pay = 0.0 if (month - 1) % 12 < idle else gross
        due = planned if rule == "fixed" or pay else 0.0
        row = {
            "month": month,
            "earned": row["earned"] + pay,
            "state": row["state"] + due,
            "living": row["living"] + living,
            "officials": row["officials"],
            "worker": row["worker"] + pay - due - living,
        }
        rows.append(row)
    return rows


def back_month(balances: Sequence[float], *, for_good: bool = False) -> int | None:
    """The month in which an outlay has come back: the first with a balance of zero or more.

    >>> balances = [-400, -200, 0, -100, 100]
    >>> back_month(balances), back_month(balances, for_good=True)
    (2, 4)

    Args:
        balances: running balance by month, the outlay in month 0 included (USD).
        for_good: the first month from which the balance never falls below zero again.

    Returns:
        the month, or None where it does not come back.
    """
    good = [balance >= -1e-9 for balance in balances]
    if not for_good:
        return good.index(True) if True in good else None
    if not good or not good[-1]:
        return None
    return max((month + 1 for month, fine in enumerate(good) if not fine), default=0)


def payback(bribe: float, saved_month: float) -> int:
    """Whole months of saving until a bribe has come back, if every month brings the same.

    >>> payback(400, 100), payback(401, 100)
    (4, 5)

    Args:
        bribe: what was paid (USD).
        saved_month: savings a month (USD).

    Raises:
        ValueError: a negative bribe, or savings that are not positive.

    Source: division, rounded up to a whole month; as calc-bribe-payback, without its fractions.
    """
    if bribe < 0 or saved_month <= 0:
        raise ValueError("bribe must not be negative and savings must be positive")
    return math.ceil(bribe / saved_month - 1e-9)


def bad_winter(planned: float, saved: float, *, living: float, idle: int, rule: str) -> Split:
    """Who loses what when a year has ``idle`` months without work: ``state`` and ``worker`` (USD).

    Losses are positive, and the two add up to the earnings that are missing. The state's loss is
    what it is no longer owed: a debt that is never paid would be its loss too, and is counted as
    the worker's. Arguments as for :func:`contract`.

    Two idle months of 1,000 are lost; a share makes the state bear half:

    >>> bad_winter(500, 150, living=350, idle=2, rule="fixed")
    {'state': 0.0, 'worker': 2000.0}
    >>> bad_winter(500, 150, living=350, idle=2, rule="share")
    {'state': 1000.0, 'worker': 1000.0}
    """
    good, bad = (
        contract(planned, saved, living=living, idle=months, years=1, bribe=0.0, rule=rule)[-1]
        for months in (0, idle)
    )
    return {party: good[party] - bad[party] for party in ("state", "worker")}


def contract_rows(
    planned: float, saved: float, living: float, idle: int, years: int, bribe: float
) -> list[Row]:
    """The end of a contract under both rules: ``rule``, the four parts (USD) and ``back``.

    ``back`` is the month from which the bribe has come back for good, 0 if it has not by the end of
    the contract (or if there was no bribe and no debt).

    >>> fixed, share = contract_rows(500, 150, living=350, idle=0, years=1, bribe=300)
    >>> fixed["worker"], fixed["back"], share["worker"]
    (1500.0, 2, 1500.0)
    """
    rows: list[Row] = []
    for rule, name in RULES.items():
        months = contract(
            planned, saved, living=living, idle=idle, years=years, bribe=bribe, rule=rule
        )
        month = back_month([row["worker"] for row in months], for_good=True)
        rows.append(
            {"rule": name, **{part: months[-1][part] for part in PARTS}, "back": month or 0}
        )
    return rows
