"""The same page with fewer bytes: what leaves it, what a drawing and a style sheet do without."""

from __future__ import annotations

import json

import pytest

from dispatched.book.slim import css, joined
from dispatched.book.slim.apart import apart
from dispatched.book.slim.elements import elements
from dispatched.book.slim.page import plainer
from dispatched.book.slim.shapes import smaller

DATA = '<script type="application/json" '
DRAWN = (
    '<svg viewBox="0 0 340 9" width="340" height="9" font-size="12"><g><path d="M0 0h9"/></g></svg>'
)
PAGE = (
    '<div class="ask-live"><p>How</p><div class="ask-after"><p>After</p></div>'
    f'{DATA}class="ask-data">{{"right":1}}</script></div></div>'
    f'<div class="ch-narrow">{DRAWN}</div><div class="ch-narrow">{DRAWN}</div>'
    f'{DATA}class="check-key">{{"id":"a"}}</script>'
    f'{DATA}id="movable">{{"calculations":{{"calc-a":{{}}}},"units":{{}}}}</script>'
    '<div id="cards" hidden><div data-card="a"><b>1</b></div><div data-card="b">2</div></div>'
)


def listed(script: str, name: str) -> list[object]:
    return json.loads(script.removeprefix(f"dispatched.{name} = ").removesuffix(";\n"))


def test_what_shows_later_leaves_the_page_whole() -> None:
    page, files = apart(PAGE, "a")
    held = {name.partition("/")[0]: text for name, text in files.items()}
    found = {name: listed(text, name) for name, text in held.items()}
    assert found["narrow"] == [DRAWN.replace('"', "'")] * 2
    assert found["keys"] == [{"id": "a"}]
    assert found["cards"] == ["<div data-card='a'><b>1</b></div><div data-card='b'>2</div>"]
    assert found["movable"] == [{"calculations": {"calc-a": {}}, "units": {}}]
    asked = PAGE[PAGE.index("<p>How") : PAGE.index("</div></div>")]
    quoted = asked.replace('"', "'").replace("'right'", '"right"')  # in tags, not in data
    assert found["asks"] == [quoted]
    assert "right" not in page
    assert apart(page, "a") == (page, {})


def test_the_page_keeps_each_place_and_where_to_ask() -> None:
    page, _ = apart(PAGE, "a")
    frame = '<svg viewBox="0 0 340 9" width="340" height="9"></svg>'
    for place in ("0", "1"):
        start = page.index(f'<div class="ch-narrow" data-place="{place}" data-file="narrow/a.js?v=')
        assert page[start:].partition(">")[2].startswith(frame)
    assert '">["calc-a"]</script>' in page


def test_another_text_has_another_address() -> None:
    pages = [apart(PAGE.replace("<b>1", f"<b>{n}"), "a")[0] for n in (1, 2)]
    cards = [page[page.index('id="cards"') :] for page in pages]
    assert cards[0] != cards[1]
    assert pages[0][: pages[0].index('id="cards"')] == pages[1][: pages[1].index('id="cards"')]


def drawing(inside: str) -> str:
    made = smaller(f'<svg xmlns="http://www.w3.org/2000/svg"><g fill="none">{inside}</g></svg>')
    return made.removeprefix("<svg>").removesuffix("</svg>")


def test_lines_that_look_alike_are_one_path() -> None:
    line = '<line transform="translate({},2)" x2="{}" y2="{}" stroke="{}"/>'
    one = drawing(line.format(1, 0, 5, "#111") + line.format(9, 4, 3, "#111"))
    assert one == '<g fill="none"><path stroke="#111" d="M1 2v5M9 2l4 3"/></g>'
    two = drawing(line.format(1, 0, 5, "#111") + line.format(9, 0, 5, "#222"))
    assert two.count("<path") == 2
    clear = line.replace("stroke=", 'opacity="0.5" stroke=')
    assert drawing(clear.format(1, 0, 5, "#111") * 2).count("<line") == 2, "they would lie on it"


def test_a_point_is_a_circle_and_what_has_no_color_is_gone() -> None:
    ring = "M3,0A3,3,0,1,1,-3,0A3,3,0,1,1,3,0"
    made = drawing(
        f'<path transform="translate(7,8.5)" d="{ring}" fill="#111" stroke-width="2"/>'
        '<path d="M0,0h9v9h-9Z"/><g><g><path d="M0,0h9v9h-9Z"/></g></g>'
    )
    assert made == '<g fill="none"><circle cx="7" cy="8.5" fill="#111" r="3"/></g>'


def test_a_group_says_what_all_in_it_share_but_not_black() -> None:
    text = '<text transform="translate({},16)" text-anchor="middle" fill="{}">{}</text>'
    made = drawing(f"<g>{text.format(1, '#111', 'a')}{text.format(2, '#111', 'b')}</g>")
    assert made == (
        '<g fill="none"><g fill="#111" text-anchor="middle"><text x="1" y="16">a</text>'
        '<text x="2" y="16">b</text></g></g>'
    )
    black = drawing(f"<g>{text.format(1, '#000', 'a')}{text.format(2, '#000', 'b')}</g>")
    assert black.count('fill="#000"') == 2, "the style sheet looks for it at the text"


def test_a_coast_drawn_twice_is_written_once() -> None:
    coast = "M0,0" + "L9,9" * 60
    made = drawing(f'<path d="{coast}" fill="#111"/><path d="{coast}" stroke="#222"/>')
    assert made.count(coast) == 1
    ident = made.partition('id="')[2].partition('"')[0]
    assert made.count(f'href="#{ident}"') == 2
    short = drawing('<path d="M0,0h9" fill="#111"/><path d="M0,0h9" stroke="#222"/>')
    assert "use" not in short


HTML = ['<html data-theme="auto"><ul class="nav far" id="top"><li><a href="#">', '<p class="nav">']


@pytest.mark.parametrize(
    ("selector", "meant"),
    [
        ("ul.nav > li a:hover", True),
        ("ol.nav", False),
        ("p.far", False),
        (".nav.far", True),
        (".nav.open", True),
        ("#top .nav", True),
        ("#bottom .nav", False),
        ("img", False),
        ("canvas", True),
        ("a[href='x y > z']", True),
        ("a[target]", False),
        ("html:not([data-theme]) a", False),
        ('html:not([data-theme="dark"]) a::before', True),
        (":root", True),
        ("*", True),
    ],
)
def test_a_selector_is_kept_where_it_could_mean_an_element(selector: str, meant: bool) -> None:
    found = elements(HTML, {"open"}, set(), "document.createElement('canvas')")
    assert found.meant(selector) is meant


def test_a_rule_goes_with_its_last_selector_and_a_motion_with_its_last_rule() -> None:
    sheet = "a,b{c:d}b{e:f}@media print{b{g:h}}"
    assert css.wanted(sheet, "a".__eq__) == "a{c:d}"
    assert css.drop_unused_motions("@keyframes x{0%{a:b}}p{animation:1s y}") == "p{animation:1s y}"


def test_a_sheet_says_a_color_of_code_once_in_each_theme() -> None:
    dark = 'html[data-theme="dark"] .highlight '
    sheet = f"{dark}.k{{color: #fff}}\n{dark}.kn{{color: #fff}}\n.highlight .k{{color: #fff}}"
    made = joined.colored(sheet)
    assert made == f"{dark}:is(.k,.kn){{color: #fff}}.highlight :is(.k){{color: #fff}}"


def test_a_foreign_script_loses_its_comments_and_keeps_its_rights() -> None:
    script = "/*\n * Copyright A, license BSD\n */\n/**\n * How.\n */\n  f(1); // here\n// there\n"
    assert joined.uncommented(script) == "/*\n* Copyright A, license BSD\n*/\nf(1); // here\n"


def test_links_of_the_article_lose_the_marks_of_sphinx_and_the_side_bar_keeps_them() -> None:
    link = '<a class="reference internal" href="#a">1</a>'
    assert plainer(f"<nav>{link}</nav><article>{link}") == (
        f'<nav>{link}</nav><article><a href="#a">1</a>'
    )
