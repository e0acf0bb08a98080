"""No claim without a way of having been seen: how, when, by how many; and who stands behind it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from dispatched import evidence
from tests.damage import DATA, HERE, cell

FIVE = {"lankov2020", "sejong2025", "dailynk2022", "rfa2018", "wsj2025"}
"""The texts that were read whole and coded twice."""

TABLES = evidence.tables()
SOURCES = {row["id"]: row for row in TABLES["sources"]}


def test_no_claim_without_a_way_of_having_been_seen() -> None:
    assert [row["id"] for row in TABLES["claims"] if not (row["seen"] and row["checked"])] == []
    assert {row["seen"] for row in TABLES["claims"]} <= set(evidence.SEEN)


def test_only_the_five_texts_were_read_whole_and_by_two() -> None:
    assert {ident for ident, row in SOURCES.items() if row["read"] == "whole"} == FIVE
    for row in TABLES["claims"]:
        assert row["coders"] == (2 if row["source"] in FIVE else 1), row["id"]
        assert row["seen"].startswith("whole") == (row["source"] in FIVE), row["id"]


def test_what_a_text_passes_on_is_relayed() -> None:
    """A claim that names another is relayed; so is one of an excerpt that relays as a whole."""
    for row in TABLES["claims"]:
        named = row["attributed_to"] is not None
        passing = "elays" in SOURCES[row["source"]]["independence"] and row["source"] not in FIVE
        assert row["seen"].endswith("relayed") == (named or passing), row["id"]


def test_a_copy_is_described_as_it_was_read() -> None:
    for ident, row in SOURCES.items():
        assert row["copy"].startswith("Full text") == (row["read"] == "whole"), ident


def test_one_author_is_one_witness() -> None:
    lankov = {ident for ident, row in SOURCES.items() if "Lankov" in row["authors"]}
    assert {SOURCES[ident]["witness"] for ident in lankov} == {"Lankov"}
    for ident, row in SOURCES.items():
        for other in (word.strip(".,:;") for word in row["independence"].split()):
            if "one witness with" in row["independence"] and other in SOURCES and other not in FIVE:
                assert SOURCES[other]["witness"] == row["witness"], f"{ident} and {other}"


def test_the_card_says_how_it_was_seen() -> None:
    card = evidence.claim_card("x-loggers-khabarovsk-1964")
    assert card.witnessed == (
        "in a stored excerpt of a text that has it from another; checked 29 November 2026; "
        "one coder"
    )


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("seen", "", "is empty"),
        ("seen", "hearsay", "'hearsay' is none of whole"),
        ("seen", "excerpt, relayed", "sources.csv has lankov2020 as read: whole"),
        ("seen", "whole", "names another in attributed_to"),
        ("checked", "", "is empty"),
        ("checked", "2026-13-01", "month must be in 1..12"),
        ("checked", "2026-11-20", "is before lankov2020 was read"),
        ("coders", "0", "beyond the minimum of 1"),
    ],
)
def test_a_claim_that_was_not_seen_so_is_refused(
    column: str, value: str, said: str, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    cell(column, value)(folder)
    with pytest.raises(evidence.EvidenceError, match=f"^{re.escape(HERE + column)}: .*{said}"):
        evidence.read_package(folder)
