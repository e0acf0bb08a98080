"""The chart parts that chapters share: finished they have no faults, and they draw the given rows
and fields.
"""

from __future__ import annotations

import json
from typing import Any

import altair as alt
import pandas as pd
import pytest
import vl_convert

from dispatched import charts
from tests.chart_data import (
    DRAWN,
    ENDS,
    GROUPS,
    LUCK,
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
    WAGE,
    WORDS_OF_BARGAIN,
    YEAR,
    balance,
    layer,
    marks,
    present,
    rows,
    values,
)


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
    tables = (PEOPLE, SHARES, SCORES, ENDS, WAGE, STOCK, YEAR, LUCK)
    before = [table.copy() for table in tables]
    PARTS[name]()
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


@pytest.mark.parametrize("build", [present, balance])
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
    assert layer(spec, "point")["transform"] == [{"filter": "datum.low == datum.high"}]
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


@pytest.mark.parametrize(
    ("name", "columns", "expected"),
    [
        (
            "split_bars",
            ("end", "part", "persons", "place"),
            [
                ("Low", "known", 35, 0),
                ("High", "known", 35, 0),
                ("Low", "other", 15, 1),
                ("High", "other", 45, 1),
            ],
        ),
        (
            "split_areas",
            ("living", "part", "share", "place"),
            [
                (0, "kept", 100, 0),
                (50, "kept", 50, 0),
                (100, "kept", 0, 0),
                (0, "spent", 0, 1),
                (50, "spent", 50, 1),
                (100, "spent", 100, 1),
            ],
        ),
    ],
)
def test_parts_stand_in_the_order_of_the_columns(name: str, columns: tuple, expected: list) -> None:
    spec = PARTS[name]().to_dict()
    assert rows(spec, *columns) == expected
    assert spec["encoding"]["color"]["scale"] == {
        "domain": [expected[0][1], expected[-1][1]],
        "range": THREE[:2],
    }
    assert spec["encoding"]["order"]["field"] == "place"


def test_as_many_colors_as_parts() -> None:
    with pytest.raises(ValueError, match="zip"):
        charts.split_bars(
            ENDS, "end", "persons", colors=THREE, titles=["People (persons)", "End", "Part"]
        )


def test_the_people_present_are_stacked_and_compared() -> None:
    spec = present().to_dict()
    bar, rule = layer(spec, "bar"), layer(spec, "rule")
    assert bar["transform"][0] == {"fold": list(GROUPS), "as": ["group", "persons"]}
    # The first group on top, in every version of Vega-Lite.
    assert bar["transform"][1] == {
        "calculate": f"-indexof({json.dumps(list(GROUPS))}, datum.group)",
        "as": "layer",
    }
    assert bar["encoding"]["order"]["field"] == "layer"
    assert bar["encoding"]["y"]["scale"] == {"domain": [0, 300]}
    assert bar["encoding"]["color"]["legend"]["labelExpr"] == f"{json.dumps(GROUPS)}[datum.label]"
    assert rows(spec, "label", "persons") == [("120 (islands)", 120)]
    assert rule["encoding"]["strokeDash"]["field"] == "label"


def test_lines_of_rules_have_their_own_dash_and_their_end_in_words() -> None:
    spec = balance().to_dict()
    lines = [part for part in spec["layer"] if part["mark"]["type"] == "line"]
    ends = [part for part in spec["layer"] if part["mark"]["type"] == "text"]
    assert [part["encoding"]["y"]["field"] for part in lines] == list(RULES)
    assert len({tuple(part["mark"]["strokeDash"]) for part in lines}) == len(RULES)
    assert [part["transform"][0] for part in ends] == [{"filter": "datum.month == 12"}] * len(RULES)
    assert all(
        name in part["transform"][1]["calculate"]
        for name, part in zip(RULES.values(), ends, strict=True)
    )
    assert lines[0]["encoding"]["y"]["scale"] == {"domain": [-3000, 4000]}
    assert rows(spec, "low", "high", "rule") == [(1000, 2000, "Reported")]


def test_a_class_holds_its_lower_end() -> None:
    spec = PARTS["histograms"]().to_dict()
    assert rows(spec, "rule", "from", "to", "workers") == [
        ("Fixed sum", -1000, -500, 1),
        ("Fixed sum", -500, 0, 1),
        ("Fixed sum", 0, 500, 2),
        ("Fixed sum", 500, 1000, 1),
        ("Levy", 0, 500, 3),
        ("Levy", 500, 1000, 2),
    ]


def test_what_each_party_gets_is_said_in_amount_and_percent() -> None:
    spec = PARTS["party_bars"]().to_dict()
    assert layer(spec, "bar")["encoding"]["x"]["scale"] == {"domain": [0, 60]}
    assert layer(spec, "bar")["encoding"]["color"]["scale"]["domain"] == list(PARTIES)
    assert layer(spec, "bar")["encoding"]["y"]["sort"] == list(PARTIES)
    picture = vl_convert.vegalite_to_svg({**spec, "$schema": charts.SCHEMA})
    for words in WORDS_OF_BARGAIN:
        assert words in picture


def test_the_legend_of_the_histograms_says_what_the_groups_are() -> None:
    assert PARTS["histograms"]().to_dict()["encoding"]["color"]["title"] == "Rule"
    chart = charts.histograms(
        LUCK,
        title="Left (US dollars)",
        width=500,
        ticks=[0],
        colors=THREE[:2],
        legend="Short months",
    ).to_dict()
    assert (
        chart["encoding"]["color"]["title"]
        == chart["encoding"]["tooltip"][0]["title"]
        == "Short months"
    )
