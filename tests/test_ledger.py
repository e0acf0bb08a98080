"""The ledger: whole, equal to its claims, and with the bounds that can be worked out by hand."""

from __future__ import annotations

import csv
import itertools
import re

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from dispatched import arithmetic, evidence
from dispatched.questions import ledger, ledger_file, ledger_inputs
from tests.damage import DATA

REGIONS = ("sakhalin", "far-east", "russia")
ITEMS = ("start", "arrivals", "joined", "departures", "exits", "end")


def read(name: str) -> list[dict[str, str]]:
    """A table as text: read without the package under test."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return read("ledger.csv")


@pytest.fixture(scope="module")
def cells(rows):
    """(year, region, item) → (low, high); None for an end that is not known."""
    return {
        (int(r["year"]), r["region"], r["item"]): (
            int(r["low"]),
            int(r["high"]) if r["high"] else None,
        )
        for r in rows
    }


@pytest.mark.slow
def test_the_table_is_what_the_program_makes():
    assert (DATA / "ledger.csv").read_text(encoding="utf-8") == ledger_file.made(DATA)


def test_every_year_region_and_item_is_there_once_and_in_order(rows):
    found = [(int(r["year"]), r["region"], r["item"]) for r in rows]
    assert found == list(itertools.product(range(1946, 2026), REGIONS, ITEMS))


def test_every_row_has_a_rule_and_what_it_rests_on(rows):
    claims = {row["id"] for row in read("claims.csv")}
    assumptions = {row["id"] for row in read("ledger-assumptions.csv")}
    for row in rows:
        named = row["claims"].split("; ") if row["claims"] else []
        assumed = row["assumptions"].split("; ") if row["assumptions"] else []
        assert {*named} <= claims, row["id"]
        assert {*assumed} <= assumptions, row["id"]
        assert row["rule"], row["id"]
        assert (row["status"] == "unknown") == (row["low"] == "0" and not row["high"]), row["id"]
        if row["status"] in ("documented", "derived", "bounded"):
            assert named, row["id"]
        if row["status"] == "assumed":
            assert assumed, row["id"]
            assert not named, row["id"]
        if row["status"] == "derived":
            assert row["low"] == row["high"], row["id"]


def stated(claim: dict[str, str]) -> tuple[float, float]:
    values = [float(claim[c]) for c in ("low", "best", "high") if claim[c]]
    return min(values), max(values)


def off(claim: dict[str, str]) -> float:
    """How far off a claim's number may be: half a unit of its last digit, if it is round."""
    if claim["relation"] not in ("about", "at_most") or not claim["best"]:
        return 0
    digits = str(int(float(claim["best"])))
    return 10 ** (len(digits) - len(digits.rstrip("0"))) / 2


def taken(text: str, claims: dict[str, dict[str, str]]) -> tuple[float, float, float, float]:
    """What "a; b", "a + b" or "a - b" state, worked out anew; then the same, as round as it is."""
    parts = re.split(r"( [+-] |; )", text)
    low, high = stated(claims[parts[0]])
    least, most = low - off(claims[parts[0]]), high + off(claims[parts[0]])
    for sign, ident in zip(parts[1::2], parts[2::2], strict=True):
        a, b = stated(claims[ident])
        c, d = a - off(claims[ident]), b + off(claims[ident])
        if sign == "; ":
            low, high, least, most = min(low, a), max(high, b), min(least, c), max(most, d)
        elif sign == " + ":
            low, high, least, most = low + a, high + b, least + c, most + d
        else:
            low, high, least, most = low - b, high - a, least - d, most - c
    return low, high, least, most


def test_every_documented_cell_equals_its_claim(rows):
    """A cell states what the rows of the evidence for it state, and lies in the range of each."""
    claims = {row["id"]: row for row in read("claims.csv")}
    default = {r["id"]: r["default"] == "true" for r in read("ledger-assumptions.csv")}
    place = {"start": "start", "end": "end", "year": "end", "each-year": "end"}
    told: dict[str, list[tuple[float, float, float, float]]] = {}
    for one in read("ledger-evidence.csv"):
        needed = one["needs"].split("; ") if one["needs"] else []
        made = all(default[n.removeprefix("not ")] != n.startswith("not ") for n in needed)
        found = taken(one["claims"], claims)
        span = range(int(one["year_start"]), int(one["year_end"]) + 1)
        whole = one["when"] == "total" and len(span) > 1 and found[1] > 0
        if one["believed"] != "true" or not made or one["reading"] != "value" or whole:
            continue
        item = one["item"] if one["when"] == "total" else place.get(one["when"])
        for year in span if item else ():
            twins = [(year, item)]
            # The end of a year is the start of the next.
            twins += [(year - 1, "end")] if item == "start" else []
            twins += [(year + 1, "start")] if item == "end" else []
            for at, what in twins:
                told.setdefault(f"ledger-{at}-{one['region']}-{what}", []).append(found)
    documented = {row["id"]: row for row in rows if row["status"] == "documented"}
    assert {*documented} == {*told} & {row["id"] for row in rows}
    assert len(documented) >= 90
    for ident, row in documented.items():
        low, high = float(row["stated_low"]), float(row["stated_high"])
        assert (low, high) == (min(t[0] for t in told[ident]), max(t[1] for t in told[ident])), (
            ident
        )
        least, most = float(row["low"]), float(row["high"])
        assert least >= max(t[2] for t in told[ident]), ident
        assert most <= min(t[3] for t in told[ident]), ident


def test_the_regions_lie_within_the_total(cells):
    for year, item in itertools.product(range(1946, 2026), ITEMS):
        parts = [cells[year, region, item] for region in REGIONS[:2]]
        low, high = cells[year, "russia", item]
        assert low >= sum(part[0] for part in parts), (year, item)
        if high is not None:
            assert all(part[1] is not None and part[1] <= high for part in parts), (year, item)


def test_a_year_begins_as_the_one_before_it_ended(cells):
    for year, region in itertools.product(range(1947, 2026), REGIONS):
        assert cells[year, region, "start"] == cells[year - 1, region, "end"]


def test_every_balance_can_be_struck(cells):
    """No year’s end lies outside of what its start and its flows allow."""
    for year, region in itertools.product(range(1946, 2026), REGIONS):
        start, came, joined, left, out, end = (cells[year, region, item] for item in ITEMS)
        if None not in (start[1], came[1], joined[1]):
            assert end[0] <= start[1] + came[1] + joined[1]
            assert end[1] is not None
        if None not in (left[1], out[1]) and end[1] is not None:
            assert end[1] >= start[0] + came[0] + joined[0] - left[1] - out[1]


BY_HAND = {
    # 26,065 came in four years, 10,800 of them in 1947; 6,595 left in 1946, so as many had come.
    (1946, "sakhalin", "arrivals"): (6595, 26065 - 10800),
    (1946, "sakhalin", "end"): (0, 15265 - 6595),
    (1947, "sakhalin", "arrivals"): (6800 + 4000, 6800 + 4000),
    (1947, "sakhalin", "end"): (10800, 8670 + 10800),
    (1948, "sakhalin", "departures"): (5406, 5406),
    (1948, "sakhalin", "end"): (10800 - 5406, 19470 - 5406),
    (1949, "sakhalin", "end"): (26065 - 14395, 11670),
    # The 9,279 of 1954 to 1958 are 5,940 + 2,492 + 764 + 83: nothing is left for 1955.
    (1955, "sakhalin", "departures"): (0, 0),
    # Up from the balance, down from the 3,831 of January 1962, with 3,711 between them.
    (1953, "sakhalin", "end"): (11670, 11670 + 3711),
    (1958, "sakhalin", "exits"): (658, 658),
    (1959, "sakhalin", "end"): (236, 3947),
    (1961, "sakhalin", "end"): (120, 3831),
    # The four parts of 1947 make 35,000; 80,000 less 26,065 and 24,200 are left for other years.
    (1947, "russia", "arrivals"): (35000, 35000),
    (1948, "far-east", "arrivals"): (0, 80000 - 26065 - 24200),
    # Sakhalin’s end is the least for the whole; 80,000 less 14,395 and 2,450 new citizens the most.
    (1949, "russia", "end"): (11670, 80000 - 14395 - 2450),
    # Nobody is known to be elsewhere, and nobody is known not to be.
    (1952, "russia", "end"): (11670, None),
    (1963, "far-east", "end"): (0, None),
    # A count of a part in April, and the quota.
    (1969, "russia", "end"): (12486, 15000),
    # From 15,000 at most at the end of 1983 to more than 20,000 a year later.
    (1984, "russia", "arrivals"): (5000, None),
    (2013, "russia", "end"): (21447, 21447),
    # 69 entries, no return; of 5,500 present at most nobody need drop out.
    (2021, "russia", "end"): (485, 5500 + 69),
    (2022, "russia", "end"): (0, 5569 + 223),
}


@pytest.mark.parametrize("place", BY_HAND, ids=lambda place: " ".join(map(str, place)))
def test_what_can_be_worked_out_by_hand(cells, place):
    assert cells[place] == BY_HAND[place]


@pytest.mark.slow
def test_every_end_is_the_best_that_a_program_of_its_own_finds():
    """The short ways to a bound lead to what one linear program a cell gives, here for some."""
    system = ledger.system(ledger.switches(), ledger.in_force())
    rows, sides = [], []
    for row in system.rows:
        for side, sign in ((row.high, 1.0), (row.low, -1.0)):
            if abs(side) != float("inf"):
                rows.append([sign * row.terms.get(cell, 0.0) for cell in system.cells])
                sides.append(sign * side)
    matrix = csr_array(np.array(rows))
    for cell in system.cells[5::71]:
        goal = np.array([float(cell == other) for other in system.cells])
        least = linprog(goal, A_ub=matrix, b_ub=sides)
        most = linprog(-goal, A_ub=matrix, b_ub=sides)
        low, high = arithmetic.bounds(system, [cell], explain=False)[cell]
        assert low.value == pytest.approx(least.fun, abs=1e-4)
        assert high.value == pytest.approx(-most.fun if most.status == 0 else np.inf, abs=1e-4)


@pytest.mark.parametrize("when", ["start", "end", "year"])
def test_a_claim_of_other_years_is_refused_whenever_it_holds(when: str) -> None:
    row = {"claims": "stock-1950-sakhalin-kurils", "reading": "value", "when": when}
    with pytest.raises(evidence.EvidenceError, match=r"^claims: .* is about other years, 1950"):
        ledger_inputs.read({**row, "year_start": 1960, "year_end": 1960})


@pytest.mark.parametrize(
    ("year", "when", "fits"),
    [
        (1949, "start", False),
        (1950, "start", True),
        (1951, "start", True),  # the start of a year is the end of the one before
        (1952, "start", False),
        (1949, "end", False),
        (1950, "end", True),
        (1951, "end", False),
    ],
)
def test_a_claim_of_1950_is_for_that_year_and_the_start_of_the_next(year, when, fits):
    row = {"reading": "value", "when": when, "year_start": year, "year_end": year}
    ident = "stock-1950-sakhalin-kurils"
    if fits:
        assert ledger_inputs.claim_range(ident, row) == ((11500, 12500), (12000, 12000))
    else:
        said = f"^claims: '{ident}' is about other years, 1950$"
        with pytest.raises(evidence.EvidenceError, match=said):
            ledger_inputs.claim_range(ident, row)


def test_a_floor_over_years_may_be_one_years_claim():
    """What came in one year is the least of what came in several; of a stock it is not."""
    years = {"year_start": 1946, "year_end": 1949}
    floor = {"reading": "floor", "when": "total", **years}
    assert ledger_inputs.claim_range("arrivals-1947", floor)[1] == (35000, 35000)
    for other in ({"when": "end"}, {"reading": "both"}):
        with pytest.raises(evidence.EvidenceError, match=r"'arrivals-1947' is only about 1947$"):
            ledger_inputs.claim_range("arrivals-1947", floor | other)


def test_a_count_rests_on_what_must_hold_for_it_and_on_nothing_that_must_not():
    on = ledger.switches()
    because = {one.row["id"]: one.count(on).because for one in ledger_inputs.readings()}
    assert because["returns-islands-1948"] == {"x-returns-sakhalin-1948", "families-count"}
    # not families-count
    workers = {"x-returns-sakhalin-1948", "x-returns-families-1948"}
    assert because["returns-islands-workers-1948"] == workers
    assert because["citizens-1940s-islands"] == {"citizenship-late-1940s"}
    both = {"families-count", "citizens-elsewhere"}
    assert because["left-1949"] == {"x-stock-sakhalin-1949"} | both
