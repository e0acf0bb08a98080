"""What is said of each channel of a chart, of its marks and its title, and what that costs."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dispatched.checks import charting, judge, marks
from tests.test_checks_reading import FORWARD, bar, scene

NONE = "Nothing is encoded by {}."
NO_TITLE = "The {} channel has no title of its own: a column's name or a letter is not a title."
OTHER = "The {} channel shows another column than the task asks for."
KIND = "The {} channel treats its values as {}. Are they that?"
BINS = "The values are put into bins. The task asks for the values themselves."
KNOWN = {"x": [1946, 1947], "y": [10, 35]}
RULES = {"x": {"field": "year"}, "y": {"field": "persons"}}


def key(known: Any = None, **rules: Any) -> dict[str, Any]:
    """The key of a task whose solution shows these values on its channels."""
    rules = {"mark": ["bar"], "channels": RULES} | rules
    found = {"id": "99-c", "kind": "chart", "answer": "chart", "tolerance": 0.005, "rules": rules}
    if known is not None:
        rows = zip(*known.values(), strict=True)
        cells = [
            {
                c: marks.digests_of("99-c", c, v, ["x"], 0.005)
                for c, v in zip(known, row, strict=True)
            }
            for row in rows
        ]
        found |= {"drawn": [[one] for one in cells], "exact": ["x"]}
    return found


def told(of: dict[str, Any], found: dict[str, Any]) -> tuple[list[str], int]:
    """What is said of a scene, and how many rules it breaks."""
    wrong = charting.faults("99-c", of, found, 0.005)
    return list(wrong), wrong.broken


def changed(**channels: Any) -> dict[str, Any]:
    """The scene of two bars with other words about its channels; None takes one away."""
    found = copy.deepcopy(scene(FORWARD))
    known = found["marks"][0]["channels"]
    found["marks"][0]["channels"] = {
        c: known.get(c, {}) | channels.get(c, {}) for c in known if channels.get(c, {}) is not None
    }
    return found


@pytest.mark.parametrize(
    ("channel", "rule", "found", "wanted", "broken"),
    [
        ("size", {"field": "n", "type": "quantitative", "title": True}, {}, [NONE], 3),
        ("size", {}, {}, [NONE], 1),
        ("tooltip", {"field": "n"}, {"tooltip": {"field": "other"}}, [], 0),
        ("y", {"type": "quantitative"}, {}, [], 0),
        ("y", {"type": ["ordinal", "quantitative"]}, {}, [], 0),
        ("x", {"type": "nominal"}, {}, [], 0),
        ("x", {"type": "quantitative"}, {}, [KIND.format("{}", "names or steps")], 1),
        ("y", {"type": "ordinal"}, {}, [KIND.format("{}", "amounts")], 1),
        ("y", {"type": "temporal"}, {"y": {"kind": "time"}}, [], 0),
        (
            "x",
            {"type": "ordinal"},
            {"x": {"kind": "time"}},
            [KIND.format("{}", "points in time")],
            1,
        ),
        ("y", {"scale": "linear"}, {}, [], 0),
        ("y", {"scale": ["log", "linear"]}, {}, [], 0),
        ("y", {"scale": "log"}, {}, ["The {} axis has a linear scale."], 1),
        ("y", {"title": True}, {}, [], 0),
        ("y", {"unit": "persons"}, {}, [NO_UNIT := "The title of the {} channel does not name "
                                       "the unit in brackets."], 1),
    ],
)  # fmt: skip
def test_a_channel_is_told_by_its_name(
    channel: str, rule: Any, found: Any, wanted: list[str], broken: int
) -> None:
    given = changed(**found)
    given["marks"][0]["channels"] |= {c: v for c, v in found.items() if c == "tooltip"}
    said = [text.format(channel) for text in wanted]
    assert told(key(channels={channel: rule}), given) == (said, broken)


@pytest.mark.parametrize(
    ("title", "unit", "wanted"),
    [
        ("Arrivals (persons)", "persons", []),
        ("Arrivals", "persons", "does not name the unit in brackets"),
        ("Arrivals (rubles)", "persons", "names another unit than the values have"),
        ("Pay (percent)", ["wage"], "says percent, but not percent of what"),
        ("Pay (rubles)", ["wage"], "names something else in brackets than the task asks for"),
        ("Pay (of the wage)", ["wage"], []),
    ],
)
def test_a_title_names_its_unit(title: str, unit: Any, wanted: Any) -> None:
    found = scene(FORWARD, axes={"x": [], "y": [title]})
    said = [f"The title of the y channel {wanted}."] if wanted else []
    assert told(key(channels={"y": {"unit": unit}}), found)[0] == said
    assert told(key(channels={"y": {"title": True}}), found)[0] == []


def test_a_key_of_color_has_a_title_too() -> None:
    rules = key(channels={"color": {"field": "kind", "title": True}})
    assert told(rules, scene(FORWARD)) == ([], 0)
    for legends in ([], ["kind"], ["k"], ["(Kind)"]):
        found = scene(FORWARD, legends=legends)
        assert told(rules, found) == ([NO_TITLE.format("color")], 1), legends


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Most came in 1947", []),
        ("  ", ["The chart has no title."]),
        ("My chart", ["The chart's title says nothing yet: write in words what one sees."]),
        ("persons year", ["The chart's title says nothing yet: write in words what one sees."]),
    ],
)
def test_the_chart_has_a_title_that_says_something(title: str, wanted: list[str]) -> None:
    found = scene(FORWARD, title=title)
    assert told(key(title=True, channels={}), found) == (wanted, len(wanted))
    assert told(key(channels={}), found) == ([], 0)


def test_other_marks_are_named_once_in_their_order() -> None:
    found = scene(FORWARD, mark="square")
    found["marks"] = [
        {**found["marks"][0], "mark": mark} for mark in ("trail", "square", "circle", "area")
    ]
    wrong = charting.faults("99-c", key(), found, 0.005)
    assert list(wrong) == [
        "The chart uses area, line, point marks. Think about which mark shows this question best, "
        "and read the task again."
    ]
    assert wrong.fatal


def test_values_are_told_where_all_else_is_right() -> None:
    of = key(KNOWN)
    assert told(of, scene(FORWARD)) == ([], 0)
    more = scene([*FORWARD, bar(2, 1948, 12)])
    said = "The chart draws {}, {} than the task asks for."
    assert told(of, more) == ([said.format("3 marks", "more")], 1)
    fewer = scene(FORWARD[:1])
    assert told(of, fewer) == ([said.format("1 mark", "fewer")], 1)
    swapped = scene([bar(0, 1946, 35), bar(1, 1947, 10)])
    apart = "Each channel has the right values, but they do not belong together: look at one mark "
    assert told(of, swapped) == ([f"{apart}and its row."], 1)
    off = scene([bar(0, 1946, 10), bar(1, 1947, 99)])
    shown = "The marks are right, but the values that they show on {} are not those asked for."
    assert told(of, off) == ([shown.format("y")], 1)
    both = scene([bar(0, 1946, 10), bar(1, 1950, 99)])
    assert told(of, both) == ([shown.format("x and y")], 1)
    binned = changed(x={"span": True})
    assert told(of, binned) == ([BINS], 1)
    assert told(of, changed(x={"span": True, "kind": "time"})) == ([], 0)
    silent = changed(y={"field": "other"})
    silent["marks"][0]["items"] = off["marks"][0]["items"]
    assert told(of, silent) == ([OTHER.format("y")], 2)
    summed = changed(y={"field": "sum_Persons"})
    summed["marks"][0]["items"] = off["marks"][0]["items"]
    assert told(of, summed) == ([shown.format("y")], 1)


def test_a_chart_may_be_turned_where_its_direction_is_free() -> None:
    turned = changed()
    channels = turned["marks"][0]["channels"]
    channels["x"], channels["y"] = channels["y"], channels["x"]
    turned["marks"][0]["items"] = [
        one
        | {"values": {"x": one["values"]["y"], "y": one["values"]["x"]}}
        | {"zero": {"x": True}, "way": {"x": 1}}
        for one in FORWARD
    ]
    assert told(key(KNOWN, direction="free"), turned) == ([], 0)
    assert told(key(KNOWN, direction="free"), scene(FORWARD)) == ([], 0)
    assert told(key(KNOWN), turned)[0] == [OTHER.format("x"), OTHER.format("y")]


def points(found: dict[str, Any], of: dict[str, Any]) -> tuple[float, str]:
    verdict = judge.judge(of, {"is": "chart", "spec": {}, "scene": found})
    return verdict.share, verdict.text


def test_what_a_fault_costs() -> None:
    of = key(KNOWN, title=True)  # with the values and the title there are five rules
    right = "Right. Now read your chart aloud: does its title say what one sees?"
    assert points(scene(FORWARD), of) == (1, right)
    assert points(scene(FORWARD, title=""), of) == (0.8, "The chart has no title.")
    off = scene([bar(0, 1946, 10), bar(1, 1947, 99)])
    share, text = points(off, of)
    assert share == 0.5
    assert text.startswith("The marks are right")
    assert points(off | {"title": ""}, of) == (0.5, "The chart has no title.")
    two = scene([bar(0, 1947, 35), bar(1, 1946, 10)], title="", labels={"x": "wrong"})
    share, text = points(two, of)
    assert share == 0
    assert text == (
        "The chart has no title. The labels of the x axis do not say the values of the marks "
        "beside them."
    )
    assert points({"error": "It cannot be drawn."}, of) == (0, "It cannot be drawn.")
    assert points(scene([]), of) == (0, charting.UNSEEN)
    nobody = judge.judge(of, {"is": "chart", "spec": {}})
    undrawn = "The chart could not be drawn here, so nothing judged it: it was not drawn"
    note = "99-c: a person has to look at the chart; it was not drawn"
    assert (nobody.ok, nobody.share, nobody.text) == (False, 0, f"{undrawn}.")
    assert nobody.note == note
