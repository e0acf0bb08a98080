"""Questions with a field that nobody touched, and odd numbers: a word, and no try."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dispatched.checks.fields import SAYS
from tests.browsing import Tab
from tests.field_pages import Asked, built, opened

pytestmark = pytest.mark.browser

FIRST = "Move one first, or say that the order stands."
KEPT = "window.dispatched.memory.get('field:ex-fisheries-{}')"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, drawings: Path) -> Path:
    """A small book whose first chapter asks all that chapter 2 asks."""
    return built(tmp_path_factory.mktemp("fields") / "book", drawings)


def test_an_order_that_is_not_touched_is_no_answer(chromium: Any, pages: Path) -> None:
    with Tab(chromium) as tab:
        page = opened(tab, pages)
        asked = Asked(page, "order")
        asked.field.locator("[data-by='-1']").first.click()  # it is the first already
        asked.go.press("Enter")
        assert asked.says == FIRST
        assert not asked.fold.is_visible()
        assert not page.evaluate(KEPT.format("order"))
        asked.field.get_by_role("button", name="The order stands").press("Enter")
        assert asked.says not in ("", FIRST)
        assert page.evaluate(KEPT.format("order"))["tries"] == 1
        assert asked.field.locator(".check-stand:visible").count() == 0
        page.reload()
        asked = Asked(page, "order")
        asked.go.click()
        assert asked.says not in ("", FIRST), "what was given stands there again"


def test_an_order_stands_by_touch(chromium: Any, pages: Path) -> None:
    phone = {"viewport": {"width": 320, "height": 800}, "has_touch": True, "is_mobile": True}
    with Tab(chromium, **phone) as tab:
        asked = Asked(opened(tab, pages), "order")
        asked.go.tap()
        assert asked.says == FIRST
        asked.field.locator("[data-by='1']").first.tap()
        asked.go.tap()
        assert asked.says not in ("", FIRST)


def test_an_odd_number_uses_up_no_try(chromium: Any, pages: Path) -> None:
    with Tab(chromium) as tab:
        page = opened(tab, pages)
        asked = Asked(page, "cash")
        for text, name in (("$800", "unit"), ("50%", "unit"), ("1e99", "vast")):
            asked.inputs.fill(text)
            asked.go.click()
            assert asked.says == SAYS[name].format(unit=asked.one.unit), text
        assert not page.evaluate(KEPT.format("cash"))
        asked = Asked(page, "returns")
        for text, name in (("-3", "cell_below"), ("1e99", "cell_crowd"), ("$5", "cell_unit")):
            for at, value in enumerate(["0", text, "1"]):
                asked.inputs.nth(at).fill(value)
            asked.go.click()
            assert asked.says == SAYS[name].format(place=2, unit=asked.one.unit), text
        assert not page.evaluate(KEPT.format("returns"))
        assert not asked.fold.is_visible()


def test_enter_on_an_option_answers(chromium: Any, pages: Path) -> None:
    with Tab(chromium) as tab:
        asked = Asked(opened(tab, pages), "free")
        asked.option(asked.one.right).locator("input").check()
        asked.option(asked.one.right).locator("input").press("Enter")
        assert asked.says == "Right."
