"""The ledger on the pages: its cells can be linked to, and what is assumed and doubted is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatched import arithmetic, evidence
from dispatched.notebooks import beside, cards, prose, references
from tests.damage import DATA

ROOT = DATA.parent


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
