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


# --- 2022: a stock from recorded entries ----------------------------------------------------------------------


def stock_from_entries(
    start: float,
    study: Sequence[float],
    other: Sequence[float],
    study_share: float,
    other_share: float,
    stay_share: float,
) -> list[Row]:
    """Workers present at the end of each quarter, if nobody comes but those whose entry was recorded.

    Of those present at the start of a quarter ``stay_share`` are still there at its end; the rest go home. To them
    come the workers among the quarter's entries. One entry counts as one person, so the stock is an upper bound where
    people cross the border more than once.

    Args:
        start: workers present before the first quarter (persons).
        study: entries for study by quarter.
        other: entries for all other purposes by quarter, as many quarters.
        study_share: share of the entries for study that are workers, 0 to 1.
        other_share: share of the other entries that are workers, 0 to 1.
        stay_share: share of those present who are still there a quarter later, 0 to 1.

    Returns:
        one row a quarter, from quarter 0 (the start): ``quarter, arrivals, returns, stock`` (persons).

    Raises:
        ValueError: a share outside 0 to 1, a negative number, or two lists of different length.

    Source: the stock-flow identity, stock(t) = stock(t−1) − returns(t) + arrivals(t).
    """
    if not all(0 <= share <= 1 for share in (study_share, other_share, stay_share)):
        raise ValueError("shares must be 0 to 1")
    if min([start, *study, *other]) < 0 or len(study) != len(other):
        raise ValueError("start and entries must not be negative, and both lists must be of one length")
    rows: list[Row] = [{"quarter": 0, "arrivals": 0.0, "returns": 0.0, "stock": start}]
    stock = start
    for quarter, (students, others) in enumerate(zip(study, other, strict=True), 1):
        arrivals = students * study_share + others * other_share
        returns = stock * (1 - stay_share)
        stock += arrivals - returns
        rows.append({"quarter": quarter, "arrivals": arrivals, "returns": returns, "stock": stock})
    return rows


# --- 1967: a year's cut, divided ------------------------------------------------------------------------------


def timber_bargain(value: float, share: float, wage: float, charged: float = 0.0) -> Row:
    """What the North Korean state, the Soviet enterprise and the logger get of one logger's yearly cut.

    The cut is divided in kind, the logger is paid twelve wages, and the wages come out of the two parts of the timber.
    Machines, fuel, freight, food and deductions from the wage are left out. A part smaller than the wages charged to it
    comes out below zero.

    Args:
        value: of the timber that one logger cuts in a year (rubles); an assumption, no source states it.
        share: part of the timber that goes to North Korea, 0 to 1.
        wage: of the logger (rubles a month), above zero.
        charged: part of the wages that comes out of the Korean timber, 0 to 1; the Soviet enterprise pays the rest.

    Returns:
        ``state, enterprise, logger, cut`` (rubles a year; the first three add up to ``cut``) and ``times`` (what the
        state gets for each ruble of the logger).

    Raises:
        ValueError: value or wage is not above zero, or share or charged lies outside 0 to 1.

    Source: the division in kind and the fixed wage, Lankov 2020, p37 and p43; who paid the wage is not stated there.
    """
    if value <= 0 or wage <= 0 or not 0 <= share <= 1 or not 0 <= charged <= 1:
        raise ValueError("value and wage must be above zero, share and charged 0 to 1")
    logger = 12 * wage
    state = value * share - logger * charged
    enterprise = value * (1 - share) - logger * (1 - charged)
    return {"state": state, "enterprise": enterprise, "logger": logger, "cut": value, "times": state / logger}


# --- 2017 and after: the four-month rule ----------------------------------------------------------------------


def work_months(
    short_chance: float,
    normal: float,
    short: float,
    lockdown: int = 0,
    low_season: int = 0,
) -> list[dict[float, float]]:
    """What each of twelve months may bring, as amount → probability (amounts in USD after food and lodging).

    The months of a lockdown come first and bring nothing. The low season begins in month 5, and each of its months is
    short for certain. Every other month is short with ``short_chance``, independently of the rest.

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
    """Exact chance, month by month, that a worker has fallen ``limit`` months behind with a fixed payment.

    Each month the worker gets an amount drawn from that month's distribution and owes ``obligation``. What is missing
    becomes a debt; what is over pays off the debt first, then fills a reserve up to ``reserve``; the rest is gone
    (spent or sent home). Who owes ``limit`` payments or more at the end of a month counts as behind from then on. The
    debt carries no interest. Start: no debt, no reserve.

    Args:
        earnings: one distribution a month, amount (USD, what is left after living costs) → probability.
        obligation: payment owed each month (USD), more than 0.
        limit: payments owed at which a worker is behind, more than 0.
        reserve: the most a worker holds back for a bad month (USD).

    Returns:
        one row a month, from month 0: ``month, behind, owing, clear`` (probabilities that add up to 1: ever behind by
        then; in debt but never behind; neither).

    Raises:
        ValueError: a parameter outside its bounds, a negative amount, or probabilities that do not add up to 1.

    Source: dynamic programming over the distribution of the balance, forward in time.
    """
    if obligation <= 0 or limit <= 0 or reserve < 0:
        raise ValueError("obligation and limit must be positive, reserve must not be negative")
    for chances in earnings:
        if min(chances) < 0 or min(chances.values()) < 0 or abs(sum(chances.values()) - 1) > 1e-9:
            raise ValueError("amounts and probabilities must not be negative, and probabilities must add up to 1")
    balances = {0.0: 1.0}
    behind = 0.0
    rows: list[Row] = [{"month": 0, "behind": 0.0, "owing": 0.0, "clear": 1.0}]
    for month, chances in enumerate(earnings, 1):
        after: dict[float, float] = {}
        for balance, weight in balances.items():
            for amount, chance in chances.items():
                # Rounded to a millionth of a dollar, so that equal balances reached on different ways meet.
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
