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
from tests import renew_claims

DATA = Path(__file__).resolve().parents[1] / "data"
CSV_FILES = sorted(DATA.glob("*.csv"))

PARAGRAPHS = {"lankov2020": 112, "sejong2025": 82, "dailynk2022": 20, "rfa2018": 35, "wsj2025": 74}
"""Lines with visible text in the archived copy of each source: no locator can lie beyond."""

# Copied from the sources by hand: paragraph, low, best, high, unit.
KNOWN = {
    "trade-2008-2017": ("p1", 70_000_000, None, 120_000_000, "USD/year"),
    "trade-forecast-2020": ("p4", None, 1_000_000_000, None, "USD/year"),
    "far-east-area": ("p9", None, 6_170_000, None, "km2"),
    "far-east-population-2018": ("p9", None, 6_170_000, None, "persons"),
    "far-east-population-1990": ("p9", None, 8_060_000, None, "persons"),
    "gdp-per-head-nk": ("p10", None, 1214, None, "USD/year"),
    "china-workers-2012": ("p12", None, 30_000, None, "persons"),
    "middle-east-workers-2012": ("p12", None, 15_000, None, "persons"),
    "arrivals-1947": ("p21", None, 35_000, None, "persons"),
    "arrivals-1946-1949": ("p21", 50_000, None, 80_000, "persons"),
    "remittance-limit-1946": ("p23", None, 50, None, "percent"),
    "citizenship-late-1940s": ("p25", None, 2500, None, "persons"),
    "stock-1950-sakhalin-kurils": ("p26", None, 12_000, None, "persons"),
    "non-returnees-over-1000": ("p26", 1000, None, None, "persons"),
    "stock-1957-1964": ("p28", None, 6000, None, "persons"),
    "agreement-1967": ("p31", None, 1967, None, "year"),
    "stock-april-1969": ("p33", None, 12_486, None, "persons"),
    "quota-1967-1984": ("p33", None, 15_000, None, "persons"),
    "stock-1970-1975": ("p33", None, 15_000, None, "persons"),
    "stock-late-1980s": ("p33", 20_000, None, 30_000, "persons"),
    "timber-share-nk": ("p37", None, 33.3, None, "percent"),
    "contract-length-1967": ("p39", None, 3, None, "years"),
    "regional-wage-1960s": ("p41", None, 154, None, "percent"),
    "winter-temperature": ("p42", -40, None, -30, "celsius"),
    "logger-wage-rubles": ("p43", None, 100, None, "SUR/month"),
    "minimum-wage-1980": ("p43", None, 70, None, "SUR/month"),
    "truckload-goods": ("p47", None, 2.4, None, "tons"),
    "agreement-2007": ("p51", None, 2007, None, "year"),
    "stock-2016": ("p54", None, 31_500, None, "persons"),
    "chinese-workers-2016": ("p54", None, 47_000, None, "persons"),
    "builders-share-2016": ("p57", None, 80, None, "percent"),
    "mining-construction-2016": ("p57", None, 22_000, None, "persons"),
    "mining-construction-share-2016": ("p57", None, 75, None, "percent"),
    "contract-work-share": ("p58", 60, None, 70, "percent"),
    "planned-money": ("p62", 450, None, 800, "USD/month"),
    "contract-workers": ("p62", None, 20_000, None, "persons"),
    "stock-average-2005-2015": ("p62", None, 30_000, None, "persons"),
    "planned-money-revenue": ("p62", 100_000_000, None, 200_000_000, "USD/year"),
    "contract-work-advantage": ("p66", 2, None, 6, "ratio"),
    "savings-early-2010s": ("p67", 200, None, 3000, "USD/year"),
    "savings-2005-2014": ("p67", 1000, None, 2000, "USD/year"),
    "home-pay-pyongyang": ("p68", 40, None, 70, "USD/month"),
    "bribe-2005-2015": ("p68", 400, None, 500, "USD"),
    "resolution-2397": ("p80", None, 2397, None, "number"),
    "sejong-stock-1966-1990": ("p21", 15_000, None, 30_000, "persons"),
    "sejong-worker-share-soviet-pay": ("p21", 20, None, 30, "percent"),
    "sejong-brigade-size": ("p26", 5, None, 20, "persons"),
    "sejong-savings-year": ("p31", None, 1500, None, "USD/year"),
    "sejong-savings-total": ("p31", 5000, None, 6000, "USD"),
    "sejong-planned-money-8-months": ("p34", None, 6500, None, "USD"),
    "sejong-planned-money-year": ("p34", 9000, None, 10_000, "USD/year"),
    "sejong-workers-abroad": ("p35", None, 100_000, None, "persons"),
    "sejong-bribe-russia": ("p40", None, 400, None, "USD"),
    "sejong-crocus-killed": ("p50", None, 149, None, "persons"),
    "sejong-stock-after-ban": ("p54", None, 10_000, None, "persons"),
    "sejong-stranded": ("p56", None, 5000, None, "persons"),
    "sejong-arrivals-2024": ("p59", None, None, 8000, "persons"),
    "sejong-stock-2025": ("p60", None, 15_000, None, "persons"),
    "sejong-foreign-workers": ("p62", 3_000_000, None, 3_500_000, "persons"),
    "sejong-foreign-workers-share": ("p62", 4, None, 4.5, "percent"),
    "sejong-prospect": ("p64", 100_000, None, 150_000, "persons"),
    "dailynk-arrears-limit": ("p5", 4, None, None, "months"),
    "dailynk-party-funds": ("p14", 7000, None, 10_000, "USD/year"),
    "rfa-pay-services": ("p17", None, 150, None, "USD/month"),
    "rfa-workers-abroad": ("p24", None, 93_000, None, "persons"),
    "rfa-stock-2018": ("p26", None, 50_000, None, "persons"),
    "wsj-shortage-2030": ("p12", None, 2_400_000, None, "persons"),
    "wsj-shortage-2025": ("p12", None, 1_500_000, None, "persons"),
    "wsj-workers-sent": ("p15", None, 15_000, None, "persons"),
    "wsj-entries-growth": ("p15", None, 12, None, "ratio"),
    "wsj-soldiers-2024": ("p19", None, 12_000, None, "persons"),
    "wsj-state-share": ("p28", 90, None, None, "percent"),
    "wsj-worker-pay-left": ("p28", 100, None, 200, "USD/month"),
    "wsj-companies": ("p37", None, 120, None, "companies"),
    "wsj-student-visas": ("p48", None, 8600, None, "visas"),
    "wsj-students": ("p48; p49", None, 130, None, "persons"),
}


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
    ids = [row["id"] for name in ("claims", "calculations", "events", "features") for row in tables[name]]
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
    assert _faults(tables["claims"], lambda r: r["year_end"] and (r["year_start"] or 0) > r["year_end"]) == []


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
        assert expected in (None, len(row["date"])), f"{row['id']}: {row['date']} is not as precise as a {expected}"


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
    assert _faults(tables["claims"], lambda r: r["measure"] == "share" and r["unit"] != "percent") == []


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
    def silent(row):
        return (
            all(row[c] is None for c in ("low", "best", "high"))
            and "in words" not in f"{row['note']}{row['corrected']}"
        )

    assert _faults(tables["claims"], silent) == []


def test_grades(tables):
    """A is kept for official counts and documents; a press report or testimony is C at best."""
    weak = ("press report", "testimony", "projection")
    assert _faults(tables["claims"], lambda r: r["grade"] not in "ABCD") == []
    top = [row for row in tables["claims"] if row["grade"] == "A"]
    assert top
    assert _faults(top, lambda r: r["basis"] not in ("official statistic", "archival document", "agreement")) == []
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
                assert re.fullmatch(r"p[1-9]\d*", part), f"{row['id']}: {row['locator']}"
                last = PARAGRAPHS.get(row["source"], 99)  # the further sources were read as excerpts
                assert int(part[1:]) <= last, f"{row['id']}: {part} of {row['source']}"
            assert len(set(parts)) == len(parts), row["id"]


def test_a_feature_without_locator_is_one_that_the_source_does_not_state(tables):
    assert _faults(tables["features"], lambda r: r["locator"] is None and r["text"] != "Not stated.") == []


def test_features_are_scored_by_the_rubric(tables):
    rubric = {row["id"]: row for row in tables["dimensions"]}
    for row in tables["features"]:
        if row["score"] is not None:
            assert row["score"] in range(5), row["id"]
            assert rubric[row["dimension"]][f"score_{row['score']}"], f"{row['id']}: no rubric for this score"
            assert row["text"] != "Not stated.", f"{row['id']}: scored, but not stated"
        same = [
            r["id"]
            for r in tables["features"]
            if (r["era"], r["dimension"], r["source"]) == (row["era"], row["dimension"], row["source"])
        ]
        assert same == [row["id"]], "one score for each era, dimension and source"


def test_nothing_is_defined_and_never_used(tables):
    claims, sums = tables["claims"], tables["calculations"]
    series = [row for name, rows in tables.items() if name.startswith("series-") for row in rows]
    citing = [*claims, *series, *tables["events"], *tables["features"], *tables["ilo"], *tables["resolutions"]]
    named = {part for r in tables["ilo-evidence"] for part in (r["source"] or "").split("; ") if part}
    assert {r["id"] for r in tables["sources"]} == {r["source"] for r in citing} | named
    assert {r["id"] for r in tables["indicators"]} == {r["indicator"] for r in claims}
    assert {r["id"] for r in tables["units"]} == {r["unit"] for r in [*claims, *sums, *series]}
    assert {r["id"] for r in tables["eras"]} == {r["era"] for r in claims}
    assert {r["id"] for r in tables["dimensions"]} == {r["dimension"] for r in tables["features"]}


def test_calculations_use_claims_that_state_a_value(tables):
    valued = {r["id"] for r in tables["claims"] if any(r[c] is not None for c in ("low", "best", "high"))}
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
        assert after["year_start"] - before["year_end"] in (0, 1), f"{before['id']} to {after['id']}"


def test_every_source_is_in_the_bibliography(tables):
    text = (DATA / "references.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{([^,\s]+),", text, re.M)
    assert len(keys) == len(set(keys))
    assert {row["id"] for row in tables["sources"]} <= set(keys)
    assert text.count("{") == text.count("}")


def test_bibliography_is_read_without_complaint():
    from pybtex.database.input.bibtex import Parser

    entries = Parser().parse_file(str(DATA / "references.bib")).entries
    bare = [key for key, entry in entries.items() if not (entry.fields.get("title") and entry.fields.get("year"))]
    assert set(bare) <= {"dailynk2022"}, "only the copy without headline and date may lack them"


@pytest.mark.parametrize("path", CSV_FILES, ids=lambda p: p.name)
def test_file_is_plain_csv(path):
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf"), "byte order mark"
    assert b"\r" not in raw, "line ends are not \\n"
    assert raw.endswith(b"\n")
    text = raw.decode("utf-8")
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\n").writerows(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert again.getvalue() == text


@pytest.mark.parametrize("ident", KNOWN)
def test_known_value(tables, ident):
    row = next(row for row in tables["claims"] if row["id"] == ident)
    assert tuple(row[c] for c in ("locator", "low", "best", "high", "unit")) == KNOWN[ident]


def test_no_figure_changes_unnoticed():
    expected = json.loads(renew_claims.EXPECTED.read_text(encoding="utf-8"))
    changes = renew_claims.differences(renew_claims.claims(), expected)
    assert not changes, "meant? then run `python -m tests.renew_claims`:\n" + "\n".join(changes)


def test_renewing_says_what_changes(tmp_path):
    table, target = tmp_path / "claims.csv", tmp_path / "expected.json"
    text = (DATA / "claims.csv").read_text(encoding="utf-8")
    table.write_text(text, encoding="utf-8", newline="")
    assert len(renew_claims.renew(table, target)) == len(renew_claims.claims())
    assert renew_claims.renew(table, target) == []
    lines = text.splitlines(keepends=True)
    changed = [line.replace(",35000,", ",36000,") if line.startswith("arrivals-1947,") else line for line in lines]
    kept = [line for line in changed if not line.startswith("stock-april-1969,")]
    table.write_text("".join(kept), encoding="utf-8", newline="")
    first, second = renew_claims.renew(table, target)
    assert first == "gone     stock-april-1969"
    assert second.startswith("changed  arrivals-1947: lankov2020 | p21 | 1946 | 1947 | 1947 |  | 36000 |")


def test_any_single_change_of_a_figure_is_caught():
    """Change each of these columns in each claim: the list of expected figures notices every one."""
    expected = json.loads(renew_claims.EXPECTED.read_text(encoding="utf-8"))
    changed = {
        "low": lambda v: f"{float(v or 0) + 1:g}",
        "best": lambda v: f"{float(v or 0) + 1:g}",
        "high": lambda v: f"{float(v or 0) + 1:g}",
        "year_start": lambda v: str(int(v or 1946) + 1),
        "unit": lambda v: "days" if v != "days" else "weeks",
        "source": lambda v: "wsj2025" if v != "wsj2025" else "rfa2018",
    }
    tried, missed = 0, []
    for ident, row in renew_claims.claims().items():
        for column, change in changed.items():
            tried += 1
            if renew_claims.fingerprint({**row, column: change(row[column])}) == expected[ident]:
                missed.append(f"{ident}.{column}")
    assert tried == len(changed) * len(expected)
    assert missed == []
