"""Layers, and marks told apart by their look alone, on invented scenes; and runs of nbgrader."""

from __future__ import annotations

from typing import Any

import pytest

from dispatched import checks
from dispatched.checks import beside, feedback, marks
from dispatched.checks.verdict import Verdict

RULE = {"mark": ["line"], "channels": {"y": {"field": "median"}}, "says": "No line."}


def item(y: float, **more: Any) -> dict[str, Any]:
    made = {"values": {"y": y}, "seen": True, "box": [0, y, 50, y], "room": [100, 100]}
    made |= {"panel": "0 0", "looks": {"dash": [], "strength": 1.0, "width": 1}}
    return made | more


def layer(*items: dict[str, Any], mark: str = "line", channels: str = "y") -> dict[str, Any]:
    known = {c: {"field": "median", "type": "linear", "kind": "continuous"} for c in channels}
    return {"mark": mark, "channels": known, "items": list(items)}


def test_the_solution_shows_a_layer_by_its_first_fitting_marks_each_row_once() -> None:
    bars, other = layer(item(1), mark="bar"), layer(item(2), channels="x")
    first, second = layer(item(3), item(3), item(4)), layer(item(5))
    rules = {"layers": [RULE]}
    found = beside.layers("99-c", rules, {"marks": [bars, other, first, second]})
    assert found == [(RULE, first | {"items": [item(3), item(4)]})]
    assert beside.layers("99-c", {}, {"marks": [bars]}) == []
    with pytest.raises(ValueError, match="no layer") as error:
        beside.layers("99-c", rules, {"marks": [bars, other]})
    assert str(error.value) == "task '99-c': the solution has no layer of ['line']"


def cells(*values: float) -> list[list[dict[str, list[str]]]]:
    """The digests of rows with one value each."""
    return [[{"y": marks.digests_of("99-c", "y", value, [], 0.005)}] for value in values]


def said(
    rules: dict[str, Any], found: list[dict[str, Any]], right: bool = True, **key: Any
) -> list[str]:
    known = {"rules": {"channels": {"y": {"field": "median"}}} | rules} | key
    shown = [one for one in found if one["mark"] == "line"]
    scene = {"marks": found}
    return list(beside.faults("99-c", known, scene, shown, {"y": "y"}, right, 0.005))


@pytest.mark.parametrize(
    ("found", "good"),
    [
        ([layer(item(10), item(20))], True),
        ([layer(item(10), item(20), item(20))], True),
        ([layer(item(10), item(20), mark="trail")], True),
        ([layer(item(10)), layer(item(10), item(20))], True),
        ([layer(item(10), item(20), channels="x"), layer(item(10), item(20))], True),
        ([layer(item(10), item(20), mark="bar")], False),
        ([layer(item(10), item(30))], False),
        ([layer(item(10))], False),
        ([layer(item(10), item(20, seen=False))], False),
        ([layer(item(10, seen=False), item(20, seen=False))], False),
        ([layer(item(10, box=[0, 10, 40, 10]), item(20, box=[0, 20, 40, 20]))], False),
        ([layer(item(10, box=[0, 10, 41, 10]), item(20, box=[9, 20, 20, 20]))], True),
        ([layer(item(10, box=[0, 10, 9, 10]), item(20, box=[0, 51, 9, 51]))], True),
        ([layer(item(10, box=[0, 10, 9, 10]), item(20, box=[0, 50, 9, 50]))], False),
    ],
)
def test_a_layer_shows_its_rows_over_most_of_the_chart(found: list[Any], good: bool) -> None:
    known = [{"drawn": cells(10, 20)}]
    assert said({"layers": [RULE]}, found, layers=known) == ([] if good else ["No line."])


LOOKS: dict[str, list[Any]] = {
    "panel": [{"panel": "0 0"}, {"panel": "0 9"}],
    "dash": [{"looks": {"dash": [], "strength": 1}}, {"looks": {"dash": [4, 2], "strength": 1}}],
    "strength": [{"looks": {"dash": [], "strength": s}} for s in (0.3, 1)],
}
"""What tells marks apart → a look of each of two kinds, the fainter first."""


@pytest.mark.parametrize("name", LOOKS)
def test_marks_are_told_apart_by_their_look(name: str) -> None:
    one, other = LOOKS[name]
    known: dict[str, Any] = {"drawn": cells(10, 20, 30), "apart": {name: [1, 2, 2]}}

    def given(*looks: dict[str, Any]) -> list[str]:
        items = [item(y, **look) for y, look in zip((10, 20, 30), looks, strict=True)]
        return said({"apart": [name]}, [layer(*items)], **known)

    lacks = [beside.LOOKS[name][1]]
    assert given(one, other, other) == []
    assert given(other, one, one) == (lacks if name == "strength" else [])
    assert given(one, one, one) == given(one, one, other) == given(one, other, one) == lacks
    items = [layer(item(10, **one), item(20, **one), item(30, **one))]
    assert said({"apart": [name]}, items, right=False, **known) == []


@pytest.mark.parametrize(
    ("runs", "share", "raises"),
    [
        ("", 0, False),
        ("validate", 0, True),
        ("validate", 0.5, True),
        ("autograde", 0, True),
        ("autograde", 0.5, False),
        ("validate", 1, False),
    ],
)
def test_nbgrader_is_told_by_an_error(
    runs: str, share: float, raises: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(feedback, "remember", kept.append)
    monkeypatch.setattr(feedback, "key_of", lambda task: {"kind": "number"})
    monkeypatch.setattr(feedback, "judge", lambda key, value: Verdict(share == 1, share, "Said."))
    monkeypatch.setenv("NBGRADER_EXECUTION", runs)
    if not runs:
        monkeypatch.delenv("NBGRADER_EXECUTION")
    if raises:
        with pytest.raises(checks.NotRightError) as error:
            checks.check("05-a", 5)
        assert str(error.value) == "Said."
        assert error.value._render_traceback_() == ["Not right: Said."]
    else:
        assert checks.check("05-a", 5) == checks.Feedback("05-a", share == 1, share, "Said.")
    assert kept == (["05-a"] if share == 1 else [])
