"""The four-month rule: the chance of falling behind with a fixed payment (US dollars)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Row = dict[str, float]


def work_months(
    short_chance: float,
    normal: float,
    short: float,
    lockdown: int = 0,
    low_season: int = 0,
) -> list[dict[float, float]]:
    """What each of twelve months may bring, as amount (USD after food and lodging) → probability.

    The months of a lockdown come first and bring nothing. The low season begins in month 5, and
    each of its months is short for certain. Every other month is short with ``short_chance``,
    independently of the rest.

    >>> work_months(0.25, normal=1000, short=200, lockdown=1)[:2]
    [{0.0: 1.0}, {200: 0.25, 1000: 0.75}]

    Args:
        short_chance: probability of a short month outside low season and lockdown, 0 to 1.
        normal: what a normal month brings.
        short: what a short month brings, at most as much as a normal one.
        lockdown: months without work, 0 to 4.
        low_season: months of low season, 0 to 8.

    Raises:
        ValueError: a parameter outside its bounds.

    Source: ours; a year's pattern that no source states.
    """
    if not 0 <= short_chance <= 1 or not 0 <= short <= normal:
        raise ValueError("short_chance must be 0 to 1 and short must be 0 to normal")
    if not 0 <= lockdown <= 4 or not 0 <= low_season <= 8:
        raise ValueError("lockdown must be 0 to 4 months and low_season 0 to 8")
    months: list[dict[float, float]] = []
    for month in range(1, 13):
        if month <= lockdown:
            months.append({0.0: 1.0})
        elif 5 <= month < 5 + low_season or short == normal:
            months.append({short: 1.0})
        else:
            months.append({short: short_chance, normal: 1 - short_chance})
    return months


def arrears_year(
    earnings: Sequence[Mapping[float, float]],
    obligation: float,
    limit: float = 4,
    reserve: float = 0.0,
) -> list[Row]:
    """Exact chance, month by month, that a worker is ``limit`` months behind with a fixed payment.

    Each month the worker gets an amount drawn from that month's distribution and owes
    ``obligation``. What is missing becomes a debt; what is over pays off the debt first, then fills
    a reserve up to ``reserve``; the rest is gone (spent or sent home). Who owes ``limit`` payments
    or more at the end of a month counts as behind from then on. The debt carries no interest.
    Start: no debt, no reserve.

    One month, 100 owed, and even odds to earn nothing; who owes one payment is behind:

    >>> arrears_year([{0: 0.5, 300: 0.5}], obligation=100, limit=1)[-1]
    {'month': 1, 'behind': 0.5, 'owing': 0, 'clear': 0.5}

    Args:
        earnings: one distribution a month, amount (USD, what is left after living costs) →
            probability.
        obligation: payment owed each month (USD), more than 0.
        limit: payments owed at which a worker is behind, more than 0.
        reserve: the most a worker holds back for a bad month (USD).

    Returns:
        one row a month, from month 0: ``month, behind, owing, clear`` (probabilities that add up to
        1: ever behind by then; in debt but never behind; neither).

    Raises:
        ValueError: a parameter outside its bounds, a negative amount, or probabilities that do not
            add up to 1.

    Source: dynamic programming over the distribution of the balance, forward in time.
    """
    if obligation <= 0 or limit <= 0 or reserve < 0:
        raise ValueError("obligation and limit must be positive, reserve must not be negative")
    for chances in earnings:
        if min(chances) < 0 or min(chances.values()) < 0 or abs(sum(chances.values()) - 1) > 1e-9:
            raise ValueError(
                "amounts and probabilities must not be negative, and probabilities must add up to 1"
            )
    balances = {0.0: 1.0}
    behind = 0.0
    rows: list[Row] = [{"month": 0, "behind": 0.0, "owing": 0.0, "clear": 1.0}]
    for month, chances in enumerate(earnings, 1):
        after: dict[float, float] = {}
        for balance, weight in balances.items():
            for amount, chance in chances.items():
                # Rounded, so that equal balances reached on different ways meet.
                new = round(min(reserve, balance + amount - obligation), 6)
                if new <= -limit * obligation + 1e-5:
                    behind += weight * chance
                else:
                    after[new] = after.get(new, 0.0) + weight * chance
        balances = after
        owing = sum(weight for balance, weight in balances.items() if balance < 0)
        clear = sum(weight for balance, weight in balances.items() if balance >= 0)
        rows.append({"month": month, "behind": behind, "owing": owing, "clear": clear})
    return rows
