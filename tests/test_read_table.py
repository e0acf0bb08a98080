"""One table, read against a schema: its keys, and the columns that a message names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dispatched import evidence

LONG = "c" * 60


def read(folder: Path, text: str, names: list[str], key: Any = None) -> list[evidence.Row]:
    (folder / "camps.csv").write_text(text, encoding="utf-8")
    schema: dict[str, Any] = {"fields": [{"name": name, "type": "string"} for name in names]}
    return evidence.read_table(folder / "camps.csv", schema | ({"primaryKey": key} if key else {}))


CAMPS = "id,year\ntynda,1969\ntynda,1970\nurgal,1969\n"
ROWS = [
    {"id": "tynda", "year": "1969"},
    {"id": "tynda", "year": "1970"},
    {"id": "urgal", "year": "1969"},
]


@pytest.mark.parametrize("key", [None, ["id", "year"], ("id", "year")])
def test_rows_that_differ_in_one_column_of_a_key_differ(tmp_path: Path, key: Any) -> None:
    assert read(tmp_path, CAMPS, ["id", "year"], key) == ROWS


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("id", CAMPS, "row 3, column id: tynda stands in row 2 too"),
        (["id"], CAMPS, "row 3, column ['id']: tynda stands in row 2 too"),
        (["year"], CAMPS, "row 4, column ['year']: 1969 stands in row 2 too"),
        (
            ["id", "year"],
            f"{CAMPS}tynda,1970\n",
            "row 5, column ['id', 'year']: tynda/1970 stands in row 3 too",
        ),
    ],
)
def test_a_row_given_twice_is_named_with_its_key(
    tmp_path: Path, key: Any, text: str, said: str
) -> None:
    with pytest.raises(evidence.EvidenceError, match=f"^{re.escape(f'camps.csv, {said}')}$"):
        read(tmp_path, text, ["id", "year"], key)


EIGHT = [f"c{n}" for n in range(8)]


@pytest.mark.parametrize(
    ("head", "names", "said"),
    [
        (["x"], [*EIGHT, "x"], f"column {', '.join(EIGHT)} is missing"),
        (["x"], [*EIGHT, "c8", "x"], f"column {', '.join(EIGHT)} and 1 more is missing"),
        (["x", "two words"], ["x"], "column 'two words' is unknown"),
        (["x", "\u043bес"], ["x"], "column \u043bес is unknown"),
        (["x", "<b>", "y\u00a0"], ["x"], "column '<b>', 'y\\xa0' is unknown"),
        (["x", LONG[1:]], ["x"], f"column {LONG[1:]} is unknown"),
        (["x", LONG], ["x"], f"column '{LONG}' is unknown"),
        (["x", LONG * 2], ["x"], f"column '{LONG[:40]}'… is unknown"),
        (["x", "y"], ["x", "z"], "column z is missing; column y is unknown"),
        (["y", "x"], ["x", "y"], "columns are not in the order of datapackage.json"),
    ],
)
def test_columns_are_named_so_that_they_can_be_seen(
    tmp_path: Path, head: list[str], names: list[str], said: str
) -> None:
    with pytest.raises(evidence.EvidenceError, match=f"^{re.escape(f'camps.csv, row 1: {said}')}$"):
        read(tmp_path, f"{','.join(head)}\n", names)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0", ""),
        ("4", ""),
        ("-1", "-1 is beyond the minimum of 0"),
        ("5", "5 is beyond the maximum of 4"),
    ],
)
def test_a_number_has_both_its_ends(tmp_path: Path, value: str, said: str) -> None:
    (tmp_path / "scores.csv").write_text(f"score\n{value}\n", encoding="utf-8")
    limits = {"required": True, "minimum": 0, "maximum": 4}
    schema = {"fields": [{"name": "score", "type": "integer", "constraints": limits}]}
    if not said:
        assert evidence.read_table(tmp_path / "scores.csv", schema) == [{"score": int(value)}]
        return
    with pytest.raises(evidence.EvidenceError) as error:
        evidence.read_table(tmp_path / "scores.csv", schema)
    assert str(error.value) == f"scores.csv, row 2 ({value}), column score: {said}"


def test_a_column_of_numbers_is_one_also_where_it_is_empty() -> None:
    ends = evidence.frame("claims", id="men-1946")[["low", "best", "high"]]
    assert ends.isna().all(axis=None)
    assert [str(kind) for kind in ends.dtypes] == ["float64"] * 3
    scores = evidence.frame("features", score=3)
    assert len(scores) > 0
    assert str(scores["score"].dtype) == "float64"
