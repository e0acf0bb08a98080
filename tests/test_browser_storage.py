"""Where a browser denies storage, all works and only the memory is lost: Chromium and Firefox from
disk, a closed frame.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from dispatched.notebooks import chromium as programs
from tests.browsing import Tab
from tests.firefox import Firefox

pytestmark = pytest.mark.browser

CHAPTER = "chapters/02-1946-fisheries"
STANDS_IN = "localStorage.constructor === Object && sessionStorage.constructor === Object"


def whole(chromium: Any) -> str:
    """A Chromium that reads its reader's settings, which the one without windows does not."""
    if Path(chromium.path).name != programs.WINDOWLESS:
        return chromium.path
    found = next((p for n in programs.NAMES[1:] if (p := shutil.which(n))), None)
    assert found, "a reader's settings need Chromium or Chrome beside the one without windows"
    return found


@pytest.fixture
def forbidding(chromium: Any, tmp_path: Path) -> Any:
    """A Chromium whose reader has forbidden cookies and all that sites keep, on a screen as small
    as a phone's.
    """
    (tmp_path / "Default").mkdir()
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(settings), encoding="utf-8")
    context = chromium.browser_type.launch_persistent_context(
        str(tmp_path),
        executable_path=whole(chromium),
        args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        viewport={"width": 390, "height": 800},
    )
    yield context
    context.close()


def test_storage_denied_in_chromium_from_disk(forbidding: Any, book: Path) -> None:
    page = forbidding.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.goto((book / f"{CHAPTER}.html").as_uri() + "?ask=off")
    assert page.evaluate(STANDS_IN)
    use(page, page)
    assert complaints == []


def test_a_frame_that_may_keep_nothing_and_send_nothing(
    chromium: Any, server: str, tmp_path: Path
) -> None:
    """As a course system shows a page: no origin of its own, no storage, no forms."""
    address = f"{server}/{CHAPTER}.html?ask=off"
    frame = f'<iframe sandbox="allow-scripts" src="{address}" width="390" height="800"></iframe>'
    (tmp_path / "course.html").write_text(frame, encoding="utf-8")
    with Tab(chromium) as tab:
        page = tab.open((tmp_path / "course.html").as_uri())
        inner = page.frames[1]
        assert inner.evaluate("origin") == "null"
        assert inner.evaluate(STANDS_IN)
        use(page, inner)
        assert tab.complaints == []


def use(page: Any, frame: Any) -> None:
    """Menu, colors, cards, explorer and search, as a reader comes to them in a narrow window."""
    modal = frame.locator("#pst-primary-sidebar-modal")
    frame.locator(".primary-toggle").click()
    modal.get_by_role("link", name="Who pays for a bad month? 2000").wait_for()
    page.keyboard.press("Escape")
    assert not modal.evaluate("dialog => dialog.open")

    seen = []
    for _ in range(3):
        frame.locator(".theme-switch-button").click()
        seen.append(frame.locator("html").get_attribute("data-mode"))
    assert sorted(seen) == ["auto", "dark", "light"]

    link = frame.locator('a.claim[href$="#arrivals-1947"]').first
    link.scroll_into_view_if_needed()
    link.hover()
    frame.locator("#evidence-card").wait_for()

    explorer = frame.locator("figure.ch-explorer").first
    explorer.scroll_into_view_if_needed()
    frame.locator("figure.ch-explorer[data-state=live]").first.wait_for()
    slider = explorer.locator("input").first
    before = explorer.locator("output").first.inner_text()
    slider.focus()
    slider.press("End")
    assert explorer.locator("output").first.inner_text() != before

    frame.locator(".search-button__button:visible").first.click()
    field = frame.locator("#pst-search-dialog input")
    field.fill("35,000")
    field.press("Enter")
    frame.locator('#found-cards a[href$="#arrivals-1947"]').wait_for()
    frame.locator("#search-results a").nth(3).wait_for()  # results are put in one after the other


def test_storage_denied_in_firefox_from_disk(book: Path) -> None:
    denied = {"dom__storage__enabled": False, "network__cookie__cookieBehavior": 2}
    with Firefox(**denied) as firefox:
        firefox.size(390, 800)
        firefox.open((book / f"{CHAPTER}.html").as_uri() + "?ask=off")
        assert firefox.run(STANDS_IN)

        firefox.click(".primary-toggle")
        assert firefox.run("document.querySelector('#pst-primary-sidebar-modal').open")
        firefox.keys("\ue00c")
        firefox.until("!document.querySelector('#pst-primary-sidebar-modal').open")

        seen = []
        for _ in range(3):
            mode = "document.documentElement.dataset.mode"
            before = firefox.run(mode)
            for _ in range(20):  # while the menu slides shut it lies over the button
                firefox.click(".theme-switch-button")
                if firefox.run(mode) != before:
                    break
                firefox.pause(0.2)
            seen.append(firefox.run(mode))
        assert sorted(seen) == ["auto", "dark", "light"]

        explorer = "document.querySelector('figure.ch-explorer')"
        firefox.run(f"{explorer}.scrollIntoView({{behavior: 'instant'}})")
        firefox.until(f"{explorer}.dataset.state === 'live'")
        before = firefox.run(f"{explorer}.querySelector('output').textContent")
        firefox.run(f"{explorer}.querySelector('input').focus()")
        firefox.keys("\ue010")
        firefox.until(f"{explorer}.querySelector('output').textContent !== {json.dumps(before)}")

        firefox.run("window.scrollTo({top: 0, behavior: 'instant'})")
        firefox.click(".search-button__button")
        firefox.keys("35,000\ue007")
        firefox.until("document.querySelector('#found-cards a[href$=\"#arrivals-1947\"]')")
        firefox.until("document.querySelectorAll('#search-results a').length > 3")
        assert firefox.complaints == []
