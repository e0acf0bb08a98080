"""What was corrected after the first version: the log says what stands in the tables now."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from dispatched import evidence

DATA = Path(__file__).resolve().parents[1] / "data"
CHANGES = evidence.tables()["changes"]


def rows_of(table: str) -> dict[str, dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("change", CHANGES, ids=lambda row: row["id"])
def test_the_log_says_what_stands_there_now(change: evidence.Row) -> None:
    """Of several changes of one cell the last one counts."""
    last = [
        row for row in CHANGES if all(row[key] == change[key] for key in ("table", "row", "column"))
    ][-1]
    found = rows_of(change["table"])[change["row"]][change["column"]]
    assert found == (last["after"] or "")
    assert change["before"] != change["after"]


def test_no_locator_is_a_placeholder() -> None:
    """A note that says "excerpt: last paragraph" beside a locator p1 contradicts it."""
    tables = evidence.tables()
    placed = [row for name in ("claims", "events", "features") for row in tables[name]]
    placed += [row for name, rows in tables.items() if name.startswith("series-") for row in rows]
    odd = re.compile(r"excerpt: (?!data/)|\blast para")
    assert [row for row in placed if odd.search(row.get("note") or "")] == []


def test_what_is_drawn_as_present_is_a_stock() -> None:
    """A yearly rate of arrivals, a quota or a plan is never drawn among those present."""
    people = evidence.people_rows()
    claims = evidence.frame("claims").set_index("id")
    drawn = people.set_index("id")["kind"]
    for ident, kind in drawn.items():
        indicator = claims.loc[ident, "indicator"]
        assert (kind == evidence.KIND["stock"]) == (indicator == "workers_stock"), ident
    stocks = claims[claims["indicator"] == "workers_stock"]
    assert set(stocks["measure"]) <= {"stock", "date"}


SENT = re.compile(
    r"\b(sen[dt]|sends|dispatch\w*|arriv\w*|c[ao]mes?|issued|invited|recruited|registered)\b", re.I
)
THERE = re.compile(r"\b(present|worked|remain\w*|living|stayed|were (there|in|left))\b", re.I)
VALID = re.compile(r"\b(valid|held)\b", re.I)
ISSUED = re.compile(r"\b(issued|went to)\b", re.I)
OPEN = {
    "x-stock-2024-nis": "its texts differ, and the sentence says so",
    "x-stock-sakhalin-1949": "those left of those who had come",
}
"""Stocks whose sentence has a word of a sending, each with the reason."""


@pytest.mark.parametrize(
    ("indicators", "measure", "words"),
    [
        (["workers_stock"], "stock", SENT),
        (["workers_arrivals"], "flow", THERE),
        (["visas", "permits"], "stock", ISSUED),
        (["visas", "permits"], "flow", VALID),
    ],
    ids=["workers present", "workers sent", "papers held", "papers issued"],
)
def test_who_was_sent_is_not_told_as_present(
    indicators: list[str], measure: str, words: re.Pattern[str]
) -> None:
    """The word of the sentence and the measure are of one kind: no sending is a stock."""
    rows = [row for row in evidence.tables()["claims"] if row["indicator"] in indicators]
    rows = [row for row in rows if row["measure"] == measure]
    assert rows
    odd = {row["id"] for row in rows if words.search(row["statement"])} - {*OPEN}
    # Permits that fall are a difference of two counts of valid permits.
    assert odd - {"x-permits-decline-2018"} == set()


HEDGES = re.compile(
    r"\b(about|some|around|roughly|nearly|almost|close|several|hal(f|ves)|third|early|mid|late|"
    r"middle|estimated?|average|quarters?|usual)\b|or so"
)


def test_a_hedge_of_the_source_stands_in_the_sentence() -> None:
    """A card that says "about" beside a sentence that does not has dropped the hedge."""
    claims = evidence.tables()["claims"]
    figures = [row for row in claims if row["best"] is not None and not row["in_words"]]
    hedged = [row for row in figures if row["relation"] == "about"]
    assert hedged
    assert [row["id"] for row in hedged if not HEDGES.search(row["statement"].lower())] == []
