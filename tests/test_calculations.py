"""The sources' own arithmetic, recomputed: verdicts hold, ranges are computed as ranges."""

from __future__ import annotations

import ast
import math
import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatched import arithmetic, evidence
from dispatched.arithmetic import Range, evaluate, relation
from dispatched.arithmetic.verdicts import gap

ROWS = {row["id"]: row for row in evidence.tables()["calculations"]}

FITS = {
    "agrees": {"equal", "inside"},
    "agrees when rounded": {"inside", "equal", "overlaps"},
    "only just": {"overlaps"},
    "disagrees": {"apart"},
    "conditional": {"equal", "inside", "overlaps", "apart"},
}
"""Verdict → how the computed range may stand to the stated one."""

# Worked by hand, with a pocket calculator: low and high.
BY_HAND = {
    "calc-arrivals-other-years": (15_000, 45_000),  # 50,000 - 35,000; 80,000 - 35,000
    "calc-arrivals-other-mean": (5_000, 15_000),
    "calc-arrivals-1947-share": (43.75, 70),  # 35 of 80; 35 of 50
    "calc-citizens-share": (3.125, 5),  # 2.5 of 80; 2.5 of 50
    "calc-sakhalin-1950-share": (15, 24),  # 12 of 80; 12 of 50
    "calc-non-returnees-share": (1.25, 2),
    "calc-citizens-over-non-returnees": (2.5, 2.5),
    "calc-planned-money-revenue": (
        108_000_000,
        192_000_000,
    ),  # 20,000 x 450 x 12; 20,000 x 800 x 12
    "calc-planned-money-year": (5_400, 9_600),
    "calc-contract-share": (66.667, 66.667),
    "calc-mining-share": (69.841, 69.841),  # 22,000 of 31,500
    "calc-mining-total": (29_333.33, 29_333.33),  # 22,000 / 0.75
    "calc-builders-2016": (25_200, 25_200),  # 0.8 x 31,500
    "calc-savings-contract": (3_000, 6_000),
    "calc-savings-month": (83.333, 166.667),
    "calc-savings-vs-home-pay": (1.19048, 4.16667),  # 83.33 / 70; 166.67 / 40
    "calc-bribe-payback": (2.4, 6),  # 400 / 166.67; 500 / 83.33
    "calc-bribe-home-months": (5.71429, 12.5),  # 400 / 70; 500 / 40
    "calc-planned-vs-savings": (2.7, 9.6),  # 5,400 / 2,000; 9,600 / 1,000
    "calc-state-share-of-surplus": (72.973, 90.566),  # 5,400 of 7,400; 9,600 of 10,600
    "calc-supervised-savings": (166.667, 1_000),  # 1,000 / 6; 2,000 / 2
    "calc-gross-needed": (533.333, 966.667),  # 450 + 83.33; 800 + 166.67
    "calc-workers-2012": (65_000, 65_000),
    "calc-area-per-person": (1, 1),
    "calc-population-loss": (23.449, 23.449),  # 1.89 of 8.06
}


@pytest.mark.parametrize("ident", BY_HAND)
def test_worked_by_hand(ident):
    result = arithmetic.compute(ROWS[ident])
    assert (result.low, result.high) == pytest.approx(BY_HAND[ident], rel=1e-5)


@pytest.mark.parametrize("ident", ROWS)
def test_verdict_fits_what_the_source_says(ident):
    row = ROWS[ident]
    result = arithmetic.compute(row)
    assert (row["verdict"] == "not stated") == (row["says"] is None)
    if row["says"]:
        found = relation(result, arithmetic.stated(row["says"]))
        assert found in FITS[row["verdict"]], f"{row['verdict']}, but the ranges are {found}"


@pytest.mark.parametrize("ident", ROWS)
def test_calculation_compares_like_with_like(ident):
    row = ROWS[ident]
    if row["says"]:
        assert evidence.claim(row["says"]).unit == row["unit"]
    names = {
        node.id
        for node in ast.walk(ast.parse(row["formula"], mode="eval"))
        if isinstance(node, ast.Name)
    }
    assert names - {"low", "high", "union"} == set(arithmetic.inputs_of(row)), (
        "an input that the formula does not use"
    )
    assert row["says"] not in arithmetic.inputs_of(row).values(), "compared with its own input"


def test_what_a_claim_states_as_a_range():
    assert arithmetic.stated("planned-money") == Range(450, 800)
    assert arithmetic.stated("stock-2016") == Range(31_500, 31_500)
    assert arithmetic.stated("capital-brought-home") == Range(2_000, math.inf)
    assert arithmetic.stated("stock-1970-1975") == Range(-math.inf, 15_000)
    assert arithmetic.stated("far-east-india-ratio") == Range(-math.inf, 2)


@pytest.mark.parametrize(
    ("computed", "said", "expected"),
    [
        (Range(66.7, 66.7), Range(66.7, 66.7), "equal"),
        (
            Range(66.67, 66.67),
            Range(66.9, 66.9),
            "equal",
        ),  # a third of a percent: printed figures are rounded
        (Range(66.0, 66.0), Range(67.0, 67.0), "apart"),
        (Range(108, 192), Range(100, 200), "inside"),
        (Range(100, 200), Range(108, 192), "overlaps"),
        (Range(90, 150), Range(100, 200), "overlaps"),
        (Range(150, 250), Range(100, 200), "overlaps"),
        (Range(201.1, 300), Range(100, 200), "apart"),
        (Range(200.9, 300), Range(100, 200), "overlaps"),
        (Range(0, 98), Range(100, 200), "apart"),
        (Range(3000, 6000), Range(2000, math.inf), "inside"),
        (
            Range(2000, 6000),
            Range(2000, math.inf),
            "inside",
        ),  # the open end is no figure to be equal to
        (Range(1000, 6000), Range(2000, math.inf), "overlaps"),
        (Range(1000, 1900), Range(2000, math.inf), "apart"),
        (Range(5, 10), Range(-math.inf, 10), "inside"),
        (Range(11, 12), Range(-math.inf, 10), "apart"),
        # Exactly half a percent away is still near, at each end.
        (Range(199, 199), Range(200, 200), "equal"),
        (Range(200, 200), Range(199, 199), "equal"),
        (Range(99, 150), Range(100, 200), "inside"),
        (Range(150, 201), Range(100, 200), "inside"),
        (Range(50, 99), Range(100, 200), "overlaps"),
        (Range(200, 300), Range(100, 199), "overlaps"),
    ],
)
def test_relation(computed, said, expected):
    assert relation(computed, said) == expected


def test_how_near_two_figures_are_may_be_said():
    for tolerance, expected in ((0.1, "equal"), (0.01, "apart")):
        assert relation(Range(100, 100), Range(105, 105), tolerance) == expected
    assert relation(Range(-105, -105), Range(-100, -100), 0.05) == "equal"
    assert relation(Range(0, 0), Range(0, 0)) == "equal"


@pytest.mark.parametrize(
    ("computed", "said", "percent"),
    [
        (Range(150, 200), Range(1000, 1000), -80),
        (Range(1500, 2000), Range(900, 1000), 50),
        (Range(-300, -200), Range(-100, -50), -100),
        (Range(950, 999), Range(1000, 1100), -0.1),
        # Ranges whose ends touch have no gap, even where the end is zero.
        (Range(900, 1000), Range(1000, 1100), 0),
        (Range(1100, 1200), Range(1000, 1100), 0),
        (Range(0, 5), Range(-5, 0), 0),
        (Range(-5, 0), Range(0, 5), 0),
    ],
)
def test_how_far_apart_two_ranges_lie(computed, said, percent):
    assert gap(computed, said) == pytest.approx(percent)


def test_there_is_no_share_of_zero():
    for computed, said in ((Range(1, 2), Range(-1, 0)), (Range(-2, -1), Range(0, 1))):
        with pytest.raises(ValueError, match=r"^no share of a stated figure of zero$"):
            gap(computed, said)


def test_a_range_runs_upward():
    for low, high in ((2, 1), (math.nan, 1), (1, math.nan)):
        with pytest.raises(ValueError, match="from low to high"):
            Range(low, high)


def test_evaluate_by_hand():
    inputs = {"a": Range(2, 3), "b": Range(-1, 4)}
    assert evaluate("a * b", inputs) == Range(-3, 12)
    assert evaluate("a - b", inputs) == Range(-2, 4)
    assert evaluate("-a + 1", inputs) == Range(-2, -1)
    assert evaluate("12 / a", inputs) == Range(4, 6)
    assert evaluate("low(a) + high(b)", inputs) == Range(6, 6)
    assert evaluate("union(a, b, 7)", inputs) == Range(-1, 7)
    assert evaluate("2 * (a + 1) / 4", inputs) == Range(1.5, 2)


# --- properties of ranges

NUMBERS = st.integers(-10_000, 10_000).map(
    lambda n: n / 8
)  # exact in binary, so that equality means equality


@st.composite
def ranges_with_point(draw):
    """A range and a point inside it."""
    low, point, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    return Range(low, high), point


def _holds(outer: Range, value: float) -> bool:
    slack = 1e-9 * max(1, abs(value))
    return outer.low - slack <= value <= outer.high + slack


@given(ranges_with_point(), ranges_with_point(), st.sampled_from("+-*/"))
def test_a_result_of_points_lies_in_the_result_of_ranges(left, right, sign):
    do = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}[sign]
    (a, x), (b, y) = left, right
    if sign == "/" and b.low <= 0 <= b.high:
        with pytest.raises(ZeroDivisionError):
            do(a, b)
        return
    result = do(a, b)
    assert _holds(result, do(x, y))
    ends = [do(p, q) for p in (a.low, a.high) for q in (b.low, b.high)]
    assert (result.low, result.high) == (min(ends), max(ends)), "wider than the inputs allow"


@given(ranges_with_point(), ranges_with_point())
def test_order_does_not_matter_for_sums_and_products(left, right):
    (a, _), (b, _) = left, right
    assert a + b == b + a
    assert a * b == b * a


@given(ranges_with_point(), NUMBERS)
def test_signs_numbers_and_scale(pair, n):
    a, _ = pair
    assert _holds(a - a, 0)
    assert (a - a).high == a.high - a.low
    assert Range(-a.high, -a.low) == -a
    assert a + n == n + a == Range(a.low + n, a.high + n)
    assert n - a == -(a - n)
    assert 3 * a == a * 3 == Range(3 * a.low, 3 * a.high)
    assert a / 4 == Range(a.low / 4, a.high / 4)
    assert -2 * a == Range(-2 * a.high, -2 * a.low)


@given(ranges_with_point(), ranges_with_point())
def test_a_narrower_input_gives_a_narrower_result(left, right):
    (a, x), (b, _) = left, right
    whole, part = a * b, Range(x, x) * b
    assert whole.low <= part.low
    assert part.high <= whole.high


def _formulas():
    leaves = (
        st.sampled_from(["a", "b", "c"])
        | st.integers(0, 50).map(str)
        | st.sampled_from(["0.5", "12.25"])
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from("+-*/"), inner).map(
                lambda t: f"({t[0]} {t[1]} {t[2]})"
            ),
            inner.map(lambda f: f"-{f}"),
        ),
        max_leaves=8,
    )


@given(_formulas(), NUMBERS, NUMBERS, NUMBERS)
def test_evaluate_agrees_with_python(formula, a, b, c):
    names = {"a": a, "b": b, "c": c}
    inputs = {name: Range(value, value) for name, value in names.items()}
    try:
        expected = eval(formula, {"__builtins__": {}}, names)
    except ZeroDivisionError:
        with pytest.raises(ZeroDivisionError):
            evaluate(formula, inputs)
        return
    result = evaluate(formula, inputs)
    assert (result.low, result.high) == pytest.approx((expected, expected), rel=1e-9, abs=1e-9)


@given(_formulas(), ranges_with_point(), ranges_with_point(), ranges_with_point())
def test_evaluate_encloses_every_point(formula, a, b, c):
    ranges = {"a": a[0], "b": b[0], "c": c[0]}
    try:
        result = evaluate(formula, ranges)
    except ZeroDivisionError:
        return
    value = eval(formula, {"__builtins__": {}}, {"a": a[1], "b": b[1], "c": c[1]})
    assert _holds(result, value)
