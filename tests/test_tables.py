"""The committed tables: complete, consistent, and with the figures that stand in the sources."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import json
import re
from pathlib import Path

import pytest

from dispatched import arithmetic, evidence

DATA = Path(__file__).resolve().parents[1] / "data"
CSV_FILES = sorted(DATA.glob("*.csv"))

PARAGRAPHS = {"lankov2020": 112, "sejong2025": 82, "dailynk2022": 20, "rfa2018": 35, "wsj2025": 74}
"""Lines with visible text in the archived copy of each source: no locator can lie beyond."""


@pytest.fixture(scope="module")
def tables() -> dict[str, list[evidence.Row]]:
    return evidence.read_package(DATA)


def _faults(rows: list[evidence.Row], wrong) -> list[str]:
    return [row["id"] for row in rows if wrong(row)]


def test_every_file_is_a_table_of_the_package(tables):
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert {r["path"] for r in package["resources"] if r["format"] == "csv"} == {
        p.relative_to(DATA).as_posix() for p in DATA.rglob("*.csv")
    }
    assert all(tables.values()), "a table without rows"


def test_frictionless_finds_nothing():
    from frictionless import Package

    report = Package(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["path", "rowNumber", "fieldName", "message"])[:5]


def test_ids_are_unique_across_tables(tables):
    ids = [
        row["id"]
        for name in ("claims", "calculations", "events", "features")
        for row in tables[name]
    ]
    assert sorted({i for i in ids if ids.count(i) > 1}) == []


def test_enough_claims_of_the_main_source(tables):
    assert sum(row["source"] == "lankov2020" for row in tables["claims"]) >= 130


def test_low_best_high_rise(tables):
    def falls(row):
        stated = [row[c] for c in ("low", "best", "high") if row[c] is not None]
        return stated != sorted(stated)

    assert _faults(tables["claims"], falls) == []


def test_a_range_has_two_ends(tables):
    assert _faults(tables["claims"], lambda r: r["low"] is not None and r["low"] == r["high"]) == []


def test_years_are_plausible(tables):
    """The story begins with recruitment in the 1930s; nothing is claimed of years after 2030."""

    def odd(row):
        years = [row[c] for c in ("year_start", "year_end") if row[c] is not None]
        if row["unit"] == "year":
            years += [row[c] for c in ("low", "best", "high") if row[c] is not None]
        return years and not (all(1930 <= y <= 2030 and y == int(y) for y in years))

    assert _faults(tables["claims"], odd) == []
    assert (
        _faults(
            tables["claims"], lambda r: r["year_end"] and (r["year_start"] or 0) > r["year_end"]
        )
        == []
    )


def test_dates_of_events_exist(tables):
    for row in tables["events"]:
        ends = []
        for part in row["date"].split("/"):
            filled = part + "-01-01"[len(part) - 4 :] if len(part) < 10 else part
            day = datetime.date.fromisoformat(filled)
            assert 1930 <= day.year <= 2030, row["id"]
            ends.append(day)
        assert ends == sorted(ends), row["id"]
        expected = {"year": 4, "month": 7, "day": 10}.get(row["precision"])
        assert expected in (None, len(row["date"])), (
            f"{row['id']}: {row['date']} is not as precise as a {expected}"
        )


def test_amounts_of_people_and_money_are_not_negative(tables):
    units = {row["id"] for row in tables["units"]} - {"celsius"}

    def negative(row):
        return row["unit"] in units and any((row[c] or 0) < 0 for c in ("low", "best", "high"))

    assert _faults(tables["claims"], negative) == []


def test_shares_are_between_0_and_100_percent(tables):
    def outside(row):
        return (
            row["measure"] == "share"
            and row["unit"] == "percent"
            and any(not 0 <= row[c] <= 100 for c in ("low", "best", "high") if row[c] is not None)
        )

    assert _faults(tables["claims"], outside) == []
    assert (
        _faults(tables["claims"], lambda r: r["measure"] == "share" and r["unit"] != "percent")
        == []
    )


def test_relation_fits_the_values(tables):
    fits = {
        "exact": lambda low, best, high: best is not None and low is None and high is None,
        "about": lambda low, best, high: best is not None or (low is not None and high is not None),
        "at_least": lambda low, best, high: low is not None and high is None,
        "at_most": lambda low, best, high: (high is None) != (best is None) and low is None,
        "between": lambda low, best, high: low is not None and high is not None,
    }

    def misfit(row):
        values = row["low"], row["best"], row["high"]
        return values != (None, None, None) and not fits[row["relation"]](*values)

    assert _faults(tables["claims"], misfit) == []


def test_a_claim_without_value_says_that_it_is_in_words(tables):
    bare = [row for row in tables["claims"] if all(row[c] is None for c in ("low", "best", "high"))]
    assert bare
    assert _faults(bare, lambda row: not row["in_words"]) == []


def test_what_is_in_words_is_said_in_the_note_too(tables):
    assert (
        _faults(tables["claims"], lambda r: r["in_words"] != ("in words" in (r["note"] or "")))
        == []
    )


def test_grades(tables):
    """A is kept for official counts and documents; a press report or testimony is C at best."""
    weak = ("press report", "testimony", "projection")
    assert _faults(tables["claims"], lambda r: r["grade"] not in "ABCD") == []
    top = [row for row in tables["claims"] if row["grade"] == "A"]
    assert top
    assert (
        _faults(
            top,
            lambda r: r["basis"] not in ("official statistic", "archival document", "agreement"),
        )
        == []
    )
    odd = _faults(tables["claims"], lambda r: r["basis"] in weak and r["grade"] in "AB")
    assert odd == [], "a witness's date may be sound, a witness's figure is not"


def test_locators_name_paragraphs_that_exist(tables):
    assert set(PARAGRAPHS) <= {row["id"] for row in tables["sources"]}
    for name in ("claims", "events", "features"):
        for row in tables[name]:
            if name == "features" and row["text"] == "Not stated.":
                continue
            parts = row["locator"].split("; ")
            for part in parts:
                numbered = re.fullmatch(r"p([1-9]\d*)", part)
                # A text read whole has a paragraph for everything; an excerpt may have none.
                assert numbered or row["source"] not in PARAGRAPHS, f"{row['id']}: {part}"
                last = PARAGRAPHS.get(row["source"], 99)
                assert not numbered or int(numbered[1]) <= last, f"{row['id']}: {part}"
            assert len(set(parts)) == len(parts), row["id"]


def test_a_feature_without_locator_is_one_that_the_source_does_not_state(tables):
    assert (
        _faults(tables["features"], lambda r: r["locator"] is None and r["text"] != "Not stated.")
        == []
    )


def test_features_are_scored_by_the_rubric(tables):
    rubric = {row["id"]: row for row in tables["dimensions"]}
    for row in tables["features"]:
        if row["score"] is not None:
            assert row["score"] in range(5), row["id"]
            assert rubric[row["dimension"]][f"score_{row['score']}"], (
                f"{row['id']}: no rubric for this score"
            )
            assert row["text"] != "Not stated.", f"{row['id']}: scored, but not stated"
        same = [
            r["id"]
            for r in tables["features"]
            if (r["era"], r["dimension"], r["source"])
            == (row["era"], row["dimension"], row["source"])
        ]
        assert same == [row["id"]], "one score for each era, dimension and source"


def test_nothing_is_defined_and_never_used(tables):
    claims, sums = tables["claims"], tables["calculations"]
    series = [row for name, rows in tables.items() if name.startswith("series-") for row in rows]
    citing = [
        *claims,
        *series,
        *tables["events"],
        *tables["features"],
        *tables["ilo"],
        *tables["resolutions"],
    ]
    named = {
        part for r in tables["ilo-evidence"] for part in (r["source"] or "").split("; ") if part
    }
    assert {r["id"] for r in tables["sources"]} == {r["source"] for r in citing} | named
    assert {r["id"] for r in tables["indicators"]} == {r["indicator"] for r in claims}
    assert {r["id"] for r in tables["units"]} == {r["unit"] for r in [*claims, *sums, *series]}
    assert {r["id"] for r in tables["eras"]} == {r["era"] for r in claims}
    assert {r["id"] for r in tables["dimensions"]} == {r["dimension"] for r in tables["features"]}


def test_calculations_use_claims_that_state_a_value(tables):
    valued = {
        r["id"] for r in tables["claims"] if any(r[c] is not None for c in ("low", "best", "high"))
    }
    for row in tables["calculations"]:
        used = set(arithmetic.inputs_of(row).values()) | ({row["says"]} if row["says"] else set())
        assert used <= valued, f"{row['id']}: {used - valued}"


def test_statements_are_one_sentence(tables):
    for row in tables["claims"]:
        text = row["statement"].replace("U.S.", "US")
        assert re.fullmatch(r"\S.*[.]", text), row["id"]
        assert len(re.findall(r"[.!?](?=\s|$)", text)) == 1, f"{row['id']}: {text}"
        assert len(text.split()) >= 4, row["id"]


def test_eras_follow_on_each_other(tables):
    eras = [row for row in tables["eras"] if row["year_start"] is not None]
    assert [row["id"] for row in eras] == [str(row["year_start"]) for row in eras]
    for before, after in itertools.pairwise(eras):
        assert after["year_start"] - before["year_end"] in (0, 1), (
            f"{before['id']} to {after['id']}"
        )


def test_every_source_is_in_the_bibliography(tables):
    text = (DATA / "references.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{([^,\s]+),", text, re.M)
    assert len(keys) == len(set(keys))
    missing = [row["id"] for row in tables["sources"] if row["id"] not in keys]
    assert not missing, f"references.bib has no entry for {', '.join(missing)} (sources.csv)"
    assert text.count("{") == text.count("}")


def test_bibliography_is_read_without_complaint():
    from pybtex.database.input.bibtex import Parser

    entries = Parser().parse_file(str(DATA / "references.bib")).entries
    bare = [
        key
        for key, entry in entries.items()
        if not (entry.fields.get("title") and entry.fields.get("year"))
    ]
    assert set(bare) <= {"dailynk2022"}, "only the copy without headline and date may lack them"


@pytest.mark.parametrize("path", CSV_FILES, ids=lambda p: p.name)
def test_file_is_plain_csv(path):
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf"), "byte order mark"
    assert b"\r" not in raw, "line ends are not \\n"
    assert raw.endswith(b"\n")
    text = raw.decode("utf-8")
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\n").writerows(
        csv.reader(io.StringIO(text, newline=""), strict=True)
    )
    assert again.getvalue() == text
