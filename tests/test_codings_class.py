"""A class's codings: hostile and careless files, known values, and the page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dispatched import __version__
from dispatched.codings import agree, measures, reading, saving
from dispatched.codings.items import CodingError, Item, Sheet
from dispatched.codings.reading import Coding
from tests.test_agreement import PUBLISHED

HEAD = ",".join(saving.COLUMNS)
GOOD = f"{saving.FORMAT},{__version__},01,c-00000001,to-come,plan"


def folder(tmp_path: Path, **files: bytes | str) -> Path:
    """A class's folder with files of some content."""
    made = tmp_path / "class" / "codings"
    made.mkdir(parents=True)
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (made / name.replace("_", ".")).write_bytes(raw)
    return made


def lines(*rows: str) -> str:
    return "\n".join([HEAD, *rows]) + "\n"


@pytest.mark.parametrize(
    "content",
    [
        lines(GOOD),
        "\ufeff" + lines(GOOD).replace("\n", "\r\n"),
        lines(GOOD).replace(",", ";"),
        lines(GOOD).replace(",", "\t"),
        lines(GOOD).encode("utf-16"),
        lines(GOOD.replace(",01,", ",1,"), "", ",,,,,"),
        lines(GOOD.replace("plan", " Plan ")),
        lines(GOOD, GOOD),
    ],
    ids=["ours", "BOM", "semicolons", "tabs", "UTF-16", "zero lost", "spaces", "row twice"],
)
def test_what_a_spreadsheet_makes_of_a_file_is_read(tmp_path: Path, content: bytes | str) -> None:
    handed = reading.read(folder(tmp_path, a_csv=content))
    assert handed.problems == ()
    assert handed.codings == (Coding("01", "c-00000001", __version__, {"to-come": "plan"}),)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "a.csv: left out: its first line is not format,book"),
        ("a,b\n1,2\n", "a.csv: left out: its first line is not format,book"),
        (lines(GOOD).encode() + b"\xff\xfe\xfa", "a.csv: left out: it is not text in UTF-8"),
        (b"\x00\x01\x02" * 50, "a.csv: left out: "),
        ("x" * 70_000, "a.csv: left out: it has more than 64,000 bytes"),
        (HEAD + "\n" + "a\n" * 600, "a.csv: left out: it has more than 500 rows"),
        (lines(GOOD + ",more"), "a.csv, row 2: left out: 7 cells, not 6"),
        (lines(GOOD.replace("to-come", "=1+1")), "row 2: left out: column item begins like"),
        (lines(GOOD.replace("plan", "＠SUM(A1)")), "row 2: left out: column value begins like"),
        (lines(GOOD.replace("c-00000001", "Kim Min-su")), "row 2: left out: column coder is no id"),
        (lines(GOOD.replace("to-come", "to-go")), "row 2: left out: chapter 01 asks for no"),
        (lines(GOOD.replace("plan", "nonsense")), "'nonsense' is no value; there are stock"),
        (lines(GOOD.replace(",01,", ",05,")), "no chapter '05' to code"),
        (lines(GOOD.replace("codings-1", "codings-2")), "column format is not dispatched-"),
        (lines(GOOD.replace(f",{__version__},", ",soon,")), "column book is no version"),
        (lines(GOOD, GOOD.replace("plan", "flow")), "to-come: left out: 2 different values"),
        (lines('"' + "x" * 200), "a.csv: left out: it cannot be read at row 2 (unexpected end"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    tmp_path: Path, content: bytes | str, says: str
) -> None:
    handed = reading.read(folder(tmp_path, a_csv=content, b_csv=lines(GOOD)))
    (problem,) = handed.problems
    assert says in problem
    assert problem.startswith("a.csv")
    assert "\n" not in problem
    assert [one.coder for one in handed.codings] == ["c-00000001"]


def test_one_bad_row_does_not_cost_the_others(tmp_path: Path) -> None:
    bad = GOOD.replace("to-come", "firms-2015").replace("plan", "many")
    handed = reading.read(folder(tmp_path, a_csv=lines(bad, GOOD)))
    assert len(handed.problems) == 1
    assert handed.codings[0].values == {"to-come": "plan"}


def test_a_version_of_another_book_counts_and_is_said(tmp_path: Path) -> None:
    handed = reading.read(folder(tmp_path, a_csv=lines(GOOD.replace(__version__, "9.9.9"))))
    assert handed.problems == ("a.csv, chapter 01: coded with version 9.9.9 of the book; counted",)
    assert len(handed.codings) == 1


def test_a_file_handed_in_twice_counts_once(tmp_path: Path) -> None:
    handed = reading.read(folder(tmp_path, a_csv=lines(GOOD), b_csv=lines(GOOD)))
    assert handed.problems == ("a.csv and b.csv: the same codings of c-00000001, counted once",)
    assert len(handed.codings) == 1


def test_two_files_that_differ_are_both_left_out(tmp_path: Path) -> None:
    other = lines(GOOD.replace("plan", "quota"))
    handed = reading.read(folder(tmp_path, a_csv=lines(GOOD), b_csv=other))
    (problem,) = handed.problems
    assert problem.startswith("a.csv and b.csv: left out: chapter 01 of c-00000001")
    assert handed.codings == ()


def test_links_folders_and_other_kinds_are_not_followed(tmp_path: Path) -> None:
    place = folder(tmp_path, a_csv=lines(GOOD), notes_txt="x")
    secret = tmp_path / "secret.csv"
    secret.write_text(lines(GOOD.replace("00001", "00002")), encoding="utf-8")
    (place / "link.csv").symlink_to(secret)
    (place / "inside").mkdir()
    os.mkfifo(place / "pipe.csv")
    (place / ".hidden.csv").write_text("x", encoding="utf-8")
    handed = reading.read(place)
    assert [*handed.problems] == [
        "link.csv: left out: it is no plain file",
        "notes.txt: left out: it is no CSV file",
        "pipe.csv: left out: it is no plain file",
    ]
    assert [one.coder for one in handed.codings] == ["c-00000001"]


def test_a_name_that_steers_a_terminal_is_shown_without_it(tmp_path: Path) -> None:
    place = folder(tmp_path, a_csv=lines(GOOD))
    (place / "\x1b[2Jx\n.csv").write_text("", encoding="utf-8")
    (problem,) = reading.read(place).problems
    assert problem.startswith("?[2Jx?.csv: left out")


def sheet(level: str, books: str) -> Sheet:
    values = dict.fromkeys("12345", "")
    made = (Item(f"u-{n}", f"unit {n}", (), book) for n, book in enumerate(books))
    return Sheet("00", "Units", level, values, tuple(made))


def coders(codings: tuple[tuple[int | None, ...], ...]) -> list[Coding]:
    return [
        Coding("00", f"c-{n:08x}", "0.0.0", {f"u-{u}": str(v) for u, v in enumerate(one) if v})
        for n, one in enumerate(codings)
    ]


def measured(report: measures.Report) -> dict[str, measures.Measure]:
    return dict(zip(("pairs", "alpha", "book", "alpha book"), report.measures, strict=True))


@pytest.mark.parametrize(("level", "value"), [("nominal", 0.743), ("ordinal", 0.815)])
def test_a_class_gets_the_published_alpha(level: str, value: float) -> None:
    found = measures.report(sheet(level, "1" * 12), coders(PUBLISHED), draws=20)
    assert measured(found)["alpha"].value == pytest.approx(value, abs=5e-4)


def test_agreement_by_hand() -> None:
    # Two items, three coders: 1 1 2 and 1 2 2. Of three pairs one is equal in each. The book has 1
    # and 2: two of three, and two of three.
    found = measures.report(sheet("nominal", "12"), coders(((1, 1), (1, 2), (2, 2))), draws=20)
    assert [item.within for item in found.items] == pytest.approx([100 / 3, 100 / 3])
    assert [item.with_book for item in found.items] == pytest.approx([200 / 3, 200 / 3])
    whole = measured(found)
    assert whole["pairs"].value == pytest.approx(100 / 3)
    assert whole["book"].value == pytest.approx(200 / 3)
    # With the book: pairs 11 11 12 21 22 22; seen 2/6. Six 1 and six 2 among twelve: 72/132 differ.
    assert whole["alpha book"].value == pytest.approx(1 - (2 / 6) / (72 / 132))
    assert whole["alpha"].why == "no interval below 5 items"


def test_the_interval_is_seeded_and_holds_the_value() -> None:
    books, given = "123451", coders(tuple((1, 2, 3, 4, 5, n) for n in (1, 2, 3, 1)))
    first = measures.report(sheet("ordinal", books), given, draws=200)
    assert first == measures.report(sheet("ordinal", books), given, draws=200)
    for one in first.measures:
        assert one.low is not None
        assert one.low <= one.value <= one.high
        assert one.low < one.high


def test_what_has_no_value_says_why() -> None:
    alone = measured(measures.report(sheet("nominal", "12345"), coders(((1, 1, 1, 1, 1),))))
    assert alone["pairs"].value is None
    assert alone["pairs"].why == "no item was coded by two"
    assert alone["book"].value == 20
    same = measured(measures.report(sheet("nominal", "1" * 5), coders(((1,) * 5,) * 3), draws=20))
    assert same["alpha"].value is None
    assert "no value" in same["alpha"].why
    rare = coders(((1, 1, 1, 1, 1, 1, 1, 2), (1,) * 8))
    few = measured(measures.report(sheet("nominal", "1" * 8), rare, draws=200))
    assert few["alpha"].value is not None
    assert few["alpha"].why == "no interval: too few draws have a value"


def test_a_class_without_codings_is_told_so(tmp_path: Path) -> None:
    for name, says in (("nowhere", "no such folder"), ("class", "put the files my-codings")):
        with pytest.raises(CodingError, match=says):
            agree.agree(tmp_path / name)
        (tmp_path / "class").mkdir(exist_ok=True)
    (tmp_path / "class" / "a.csv").write_text("x", encoding="utf-8")
    with pytest.raises(CodingError, match=r"no file with codings that count\na\.csv: left out"):
        agree.agree(tmp_path / "class")
