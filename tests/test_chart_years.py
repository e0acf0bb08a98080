"""The chart of eighty years shows every count of a thousand or more, and the empty years."""

from __future__ import annotations

import pandas as pd
import pytest

from dispatched import charts, evidence
from dispatched.charts import overview, signposts


@pytest.fixture(scope="module")
def eighty():
    return charts.eighty_years().to_dict()


def _dataset(spec, column):
    return next(rows for rows in spec["datasets"].values() if column in rows[0])


def _numerals():
    """Claims that the chart must show, read from the table without help of the charts module."""
    for row in evidence.tables()["claims"]:
        stated = [row[c] for c in ("low", "best", "high") if row[c] is not None]
        if (
            row["indicator"]
            in ("workers_stock", "workers_arrivals", "workers_quota", "workers_prospect")
            and row["unit"] in ("persons", "persons/year")
            and stated
            and max(stated) >= 1000
            and "in words" not in (row["note"] or "")
            and (row["year_start"] or row["year_end"])
            and row["sector"] != "mining and construction"  # a part of stock-2016
            and row["place"] != "World"
            # The arrivals of the 1940s were divided among regions: their total is drawn.
            and not (
                (row["era"], row["indicator"]) == ("1946", "workers_arrivals")
                and row["place"] != "Soviet Far East"
            )
            # From the 2000 model on a branch or a region is a part of a total that is drawn.
            and (
                row["era"] in ("1946", "1950", "1967", "across")
                or (row["sector"] == "all" and row["place"] in ("Russia", "Russian Far East"))
            )
        ):
            yield row


def test_eighty_years_holds_every_count_of_a_thousand_or_more(eighty):
    expected = {row["id"]: row for row in _numerals()}
    drawn = {row["id"]: row for row in _dataset(eighty, "value")}
    assert len(expected) >= 20
    assert set(drawn) == set(expected) == set(eighty["usermeta"]["claims"])
    assert len(eighty["usermeta"]["claims"]) == len(expected)
    for ident, row in expected.items():
        stated = [row[c] for c in ("low", "best", "high") if row[c] is not None]
        assert (drawn[ident]["low"], drawn[ident]["high"]) == (min(stated), max(stated))
        assert min(stated) <= drawn[ident]["middle"] <= max(stated)
        assert drawn[ident]["start"] == (row["year_start"] or row["year_end"])
        assert drawn[ident]["end"] == (row["year_end"] or row["year_start"])


def test_eighty_years_fits_its_axes(eighty):
    for row in _dataset(eighty, "value"):
        assert 1944 <= row["start"] <= row["end"] <= 2027
        if row["id"] == signposts.BEYOND[0]:  # told in words at the edge, and nowhere drawn
            assert row["low"] > signposts.TOP
        else:
            assert 0 <= row["low"] <= row["high"] <= signposts.TOP


def test_what_lies_above_the_axis_is_told_in_words(eighty):
    rows = [row for rows in eighty["datasets"].values() for row in rows]
    said = [row["words"] for row in rows if "words" in row]
    assert len([words for words in said if words.startswith("100,000 to 150,000")]) == 2


def test_behind_the_marks_lies_the_band_of_the_ledger(eighty):
    table = evidence.frame("ledger", region="russia", item="end").set_index("year")
    band = pd.DataFrame(_dataset(eighty, "ends")).set_index("year")
    known = table[(table["low"] > 0) | table["high"].notna()]
    assert list(band.index) == list(known.index)
    assert (band["low"] == known["low"]).all()
    two = band[band["known"] != "low"]
    assert (two["high"] == known["high"].dropna()).all()
    assert set(band[band["known"] == "low"].index) == set(known[known["high"].isna()].index)


def test_a_band_without_an_upper_end_has_no_area(eighty):
    views = [v for v in eighty["layer"] if "known" in str(v.get("transform"))]
    areas = [v for v in views if v["encoding"].get("y2")]
    assert len(areas) == 1
    assert {"filter": "datum.known != 'low'"} in areas[0]["transform"]


def test_kinds_are_not_mixed_up(eighty):
    kind = {row["id"]: row["kind"] for row in _dataset(eighty, "value")}
    assert kind["arrivals-1947"] == "Arrivals in the period"
    assert kind["stock-2016"] == "Present at one time"
    assert kind["quota-1967-1984"] == "Agreed quota"
    assert kind["sejong-prospect"] == "Plan or possibility"


def test_gaps_are_exactly_the_years_without_a_stock(eighty):
    covered = set()
    for row in _numerals():
        if row["indicator"] == "workers_stock":
            start = row["year_start"] or row["year_end"]
            covered |= set(range(start, (row["year_end"] or start) + 1))
    gaps = [range(row["start"], row["end"]) for row in _dataset(eighty, "what")]
    assert all(len(gap) > 0 for gap in gaps)
    empty = [year for gap in gaps for year in gap]
    assert len(empty) == len(set(empty)), "gaps overlap"
    assert set(empty) == set(range(1946, 2026)) - covered


@pytest.mark.parametrize("said", [signposts.SAID, signposts.SHORT])
def test_words_apart_from_their_mark_have_a_line_to_it(eighty, said):
    ends = {
        (row["to_year"], row["to"] - signposts.EDGE)
        for rows in eighty["datasets"].values()
        for row in rows
        if "to_year" in row
    }
    drawn = {row["id"]: row for row in _dataset(eighty, "value")}
    for ident, *_, year, persons, _ in said:
        one = drawn[ident]
        middle = ((one["start"] + one["end"]) / 2, one["middle"])
        beside = one["low"] <= persons <= one["high"] and 0 < year - one["end"] < 2
        assert beside or middle in ends, ident


def test_marks_are_small_where_there_is_little_room(eighty):
    sizes = [
        view["mark"]["size"]["expr"] for view in eighty["layer"] if "size" in view.get("mark", {})
    ]
    assert sizes == [f"width > {signposts.NARROW} ? 80 : 22"]


def test_gaps_by_hand():
    stocks = pd.DataFrame({"start": [1950, 1957], "end": [1950, 1959]})
    assert overview._gaps(stocks, 1948, 1962) == [(1948, 1950), (1951, 1957), (1960, 1963)]
    assert overview._gaps(stocks, 1957, 1959) == []
