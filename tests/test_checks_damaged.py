"""Keys, tasks and answers with a piece more or less than usual, and libraries of other makes."""

from __future__ import annotations

import decimal
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dispatched.checks import along, answers, beside, digests, fields, numerals, seen, tasks
from dispatched.checks.answers import portable
from dispatched.checks.fields import judge_field
from dispatched.checks.judge import judge
from dispatched.checks.seen import Frame
from dispatched.checks.verdict import FACTORS
from tests.test_checks_channels import KNOWN, RULES, changed, key, told
from tests.test_checks_marks import item

# --- keys -----------------------------------------------------------------------------------------

UNREAD = "The answer has a form that could not be read; "


def number(value: Any, **more: Any) -> dict[str, Any]:
    """A key with nothing but what it must have."""
    known = digests.cell_digests("99-n", value)
    return {"id": "99-n", "kind": "number", "tolerance": 0.005, "right": known} | more


def test_a_key_needs_neither_a_unit_nor_mistakes() -> None:
    assert judge(number(450), portable("$450")).ok
    assert judge(number(450), portable(451)).ok
    said = "Not this number. Which figures, which years and which unit does the task name?"
    assert judge(number(450), portable(7)).text == said
    listed = number(450) | {"kind": "list", "right": [digests.cell_digests("99-n", 450)]}
    assert judge(listed, portable(["$450"])).ok
    assert judge(listed, portable([7])).text == "0 of 1 entries are right."


def test_a_list_in_another_unit_is_told_the_one_that_is_asked_for() -> None:
    right = [digests.cell_digests("99-n", n) for n in (5, 6)]
    of = number(5) | {"kind": "list", "right": right, "unit": "rubles"}
    found = judge(of, portable([5, "$6"]))
    said = "An entry names another unit than the task, which asks for rubles."
    assert (found.ok, found.share, found.text) == (False, 0, said)


def test_a_key_that_lacks_a_piece_judges_nothing() -> None:
    of: dict[str, Any] = {
        "id": "99-f",
        "kind": "function",
        "tolerance": 0.005,
        "answer": "f",
        "calls": [[1], [2]],
    }
    of["right"] = [digests.cell_digests("99-f:0", 5)]
    found = judge(of, portable(lambda n: 5, [[1], [2]]))
    assert (found.ok, found.text) == (False, f"{UNREAD}a function is asked for.")
    three: dict[str, Any] = {"is": "table", "series": True, "rows": 1}
    three["columns"] = {"a": [1], "b": [2], "c": [3]}
    table = {"id": "99-t", "kind": "table", "columns": ["k", "n"], "key": ["k"], "rows": {}}
    found = judge(table, three)
    said = f"{UNREAD}a data frame with the columns k, n is asked for."
    assert (found.ok, found.text) == (False, said)
    with pytest.raises(ValueError, match="zip"):
        list(along.faults("y", {"domain": [0, 9, 10]}, {"items": [item(ends={"y": [0, 9]})]}, {}))
    layered = {"rules": {"channels": {}, "layers": [{"mark": ["line"]}]}}
    with pytest.raises(ValueError, match="zip"):
        list(beside.faults("99-c", layered, {"marks": []}, [], {}, True, 0.005))
    apart = {"rules": {"channels": {}, "apart": ["dash"]}, "apart": {"dash": [1]}, "drawn": []}
    with pytest.raises(ValueError, match="zip"):
        list(beside.faults("99-c", apart, {"marks": []}, [], {}, True, 0.005))
    cells: dict[str, Any] = {
        "id": "ex-a",
        "kind": "cells",
        "unit": "",
        "forms": [],
        "tolerance": 0.005,
    }
    cells["right"] = [digests.cell_digests("ex-a", n) for n in (5, 6)]
    cells["mistakes"] = [{"digests": cells["right"][:1], "says": "No."}]
    with pytest.raises(ValueError, match="zip"):
        judge_field(cells, portable([5, 7]))


def test_the_page_judges_by_the_same_words_and_factors() -> None:
    told = fields.rules()
    assert [*told] == ["says", "factors", "zero", "people", "largest"]
    assert (told["says"], told["zero"]) == (fields.SAYS, digests.ZERO)
    assert (told["people"], told["largest"]) == (fields.PEOPLE, fields.LARGEST)
    assert {factor: text for factor, text in told["factors"]} == FACTORS
    read = {"money": numerals.MONEY, "sizes": numerals.SIZES, "longest": 60}
    assert fields.number_rules() == read


def test_of_two_ways_to_read_a_chart_the_one_with_fewer_faults_is_told() -> None:
    found = changed()
    for one in found["marks"][0]["items"]:
        one["zero"] = {"y": False}
    rules = {"x": RULES["x"], "y": RULES["y"] | {"zero": True}}
    of = key(KNOWN, direction="free", channels=rules)
    assert told(of, found) == (["The y axis does not begin at zero."], 1)


# --- answers --------------------------------------------------------------------------------------


class Column:
    """A column of a library that gives lists under a name of its own."""

    def to_list(self) -> list[int]:
        return [1, 2]


class Plain:
    """A table of another library: columns without an index."""

    columns = ("a",)

    def to_dict(self, as_series: bool = True) -> Any:
        return Column() if as_series else {"a": [1, 2]}


class LazyFrame:
    """The same, not worked out yet."""

    def collect(self) -> Plain:
        return Plain()


def test_other_libraries_are_read_as_well() -> None:
    one, two = ({"is": "number", "number": float(n)} for n in (1, 2))
    assert portable(Column()) == {"is": "list", "items": [one, two], "length": 2}
    table = {"is": "table", "columns": {"a": [1, 2]}, "rows": 2}
    assert portable(Plain()) == portable(LazyFrame()) == table
    assert portable([Column()])["items"] == [portable(Column())]


def test_numbers_of_other_kinds_stand_in_charts_and_tables_as_numbers() -> None:
    kinds = {"a": np.float32(1.5), "b": decimal.Decimal(2), "c": np.int64(3), "d": np.bool_(True)}
    wanted = {"a": 1.5, "b": 2, "c": 3, "d": True, "e": [1, 2]}
    assert answers._plain(kinds | {"e": np.array([1, 2])}) == wanted
    cells = [answers._cell(value, 0) for value in (*kinds.values(), None, pd.NA, pd.NaT, "x")]
    assert cells == [1.5, 2, 3, True, None, None, None, "x"]
    assert [type(cell) for cell in cells[:4]] == [float, float, float, bool]


SPEC: dict[str, Any] = {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {}}
KINDS = ["Chart", "LayerChart", "VConcatChart", "HConcatChart", "ConcatChart", "FacetChart"]


def checked(self: Any, validate: bool = True) -> dict[str, Any]:
    """A chart as a dict; one that the grammar does not know fails where that is asked."""
    if validate and "bad" in type(self).__dict__:
        raise ValueError("no such mark")
    return SPEC | ({"unchecked": True} if not validate else {})


@pytest.mark.parametrize("kind", [*KINDS, "RepeatChart"])
def test_a_chart_is_known_by_its_name_and_read_also_where_it_is_wrong(kind: str) -> None:
    assert portable(type(kind, (), {"to_dict": checked})()) == {"is": "chart", "spec": SPEC}
    wrong = type(kind, (), {"to_dict": checked, "bad": True})()
    assert portable(wrong) == {"is": "chart", "spec": SPEC | {"unchecked": True}}
    assert portable(type(f"{kind}s", (), {"to_dict": checked})())["is"] == "other"


def test_a_chart_may_be_a_text() -> None:
    schema = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json"}
    for spec in (schema | SPEC, SPEC | {"long": "x" * 400} | schema):
        assert portable(json.dumps(spec)) == {"is": "chart", "spec": spec}
    hidden = SPEC | {"long": "x" * 400} | schema | {"more": "x" * 400}
    for text in (
        json.dumps(hidden),  # where it would say so, it does not
        json.dumps(SPEC),
        json.dumps(schema | {"a": 1}),
        json.dumps([schema | SPEC]),
        " " + json.dumps(schema | SPEC),
        json.dumps(schema | SPEC)[:-1],
    ):
        assert portable(text) == {"is": "text", "text": text}


# --- tasks ----------------------------------------------------------------------------------------


def test_a_task_has_what_its_author_leaves_out(tmp_path: Path) -> None:
    folder = tmp_path / "05-a"
    folder.mkdir()
    text = '[[task]]\nid = "05-a-b-c"\nkind = "text"\ntitle = "T"\n'
    text += 'hints = ["one and two", "three to five"]\n'
    (folder / "tasks.toml").write_text(text, encoding="utf-8")
    wanted = {
        "id": "05-a-b-c", "kind": "text", "title": "T", "answer": "a_b_c", "points": 1,
        "tolerance": 0.005, "unit": "", "mistakes": [], "also": [],
        "hints": ["one and two", "three to five"],
    }  # fmt: skip
    assert tasks.load(folder / "tasks.toml") == [wanted]


# --- places ---------------------------------------------------------------------------------------


def test_a_wide_mark_stands_where_its_middle_is() -> None:
    def stands(at: float, band: float, **size: float) -> bool:
        one: dict[str, Any] = {"inside": True, "true": True, "at": {}}
        known = {"mark": "bar", "channels": {"x": {"kind": "discrete"}}}
        seen._place(one, "x", ["n5", str(at), str(band)], known, size, Frame(width=100, height=9))
        return bool(one["true"])

    assert stands(50, 0, x=40, width=20)
    assert not stands(50, 0, x=40, width=30)
    assert not stands(50, 0, x=30, width=30)
    assert stands(40, 20, x=60, width=-20)


@pytest.mark.parametrize(
    ("at", "size", "true"),
    [
        (50, {"x": 50}, True),
        (55, {"x": 50}, True),
        (55.1, {"x": 50}, False),
        (50, {"x": 40, "width": 20}, True),
        (52, {"x": 40, "width": 20}, True),
        (53, {"x": 40, "width": 20}, False),
        (47, {"x": 40, "width": 20}, False),
        (40, {"x": 40, "width": 20}, True),
        (60, {"x": 40, "width": 20}, True),
        (62, {"x": 60, "width": -20}, True),
        (62.1, {"x": 40, "width": 20}, False),
        (37.9, {"x": 40, "width": 20}, False),
    ],
)
def test_an_amount_stands_at_an_end_or_in_the_middle(at: float, size: Any, true: bool) -> None:
    for span in (False, True):
        one: dict[str, Any] = {"inside": True, "true": True}
        one |= {name: {} for name in ("at", "ends", "zero", "way")}
        known = {"mark": "rect", "channels": {"x": {"kind": "continuous", "span": span}}}
        parts = ["n5", *map(str, (at, 0, 0, 5, 5, 0, 0, 10))]
        seen._place(one, "x", parts, known, size, Frame(width=100, height=9))
        assert one["true"] is (true or span)


def test_what_lies_outside_on_one_axis_is_outside() -> None:
    known = {"mark": "point", "channels": {c: {"kind": "continuous"} for c in "xy"}}
    for first, second in ("xy", "yx"):
        one: dict[str, Any] = {"inside": True, "true": True}
        one |= {name: {} for name in ("at", "ends", "zero", "way")}
        frame, here = Frame(width=100, height=100), {"x": 5, "y": 5}
        for channel, at in ((first, 200), (second, 5)):
            parts = [f"n{at}", *map(str, (at, 0, 0, 5, 5, 0, 0, 10))]
            seen._place(one, channel, parts, known, here, frame)
        assert (one["inside"], one["true"]) == (False, False)
        kinds = {"x": {"kind": "discrete"}, "y": {"kind": "discrete"}}
        one |= {"inside": True, "true": True}
        for channel, at in ((first, 90), (second, 5)):
            parts = [f"n{at}", str(at), "0"]
            seen._place(one, channel, parts, known | {"channels": kinds}, here, frame)
        assert (one["inside"], one["true"]) == (True, False)
