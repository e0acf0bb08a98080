"""The four-month rule: examples worked by hand, and laws that hold for every setting."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatched import models

COIN = {0.0: 0.5, 100.0: 0.5}


def _behind(earnings, obligation, **options):
    return [row["behind"] for row in models.arrears_year(earnings, obligation, **options)]


def test_four_short_months_in_a_row_are_one_chance_in_sixteen():
    assert _behind([COIN] * 4, 100) == pytest.approx([0, 0, 0, 0, 1 / 16])


def test_without_surplus_any_four_short_months_count():
    few = sum(math.comb(12, k) for k in range(4)) / 2**12
    assert _behind([COIN] * 12, 100)[-1] == pytest.approx(1 - few)  # 3797 of 4096


def test_a_surplus_pays_off_the_debt():
    months = [{0.0: 1.0}] * 3 + [{200.0: 1.0}] + [{0.0: 1.0}]
    assert _behind(months, 100) == [0, 0, 0, 0, 0, 0]  # owes 300, then 200, then 300
    assert _behind([*months, {0.0: 1.0}], 100)[-1] == 1  # owes 400


def test_a_reserve_helps_only_up_to_its_size():
    months = [{300.0: 1.0}] * 2 + [{0.0: 1.0}] * 5
    assert _behind(months, 100)[-2:] == [1, 1]  # four empty months after two good ones
    assert _behind(months, 100, reserve=100)[-2:] == [0, 1]  # a month later
    assert _behind(months, 100, reserve=1000)[-2:] == [0, 0]  # 400 saved, 500 owed


def test_always_enough_and_never_anything():
    assert _behind([{100.0: 1.0}] * 12, 100)[-1] == 0
    assert _behind([{0.0: 1.0}] * 4, 10_000 / 12)[-1] == 1
    assert _behind([{0.0: 1.0}] * 3, 10_000 / 12)[-1] == 0


def test_the_months_of_a_year():
    months = models.work_months(0.25, 1000, 200, lockdown=2, low_season=3)
    usual = {200: 0.25, 1000: 0.75}
    assert months == [{0: 1}] * 2 + [usual] * 2 + [{200: 1}] * 3 + [usual] * 5
    assert models.work_months(0.25, 500, 500) == [{500: 1.0}] * 12
    longest = models.work_months(0.25, 1000, 200, lockdown=4, low_season=8)
    assert longest == [{0.0: 1.0}] * 4 + [{200: 1.0}] * 8


@pytest.mark.parametrize(
    "call",
    [
        lambda: models.work_months(1.5, 1000, 200),
        lambda: models.work_months(0.5, 200, 1000),
        lambda: models.work_months(0.5, 1000, 200, lockdown=5),
        lambda: models.work_months(0.5, 1000, 200, low_season=9),
        lambda: models.arrears_year([COIN], 0),
        lambda: models.arrears_year([COIN], 100, limit=0),
        lambda: models.arrears_year([COIN], 100, reserve=-1),
        lambda: models.arrears_year([{0.0: 0.5, 100.0: 0.4}], 100),
        lambda: models.arrears_year([{-1.0: 1.0}], 100),
    ],
)
def test_what_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()


chance = st.integers(0, 20).map(lambda n: n / 20)
amount = st.integers(0, 1500)


@given(
    chance,
    amount,
    amount,
    st.integers(0, 4),
    st.integers(0, 8),
    st.integers(100, 1200),
    st.integers(0, 2000),
)
def test_chances_add_up_rise_with_time_and_with_the_obligation(p, a, b, lock, low, owed, reserve):
    months = models.work_months(p, max(a, b), min(a, b), lock, low)
    rows = models.arrears_year(months, owed, reserve=reserve)
    for row in rows:
        assert row["behind"] + row["owing"] + row["clear"] == pytest.approx(1)
    behind = [row["behind"] for row in rows]
    assert behind == sorted(behind)
    assert behind[-1] <= _behind(months, owed + 50, reserve=reserve)[-1] + 1e-9
    assert behind[-1] >= _behind(months, owed, reserve=reserve + 100)[-1] - 1e-9


@given(chance, chance)
def test_more_short_months_never_help(p, q):
    low, high = sorted((p, q))
    first, second = (_behind(models.work_months(c, 1000, 200), 750)[-1] for c in (low, high))
    assert first <= second + 1e-9


def test_a_simulation_comes_near_the_exact_chance():
    rng, count = random.Random(6), 0
    for _ in range(20_000):
        balance = 0
        for _ in range(12):
            balance = min(0, balance + (200 if rng.random() < 0.5 else 1000) - 750)
            if balance <= -3000:
                count += 1
                break
    exact = _behind(models.work_months(0.5, 1000, 200), 750)[-1]
    assert count / 20_000 == pytest.approx(exact, abs=0.02)


def test_a_thousandth_of_a_cent_less_than_the_limit_is_the_limit() -> None:
    for amount, behind in ((0.0, 1.0), (0.00001, 1.0), (0.00002, 0.0)):
        assert models.arrears_year([{amount: 1.0}], 100, limit=1)[-1]["behind"] == behind


def test_nobody_is_behind_or_owes_before_the_first_month() -> None:
    first = models.arrears_year([COIN], 100)[0]
    assert first == {"month": 0, "behind": 0.0, "owing": 0.0, "clear": 1.0}
