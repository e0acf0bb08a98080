"""Who gets what: splits worked by hand, and money that is neither made nor lost."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dispatched import charts, models
from dispatched.arithmetic import Range
from dispatched.charts import money as drawn

usd = st.integers(0, 5_000)
terms = {
    "planned": usd,
    "saved": usd,
    "living": usd,
    "idle": st.integers(0, 12),
    "years": st.integers(1, 5),
    "bribe": usd,
    "rule": st.sampled_from(list(models.RULES)),
}


# --- divide, spans


def test_three_years_in_two_readings():
    """36 x 450 and 3 x 2,000; 36 x 800 and 3 x 1,000."""
    least = models.divide(22_200, {"state": 16_200, "officials": 400}, "worker")
    most = models.divide(31_800, {"state": 28_800, "officials": 500}, "worker")
    assert (least["worker"], most["worker"]) == (5_600, 2_500)
    assert models.spans([least, most])["state"] == Range(16_200, 28_800)
    assert models.spans([least, most])["worker"] == Range(2_500, 5_600)


def test_the_lowest_parts_add_up_to_no_whole():
    readings = [models.divide(100, {"state": s}, "worker") for s in (30, 60)]
    found = models.spans(readings)
    assert found["state"].low + found["worker"].low == 70


def test_a_duty_larger_than_the_pay_is_refused():
    with pytest.raises(ValueError, match="parts of 833 do not fit into a whole of 800"):
        models.divide(800, {"state": 833}, "worker")


@pytest.mark.parametrize(
    ("whole", "taken", "rest"),
    [(-1, {}, "a"), (10, {"a": -1}, "b"), (10, {"a": 1}, "a")],
    ids=["whole", "part", "twice"],
)
def test_what_cannot_be_divided(whole, taken, rest):
    with pytest.raises(ValueError, match=r"negative|both take"):
        models.divide(whole, taken, rest)


@pytest.mark.parametrize("readings", [[], [{"a": 1}, {"b": 1}]])
def test_readings_need_the_same_parties(readings):
    with pytest.raises(ValueError, match="same parties"):
        models.spans(readings)


@given(st.floats(0, 1e9), st.lists(st.floats(0, 1e9), max_size=5))
def test_a_split_adds_up_or_is_refused(whole, parts):
    taken = {f"party {n}": part for n, part in enumerate(parts)}
    if sum(parts) > whole * (1 + 1e-6) + 1e-6:
        with pytest.raises(ValueError, match="do not fit"):
            models.divide(whole, taken, "worker")
    elif sum(parts) <= whole:
        split = models.divide(whole, taken, "worker")
        assert sum(split.values()) == pytest.approx(whole)
        assert min(split.values()) >= 0


# --- contract


def test_a_year_by_hand():
    """Two idle months of 500 + 350, then ten that leave 150, and a bribe of 400."""
    last = models.contract(500, 150, living=350, idle=2, years=1, bribe=400)[-1]
    assert last == {
        "month": 12,
        "earned": 10_000,
        "state": 6_000,
        "living": 4_200,
        "officials": 400,
        "worker": -400 - 1_700 + 1_500,
    }


def test_the_same_year_under_a_share():
    """The state gets nothing in the idle months; the worker still eats."""
    last = models.contract(500, 150, living=350, idle=2, years=1, bribe=400, rule="share")[-1]
    assert (last["state"], last["worker"]) == (5_000, -400 - 700 + 1_500)


@pytest.mark.parametrize(
    "wrong",
    [{"planned": -1}, {"bribe": -1}, {"idle": 13}, {"idle": -1}, {"years": 0}, {"rule": "half"}],
    ids=lambda w: next(iter(w)),
)
def test_terms_out_of_bounds(wrong):
    good = {"planned": 1, "saved": 1, "living": 1, "idle": 0, "years": 1, "bribe": 0}
    with pytest.raises(ValueError, match="idle 0 to 12"):
        models.contract(**{**good, **wrong})


@given(st.fixed_dictionaries(terms))
def test_money_is_conserved_in_every_month(chosen):
    rows = models.contract(**chosen)
    assert len(rows) == 12 * chosen["years"] + 1
    for row in rows:
        assert row["state"] + row["living"] + row["officials"] + row["worker"] == pytest.approx(
            row["earned"]
        )


@given(st.fixed_dictionaries(terms))
def test_both_rules_agree_without_idle_months(chosen):
    chosen["idle"] = 0
    fixed, share = (models.contract(**{**chosen, "rule": rule}) for rule in models.RULES)
    assert fixed == share


@given(st.fixed_dictionaries(terms))
def test_an_idle_month_never_helps_the_worker(chosen):
    assume(chosen["idle"] < 12)
    more = {**chosen, "idle": chosen["idle"] + 1}
    assert models.contract(**more)[-1]["worker"] <= models.contract(**chosen)[-1]["worker"]


@given(st.fixed_dictionaries(terms))
def test_the_share_never_leaves_the_worker_with_less(chosen):
    fixed, share = (
        models.contract(**{**chosen, "rule": rule})[-1]["worker"] for rule in models.RULES
    )
    assert share >= fixed


# --- payback


def test_payback_by_hand():
    assert models.payback(400, 100) == 4
    assert models.payback(401, 100) == 5
    assert models.payback(0, 100) == 0
    for wrong in ((-1, 100), (400, 0)):
        with pytest.raises(ValueError, match="bribe must not"):
            models.payback(*wrong)


def test_back_once_and_back_for_good():
    balances = [-400, -100, 50, -20, 0, 80]
    assert models.back_month(balances) == 2
    assert models.back_month(balances, for_good=True) == 4
    assert models.back_month([5, 6], for_good=True) == 0
    assert models.back_month([-5, -6]) is None
    assert models.back_month([-5, 6, -1], for_good=True) is None
    assert models.back_month([], for_good=True) is None


@given(st.integers(1, 5_000), st.integers(1, 5_000))
def test_payback_is_the_month_in_which_the_contract_turns(bribe, saved):
    rows = models.contract(500, saved, living=350, idle=0, years=5, bribe=bribe)
    month = models.back_month([row["worker"] for row in rows])
    expected = models.payback(bribe, saved)
    assert month == (expected if expected <= 60 else None)


@given(st.lists(st.integers(-100, 100)))
def test_for_good_is_never_before_the_first_time(balances):
    once, good = models.back_month(balances), models.back_month(balances, for_good=True)
    if good is not None:
        assert once is not None
        assert once <= good


# --- the bad winter


def test_who_bears_a_winter_of_two_months():
    assert models.bad_winter(500, 150, living=350, idle=2, rule="fixed") == {
        "state": 0,
        "worker": 2_000,
    }
    assert models.bad_winter(500, 150, living=350, idle=2, rule="share") == {
        "state": 1_000,
        "worker": 1_000,
    }


@given(usd, usd, usd, st.integers(0, 12), st.sampled_from(list(models.RULES)))
def test_the_losses_add_up_to_the_missing_earnings(planned, saved, living, idle, rule):
    lost = models.bad_winter(planned, saved, living=living, idle=idle, rule=rule)
    assert sum(lost.values()) == pytest.approx(idle * (planned + saved + living))
    assert min(lost.values()) >= 0
    if rule == "fixed":
        assert lost["state"] == 0


# --- charts


def test_bands_keep_their_width_from_left_to_right():
    readings = {
        "Least": {"State": 16_200, "Worker": 6_000},
        "Most": {"State": 28_800, "Worker": 3_000},
    }
    spec = drawn.flow(readings, {"State": "#c4551f", "Worker": "#2e8555"}, "Not known").to_dict()
    bands = [row for rows in spec["datasets"].values() for row in rows if "y2" in row]
    assert len(bands) == 2 * 2 * (drawn.STEPS + 1)
    assert all(abs(row["y2"] - row["y"] - row["usd"]) <= 1 for row in bands)
    scales = [
        panel["height"] / panel["layer"][0]["encoding"]["y"]["scale"]["domain"][0]
        for panel in spec["vconcat"]
    ]
    assert scales[0] == pytest.approx(scales[1]), "a dollar must be as wide in both readings"


def test_the_rows_of_the_explorer():
    fixed, share = models.contract_rows(500, 150, living=350, idle=0, years=3, bribe=400)
    assert (fixed["rule"], fixed["worker"], fixed["back"]) == ("Fixed sum", 5_000, 3)
    assert share["worker"] == 5_000
    poor = models.contract_rows(800, 100, living=350, idle=3, years=3, bribe=400)[0]
    assert poor["worker"] < 0
    assert poor["back"] == 0


def test_the_chart_of_the_explorer_is_complete():
    import pandas as pd

    data = pd.DataFrame(models.contract_rows(500, 150, living=350, idle=1, years=3, bribe=400))
    told = {"title": "Who ends with what", "description": "word " * 12, "claims": ["planned-money"]}
    spec = charts.figure(drawn.contract_bars(data, domain=[-16_000, 85_000]), **told).to_dict()
    assert charts.faults(spec) == []
    assert "hconcat" not in json.dumps(spec)


def test_a_bribe_that_is_lost_again_in_an_idle_month_has_not_come_back():
    """It is back in month 9, gone in the idle month of that year, and back in month 15."""
    fixed, _ = models.contract_rows(300, 100, living=200, idle=1, years=3, bribe=300)
    assert fixed["back"] == 15
