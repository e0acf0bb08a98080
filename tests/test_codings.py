"""A reader's codings: what is asked, and the file that leaves a notebook."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import nbformat
import pytest

from dispatched import codings, evidence
from dispatched.codings import items, saving
from dispatched.codings.items import CodingError
from tests.chapters import CHAPTERS

SHEETS = list(items.sheets().values())
sheets = pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.chapter)


@sheets
def test_each_item_has_one_value_in_the_book(sheet: items.Sheet) -> None:
    assert len({one.ident for one in sheet.items}) == len(sheet.items)
    assert {one.book for one in sheet.items} <= {*sheet.values}
    assert len({one.book for one in sheet.items}) > 1


def test_the_values_are_those_of_the_tables() -> None:
    kinds = {one.ident: one.book for one in items.of("01").items}
    assert kinds["korean-war"] == evidence.claim("repatriation-1950-1953").measure == "flow"
    assert kinds["to-come"] == "plan"
    assert {*kinds.values()} == {*items.KINDS}
    scores = {one.ident: one.book for one in items.of("09").items}
    assert scores["1967-movement"] == f"{evidence.find('features', 'f-1967-movement')['score']:g}"


@sheets
def test_what_is_shown_does_not_give_the_answer_away(sheet: items.Sheet) -> None:
    shown = codings.sheet(sheet.chapter)
    assert list(shown.columns) == ["item", "text"]
    for row in shown.itertuples():
        words = re.findall(r"[a-z]+", f"{row.item} {row.text}".lower())
        assert not {*words} & {"stock", "flow", "quota", "plan", "score"}, row.item


@sheets
def test_the_chapter_asks_for_the_items_of_its_sheet_and_saves_nothing(sheet: items.Sheet) -> None:
    (path,) = (p for p in CHAPTERS if p.stem.startswith(sheet.chapter))
    (cell,) = (
        c for c in nbformat.read(path, as_version=4).cells if "codings.save(" in c.source
        and c.cell_type == "code"
    )  # fmt: skip
    asked = re.findall(r'^ {4}"([\w-]+)": (?:""|None),$', cell.source, flags=re.M)
    assert asked == [one.ident for one in sheet.items]
    (output,) = cell.outputs
    assert output["data"]["text/plain"] == "'No value yet, so no file was written.'"


def read(folder: Path) -> list[dict[str, str]]:
    (path,) = folder.glob("*.csv")
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_file_holds_the_codings_and_no_name(tmp_path: Path) -> None:
    said = codings.save(
        "09", {"1967-movement": 2, "2000-contact": " 3.0 ", "2022-contact": ""}, tmp_path
    )
    (path,) = tmp_path.iterdir()
    assert re.fullmatch(r"my-codings-09-c-[0-9a-f]{8}\.csv", path.name)
    assert said == f"2 of 8 values are in {path.name}; no name is in it."
    rows = read(tmp_path)
    assert [(row["chapter"], row["item"], row["value"]) for row in rows] == [
        ("09", "1967-movement", "2"),
        ("09", "2000-contact", "3"),
    ]
    assert {*rows[0]} == {*saving.COLUMNS}


def test_one_coder_keeps_one_id_and_one_file_a_chapter(tmp_path: Path) -> None:
    codings.save("1", {"to-come": "plan"}, tmp_path)
    codings.save("01", {"to-come": "Quota "}, tmp_path)
    codings.save("09", {"1967-movement": 0}, tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 2
    assert len(saving.coders(tmp_path)) == 1
    assert "quota" in (tmp_path / names[0]).read_text(encoding="utf-8")


def test_two_people_do_not_get_one_id(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        codings.save("01", {"to-come": "plan"}, tmp_path / folder)
    assert saving.coders(tmp_path / "a") != saving.coders(tmp_path / "b")


@pytest.mark.parametrize("empty", [{}, {"to-come": ""}, {"to-come": None}, {"to-come": ...}])
def test_without_a_value_nothing_is_written(tmp_path: Path, empty: dict[str, object]) -> None:
    assert codings.save("01", empty, tmp_path) == "No value yet, so no file was written."
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (("05", {}), "no chapter '05' to code; there are 01 and 09"),
        (("01", {"to-com": "plan"}), "chapter 01 asks for no 'to-com'; near it: to-come"),
        (("01", {"to-come": "count"}), "to-come: 'count' is no value; there are stock, flow"),
        (("09", {"1967-movement": 5}), "1967-movement: '5' is no value; there are 0, 1, 2, 3, 4"),
        (("09", {"1967-movement": 2.5}), "'2.5' is no value"),
        (("09", {"1967-movement": True}), "'True' is no value"),
        (("01", {"to-come": "plan"}, ".", "kim"), "'kim' is no coder's id"),
    ],
)
def test_what_cannot_be_kept_is_refused(tmp_path: Path, call, says: str, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CodingError, match=re.escape(says)):
        codings.save(*call)
    assert not [*tmp_path.iterdir()]


def test_in_a_shared_folder_one_says_who_one_is(tmp_path: Path) -> None:
    for coder in ("c-00000001", "c-00000002"):
        codings.save("01", {"to-come": "plan"}, tmp_path, coder)
    with pytest.raises(CodingError, match="files of 2 coders are here; say coder='c-00000001'"):
        codings.save("01", {"to-come": "plan"}, tmp_path)
