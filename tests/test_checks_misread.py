"""A chart's judge from both sides of its limits: several sets of marks, orders, shades, bars."""

from __future__ import annotations

from typing import Any

import pytest

from dispatched.checks import charting, marks
from tests.test_checks_channels import KNOWN, RULES, changed, key, told
from tests.test_checks_reading import (
    ALIKE,
    FORWARD,
    HIDDEN,
    ORDER,
    SMALL,
    ZERO,
    bar,
    colored,
    said,
    scene,
)

SECOND = {"field": "other", "type": "log", "kind": "continuous"}


def with_marks(*sets: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The scene of two bars, each set of its marks changed in this way."""
    found = scene(FORWARD)
    return found | {"marks": [found["marks"][0] | one for one in sets]} | more


def test_faults_begin_with_nothing() -> None:
    none = charting.Faults()
    assert (none.fatal, none.values, none.broken, list(none)) == (False, False, 0, [])
    none.add("a")
    none.add("b", 3)
    assert (none.broken, list(none)) == (4, ["a", "b"])


def test_a_chart_that_shows_nothing_is_judged_no_further() -> None:
    faint = [one | {"seen": False} for one in FORWARD]
    for found in (scene([]), scene(faint), scene(FORWARD) | {"marks": []}):
        wrong = charting.faults("99-c", key(), found, 0.005)
        assert (wrong.fatal, len(wrong), wrong.broken) == (True, 1, 1)
    assert charting.faults("99-c", key(), scene(FORWARD), 0.005).fatal is False
    half = [FORWARD[0], faint[1]]
    assert told(key({"x": [1946], "y": [10]}), scene(half)) == ([], 0)
    apart = with_marks({"items": faint}, {"mark": "bar"})
    assert told(key(KNOWN), apart) == ([], 0)


def test_the_set_of_marks_with_most_of_the_channels_is_the_main_one() -> None:
    rules = {"x": {"field": "year"}, "y": {"field": "persons", "scale": "linear"}}
    lines = {"mark": "line", "channels": {"y": SECOND}, "items": [*FORWARD, *FORWARD]}
    of = key(channels=rules) | {"rules": {"mark": ["bar", "line"], "channels": rules}}
    assert told(of, with_marks(lines, {}))[0] == told(of, with_marks({}, lines))[0] == []
    more: dict[str, Any] = {"mark": "line", "items": [*FORWARD, bar(2, 1948, 12)]}
    more["channels"] = scene(FORWARD)["marks"][0]["channels"] | {"y": SECOND}
    scale = "The y axis has a log scale."
    assert scale in told(of, with_marks({}, more))[0]
    assert scale in told(of, with_marks(more, {}))[0]


def test_the_values_of_a_turned_chart_are_told_where_all_else_is_right() -> None:
    def turned(second: float) -> dict[str, Any]:
        found = changed()
        channels = found["marks"][0]["channels"]
        channels["x"], channels["y"] = channels["y"], channels["x"]
        found["marks"][0]["items"] = [
            one | {"values": {"x": y, "y": x}, "zero": {"x": True}, "way": {"x": 1}}
            for one, x, y in zip(FORWARD, (1946, 1947), (10, second), strict=True)
        ]
        return found

    typed = {"x": RULES["x"] | {"type": "ordinal"}, "y": RULES["y"] | {"type": "quantitative"}}
    of = key(KNOWN, direction="free", channels=typed)
    assert told(of, turned(35)) == ([], 0)
    shown = "The marks are right, but the values that they show on y are not those asked for."
    assert told(of, turned(99)) == ([shown], 1)
    wrong = charting.faults("99-c", of, turned(99), 0.005)
    assert (wrong.values, wrong.fatal) == (True, False)
    assert charting.faults("99-c", of, turned(35), 0.005).values is False


ALONG = {"field": "n", "type": "linear", "kind": "continuous"}


@pytest.mark.parametrize(
    ("room", "channels", "wanted"),
    [
        ([20, 20], {"x": ALONG, "y": ALONG}, []),
        ([19.9, 20], {"x": ALONG, "y": ALONG}, [SMALL]),
        ([20, 19.9], {"x": ALONG, "y": ALONG}, [SMALL]),
        ([19.9, 20], {"y": ALONG}, []),
        ([20, 19.9], {"x": ALONG}, []),
        ([5, 5], {"color": ALONG}, []),
    ],
)
def test_a_chart_has_room_for_its_amounts(room: Any, channels: Any, wanted: list[str]) -> None:
    found = with_marks({"mark": "point", "channels": channels})
    first, last = FORWARD
    for items in ([first | {"room": room}, last], [first | {"room": room}] * 2):
        found["marks"][0]["items"] = items
        assert said(found) == wanted
    found["marks"][0]["items"] = [first, last | {"room": room}]  # all stand in one room
    assert said(found) == []


# --- orders ---------------------------------------------------------------------------------------


def backward(kind: Any, axis: str, *items: dict[str, Any]) -> bool:
    channels = {axis: {"kind": kind}} if kind else {}
    return charting._backward({"channels": channels, "items": items}, axis)


@pytest.mark.parametrize("kind", ["continuous", "time"])
def test_amounts_and_times_have_a_way_of_their_own(kind: str) -> None:
    for axis, wrong in (("x", -1), ("y", 1)):
        there, none = {"way": {axis: wrong}}, {"way": {}}
        assert backward(kind, axis, none, there)
        assert not backward(kind, axis, none, {"way": {axis: -wrong}})
        assert not backward(kind, axis, none, {"way": {"z": wrong}})
        assert not backward(None, axis, there)
        assert not backward("discrete", "y", there)


@pytest.mark.parametrize(
    ("values", "lefts", "wrong"),
    [
        ((1946, 1947), (20, 0), True),
        ((1946, 1947), (20, 19.4), True),
        ((1946, 1947), (20, 19.5), False),
        ((1946, 1946), (20, 0), False),
        ((1947, 1946), (20, 0), False),
        (("1946", 1947.5), (20, 0), True),
        (("a", 1947), (20, 0), False),
        ((1946, None), (20, 0), False),
        ((True, 2), (20, 0), False),
    ],
)
def test_steps_run_to_the_right_by_the_middle_of_their_marks(
    values: Any, lefts: Any, wrong: bool
) -> None:
    items = [
        {"values": {"x": value}, "panel": "0 0", "box": [left, 5, left + 10, 9]}
        for value, left in zip(values, lefts, strict=True)
    ]
    assert backward("discrete", "x", *items) is wrong
    wide = [one | {"box": [0, 5, 2 * one["box"][0], 9]} for one in items]
    assert backward("discrete", "x", *wide) is wrong
    assert not backward("discrete", "x", items[0], items[1] | {"panel": "0 9"})


def test_the_order_of_either_axis_may_be_free() -> None:
    found = with_marks({"mark": "point", "channels": {"x": ALONG, "y": ALONG}})
    found["marks"][0]["items"] = [one | {"way": {"x": -1, "y": 1}} for one in FORWARD]
    both = [ORDER.format("x", "left to right"), ORDER.format("y", "below to above")]
    assert said(found) == said(found, x={}, y={"order": "kept"}) == both
    assert said(found, x={"order": "free"}) == both[1:]
    assert said(found, y={"order": "free"}) == both[:1]


# --- bars -----------------------------------------------------------------------------------------

LOG = "The lengths of bars on such a scale do not compare amounts."


def test_bars_of_a_range_need_no_zero() -> None:
    off = [one | {"zero": {"y": False, "x": False}} for one in FORWARD]
    names = {"field": "year", "type": "band", "kind": "discrete"}
    for axis, wanted in (("y", [ZERO]), ("x", [ZERO])):
        lying = {"x": names, "y": names} | {axis: ALONG}
        assert said(with_marks({"items": off, "channels": lying})) == wanted
        for end in ("x2", "y2"):
            ranged = {"items": off, "channels": lying | {end: ALONG}}
            assert said(with_marks(ranged)) == []
        logged = lying | {axis: ALONG | {"type": "log"}}
        assert said(with_marks({"items": off, "channels": logged})) == [LOG]
    bars = with_marks({"items": off, "channels": {"x": ALONG | {"type": "log"}, "y": ALONG}})
    assert said(bars) == [ZERO]  # of two amounts the length is the one on y
    assert said(with_marks({"items": off, "channels": {"x": names, "y": names}})) == []
    some = [FORWARD[0], off[1]]
    assert said(with_marks({"items": some})) == [ZERO]


def test_bars_in_front_of_others_are_told_once() -> None:
    over = [bar(0, 1946, 10), bar(0, 1947, 35)]
    assert said(with_marks({"items": over})) == [HIDDEN]
    assert said(with_marks({"items": over}, {"items": over})) == [HIDDEN]
    assert said(with_marks({"items": FORWARD}, {"items": over})) == [HIDDEN]
    assert said(with_marks({"items": over, "mark": "point"})) == []
    last = [*(bar(n, 1000 + n, 10) for n in range(299)), bar(298, 2000, 9)]
    assert said(scene(last)) == [HIDDEN]
    beyond = [*(bar(n, 1000 + n, 10) for n in range(300)), bar(299, 2000, 9)]
    assert said(scene(beyond)) == []  # so many are compared and no more


# --- colors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "colors", "apart"),
    [
        ("abcdefghij", "1234567899", False),
        ("abcdefghijk", "12345678999", True),  # so many names are a scale of shades
        ("abcdefghijk", "11111111111", False),
        ([1.0, 2.0, 3.0], "112", False),
        ([1.0, 2.0, 3.0, 4.0], "1122", True),
        ([1, 2, 3, 4], "1122", False),
        ([1.0, 2, 3, "a"], "1122", True),
        ([1.0, 2.0, 3.0, 4.0], "1111", False),
        ([5.0] * 4, "1111", True),
        ([None] * 3, "111", True),
        ("aab", "112", True),
        ("aab", "122", False),
        ("aa", "12", True),
    ],
)
def test_colors_tell_values_apart_or_are_shades(values: Any, colors: str, apart: bool) -> None:
    items = colored(*zip(values, colors, strict=True))
    assert charting._told_apart(items) is apart
    assert said(scene(items), color={}) == ([] if apart else [ALIKE])


# --- values ---------------------------------------------------------------------------------------


def test_a_tooltip_is_right_where_one_of_its_columns_is() -> None:
    of = {"exact": ["x"]}
    holds = marks.holder("99-c", of, 0.005)
    known = marks.digests_of("99-c", "y", 35, ["x"], 0.005)
    assert holds(known, "y", 35)
    assert holds(known, "y", ("a", 35))
    assert not holds(known, "y", ("a", 36))
    assert not holds(known, "x", 35)
    assert not holds(known, "y", ())
    exact = marks.digests_of("99-c", "x", 1946, ["x"], 0.005)
    assert len(exact) == 1
    assert holds(exact, "x", "1946")
    assert not holds(exact, "x", 1947)
    near = marks.holder("99-c", {}, 0.1)
    assert near(marks.digests_of("99-c", "x", 100, [], 0.1), "x", 105)
    assert not holds(marks.digests_of("99-c", "y", 100, [], 0.005), "y", 105)


@pytest.mark.parametrize(
    ("title", "fields", "wanted"),
    [
        (["Arrivals"], ["persons"], True),
        (["Arrivals", ""], ["persons"], True),
        (["", "persons"], ["persons"], False),
        (["other_column"], ["persons"], True),
    ],
)
def test_one_title_of_an_axis_is_enough(title: Any, fields: Any, wanted: bool) -> None:
    found = scene(FORWARD, axes={"x": [], "y": title})
    assert (said(found, y={"field": fields, "title": True}) == []) is wanted
