"""A claim tells when a cell of it is read, in whatever way, and caches hide it from nobody."""

from __future__ import annotations

import ast
import copy
import csv
import json
import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from dispatched import arithmetic, evidence
from dispatched.evidence import lookup, noting, remembered, watched
from dispatched.evidence.watched import Watched, cell
from tests.test_house import PACKAGE, modules

WAYS: dict[str, Callable[[Watched], Any]] = {
    "one cell": lambda row: row["best"],
    "get": lambda row: row.get("best"),
    "items": lambda row: list(row.items()),
    "values": lambda row: list(row.values()),
    "dict": dict,
    "stars": lambda row: {**row},
    "as arguments": lambda row: (lambda **cells: cells)(**row),
    "or": lambda row: row | {},
    "or, turned round": lambda row: {} | row,
    "update": lambda row: {}.update(row),
    "copy": lambda row: row.copy(),
    "copy.copy": copy.copy,
    "copy.deepcopy": copy.deepcopy,
    "equal": lambda row: row == {},
    "written out": lambda row: f"{row}",
    "format": lambda row: "{best}".format_map(row),
    "JSON": json.dumps,
    "a data frame": lambda row: pd.DataFrame([row, row]),
    "a series": pd.Series,
}
QUIET: dict[str, Callable[[Watched], Any]] = {
    "its id": lambda row: row["id"],
    "its era": lambda row: row.get("era"),
    "its columns": list,
    "has it": lambda row: "best" in row,
    "how many": len,
}

CACHES = {
    "drawing": {"_choose_fonts"},  # that it was done
    "evidence.lookup": {"_data_folder", "_load", "_by_id"},  # rows themselves, which tell
    "evidence.cells": {"functools.cache"},  # patterns of the description
    "notebooks.cards": {"_homes"},  # ids and eras
    "notebooks.machine": {"_ids"},  # ids
    "notebooks.references": {"_works"},  # the bibliography
    "cite.items": {"_library"},  # the bibliography
    "notebooks.spans": {"parser", "read"},
    "notebooks.verbs": {"known"},  # names of pandas
    "questions.places": {"_read"},  # the map
    "checks.key_files": {"load_keys", "load_question_keys"},
    "texts": {"lru_cache"},  # text files
    "kit.worksheet_words": {"_parser"},
    "book.patches.building": {"functools.cache"},  # words and styles
    "book.patches.trees": {"functools.cache"},  # patterns
}
"""Module → what it keeps with Python's own caches, none of which holds a cell of a claim."""


@pytest.mark.parametrize("way", WAYS)
def test_a_claim_that_is_read_in_this_way_tells(way: str) -> None:
    row = Watched({"id": "a", "era": "1946", "best": 1.0})
    with noting() as read:
        WAYS[way](row)
    assert read & {"a.best", "a.*"}


def test_a_cell_that_is_read_alone_tells_of_no_other() -> None:
    row = Watched({"id": "a", "era": "1946", "best": 1.0, "note": None})
    with noting() as read:
        assert (row["best"], row.get("best")) == (1.0, 1.0)
    assert read == {"a.best"}
    assert cell("a", "best") == "a.best"


@pytest.mark.parametrize("way", QUIET)
def test_what_begins_the_book_anew_need_not_be_told(way: str) -> None:
    row = Watched({"id": "a", "era": "1946", "best": 1.0})
    with noting() as read:
        QUIET[way](row)
    assert read == set()


def test_who_listens_outside_hears_too() -> None:
    row = Watched({"id": "a", "best": 1.0})
    with noting() as outer:
        with noting() as inner:
            assert row["best"] == 1.0
        assert inner == {"a.best"}
    assert outer == {"a.best"}
    assert row["best"] == 1.0  # nobody listens


def test_what_is_remembered_tells_every_caller_and_is_made_once() -> None:
    row, calls = Watched({"id": "a", "best": 1.0}), []

    @remembered
    def twice(by: int) -> float:
        calls.append(by)
        return float(row["best"] * by)

    for _ in range(2):
        with noting() as read:
            assert twice(2) == 2.0
        assert read == {"a.best"}
    assert calls == [2]
    watched.forget()
    assert twice(2) == 2.0
    assert calls == [2, 2]


@pytest.fixture
def claims() -> Any:
    """The book's own claims, watched; afterwards as they were."""
    rows = evidence.tables()["claims"]
    before = list(rows)
    evidence.watch()
    evidence.watch()  # once more changes nothing
    yield rows
    rows[:] = before
    lookup._by_id.cache_clear()


def of_claims(read: set[str]) -> set[str]:
    """The ids of the claims of which cells were read."""
    return {name.rpartition(".")[0] for name in read}


def test_cards_and_calculations_of_the_book_tell_what_they_read(claims: list[Watched]) -> None:
    assert {type(row) for row in claims} == {Watched}
    with noting() as read:
        evidence.claim_card("arrivals-1947")
    assert of_claims(read) == {"arrivals-1947"}
    row = arithmetic.calculation("calc-arrivals-1947-share")
    with noting() as read:
        arithmetic.compute(row)
    assert of_claims(read) == {*arithmetic.inputs_of(row).values()}
    with noting() as read:
        evidence.claims(era="1946")
    assert of_claims(read) == {row["id"] for row in claims if row["era"] == "1946"}


def test_a_row_has_the_columns_of_the_table_and_no_others(claims: list[Watched]) -> None:
    with (evidence.data_folder() / "claims.csv").open(encoding="utf-8", newline="") as file:
        head = next(csv.reader(file))
    assert {tuple(row) for row in claims} == {tuple(head)}


def caches(source: str) -> set[str]:
    """What a module keeps with Python's own caches: functions, or the cache where it is called."""
    tree, names, above = ast.parse(source), set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for each in node.decorator_list:
                above.add(each)
                if re.search(r"\b(lru_|cached_property\b|cache\b)", ast.unparse(each)):
                    names.add(node.name)
        elif isinstance(node, ast.Call) and node not in above:
            called = ast.unparse(node.func)
            names |= {called} & {"cache", "lru_cache", "functools.cache", "functools.lru_cache"}
    return names


def test_no_other_cache_of_python_may_hold_what_a_claim_says() -> None:
    found = {
        name: caches(path.read_text(encoding="utf-8"))
        for name, path in modules(PACKAGE).items()
        if not name.startswith(("grading", "lite"))  # no page is made there
    }
    assert {name: kept for name, kept in found.items() if kept} == CACHES
