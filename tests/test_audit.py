"""The audit: a row for each calculation, verdicts that add up, gaps worked by hand."""

from __future__ import annotations

import math
import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatched import arithmetic, evidence
from dispatched.arithmetic import Range, compute, evaluate
from dispatched.questions import audit, audit_cases

CHAPTER = Path(__file__).resolve().parents[1] / "chapters" / "08-checking-the-arithmetic.ipynb"
ROWS = {row["id"]: row for row in audit.table()}
RAW = {row["id"]: row for row in evidence.tables()["calculations"]}


def test_a_row_for_each_calculation_in_order() -> None:
    assert [row["id"] for row in audit.table()] == list(RAW)


@pytest.mark.parametrize("ident", RAW)
def test_a_row_says_what_the_calculation_gives(ident: str) -> None:
    row, result = ROWS[ident], compute(RAW[ident])
    assert (row["low"], row["high"]) == (result.low, result.high)
    assert row["verdict"] == RAW[ident]["verdict"]
    assert (row["relation"] == "none") == (row["gap"] is None) == (row["verdict"] == "not stated")
    if row["relation"] in ("inside", "overlaps"):
        assert abs(row["gap"]) < 1
    if row["relation"] == "apart":
        assert row["gap"] != 0


def test_counts_are_those_of_the_table() -> None:
    found = audit.counts(audit.table())
    assert found == {v: Counter(r["verdict"] for r in RAW.values())[v] for v in arithmetic.VERDICTS}
    assert sum(found.values()) == len(RAW)
    assert list(found) == list(arithmetic.VERDICTS)
    assert audit.counts([]) == dict.fromkeys(arithmetic.VERDICTS, 0)
    with pytest.raises(ValueError, match="unknown verdict 'fine'"):
        audit.counts([{"verdict": "fine"}])


# Worked by hand: (computed, stated, percent of the nearest stated end).
@pytest.mark.parametrize(
    ("computed", "said", "expected"),
    [
        (Range(135, 150), Range(1000, 1000), -85),
        (Range(60, 60), Range(31.5, 31.5), 90.476),
        (Range(25_200, 25_200), Range(22_000, 22_000), 14.545),
        (Range(69, 89), Range(90, math.inf), -1.111),
        (Range(108, 192), Range(100, 200), 0),
        (Range(300, 300), Range(-math.inf, 250), 20),
        (Range(-4, -3), Range(-2, -1), -50),
    ],
)
def test_gap_by_hand(computed: Range, said: Range, expected: float) -> None:
    assert arithmetic.gap(computed, said) == pytest.approx(expected, abs=1e-3)


def test_both_sides_in_words() -> None:
    assert (ROWS["calc-mining-share"]["computed"], ROWS["calc-mining-share"]["stated"]) == (
        "69.84%",
        "about 75%",
    )
    assert ROWS["calc-neighbors"]["stated"] == ""
    assert ROWS["calc-permits-fall"]["computed"] == "18,533 persons"
    assert ROWS["calc-lifeline"]["computed"] == "$135 million to $150 million a year"
    assert audit.words(Range(-33.333333, 50), "USD/month") == "-$33.33 to $50 a month"


def test_words_that_fit_a_phone() -> None:
    assert sum(bool(row["short"]) for row in RAW.values()) == 13
    assert max(len(audit.short(ident)) for ident in RAW) <= 40
    assert audit.short("calc-lifeline") == "One billion from 15,000 workers"
    assert audit.short("calc-lifeline-rate") == "What each of 15,000 workers must bring…"


def test_no_gap_in_percent_of_zero() -> None:
    with pytest.raises(ValueError, match=r"^no share of a stated figure of zero$"):
        arithmetic.gap(Range(1, 2), Range(-1, 0))


NUMBER = st.floats(1, 1e6)


@given(NUMBER, NUMBER, NUMBER, NUMBER)
def test_a_gap_has_the_sign_of_the_difference(a: float, b: float, c: float, d: float) -> None:
    computed, said = Range(*sorted((a, b))), Range(*sorted((c, d)))
    found = arithmetic.gap(computed, said)
    assert (found < 0) == (computed.high < said.low)
    assert (found > 0) == (computed.low > said.high)


# 100,000 x 9,000 to 10,000, and so on, with a pocket calculator.
NEEDED = {
    ("calc-lifeline", "workers"): (100_000, 111_111.11),
    ("calc-lifeline", "rate"): (66_666.67, 66_666.67),
    ("calc-mining-share", "total"): (29_333.33, 29_333.33),
    ("calc-builders-2016", "share"): (69.841, 69.841),
    ("calc-billion-100k", "rate"): (10_000, math.inf),
    ("calc-state-share-planned", "pay"): (900, math.inf),  # 100 left is a tenth of 1,000
    ("calc-state-share-planned", "left"): (0, 88.889),  # a ninth of 800
    ("calc-gross-if-90", "share"): (75, 87.5),  # 200 of 800; 100 of 800
    ("calc-stock-from-arrivals-2015", "length"): (1.575, 1.575),
}


@pytest.mark.parametrize(("ident", "name"), NEEDED)
def test_when_the_source_would_be_right(ident: str, name: str) -> None:
    found = audit.needed(arithmetic.calculation(ident), name)
    assert found is not None
    assert (found.low, found.high) == pytest.approx(NEEDED[ident, name], rel=1e-5)


@given(st.sampled_from(sorted(NEEDED)), st.floats(0.01, 0.99))
def test_inside_what_is_needed_the_ranges_meet_and_outside_they_do_not(
    pair: tuple[str, str], part: float
) -> None:
    ident, name = pair
    row = arithmetic.calculation(ident)
    found = audit.needed(row, name)
    assert found is not None
    inputs = {k: Range(*evidence.bounds(v)) for k, v in arithmetic.inputs_of(row).items()}
    said = arithmetic.stated(row["says"])

    def apart(value: float) -> bool:
        result = evaluate(row["formula"], {**inputs, name: Range.of(value)})
        return abs(arithmetic.gap(result, said)) > 1e-6

    low, high = max(found.low, 1e-3), min(found.high, 10 * max(found.low, 1))
    assert not apart(low + part * (high - low))
    if found.low > 0:
        assert apart(found.low * (1 - part / 2))
    if not math.isinf(found.high) and found.high * 1.001 < 100:
        assert apart(min(found.high * (1 + part), 99.9))


def test_what_cannot_be_asked() -> None:
    with pytest.raises(ValueError, match="states no result"):
        audit.needed(arithmetic.calculation("calc-neighbors"), "all")
    with pytest.raises(ValueError, match="no positive input"):
        audit.needed(arithmetic.calculation("calc-lifeline"), "managers")
    with pytest.raises(ValueError, match="no positive input"):
        audit.needed(arithmetic.calculation("calc-loggers-ever"), "period")
    with pytest.raises(evidence.EvidenceError, match="calc-nothing"):
        arithmetic.calculation("calc-nothing")


def test_nothing_will_do_where_an_input_does_not_reach() -> None:
    row = {
        "id": "x",
        "says": "stock-2016",
        "inputs": "a=planned-money",
        "formula": "a - a + low(a) * 0",
    }
    with pytest.raises(ValueError, match="no positive input"):
        audit.needed(row, "a")
    row["formula"] = "1 / (1 + a)"
    assert audit.needed(row, "a") is None


def test_the_widest_swing_comes_first() -> None:
    found = audit.sensitivity(arithmetic.calculation("calc-billion-prospect"))
    assert [(r["input"], round(r["at_low"] / 1e6), round(r["at_high"] / 1e6)) for r in found] == [
        ("workers", 950, 1425),  # 9,500 x 100,000; 9,500 x 150,000
        ("rate", 1125, 1250),  # 125,000 x 9,000; 125,000 x 10,000
    ]
    ever = audit.sensitivity(arithmetic.calculation("calc-workers-ever"))
    assert [(r["input"], round(r["swing"])) for r in ever[:3]] == [
        ("s", 120_000),
        ("m", 44_000),
        ("a", 30_000),
    ]
    assert "p" not in {r["input"] for r in ever}, "a span of years is not moved"


@pytest.mark.parametrize("ident", RAW)
def test_a_moved_input_stays_inside_the_computed_range(ident: str) -> None:
    result = compute(RAW[ident])
    slack = 1e-9 * max(abs(result.low), abs(result.high))
    for row in audit.sensitivity(RAW[ident]):
        assert result.low - slack <= min(row["at_low"], row["at_high"])
        assert max(row["at_low"], row["at_high"]) <= result.high + slack


# --- the explorer's model

PLACE = st.integers(0, 10).map(lambda n: 10 * n)


@pytest.mark.parametrize(
    ("claim", "first", "second", "share", "fits"),
    [
        ("lifeline", 0, 100, 15, -1),  # 15,000 x 10,000
        ("lifeline", 100, 100, 150, 1),  # 150,000 x 10,000
        ("exceeds", 0, 100, 100, 0),  # 100,000 x 10,000
        ("exceeds", 0, 80, 94, -1),  # 100,000 x 9,400
        ("mining", 100, 0, 100, 0),  # 22,500 of 30,000 is 75 percent
        ("mining", 50, 100, 93.12, -1),  # 22,000 of 31,500
        ("ninety", 0, 100, 99.206, -1),  # 100 beside 833.33
        ("planned", 0, 0, 64.8, -1),  # 18,000 x 450 x 12 of 150 million
        ("stock", 100, 100, 190.476, 1),  # 20,000 x 3
    ],
)
def test_position_by_hand(claim: str, first: float, second: float, share: float, fits: int) -> None:
    (row,) = audit_cases.position(claim, first, second)
    assert row["share"] == pytest.approx(share, abs=1e-2)
    assert row["fits"] == fits


@given(st.sampled_from(sorted(audit_cases.cases())), PLACE, PLACE)
def test_every_position_lies_on_the_axis(claim: str, first: int, second: int) -> None:
    (row,) = audit_cases.position(claim, first, second)
    case = audit_cases.cases()[claim]
    assert 0 < row["share"] < audit_cases.EDGE
    for value, (_, span) in zip((row["a"], row["b"]), case.inputs, strict=True):
        assert span.low - 1e-9 <= value <= span.high * (1 + 1e-12)
    right = audit_cases.band(case)
    assert (row["fits"] == 0) == (right.low - 1e-6 <= row["share"] <= right.high + 1e-6)


def test_bands() -> None:
    found = {
        key: (round(r.low, 1), round(r.high, 1))
        for key, case in audit_cases.cases().items()
        for r in [audit_cases.band(case)]
    }
    assert found["planned"] == (66.7, 133.3)  # 100 and 200 of 150
    assert found["ninety"] == found["exceeds"] == (100, audit_cases.EDGE)
    assert found["lifeline"] == found["mining"] == found["stock"] == (98, 102)


# --- the chapter says what the table says


def _chapter() -> tuple[str, str]:
    cells = nbformat.read(CHAPTER, as_version=4).cells
    prose = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    plain = [
        o.data.get("text/plain", "")
        for c in cells
        if c.cell_type == "code"
        for o in c.outputs
        if "data" in o
    ]
    return re.sub(r"\s+", " ", prose), "\n".join(plain)


def test_the_counts_shown_are_those_of_the_table() -> None:
    _, shown = _chapter()
    for verdict, count in audit.counts(audit.table()).items():
        assert re.search(rf"^{verdict} +{count}$", shown, re.M), (
            f"{verdict}: run the notebook again"
        )


def test_the_words_for_the_counts_hold() -> None:
    prose, _ = _chapter()
    n = audit.counts(audit.table())
    true = {
        "For most calculations we found no statement of their result": n["not stated"]
        > sum(n.values()) / 2,
        "Among the others the conditional verdict is the most frequent": n["conditional"]
        == sorted(n.values())[-2],
        "The smallest group is the one that only just fits": min(n, key=lambda v: n[v])
        == "only just",
    }
    for words, holds in true.items():
        assert words in prose, words
        assert holds, words


def test_ten_cases_are_told() -> None:
    prose = "\n".join(
        c.source for c in nbformat.read(CHAPTER, as_version=4).cells if c.cell_type == "markdown"
    )
    assert len(re.findall(r"^\*\*\w+\. ", prose, re.M)) == 10
