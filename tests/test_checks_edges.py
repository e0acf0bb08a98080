"""Answers as plain data and their digests, and places on an axis: the form and the last value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dispatched.checks import answers, asking, digests, scenes, seen, tasks, units
from dispatched.checks.answers import portable
from dispatched.checks.fields import judge_field
from dispatched.checks.judge import judge
from dispatched.checks.seen import Frame
from dispatched.checks.verdict import Verdict
from dispatched.grading.make_key import make_key

DIGESTS: list[tuple[Any, float, list[tuple[Any, ...]]]] = [
    (None, 0.005, [("nothing",)]),
    ("Planned  Money.", 0.005, [("text", "planned money")]),
    (5, 0, [("count", 5)]),
    (5.5, 0, []),
    (0, 0.005, [("number", 0, 0)]),
    (1, 0.005, [("number", 1, -1), ("number", 1, 0), ("number", 1, 1)]),
    (-1.006, 0.005, [("number", -1, 0), ("number", -1, 1), ("number", -1, 2)]),
    (True, 0, [("flag", True), ("text", "true"), ("count", 1)]),
]


@pytest.mark.parametrize(("value", "tolerance", "parts"), DIGESTS)
def test_keys_that_are_kept_mean_the_same_for_ever(
    value: Any, tolerance: float, parts: Any
) -> None:
    wanted = {digests.digest("99-a", *one) for one in parts}
    found = digests.cell_digests("99-a", value, tolerance)
    assert {*found} == wanted
    assert len(found) == len(wanted)
    assert digests.digest("99-a", "nothing") == "905c0c93d176ed18"


def test_a_true_answer_is_known_in_each_of_its_forms() -> None:
    for known in (True, False):
        cells = digests.cell_digests("99-a", known, 0)
        for given in (known, str(known), int(known)):
            assert digests.holds(cells, "99-a", given, 0)
        assert not digests.holds(cells, "99-a", not known, 0)
        assert digests.holds([cells[0]], "99-a", known, 0)
        assert not digests.holds([cells[0]], "99-a", int(known), 0)


def test_flags_of_any_library_are_flags() -> None:
    for name in ("bool", "bool_"):
        held = type(name, (), {"__bool__": lambda self: True})()
        assert portable(held) == {"is": "flag", "flag": True}
    assert portable(type("boolean", (), {})())["is"] == "other"


@pytest.mark.parametrize(("width", "left"), [(0.9, 0.9), (1, None), (1.5, None), (None, None)])
def test_a_theme_gives_way_to_the_width_of_a_chart(width: Any, left: Any) -> None:
    drawn = {"mark": "line", "encoding": {"strokeWidth": {"value": 3}}}
    theme = {"config": {"font": "serif", "line": {"color": "red", "strokeWidth": width}}}
    found = scenes._own_width(drawn | theme)
    kept = theme["config"]["line"] if width is None or left else {"color": "red"}
    assert found == drawn | {"config": {"font": "serif", "line": kept}}
    bare = {"mark": "line"} | theme
    assert scenes._own_width(bare) == bare


def function(right: Any, tolerance: float) -> dict[str, Any]:
    task = {
        "id": "99-f", "kind": "function", "title": "F", "unit": "", "hints": [], "also": [],
        "tolerance": tolerance, "answer": "f", "mistakes": [], "calls": [[1], [2]],
    }  # fmt: skip
    return make_key(task, portable(lambda n: right, task["calls"]))


@pytest.mark.parametrize("right", [100, [100, 200]])
def test_a_function_is_right_within_the_tolerance_of_its_task(right: Any) -> None:
    def off(part: float) -> Any:
        return [part * n for n in right] if isinstance(right, list) else part * right

    for tolerance, part, good in ((0.1, 1.05, True), (0.005, 1.05, False), (0, 1.001, False)):
        given = portable(lambda n, part=part: off(part), [[1], [2]])
        assert judge(function(right, tolerance), given).ok is good


def test_a_call_without_a_result_returned_nothing() -> None:
    results = portable(lambda n: 100, [[1]])
    found = judge(function(100, 0), results)
    said = "f(2) returns nothing. Is there a return?"
    assert (found.ok, found.share, found.text) == (False, 0.5, said)


class Held:
    """A value of a library, which knows itself as a list."""

    def tolist(self) -> list[int]:
        return [1, 2]


def test_what_a_chart_holds_becomes_plain() -> None:
    spec = {"mark": "bar", "data": {"values": [{"a": Held(), "b": Path("c"), "d": True}]}}
    plain = [{"a": [1, 2], "b": "c", "d": True}]
    assert portable(spec)["spec"]["data"]["values"] == plain
    assert answers._plain({"a": float("nan"), "b": float("inf")}) == {"a": None, "b": None}


def test_a_file_without_tasks_has_none(tmp_path: Path) -> None:
    path = tmp_path / "tasks.toml"
    path.write_text("", encoding="utf-8")
    assert tasks.load(path) == []
    path.write_text("[[task]\n", encoding="utf-8")
    with pytest.raises(tasks.TaskError) as error:
        tasks.load(path)
    assert str(error.value).startswith(f"{path}: ")


def test_a_letter_that_has_no_name_is_no_word() -> None:
    assert units.words("\U00017000 ab") == ["ab"]
    assert units.says_something("\U00017000\U00017001 came", []) is False


# --- where a mark stands --------------------------------------------------------------------------


def placed(kind: str, *parts: float | str, mark: str = "point", **more: Any) -> dict[str, Any]:
    """What is said of a mark of an axis of 100 pixels: at 50, or as its item says."""
    item = more.pop("item", {"x": 50})
    one: dict[str, Any] = {"inside": True, "true": True, "raised": False}
    one |= {name: {} for name in ("zero", "way", "at", "ends")}
    known = {"mark": mark, "channels": {"x": {"kind": kind} | more}}
    told = ["n5", *map(str, parts)]
    seen._place(one, "x", told, known, item, Frame(width=100, height=9))
    return one


@pytest.mark.parametrize(
    ("at", "inside"), [(-2, True), (-2.1, False), (102, True), (102.1, False), ("", False)]
)
def test_a_place_is_inside_the_axis_up_to_two_pixels(at: Any, inside: bool) -> None:
    assert placed("discrete", at, 0)["inside"] is inside


@pytest.mark.parametrize(
    ("at", "band", "true"),
    [(50, 0, True), (52, 0, True), (52.1, 0, False), (40, 8, True), (40, 7.9, False)],
)
def test_a_mark_stands_within_its_step(at: float, band: float, true: bool) -> None:
    found = placed("discrete", at, band)
    assert (found["true"], found["at"]) == (true, {"x": [at, band, None]})


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ((50, 0, 0, 5, 5, 0, 0, 10), {}),
        ((55, 0, 0, 5, 5, 0, 0, 10), {}),
        ((55.1, 0, 0, 5, 5, 0, 0, 10), {"true": False}),
        ((50, 0, 100, 5, 5, 0, 0, 10), {"way": {"x": -1}}),
        ((50, 0, 50, 5, 5, 0, 0, 10), {"way": {}}),
        ((50, 0, 102, 5, 5, 0, 0, 10), {"way": {"x": -1}}),
        ((50, 0, 102.1, 5, 5, 0, 0, 10), {"way": {"x": -1}, "zero": {"x": False}}),
        ((50, 0, -2.1, 5, 5, 0, 0, 10), {"zero": {"x": False}}),
        ((50, 0, 0, 4, 5, 0, 0, 10), {"true": False}),
        ((50, 0, 0, 5, "", 0, 0, 10), {"way": {}}),
    ],
)
def test_an_amount_stands_where_its_scale_puts_it(parts: Any, wanted: dict[str, Any]) -> None:
    found = placed("continuous", *parts)
    usual = {"inside": True, "true": True, "way": {"x": 1}, "zero": {"x": True}}
    assert {name: found[name] for name in usual} == usual | wanted
    assert found["at"] == {"x": [parts[0], 0, 5 if parts[4] else None]}
    assert found["ends"] == {"x": [0, 10]}


@pytest.mark.parametrize(
    ("base", "item", "true", "raised"),
    [
        (0, {"x": 0, "width": 50}, True, False),
        (2, {"x": 2, "width": 48}, True, False),
        (20, {"x": 20, "width": 30}, True, True),
        (20, {"x": 0, "width": 50}, False, True),
        (0, {"x": 0, "width": 47.9}, False, False),
    ],
)
def test_a_bar_grows_from_its_base(base: float, item: Any, true: bool, raised: bool) -> None:
    parts = (50, 0, 0, 5, 5, base, 0, 10)
    found = placed("continuous", *parts, mark="bar", based=True, item=item)
    assert (found["true"], found["raised"]) == (true, raised)
    other = placed("continuous", *parts, mark="bar", item=item)
    assert other["raised"] is False


def test_of_a_stack_either_end_may_be_the_main_one() -> None:
    start, end = ({"scale": "y", "field": f"n_{side}"} for side in ("start", "end"))
    whole, less = [{"field": "n_end"}], [{"field": "n_start"}]
    for main, other in ((start, end), (end, start)):
        found = asking._position("y", {"y": main, "y2": other}, {})["y"]
        assert (found["field"], found["value"], found["less"]) == ("n", whole, less)
        assert found["shares"] is False
    low, high = {"scale": "x", "field": "bin"}, {"scale": "x", "field": "bin_end"}
    for main, other in ((low, high), (high, low)):
        found = asking._position("x", {"x": main, "x2": other}, {})["x"]
        assert (found["field"], found["value"], found["span"]) == ("bin", [{"field": "bin"}], True)


@pytest.mark.parametrize(
    ("kind", "right", "mistake", "wrong"),
    [
        ("choice", "a", "b", "c"),
        ("choices", ["a", "b"], ["a", "c"], ["b", "c"]),
        ("order", ["a", "b", "c"], ["b", "a", "c"], ["c", "b", "a"]),
        ("number", 5, 7, 9),
        ("cells", [5, 6], [7, 6], [9, 6]),
    ],
)
def test_a_typical_mistake_earns_nothing_either(
    kind: str, right: Any, mistake: Any, wrong: Any
) -> None:
    def known(answer: Any) -> Any:
        if isinstance(answer, list):
            return [digests.cell_digests("ex-a", one) for one in answer]
        return digests.cell_digests("ex-a", answer)

    key = {"id": "ex-a", "kind": kind, "options": [*"abc"], "unit": "", "forms": []}
    key |= {"tolerance": 0.005, "right": known(right)}
    key |= {"mistakes": [{"digests": known(mistake), "says": "Mind this."}]}
    assert judge_field(key, portable(right)) == Verdict(True, 1, "Right.")
    assert judge_field(key, portable(mistake)) == Verdict(False, 0, "Mind this.")
    other = judge_field(key, portable(wrong))
    assert (other.ok, other.share) == (False, 0)
    assert other.text not in ("Mind this.", "Right.")
