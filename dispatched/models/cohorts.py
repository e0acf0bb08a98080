"""Recruits under contract, settlers and returns: stocks and flows by cohort (persons)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

Row = dict[str, float]


def spread_arrivals(
    total: float, known: Mapping[int, float], years: Sequence[int]
) -> dict[int, float]:
    """Arrivals (persons a year) that add up to ``total``.

    The known years stand as stated, and the rest is shared out evenly.

    >>> spread_arrivals(100, {1947: 40}, [1946, 1947, 1948])
    {1946: 30.0, 1947: 40, 1948: 30.0}

    Args:
        total: arrivals over all years (persons).
        known: year → arrivals stated for it.
        years: the years of recruitment.

    Raises:
        ValueError: the known years exceed the total, or name a year outside ``years``, or leave no
            year for the rest.
    """
    if not set(known) <= set(years):
        raise ValueError(f"known arrivals outside the years {years[0]} to {years[-1]}")
    rest = total - sum(known.values())
    open_years = [year for year in years if year not in known]
    if rest < 0 or (rest > 0 and not open_years):
        raise ValueError(
            f"known arrivals of {sum(known.values()):g} do not fit a total of {total:g}"
        )
    return {year: known[year] if year in known else rest / len(open_years) for year in years}


def cohort_stock(
    arrivals: Mapping[int, float],
    contract_years: int,
    stay_share: float,
    years: Sequence[int],
    closed: Collection[int] = (),
) -> list[Row]:
    """Stock at the end of each year from cohorts of arrivals.

    A cohort that arrives in year *t* is under contract at the end of the years *t* to *t* +
    contract_years − 1. In the year after, ``stay_share`` of it settles and the rest returns; in a
    closed year nobody returns, and those who are due wait. Settlers stay to the end of the model.
    Deaths and births are left out.

    A hundred come for two years; then a quarter settles and the rest goes home:

    >>> rows = cohort_stock({1946: 100}, 2, 0.25, [1946, 1947, 1948])
    >>> [(row["year"], row["contract"], row["settled"], row["stock"]) for row in rows]
    [(1946, 100.0, 0.0, 100.0), (1947, 100.0, 0.0, 100.0), (1948, 0.0, 25.0, 25.0)]

    Args:
        arrivals: year → persons arriving.
        contract_years: length of a contract, 1 or more.
        stay_share: share of a cohort that does not return, 0 to 1.
        years: consecutive years to report.
        closed: years without repatriation.

    Returns:
        one row a year: ``year, arrivals, returns, contract, waiting, settled, stock`` (persons;
        stock = contract + waiting + settled).

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
