"""The data package stands on its own: one zip, one SQLite file, a README, plain CSV that any
program reads.
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from dispatched import evidence
from dispatched.book import downloads

DATA = evidence.data_folder()
ROOT = Path(__file__).resolve().parents[1]
PACKAGE = evidence.read_description(DATA)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("downloads")
    downloads.make(DATA, target)
    return target


def test_the_zip_holds_every_file_of_the_package(made: Path) -> None:
    with zipfile.ZipFile(made / "dispatched-data.zip") as archive:
        assert archive.testzip() is None
        names = {n.removeprefix("dispatched-data/") for n in archive.namelist()}
        assert names == {p.relative_to(DATA).as_posix() for p in DATA.rglob("*") if p.is_file()}
        assert {"README.md", "datapackage.json", "claims.csv", "series/entries.csv"} <= names
        assert archive.read("dispatched-data/claims.csv") == (DATA / "claims.csv").read_bytes()


def test_the_same_data_gives_the_same_zip(made: Path, tmp_path: Path) -> None:
    downloads.make(DATA, tmp_path)
    assert (tmp_path / "dispatched-data.zip").read_bytes() == (
        made / "dispatched-data.zip"
    ).read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "dispatched-data.zip",
        "dispatched.sqlite",
        "tables",
    ]
    named = [Path(r["path"]) for r in PACKAGE["resources"] if r.get("format") == "csv"]
    assert len(named) > 30
    assert {p.name for p in (tmp_path / "tables").iterdir()} == {path.name for path in named}
    for path in named:
        alone = (tmp_path / "tables" / path.name).read_bytes()
        assert alone == (DATA / path).read_bytes().replace(b"\r\n", b"\n"), path


def test_line_ends_and_stray_files_of_a_checkout_change_no_download(
    made: Path, tmp_path: Path
) -> None:
    there = tmp_path / "data"
    shutil.copytree(DATA, there)
    for path in (p for p in there.rglob("*") if p.is_file()):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    for name in (
        ".DS_Store",
        ".~lock.claims.csv#",
        "~$claims.csv",
        "series/.ipynb_checkpoints/entries.csv",
    ):
        (there / name).parent.mkdir(exist_ok=True)
        (there / name).write_text("stray", encoding="utf-8")
    downloads.make(there, tmp_path / "made")
    for path in (p for p in made.rglob("*") if p.is_file()):
        name = path.relative_to(made)
        assert (tmp_path / "made" / name).read_bytes() == path.read_bytes(), name


def test_an_assignment_is_the_notebook_with_the_name_of_its_folder(tmp_path: Path) -> None:
    name = "02-1946-fisheries"
    shutil.copytree(ROOT / "exercises" / name, tmp_path / "exercises" / name)
    own = tmp_path / "exercises" / name / f"{name}.ipynb"
    downloads.exercises(tmp_path / "exercises", tmp_path / "first")
    shutil.copyfile(own, own.with_name("solved by a colleague.ipynb"))
    own.write_bytes(own.read_bytes().replace(b"\n", b"\r\n"))
    downloads.exercises(tmp_path / "exercises", tmp_path / "second")
    assert [p.name for p in (tmp_path / "second").iterdir()] == [own.name]
    made = (tmp_path / "second" / own.name).read_bytes()
    assert made == (tmp_path / "first" / own.name).read_bytes()
    assert b"\r" not in made


def test_the_unpacked_zip_loads_as_a_package(made: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(made / "dispatched-data.zip") as archive:
        archive.extractall(tmp_path)
    assert evidence.read_package(tmp_path / "dispatched-data") == evidence.tables()


def test_the_database_holds_every_row_with_types_and_keys(made: Path) -> None:
    with sqlite3.connect(made / "dispatched.sqlite") as database:
        for name, rows in evidence.tables().items():
            assert database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] == len(rows), (
                name
            )
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        kind, value = database.execute(
            "SELECT typeof(best), best FROM claims WHERE id = 'arrivals-1947'"
        ).fetchone()
        assert (kind, value) == ("real", 35_000)
        assert database.execute(
            "SELECT typeof(year_start) FROM claims WHERE id = 'arrivals-1947'"
        ).fetchone() == ("integer",)
        joined = database.execute(
            "SELECT s.short FROM claims c JOIN sources s ON s.id = c.source WHERE c.id = "
            "'planned-money'"
        ).fetchone()
        assert joined == ("Lankov 2020",)
        described = dict(
            database.execute(
                "SELECT column_name, description FROM codebook WHERE table_name = 'claims'"
            )
        )
        assert set(described) == set(evidence.tables()["claims"][0])
        assert all(described.values())


def test_every_column_of_every_table_is_described() -> None:
    for resource in PACKAGE["resources"]:
        assert resource["title"], resource["name"]
        assert resource["description"], resource["name"]
        assert resource["licenses"], resource["name"]
        assert resource["sources"], resource["name"]
        for field in resource.get("schema", {}).get("fields", []):
            assert field["description"], f"{resource['name']}.{field['name']}"


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.csv")), ids=lambda p: p.stem)
def test_a_plain_reader_sees_the_same_cells(path: Path) -> None:
    """What pandas, R and Excel read with their defaults is what the file says: commas, quotes,
    UTF-8, no stray lines.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert list(frame.columns) == rows[0]
    assert frame.to_numpy().tolist() == rows[1:]


def test_series_come_as_tidy_frames() -> None:
    names = [n.removeprefix("series-") for n in evidence.tables() if n.startswith("series-")]
    assert {
        "entries",
        "permits",
        "trade",
        "population",
        "labor-shortage",
        "exchange-rate",
        "worldwide",
    } <= set(names)
    for name in names:
        series = evidence.series(name)
        assert len(series) >= 5, name
        assert series["best"].notna().any() or series["low"].notna().any(), name
    assert evidence.series("entries")["year"].min() == 2012
    with pytest.raises(evidence.EvidenceError, match=r"no series 'visits'; there are .*entries"):
        evidence.series("visits")


@pytest.mark.parametrize(
    ("date", "spoken"),
    [
        ("1967", "1967"),
        ("1967-03", "March 1967"),
        ("2017-12-22", "22 December 2017"),
        ("1946/1965", "1946 to 1965"),
        ("2024-Q1", "2024, quarter 1"),
    ],
)
def test_dates_are_spoken(date: str, spoken: str) -> None:
    assert evidence.spoken_date(date) == spoken
