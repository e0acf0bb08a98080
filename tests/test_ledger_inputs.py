"""Bad input to the ledger is named, and nothing is half-written; its chart shows every year."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dispatched import charts, evidence
from dispatched.arithmetic import ClashError
from dispatched.evidence import EvidenceError
from dispatched.models import people_balance
from dispatched.models.people_balance import Count, inequalities
from dispatched.questions import ledger, ledger_file, ledger_inputs
from tests.damage import DATA, Damage, at, cell, read_rows, save_rows

EVIDENCE, ASSUMED, LEDGER = "ledger-evidence.csv", "ledger-assumptions.csv", "ledger.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def believed(value: str, ident: str) -> Damage:
    return cell("believed", value, ident, EVIDENCE)


BROKEN: dict[str, tuple[Damage, list[str]]] = {
    "unknown claim": (
        cell("claims", "arrivals-1974", "arrivals-all-1947", EVIDENCE),
        [at("claims", "arrivals-all-1947", EVIDENCE), "no row 'arrivals-1974'", "arrivals-1947"],
    ),
    "claim without a value": (
        cell("claims", "stock-1950-elsewhere", "left-by-1950", EVIDENCE),
        [at("claims", "left-by-1950", EVIDENCE), "'stock-1950-elsewhere' states no value"],
    ),
    "claim in dollars": (
        cell("claims", "planned-money", "left-by-1950", EVIDENCE),
        [at("claims", "left-by-1950", EVIDENCE), "'planned-money' is in USD/month, not in persons"],
    ),
    "visas are no people": (
        cell("claims", "x-visas-student-2019", "entries-2019", EVIDENCE),
        [at("claims", "entries-2019", EVIDENCE), "is in visas, not in persons"],
    ),
    "claim of other years": (
        cell("claims", "arrivals-1947", "arrivals-all", EVIDENCE),
        [at("claims", "arrivals-all", EVIDENCE), "'arrivals-1947' is only about 1947"],
    ),
    "years out of order": (
        cell("year_start", "1948", "arrivals-all-1947", EVIDENCE),
        [at("year_start", "arrivals-all-1947", EVIDENCE), "1948 is greater than year_end 1947"],
    ),
    "year outside the ledger": (
        cell("year_start", "1945", "arrivals-all-1947", EVIDENCE),
        [at("year_start", "arrivals-all-1947", EVIDENCE), "1945 is beyond the minimum of 1946"],
    ),
    "a claim believed and disbelieved at once": (
        believed("false", "loggers-1970s-least"),
        [
            at("believed", "loggers-1970s", EVIDENCE),
            "'stock-1970-1975' is believed in one of the rows loggers-1970s-least and loggers-",
        ],
    ),
    "unknown assumption": (
        cell("needs", "quota-keeps", "quota-1967", EVIDENCE),
        [at("needs", "quota-1967", EVIDENCE), "'quota-keeps' is no assumption", "quota-kept"],
    ),
    "no reason": (
        cell("why", "", "quota-1967", EVIDENCE),
        [at("why", "quota-1967", EVIDENCE), "is empty, and must not be"],
    ),
    "a flow at a time": (
        cell("when", "end", "arrivals-all-1947", EVIDENCE),
        [at("when", "arrivals-all-1947", EVIDENCE), "arrivals is not counted 'end'"],
    ),
    "a stock in total": (
        cell("when", "total", "count-2016", EVIDENCE),
        [at("when", "count-2016", EVIDENCE), "present is not counted 'total'"],
    ),
    "a ceiling without one": (
        cell("reading", "ceiling", "service-2010", EVIDENCE),
        [at("reading", "service-2010", EVIDENCE), "states no greatest number"],
    ),
    "a form of no form": (
        cell("form", "*.joined", "no-births", ASSUMED),
        [at("form", "no-births", ASSUMED), "'*.joined' is not two sides"],
    ),
    "a form with an unknown region": (
        cell("form", "siberia.joined = 0", "no-births", ASSUMED),
        [at("form", "no-births", ASSUMED), "no region 'siberia'"],
    ),
    "a form with an unknown item": (
        cell("form", "*.visas = 0", "no-births", ASSUMED),
        [at("form", "no-births", ASSUMED), "has no cell visas in 1946"],
    ),
    "a form beyond the years": (
        cell("form", "*.joined = *.joined[-1]", "no-births", ASSUMED),
        [at("form", "no-births", ASSUMED), "has no cell joined in 1946"],
    ),
    "a form without years": (
        cell("years", "", "no-births", ASSUMED),
        [at("years", "no-births", ASSUMED), "'' is neither a year"],
    ),
    "an assumption called as a claim": (
        cell("id", "stock-2016", "nobody-twice", ASSUMED),
        ["ledger-assumptions.csv, column id: 'stock-2016' is a claim too"],
    ),
    "an assumption that is no word": (
        cell("default", "perhaps", "no-births", ASSUMED),
        [at("default", "no-births", ASSUMED), "neither true nor false"],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_damage_is_named_and_nothing_is_written(folder, name):
    damage, expected = BROKEN[name]
    damage(folder)
    before = (folder / LEDGER).read_bytes()
    with pytest.raises(EvidenceError) as caught:
        ledger_file.write(folder)
    message = str(caught.value)
    assert [part for part in expected if part not in message] == [], message
    assert len(message) < 400
    assert (folder / LEDGER).read_bytes() == before
    assert not list(folder.glob("*.part"))


def test_an_impossible_system_names_its_claims_and_writes_nothing(folder, monkeypatch, capsys):
    believed("true", "arrivals-islands-fisheries")(folder)
    before = (folder / LEDGER).read_bytes()
    said = (
        "these cannot hold together: "
        "x-arrivals-kurils-1947, x-arrivals-south-sakhalin-1947, x-sakhalin-1946-1949"
    )
    with pytest.raises(ClashError, match=said):
        ledger_file.write(folder)
    assert (folder / LEDGER).read_bytes() == before
    monkeypatch.setenv("DISPATCHED_DATA", str(folder))
    assert ledger_file.main() == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("left", [b"id,year\n", None])
def test_a_lost_or_broken_table_is_made_again(folder, left):
    path = folder / LEDGER
    path.unlink() if left is None else path.write_bytes(left)
    assert ledger_file.write(folder) >= 1440
    assert path.read_bytes() == (DATA / LEDGER).read_bytes()


def test_a_row_without_a_rule_is_named(folder):
    cell("rule", "", "ledger-1949-sakhalin-end", LEDGER)(folder)
    with pytest.raises(EvidenceError, match="column rule: is empty, and must not be"):
        evidence.read_package(folder)


def rows() -> list[dict]:
    return [dict(row) for row in evidence.tables()["ledger"]]


def test_faults_of_a_ledger_are_named():
    ledger_file.check(rows())
    place = [row["id"] for row in rows()].index("ledger-1949-sakhalin-end")
    here = f"ledger.csv, row {place + 2}"
    for change, said in (
        ({"rule": ""}, "column rule: is empty"),
        ({"year": 1947}, "column year: 1947 stands after 1949"),
        ({"low": 11671}, "column low: 11671 is greater than high 11670"),
        ({"item": "arrivals"}, "1949 sakhalin end is expected here"),
    ):
        broken = rows()
        broken[place] |= change
        with pytest.raises(EvidenceError, match=said) as caught:
            ledger_file.check(broken)
        assert str(caught.value).startswith(here)
    with pytest.raises(EvidenceError, match=f"{here}: 1949 sakhalin end is expected here"):
        ledger_file.check(rows()[:place])
    said = f"^ledger.csv, row {len(rows()) + 2}: nothing is expected here$"
    with pytest.raises(EvidenceError, match=said):
        ledger_file.check([*rows(), rows()[-1]])


def test_a_year_out_of_order_in_the_table_is_named(folder):
    table = read_rows(folder / LEDGER)
    table[1:1] = [table.pop()]
    save_rows(folder / LEDGER, table)
    with pytest.raises(EvidenceError, match=r"row 3 .*, column year: 1946 stands after 2025"):
        ledger_file.check(evidence.read_package(folder)["ledger"])


READ = {
    # about 12,000, at most 15,000 but near it, more than 20,000, from 7,000 to 8,000, exact
    "stock-1950-sakhalin-kurils": (11500, 12500),
    "stock-1970-1975": (14500, 15000),
    "x-loggers-mid-1980s": (20000, float("inf")),
    "x-loggers-1994-may": (7000, 8000),
    "x-peak-ambassador": (0, 37000),
    "x-stock-2020-march; sejong-stranded": (511, 5500),
    "x-arrivals-kurils-1947 + x-arrivals-south-sakhalin-1947": (10800, 10800),
    "x-returns-sakhalin-1948 - x-returns-families-1948": (4113, 4113),
}


@pytest.mark.parametrize("claims", READ)
def test_a_claim_is_read_as_wide_as_it_is(claims):
    row = {"claims": claims, "reading": "value", "when": "end"}
    first = evidence.claim(claims.split(";")[0].split(" ")[0]).row
    years = {"year_start": first["year_end"], "year_end": first["year_end"]}
    found = ledger_inputs.read({**row, **years})
    assert (found.low, found.high) == READ[claims]
    floor = ledger_inputs.read({**row, **years, "reading": "floor"})
    assert (floor.low, floor.high) == (READ[claims][0], float("inf"))


def test_a_count_within_the_year_binds_both_ends_of_it():
    """10 in the middle of the year: those of the start and all who came were 10 at least, and
    those of the end without all who came 10 at most.
    """
    only = frozenset({"a"})
    seen = Count("russia", "present", (2000, 2000), "year", 10, 10, only, rule="counted")
    before, after = inequalities(seen)
    assert {(row.rule, row.because) for row in (before, after)} == {("counted", only)}
    assert (before.low, after.high) == (10, 10)
    assert before.terms == {
        "russia.end.1999": 1,
        "russia.arrivals.2000": 1,
        "russia.joined.2000": 1,
    }
    assert after.terms == {
        "russia.end.2000": 1,
        "russia.arrivals.2000": -1,
        "russia.joined.2000": -1,
    }
    moved = Count("russia", "present", (2000, 2000), "year", 10, 10, only, "last")
    first = next(iter(inequalities(moved)))
    assert (first.terms, first.because) == ({"russia.end.2000": 1}, {"a", "last"})


def test_a_count_that_does_not_fit_is_named():
    with pytest.raises(ValueError, match="2001 is after 2000"):
        list(inequalities(Count("russia", "present", (2001, 2000), "end", 1, 1, frozenset())))
    with pytest.raises(ValueError, match="arrivals is not counted"):
        list(inequalities(Count("russia", "arrivals", (2000, 2000), "end", 1, 1, frozenset())))


def test_nothing_unverified_and_no_quota_as_a_count():
    """A quota, and what is wider than workers, is a ceiling and never a number of people."""
    for row in evidence.tables()[EVIDENCE.removesuffix(".csv")]:
        for ident in ledger_inputs.read(row).claims:
            claim = evidence.claim(ident).row
            if claim["measure"] == "quota" or claim["indicator"] == "border_entries":
                assert row["reading"] == "ceiling", row["id"]
            if claim["indicator"] == "permits":
                assert row["reading"] == "floor", row["id"]
            if row["item"] == "present":
                assert claim["measure"] in ("stock", "quota"), row["id"]
            elif claim["measure"] == "stock":  # who was there had come
                assert (row["item"], row["reading"]) == ("arrivals", "floor"), row["id"]


@pytest.mark.parametrize("region", people_balance.REGIONS)
def test_the_band_shows_every_year(region):
    spec = charts.ledger_band(region).to_dict()
    drawn = next(rows for rows in spec["datasets"].values() if "known" in rows[0])
    table = {
        row["year"]: row
        for row in evidence.tables()["ledger"]
        if (row["region"], row["item"]) == (region, "end")
    }
    assert [row["year"] for row in drawn] == list(range(1946, 2026))
    top = max(row["high"] for row in drawn)
    for row in drawn:
        known = table[row["year"]]
        assert row["low"] == known["low"]
        assert row["high"] == (known["high"] if known["high"] is not None else top)
        assert (row["known"] == "stated") == (known["status"] == "documented")
        assert (row["known"] in ("low", "nothing")) == (known["high"] is None)
    assert charts.faults(spec) == []


def test_a_region_that_is_not_there_is_named():
    with pytest.raises(EvidenceError, match="no region 'siberia'; there are sakhalin"):
        charts.ledger_band("siberia")
    with pytest.raises(EvidenceError, match="has 'visas' as item; there are start"):
        charts.ledger_rows(item="visas")


def test_the_band_is_ready_for_an_explorer():
    """It is what the table has, in numbers and words alone."""
    drawn = charts.ledger_rows().replace({"known": {"stated": "both"}})
    columns = ["year", "low", "high", "known"]
    assert ledger.band(open_as=80_000) == drawn[columns].to_dict("records")
