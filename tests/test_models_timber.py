"""The timber bargain of 1967: examples worked by hand, and laws that hold for every setting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatched import models


def test_the_enterprise_pays_the_wage():
    row = models.timber_bargain(10_000, 0.25, 100)
    assert row == {
        "state": 2_500,
        "enterprise": 6_300,
        "logger": 1_200,
        "cut": 10_000,
        "times": 2_500 / 1_200,
    }


def test_the_wage_comes_out_of_the_korean_timber():
    row = models.timber_bargain(10_000, 0.25, 100, charged=1)
    assert (row["state"], row["enterprise"], row["logger"]) == (1_300, 7_500, 1_200)


def test_both_pay_half_of_the_wage():
    row = models.timber_bargain(10_000, 0.5, 100, charged=0.5)
    assert row["state"] == row["enterprise"] == 4_400


def test_ten_times_the_pay():
    assert models.timber_bargain(30_000, 0.4, 100)["times"] == pytest.approx(10)
    assert models.timber_bargain(48_000, 0.25, 100)["times"] == pytest.approx(10)
    assert models.timber_bargain(33_000, 0.4, 100, charged=1)["times"] == pytest.approx(10)


def test_a_cut_too_small_for_the_wage_is_a_loss():
    assert models.timber_bargain(1_000, 0.4, 100)["enterprise"] == -600
    assert models.timber_bargain(1_000, 0.4, 100, charged=1)["state"] == -800


@pytest.mark.parametrize(
    ("value", "share", "wage", "charged"),
    [
        (0, 0.3, 100, 0),
        (-1, 0.3, 100, 0),
        (1, -0.1, 100, 0),
        (1, 1.1, 100, 0),
        (1, 0.3, 0, 0),
        (1, 0.3, 100, 1.1),
    ],
)
def test_impossible_settings_are_refused(value, share, wage, charged):
    with pytest.raises(ValueError, match="above zero"):
        models.timber_bargain(value, share, wage, charged)


VALUE = st.floats(1, 100_000)
SHARE = st.floats(0, 1)
WAGE = st.floats(1, 1_000)


@given(VALUE, SHARE, WAGE, SHARE)
def test_every_ruble_is_somewhere(value, share, wage, charged):
    row = models.timber_bargain(value, share, wage, charged)
    assert row["state"] + row["enterprise"] + row["logger"] == pytest.approx(value, abs=1e-6)
    assert row["times"] * row["logger"] == pytest.approx(row["state"], abs=1e-6)


@given(VALUE, SHARE, WAGE, SHARE)
def test_who_is_charged_moves_rubles_between_the_two_and_not_to_the_logger(
    value, share, wage, charged
):
    free = models.timber_bargain(value, share, wage)
    row = models.timber_bargain(value, share, wage, charged)
    assert row["logger"] == free["logger"]
    assert free["state"] - row["state"] == pytest.approx(
        row["enterprise"] - free["enterprise"], abs=1e-6
    )


@given(VALUE, st.floats(0.01, 1), WAGE, SHARE)
def test_a_dearer_cut_is_all_theirs(value, share, wage, charged):
    row = models.timber_bargain(value, share, wage, charged)
    dearer = models.timber_bargain(value + 100, share, wage, charged)
    assert dearer["logger"] == row["logger"]
    assert dearer["times"] > row["times"]
