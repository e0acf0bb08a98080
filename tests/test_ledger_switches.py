"""What the ledger's switches do: claims believed and doubted, assumptions made and not made."""

from __future__ import annotations

import functools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatched import arithmetic, charts, evidence, explore
from dispatched.arithmetic import ClashError
from dispatched.questions import ledger, ledger_switches
from tests.test_ledger import REGIONS, read

CONFLICTS = {
    "x-sakhalin-1946-1949": {
        "x-sakhalin-1946-1949",
        "x-arrivals-kurils-1947",
        "x-arrivals-south-sakhalin-1947",
    },
    # 30,000 at the end of 2019, when the next morning 1,000, 5,000 or 10,000 are left.
    "wsj-stock-2019": {
        "wsj-stock-2019",
        "x-stock-2020-january",
        "sejong-stranded",
        "sejong-stock-after-ban",
    },
    "x-loggers-1994-eglises": {
        "x-loggers-1994-eglises",
        "x-loggers-1994-feer",
        "x-loggers-1994-independent",
        "x-loggers-1994-may",
        "loggers-are-all",
        "year-end",
    },
    "x-workers-2015-rbk": {"x-workers-2015-rbk", "x-quota-2015", "quota-kept", "year-end"},
}


@pytest.mark.parametrize("claim", CONFLICTS)
def test_a_claim_that_clashes_is_told_with_the_fewest_others(claim):
    assert {*ledger.clash(believe=[claim])} == CONFLICTS[claim]
    with pytest.raises(ClashError, match=claim):
        ledger.solve(believe=[claim])


def test_a_claim_that_clashes_can_stand_where_others_are_doubted():
    assert ledger.clash(believe=["wsj-stock-2019"], doubt=["x-stock-2020-january"]) == ()
    # Without the count of the Kurils, those of the mainland say what is left of 1947.
    fisheries, kurils = "x-sakhalin-1946-1949", "x-arrivals-kurils-1947"
    assert ledger.clash(believe=[fisheries], doubt=[kurils]) == (
        "arrivals-1947",
        "far-east-only",
        "x-arrivals-kamchatka-1947",
        "x-arrivals-lower-amur-1947",
        fisheries,
    )
    assert ledger.clash(believe=[fisheries], doubt=[kurils, "arrivals-1947"]) == ()
    # More workers than the quota of a year: without the quota, more than there were citizens.
    without = ledger.clash({"quota-kept": False}, believe=["x-workers-2015-rbk"])
    assert {*without} == {"x-workers-2015-rbk", "x-citizens-2015", "x-stock-2015-kinu", "year-end"}


def test_each_assumption_can_be_switched():
    for row in read("ledger-assumptions.csv"):
        assert ledger.clash({row["id"]: row["default"] != "true"}) == (), row["id"]


def test_a_switch_moves_the_band():
    def end(year, **how):
        one = ledger.band(open_as=-1, **how)[year - 1946]
        return one["low"], one["high"]

    assert end(1980) == (10000, 15000)
    assert end(1980, assumptions={"quota-kept": False}) == (10000, 25000)
    assert end(1980, assumptions={"whole-period": False}) == (0, 15000)
    assert end(2005) == (4670, 37000)
    assert end(2005, assumptions={"ambassador-peak": False}) == (4670, -1)
    assert end(1947) == (10800, 73155)
    # About 35,000 are 34,500 at least, and 24,200 of them came elsewhere.
    assert end(1947, doubt=["x-arrivals-kurils-1947"])[0] == 34500 - 24200


def test_how_much_hangs_on_an_assumption():
    found = ledger_switches.sensitivity()
    assert [*found.columns] == ["id", "words", "made", "changed", "opened", "closed"]
    assumptions = read("ledger-assumptions.csv")
    for column, told in (("id", "id"), ("words", "words"), ("made", "default")):
        expected = [row[told] for row in assumptions]
        assert [{True: "true", False: "false"}.get(x, x) for x in found[column]] == expected
    found = found.set_index("id")
    moved = {row.Index: (row.changed, row.opened, row.closed) for row in found.itertuples()}
    # 37,000 is the high end of 2002 to 2005, 2008 to 2011, 2014 and 2017; for 2010, 2011 and 2017
    # there are other figures.
    assert moved["ambassador-peak"] == (10, 7, 0)
    assert moved["officials-count"] == (1, 0, 0)  # 1969
    assert moved["quota-kept"] == (11, 0, 0)  # 1967 to 1983 but 1970 to 1975
    # A quarter of a million arrivals in forty years: two years of nothing get a high end.
    assert moved["nobody-twice"] == (2, 0, 2)
    assert moved["three-years"] == (0, 0, 0)  # it moves arrivals, not who is present


def test_what_is_not_believed_clashes_or_could_stand():
    table = ledger_switches.conflicts()
    assert [*table.columns] == ["claim", "statement", "why", "clashes"]
    doubted = [row for row in read("ledger-evidence.csv") if row["believed"] == "false"]
    assert [*table["claim"]] == [row["claims"] for row in doubted]
    assert [*table["why"]] == [row["why"] for row in doubted]
    statements = {row["id"]: row["statement"] for row in read("claims.csv")}
    assert [*table["statement"]] == [statements[row["claims"]] for row in doubted]
    found = table.set_index("claim")["clashes"]
    for claim, clashing in CONFLICTS.items():
        assert {*found[claim], claim} == clashing
    assert found["x-kamchatka-1946-1949"] == ()


def test_workers_alone_are_8505_on_the_islands():
    """20,891 workers came; 6,595, 4,113 and 1,678 left."""
    alone = ledger.band({"families-count": False}, region="sakhalin")[1949 - 1946]
    assert (alone["low"], alone["high"]) == (8505, 8505)


def test_among_those_on_the_islands_is_room_for_120_citizens_of_the_1940s():
    def left(**made: bool):
        on = {name.replace("_", "-"): value for name, value in made.items()}
        one = ledger.band(on, region="sakhalin")[1949 - 1946]
        return one["low"], one["high"]

    # About 2,500 are 2,550 at most; if nobody was added later, 120 are left at the end of 1961.
    assert left(citizens_elsewhere=False) == (11670 - 2550, 11670)
    assert left(citizens_elsewhere=False, no_births_1950s=True) == (11670 - 120, 11670)


SWITCHED = ("year-end", "whole-period", "quota-kept", "ambassador-peak")


def test_an_explorer_of_the_switches_is_small_and_shows_what_the_system_gives():
    def model(**made: str):
        on = {name.replace("_", "-"): value == "yes" for name, value in made.items()}
        return ledger.band(on, open_as=80_000)

    def chart(data):
        return charts.figure(
            charts.ledger_layers(data, kinds=("both", "low", "nothing")),
            title="How the band moves",
            description="A band over eighty years that is wider the less is taken for granted, "
            "and open above where nothing bounds it.",
            note="Model: ours.",
        )

    explorer = explore.explore(
        model,
        chart,
        question="Which assumption carries most?",
        assumes="All others are made.",
        **{
            name.replace("-", "_"): explore.Choice({"yes": "Made", "no": "Not made"}, "yes", name)
            for name in SWITCHED
        },
    )
    assert len(explorer.grid()) == 16
    for position in (explorer.grid()[0], explorer.grid()[9]):
        on = {name.replace("_", "-"): value == "yes" for name, value in position.items()}
        assert explorer.hosted_rows(**position) == ledger.band(on, open_as=80_000)


def test_what_clashes_is_told_in_the_sentences_of_the_tables() -> None:
    insisted = {"no-births-1950s": True, "citizens-are-recruits": True}
    told = ledger.in_words(ledger.clash(insisted))
    assert [row["kind"] for row in told] == 4 * ["assumption"] + 5 * ["claim"]
    assert told[0]["says"].startswith("The 3,831 North Korean citizens of January 1962")
    assert all(row["says"].endswith(".") for row in told)
    with pytest.raises(evidence.EvidenceError, match="no row 'nobody-knows'"):
        ledger.in_words(["nobody-knows"])


def bands(**how) -> list[tuple[float, float]]:
    """The ends of the stock of all three regions, an open end as infinity."""
    found = [ledger.band(open_as=float("inf"), region=region, **how) for region in REGIONS]
    return [(row["low"], row["high"]) for band in found for row in band]


CLAIMS = sorted(
    {
        claim
        for row in read("ledger-evidence.csv")
        if row["believed"] == "true"
        for claim in re.split(r" [+-] |; ", row["claims"])
    }
)


@functools.cache
def all_believed() -> list[tuple[float, float]]:
    """The ends where no claim is doubted."""
    return bands()


@settings(max_examples=8, deadline=None)
@given(st.sets(st.sampled_from(CLAIMS), min_size=1, max_size=30))
def test_a_claim_more_never_widens_a_bound(doubted):
    fewer = bands(doubt=doubted)
    assert all(a[0] <= b[0] and a[1] >= b[1] for a, b in zip(fewer, all_believed(), strict=True))


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (
            {"assumptions": {"quota-keeps": True}},
            "no assumption 'quota-keeps'; near it: quota-kept",
        ),
        (
            {"believe": ["arrivals-1947"], "doubt": ["arrivals-1947"]},
            "claim 'arrivals-1947' is both believed and doubted",
        ),
        ({"doubt": ["planned-money"]}, "no claim 'planned-money' in the ledger"),
        ({"regions": ["siberia"]}, "no region 'siberia' in the ledger; there are sakhalin"),
        ({"items": ["visas"]}, "no item 'visas' in the ledger; there are start"),
    ],
)
def test_a_question_that_cannot_be_asked_is_named(how, said):
    with pytest.raises(evidence.EvidenceError, match=said):
        ledger.solve(**how)


def test_the_frame_has_a_row_a_cell():
    found = ledger.solve(regions=["russia"], items=["end"])
    assert list(found.columns) == list(ledger.COLUMNS)
    assert found["year"].tolist() == list(range(1946, 2026))
    assert found["high"].isna().sum() == 18
    assert {*found["status"]} <= {*ledger.STATUSES}


def test_a_frame_without_rows_has_the_columns_of_one():
    found = ledger.solve(regions=[])
    assert list(found.columns) == list(ledger.COLUMNS)
    assert len(found) == 0


def test_who_asks_for_one_item_waits_for_its_cells_alone(monkeypatch):
    asked, bounds = [], arithmetic.bounds

    def watched(system, cells=None, **how):
        asked.append([*(system.cells if cells is None else cells)])
        return bounds(system, cells, **how)

    monkeypatch.setattr(arithmetic, "bounds", watched)
    ledger.rows(regions=["sakhalin"], items=["end"])
    ledger.band(region="sakhalin")
    assert asked == [[f"sakhalin.end.{year}" for year in range(1946, 2026)]] * 2
