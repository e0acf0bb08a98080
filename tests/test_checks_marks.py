"""The judge of a chart in its parts: axes and keys, marks against rows, small charts, layers."""

from __future__ import annotations

from typing import Any

import pytest

from dispatched.checks import along, axes, beside, charting, digests, marks
from dispatched.checks.marks import alike, cell, compared, grouped, paired, rows_of

EVERY = {"zero": {}, "ends": {}, "at": {}, "values": {}, "panel": "0 0"}
EVERY |= {"looks": {"dash": [], "strength": 1.0, "width": 1}, "box": [0, 0, 10, 10], "seen": True}


def item(**more: Any) -> dict[str, Any]:
    return EVERY | more


def told(rule: dict[str, Any], *items: dict[str, Any], **scene: Any) -> list[str]:
    """What is said of the y axis; of a key in its place with ``channel``."""
    channel = scene.pop("channel", "y")
    return list(along.faults(channel, rule, {"items": items}, {"axes": {}, "legends": []} | scene))


ENDS = "The y axis does not run between the numbers that the task names."
COMMA = "The numbers at the y axis are not written with a comma."
FROM_ZERO = "The y axis begins at zero. The task asks for one that does not."
ORDER = "The names on y do not stand in the order that the task names."


def test_an_axis_begins_at_zero_where_it_is_asked_not_to() -> None:
    here, there = item(zero={"y": True}), item(zero={"x": True, "y": False})
    assert told({"zero": False}, there, here) == [FROM_ZERO]
    assert told({"zero": False}, there) == told({"zero": True}, here) == told({}, here) == []


@pytest.mark.parametrize(
    ("ends", "good"),
    [
        ([0, 40_000], True),
        ([40_000, 0], True),
        ([0.03, 40_000], True),
        ([0.05, 40_000], False),
        ([0, 40_000.05], False),
        ([0, None], False),
        (None, False),
        ("0 40000", False),
    ],
)
def test_an_axis_runs_between_the_numbers_that_are_named(ends: Any, good: bool) -> None:
    right, other = item(ends={"y": [0, 40_000]}), item(ends={"y": ends})
    assert told({"domain": [0, 40_000]}, right, other) == ([] if good else [ENDS])
    assert told({"domain": [40_000, 0]}, other) == ([] if good else [ENDS])


@pytest.mark.parametrize(
    ("labels", "good"),
    [
        (["0", "1,000", "2,000"], True),
        (["-1,000", "0"], True),
        (["−1,000,000"], True),
        (["0", "1000", "2,000"], False),
        (["1,000", "-2000"], False),
        (["0", "500"], False),
        (["1,00"], False),
        ([], False),
    ],
)
def test_numbers_are_written_with_a_comma(labels: list[str], good: bool) -> None:
    told_of = told({"comma": True}, ticks={"y": labels, "x": ["5"]})
    assert told_of == ([] if good else [COMMA])
    assert told({}, ticks={"y": labels}) == []


def test_where_the_labels_were_not_read_no_comma_was_seen() -> None:
    assert told({"comma": True}) == told({"comma": True}, ticks={"x": ["1,000"]}) == [COMMA]


def test_a_key_that_is_not_asked_for() -> None:
    said = "The task asks for no key of {}, since an axis says the same."
    color = told({"key": False}, channel="color", legends=["Kind"])
    assert color == [said.format("color")]
    shape = told({"key": False}, channel="shape", legends=["Kind"], keys={"shape": ["Kind"]})
    assert shape == [said.format("shape")]
    assert told({"key": False}, channel="shape", legends=["Kind"]) == []
    assert told({"key": True}, channel="color", legends=["Kind"]) == []
    held = {"axes": {"x": ["Year"], "y": ["Persons"]}, "legends": ["Kind"], "keys": {"size": ["n"]}}
    known = {"x": ["Year"], "x2": ["Year"], "y": ["Persons"], "color": ["Kind"], "size": ["n"]}
    assert {c: along.titles(c, held) for c in [*known, "shape"]} == known | {"shape": []}
    assert along.titles("x", held | {"axes": {}}) == []


def test_names_stand_in_their_order_from_the_left_and_from_the_top() -> None:
    def at(name: str, *box: float) -> dict[str, Any]:
        return item(values={"y": name, "x": name}, box=[*box])

    row = [at("b", 30, 0, 40, 9), at("a", 0, 0, 50, 9), at("c", 45, 0, 55, 9)]
    names = {name: digests.digest(name) for name in "abc"}
    assert along.order(row, "x") == [names["a"], names["b"], names["c"]]
    column = [at("B", 0, 30, 9, 40), at("a ", 0, 0, 9, 50), at("a", 0, 90, 9, 99)]
    assert along.order(column, "y") == [names["a"], names["b"]]
    assert told({"sorted": [names["a"], names["b"]]}, *column) == []
    assert told({"sorted": [names["b"], names["a"]]}, *column) == [ORDER]


# --- labels beside marks --------------------------------------------------------------------------


def amounts(*labels: tuple[str, float], panel: str = "0 0", axis: str = "x") -> str:
    """The verdict on labels of an axis on which 0 stands at 0 and 10 at 100 pixels."""
    items = [
        {"panel": panel, "at": {axis: [place, 0, value]}, "values": {axis: value}}
        for place, value in ((0, 0), (50, 5), (100, 10))
    ]
    mark = {"channels": {axis: {"type": "linear"}}, "items": items}
    return axes.judged([(text, place, 0.0) for text, place in labels], [mark], axis)


@pytest.mark.parametrize(
    ("label", "good"),
    [
        (("5", 50), True),
        (("5", 56), True),
        (("5", 57), False),
        (("5", 43), False),
        (("10", 100), True),
        (("0.01k", 100), True),
        (("0.00001M", 100), True),
        (("0.00000001 b", 100), True),
        (("0.00000001G", 100), True),
        (("500%", 50), True),  # a share, written as percent
        (("5%", 50), True),
        (("50%", 50), False),
        (("many", 50), False),
        ((" ", 50), None),
    ],
)
def test_a_label_stands_beside_its_number(label: tuple[str, float], good: bool | None) -> None:
    verdict = {True: "right", False: "wrong", None: "missing"}[good]
    assert amounts(label) == verdict
    assert amounts(label, axis="y") == verdict
    if good is not None:
        assert amounts(label, ("few", 10), ("0", 0)) == ("right" if label[0] == "many" else verdict)


def test_one_amount_alone_says_nothing_of_the_labels() -> None:
    one = {"panel": "0 0", "at": {"x": [50, 0, 5]}, "values": {"x": 5}}
    for kind, verdict in (("linear", "right"), ("log", "right")):
        mark = {"channels": {"x": {"type": kind}}, "items": [one]}
        assert axes.judged([("7", 0, 0.0)], [mark], "x") == verdict
    near = one | {"at": {"x": [50.5, 0, 9]}}
    mark = {"channels": {"x": {"type": "linear"}}, "items": [one, near]}
    assert axes.judged([("7", 0, 0.0)], [mark], "x") == "right"
    assert axes.judged([("x", 0, 0.0)], [mark], "x") == "wrong"


def test_each_small_chart_has_labels_of_its_own() -> None:
    def panel(corner: str, first: int, last: int) -> list[dict[str, Any]]:
        pairs = ((0, first), (100, last))
        return [{"panel": corner, "at": {"y": [p, 0, v]}, "values": {"y": v}} for p, v in pairs]

    items = [*panel("5 0", 0, 10), *panel("5 200", 0, 1000)]
    mark = {"channels": {"y": {"type": "linear"}}, "items": items}
    assert axes.judged([("10", 100, 1.0), ("1,000", 100, 199.0)], [mark], "y") == "right"
    assert axes.judged([("10", 100, 199.0), ("1,000", 100, 1.0)], [mark], "y") == "wrong"


# --- marks against rows ---------------------------------------------------------------------------

KNOWN = [{"x": [digests.digest("99:x", n)]} for n in "abb"]


def holds(known: list[str], channel: str, value: Any) -> bool:
    return digests.digest(f"99:{channel}", value) in known


def given(*names: str) -> list[dict[str, Any]]:
    return [{"x": name} for name in names]


def test_rows_are_alike_each_once_in_any_order() -> None:
    assert alike(holds, KNOWN, given(*"bab"), ["x"])
    for wrong in ("ab", "aab", "abbb", "abc"):
        assert not alike(holds, KNOWN, given(*wrong), ["x"])
    assert alike(holds, [], [], ["x"])


def test_groups_are_paired_whatever_they_are_called() -> None:
    known = [KNOWN[:1], KNOWN[1:], KNOWN[:1]]
    assert paired(holds, known, [given(*"bb"), given("a"), given("a")], ["x"])
    assert paired(holds, known, [given("a"), given("a"), given(*"bb")], ["x"])
    assert not paired(holds, known, [given("a"), given(*"bb")], ["x"])
    assert not paired(holds, known, [given("a"), given("b"), given("b")], ["x"])
    assert not paired(holds, known, [given("a"), given(*"bb"), given("b")], ["x"])
    assert not paired(holds, [], [[]], ["x"])
    assert paired(holds, [], [], ["x"])
    assert grouped([("a", 2), ("b", 1), ("c", 2)]) == [["a", "c"], ["b"]]


def test_what_a_mark_shows_is_a_whole_number_a_share_or_as_it_is() -> None:
    shown = [(5.0, 5), (5.5, 5.5), (1e15, 1e15), (None, None), ("a", "a"), (True, True)]
    for value, wanted in shown:
        found = cell(value, {})
        assert (found, type(found)) == (wanted, type(wanted))
    assert isinstance(cell(1e14, {}), int)
    assert isinstance(cell(1e15, {}), float)
    assert cell(0.25, {"shares": True}) == 25
    assert cell(3, {"shares": True}) == 3
    channels = {"tooltip": {}, "tooltip2": {}, "x": {}, "y": {"shares": True}}
    mark, one = {"channels": channels}, {"values": {"tooltip": "a", "tooltip2": 2.0, "y": 0.5}}
    assert marks.shown_on(one, mark, "tooltip") == ("a", 2)
    assert (marks.shown_on(one, mark, "y"), marks.shown_on(one, mark, "x")) == (50, None)


def test_a_layer_that_repeats_a_mark_counts_it_once() -> None:
    def layer(channels: str, *names: str) -> dict[str, Any]:
        items = [item(values={"y": name}) for name in names]
        return {"channels": {c: {} for c in channels}, "items": items}

    shown = [layer("y", *"ab"), layer("x", "c"), layer("xy", *"abb")]
    assert rows_of(shown, {"x": "y"}) == given(*"abb")
    dashed = rows_of(shown[:1], {"x": "y"}, lambda one: one["panel"])
    assert dashed == [{"x": "a", "look": "0 0"}, {"x": "b", "look": "0 0"}]
    rules = {"channels": {"x": {"field": "a"}, "y": {}, "color": {"field": "b", "names": "free"}}}
    assert compared(rules) == (["x"], ["color"])
    circles = {"mark": "circle", "items": [1]}
    scene = {"marks": [circles, {"mark": "bar", "items": [1]}, {"mark": "point", "items": []}]}
    assert marks.fitting({"mark": ["square"]}, scene) == [circles]
    assert marks.fitting({"mark": ["line"]}, scene) == []


# --- small charts, widths, clicks, maps -----------------------------------------------------------

BELOW = "The small charts do not stand one below the other."
SHARED = "The small charts do not share one axis of x: the same value stands at different places."
WIDTH = "The lines are not as wide as the task asks."


def at(place: float, value: Any) -> dict[str, Any]:
    return item(at={"x": [place, 0, value]})


@pytest.mark.parametrize(
    ("rules", "items", "scene", "wanted"),
    [
        ({"panels": True}, [item(), item(panel="0 1.5")], {}, []),
        ({"panels": True}, [item(), item(panel="0 1.4")], {}, [BELOW]),
        ({"panels": True}, [item(panel="9 5"), item(panel="0 5")], {}, [BELOW]),
        ({}, [item(panel="9 5"), item(panel="0 5")], {}, []),
        ({"shared": "x"}, [at(0, 0), at(50, 5), at(100, 10)], {}, []),
        ({"shared": "x"}, [at(0, 0), at(51.5, 5), at(100, 10)], {}, []),
        ({"shared": "x"}, [at(0, 0), at(52, 5), at(100, 10)], {}, [SHARED]),
        ({"shared": "x"}, [at(0, 5), at(51, 10), at(100, 15)], {}, []),
        ({"shared": "x"}, [at(0, 5), at(52, 10), at(100, 15)], {}, [SHARED]),
        ({"shared": "x"}, [at(0, 5), at(50, 5)], {}, []),
        ({"shared": "x"}, [item()], {}, []),
        ({"width": 3}, [item(looks={"width": 3.009})], {}, []),
        ({"width": 3}, [item(looks={"width": 3}), item(looks={"width": None})], {}, [WIDTH]),
        ({"width": 3}, [item(looks={"width": 2.98})], {}, [WIDTH]),
        ({"clicks": True}, [], {}, ["A click in the legend changes nothing yet."]),
        ({"clicks": True}, [], {"clicks": True}, []),
        ({"projection": "albers"}, [], {"projections": ["albers", "albers"]}, []),
        (
            {"projection": "albers"},
            [],
            {"projections": ["albers", "mercator"]},
            ["The map is not in the projection that the task names."],
        ),
        (
            {"projection": "albers"},
            [],
            {},
            ["The map is not in the projection that the task names."],
        ),
    ],
)
def test_what_stands_beside_the_marks(
    rules: dict[str, Any], items: list[Any], scene: dict[str, Any], wanted: list[str]
) -> None:
    key = {"rules": {"channels": {}} | rules}
    found = beside.faults("99-c", key, scene, [{"items": items}], {}, True, 0.005)
    assert list(found) == wanted


def test_so_many_rules_are_asked() -> None:
    assert beside.asked({}) == 0
    every = {"layers": [1, 2], "apart": ["dash"], "panels": True, "width": 3, "clicks": False}
    assert beside.asked(every) == 5


def test_two_bars_overlap_from_two_pixels_on() -> None:
    assert charting._overlap([0, 0, 10, 10], [8, 8, 20, 20])
    assert not charting._overlap([0, 0, 10, 10], [8.5, 0, 20, 10])
    assert not charting._overlap([0, 0, 10, 10], [0, 8.5, 10, 20])
    assert not charting._overlap([0, 8.5, 10, 20], [0, 0, 10, 10])
