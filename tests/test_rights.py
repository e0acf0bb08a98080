"""Law and rights: counts worked by hand, gaps that only widen, and a table in which every cell has
its ground.
"""

from __future__ import annotations

import json

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatched import evidence
from dispatched.charts import rights as drawn
from dispatched.questions import rights
from dispatched.shown import MIME
from tests.chapters import ROOT

words = st.lists(st.sampled_from(rights.READINGS), max_size=11)
part = st.sampled_from([0, 0.25, 0.5, 1])


# --- days


def test_the_deadline_of_two_years_by_hand():
    """2018 and 2019 are no leap years: twice 365."""
    assert rights.days_between("2017-12-22", "2019-12-22") == 730
    assert rights.days_between("2019-12-22", "2020-01-23") == 32
    assert rights.days_between("2019-12-22", "2017-12-22") == -730


@pytest.mark.parametrize("wrong", ["2017-12", "2017-02-30", ""])
def test_a_date_must_be_whole(wrong):
    with pytest.raises(ValueError, match=r"isoformat|day"):
        rights.days_between("2017-12-22", wrong)


@given(st.dates(), st.dates(), st.dates())
def test_days_add_up(a, b, c):
    a, b, c = (d.isoformat() for d in (a, b, c))
    assert rights.days_between(a, b) + rights.days_between(b, c) == rights.days_between(a, c)


# --- spans


def test_a_count_by_hand():
    five = ["present", "present", "partly", "absent", "unknown"]
    assert rights.span(five) == (2.5, 3.5)
    assert rights.span(five, 0) == (2, 3)
    assert rights.span(five, 1, "absent") == (3, 3)
    assert rights.span(five, 1, "present") == (4, 4)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((["maybe"],), "no reading: maybe"),
        ((["present"], 2), "from 0 to 1, not 2"),
        ((["present"], 0.5, "half"), "no way to fill"),
    ],
)
def test_what_cannot_be_counted(args, said):
    with pytest.raises(ValueError, match=said):
        rights.span(*args)


@given(words, part)
def test_the_ends_are_the_two_fillings(readings, weight):
    low, high = rights.span(readings, weight)
    assert rights.span(readings, weight, "absent") == (low, low)
    assert rights.span(readings, weight, "present") == (high, high)
    assert 0 <= low <= high <= len(readings)
    assert high - low == readings.count("unknown")


@given(words, part)
def test_learning_something_never_widens(readings, weight):
    """Whatever a gap turns out to be, the new span lies within the old one."""
    if "unknown" in readings:
        low, high = rights.span(readings, weight)
        at = readings.index("unknown")
        for found in ("present", "partly", "absent"):
            new = rights.span([*readings[:at], found, *readings[at + 1 :]], weight)
            assert low <= new[0] <= new[1] <= high


def test_three_answers():
    assert [rights.answer(2, 5, n) for n in (2, 3, 5, 6)] == ["met", "open", "open", "not met"]
    with pytest.raises(ValueError, match="above the high end"):
        rights.answer(5, 2, 3)


@given(words, part, st.integers(1, 11))
def test_an_answer_holds_for_every_filling(readings, weight, enough):
    found = rights.answer(*rights.span(readings, weight), enough)
    filled = {
        rights.answer(*rights.span(readings, weight, f), enough) for f in ("absent", "present")
    }
    assert found == (filled.pop() if len(filled) == 1 else "open")


def test_spans_of_two_periods():
    data = pd.DataFrame({"era": ["b", "a", "a"], "reading": ["partly", "present", "unknown"]})
    first, second = rights.spans(data, partly=25, enough=2)
    assert first == {"era": "a", "low": 1, "high": 2, "answer": "open", "line": 2}
    assert second == {"era": "b", "low": 0.25, "high": 0.25, "answer": "not met", "line": 2}


# --- the table


@pytest.fixture(scope="module")
def rows() -> list[evidence.Row]:
    return evidence.tables()["ilo-evidence"]


def test_each_indicator_has_one_reading_in_each_period(rows):
    eras = [r["id"] for r in evidence.tables()["eras"] if r["id"] != "across"]
    wanted = [(i["id"], era) for i in evidence.tables()["ilo"] for era in eras]
    assert [(r["indicator"], r["era"]) for r in rows] == wanted
    assert all(r["id"] == f"ev-{r['indicator']}-{r['era']}" for r in rows)


def test_what_is_read_has_a_place_and_what_is_unknown_says_what_is_missing(rows):
    assert [r["id"] for r in rows if r["reading"] != "unknown" and r["locator"] is None] == []
    assert [r["id"] for r in rows if len(r["text"].split()) < 5] == []


def test_the_evidence_of_a_reading_exists_and_is_of_its_period(rows):
    known = {r["id"]: r["era"] for name in ("claims", "features") for r in evidence.tables()[name]}
    for row in rows:
        for ident in (row["evidence"] or "").split("; "):
            assert not ident or known[ident] == row["era"], (row["id"], ident)


def test_places_lie_within_the_archived_texts(rows):
    from tests.test_tables import PARAGRAPHS

    for row in rows:
        for part_ in (row["locator"] or "p1").split("; "):
            assert 1 <= int(part_[1:]) <= PARAGRAPHS.get(row["source"], 99), row["id"]


def test_absent_is_said_by_a_source_and_not_by_its_silence(rows):
    absent = [r for r in rows if r["reading"] == "absent"]
    assert absent
    assert all(r["locator"] and not r["text"].startswith("No text") for r in absent)


def test_the_matrix_is_ordered():
    found = rights.matrix()
    assert found["reading"].cat.ordered
    assert tuple(found["reading"].cat.categories) == rights.READINGS
    assert found["reading"].notna().all()
    assert (found["who"] != "").all()
    without = [row for row in evidence.tables()["ilo-evidence"] if row["locator"] is None]
    assert (found["who"] == "the texts are silent").sum() == len(without) > 10


# --- charts


def test_the_heat_map_does_not_rest_on_color():
    spec = drawn.heat(rights.matrix()).to_dict()
    marks = spec["layer"][1]["encoding"]
    assert marks["shape"]["field"] == marks["color"]["field"] == "reading"
    assert (
        len(set(marks["shape"]["scale"]["range"]))
        == len(set(marks["color"]["scale"]["range"]))
        == 4
    )
    assert {"Ground", "Source"} <= {t["title"] for t in marks["tooltip"]} | {
        t["title"] for t in spec["layer"][1]["encoding"]["tooltip"]
    }


def test_span_bars_take_named_data():
    spec = drawn.span_bars(alt_named(), {"a": "A"}).to_dict()
    assert "model" in json.dumps(spec)


def shown(key):
    """The chart of the chapter that has this key."""
    path = ROOT / "chapters" / "13-law-and-rights.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    outputs = (o for cell in cells if cell.cell_type == "code" for o in cell.outputs)
    specs = (output.get("data", {}).get(MIME, {}) for output in outputs)
    return next(spec for spec in specs if spec.get("usermeta", {}).get("key") == key)


def test_an_answer_has_one_color_in_both_charts():
    moved, grid = shown("span-of-each"), shown("every-threshold")
    scale = moved["layer"][0]["encoding"]["color"]["scale"]
    assert grid["encoding"]["color"]["scale"] == scale
    assert scale == {"domain": [*drawn.ANSWERS], "range": [*drawn.ANSWERS.values()]}


def test_half_an_indicator_is_drawn_as_half():
    rows = shown("span-of-each")["datasets"]["model"]
    (start,) = (r for r in rows if (r["partly"], r["enough"], r["unknown"]) == (50, 6, "range"))
    expected = rights.spans(rights.matrix()[["era", "reading"]], 50, 6, "range")
    assert start["low"] == [row["low"] for row in expected]
    assert start["high"] == [row["high"] for row in expected]
    assert 0.5 in start["low"]


def alt_named():
    import altair as alt

    return alt.NamedData("model")
