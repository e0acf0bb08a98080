"""Scenes of charts: what is read, what is refused, and that a hostile specification harms its
author only.
"""

from __future__ import annotations

import copy
import json
import time
from typing import Any

import altair as alt
import pandas as pd
import pytest

from dispatched.checks import charting, units
from dispatched.checks import scenes as own
from dispatched.checks.in_short import shortly
from dispatched.checks.judge import judge
from dispatched.checks.tasks import load
from dispatched.grading import keys, sandbox, scenes
from dispatched.grading.make_key import make_chart_key

TABLE = pd.DataFrame({"year": [1946, 1947, 1948], "persons": [10, 35, 12], "kind": ["a", "b", "a"]})
BARS = (
    alt.Chart(TABLE, title="Most came in 1947")
    .mark_bar()
    .encode(x="year:O", y=alt.Y("persons:Q", title="Arrivals"))
)
SPEC = json.loads(json.dumps(BARS.to_dict()))


def changed(**parts: Any) -> dict[str, Any]:
    return copy.deepcopy(SPEC) | parts


def test_a_scene_holds_what_is_drawn() -> None:
    found = own.scene(SPEC)
    assert found["title"] == "Most came in 1947"
    assert found["axes"] == {"x": ["year"], "y": ["Arrivals"]}
    (bars,) = found["marks"]
    assert bars["mark"] == "bar"
    assert bars["channels"]["y"] == {
        "field": "persons",
        "type": "linear",
        "kind": "continuous",
        "stacked": True,
        "shares": False,
    }
    assert [i["values"] for i in bars["items"]] == [
        {"x": y, "y": p} for y, p in ((1946, 10), (1947, 35), (1948, 12))
    ]
    assert all(i["seen"] and i["inside"] and i["true"] for i in bars["items"])


@pytest.mark.parametrize(
    "mark", ["bar", "line", "point", "tick", "rect", "area", "circle", "square", "rule"]
)
def test_every_mark_says_its_values(mark: str) -> None:
    found = own.scene(changed(mark=mark))["marks"]
    assert [i["values"]["y"] for i in found[0]["items"]] == [10, 35, 12]
    assert all(i["inside"] and i["true"] for i in found[0]["items"])


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (changed(data={"url": "https://example.org/a.csv"}), "by an address"),
        (changed(data={"url": "https://example.org/a.csv", "values": []}), "by an address"),
        (changed(data={"sequence": {"start": 0, "stop": 1e9}}), "rows of its own"),
        (changed(title="x" * 2_000_000), "too large"),
        (changed(title="(" * 900_000), "too long to be drawn"),
        (json.loads('{"a":' * 500 + "1" + "}" * 500), "too deeply"),
        (changed(mark="blob"), "cannot be drawn"),
        (None, "not the specification"),
        ([1], "not the specification"),
        (
            changed(data={"values": [{"year": n, "persons": 1} for n in range(5000)]}),
            "more than 2,000 marks",
        ),
    ],
)
def test_what_is_refused(spec: Any, said: str) -> None:
    began = time.monotonic()
    assert said in own.scene(spec)["error"]
    assert time.monotonic() - began < 30


def test_a_table_may_have_a_column_named_url() -> None:
    rows = TABLE.assign(url="https://example.org/").to_dict("records")
    assert len(own.scene(changed(data={"values": rows}))["marks"][0]["items"]) == 3


def test_the_sandbox_draws_the_same() -> None:
    value = {"is": "chart", "spec": SPEC, "scene": {"marks": "forged"}}
    assert scenes.attach(value, scenes.draw)["scene"] == own.scene(SPEC)
    assert scenes.attach({"is": "number", "number": 1, "scene": {}}, scenes.draw) == {
        "is": "number",
        "number": 1,
    }


SLOW = [
    {"calculate": "test(/^(a+)+$/, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')", "as": "z"},
    {"filter": "datum.z"},
]
LARGE = [{"calculate": "sequence(0, 1e8)", "as": "z"}, {"flatten": ["z"]}]


@pytest.mark.parametrize(
    "transform", [SLOW, LARGE], ids=["a pattern without end", "a hundred million rows"]
)
def test_a_specification_that_never_ends_costs_its_author_only(
    transform: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scenes, "SECONDS", 6)
    began = time.monotonic()
    value = scenes.attach({"is": "chart", "spec": changed(transform=transform)}, scenes.draw)
    assert time.monotonic() - began < 30
    task = next(
        t
        for t in load(keys.EXERCISES / "05-2000-contract-work" / "tasks.toml")
        if t["id"] == "05-chart"
    )
    key = {
        "id": "05-chart",
        "kind": "chart",
        "rules": task["chart"],
        "tolerance": 0.005,
        "answer": "chart",
    }
    found = judge(key, value)
    assert (found.ok, found.share) == (False, 0)
    assert "chart" in found.text.lower()


def test_nothing_is_drawn_without_walls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "available", lambda: "")
    with pytest.raises(sandbox.NoSandboxError):
        scenes.draw(json.dumps(SPEC))


def test_a_missing_library_is_no_fault_of_the_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    assert own.scene(SPEC) == {"unable": "the package vl-convert-python is not installed"}


@pytest.mark.parametrize(
    ("title", "unit", "good"),
    [
        ("Left (US dollars)", "US dollars", True),
        ("Left [USD]", "US dollars", True),
        ("Left （$）", "US dollars", True),
        ("Left, US$", "US dollars", True),
        ("Left in dollars a month", "US dollars", True),
        ("Left (rubles)", "US dollars", False),
        ("Left (million US dollars)", "US dollars", False),
        ("Left (million US dollars)", "million US dollars", True),
        ("Left (US dollars)", "million US dollars", False),
        ("Left (mln USD)", "million US dollars", True),
        ("Dollars left", "US dollars", False),
        ("Workers in Russia", "persons", False),
        ("Stock (workers)", "persons", True),
        ("Share (%)", "percent", True),
        ("Share %", "percent", True),
        ("Share (percentage points)", "percent", False),
        ("Score (0 tight, 4 free)", True, True),
        ("Score", True, False),
        ("Score ()", True, False),
        ("(" * 10**6, "persons", False),
        ("Part (of the pay)", ["pay", "wage"], True),
        ("Part (percent)", ["pay", "wage"], False),
        ("Day (hours)", "hours", True),
    ],
)
def test_units(title: str, unit: Any, good: bool) -> None:
    began = time.monotonic()
    assert units.names_unit(title, unit) is good
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("title", "good"),
    [
        ("Most came in 1947", True),
        ("t", False),
        ("  ", False),
        ("My chart", False),
        ("bad", False),
        ("fixed by bad", False),
        ("Plot of the line", False),
        ("Долги растут", True),
        ("노동자가 줄었다", True),
        ("x" * 10**6, False),
        ("1947 1948", False),
    ],
)
def test_titles_say_something(title: str, good: bool) -> None:
    assert units.says_something(title, {"bad", "fixed"}) is good


def test_a_task_may_leave_the_direction_free() -> None:
    task = {
        "id": "99-c",
        "tolerance": 0.005,
        "chart": {
            "mark": ["bar"],
            "data": True,
            "direction": "free",
            "channels": {"x": {"field": "year"}, "y": {"field": "persons", "zero": True}},
        },
    }
    key = make_chart_key(task, own.scene(SPEC))
    turned = alt.Chart(TABLE).mark_bar().encode(y="year:O", x="persons:Q")
    assert charting.faults("99-c", key, own.scene(turned.to_dict()), 0.005) == []
    key["rules"] = {**key["rules"], "direction": "fixed"}
    assert charting.faults("99-c", key, own.scene(turned.to_dict()), 0.005)


def test_a_chart_in_a_few_words() -> None:
    value = {"is": "chart", "spec": SPEC, "scene": own.scene(SPEC)}
    assert shortly(value) == "chart: 3 bar marks (x year, y persons)"
    assert (
        shortly(
            {
                "is": "function",
                "results": [{"is": "number", "number": 6.0}, {"is": "text", "text": "a"}],
            }
        )
        == "function that gives 6, a"
    )
    assert (
        shortly({"is": "table", "columns": {"a": [1.5], "b": ["x"]}, "rows": 1})
        == "table of 1 row: a, b; first 1.5, x"
    )
    for strange in (
        {"is": "list", "items": 5},
        {"is": "table", "columns": 5},
        {"is": "chart", "scene": {"marks": 5}},
    ):
        assert isinstance(shortly(strange), str)
