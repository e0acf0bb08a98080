"""What the search page knows: every card, term, place and witness, packed small and read back."""

from __future__ import annotations

import pytest

from dispatched import arithmetic, evidence
from dispatched.book import finds, named
from dispatched.notebooks import cards
from dispatched.questions import places
from tests.chapters import CHAPTERS

HOMES = cards.homes()
SMALL = 260_000
"""Letters of the script that the search page loads."""


@pytest.fixture(scope="module")
def made() -> dict[str, list]:
    return finds.found(HOMES)


def unpacked(made: dict[str, list], text: str) -> str:
    """A text with its phrases, as the page reads it."""
    return "".join(
        made["phrases"][ord(c) - ord(finds.FIRST_CODE)] if "\u0180" <= c <= "\u024f" else c
        for c in text
    )


def test_every_card_can_be_found_and_points_home(made) -> None:
    listed = [ident for ident, home in HOMES.items() if home != "back/ledger"]
    contradictions = [row["id"] for row in evidence.tables()["contradictions"]]
    rows = [*made["claims"], *made["others"]]
    assert sorted(row[1] for row in rows) == sorted([*listed, *contradictions])
    for page, ident, head, said, *_ in rows:
        assert made["pages"][page] == HOMES.get(ident, "back/contradictions")
        assert head
        assert said


def test_what_is_packed_is_read_back_as_it_was(made) -> None:
    for row in made["claims"]:
        claim = evidence.claim_card(row[1])
        name = made["sources"][row[5]][1]
        source = f"{name}, {row[6]}" if row[6] else name
        assert f"{row[2]} ({source})" == claim.heading
        assert unpacked(made, row[3]) == claim.statement
        assert made["grounds"][row[8]] == claim.grounds
    for row in made["others"]:
        if row[1].startswith("calc-"):
            card = arithmetic.calculation_card(row[1])
            assert (row[2], unpacked(made, row[3])) == (card.heading, card.title)
            assert made["grounds"][row[5]] == card.meaning


def test_further_words_are_those_of_the_note_and_of_whoever_is_cited(made) -> None:
    words = made["words"].split()
    row = next(row for row in made["claims"] if row[1] == "trade-forecast-2020")
    assert {"alexander", "sridharan"} <= {words[int(number, 36)] for number in row[4].split()}


def test_a_letter_that_stands_for_a_phrase_stands_in_no_text() -> None:
    said = [
        str(value)
        for name in ("claims", "calculations", "contradictions", "glossary")
        for row in evidence.tables()[name]
        for value in row.values()
    ]
    assert not [text for text in said if any("\u0180" <= c <= "\u024f" for c in text)]


def test_places_people_and_terms_are_those_of_the_tables(made) -> None:
    assert [row[0] for row in made["terms"]] == [r["id"] for r in evidence.tables()["glossary"]]
    known = {row[0] for row in made["places"]}
    assert {f["properties"]["name"] for f in places.features()} <= known
    reached = {made["where"][number] for row in made["places"] for number in row[3]}
    assert {row["place"] for row in evidence.tables()["claims"]} <= reached
    said = [row["attributed_to"] or "" for row in evidence.tables()["claims"]]
    names = {row[0]: row for row in made["named"]}
    assert names["Kim Il Sung"][2:5] == ["김일성", "Ким Ир Сен", "Kim Il Sung"]
    told = [
        f"{r['statement']} {r['attributed_to']} {r['note']}" for r in evidence.tables()["claims"]
    ]
    assert names["Leonid Brezhnev"][5] == sum("Brezhnev" in text for text in told) > 0
    assert {*named.places()} <= known
    text = "".join(path.read_text("utf-8") for path in CHAPTERS) + " ".join(told)
    text += str(evidence.tables()["events"])
    assert not [row[0] for row in made["named"] if row[4] not in text]
    assert ["R9", sum("R9" in text for text in said)] in made["people"]
    assert [row[0] for row in made["sources"]] == [r["id"] for r in evidence.tables()["sources"]]


def test_the_script_is_small_and_leaves_terms_out_where_no_page_has_them() -> None:
    assert len(finds.script(HOMES).encode()) < SMALL
    assert finds.found(HOMES, glossary=False)["terms"] == []
