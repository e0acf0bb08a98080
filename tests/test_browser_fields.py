"""Questions with a field on a page: by mouse, touch and keyboard, without a script, on paper."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dispatched.book.veil import veiled
from dispatched.checks import question_keys
from dispatched.checks.fields import SAYS
from tests.browsing import STANDARD, Tab, barriers
from tests.built import later
from tests.field_pages import ASKED, PAGE, Asked, built, left_open, opened

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, drawings: Path) -> Path:
    """A small book whose first chapter asks all that chapter 2 asks."""
    return built(tmp_path_factory.mktemp("fields") / "book", drawings)


def test_the_source_of_the_page_holds_no_answer_that_one_can_read(pages: Path) -> None:
    source = (pages / PAGE).read_text(encoding="utf-8")
    asked = list(ASKED.values())
    assert left_open(source, asked) == []
    assert len(left_open((pages / "back" / "answers.html").read_text("utf-8"), asked)) > 15
    index = (pages / "searchindex.js").read_text(encoding="utf-8")
    found = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
    here, there = (found["docnames"].index(n) for n in (PAGE[:-5], "back/answers"))
    places = {word: at if isinstance(at, list) else [at] for word, at in found["terms"].items()}
    assert here in places["lodg"]  # a word of a question
    assert here not in places.get("divisor", [])  # a word of an answer
    assert not any(there in at for at in places.values())


def test_by_mouse_an_answer_is_judged_and_the_full_one_offered(chromium: Any, pages: Path) -> None:
    with Tab(chromium) as tab:
        asked = Asked(opened(tab, pages), "free")
        assert not asked.fold.is_visible()
        asked.go.click()
        assert asked.says == SAYS["unchosen"]
        assert not asked.fold.is_visible()
        asked.option("Neither of the two").click()
        asked.go.click()
        assert asked.says == asked.one.mistakes[0]["says"]
        assert asked.fold.is_visible()
        assert asked.fold.get_attribute("open") is None
        asked.option(asked.one.right).click()
        asked.go.click()
        assert asked.says == "Right."
        asked.fold.locator("summary").click()
        assert "Signing was a free decision" in asked.fold.inner_text()
        assert tab.complaints == []
        assert tab.foreign == []


def test_several_choices_and_cells_by_mouse(chromium: Any, pages: Path) -> None:
    with Tab(chromium) as tab:
        page = opened(tab, pages)
        asked = Asked(page, "beside")
        for text in asked.one.right:
            asked.option(text).click()
        asked.go.click()
        assert asked.says == "Right."
        asked = Asked(page, "returns")
        for at, value in enumerate(["0", "2,394", "12001"]):
            asked.inputs.nth(at).fill(value)
        asked.go.click()
        assert asked.says == asked.one.mistakes[0]["says"]
        asked.inputs.nth(2).fill("14 395")
        asked.inputs.nth(2).press("Enter")
        assert asked.says == "Right."


def test_what_is_put_in_order_can_be_dragged(chromium: Any, pages: Path) -> None:
    with Tab(chromium) as tab:
        page = opened(tab, pages)
        asked = Asked(page, "order")
        for text, place in ((asked.one.right[0], 0), (asked.one.right[1], 1)):
            top = asked.field.locator("li").nth(place).bounding_box()
            asked.option(text).locator("span").first.hover()
            page.mouse.down()
            page.mouse.move(top["x"] + 90, top["y"] + 4, steps=12)
            page.mouse.up()
            assert asked.says.endswith(f"now number {place + 1}.")
        asked.go.click()
        assert asked.says == "Right."


def test_by_keyboard_alone(chromium: Any, pages: Path) -> None:
    with Tab(chromium) as tab:
        page = opened(tab, pages)
        asked = Asked(page, "cash")
        asked.inputs.focus()
        page.keyboard.type("500")
        page.keyboard.press("Enter")
        assert asked.says == asked.one.mistakes[1]["says"]
        page.keyboard.press("Control+a")
        page.keyboard.type("100 rubles")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "check-go"
        page.keyboard.press("Enter")
        assert asked.says == "Right."
        asked = Asked(page, "order")
        third = asked.option(asked.one.right[0])
        third.locator("button").first.focus()
        for _ in range(3):  # one more than there is room
            page.keyboard.press("Enter")
        assert asked.says.endswith("now number 1.")
        assert page.evaluate("document.activeElement.dataset.by") == "-1"
        asked.option(asked.one.right[1]).locator("button").first.press("Enter")
        asked.option(asked.one.right[1]).locator("button").first.press(" ")
        asked.go.press("Enter")
        assert asked.says == "Right."


def test_hints_come_one_after_the_other_and_the_answer_when_asked(
    chromium: Any, pages: Path
) -> None:
    with Tab(chromium) as tab:
        asked = Asked(opened(tab, pages), "wait")
        first, second = (asked.field.locator(".check-hint").nth(n) for n in (0, 1))
        assert not second.is_visible()
        first.locator("summary").press("Enter")
        assert asked.one.hints[0] in first.inner_text()
        assert second.is_visible()
        asked.field.locator(".check-show").press("Enter")
        assert "Only the arrivals of 1949" in asked.fold.inner_text()
        assert not asked.field.locator(".check-show").is_visible()
        link = asked.fold.locator("a.claim").first
        link.focus()
        card = asked.page.locator("#evidence-card")
        assert "other than 1947" in card.inner_text()  # it came with the answer


def test_by_touch_with_room_for_a_finger(chromium: Any, pages: Path) -> None:
    phone = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    with Tab(chromium, **phone) as tab:
        page = opened(tab, pages)
        asked = Asked(page, "kind")
        for text in asked.one.right:
            asked.option(question_keys.bare_text(text)).locator("input").tap()
        asked.go.tap()
        assert asked.says == "Right."
        asked = Asked(page, "order")
        asked.option(asked.one.options[1]).locator("button").first.tap()
        assert asked.says.endswith("now number 1.")
        small = page.locator(".check-field").locator("button, summary, label, input[type=text]")
        sizes = [e.bounding_box() for e in small.all() if e.is_visible()]
        assert [s for s in sizes if s["height"] < 44] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


BAD = {
    "": "nothing",
    "   ": "nothing",
    "abc": "words",
    "1e400": "words",
    "9" * 80: "vast",  # cut to what the field takes
    "$100": "unit",
    "<img src=x onerror=alert(1)>": "words",
}


def test_bad_input_gets_a_sentence_and_stays(chromium: Any, pages: Path) -> None:
    with Tab(chromium) as tab:
        asked = Asked(opened(tab, pages), "cash")
        for text, name in BAD.items():
            asked.inputs.fill(text)
            asked.go.click()
            assert asked.says == SAYS[name].format(unit=asked.one.unit), text
            assert asked.inputs.input_value() == text[:60]
        asked.inputs.fill("1 00,0")
        asked.go.click()
        assert asked.says == SAYS["words"]
        asked.inputs.press("1")
        assert asked.says == "", "what was said of another answer goes with it"
        asked.inputs.fill("20.000")
        asked.go.click()
        assert asked.says == SAYS["ways"].format(one="20", other="20,000")
        assert tab.complaints == []


def test_what_was_given_stands_there_again(chromium: Any, pages: Path) -> None:
    """Kept by the reader's memory; what it has of another form does no harm."""
    odd = {"at": "2026-11-29T08:00:00Z", "right": False, "tries": 1, "given": 7}
    with Tab(chromium) as tab:
        page = opened(tab, pages)
        Asked(page, "war")  # what remembers comes with the first question
        page.evaluate("x => dispatched.memory.set('field:ex-fisheries-war', x)", odd)
        page.reload()
        asked = Asked(page, "returns")
        for at, value in enumerate(["0", "2394", "1"]):
            asked.inputs.nth(at).fill(value)
        asked.go.click()
        kept = page.evaluate("window.dispatched.memory.get('field:ex-fisheries-returns')")
        assert {name: kept[name] for name in ("right", "tries", "given")} == {
            **{"right": False, "tries": 1},
            "given": ["0", "2394", "1"],
        }
        assert {*kept} == {"at", "right", "tries", "given", "step", "since", "first"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", kept["at"])
        page.reload()
        asked = Asked(page, "returns")
        assert [one.input_value() for one in asked.inputs.all()] == ["0", "2394", "1"]
        assert asked.says == "Right so far: 2 of 3 fields."
        assert asked.fold.is_visible()
        damaged = Asked(page, "war")
        damaged.option(damaged.one.right).click()
        damaged.go.click()
        assert damaged.says == "Right."


def test_another_tab_shows_what_was_given_unless_one_has_begun_there(
    chromium: Any, pages: Path
) -> None:
    with Tab(chromium) as tab:
        one = opened(tab, pages)
        others = [tab.context.new_page(), tab.context.new_page()]
        for other in others:
            other.goto(one.url)
        begun = Asked(others[1], "returns")
        begun.inputs.first.fill("7")
        asked = Asked(one, "returns")
        for at, value in enumerate(["0", "2394", "1"]):
            asked.inputs.nth(at).fill(value)
        asked.go.click()
        fold = "document.querySelector('[data-check=ex-fisheries-returns] .check-answer').hidden"
        others[0].wait_for_function(f"!{fold}")
        given = Asked(others[0], "returns")
        assert [field.input_value() for field in given.inputs.all()] == ["0", "2394", "1"]
        others[1].wait_for_function("dispatched.memory.get('field:ex-fisheries-returns')")
        assert [field.input_value() for field in begun.inputs.all()] == ["7", "", ""]
        assert others[1].evaluate(fold)


def test_without_a_script_the_question_stands_and_its_answer_elsewhere(
    chromium: Any, pages: Path
) -> None:
    with Tab(chromium, java_script_enabled=False) as tab:
        page = opened(tab, pages)
        field = page.locator("[data-check='ex-fisheries-free']")
        assert field.locator("label").count() == 4
        assert page.get_by_text("What was a recruit of").is_visible()
        assert not field.locator("button").first.is_visible()
        field.locator(".check-elsewhere a").click()
        assert page.url.endswith("back/answers.html#answer-ex-fisheries-free")
        assert page.get_by_text("Signing was a free decision").is_visible()
        assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"


def test_on_paper_the_question_has_no_buttons(chromium: Any, pages: Path) -> None:
    with Tab(chromium) as tab:
        page = opened(tab, pages)
        asked = Asked(page, "free")
        assert not asked.field.locator(".check-elsewhere").is_visible()
        asked.option("Neither of the two").click()
        asked.go.click()
        page.emulate_media(media="print")
        assert asked.option("Neither of the two").is_visible()
        for part in ("button", "summary", ".check-says"):
            assert not asked.field.locator(part).first.is_visible(), part
        assert asked.field.locator(".check-elsewhere").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_of_questions_has_no_barrier(chromium: Any, pages: Path, scheme: str) -> None:
    with Tab(chromium, color_scheme=scheme, viewport={"width": 320, "height": 700}) as tab:
        page = opened(tab, pages)
        for name in ASKED:
            asked = Asked(page, name)
            asked.field.locator(".check-show").click()
            asked.field.locator(".check-hint summary").first.click()
        assert barriers(page, *STANDARD) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_scripts_come_when_a_question_is_near_and_are_light(chromium: Any, pages: Path) -> None:
    for name in ("judge.js", "fields.js"):
        assert (pages / "_static" / name).stat().st_size < 12_000, name
    with Tab(chromium) as tab:
        page = tab.open((pages / "back" / "notes.html").as_uri())
        assert page.locator("script[src$='judge.js']").count() == 0


def test_what_is_veiled_is_read_with_its_question(pages: Path) -> None:
    assert veiled("Right", "ex-a") != veiled("Right", "ex-b")
    keys = later(pages / PAGE, "keys")
    assert len(keys) == len(ASKED)
    for block in keys:
        assert {*block} >= {"id", "kind", "right", "mistakes", "answer"}
