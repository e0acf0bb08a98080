"""The ledger on the pages: its cells can be linked to, and what is assumed and doubted is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dispatched import arithmetic, evidence
from dispatched.notebooks import beside, cards, prose, references
from tests.damage import DATA

ROOT = DATA.parent


def kinds(card):
    return [(part.kind, part.text) for part in card.parts()]


def test_the_card_of_a_cell_and_of_a_calculation_in_all_their_parts():
    cell = arithmetic.card("ledger-1948-sakhalin-departures")
    assert (cell.ident, cell.heading) == (
        "ledger-1948-sakhalin-departures",
        "5,406 persons (ledger)",
    )
    assert [kind for kind, _ in kinds(cell)] == ["value", "statement", "source", "note"]
    assert kinds(replace(cell, assumed="")) == kinds(cell)[:3]
    share = arithmetic.card("calc-contract-share")
    assert kinds(share) == [
        ("value", "Contract workers as a share of all North Koreans in Russia"),
        (
            "source",
            "Our calculation: 100 × workers ÷ total, where workers is about 20,000 persons and "
            "total is about 30,000 persons. The source's own figures give what it says.",
        ),
        ("statement", share.follows),
    ]
    assert share.follows.startswith("20,000 of 30,000 is 66.7 percent")
    assert kinds(replace(share, follows="")) == kinds(share)[:2]
    assert (share.value, share.heading) == ("66.67%", "66.67% (calculation)")
    assert share.judged == "Agrees. The source's own figures give what it says."
    assert arithmetic.card("calc-savings-month").value == "$83.33 to $166.7 a month"


def test_what_a_cell_lacks_is_not_said():
    bare = next(row for row in evidence.tables()["ledger"] if not row["claims"])
    card = arithmetic.card(bare["id"])
    assert card.rests == f"Our ledger: {bare['status']}."
    plain = next(row for row in evidence.tables()["ledger"] if not row["assumptions"])
    assert arithmetic.card(plain["id"]).assumed == ""
    several = next(row for row in evidence.tables()["ledger"] if "; " in (row["claims"] or ""))
    told = arithmetic.card(several["id"]).rests
    assert told.startswith(f"Our ledger: {several['status']}. Rests on ")
    assert len({*told.split("; ")}) == len(told.split("; "))


def test_a_cell_says_what_it_is_and_on_what_it_rests():
    assert cards.words("ledger-1948-sakhalin-departures") == [
        "5,406 persons",
        "Departures in 1948: Sakhalin and the Kurils.",
        "Our ledger: documented. Rests on OKPEDIA workers.",
        "Assumed: On Sakhalin and the Kurils family members are counted with the workers.",
    ]
    assert cards.words("ledger-1954-russia-end")[:2] == [
        "5,730 or more persons",
        "Present at the end of the year 1954: All of Russia (until 1991 the USSR).",
    ]
    arrivals = arithmetic.card("ledger-1947-russia-arrivals")
    assert arrivals.title == "Arrivals in 1947: All of Russia (until 1991 the USSR)."
    with pytest.raises(evidence.EvidenceError, match=r"no row 'ledger-1948-siberia-end' in ledger"):
        arithmetic.card("ledger-1948-siberia-end")


LINKS = {
    "[5,394 to 14,064](#ledger-1948-sakhalin-end) in 1948": "",
    "[at least 11,670](#ledger-1952-russia-end)": "",
    "[5,395](#ledger-1948-sakhalin-end)": "5,395 is not what ledger-1948-sakhalin-end says",
    "[5,394](#ledger-1948-sakhalin-end) in the [1950s](#ledger-1948-sakhalin-end)": "the 1950s",
    "[$5,394](#ledger-1948-sakhalin-end)": "is in persons, not in dollars",
    # Nothing is known of it, so nothing can be said of it.
    "[0](#ledger-1964-russia-end)": "'ledger-1964-russia-end' is neither",
    # The start of a year is the end of the one before.
    "[11,670](#ledger-1950-sakhalin-start)": "'ledger-1950-sakhalin-start' is neither",
}


@pytest.mark.parametrize("text", LINKS)
def test_a_number_of_the_ledger_in_the_prose_is_held_against_it(text):
    found = " ".join(map(str, prose.check(text)))
    assert LINKS[text] in found
    assert bool(found) == bool(LINKS[text])


def test_cells_have_a_home_if_a_claim_says_something_of_them():
    homes = cards.homes()
    for row in evidence.tables()["ledger"]:
        linked = row["claims"] is not None and row["item"] != "start"
        assert (homes.get(row["id"]) == "back/ledger") == linked, row["id"]


def test_the_page_beside_the_notebooks_has_them():
    page = beside.pages(references.works())["ledger.md"]
    assert "### ledger-2013-russia-end\n\n**21,447 persons**" in page
    assert "ledger-1964-russia-end" not in page


def test_the_page_names_every_region_and_how_to_cite():
    page = Path(ROOT / "back/ledger.md").read_text(encoding="utf-8")
    for region in arithmetic.REGIONS:
        assert f"```{{ledger-years}} {region}\n" in page
    for directive in ("ledger-assumptions", "ledger-doubts", "chart-of"):
        assert f"```{{{directive}}}" in page
    assert "Version 0.1.0, `ledger.csv`. CC BY 4.0." in page
    assert "      - file: back/ledger\n" in (ROOT / "_toc.yml").read_text(encoding="utf-8")
