"""What a finished page is made of: scripts by parts, mended markup, icons, and the words that
search knows.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from docutils import nodes

from dispatched import evidence
from dispatched.book import assets, icons, mime, plain_numbers, search, vega
from dispatched.book.patches import searching
from dispatched.book.slim.page import tidy


def words(text: str) -> list[str]:
    return search.Language({}).split(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("some 35,000 people in 1947", ["some", "35000", "people", "in", "1947"]),
        ("$450 to $800", ["450", "to", "800"]),
        ("60–70%", ["60", "70", "percent"]),
        ("2,500,000 or 2.5 million", ["2500000", "or", "2.5", "million"]),
        ("1946,1947", ["1946", "1947"]),
        ("35\u202f000", ["35000"]),
        ("the 1940s, ¶21, ¶22", ["the", "1940", "s", "p21", "p22"]),
        ("청부 (оргнабор)", ["청부", "оргнабор"]),
        ("the Labour Organisation, kilometres", ["the", "Labor", "Organization", "kilometers"]),
    ],
)
def test_numbers_are_words(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_the_question_is_split_as_the_index_is(chromium: object) -> None:
    """Python makes the index and JavaScript reads the question; every statement of the tables goes
    through both.
    """
    texts = [
        f"{evidence.describe(row)} {row['statement']} {evidence.paragraphs(row['note'] or '')}"
        for row in evidence.tables()["claims"]
    ]
    page = chromium.new_page()  # type: ignore[attr-defined]
    split = page.evaluate(f"texts => {{ {search.SPLITTER} return texts.map(splitQuery); }}", texts)
    asked = page.evaluate(
        f"() => {{ {search.SPLITTER} return splitQuery('35 000, 2 500 000 and 12 1946'); }}"
    )
    page.close()
    assert split == [words(text) for text in texts]
    assert asked == ["35000", "2500000", "and", "12", "1946"]


def test_the_cells_of_a_table_are_words_apart_and_drawings_are_none() -> None:
    markup = (
        "<table><tr><td>12</td><td>35</td></tr></table>"
        "<svg><text>999</text></svg><script>777</script>"
        '<p>don&#x27;t</p><div id="cards" hidden><div>888</div></div>'
    )
    assert search.read(markup).split() == ["12", "35", "don't"]
    doctree = nodes.section()
    doctree += nodes.raw("", markup, format="html")
    store = searching.collect(
        type("Builder", (), {"lang": search.Language({})}),
        doctree,
        lambda *_: type("Store", (), {"words": [], "title_words": []})(),
    )
    assert store.words == ["12", "35", "don", "t"]
    assert doctree[0]["format"] == "html"  # the page is written from it afterwards


def test_a_page_is_mended_once_and_stays_so() -> None:
    page = (
        '<div id="pst-primary-sidebar" class="x"><i class="fa-solid fa-bars"></i></div>'
        '<button onclick="window.print()"><i class="fas fa-file-pdf"></i></button>'
        '<div class="pst-scrollable-table-container"><table><tr><th class="head"><p>Year &amp; '
        "era</p></th>"
        '<th class="head"><p></p></th></tr></table></div>'
        '<div role="region" aria-label="Table: a"></div><div role="region" aria-label="Table: '
        'a"></div>'
    )
    done = tidy(page)
    assert tidy(done) == done
    assert "onclick" not in done
    assert 'role="complementary" aria-label="Book"' in done
    assert len(re.findall("<i [^>]*><svg", done)) == 2
    names = re.findall(r'role="region" aria-label="([^"]*)"', done)
    assert names == ["Table: Year &amp; era", "Table: a", "Table: a (2)"]
    assert "<td></td>" in done


def test_a_page_says_its_width_once_and_its_neighbors_by_address() -> None:
    wide = '<meta name="viewport" content="width=device-width, initial-scale=1" />'
    lost = '<link rel="index" title="Index" href="genindex.html" />\n'
    head = f'{wide}{wide}\n{lost}<link rel="next" title="2 Hired, not sentWhat?" href="02.html" />'
    assert tidy(head) == f'{wide}\n<link rel="next" href="02.html" />'


COLUMNS: dict[str, tuple[list[object], list[str]]] = {
    "whole, with an empty cell": ([11670.0, None, 120.0], ["11,670", "NaN", "120"]),
    "parts": ([13333.3, 0.5], ["13,333.3", "0.5"]),
    "years": ([1949, 2025], ["1949", "2025"]),
    "years, one missing": ([1949.0, None], ["1949", "NaN"]),
    "thousands": ([2371, 2397], ["2,371", "2,397"]),
    "small parts": ([1.0, 0.25], ["1.00", "0.25"]),
    "below zero": ([-33, 50], ["−33", "50"]),
    "a date and a word": (["2019-12-22", "none"], ["2019-12-22", "none"]),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_numbers_of_a_table_are_set_as_one_reads_them(name: str) -> None:
    cells, shown = COLUMNS[name]
    page = mime.frame_html(pd.DataFrame({"a": cells}).to_html(notebook=True))
    assert re.findall(r"<td[^>]*>(.*?)</td>", page)[1:] == shown
    named = mime.frame_html(pd.DataFrame({"year": [1], "resolution": [2397]}).to_html())
    assert ">2397<" in named, "the number of a resolution is its name"


def test_a_number_set_as_code_is_a_number_in_the_story_and_code_in_the_workshop(book: Path) -> None:
    written = ("25", "44.5 percent", "0.8", "-1", "11670 − 5940 − 2492", "10 to 20", "29/15", "p5")
    words = [plain_numbers.NUMBER.fullmatch(one) is not None for one in written]
    assert words == [True, True, True, True, True, True, False, False]
    assert plain_numbers.read("-10000.5 or 9999") == "−10000.5\u00a0or\u00a09,999"
    page = (book / "chapters/04-1967-logging.html").read_text(encoding="utf-8")
    assert "A cut is worth 10,000 rubles" in page
    page = (book / "chapters/09-models-compared.html").read_text(encoding="utf-8")
    assert re.search(r'class="workshop"[^>]*>Put a score from <code[^>]*>0</code>', page)


def test_an_icon_that_nobody_drew_is_named() -> None:
    with pytest.raises(KeyError, match="does not draw: fa-solid fa-rocket"):
        icons.drawn('<i class="fa-solid fa-rocket"></i>')


def test_no_page_carries_a_script_or_style_or_handler_in_itself(book: Path) -> None:
    """A strict policy forbids them; data for our scripts is no script."""
    for path in book.rglob("*.html"):
        text = re.sub(r"<pre\b.*?</pre>", "", path.read_text(encoding="utf-8"), flags=re.S)
        inside = re.findall(
            r"<script(?![^>]*(?: src=|application/json))[^>]*>|<style\b|<[^>]* on[a-z]+=|<[^>]* "
            r"style=",
            text,
        )
        assert inside == [], path.name


def test_each_part_of_the_scripts_and_sheets_is_used_and_short() -> None:
    named = {f"js/{part}.js" for parts in assets.SCRIPTS.values() for part in parts}
    named -= {f"js/{constant}.js" for constant in assets.MADE}
    named |= {f"css/{part}.css" for parts in assets.SHEETS.values() for part in parts}
    files = {str(p.relative_to(assets.STATIC)): p for p in assets.STATIC.glob("*/*")}
    assert set(files) == named
    for name, path in files.items():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, name


def test_a_bundle_is_kept_under_what_it_is_made_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = vega.bundle_path(tmp_path, "vega.js")
    monkeypatch.setitem(vega.KINDS, "vega.js", ("vega-transforms",))
    assert vega.bundle_path(tmp_path, "vega.js") != before
    monkeypatch.setattr(vega, "PARTS", {})
    with pytest.raises(ValueError, match="whose parts are not listed"):
        vega.bundle_path(tmp_path, "vega.js")
