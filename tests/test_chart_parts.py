"""The chart parts that chapters share: finished they have no faults, and they draw the given rows
and fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd
import pytest
import vl_convert

from dispatched import charts
from dispatched.charts import reach
from tests.chart_parts import (
    DRAWN,
    ENDS,
    GROUPS,
    PARTIES,
    PARTS,
    PEOPLE,
    RANGES,
    RULES,
    SCORES,
    SEEN,
    SHARES,
    STOCK,
    THREE,
    YEAR,
    balance,
    case,
    marks,
    present,
)

# 35 percent of 10,000; 65 percent less the pay; twelve times 100. In multiples of 1,200: 2.9 and
# 4.4.
WORDS_OF_BARGAIN = [
    "North Korea: 3,500 rubles, 2.9 times the pay",
    "Enterprise: 5,300 rubles, 4.4 times the pay",
    "Logger's pay: 1,200 rubles<",
]


def values(spec: Any, key: str) -> list[Any]:
    """Everything that stands under a key, however deep."""
    found = []
    if isinstance(spec, dict):
        found = [spec[key]] if key in spec else []
        found += [value for part in spec.values() for value in values(part, key)]
    elif isinstance(spec, list):
        found = [value for part in spec for value in values(part, key)]
    return found


def drawn(chart: alt.TopLevelMixin) -> dict[str, list[dict]]:
    """Kind of mark → the marks that are drawn, with place, size and color; no axis or legend."""

    def marks(node: dict) -> Iterator[tuple[str, dict]]:
        for item in node.get("items", []):
            if node["marktype"] == "group":
                for part in item.get("items", []):
                    yield from marks(part)
            elif node.get("role") == "mark":
                yield node["marktype"], item

    scene = vl_convert.vegalite_to_scenegraph({**chart.to_dict(), "$schema": charts.SCHEMA})
    found: dict[str, list[dict]] = {}
    for kind, item in marks(scene["scenegraph"]):
        found.setdefault(kind, []).append(item)
    return found


def layer(spec: dict, mark: str) -> dict:
    """The one layer with this kind of mark."""
    (found,) = [part for part in spec["layer"] if part["mark"]["type"] == mark]
    return found


def rows(spec: dict, *columns: str) -> list[tuple]:
    """The rows of the only data set that has these columns."""
    (data,) = [data for data in spec["datasets"].values() if set(columns) <= set(data[0])]
    return [tuple(row[c] for c in columns) for row in data]


@pytest.mark.parametrize("name", PARTS)
def test_a_finished_part_has_no_faults(name: str) -> None:
    done = charts.figure(
        PARTS[name](), title="A title", description=SEEN, note="Numbers: invented."
    )
    assert charts.faults(done.to_dict()) == []


@pytest.mark.parametrize("name", PARTS)
def test_rows_and_fields_are_those_given(name: str) -> None:
    spec = PARTS[name]().to_dict()
    count, fields = DRAWN[name]
    assert max(len(data) for data in spec["datasets"].values()) == count
    assert {field for field in values(spec, "field") if isinstance(field, str)} == fields


@pytest.mark.parametrize("name", PARTS)
def test_the_given_table_is_left_as_it_was(name: str) -> None:
    tables = (PEOPLE, SHARES, SCORES, ENDS, STOCK, YEAR)
    before = [table.copy() for table in tables]
    PARTS[name]()
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_a_figure_that_keeps_silent_is_gray_and_can_be_seen() -> None:
    found = drawn(PARTS["speaking"]())
    areas = [(item["stroke"] == reach.GRAY, item["fillOpacity"]) for item in found["rect"]]
    assert areas == [(False, 0.35), (False, 0.35), (True, 0)]


@pytest.mark.parametrize("build", [present, balance, case])
def test_an_explorer_can_draw_on_named_data(build: Any) -> None:
    done = charts.figure(
        build(alt.NamedData("model")), title="A title", description=SEEN, note="Model: ours."
    )
    spec = done.to_dict()
    assert charts.faults(spec) == []
    assert {"name": "model"} in values(spec, "data")


def test_bars_run_from_low_to_high_below_their_words() -> None:
    spec = PARTS["worded_bars"]().to_dict()
    bar, words = layer(spec, "bar"), layer(spec, "text")
    assert (bar["encoding"]["x"]["field"], bar["encoding"]["x2"]["field"]) == ("low", "high")
    assert bar["encoding"]["x"]["scale"] == {"domain": [0, 100]}
    assert words["encoding"]["text"]["field"] == "what"
    assert words["mark"]["yOffset"] < bar["mark"]["yOffset"]


def test_a_range_has_a_mark_at_both_ends_shaped_by_kind() -> None:
    spec = marks().to_dict()
    points = [part for part in spec["layer"] if part["mark"]["type"] == "point"]
    assert [part["encoding"]["x"]["field"] for part in points] == ["from", "to"]
    for part in points:
        assert part["encoding"]["shape"]["field"] == "measure"
        assert part["encoding"]["shape"]["scale"]["domain"] == ["flow", "stock", "count"]


def test_a_single_value_is_a_dot() -> None:
    spec = PARTS["range_bars"]().to_dict()
    (dot,) = drawn(PARTS["range_bars"]())["symbol"]
    assert dot["x"] == pytest.approx(charts.WIDTH * 150 / 250)
    assert layer(spec, "rule")["encoding"]["x2"]["field"] == "high"
    assert layer(spec, "rule")["encoding"]["x"]["scale"] == {"domain": [0, 250]}
    assert (
        spec["height"]
        > charts.range_bars(RANGES[:1], title="Money (US dollars)", top=250).to_dict()["height"]
    )


def test_a_dumbbell_keeps_the_legend_of_its_eras() -> None:
    """The size has no legend; with the domain of the colors it would take their legend away too."""
    encoding = layer(PARTS["dumbbell"]().to_dict(), "point")["encoding"]
    assert encoding["color"]["scale"] == charts.era_scale(["1946", "1967", "2000"]).to_dict()
    assert encoding["shape"]["scale"]["domain"] == ["1946", "1967", "2000"]
    assert encoding["size"]["legend"] is None
    assert "domain" not in encoding["size"]["scale"]
    assert encoding["y"]["sort"] == ["Pay", "Exit"]


def test_parts_stand_in_the_order_of_the_columns() -> None:
    spec = PARTS["split_bars"]().to_dict()
    assert rows(spec, "end", "part", "persons", "place") == [
        ("Low", "known", 35, 0),
        ("High", "known", 35, 0),
        ("Low", "other", 15, 1),
        ("High", "other", 45, 1),
    ]
    shades = {"domain": ["known", "other"], "range": THREE[:2]}
    assert spec["encoding"]["color"]["scale"] == shades
    assert spec["encoding"]["order"]["field"] == "place"


def test_as_many_colors_as_parts() -> None:
    with pytest.raises(ValueError, match="zip"):
        charts.split_bars(
            ENDS, "end", "persons", colors=THREE, titles=["People (persons)", "End", "Part"]
        )


def test_the_people_present_are_stacked_and_compared() -> None:
    spec = present().to_dict()
    bar, rule = layer(spec, "bar"), layer(spec, "rule")
    assert bar["encoding"]["y"]["scale"] == {"domain": [0, 300]}
    assert bar["encoding"]["color"]["legend"]["labelExpr"] == f"{json.dumps(GROUPS)}[datum.label]"
    assert rows(spec, "label", "persons") == [("120 (islands)", 120)]
    assert rule["encoding"]["strokeDash"]["field"] == "label"


def test_the_first_group_stands_on_top_and_each_is_as_high_as_it_has_people() -> None:
    bars = sorted(drawn(present())["rect"], key=lambda bar: bar["x"])
    height = present().to_dict()["height"]
    person = height / 300
    for year, row in enumerate(STOCK.to_dict("records")):
        column = {bar["fill"]: bar for bar in bars[3 * year : 3 * year + 3]}
        top = height - person * row["stock"]
        for group, color in zip(GROUPS, THREE, strict=True):
            assert column[color]["height"] == pytest.approx(person * row[group]), (year, group)
            assert column[color]["y"] == pytest.approx(top), (year, group)
            top += column[color]["height"]


def test_lines_of_rules_have_their_own_dash_and_their_end_in_words() -> None:
    spec = balance().to_dict()
    lines = [part for part in spec["layer"] if part["mark"]["type"] == "line"]
    assert [part["encoding"]["y"]["field"] for part in lines] == list(RULES)
    dashes = [part["mark"]["strokeDash"] for part in lines]
    assert len({*map(tuple, dashes)}) == len(RULES)
    keys = [part for part in spec["layer"] if "x2" in part["encoding"]]
    assert [part["mark"]["strokeDash"] for part in keys] == dashes, "a key is not as its line"
    assert [part["encoding"]["y"] for part in keys] == [{"value": n} for n in (12, 30, 48)]
    assert [part["mark"]["color"] for part in keys] == [part["mark"]["color"] for part in lines]
    assert len({part["mark"]["color"] for part in lines}) == len(RULES)
    ends = drawn(balance())["text"]
    assert [end["text"] for end in ends] == [
        "Fixed sum, end of year: $1,300",
        "Levy, end of year: $1,550",
        "Supervised, end of year: $450",
    ]
    assert len({end["y"] for end in ends}) == len(RULES), "one stands over another"
    assert lines[0]["encoding"]["y"]["scale"] == {"domain": [-3000, 4000]}
    assert rows(spec, "low", "high", "rule") == [(1000, 2000, "Reported")]


def test_what_each_party_gets_is_said_in_amount_and_percent() -> None:
    spec = PARTS["party_bars"]().to_dict()
    assert layer(spec, "bar")["encoding"]["x"]["scale"] == {"domain": [0, 60]}
    assert layer(spec, "bar")["encoding"]["color"]["scale"]["domain"] == list(PARTIES)
    assert layer(spec, "bar")["encoding"]["y"]["sort"] == list(PARTIES)
    picture = vl_convert.vegalite_to_svg({**spec, "$schema": charts.SCHEMA})
    for words in WORDS_OF_BARGAIN:
        assert words in picture


def test_a_case_shows_its_own_band_and_says_its_inputs_and_its_result() -> None:
    found = drawn(case())
    (band,), (mark,) = found["rect"], found["symbol"]
    percent = charts.WIDTH / 200
    assert (band["x"], band["width"]) == (pytest.approx(20 * percent), pytest.approx(60 * percent))
    assert mark["x"] == pytest.approx(120 * percent)
    said = sorted(found["text"], key=lambda words: words["y"])
    assert [words["text"] for words in said] == [
        "Owed ($): 1,250",
        "Left ($): 2.5",
        "Result, $ a year: 300",
        "It is more than stated",
    ]
    assert len({words["y"] for words in said}) == 4, "one stands over another"
