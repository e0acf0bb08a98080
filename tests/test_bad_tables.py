"""A damaged table is refused, with a message that names the file, the row and the column."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dispatched import evidence
from tests.damage import (
    CLAIM,
    DATA,
    HERE,
    LAST,
    ROW,
    Damage,
    at,
    cell,
    columns,
    into_windows_1251,
    package,
    raw,
    read_rows,
    save_rows,
    text,
)
from tests.saying import SAID, as_said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


BROKEN: dict[str, tuple[Damage, list[str]]] = {
    # one cell
    "unknown unit": (cell("unit", "humans"), [HERE + "unit", "'humans'", "units.csv"]),
    "unknown era": (cell("era", "1945"), [HERE + "era", "'1945'", "eras.csv"]),
    "unknown indicator": (cell("indicator", "workers"), [HERE + "indicator", "'workers'"]),
    "unknown source": (
        cell("source", "lankov2021"),
        [HERE + "source", "'lankov2021'", "sources.csv"],
    ),
    "no source": (cell("source", ""), [HERE + "source", "empty"]),
    "unknown claim in calculations": (
        cell("says", "nobody-says", "calc-mining-share", "calculations.csv"),
        [at("says", "calc-mining-share", "calculations.csv"), "'nobody-says'", "claims.csv"],
    ),
    "unknown enum value": (
        cell("relation", "roughly"),
        [HERE + "relation", "'roughly'", "at_least"],
    ),
    "neither yes nor no": (
        cell("in_words", "yes"),
        [HERE + "in_words", "'yes' is neither true nor false"],
    ),
    "locator of another form": (cell("locator", "page 21"), [HERE + "locator", "'page 21'"]),
    "text for a number": (cell("best", "many"), [HERE + "best", "'many' is not a number"]),
    "thousands separator": (cell("best", "35,000"), [HERE + "best", "'35,000' is not a number"]),
    "underscore in a number": (cell("best", "35_000"), [HERE + "best", "'35_000' is not a number"]),
    "wide digits": (cell("best", "\uff13\uff15"), [HERE + "best", "is not a number"]),
    "NaN": (cell("best", "nan"), [HERE + "best", "not a finite number"]),
    "infinity": (cell("best", "-inf"), [HERE + "best", "not a finite number"]),
    "a number too large": (cell("best", "1e999"), [HERE + "best", "not a finite number"]),
    "year 20230": (cell("year_end", "20230"), [HERE + "year_end", "'20230' is not a year"]),
    "half a year": (cell("year_end", "1947.5"), [HERE + "year_end", "'1947.5' is not a year"]),
    "year 19670 as a value": (
        cell("best", "19670", "agreement-1967"),
        [at("best", "agreement-1967"), "19670 is not a year"],
    ),
    "white space after": (
        cell("place", "Soviet Far East "),
        [HERE + "place", "white space", "'Soviet Far East '"],
    ),
    "white space in a column of words": (
        cell("statement", "Some came. "),
        [HERE + "statement", "white space", "'Some came. '"],
    ),
    "white space before": (cell("best", "\u00a035000"), [HERE + "best", "white space"]),
    "Cyrillic letter in an id": (
        cell("id", "\u0430rrivals-1947"),
        [f"claims.csv, row {ROW} ", "column id", "is not of the form"],
    ),
    "no id": (cell("id", ""), [f"claims.csv, row {ROW}, column id", "empty"]),
    "a sign that cannot be seen": (text(CLAIM, f"{CLAIM}\u200b"), ["claims.csv", "U+200B"]),
    "a day that is none": (
        cell("date", "1930-02-30", "x-ev-c29", "events.csv"),
        [at("date", "x-ev-c29", "events.csv")],
    ),
    # cells that do not fit each other
    "checked before it was read": (cell("checked", "1999-01-01"), [HERE + "checked"]),
    "range upside down": (
        cell("low", "900", "planned-money"),
        [at("low", "planned-money"), "900 is greater than high 800"],
    ),
    "best above high": (
        cell("best", "810", "planned-money"),
        [at("best", "planned-money"), "810 is greater than high 800"],
    ),
    "end before start": (
        cell("year_start", "1950"),
        [HERE + "year_start", "1950 is greater than year_end 1947"],
    ),
    "relation that does not fit": (
        cell("relation", "between"),
        [HERE + "relation", "between does not fit"],
    ),
    "share of 120 percent": (
        cell("best", "120", "builders-share-2016"),
        [at("best", "builders-share-2016"), "120 is a share outside 0 to 100 percent"],
    ),
    "share below nothing": (
        cell("best", "-1", "builders-share-2016"),
        [at("best", "builders-share-2016"), "-1 is a share outside"],
    ),
    "id given twice": (
        cell("id", CLAIM, "arrivals-1946-1949"),
        [f"claims.csv, row {ROW + 1}, column id", f"{CLAIM} stands in row {ROW} too"],
    ),
    # rows and columns
    "too few cells": (
        text(f"\n{CLAIM},lankov2020,", f"\n{CLAIM},"),
        [f"claims.csv, row {ROW}", "24 cells, but 25 columns"],
    ),
    "too many cells": (
        text(f"\n{CLAIM},lankov2020,", f"\n{CLAIM},,lankov2020,"),
        [f"claims.csv, row {ROW}", "26 cells, but 25 columns"],
    ),
    "blank line": (text(f"\n{CLAIM},", f"\n\n{CLAIM},"), [f"claims.csv, row {ROW}", "0 cells"]),
    "missing column": (
        columns(lambda row: [row[0], *row[2:]]),
        ["claims.csv, row 1", "column source is missing"],
    ),
    "extra column": (columns(lambda row: [*row, row[0]]), ["claims.csv, row 1", "columns"]),
    "extra column of a new name": (
        text("id,source,locator", "id,source,shade,locator"),
        ["claims.csv, row 1", "column shade is unknown"],
    ),
    "column renamed": (
        text("id,source,locator", "id,origin,locator"),
        ["claims.csv, row 1", "column source is missing", "column origin is unknown"],
    ),
    "swapped columns": (
        columns(lambda row: [row[1], row[0], *row[2:]]),
        ["claims.csv, row 1", "not in the order of datapackage.json"],
    ),
    "swapped header": (
        text("low,best,high", "high,best,low"),
        ["claims.csv, row 1", "not in the order"],
    ),
    # files
    "NUL byte": (
        raw(lambda b: b.replace(b"about 35,000", b"about\0 35,000", 1)),
        [f"claims.csv, line {ROW}", "NUL"],
    ),
    "Windows-1251": (
        raw(into_windows_1251),
        [f"claims.csv, line {ROW}", "not UTF-8", "Save the file as UTF-8"],
    ),
    "UTF-16": (raw(lambda b: b.decode().encode("utf-16")), ["claims.csv, line 1", "not UTF-8"]),
    "unclosed quote": (
        text(f"\n{CLAIM},lankov2020,p21,", f'\n{CLAIM},"lankov2020,p21,'),
        [f"claims.csv, row {ROW}", "quotation mark"],
    ),
    "unclosed quote at the end": (
        raw(lambda b: b[:-1] + b',"more\n'),
        [f"claims.csv, row {LAST}", "quotation mark"],
    ),
    "separated by semicolons": (
        lambda folder: save_rows(folder / "claims.csv", read_rows(folder / "claims.csv"), ";"),
        ["claims.csv, row 1", "semicolons", "commas"],
    ),
    "separated by tabs": (
        lambda folder: save_rows(folder / "claims.csv", read_rows(folder / "claims.csv"), "\t"),
        ["claims.csv, row 1", "separated by tabs", "commas"],
    ),
    "empty file": (raw(lambda b: b"", "units.csv"), ["units.csv", "is empty"]),
    "missing file": (lambda folder: (folder / "units.csv").unlink(), ["units.csv", "no such file"]),
    # the description of the package
    "no description": (
        lambda folder: (folder / "datapackage.json").unlink(),
        ["datapackage.json", "no such file"],
    ),
    "broken JSON": (raw(lambda b: b[:500], "datapackage.json"), ["datapackage.json, line 7"]),
    "description not in UTF-8": (
        raw(lambda b: b"\xff{}", "datapackage.json"),
        ["datapackage.json, line 1", "UTF-8"],
    ),
    "description without tables": (
        package(lambda p: {}),
        ["datapackage.json", "no list of resources"],
    ),
    "description that is a list": (
        package(lambda p: [p]),
        ["datapackage.json", "no list of resources"],
    ),
    "table without schema": (
        package(lambda p: p["resources"][0].pop("schema") and None),
        ["datapackage.json", "schema of claims is missing"],
    ),
    "shared schema that is not there": (
        lambda folder: (folder / "schemas/series.json").unlink(),
        ["datapackage.json", "schema 'schemas/series.json' of series-", "no file of the package"],
    ),
    "schema outside the package": (
        package(lambda p: p["resources"][0].update(schema="../schema.json")),
        ["datapackage.json", "schema '../schema.json' of claims", "no file of the package"],
    ),
    "broken shared schema": (
        raw(lambda b: b[:40], "schemas/series.json"),
        ["schemas/series.json, line 5"],
    ),
    "key to a table that is not there": (
        package(
            lambda p: p["resources"][0]["schema"]["foreignKeys"][0]["reference"].update(
                resource="books"
            )
        ),
        ["datapackage.json", "source of claims", "books.id"],
    ),
}


def test_the_undamaged_copy_is_accepted(folder):
    assert {"claims", "sources", "calculations"} <= set(evidence.read_package(folder))


def test_rewriting_alone_does_no_harm(folder):
    """The damage below is the only difference: reading and saving a table changes nothing."""
    cell("best", "35000")(folder)
    assert (folder / "claims.csv").read_bytes() == (DATA / "claims.csv").read_bytes()


@pytest.mark.parametrize("name", BROKEN)
def test_damage_is_named(folder, name):
    damage, expected = BROKEN[name]
    damage(folder)
    with pytest.raises(evidence.EvidenceError) as caught:
        evidence.read_package(folder)
    message = str(caught.value)
    assert [part for part in expected if part not in message] == [], message
    assert as_said(message, SAID["tables"][name]), message
    assert len(message) < 400


def test_a_line_break_in_a_cell_stays_as_it_is(tmp_path):
    (tmp_path / "a.csv").write_bytes(b'id,note\r\na,"one\r\ntwo"\r\n')
    schema = {"fields": [{"name": "id", "type": "string"}, {"name": "note", "type": "string"}]}
    assert evidence.read_table(tmp_path / "a.csv", schema) == [{"id": "a", "note": "one\r\ntwo"}]


def test_no_folder_with_tables(tmp_path, monkeypatch):
    monkeypatch.setenv("DISPATCHED_DATA", str(tmp_path))
    with pytest.raises(evidence.EvidenceError, match=r"no datapackage\.json in"):
        evidence.tables()


def test_unknown_ids_and_columns_are_named():
    with pytest.raises(
        evidence.EvidenceError,
        match=r"no row 'arrivals-1974' in claims.csv; near it: .*arrivals-1947",
    ):
        evidence.claim("arrivals-1974")
    with pytest.raises(evidence.EvidenceError, match=r"no row 'lankov2021' in sources\.csv"):
        evidence.cite("lankov2021")
    with pytest.raises(
        evidence.EvidenceError, match=r"claims.csv has no column 'year'; it has id, source"
    ):
        evidence.claims(year=1947)
    with pytest.raises(evidence.EvidenceError, match="no table 'claim'; there are claims"):
        evidence.frame("claim")
    with pytest.raises(evidence.EvidenceError, match="'men-1946' states no value"):
        evidence.bounds("men-1946")


@pytest.mark.parametrize(
    ("head", "value", "said"),
    [
        ("x", "", "row 1: column c0, c1, c2, c3, c4, c5, c6, c7 and 3 more is missing"),
        ("twelve", "q", f"none of {', '.join(f'word{n}' for n in range(12))}$"),
        ("many", "q", "none of word0, word1, word2, word3, word4, word5, word6, word7 and 5 more$"),
        ("many", "word99", "none of (?!.*more)"),
    ],
)
def test_a_long_list_is_cut_and_says_how_much_is_left(tmp_path, head, value, said):
    (tmp_path / "a.csv").write_text(f"{head}\n{value}\n")
    enum = [f"word{n}" for n in range(12 if head == "twelve" else 13)]
    fields = [{"name": head, "type": "string", "constraints": {"enum": enum}}]
    if head == "x":
        fields = [{"name": f"c{n}", "type": "string"} for n in range(11)]
    with pytest.raises(evidence.EvidenceError, match=said):
        evidence.read_table(tmp_path / "a.csv", {"fields": fields})
