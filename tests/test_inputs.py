"""What others hand over is read, or refused in one sentence that names the file: a sample of the
trial in ``tests/trust/inputs.py``, and what holds for every text.
"""

from __future__ import annotations

import csv
import io
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatched import evidence, filled, whole
from dispatched.book import assets
from dispatched.checks import numerals
from dispatched.codings import saving
from dispatched.evidence.cells import read_table
from dispatched.grading import roster, settings, spreadsheet
from dispatched.grading.settings import ClassError
from dispatched.trial import tables
from tests.trust import inputs, loaders, odd

FILLED, TEXTS = [*loaders.filled_in()], [*loaders.texts()]
TABLES = {one.name: one for one in loaders.tables()}
SAMPLE = [*FILLED, TABLES["claims.csv"], TABLES["series/stock.csv"]]
ONE_BY_ONE = st.text(st.characters(codec="utf-8"), max_size=30)


@pytest.mark.parametrize("kind", [kind for kind in inputs.KINDS if kind != "huge"])
@pytest.mark.parametrize("loader", SAMPLE, ids=lambda one: one.what)
def test_a_spoiled_table_is_read_or_refused_in_one_sentence(
    loader: loaders.Loader, kind: str
) -> None:
    assert [*inputs.spoil(loader, kind)] == []


@pytest.mark.parametrize("loader", FILLED[:2], ids=lambda one: one.what)
def test_a_table_that_is_too_wide_is_refused_at_once(loader: loaders.Loader) -> None:
    names = ["10,000 columns and many short rows", "a cell of 1 MB", "a million quotation marks"]
    assert [*inputs.spoil(loader, "huge", names)] == []


@pytest.mark.parametrize("loader", [*SAMPLE, *TEXTS], ids=lambda one: one.what)
def test_a_file_that_is_damaged_anywhere_brings_nothing_down(loader: loaders.Loader) -> None:
    assert [*inputs.at_random(loader, 25)] == []


def test_an_odd_answer_gets_a_sentence() -> None:
    assert [text for _, text in inputs.answered(3) if text] == []


def test_a_damaged_notebook_is_restored_or_refused() -> None:
    assert [*inputs.handed_in(60)] == []


def test_a_text_is_read_for_a_number_or_is_none() -> None:
    assert [*inputs.numbers(3_000)] == []


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_a_number_in_words_is_that_number(value: float) -> None:
    text = evidence.number(value)
    words = {"million": 1e6, "billion": 1e9}
    digits, _, size = text.partition(" ")
    read = float(digits.replace(",", "")) * words.get(size, 1)
    assert read == pytest.approx(value, rel=1e-9, abs=5.1e-5)
    plain = numerals.read_number(digits)
    assert plain is not None
    assert plain[0] == pytest.approx(float(digits.replace(",", "")))


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b"]), ONE_BY_ONE, min_size=2), max_size=4))
def test_no_cell_that_we_write_is_a_formula_and_each_comes_back(
    table: list[dict[str, str]],
) -> None:
    written: dict[Path, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spreadsheet, "write_whole", written.__setitem__)
        spreadsheet.write(Path("x.csv"), table)
    (text,) = written.values()
    cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(filled.FORMULA)]
    assert [spreadsheet.as_typed(cell) for cell in cells[2:]] == [
        spreadsheet.as_typed(row[name]) for row in table for name in table[0]
    ]


@pytest.mark.parametrize(
    "path", sorted((loaders.ROOT / "data").rglob("*.csv")), ids=lambda p: p.name
)
def test_no_cell_of_the_tables_is_a_formula(path: Path) -> None:
    for number, row in enumerate(csv.reader(path.open(encoding="utf-8", newline="")), 1):
        for cell in row:
            if cell.startswith(filled.FORMULA):
                assert re.fullmatch(r"-\d+(\.\d+)?", cell), f"{path.name}, row {number}: {cell!r}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("student,name\n\n\nanna,A\nanna,B\n", "rows 4 and 5: the student 'anna' stands twice"),
        ("student,name\nbo,B\n'\"anna,A\n", None),
        ('student,name\n"anna,A\nbo,B\n', "cannot be read at row 2 (unexpected end of data; is a"),
        ("student,name,Student\na,b,c\n", "the column 'student' stands twice"),
        ("student\0,name\n", "is not text in UTF-8; save it as"),
        ("student;name;;\nanna;A;;\n", None),
    ],
)
def test_a_roster_names_the_row_that_a_spreadsheet_shows(
    tmp_path: Path, text: str, says: str | None
) -> None:
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")
    if says is None:
        assert "anna" in roster.read(tmp_path)[-1].student
        return
    with pytest.raises(ClassError, match=re.escape(says)):
        roster.read(tmp_path)


@pytest.mark.parametrize("step", ["1" + "0" * 400, "1" + "0" * 5_000, "[" * 5_000, "1e400"])
def test_a_step_of_points_that_is_no_number_is_said(tmp_path: Path, step: str) -> None:
    (tmp_path / "class.toml").write_text(f"step = {step}\n")
    with pytest.raises(ClassError, match=r"^class\.toml.{10,200}$"):
        settings.read(tmp_path)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("१९४६-०२", "row 2 (a), column day: '१९४६-०२' is not of the form"),
        ("1946-02\u202e", "x.csv, line 2: holds the sign U+202E, which cannot be seen"),
        ("9" * 5_000, f"column day: '{'9' * 40}'… is not of the form"),
    ],
)
def test_a_cell_of_the_evidence_is_what_it_looks_like(tmp_path: Path, cell: str, says: str) -> None:
    (tmp_path / "x.csv").write_text(f"id,day\na,{cell}\n", encoding="utf-8")
    day = {"name": "day", "type": "string", "constraints": {"pattern": r"\d{4}-\d{2}"}}
    schema = {"fields": [{"name": "id", "type": "string"}, day]}
    with pytest.raises(evidence.EvidenceError, match=re.escape(says)):
        read_table(tmp_path / "x.csv", schema)


def test_files_that_belong_together_are_all_there_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = whole.write_whole, []

    def full(path: Path, text: str) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(path, text)

    monkeypatch.setattr(tables, "write_whole", full)
    with pytest.raises(OSError, match="No space"):
        tables.write({tmp_path / "a.csv": "1", tmp_path / "b.csv": "2"})
    assert [*tmp_path.iterdir()] == []
    monkeypatch.setattr(saving, "write_whole", full)
    calls.append(tmp_path)
    calls.clear()
    saving.save("09", {"1967-movement": 2}, tmp_path, "c-00000001")
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}
    with pytest.raises(OSError, match="No space"):
        saving.save("09", {"1967-movement": 1}, tmp_path, "c-00000001")
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before


PROGRESS = '{"book": "dispatched", "version": 1, "kept": {"field:a": %s, "predict:b": %s}}'
KEPT = '{"at": "2026-11-01T00:00:00Z", "given": "1 000,5", "right": true, "tries": 1}'


@pytest.mark.browser
def test_a_file_of_progress_is_taken_in_or_refused_in_a_sentence(chromium: Any) -> None:
    chance = random.Random(1946)
    sound = (PROGRESS % (KEPT, KEPT)).encode()
    files = [odd.damaged(sound, chance).decode("utf-8", "replace") for _ in range(1_000)]
    deep = f'{{"at": "2026-11-01T00:00:00Z", "given": {"[" * 100_000}{"]" * 100_000}}}'
    files += [PROGRESS % (deep, KEPT), "[" * 900_000, "x" * 2_000_001, sound.decode()]
    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: m.type in ("error", "warning") and errors.append(m.text))
    try:
        page.route("**/*", lambda route: route.fulfill(body="<p>", content_type="text/html"))
        page.goto("http://127.0.0.1:9/")
        page.add_script_tag(content=assets.joined("js", ["spacing", "memory"]))
        said = page.evaluate(
            """(files) => files.map((text) => {
                const m = window.dispatched.memory;
                m.clear();
                m.on(() => m.all());
                const { added, said } = m.adopt(text, "2026-11-29T08:00:00Z");
                const kept = Object.values(m.all());
                return [said, added === kept.length && kept.every((k) => Date.parse(k.at))];
            })""",
            files,
        )
    finally:
        page.close()
    sentence = re.compile(
        r"This file (is too large|comes from a newer|holds no answers).+Nothing was changed\."
        r"|\d taken over from the file\.( \d+ (were|could).+\.)*"
    )
    wrong = [(said, files[n][:200]) for n, (said, ok) in enumerate(said) if not ok]
    assert wrong == []
    assert [text for text, _ in said if not sentence.fullmatch(text)] == []
    assert errors == []
    assert said[-1][0] == "2 taken over from the file."
    assert "1 could not be read" in said[-4][0]
