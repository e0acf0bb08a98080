"""Models of how dispatch worked, as pure functions: no tables, no charts, no input or output.

Money is in US dollars a month unless a name says otherwise; people are counted in persons. The models are ours: they
turn a source's statements into assumptions that a reader can change, and show what would follow.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

Row = dict[str, float]


# --- 1946: recruits under contract, settlers, returns ---------------------------------------------------------


def spread_arrivals(total: float, known: Mapping[int, float], years: Sequence[int]) -> dict[int, float]:
    """Arrivals (persons a year) that add up to ``total``: the known years as stated, the rest shared out evenly.

    Args:
        total: arrivals over all years (persons).
        known: year → arrivals stated for it.
        years: the years of recruitment.

    Raises:
        ValueError: the known years exceed the total, or name a year outside ``years``, or leave no year for the rest.
    """
    if not set(known) <= set(years):
        raise ValueError(f"known arrivals outside the years {years[0]} to {years[-1]}")
    rest = total - sum(known.values())
    open_years = [year for year in years if year not in known]
    if rest < 0 or (rest > 0 and not open_years):
        raise ValueError(f"known arrivals of {sum(known.values()):g} do not fit a total of {total:g}")
    return {year: known[year] if year in known else rest / len(open_years) for year in years}


def cohort_stock(
    arrivals: Mapping[int, float],
    contract_years: int,
    stay_share: float,
    years: Sequence[int],
    closed: Collection[int] = (),
) -> list[Row]:
    """Stock at the end of each year from cohorts of arrivals.

    A cohort that arrives in year *t* is under contract at the end of the years *t* to *t* + contract_years − 1. In the
    year after, ``stay_share`` of it settles and the rest returns; in a closed year nobody returns, and those who are
    due wait. Settlers stay to the end of the model. Deaths and births are left out.

    Args:
        arrivals: year → persons arriving.
        contract_years: length of a contract, 1 or more.
        stay_share: share of a cohort that does not return, 0 to 1.
        years: consecutive years to report.
        closed: years without repatriation.

    Returns:
        one row a year: ``year, arrivals, returns, contract, waiting, settled, stock`` (persons; stock = contract +
        waiting + settled).

    Raises:
        ValueError: a parameter outside its bounds.

    Source: the stock-flow identity, stock(t) = stock(t−1) + arrivals(t) − returns(t).
    """
    if contract_years < 1 or not 0 <= stay_share <= 1 or any(n < 0 for n in arrivals.values()):
        raise ValueError("contract_years must be 1 or more, stay_share 0 to 1, arrivals 0 or more")
    rows: list[Row] = []
    waiting = settled = 0.0
    for year in range(min([*arrivals, *years]), max(years) + 1):
        ended = arrivals.get(year - contract_years, 0.0)
        settled += ended * stay_share
        waiting += ended * (1 - stay_share)
        returns = 0.0 if year in closed else waiting
        waiting -= returns
        contract = sum(arrivals.get(year - k, 0.0) for k in range(contract_years))
        if year in years:
            rows.append(
                {
                    "year": year,
                    "arrivals": arrivals.get(year, 0.0),
                    "returns": returns,
                    "contract": contract,
                    "waiting": waiting,
                    "settled": settled,
                    "stock": contract + waiting + settled,
                }
            )
    return rows


# --- 2000: a contract worker's year ---------------------------------------------------------------------------


def earnings_by_month(normal: float, bad_months: int, bad_share: float = 0.5) -> list[float]:
    """Twelve months of gross earnings (USD): the bad months come first, as in a winter without building work.

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

    ``fixed``: the worker earns, lives, and owes the planned money whatever the month brought; the balance may fall
    below zero, which is a debt that later months pay off. ``levy``: the state takes a share in place of the sum, the
    share that brings the same in the best month of the year. ``supervised``: no earnings of one's own, board and
    lodging provided, an allowance equal to the yearly result of contract work without bad months, divided by
    ``profit_ratio`` and paid evenly.

    Args:
        earnings: gross earnings a month (USD), the worker's own.
        planned_money: obligatory payment a month (USD).
        living_costs: food, lodging and other needs a month (USD).
        profit_ratio: how many times more contract work brings than supervised work.

    Returns:
        one row a month, from month 0 (balance 0): ``month, fixed, levy, supervised`` (balances, USD), and
        ``state_fixed, state_levy`` (what the state has taken so far, USD; a debt counts as taken only once paid).

    Raises:
        ValueError: a negative amount, or a profit_ratio that is not positive.
    """
    if min([planned_money, living_costs, *earnings]) < 0 or profit_ratio <= 0:
        raise ValueError("amounts must not be negative and profit_ratio must be positive")
    best = max(earnings)
    share = min(1.0, planned_money / best) if best else 0.0
    allowance = max(0.0, best - planned_money - living_costs) / profit_ratio
    rows: list[Row] = [dict.fromkeys(("month", "fixed", "levy", "supervised", "state_fixed", "state_levy"), 0.0)]
    fixed = levy = supervised = state_fixed = state_levy = 0.0
    for month, gross in enumerate(earnings, 1):
        fixed += gross - living_costs - planned_money
        levy += gross * (1 - share) - living_costs
        supervised += allowance
        state_levy += gross * share
        state_fixed = max(state_fixed, planned_money * month + min(0.0, fixed))  # what is paid is not paid back
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
