"""Draws from beliefs and what follows for money: worked by hand, and what must hold for any
numbers.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatched import models as s
from dispatched.arithmetic import Range
from dispatched.models import Belief

SIZE = 400
AMOUNT = st.floats(0, 1e6, allow_subnormal=False)


@st.composite
def beliefs(draw: st.DrawFn, amount: st.SearchStrategy[float] = AMOUNT) -> Belief:
    low, likely, high = sorted(draw(st.lists(amount, min_size=3, max_size=3)))
    return Belief(low, high, draw(st.sampled_from([None, likely])))


MODEL = st.fixed_dictionaries(
    {"workers": beliefs(), "obligation": beliefs(), "share": beliefs(st.floats(0, 1))}
)


def test_an_even_belief_by_hand() -> None:
    assert Belief(100, 300).at([0, 0.25, 0.5, 1]).tolist() == [100, 150, 200, 300]


def test_a_triangular_belief_by_hand() -> None:
    # From 0 over 4 to 8: an eighth of the area lies below 2, half below 4, seven eighths below 6.
    assert Belief(0, 8, 4).at([0, 0.125, 0.5, 0.875, 1]).tolist() == pytest.approx([0, 2, 4, 6, 8])
    assert Belief(0, 8, 0).at(0.75) == pytest.approx(4)
    assert Belief(0, 8, 8).at(0.25) == pytest.approx(4)


def test_a_belief_around_a_value() -> None:
    assert Belief.around(100, 0.25) == Belief(75, 125, 100)
    assert Belief.around(0.8, 0.5, ceiling=1) == Belief(0.4, 1, 0.8)


@pytest.mark.parametrize(
    "wrong", [(2, 1), (1, 3, 4), (1, 3, 0), (float("nan"), 1), (0, float("inf"))]
)
def test_a_belief_out_of_order_is_refused(wrong: tuple) -> None:
    with pytest.raises(ValueError, match="a belief runs"):
        Belief(*wrong)


@pytest.mark.parametrize("wrong", [(1, 1.5), (1, -0.1), (-1, 0.1), (2, 0.1, 1)])
def test_a_spread_out_of_bounds_is_refused(wrong: tuple) -> None:
    with pytest.raises(ValueError, match="spread"):
        Belief.around(*wrong)


def test_revenue_by_hand() -> None:
    assert s.revenue(2, 100, 0.5) == 1200
    assert s.revenue(30000, Range(450, 800), Range(0.5, 0.75)) == Range(81_000_000, 216_000_000)
    assert s.savings(3, 1500) == 4500


def test_quantiles_and_chance_by_hand() -> None:
    assert s.quantiles([10, 20, 30, 40, 50]) == pytest.approx([12, 30, 48])
    assert s.chance([1, 2, 3, 4], 3) == 0.5
    with pytest.raises(ValueError, match="no values"):
        s.quantiles([])


def test_a_tornado_by_hand() -> None:
    rows = s.one_at_a_time(lambda a, b: a * b, {"a": Belief(1, 3), "b": Belief(10, 50)})
    assert [(row["input"], row["low"], row["high"]) for row in rows] == [
        ("b", 20, 100),
        ("a", 30, 90),
    ]
    assert [row["width"] for row in rows] == [80, 60]


def test_rank_correlation_by_hand() -> None:
    assert s.ranks([30, 10, 20, 20]).tolist() == [4, 1, 2.5, 2.5]
    assert s.rank_correlation([1, 2, 3], [1, 10, 1000]) == pytest.approx(1)
    assert s.rank_correlation([1, 2, 3], [9, 4, 1]) == pytest.approx(-1)
    # Differences of the places 0, 1, 1 between 1 2 3 and 1 3 2: 1 - 6 * 2 / (3 * 8).
    assert s.rank_correlation([1, 2, 3], [1, 3, 2]) == pytest.approx(0.5)
    for one, other in (([1], [1]), ([1, 2], [1]), ([1, 1], [1, 2])):
        with pytest.raises(ValueError):  # noqa: PT011
            s.rank_correlation(one, other)


def test_required_by_hand() -> None:
    assert s.required(1_000_000_000, 10_000) == 100_000
    assert s.required(1_000_000_000, 150_000, 10_000) == pytest.approx(2 / 3)
    with pytest.raises(ValueError, match=r"^each other factor must be above 0$"):
        s.required(1, 0)


def test_the_same_seed_gives_the_same_draws_and_another_does_not() -> None:
    mine = {"workers": Belief(0, 1), "share": Belief(0, 1)}
    one, two, other = s.draws(mine, 7, SIZE), s.draws(mine, 7, SIZE), s.draws(mine, 8, SIZE)
    assert all((one[name] == two[name]).all() for name in mine)
    assert not any((one[name] == other[name]).any() for name in mine)
    assert not (one["workers"] == one["share"]).any()
    assert (s.draws({"share": Belief(0, 1)}, 7, SIZE)["share"] == one["share"]).all()


def test_the_draws_are_those_of_every_machine() -> None:
    assert (s.draws({"workers": Belief(0, 1000)}, 1946, 3)["workers"]).round(3).tolist() == KNOWN


KNOWN = [268.923, 650.629, 361.249]


def test_the_draws_that_are_linked_are_those_of_every_machine() -> None:
    """The first three and the fifth of six stand at one height; the others are independent."""
    two = {"a": Belief(0, 1000), "b": Belief(0, 1000)}
    same, opposite = (s.linked_draws(two, "a", "b", link, 1946, 6) for link in (0.5, -0.5))
    first = [956.07, 728.195, 427.329, 266.789, 429.924, 802.98]
    assert same["a"].round(3).tolist() == opposite["a"].round(3).tolist() == first
    second = [956.07, 728.195, 427.329, 819.247, 429.924, 828.765]
    assert same["b"].round(3).tolist() == second
    second = [43.93, 271.805, 572.671, 819.247, 570.076, 828.765]
    assert opposite["b"].round(3).tolist() == second


def test_the_draws_of_several_sources_are_those_of_every_machine() -> None:
    two = {"a": Belief(0, 1000), "b": Belief(1000, 2000)}
    values, who = s.pooled_draws(two, {"a": 1, "b": 1}, 1946, 6)
    assert who.tolist() == ["b", "a", "a", "a", "b", "a"]
    assert values.round(3).tolist() == [1684.02, 219.794, 169.548, 590.539, 1840.187, 485.634]


@given(beliefs(), st.integers(0, 2**32))
def test_draws_stay_inside_their_belief(belief, seed):
    drawn = s.draws({"x": belief}, seed, SIZE)["x"]
    assert belief.low <= drawn.min() <= drawn.max() <= belief.high


@given(MODEL, st.integers(0, 2**32))
def test_results_stay_inside_what_interval_arithmetic_allows(model, seed):
    money = s.revenue(**s.draws(model, seed, SIZE))
    bounds = s.revenue(**{name: belief.range for name, belief in model.items()})
    slack = 1e-9 * (1 + bounds.high)
    assert bounds.low - slack <= money.min() <= money.max() <= bounds.high + slack
    low, middle, high = s.quantiles(money)
    assert bounds.low - slack <= low <= middle <= high <= bounds.high + slack


@given(MODEL, st.floats(0, 1e6), st.integers(0, 2**32))
def test_more_workers_never_bring_less(model, extra, seed):
    more = model["workers"]
    likely = None if more.likely is None else more.likely + extra
    more = {**model, "workers": Belief(more.low + extra, more.high + extra, likely)}
    before, after = (s.revenue(**s.draws(m, seed, SIZE)) for m in (model, more))
    assert (after >= before * (1 - 1e-9) - 1e-9).all()
    assert all(
        b >= a * (1 - 1e-9) - 1e-9
        for a, b in zip(s.quantiles(before), s.quantiles(after), strict=True)
    )


@given(MODEL)
def test_no_money_comes_from_nowhere(model):
    """What is paid and what stays unpaid add up to what is owed, draw by draw."""
    drawn = s.draws(model, 1946, SIZE)
    owed = s.revenue(drawn["workers"], drawn["obligation"], 1)
    unpaid = s.revenue(drawn["workers"], drawn["obligation"], 1 - drawn["share"])
    assert s.revenue(**drawn) + unpaid == pytest.approx(owed)


def test_a_target_met_exactly() -> None:
    share = s.required(1e9, 120_000, 12, 800)
    assert s.revenue(120_000, 800, share) == pytest.approx(1e9)


@given(st.floats(-1, 1))
@settings(max_examples=20, deadline=None)
def test_a_link_is_the_rank_correlation(link):
    two = {"a": Belief(0, 1), "b": Belief(5, 9, 6)}
    linked = s.linked_draws(two, "a", "b", link)
    assert s.rank_correlation(linked["a"], linked["b"]) == pytest.approx(link, abs=0.06)
    assert s.quantiles(linked["b"]) == pytest.approx(s.quantiles(s.draws(two)["b"]), abs=0.15)


def test_a_link_widens_or_narrows_the_band() -> None:
    model = {"workers": Belief(10, 30), "obligation": Belief(1, 3), "share": Belief(0.5, 1)}

    def width(link: float) -> float:
        low, _, high = s.quantiles(
            s.revenue(**s.linked_draws(model, "workers", "obligation", link))
        )
        return high - low

    assert width(-0.8) < width(0) < width(0.8)
    with pytest.raises(ValueError, match="link"):
        width(1.1)


def test_sources_are_drawn_as_often_as_they_are_trusted() -> None:
    sources = {"one": Belief(0, 1), "two": Belief(10, 11), "none": Belief(100, 101)}
    values, who = s.pooled_draws(sources, {"one": 3, "two": 1, "none": 0})
    assert (who == "one").mean() == pytest.approx(0.75, abs=0.02)
    assert set(np.unique(who)) == {"one", "two"}
    assert ((values < 1) == (who == "one")).all()
    assert values.max() <= 11


@pytest.mark.parametrize("weights", [{"one": 1}, {"one": 2, "two": -1}, {"one": 0, "two": 0}])
def test_weights_that_make_no_sense_are_refused(weights: dict) -> None:
    with pytest.raises(ValueError, match="weight"):
        s.pooled_draws({"one": Belief(0, 1), "two": Belief(0, 1)}, weights)


def test_a_fan_rises_and_its_quantiles_are_ordered() -> None:
    rows = s.fan([10, 20, 40], {"obligation": Belief(1, 2), "share": Belief(0.5, 1)}, 0.1)
    for row in rows:
        assert row["p5"] <= row["p25"] <= row["p50"] <= row["p75"] <= row["p95"]
    assert [row["p50"] / row["workers"] for row in rows] == pytest.approx([rows[0]["p50"] / 10] * 3)


def test_an_outlook_without_doubt_is_the_product() -> None:
    (row,) = s.outlook(100, 10_000, 100, off=0)
    assert [row[name] for name in ("low", "median", "high")] == pytest.approx([1000, 1000, 1000])
    assert s.outlook(101, 10_000, 100, off=0)[0]["part"] == 100
    assert s.outlook(99, 10_000, 100, off=0)[0]["part"] == 0


def test_doubt_about_the_share_only_lowers_it_from_the_top() -> None:
    # Workers and duty would leave the median where it is; a share from half to all has its median
    # below all.
    assert (
        s.outlook(100, 10_000, 100, off=50)[0]["median"]
        < 0.9 * s.outlook(100, 10_000, 100, off=0)[0]["median"]
    )


def test_doubt_widens_the_band_and_lifts_a_chance_that_is_small() -> None:
    sure, unsure = s.outlook(60, 12_000, 80, off=10)[0], s.outlook(60, 12_000, 80, off=50)[0]
    assert unsure["high"] - unsure["low"] > sure["high"] - sure["low"]
    assert sure["median"] < 1000
    assert sure["part"] == 0 < unsure["part"]
    assert (
        s.outlook(150, 12_000, 80, off=10)[0]["part"]
        > s.outlook(150, 12_000, 80, off=50)[0]["part"]
    )


def test_the_part_that_reaches_a_target_is_of_four_thousand_draws() -> None:
    (row,) = s.outlook(100, 10_000, 80, off=30)
    assert 0 < row["part"] < 100
    assert (row["part"] * 40) == pytest.approx(round(row["part"] * 40), abs=1e-9)
