"""The figures that stand in the sources, and that none changes without being noticed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dispatched import evidence
from tests import renew_claims

DATA = Path(__file__).resolve().parents[1] / "data"

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


@pytest.mark.parametrize("ident", KNOWN)
def test_known_value(ident):
    row = evidence.find("claims", ident)
    assert tuple(row[c] for c in ("locator", "low", "best", "high", "unit")) == KNOWN[ident]


def test_no_figure_changes_unnoticed():
    expected = json.loads(renew_claims.EXPECTED.read_text(encoding="utf-8"))
    changes = renew_claims.differences(renew_claims.claims(), expected)
    assert not changes, "figures changed; if that is meant, run `make fresh`:\n" + "\n".join(
        changes
    )


def test_a_figure_that_changed_names_the_command(tmp_path, monkeypatch):
    expected = json.loads(renew_claims.EXPECTED.read_text(encoding="utf-8"))
    (tmp_path / "old.json").write_text(json.dumps({**expected, "arrivals-1947": "0"}))
    monkeypatch.setattr(renew_claims, "EXPECTED", tmp_path / "old.json")
    with pytest.raises(AssertionError, match=r"run `make fresh`:\s+changed  arrivals-1947: "):
        test_no_figure_changes_unnoticed()


def test_renewing_says_what_changes(tmp_path):
    table, target = tmp_path / "claims.csv", tmp_path / "expected.json"
    text = (DATA / "claims.csv").read_text(encoding="utf-8")
    table.write_text(text, encoding="utf-8", newline="")
    assert len(renew_claims.renew(table, target)) == len(renew_claims.claims())
    assert renew_claims.renew(table, target) == []
    lines = text.splitlines(keepends=True)
    changed = [
        line.replace(",35000,", ",36000,") if line.startswith("arrivals-1947,") else line
        for line in lines
    ]
    kept = [line for line in changed if not line.startswith("stock-april-1969,")]
    table.write_text("".join(kept), encoding="utf-8", newline="")
    first, second = renew_claims.renew(table, target)
    assert first == "gone     stock-april-1969"
    assert second.startswith(
        "changed  arrivals-1947: lankov2020 | p21 | 1946 | 1947 | 1947 |  | 36000 |"
    )


WORDING = {
    *("id", "indicator", "place", "sector", "in_words", "basis"),
    *("attributed_to", "grade", "corrected", "seen", "checked", "coders", "statement", "note"),
}
"""Columns that may change without a new fingerprint: how a claim is named, sorted, graded and
worded.
"""


def test_every_column_is_a_figure_or_wording():
    """A new column must be given to one side: none is left out of the fingerprint by chance."""
    assert {*renew_claims.COLUMNS} | WORDING == {*evidence.tables()["claims"][0]}
    assert not {*renew_claims.COLUMNS} & WORDING


def test_a_change_of_any_claim_in_the_file_is_named(tmp_path):
    """Each claim of the file gets another figure, year or unit in turn: each is named, by its new
    value.
    """
    expected = json.loads(renew_claims.EXPECTED.read_text(encoding="utf-8"))
    with (DATA / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    changes = [
        ("best", "7777"),
        ("low", "0.5"),
        ("high", "8888"),
        ("year_end", "2099"),
        ("unit", "furlongs"),
    ]
    for number, row in enumerate(rows):
        column, value = changes[number % len(changes)]
        row[column], row["note"] = value, "another note"
    with (tmp_path / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    lines = renew_claims.differences(renew_claims.claims(tmp_path / "claims.csv"), expected)
    assert [line.split(":")[0].split()[1] for line in lines] == [row["id"] for row in rows]
    assert all(changes[n % len(changes)][1] in line for n, line in enumerate(lines))


def test_new_wording_alone_is_no_new_figure():
    expected = json.loads(renew_claims.EXPECTED.read_text(encoding="utf-8"))
    rows = {
        ident: {**row, **dict.fromkeys(WORDING, "other")}
        for ident, row in renew_claims.claims().items()
    }
    assert renew_claims.differences(rows, expected) == []
