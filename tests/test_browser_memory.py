"""What the browser keeps of answers: when they come back, in two tabs, full, damaged and denied."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.answering import NAMES, again, give
from tests.browsing import Tab

pytestmark = pytest.mark.browser

KEPT = "JSON.parse(localStorage.getItem('dispatched')).kept"

# --- when a question comes back -------------------------------------------------------------------

TIMES = [
    # what was answered, one after the other: (day of November 2026 and hour, right, tries) → step,
    # and the day on which it comes back
    ([("01T10", True, 1)], 2, "2026-11-15"),
    ([("01T10", False, 1)], 0, "2026-11-01"),
    ([("01T10", True, 3)], 1, "2026-11-04"),
    ([("01T10", False, 1), ("01T10:05", True, 2)], 1, "2026-11-04"),
    # again before its day: nothing is gained
    ([("01T10", False, 1), ("01T11", True, 2), ("02T10", True, 3)], 1, "2026-11-04"),
    ([("01T10", False, 1), ("01T11", True, 2), ("04T06", True, 3)], 2, "2026-11-18"),
    ([("01T10", False, 1), ("01T11", True, 2), ("04T06", True, 3), ("18T09", True, 4)], 3, None),
    ([("01T10", True, 1), ("15T09", True, 2)], 3, None),
    # a wrong answer begins anew, from every step
    ([("01T10", True, 1), ("15T09", False, 2)], 0, "2026-11-15"),
    ([("01T10", True, 1), ("15T09", True, 2), ("20T09", False, 3)], 0, "2026-11-20"),
    ([("01T10", True, 1), ("15T09", False, 2), ("15T10", True, 3)], 1, "2026-11-18"),
    # late in the evening, and over the end of daylight saving time (October 25, Berlin)
    ([("01T22:30", True, 2)], 1, "2026-11-04"),
    ([("2026-10-24T20:00", True, 2)], 1, "2026-10-27"),
]


def test_each_history_comes_back_on_its_day(answering: Tab, asking_book: Path) -> None:
    page = answering.open(again(asking_book))
    for history, step, day in TIMES:
        answers = [
            {
                "at": f"{at if at.startswith('2026') else f'2026-11-{at}'}"
                + ("" if ":" in at else ":00")
                + ":00Z",
                "right": right,
                "tries": tries,
            }
            for at, right, tries in history
        ]
        got = page.evaluate(
            """(answers) => {
                 const record = answers.reduce((b, a) => dispatched.spacing.stepped(b, a), null);
                 const [one] = dispatched.spacing.due({"field:ex": record}, 0);
                 const local = one && new Date(one.on).toLocaleDateString("sv-SE");
                 return [record.step, local || null];
            }""",
            answers,
        )
        assert got == [step, day], history


@pytest.mark.parametrize(
    ("now", "due"),
    [("2026-11-03T22:59:00Z", False), ("2026-11-03T23:00:00Z", True)],
)
def test_a_day_begins_at_the_reader_s_midnight(
    answering: Tab, asking_book: Path, now: str, due: bool
) -> None:
    page = answering.open(again(asking_book))
    record = {"at": "2026-11-01T10:00:00Z", "right": True, "tries": 2}
    call = "([kept, now]) => dispatched.spacing.due(kept, now).map(one => one.due)"
    assert page.evaluate(call, [{"field:ex": record, "predict:p": record}, now]) == [due]


# --- keeping --------------------------------------------------------------------------------------


def test_two_tabs_lose_nothing_of_each_other(answering: Tab, asking_book: Path) -> None:
    one, other = answering.open(again(asking_book)), answering.context.new_page()
    other.goto(again(asking_book))
    assert give(one, "a", True, 1)
    other.wait_for_function("dispatched.memory.get('field:a')")  # it reaches the other process
    assert give(other, "b", False, 1)
    one.wait_for_function("dispatched.memory.get('field:b')")
    assert give(one, "b", True, 2, "2026-11-29T07:00:00Z") is False  # older than what is there
    assert give(one, "c", True, 1)
    other.wait_for_function("dispatched.memory.get('field:c')")
    kept = other.evaluate("dispatched.memory.all()")
    assert {key: value["right"] for key, value in kept.items()} == {
        "field:a": True,
        "field:b": False,
        "field:c": True,
    }
    one.evaluate("dispatched.memory.remove('field:a')")
    other.wait_for_function("!dispatched.memory.get('field:a')")
    assert give(other, "d", True, 1)
    one.wait_for_function("dispatched.memory.get('field:d')")
    assert sorted(one.evaluate("dispatched.memory.all()")) == ["field:b", "field:c", "field:d"]
    assert answering.complaints == []


def test_the_other_tab_redraws(answering: Tab, asking_book: Path) -> None:
    one, other = answering.open(again(asking_book)), answering.context.new_page()
    other.goto(again(asking_book))
    assert other.locator("#again-today").inner_text() == "No question is answered here yet."
    give(one, NAMES[0], False, 1)
    other.locator("#again-today li a").wait_for()
    assert other.locator('[data-count="answered"]').inner_text() == "1"


def test_what_is_no_answer_is_not_taken_and_nothing_throws(
    answering: Tab, asking_book: Path
) -> None:
    page = answering.open(again(asking_book))
    results = page.evaluate(
        """() => { const circle = {}; circle.self = circle; const m = dispatched.memory;
             return [m.set("field:a", null), m.set("field:a", [1]), m.set("", {}),
               m.set("__proto__", {right: true}), m.set("field:a", circle),
               m.set("field:" + "x".repeat(500), {}), m.get("field:a"), m.get("constructor"),
               m.remove("field:none") ?? "fine", Object.keys(m.all()).length]; }"""
    )
    assert results == [False] * 6 + [None, None, "fine", 0]
    assert page.evaluate("dispatched.memory.set('predict:p', {given: 1e400})")
    assert page.evaluate("dispatched.memory.get('predict:p').at") == "2026-11-29T08:00:00.000Z"


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ("not json", {}),
        ('{"version": 1, "kept": [1]}', {}),
        ('{"version": 9, "kept": {}, "more": true}', {}),
        (
            '{"version": 1, "kept": {"field:good": {"at": "2026-11-01T00:00:00Z"}, "bad": 3}}',
            {"field:good": {"at": "2026-11-01T00:00:00Z"}},
        ),
    ],
)
def test_a_damaged_entry_is_set_aside(
    answering: Tab, asking_book: Path, entry: str, left: dict[str, Any]
) -> None:
    page = answering.open(again(asking_book))
    page.evaluate("e => localStorage.setItem('dispatched', e)", entry)
    page.reload()
    assert page.evaluate("dispatched.memory.all()") == left
    assert page.evaluate("localStorage.getItem('dispatched-aside-1')") == entry
    note = page.locator(".kept-note")
    assert "dispatched-aside-1" in note.inner_text()
    note.get_by_role("button").click()
    assert note.count() == 0
    assert give(page, "next", True, 1)
    assert sorted(page.evaluate(f"{KEPT}")) == sorted([*left, "field:next"])


def test_an_entry_of_before_there_were_versions_is_upgraded(
    answering: Tab, asking_book: Path
) -> None:
    page = answering.open(again(asking_book))
    old = {"field:a": {"at": "2026-11-01T00:00:00Z", "right": True, "tries": 1}}
    page.evaluate("e => localStorage.setItem('dispatched', JSON.stringify(e))", old)
    assert page.evaluate("dispatched.memory.all()") == old
    assert page.locator(".kept-note").count() == 0


def test_a_full_storage_keeps_for_the_page_and_says_so_once(
    answering: Tab, asking_book: Path
) -> None:
    page = answering.open(again(asking_book))
    give(page, "before", True, 1)
    page.evaluate(
        """() => { let size = 1 << 22;
             for (let n = 0; size; n += 1) {
               try { localStorage.setItem(`fill${n}`, "x".repeat(size)); }
               catch { size >>= 1; } } }"""
    )
    assert give(page, "a", True, 1)
    assert give(page, "b", False, 1)
    assert page.locator(".kept-note").count() == 1
    assert "until you leave the page" in page.locator(".kept-note").inner_text()
    kept = "Object.keys(dispatched.memory.all()).sort()"
    assert page.evaluate(kept) == ["field:a", "field:b", "field:before"]
    page.reload()  # nothing can be written at all, and what was kept is still there
    assert page.evaluate(kept) == ["field:before"]
    assert give(page, "a", True, 1)
    page.evaluate("Object.keys(localStorage).forEach(k => /^fill/.test(k))")
    assert page.evaluate(kept) == ["field:a", "field:before"]
    assert answering.complaints == []


def test_where_storage_is_denied_the_page_remembers(answering: Tab, asking_book: Path) -> None:
    answering.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {configurable: true,"
        " get() { throw new DOMException('denied', 'SecurityError'); }})"
    )
    page = answering.open(again(asking_book))
    assert give(page, NAMES[0], False, 1)
    assert page.locator("#again-today li").count() == 1
    assert page.locator(".kept-note").count() == 1
    assert answering.complaints == []
