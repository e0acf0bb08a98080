"""The page that counts what the reader answered and brings it back; saving, adding, forgetting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import small_book
from tests.answering import NAMES, again, give
from tests.browsing import STANDARD, Tab, barriers

pytestmark = pytest.mark.browser


def chapter(small: Path) -> str:
    return (small / f"chapters/{small_book.FIRST}.html").as_uri()


# --- the page -------------------------------------------------------------------------------------


def test_the_page_counts_and_brings_back(answering: Tab, asking_book: Path) -> None:
    page = answering.open(chapter(asking_book))
    line = page.locator(".answered a")
    assert line.inner_text() == "0 of 2 questions answered"
    give(page, NAMES[0], True, 1, "2026-11-20T08:00:00Z")
    give(page, NAMES[1], False, 1)
    give(page, "ex-taken-out-of-the-book", False, 1)
    assert line.inner_text() == "2 of 2 questions answered"
    line.click()
    page.wait_for_url("**/back/again.html")
    page.locator("#again-today > p").wait_for()
    cells = page.locator("#again-chapters tbody tr").all_inner_texts()
    assert cells == ["2 Who came\t2\t2\t1\t0\t1\t"]
    assert page.locator("#again-today > p").inner_text() == "1 question for today:"
    first = page.locator("#again-today > ol a")
    assert first.inner_text() == "Who <b>stayed</b> & why"
    assert first.get_attribute("href") == f"../chapters/{small_book.FIRST}.html#{NAMES[1]}"
    later = page.locator(".again-later")
    assert later.locator("summary").inner_text() == (
        "1 question comes later, the next on December 4"
    )
    later.locator("summary").click()
    assert "right; once more after two weeks; comes on December 4" in later.inner_text()
    row = page.locator("#again-chapters th a").get_attribute("href")
    assert row == f"../chapters/{small_book.FIRST}.html#{NAMES[0]}"
    assert answering.complaints == []
    assert answering.foreign == []


def test_saved_forgotten_and_added_again(answering: Tab, asking_book: Path, tmp_path: Path) -> None:
    page = answering.open(again(asking_book))
    give(page, NAMES[0], True, 1)
    give(page, NAMES[1], False, 1)
    before = page.evaluate("dispatched.memory.all()")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Save to a file").click()
    assert coming.value.suggested_filename == "dispatched-answers-2026-11-29.json"
    coming.value.save_as(tmp_path / "mine.json")
    saved = json.loads((tmp_path / "mine.json").read_text(encoding="utf-8"))
    assert (saved["book"], saved["version"], saved["kept"]) == ("dispatched", 1, before)

    page.evaluate("localStorage.setItem('dispatched-aside-1', 'x'); localStorage.lane = 'story'")
    forget = page.get_by_role("button", name="Forget everything")
    forget.focus()
    page.keyboard.press("Enter")
    assert "Forget 2 answers?" in page.locator(".again-sure").inner_text()
    assert page.evaluate("document.activeElement.dataset.again") == "keep"
    page.keyboard.press("Escape")
    assert page.evaluate("dispatched.memory.all()") == before
    assert page.evaluate("document.activeElement.dataset.again") == "forget"
    forget.click()
    page.get_by_role("button", name="Forget them").click()
    left = page.evaluate("Object.keys(localStorage)")
    assert "lane" in left
    assert not [name for name in left if "dispatched" in name]
    assert page.locator("#again-today").inner_text() == "No question is answered here yet."

    give(page, NAMES[1], True, 2, "2026-11-30T08:00:00Z")  # later than in the file
    assert page.locator("#again-today > p").inner_text() == "Nothing for today."
    page.locator('[data-again="load"]').set_input_files(tmp_path / "mine.json")
    said = page.locator("#again-said")
    said.get_by_text("1 taken over from the file. 1 were here already, as new or newer.").wait_for()
    assert page.evaluate(f"dispatched.memory.get('field:{NAMES[1]}').right") is True
    assert (
        page.evaluate(f"dispatched.memory.get('field:{NAMES[0]}')") == before[f"field:{NAMES[0]}"]
    )
    assert answering.complaints == []


OLD = {"field:old": {"at": "2026-01-01T00:00:00Z", "right": True, "tries": 1}}
GOOD = {"at": "2026-11-01T00:00:00Z"}


@pytest.mark.parametrize(
    ("text", "says", "added"),
    [
        ("", "This file holds no answers to this book's questions. Nothing was changed.", 0),
        ("{}", "This file holds no answers to this book's questions. Nothing was changed.", 0),
        ('{"name": "x", "version": 1}', "holds no answers", 0),
        ('{"version": 1, "kept": {"other": 1}}', "holds no answers", 0),
        ("[1, 2]", "holds no answers", 0),
        ("\u0000\u0001PNG", "holds no answers", 0),
        ('{"book": "dispatched", "version": 7, "kept": {}}', "from a newer edition", 0),
        ("[" + "1," * 1_000_001 + "1]", "too large", 0),
        (json.dumps(OLD), "1 taken over from the file.", 1),
        (
            json.dumps({"version": 1, "kept": {"field:a": GOOD, "field:b": {"at": "soon"}}}),
            "1 taken over from the file. 1 could not be read and were left out.",
            1,
        ),
        (json.dumps({"version": 1, "kept": {"predict:p": {"at": "2999-01-01"}}}), "1 taken", 1),
        ('{"version": 1, "kept": {"__proto__": {"at": "2026-01-01"}}}', "holds no answers", 0),
    ],
)
def test_a_file_is_taken_or_refused_in_one_sentence(
    answering: Tab, asking_book: Path, text: str, says: str, added: int
) -> None:
    page = answering.open(again(asking_book))
    give(page, "mine", True, 1)
    page.locator('[data-again="load"]').set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    page.locator("#again-said").get_by_text(says).wait_for()
    kept = page.evaluate("dispatched.memory.all()")
    assert "field:mine" in kept
    assert len(kept) == 1 + added
    assert all(value["at"] <= "2026-11-30" for value in kept.values()), "a clock that ran ahead"
    assert answering.complaints == []


def test_without_a_script_the_page_says_so(chromium: Any, asking_book: Path) -> None:
    with Tab(chromium, java_script_enabled=False) as tab:
        page = tab.open(again(asking_book))
        assert "needs JavaScript" in page.locator("main").inner_text()
        assert not page.locator(".again-file").is_visible()
        assert page.locator("#again-chapters th a").is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_has_no_barrier(chromium: Any, asking_book: Path, theme: str, width: int) -> None:
    with Tab(chromium, color_scheme=theme, viewport={"width": width, "height": 900}) as tab:
        page = tab.open(again(asking_book))
        give(page, NAMES[0], True, 1)
        give(page, NAMES[1], False, 1)
        page.locator(".again-later summary").click()
        page.get_by_role("button", name="Forget everything").click()
        assert barriers(page, *STANDARD, "best-practice", "cat.semantics") == []
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) == 0
