"""Ten times the claims are read as fast as the check of each cell allows, and are the same rows."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from dispatched import evidence
from dispatched.evidence import cells
from tests import damage, tenfold

RESOURCES = [
    r
    for r in evidence.read_description(evidence.data_folder())["resources"]
    if r.get("format") == "csv"
]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda r: r["name"])
def test_columns_at_once_give_what_rows_one_by_one_give(resource: dict) -> None:
    fields = resource["schema"]["fields"]
    _, *lines = cells._lines(evidence.data_folder() / resource["path"])
    whole = cells._by_columns(lines, fields)
    assert whole == cells._by_rows(resource["path"], lines, fields, None, [])
    assert [list(map(type, row.values())) for row in whole] == [
        list(map(type, row.values()))
        for row in cells._by_rows(resource["path"], lines, fields, None, [])
    ]


def test_ten_times_the_claims_differ_in_their_ids_alone(tmp_path: Path) -> None:
    folder = tenfold.copy(tmp_path / "data")
    claims, once = evidence.read_package(folder)["claims"], evidence.tables()["claims"]
    assert len({row["id"] for row in claims}) == len(claims) == 10 * len(once)
    assert [{**row, "id": ""} for row in claims] == [{**row, "id": ""} for row in once] * 10


def test_of_two_faults_the_upper_one_is_named(tmp_path: Path) -> None:
    """A table is checked by columns; the fault in an earlier row is still the one that is told."""
    folder = tenfold.copy(tmp_path / "data", 2)
    rows = damage.read_rows(folder / "claims.csv")
    head = rows[0]
    rows[8][head.index("note")] = " a word with white space before it"
    rows[9][head.index("unit")] = ""
    rows[11][head.index("id")] = rows[3][head.index("id")]
    damage.save_rows(folder / "claims.csv", rows)
    with pytest.raises(evidence.EvidenceError, match=r"claims\.csv, row 9 \(.*column note: white"):
        evidence.read_package(folder)


@pytest.mark.parametrize("looks", [True, False])
def test_garbage_is_looked_for_after_the_tables_were_read_as_it_was_before(
    looks: bool, tmp_path: Path
) -> None:
    before, set_to = gc.isenabled(), {True: gc.enable, False: gc.disable}
    set_to[looks]()
    try:
        evidence.read_package(evidence.data_folder())
        assert gc.isenabled() is looks
        with pytest.raises(evidence.EvidenceError):
            evidence.read_package(tmp_path)
        assert gc.isenabled() is looks
    finally:
        set_to[before]()
