"""Why each row of the tables is as it is; and that another value is seen, by whom, in a sample."""

from __future__ import annotations

import json
import random
import tomllib

import pytest

from dispatched import evidence
from tests import renew_rows
from tests.trust import (
    around,
    grounds,
    grounds_coding,
    grounds_more,
    grounds_years,
    heard,
    record,
    tables,
)
from tests.trust.judge import LIST, Judge
from tests.trust.mutants import MUST, Mutant, mutants

SEED, SAMPLE = 1967, 60


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge()


def test_every_claim_has_its_grounds() -> None:
    assert grounds.claim_faults() == []


@pytest.mark.parametrize(
    "table", [t for t in evidence.tables() if grounds_more.grounds_of(t)], ids=str
)
def test_every_other_row_has_its_grounds(table: str) -> None:
    others = around.Around(evidence.tables())
    found = [
        f"{table}.csv, row {number}, column {column}: {what}"
        for number, row in enumerate(evidence.tables()[table], 2)
        for column, what in around.faults(table, row, grounds_more.grounds_of(table), others)
    ]
    assert found == []


def test_every_exemption_is_of_a_row_and_a_ground() -> None:
    names = {*grounds.CLAIM_GROUNDS} | {
        name for table in evidence.tables() for name in grounds_more.grounds_of(table)
    }
    assert set(around.exempt()) <= names
    rows = {
        f"{table}:{around.name(row)}"
        for table in evidence.tables()
        if table == "claims" or grounds_more.grounds_of(table)
        for row in evidence.tables()[table]
    }
    assert {row for rows in around.exempt().values() for row in rows} <= rows


def test_every_exemption_has_its_reason_and_stands_once() -> None:
    cells = [
        (each["ground"], row, column)
        for each in around.exemptions()
        for row, column, _ in each["cells"]
    ]
    assert len(cells) == len(set(cells))
    assert all(each["cells"] and len(each["why"]) > 20 for each in around.exemptions())


def test_an_exemption_that_is_not_needed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    row = next(r for r in evidence.tables()["claims"] if r["id"] == "stock-2016")
    freed = {"the unit fits": {"claims:stock-2016": {"unit": "persons"}}}
    monkeypatch.setattr(around, "exempt", lambda: freed)
    told = around.faults("claims", row, grounds.CLAIM_GROUNDS, around.Around(evidence.tables()))
    assert list(told) == [("unit", "the exemption from 'the unit fits' is not needed: exempt.toml")]


def test_no_figure_of_another_table_changes_unnoticed() -> None:
    expected = json.loads(renew_rows.EXPECTED.read_text(encoding="utf-8"))
    changes = renew_rows.differences(renew_rows.prints(renew_rows.rows()), expected)
    assert not changes, "figures changed; if that is meant, run `make fresh`:\n" + "\n".join(
        changes
    )


def of(table: str, ident: str, column: str, value: object) -> Mutant:
    rows = evidence.tables()[table]
    number = next(n for n, row in enumerate(rows) if row["id"] == ident)
    return Mutant(table, number, column, "figure", value)


@pytest.mark.parametrize(
    ("mutant", "said"),
    [
        (("claims", "stock-2016", "best", 33_700.0), "33700 is not what its sentence says"),
        (("claims", "arrivals-1947", "locator", "p22"), "35000 was not noted of lankov2020, p22"),
        (("claims", "arrivals-1947", "year_start", 1946), "column year_start: 1946 is in neither"),
        (("claims", "stock-2016", "unit", "USD"), "no other stock of workers_stock is in USD"),
        (("claims", "x-repatriated-kuwait-2019", "source", "sbs-fatf-2019"), "904 was not noted"),
        (("claims", "stock-2016", "relation", "between"), "between does not fit"),
        (("claims", "contract-workers", "grade", "A"), "column grade: A, on the basis of"),
        (("claims", "stock-april-1969", "locator", "p45"), "was not noted of lankov2020, p45"),
        (("claims", "men-1946", "locator", "p30"), "its words are those of p"),
        (("claims", "logger-wage-memory", "unit", "RUB/month"), "were no money of 1985"),
        (("claims", "wsj-entries-growth", "year_end", 2023), "its sentence has 2023 to 2024"),
        (("claims", "x-brigade-late-1980s", "low", 4.0), "its sentence says five or six"),
        (("events", "x-ev-film-2009", "locator", "p3; p8"), "was noted"),
        (("features", "f-2000-movement", "locator", "p58; p65; p67"), "was read again at p66"),
        (("features", "f-1946-recruitment", "score", 2), "the second coder has 3"),
        (("ilo-evidence", "ev-debt-bondage-1950", "source", "rfa2018"), "tells nothing of 1950"),
        (
            ("calculations", "calc-area-per-person", "unit", "km2"),
            "its formula gives km2^1 people^-1",
        ),
        (("calculations", "calc-start-for-15000-all", "unit", "entries"), "reckons with persons"),
        (("sources", "lankov2020", "year", 2021), "references.bib has 2020"),
        (("calculations", "calc-mining-share", "verdict", "agrees"), "but the ranges are apart"),
        (("eras", "1967", "year_end", 1998), "no era begins in 1999"),
        (("resolutions", "res-2371-1", "resolution", 2372), "2372 is not the number in its id"),
    ],
    ids=lambda each: each if isinstance(each, str) else "-".join(map(str, each)),
)
def test_another_value_is_seen_for_a_reason(
    judge: Judge, mutant: tuple[str, str, str, object], said: str
) -> None:
    before = json.dumps(evidence.tables()[mutant[0]])
    assert said in judge.why(of(*mutant))
    assert json.dumps(evidence.tables()[mutant[0]]) == before


@pytest.mark.slow
def test_of_a_sample_of_all_cells_no_figure_is_lost(judge: Judge) -> None:
    """Figures, years, units, sources and locators; each is seen for a reason."""
    drawn = [m for m in mutants() if m.kind in MUST and m.table != "ledger"]
    drawn = random.Random(SEED).sample(drawn, SAMPLE)
    without = [
        mutant.named(judge.tables[mutant.table][mutant.number])
        for mutant in drawn
        if judge.why(mutant) in ("", LIST)
    ]
    assert without == []


@pytest.mark.slow
def test_the_tables_are_as_before_when_all_is_tried(judge: Judge) -> None:
    before = json.dumps(evidence.tables())
    drawn = random.Random(SEED).sample([m for m in mutants() if m.table != "ledger"], SAMPLE)
    found = list(tables.trials(drawn))
    assert sum(each.tried for each in found) == SAMPLE
    assert all(sum(tables.more(each)) == each.caught for each in found)
    assert json.dumps(evidence.tables()) == before
    assert grounds.claim_faults() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Between 70 and 120 million dollars", {70e6, 120e6}),
        ("about one-third", {33.3}),
        ("tens of thousands", {10_000}),
        ("8.06 million", {8_060_000}),
        ("minus 30 degrees", {-30}),
    ],
)
def test_a_number_is_heard_in_words_too(text: str, said: set[float]) -> None:
    assert said <= heard.numbers(text)


def test_a_year_is_heard_in_a_decade_too() -> None:
    assert heard.years("from the late 1940s to 1984-85") == {1947, 1949, 1984, 1985}
    assert heard.years("the 1970s") == {1970, 1979}


def test_each_row_of_the_second_reading_is_of_a_source_that_the_tables_cite() -> None:
    sources = {row["id"] for row in evidence.tables()["sources"]}
    for source, notes in record.again().items():
        assert source in sources, source
        for note in notes:
            assert note.place, (source, note)
            assert note.words, (source, note)


def test_each_period_has_its_reason_and_is_of_what_exists() -> None:
    named = {
        row["id"] for table in ("claims", "sources", "eras") for row in evidence.tables()[table]
    }
    for period in tomllib.loads(grounds_years.PERIODS.read_text(encoding="utf-8"))["period"]:
        assert period["years"] == sorted(period["years"]), period
        assert len(period["why"]) > 20, period
        assert period["of"], period
        assert set(period["of"]) <= named, period


def test_a_second_coder_has_scored_each_feature_that_has_a_score() -> None:
    scored = {r["id"] for r in evidence.tables()["features"] if r["score"] is not None}
    assert set(grounds_coding.second()) == scored


def test_the_record_holds_no_word_of_a_source() -> None:
    for lines in record.record()["words"].values():
        assert all(len(word) == 3 for line in lines for word in line.split())
