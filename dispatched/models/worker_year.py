"""A contract worker's year under three rules (US dollars)."""

from __future__ import annotations

from collections.abc import Sequence

Row = dict[str, float]


def earnings_by_month(normal: float, bad_months: int, bad_share: float = 0.5) -> list[float]:
    """Twelve months of gross earnings (USD): the bad ones come first, as in a winter without work.

    >>> earnings_by_month(1000, 2)[:4]
    [500.0, 500.0, 1000, 1000]

    Args:
        normal: earnings in a normal month.
        bad_months: 0 to 12.
        bad_share: what a bad month brings, as a share of a normal one.

    Raises:
        ValueError: bad_months is not 0 to 12.
    """
    if not 0 <= bad_months <= 12:
        raise ValueError("bad_months must be 0 to 12")
    return [normal * bad_share if month < bad_months else normal for month in range(12)]


def contract_year(
    earnings: Sequence[float],
    planned_money: float,
    living_costs: float,
    profit_ratio: float,
) -> list[Row]:
    """Running balance of one worker over a year under three rules, month by month.

    ``fixed``: the worker earns, lives, and owes the planned money whatever the month brought; the
    balance may fall below zero, which is a debt that later months pay off. ``levy``: the state
    takes a share in place of the sum, the share that brings the same in the best month of the year.
    ``supervised``: no earnings of one's own, board and lodging provided, an allowance equal to the
    yearly result of contract work without bad months, divided by ``profit_ratio`` and paid evenly.

    A bad month of 500 and a good one of 1,000; 600 are owed and 300 go for food:

    >>> rows = contract_year([500, 1000], planned_money=600, living_costs=300, profit_ratio=4)
    >>> [round(row["fixed"]) for row in rows]
    [0, -400, -300]
    >>> [round(row["levy"]) for row in rows]
    [0, -100, 0]

    Args:
        earnings: gross earnings a month (USD), the worker's own.
        planned_money: obligatory payment a month (USD).
        living_costs: food, lodging and other needs a month (USD).
        profit_ratio: how many times more contract work brings than supervised work.

    Returns:
        one row a month, from month 0 (balance 0): ``month, fixed, levy, supervised`` (balances,
        USD), and ``state_fixed, state_levy`` (what the state has taken so far, USD; a debt counts
        as taken only once paid).

    Raises:
        ValueError: a negative amount, or a profit_ratio that is not positive.
    """
    if min([planned_money, living_costs, *earnings]) < 0 or profit_ratio <= 0:
        raise ValueError("amounts must not be negative and profit_ratio must be positive")
    best = max(earnings)
    share = min(1.0, planned_money / best) if best else 0.0
    allowance = max(0.0, best - planned_money - living_costs) / profit_ratio
    rows: list[Row] = [
        dict.fromkeys(("month", "fixed", "levy", "supervised", "state_fixed", "state_levy"), 0.0)
    ]
    fixed = levy = supervised = state_fixed = state_levy = 0.0
    for month, gross in enumerate(earnings, 1):
        fixed += gross - living_costs - planned_money
        levy += gross * (1 - share) - living_costs
        supervised += allowance
        state_levy += gross * share
        # What is paid is not paid back.
        state_fixed = max(state_fixed, planned_money * month + min(0.0, fixed))
        rows.append(
            {
                "month": month,
                "fixed": fixed,
                "levy": levy,
                "supervised": supervised,
                "state_fixed": state_fixed,
                "state_levy": state_levy,
            }
        )
    return rows
