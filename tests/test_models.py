"""The models: examples worked by hand, and laws that hold for every setting."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatched import models

YEARS = range(1946, 1960)

# --- arrivals spread over years


def test_the_rest_is_shared_out_evenly():
    spread = models.spread_arrivals(65_000, {1947: 35_000}, range(1946, 1950))
    assert spread == {1946: 10_000, 1947: 35_000, 1948: 10_000, 1949: 10_000}


def test_all_years_known_and_none_known():
    assert models.spread_arrivals(30, {1: 10, 2: 20}, [1, 2]) == {1: 10, 2: 20}
    assert models.spread_arrivals(30, {}, [1, 2, 3]) == {1: 10, 2: 10, 3: 10}
    assert models.spread_arrivals(35_000, {1947: 35_000}, [1946, 1947]) == {1946: 0, 1947: 35_000}


@pytest.mark.parametrize(
    ("total", "known", "message"),
    [
        (30_000, {1947: 35_000}, "do not fit a total of 30000"),
        (50_000, {1950: 35_000}, "outside the years 1946 to 1949"),
        (50_000, dict.fromkeys(range(1946, 1950), 10_000), "do not fit a total of 50000"),
    ],
)
def test_arrivals_that_do_not_fit(total, known, message):
    with pytest.raises(ValueError, match=message):
        models.spread_arrivals(total, known, range(1946, 1950))


@given(st.dictionaries(st.integers(1946, 1948), st.integers(0, 40_000)), st.integers(0, 100_000))
def test_arrivals_add_up_and_keep_what_is_known(known, more):
    total = sum(known.values()) + more
    spread = models.spread_arrivals(total, known, range(1946, 1950))
    assert list(spread) == [1946, 1947, 1948, 1949]
    assert sum(spread.values()) == pytest.approx(total)
    assert {year: spread[year] for year in known} == known
    assert min(spread.values()) >= 0


# --- cohorts and stock


def _column(rows, name):
    return [row[name] for row in rows]


def test_a_hundred_a_year_on_contracts_of_two_years():
    rows = models.cohort_stock(dict.fromkeys(range(2001, 2005), 100), 2, 0, range(2001, 2008))
    assert _column(rows, "year") == list(range(2001, 2008))
    assert _column(rows, "arrivals") == [100, 100, 100, 100, 0, 0, 0]
    assert _column(rows, "stock") == [100, 200, 200, 200, 100, 0, 0]
    assert _column(rows, "returns") == [0, 0, 100, 100, 100, 100, 0]
    assert _column(rows, "waiting") == _column(rows, "settled") == [0] * 7


def test_in_closed_years_those_who_are_due_wait():
    rows = models.cohort_stock({2001: 100, 2002: 40}, 1, 0, range(2001, 2006), closed=[2002, 2003])
    assert _column(rows, "returns") == [0, 0, 0, 140, 0]
    assert _column(rows, "waiting") == [0, 100, 140, 0, 0]
    assert _column(rows, "contract") == [100, 40, 0, 0, 0]
    assert _column(rows, "stock") == [100, 140, 140, 0, 0]


def test_settlers_stay():
    rows = models.cohort_stock({2001: 100, 2002: 60}, 1, 0.25, range(2001, 2006))
    assert _column(rows, "settled") == [0, 25, 40, 40, 40]
    assert _column(rows, "returns") == [0, 75, 45, 0, 0]
    assert _column(rows, "stock") == [100, 85, 40, 40, 40]


def test_years_before_the_first_one_reported_count():
    rows = models.cohort_stock({2001: 100}, 3, 0, [2003, 2004])
    assert _column(rows, "stock") == [100, 0]
    assert _column(rows, "returns") == [0, 100]


@pytest.mark.parametrize(
    ("length", "share", "arrivals"), [(0, 0, 1), (1, -0.1, 1), (1, 1.1, 1), (1, 0, -1)]
)
def test_parameters_out_of_bounds(length, share, arrivals):
    with pytest.raises(
        ValueError, match="contract_years must be 1 or more, stay_share 0 to 1, arrivals 0 or more"
    ):
        models.cohort_stock({1946: arrivals}, length, share, YEARS)


ARRIVALS = st.dictionaries(st.integers(1946, 1953), st.integers(0, 50_000), min_size=1)
LENGTH = st.integers(1, 6)
SHARE = st.integers(0, 100).map(lambda n: n / 100)
CLOSED = st.sets(st.integers(1946, 1959), max_size=6)


@given(ARRIVALS, LENGTH, SHARE, CLOSED)
def test_nobody_is_lost_and_nobody_appears(arrivals, length, share, closed):
    rows = models.cohort_stock(arrivals, length, share, YEARS, closed)
    came = returned = before = 0.0
    for row in rows:
        came += row["arrivals"]
        returned += row["returns"]
        assert row["stock"] == pytest.approx(came - returned)
        assert row["stock"] == pytest.approx(before + row["arrivals"] - row["returns"])
        assert row["stock"] == pytest.approx(row["contract"] + row["waiting"] + row["settled"])
        assert min(row.values()) >= -1e-6
        assert row["year"] not in closed or row["returns"] == 0
        before = row["stock"]
    assert came == sum(arrivals.values())


@given(ARRIVALS, LENGTH, SHARE, CLOSED)
def test_in_the_end_only_settlers_and_those_who_wait_are_left(arrivals, length, share, closed):
    last = models.cohort_stock(arrivals, length, share, [2000], closed)[-1]
    assert last["stock"] == pytest.approx(share * sum(arrivals.values()))


@given(ARRIVALS, LENGTH, SHARE, CLOSED, st.integers(1946, 1953))
def test_more_of_anything_never_lowers_the_stock(arrivals, length, share, closed, year):
    base = models.cohort_stock(arrivals, length, share, YEARS, closed)
    for other in (
        models.cohort_stock(arrivals, length + 1, share, YEARS, closed),
        models.cohort_stock(arrivals, length, min(1, share + 0.1), YEARS, closed),
        models.cohort_stock(
            {**arrivals, year: arrivals.get(year, 0) + 500}, length, share, YEARS, closed
        ),
        models.cohort_stock(arrivals, length, share, YEARS, {*closed, year}),
    ):
        for few, many in zip(base, other, strict=True):
            assert many["stock"] >= few["stock"] - 1e-6


# --- a contract worker's year


def test_bad_months_come_first():
    assert models.earnings_by_month(1000, 3) == [500] * 3 + [1000] * 9
    assert models.earnings_by_month(1000, 0) == [1000] * 12
    assert models.earnings_by_month(1000, 12, 0.25) == [250] * 12


@pytest.mark.parametrize("months", [-1, 13])
def test_a_year_has_twelve_months(months):
    with pytest.raises(ValueError, match="0 to 12"):
        models.earnings_by_month(1000, months)


def test_three_months_by_hand():
    """Planned money 600 and living costs 300; a bad month of 500, then two of 1,000; contract work
    pays double.
    """
    rows = models.contract_year([500, 1000, 1000], 600, 300, 2)
    assert _column(rows, "month") == [0, 1, 2, 3]
    assert _column(rows, "fixed") == [0, -400, -300, -200]
    assert _column(rows, "state_fixed") == pytest.approx([0, 200, 900, 1600])
    assert _column(rows, "levy") == pytest.approx(
        [0, -100, 0, 100]
    )  # 60 percent taken: 500 leaves 200, 1,000 leaves 400
    assert _column(rows, "state_levy") == pytest.approx([0, 300, 900, 1500])
    assert _column(rows, "supervised") == pytest.approx(
        [0, 50, 100, 150]
    )  # (1,000 - 600 - 300) / 2


def test_without_bad_months_sum_and_levy_are_the_same():
    last = models.contract_year([1000] * 12, 600, 300, 4)[-1]
    assert last["fixed"] == pytest.approx(1200)
    assert last["levy"] == pytest.approx(1200)
    assert last["state_fixed"] == last["state_levy"] == pytest.approx(7200)
    assert last["supervised"] == pytest.approx(300)


def test_no_earnings_at_all():
    last = models.contract_year([0, 0], 600, 300, 2)[-1]
    assert last == {
        "month": 2,
        "fixed": -1800,
        "levy": -600,
        "supervised": 0,
        "state_fixed": 0,
        "state_levy": 0,
    }


@pytest.mark.parametrize(
    ("earnings", "planned", "living", "ratio"),
    [
        ([-1], 1, 1, 1),
        ([1], -1, 1, 1),
        ([1], 1, -1, 1),
        ([1], 1, 1, 0),
        ([1], 1, 1, -2),
        ([], 1, 1, 1),
    ],
)
def test_amounts_out_of_bounds(earnings, planned, living, ratio):
    with pytest.raises(ValueError):  # noqa: PT011 (an empty list is refused in other words)
        models.contract_year(earnings, planned, living, ratio)


MONEY = st.integers(0, 2000)
EARNINGS = st.lists(MONEY, min_size=1, max_size=12)


@given(EARNINGS, MONEY, MONEY, st.integers(1, 6))
def test_every_dollar_is_somewhere(earnings, planned, living, ratio):
    rows = models.contract_year(earnings, planned, living, ratio)
    assert len(rows) == len(earnings) + 1
    for month, row in enumerate(rows):
        gross, lived = sum(earnings[:month]), living * month
        # A debt is planned money that was not paid and living costs that were not covered.
        unmet = max(0, -row["fixed"]) - (planned * month - row["state_fixed"])
        assert -1e-6 <= unmet <= lived + 1e-6
        assert month == 0 or row["state_fixed"] >= rows[month - 1]["state_fixed"], (
            "what is paid is not paid back"
        )
        assert gross == pytest.approx(lived - unmet + row["state_fixed"] + max(0, row["fixed"]))
        assert row["fixed"] == pytest.approx(gross - lived - planned * month)
        assert gross == pytest.approx(lived + row["state_levy"] + row["levy"])
        assert 0 <= row["state_fixed"] <= planned * month + 1e-6
        assert 0 <= row["state_levy"] <= gross + 1e-6


@given(EARNINGS, MONEY, MONEY)
def test_a_levy_never_takes_more_than_the_fixed_sum(earnings, planned, living):
    rows = models.contract_year(earnings, planned, living, 1)
    for before, row in itertools.pairwise(rows):
        assert row["state_levy"] - before["state_levy"] <= planned + 1e-6
        assert row["state_levy"] <= planned * row["month"] + 1e-6
        assert row["levy"] >= row["fixed"] - 1e-6
    best = earnings.index(max(earnings))
    taken = rows[best + 1]["state_levy"] - rows[best]["state_levy"]
    assert taken == pytest.approx(min(planned, earnings[best])), (
        "the best month brings the whole sum"
    )


@given(MONEY, st.integers(0, 11), MONEY, MONEY)
def test_more_planned_money_or_more_bad_months_leave_less(normal, bad, planned, living):
    def end(bad_months, sum_owed):
        return models.contract_year(
            models.earnings_by_month(normal, bad_months), sum_owed, living, 1
        )[-1]["fixed"]

    base = end(bad, planned)
    assert end(bad, planned + 50) == pytest.approx(base - 600)
    assert end(bad + 1, planned) == pytest.approx(base - normal / 2)


@given(MONEY, st.integers(0, 12), MONEY, MONEY)
def test_what_the_state_has_taken_never_falls(normal, bad, planned, living):
    rows = models.contract_year(models.earnings_by_month(normal, bad), planned, living, 1)
    for name in ("state_fixed", "state_levy", "supervised"):
        taken = _column(rows, name)
        assert all(b >= a - 1e-6 for a, b in itertools.pairwise(taken)), name


@given(EARNINGS, MONEY, MONEY, st.integers(1, 6))
def test_the_allowance_is_the_good_year_divided(earnings, planned, living, ratio):
    rows = models.contract_year(earnings, planned, living, ratio)
    good = models.contract_year([max(earnings)] * len(earnings), planned, living, 1)[-1]["fixed"]
    assert rows[-1]["supervised"] == pytest.approx(max(0, good) / ratio)
