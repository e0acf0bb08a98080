"""The page on which written answers are read: what it shows, what it saves, and what cannot happen
on it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from dispatched.grading import written
from dispatched.grading.points import Answer
from tests.hostile import ALONE, TEXTS, text_of

ASSIGNMENT = "05-2000-contract-work"
TASK = "05-essay"
NAME = "<img src=x onerror=fire('a-name')>"

TASKS = {
    TASK: {
        "title": "Is a fixed <b>sum</b> fair?",
        "rubric": "A figure (1); & a model (4).",
        "points": 5.0,
        "text": "*Say*",
    },
    "05-second": {"title": "Why?", "rubric": "", "points": 2.0, "text": ""},
}

FOUND = [
    *(
        Answer(f"s{n}", name, TASK, text_of(name), 5.0, False)
        for n, name in enumerate([*TEXTS, *ALONE])
    ),
    Answer("odd", NAME, TASK, "an essay", 5.0, False),
    Answer("left", "Left Empty", TASK, "", 5.0, True),
    Answer("odd", NAME, "05-second", "because", 2.0, False),
]
GIVEN = {
    ("s0", TASK): (2.5, False, "</textarea><script>fire('comment')</script>"),
    ("s1", TASK): (1.0, True, ""),
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "written.html"
    path.write_text(
        written.page(ASSIGNMENT, "spring", TASKS, FOUND, GIVEN), encoding="utf-8", errors="replace"
    )
    return path


def test_the_policy_lets_our_own_style_and_script_run_and_nothing_else(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    policy = re.search(r'Security-Policy" content="([^"]+)"', text)[1]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert set(rules) == {"default-src", "style-src", "script-src", "base-uri", "form-action"}
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for kind, tag in (("script-src", "script"), ("style-src", "style")):
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", text, flags=re.S)
        assert len(found) == 1
        assert (
            rules[kind]
            == f"'sha256-{b64encode(hashlib.sha256(found[0].encode()).digest()).decode()}'"
        )
    for sign in ("<img", "<svg", "<iframe", '<a href="java', "<form", '<meta http-equiv="refresh'):
        assert sign not in text


def opened(browser: Any, path: Path, **options: Any) -> tuple[Any, list[str]]:
    """The page from disk; what students' texts do, and what the page complains of, goes into the
    list.
    """
    context = browser.new_context(**options)
    seen: list[str] = []
    context.expose_function("fire", lambda name="?": seen.append(f"fired {name}"))
    context.on(
        "request",
        lambda r: seen.append(r.url) if not r.url.startswith(("file:", "blob:")) else None,
    )
    sheet = context.new_page()
    sheet.on("console", lambda m: seen.append(m.text))
    sheet.on("pageerror", lambda e: seen.append(str(e)))
    sheet.on("dialog", lambda d: (seen.append(d.message), d.dismiss()))
    sheet.goto(path.as_uri())
    return sheet, seen


@pytest.mark.browser
def test_nothing_of_a_students_runs_on_the_page(chromium: Any, page: Path) -> None:
    sheet, seen = opened(chromium, page)
    sheet.evaluate(
        "document.querySelectorAll('.answer, h3').forEach(a => a.querySelectorAll('*').forEach(b "
        "=> b.click()))"
    )
    sheet.wait_for_timeout(300)
    assert seen == []
    text = sheet.locator("main").inner_text()
    assert [name for name in (*TEXTS, *ALONE) if f"word-{name}" not in text] == []
    assert NAME in text
    assert (
        sheet.locator(".answer")
        .locator("[id], [class], [style], a, img, svg, input, button")
        .count()
        == 0
    )
    assert "</textarea><script>" in sheet.locator("article[data-student=s0] .comment").input_value()
    assert "Points given before: 1;" in sheet.locator("article[data-student=s1]").inner_text()
    assert sheet.locator("article[data-student=s1] .points").input_value() == ""
    sheet.context.close()


def saved(sheet: Any) -> list[dict[str, str]]:
    with sheet.expect_download() as download:
        sheet.get_by_role("button", name="Save points").click()
    assert download.value.suggested_filename == f"points-{ASSIGNMENT}.csv"
    raw = Path(download.value.path()).read_bytes()
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.browser
def test_points_are_typed_and_saved(chromium: Any, page: Path) -> None:
    sheet, seen = opened(chromium, page, accept_downloads=True)
    assert f"1 of {len(FOUND) - 1}" in sheet.locator("#said").inner_text()
    odd = sheet.get_by_role("article").filter(has_text="an essay")
    odd.get_by_label("Points, of 5").fill("9")
    sheet.get_by_role("button", name="Save points").click()
    assert "a number from 0 to 5" in sheet.locator("#said").inner_text()
    assert odd.get_by_label("Points, of 5").evaluate("one => one === document.activeElement")
    odd.get_by_label("Points, of 5").fill("3.5")
    sheet.keyboard.press("Tab")
    sheet.keyboard.type('=HYPERLINK("x"), "good",\nnext line')
    assert "not saved yet" in sheet.locator("#said").inner_text()
    sheet.get_by_label("Save 0 points for them").check()
    rows = {(row["student"], row["task"]): row for row in saved(sheet)}
    assert set(rows) == {("s0", TASK), ("odd", TASK), ("left", TASK)}
    assert rows["odd", TASK]["points"] == "3.5"
    assert rows["odd", TASK]["comment"] == '\'=HYPERLINK("x"), "good",\nnext line'
    assert rows["odd", TASK]["answer"] == Answer("odd", NAME, TASK, "an essay", 5, False).mark
    assert rows["left", TASK]["points"] == "0"
    assert rows["s0", TASK]["points"] == "2.5"
    assert seen == []
    sheet.context.close()


@pytest.mark.browser
def test_names_are_hidden_by_a_switch(chromium: Any, page: Path) -> None:
    sheet, _ = opened(chromium, page)
    assert sheet.locator("h3", has_text=NAME).first.is_visible()
    sheet.get_by_label("Hide names").focus()
    sheet.keyboard.press("Space")
    assert "Left Empty" not in sheet.locator("body").inner_text()
    assert NAME not in sheet.locator("body").inner_text()
    assert sheet.locator("article .number").first.inner_text() == "Answer 1"
    sheet.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_on_the_page_and_it_fits_a_phone(chromium: Any, page: Path, scheme: str) -> None:
    import axe_playwright_python

    axe = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(
        encoding="utf-8"
    )
    sheet, _ = opened(
        chromium, page, color_scheme=scheme, viewport={"width": 320, "height": 640}, bypass_csp=True
    )
    assert sheet.evaluate("document.documentElement.scrollWidth") <= 320
    sheet.evaluate(axe)
    found = sheet.evaluate(
        "async () => (await axe.run(document)).violations.map(v => [v.id, v.nodes[0].html])"
    )
    assert found == []
    sheet.context.close()
