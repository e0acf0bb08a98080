"""The built book in a browser with the network cut: over http and from disk, with mouse, keyboard
and touch.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched import charts, evidence
from dispatched.explore import bound, rows_at
from tests.browsing import OTHERS, PAGES, ROOT, STANDARD, Tab, barriers, wake

pytestmark = pytest.mark.browser

EXPLORING = [page for page in PAGES if page != "index"]


@pytest.mark.parametrize("where", ["http", "file"])
@pytest.mark.parametrize("name", PAGES)
def test_charts_answer_with_the_network_cut(
    chromium: Any, book: Path, server: str, name: str, where: str
) -> None:
    with Tab(chromium) as tab:
        page = tab.open(
            f"{server}/{name}.html" if where == "http" else (book / f"{name}.html").as_uri()
        )
        assert page.locator("figure.ch .ch-wide svg").first.is_visible()
        wake(page)
        assert (
            page.locator("figure.ch .ch-live-plot svg").count()
            == page.locator("figure.ch").count()
            >= 1
        )
        assert tab.foreign == []
        assert tab.complaints == []


@pytest.mark.parametrize("name", OTHERS)
def test_other_pages_ask_for_nothing_and_complain_of_nothing(
    chromium: Any, server: str, name: str
) -> None:
    with Tab(chromium) as tab:
        tab.open(f"{server}/{name}.html").wait_for_load_state("networkidle")
        assert tab.foreign == []
        assert tab.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_without_a_script_the_drawings_are_there(chromium: Any, book: Path, name: str) -> None:
    with Tab(chromium, java_script_enabled=False) as tab:
        page = tab.open((book / f"{name}.html").as_uri())
        for figure in page.locator("figure.ch").all():
            drawing = figure.locator(".ch-wide svg")
            assert drawing.is_visible()
            box = drawing.bounding_box()
            assert box["width"] > 200
            assert box["height"] > 100


def explorers(name: str) -> list[dict[str, Any]]:
    """The specifications of a chapter's explorers, as committed."""
    notebook = nbformat.read(ROOT / f"{name}.ipynb", as_version=4)
    found = [
        o["data"][charts.MIME]
        for c in notebook.cells
        for o in c.get("outputs", [])
        if charts.MIME in o.get("data", {})
    ]
    return [spec for spec in found if "explorer" in spec["usermeta"]]


@pytest.mark.parametrize("name", EXPLORING)
def test_moving_a_slider_draws_what_the_python_model_gives(
    chromium: Any, book: Path, name: str
) -> None:
    with Tab(chromium) as tab:
        page = tab.open((book / f"{name}.html").as_uri())
        wake(page)
        shown = page.locator("figure.ch-explorer")
        specs = explorers(name)
        assert shown.count() == len(specs) >= 1
        for figure, spec in zip(shown.all(), specs, strict=True):
            binds = {name: param["bind"] for name, param in bound(spec).items()}
            moves = [
                (n, end)
                for n, bind in binds.items()
                for end in (
                    (bind["options"][-1], bind["options"][0])
                    if bind["input"] == "select"
                    else (bind["min"], bind["max"])
                )
            ]
            for which, end in moves:
                control = figure.locator(f"[name={which}]")
                if binds[which]["input"] == "select":
                    control.select_option(end)
                else:
                    control.focus()
                    control.press("Home" if end == binds[which]["min"] else "End")
                position = {
                    n: (str if bind["input"] == "select" else float)(
                        figure.locator(f"[name={n}]").input_value()
                    )
                    for n, bind in binds.items()
                }
                assert position[which] == end
                page.wait_for_timeout(120)
                want = rows_at(spec, position)
                # What the marks are drawn from: every data set of the running chart that holds the
                # model's rows.
                columns = list(want[0])
                drawn = figure.evaluate(
                    """(f, columns) => f.spec.data
                         .map(d => f.view.data(d.name))
                         .filter(rows => rows.length && columns.every(
                            c => c in rows[0] && !Array.isArray(rows[0][c])))
                         .map(rows => rows.map(
                            r => Object.fromEntries(columns.map(c => [c, r[c]]))))""",
                    columns,
                )
                # A fold gives each row once for each thing that it stacks.
                drawn = [[r for n, r in enumerate(rows) if r not in rows[:n]] for rows in drawn]
                assert any(rows == want for rows in drawn), (
                    f"{which} at {end}: {drawn[:1]} is not {want[:2]}"
                )
                # What is written beside the chart, for those who do not see it.
                fields = figure.locator("details table").get_attribute("data-fields").split()
                cells = figure.locator("details tbody tr").evaluate_all(
                    "rs => rs.map(r => [...r.cells].map(c => c.textContent))"
                )
                for line, row in zip(cells, want, strict=True):
                    for text, field in zip(line, fields, strict=True):
                        if isinstance(row.get(field), str):
                            assert text == row[field]
                        elif field in row:
                            assert float(text.replace(",", "")) == pytest.approx(
                                row[field], abs=0.005
                            )
        assert tab.complaints == []


def test_the_card_comes_by_mouse_and_keyboard_and_goes(chromium: Any, book: Path) -> None:
    claim = evidence.claim("arrivals-1947")
    with Tab(chromium) as tab:
        page = tab.open((book / "chapters/02-1946-fisheries.html").as_uri())
        link = page.locator('a.claim[href$="#arrivals-1947"]').first
        card = page.locator("#evidence-card")
        link.scroll_into_view_if_needed()
        link.hover()
        card.wait_for()
        assert claim.statement in card.inner_text()
        assert "Lankov 2020, ¶21" in card.inner_text()
        assert link.get_attribute("aria-describedby") == "evidence-card"
        card.hover()  # the reader may move onto the card without losing it
        page.wait_for_timeout(400)
        assert card.is_visible()
        page.keyboard.press("Escape")
        assert card.count() == 0
        page.mouse.move(0, 0)
        page.keyboard.press("Tab")
        link.focus()
        card.wait_for()
        assert claim.statement in card.inner_text()
        page.keyboard.press("Enter")
        page.wait_for_url("**/evidence-1946.html#arrivals-1947")
        assert page.locator("#arrivals-1947").is_visible()
        assert tab.complaints == []


def test_the_first_touch_shows_the_card_and_the_second_opens_it(chromium: Any, book: Path) -> None:
    with Tab(
        chromium, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800}
    ) as tab:
        page = tab.open((book / "chapters/02-1946-fisheries.html").as_uri())
        link = page.locator('a.claim[href$="#arrivals-1947"]').first
        link.scroll_into_view_if_needed()
        link.tap()
        page.locator("#evidence-card").wait_for()
        box = page.locator("#evidence-card").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        link.tap()
        page.wait_for_url("**/evidence-1946.html#arrivals-1947")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [*PAGES, *OTHERS])
def test_no_barrier_by_axe(chromium: Any, book: Path, name: str, theme: str) -> None:
    with Tab(chromium, color_scheme=theme, reduced_motion="reduce") as tab:
        page = tab.open((book / f"{name}.html").as_uri())
        if page.locator("figure.ch").count():
            wake(page)
        for details in page.locator("figure.ch details, details.solution").all():
            details.evaluate("d => d.open = true")
        assert barriers(page, *STANDARD, "best-practice", "cat.semantics") == []
        # On a phone the side bars are gone and a bar of buttons has come, in either theme.
        if theme == "light":
            page.set_viewport_size({"width": 390, "height": 800})
            assert barriers(page, "best-practice", "cat.semantics") == []


OVER = """() => {
  const edge = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth - edge;
  const right = s => s.getBoundingClientRect().right;
  const charts = [...document.querySelectorAll("figure.ch svg")].filter(s => right(s) > edge + 1);
  return [innerWidth, over, charts.length];
}"""
"""The width of the window, and how much of the page, and how many charts, run over its edge."""


@pytest.mark.parametrize("name", [*PAGES, *OTHERS])
def test_nothing_runs_over_the_edge(chromium: Any, book: Path, name: str) -> None:
    """Opened on a small phone, as on a wide screen, and when the window is drawn wider."""
    for first, *wider in ((320, 390), (1280,)):
        with Tab(chromium, viewport={"width": first, "height": 800}) as tab:
            page = tab.open((book / f"{name}.html").as_uri())
            if page.locator("figure.ch").count():
                wake(page)
            assert page.evaluate(OVER) == [first, 0, 0]
            for width in wider:
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate(OVER) == [width, 0, 0]


def test_cards_are_chosen_without_a_server(chromium: Any, book: Path) -> None:
    cards = [row for row in evidence.tables()["claims"] if row["era"] == "2017"]
    with Tab(chromium) as tab:
        page = tab.open((book / "back/evidence-2017.html").as_uri())
        seen = page.locator(".ev:visible")
        assert seen.count() == len(cards)
        page.select_option("#filter-grade", "grade-B")
        assert seen.count() == sum(row["grade"] == "B" for row in cards)
        page.select_option("#filter-grade", "")
        page.locator("#filter-source").focus()  # then its list comes
        page.select_option("#filter-source", "src-rfa2018")
        assert seen.count() == sum(row["source"] == "rfa2018" for row in cards)
        page.select_option("#filter-measured", "2017-workers-stock")
        both = [
            row
            for row in cards
            if row["source"] == "rfa2018" and row["indicator"] == "workers_stock"
        ]
        assert seen.count() == len(both) == 1
        assert page.locator(".ev-filter p").inner_text() == f"1 of {len(cards)} cards"
        # A link to a card that is not shown brings it back.
        page.evaluate("location.hash = '#sejong-stranded'")
        page.locator("#sejong-stranded").wait_for()
        assert tab.complaints == []


def test_the_timeline_answers_to_a_choice_of_years(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        page = tab.open((book / "back/timeline.html").as_uri())
        wake(page)
        figure = page.locator("figure.ch")
        figure.scroll_into_view_if_needed()
        band = figure.locator(
            '.ch-live-plot g[class*="_1_group"] path.background'
        ).first.bounding_box()
        labels = figure.locator(".concat_0_group .role-axis-label text")

        def years() -> list[int]:  # beside them stand the numbers of events
            found = [int(text) for text in labels.all_text_contents() if text]
            return [number for number in found if number > 1900]

        before = years()
        page.mouse.move(band["x"] + 0.05 * band["width"], band["y"] + band["height"] / 2)
        page.mouse.down()
        page.mouse.move(band["x"] + 0.3 * band["width"], band["y"] + band["height"] / 2, steps=5)
        page.mouse.up()
        page.wait_for_timeout(200)
        after = years()
        assert after != before
        assert 1945 <= min(after) <= max(after) <= 1972
        assert tab.complaints == []
