"""Formulas in a page: the same tree, the same numbers, verdicts and words in Python and script."""

from __future__ import annotations

import itertools
import json
import math
import random
from typing import Any

import pytest
from docutils import nodes

from dispatched import arithmetic, evidence
from dispatched.arithmetic import Range, compiled, evaluate
from dispatched.book import assets, movable
from dispatched.book.sentence import pieces

ROWS = {row["id"]: row for row in evidence.tables()["calculations"]}


@pytest.fixture(scope="module")
def script(chromium: Any) -> Any:
    """Call a function of the page's arithmetic with each list of arguments."""
    page = chromium.new_page()
    source = "".join(assets.joined("js", [name]) for name in ("NUMBERS", "numbers", "reckon"))

    def call(name: str, many: list[list[Any]]) -> list[Any]:
        return page.evaluate(
            f"many => {{ {source} return many.map(all => {name}(...all)); }}", many
        )

    yield call
    page.close()


def points(low: float, high: float) -> list[Range]:
    """The range, its ends, its middle and two places between; around a point a fifth each way."""
    if low == high:
        low, high = sorted((low * 0.8, low * 1.2))
    spots = [low + share * (high - low) for share in (0, 0.13, 0.5, 0.77, 1)]
    return [Range(low, high), *(Range(spot, spot) for spot in spots), Range(*spots[1:3])]


def grid(inputs: dict[str, Range], most: int = 150) -> list[dict[str, Range]]:
    """Places of all inputs together: all of them, or as many as are drawn from many."""
    each = [[r, *points(r.low, r.high)] for r in inputs.values()]
    count = math.prod(map(len, each))
    if count <= most:
        picked = list(itertools.product(*each))
    else:
        draw = random.Random(20261129)
        picked = [tuple(e[0] for e in each)]
        picked += [tuple(draw.choice(e) for e in each) for _ in range(most)]
    return [dict(zip(inputs, one, strict=True)) for one in picked]


def in_python(formula: str, inputs: dict[str, Range]) -> Range | None:
    try:
        return evaluate(formula, inputs)
    except (evidence.EvidenceError, ZeroDivisionError):
        return None


def ends(figure: Range) -> list[float]:
    return [figure.low, figure.high]


def test_every_calculation_is_computed_and_judged_alike(script: Any) -> None:
    trees, relations, gaps, expected, judged, away = [], [], [], [], [], []
    for ident, row in ROWS.items():
        inputs = arithmetic.input_ranges(row)
        tree = compiled(row["formula"], inputs)
        stated = arithmetic.stated(row["says"]) if row["says"] else None
        for place in grid(inputs):
            made = in_python(row["formula"], place)
            trees.append([tree, {name: ends(r) for name, r in place.items()}])
            expected.append((ident, place, made))
            if made and stated:
                relations.append([ends(made), ends(stated)])
                judged.append(arithmetic.relation(made, stated))
                gaps.append([ends(made), ends(stated)])
                away.append(arithmetic.gap(made, stated))
    found = script("evaluate", trees)
    assert len(found) > 10_000
    for (ident, place, made), other in zip(expected, found, strict=True):
        assert (made is None) == (other is None), f"{ident} at {place}: {made}, not {other}"
        if made:
            assert other == pytest.approx(ends(made), rel=1e-12, abs=0), f"{ident} at {place}"
    assert script("relation", relations) == judged
    assert {*judged} == {"equal", "inside", "overlaps", "apart"}
    assert script("gap", gaps) == pytest.approx(away, rel=1e-12, abs=0)


EVERY = "-union(low(a), high(b), a * -b) + (b - 1.5) / 4 - a"


def test_every_part_of_a_formula_is_known_on_the_page(script: Any) -> None:
    inputs = {"a": Range(-2, 3), "b": Range(0.5, 7)}
    tree = compiled(EVERY, inputs)
    used = {
        part for part in json.dumps(tree).split('"') if part in (*arithmetic.FUNCTIONS, *"+-*/")
    }
    assert used == {*arithmetic.FUNCTIONS, *arithmetic.SIGNS.values()}
    made = script("evaluate", [[tree, {name: ends(r) for name, r in inputs.items()}]])[0]
    assert made == pytest.approx(ends(evaluate(EVERY, inputs)), rel=1e-12)
    assert script("evaluate", [[["-", "a"], {"a": [-2, 3]}]]) == [[-3, 2]]


@pytest.mark.parametrize("divisor", [[0, 1], [-1, 0], [-1, 1], [0, 0]])
def test_a_divisor_that_holds_zero_gives_no_result(script: Any, divisor: list[float]) -> None:
    """Not even where what comes of it would be divided again, and so be finite."""
    with pytest.raises(ZeroDivisionError):
        evaluate("1 / (1 / a)", {"a": Range(*divisor)})
    assert script("evaluate", [[["/", 1, ["/", 1, "a"]], {"a": divisor}]]) == [None]


@pytest.mark.parametrize(
    "tree",
    [
        ["constructor", "a"],
        ["toString", "a", 1],
        ["**", "a", 2],
        "constructor",
        "b",
        ["/", 1, ["-", "a", "a"]],
        ["*", 1e308, 1e308],
    ],
)
def test_the_page_computes_nothing_else(script: Any, tree: Any) -> None:
    assert script("evaluate", [[tree, {"a": [1, 2]}]]) == [None]


VALUES = [
    *(0, 0.5, 1, -1, 1.5, 999, 1000, 1234.5, 12345, 13225, 0.03125, 0.09375, 0.00001),
    *(-33.333333, 1e6, 6_170_000, 6_170_001, 1.5e9, 999_999.5, 123456789.125, 66.66666666),
    *(1 / 3, 2 / 3, 1e-7, 2.5, 0.15, 100.05, 43.75, 70, 1.0005e9, 2_500_500, 1967, 1e15),
]


def test_figures_are_written_alike(script: Any) -> None:
    assert script("number", [[v] for v in VALUES]) == [evidence.number(v) for v in VALUES]
    calls, said = [], []
    for unit in (row["id"] for row in evidence.tables()["units"]):
        calls += [[v, movable.unit_words(unit), unit] for v in VALUES]
        said += [evidence.quantity(v, unit) for v in VALUES]
    assert script("quantity", calls) == said


def test_results_are_written_as_on_their_cards(script: Any) -> None:
    calls = [
        [ends(arithmetic.compute(row)), movable.unit_words(row["unit"]), row["unit"]]
        for row in ROWS.values()
    ]
    assert script("described", calls) == [arithmetic.calculation_card(i).value for i in ROWS]
    odd = [round(v * 1.0, 9) for v in VALUES if v]
    assert script("four", [[v] for v in odd]) == [float(f"{v:.4g}") for v in odd]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 000,5", 1000.5),
        ("1\u00a0000,5", 1000.5),
        ("1,000.5", 1000.5),
        ("1.000,5", 1000.5),
        ("1,000", 1000),
        ("1,5", 1.5),
        (" $ 450 ", 450),
        ("1.5 million", 1_500_000),
        ("−3", -3),
        ("1e3", 1000),
        ("", None),
        ("abc", None),
        ("4 5 six", None),
        ("1,2,3", None),
        ("0x10", None),
        ("--1", None),
    ],
)
def test_what_a_reader_types(script: Any, text: str, value: float | None) -> None:
    found = script("numberOf", [[text]])[0]
    assert math.isnan(found) if value is None else found == value


def test_a_huge_number_is_a_number(script: Any) -> None:
    assert script("numberOf", [["1e999"], ["9" * 400]]) == [math.inf, math.inf]


@pytest.mark.parametrize(
    ("text", "figure", "moved", "said"),
    [
        ("between 2.7 and 9.6 dollars", (2.7, 9.6), (3.918, 7.836), "between 3.9 and 7.8 dollars"),
        ("between 2.7 and 9.6 dollars", (2.7, 9.6), (4, 4), "4 dollars"),
        ("$108 to 192 million", (108e6, 192e6), (110e6, 1.5e8), "$110 to 150 million"),
        ("$583–833", (583.3, 833.3), (600, 600), "$600"),
        ("minus 33 and 50 dollars", (-33.3, 50), (-10, 20), "minus 10 and 20 dollars"),
        ("minus 33 and 50 dollars", (-33.3, 50), (10, 20), "10 and 20 dollars"),
        (
            "between 50 and minus 33 dollars",
            (-33.3, 50),
            (-10, 20),
            "between 20 and minus 10 dollars",
        ),
        ("15,000", (5000, 15000), (5000, 12345), "12,340"),
        ("five times", (5, 5), (6.2, 6.2), "6.2 times"),
        ("69.8 percent", (69.84, 69.84), (55.87, 83.81), "55.9 to 83.8 percent"),
        ("$8,760 a year", (8760, 8760), (8000, 9000), "$8,000 to $9,000 a year"),
        ("$8,760 a year", (8760, 8760), (-5, -5), "minus $5 a year"),
    ],
)
def test_a_sentence_follows(
    script: Any, text: str, figure: tuple[float, float], moved: tuple[float, float], said: str
) -> None:
    parts = pieces(text, Range(*figure))
    assert script("retold", [[parts, list(moved), text]]) == [said]


def test_a_sentence_that_is_not_moved_reads_as_before(script: Any) -> None:
    """The pieces of every figure that the prose links, put together again."""
    texts = [("between 2.7 and 9.6 dollars", (2.7, 9.6)), ("$0.9 to 1.5 billion", (9e8, 1.5e9))]
    calls = [[pieces(text, Range(*figure)), list(figure), text] for text, figure in texts]
    assert script("retold", calls) == [text for text, _ in texts]


@pytest.mark.parametrize("text", ["2.7 and 11 dollars", "in 1947 some 9.6", "more than half", ""])
def test_other_numbers_are_not_taken_for_the_figure(text: str) -> None:
    assert pieces(text, Range(2.7, 9.6)) == []


# --- what a page carries


def test_a_page_carries_what_it_links_and_no_more() -> None:
    found = movable.data(
        [
            ("calc-planned-vs-savings", "between 2.7 and 9.6 dollars"),
            ("planned-money", "450 to 800 dollars"),
            ("planned-money", "no such payment"),
            ("arrivals-1947", "35,000"),
        ]
    )
    assert set(found["calculations"]) == {"calc-planned-vs-savings"}
    assert set(found["claims"]) == {"planned-money", "savings-2005-2014"}
    assert set(found["units"]) == {"USD/month", "USD/year", "ratio"}
    assert set(found["links"]["planned-money"]) == {"450 to 800 dollars"}
    assert "arrivals-1947" not in found["links"]
    assert movable.data([("planned-money", "450")]) == {}


def test_what_cannot_be_moved_has_no_plan() -> None:
    assert movable.plan("calc-loggers-1957-years") is None, "a year is a date"
    assert movable.plan("calc-workforce-damaged") is None, "only ends are used"
    assert movable.plan("calc-loggers-ever")["whole"] == ["period"]  # type: ignore[index]


def test_an_unknown_part_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ROWS["calc-mining-share"] | {"formula": "part ** total"}
    monkeypatch.setattr(arithmetic, "calculation", lambda _: row)
    with pytest.raises(evidence.EvidenceError, match=r"'calc-mining-share'.*'part \*\* total'"):
        movable.plan("calc-mining-share")


def test_only_running_text_is_moved() -> None:
    def link(ident: str) -> nodes.reference:
        return nodes.reference("", "a\n figure", refuri=f"back/x.html#{ident}", classes=["claim"])

    text = nodes.section("", nodes.title("", "", link("calc-title")))
    text += nodes.paragraph("", "", link("calc-text"))
    text += nodes.container("", nodes.paragraph("", "", link("calc-card")), classes=["ev"])
    text += nodes.container("", nodes.paragraph("", "", link("calc-folded")))
    assert [*movable.running(text)] == [("calc-text", "a figure"), ("calc-folded", "a figure")]


def test_the_data_cannot_end_its_element() -> None:
    assert "</script><b>" not in movable.script({"a": "</script><b>"})
