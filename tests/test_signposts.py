"""The chart of eighty years leads into the book: eras to chapters, marks to cards."""

from __future__ import annotations

import itertools
import re

import pytest

from dispatched import charts, evidence
from dispatched.book import opening
from dispatched.charts import signposts
from dispatched.notebooks import cards
from tests.browsing import Tab
from tests.chapters import CHAPTERS, ROOT


@pytest.fixture(scope="module")
def rows():
    sets = charts.eighty_years().to_dict()["datasets"].values()
    return [row for made in sets for row in made if "opens" in row]


def test_each_mark_opens_the_page_where_its_card_stands(rows) -> None:
    homes = cards.homes()
    marks = [row for row in rows if "id" in row]
    assert len(marks) > 50
    for row in marks:
        assert row["opens"] == f"{homes[row['id']]}.html#{row['id']}"


def test_each_era_opens_its_chapter_and_bears_its_number(rows) -> None:
    known = {path.stem for path in CHAPTERS}
    bar = {row["era"]: row for row in rows if "number" in row}
    for path in CHAPTERS:
        one = opening.opening(path.stem, ROOT / "chapters")
        assert one is not None
        if one.years:
            assert bar[one.era]["number"] == str(one.number)
            assert bar[one.era]["opens"] == f"chapters/{path.stem}.html"
            assert bar[one.era]["years"] == one.years.replace("–", " to ")
    assert {row["opens"][9:-5] for row in bar.values()} < known
    ends = [(row["from"], row["to"]) for row in signposts.era_rows().to_dict("records")]
    assert all(a[1] == b[0] for a, b in itertools.pairwise(ends))


@pytest.mark.slow
def test_words_beside_marks_begin_with_the_figure_of_a_claim_that_is_drawn(rows) -> None:
    drawn = {row["id"]: row for row in rows if "id" in row}
    for ident, *_, year, persons, _ in signposts.SAID:
        assert ident in drawn
        assert 1944 < year < 2027
        assert 0 < persons < signposts.TOP
        value = evidence.describe(evidence.claim(ident).row).removesuffix(" persons")
        said = [
            rows[0]["words"]
            for rows in charts.eighty_years().to_dict()["datasets"].values()
            if "words" in rows[0] and rows[0]["words"].startswith(value)
        ]
        assert said


def test_an_era_leads_to_its_chapter(chromium, server) -> None:
    with Tab(chromium, viewport={"width": 1400, "height": 1000}) as tab:
        page = tab.open(f"{server}/index.html")
        plot = page.locator("figure.ch .ch-plot").first
        plot.scroll_into_view_if_needed()
        plot.hover()
        page.wait_for_selector("figure.ch[data-state=live]")
        number = page.locator("figure.ch .ch-plot text", has_text=re.compile("^5$")).last
        box = number.bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_url("**/chapters/05-2000-contract-work.html")
        assert not tab.complaints
        assert not tab.foreign


def test_the_front_page_shows_a_card_as_it_stands_beside_a_figure(book) -> None:
    page = (book / "index.html").read_text(encoding="utf-8")
    shown = page.split('class="card-shown"')[1].split("</div>")[0]
    claim = evidence.claim("arrivals-1947")
    assert evidence.describe(claim.row) in shown
    assert evidence.paragraphs(claim.row["locator"]) in shown


def test_the_front_page_leads_a_host_to_a_page_of_the_book(book) -> None:
    way = (book / "index.html").read_text("utf-8").split("<strong>To host.</strong>")[1]
    link = re.search(r'href="([^"#]+)#([^"]+)"', way.split("</div>")[0])
    assert link
    assert f'id="{link[2]}"' in (book / link[1]).read_text("utf-8")


def test_what_is_said_beside_the_quota_holds_for_the_marks_after_it(rows) -> None:
    second = next(said[2] for said in signposts.SAID if said[0] == "quota-1967-1984")
    assert second == "later figures lie above"
    quota = evidence.claim("quota-1967-1984").row
    later = [evidence.claim(row["id"]).row for row in rows if "id" in row]
    later = [
        row
        for row in later
        if quota["year_end"] < (row["year_start"] or 0) <= 1989
        and row["indicator"] == "workers_stock"
    ]
    assert later
    assert all((row["low"] or row["best"]) > quota["best"] for row in later)
