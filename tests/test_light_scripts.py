"""Scripts, charts and sheets with fewer bytes: what a page asks for still says the same."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dispatched.book import draw, seen, vega, vega_steps
from dispatched.book.slim import page, sheets
from dispatched.book.slim.coasts import stepped
from dispatched.book.slim.packed import NONE, packed
from dispatched.questions import places

VALUES = some.one_of(
    some.none(),
    some.booleans(),
    some.integers(-5, 5),
    some.floats(allow_nan=False, allow_infinity=False),
    some.text(max_size=4),
    some.sampled_from(["a coast " * 20, "another coast " * 20]),
    some.lists(some.integers(0, 3), max_size=3),
)
ROWS = some.lists(some.dictionaries(some.sampled_from("abc"), VALUES), max_size=6)


def unpacked(charts: list[str]) -> list[Any]:
    """What ``static/js/charts.js`` makes of packed charts."""
    (config, told), *rest = map(json.loads, charts)
    shared = list(map(outline, told))
    for chart in rest:
        chart.setdefault("config", config)
        for data in chart["data"]:
            if isinstance(data["values"], dict):
                data["values"] = rows(data["values"], shared)
    return rest


def outline(value: Any) -> Any:
    if not isinstance(value, dict) or "steps" not in value:
        return value
    parts = [value["steps"]] if value["type"] == "Polygon" else value["steps"]
    made = [[corners(steps) for steps in part] for part in parts]
    rest = {key: inside for key, inside in value.items() if key != "steps"}
    return rest | {"coordinates": made[0] if value["type"] == "Polygon" else made}


def corners(steps: list[int]) -> list[list[float]]:
    at = zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)
    return [[x / 100, y / 100] for x, y in at]


def rows(told: dict[str, Any], shared: list[Any]) -> list[dict[str, Any]]:
    columns = [
        [shared[n] for n in column["in"]]
        if "in" in column
        else [column["of"][n] for n in column["at"]]
        if "of" in column
        else column["at"]
        for column in told["columns"]
    ]
    return [
        {
            field: column[n]
            for field, column in zip(told["fields"], columns, strict=True)
            if column[n] != NONE
        }
        for n in range(told["rows"])
    ]


@given(some.lists(ROWS, min_size=1, max_size=3))
def test_rows_that_are_packed_are_the_same_rows(sets: list[Any]) -> None:
    charts = [{"data": [{"name": "a", "values": values}], "config": {"a": 1}} for values in sets]
    charts[-1]["config"] = {"a": 2}
    assert unpacked(packed(list(map(json.dumps, charts)))) == charts


def test_what_charts_share_is_carried_once() -> None:
    coast = [[n, n] for n in range(40)]
    chart = {"config": {"a": 1}, "data": [{"values": [{"place": n, "at": coast} for n in "ab"]}]}
    first, *rest = packed([json.dumps(chart)] * 2)
    assert json.loads(first) == [{"a": 1}, [coast]]
    assert all("config" not in text and "39" not in text for text in rest)


def test_outlines_come_back_from_their_steps() -> None:
    known = [f["geometry"] for f in places.features() if f["geometry"]["type"] != "Point"]
    texts = [json.dumps(one, separators=(",", ":")) for one in known]
    made = list(map(stepped, texts))
    assert len(known) > 10
    assert list(map(outline, map(json.loads, made))) == known
    assert len("".join(made)) < 0.65 * len("".join(texts))


@pytest.mark.parametrize(
    "value",
    [
        {"type": "Polygon", "coordinates": [[[1.234, 2], [1, 2], [1.234, 2]]]},  # finer than steps
        {"type": "Polygon", "coordinates": [[[1, 2, 3], [1, 2, 3]]]},
        {"type": "Polygon"},
        {"type": "Point", "coordinates": [1, 2]},
        [1, 2],
    ],
)
def test_what_is_no_outline_in_hundredths_stays(value: Any) -> None:
    assert stepped(json.dumps(value)) == json.dumps(value)


def said(field: str) -> str:
    at = f'datum["{field}"]'
    return f"isValid({at}) ? isArray({at}) ? join({at}, '\\n') : {at} : \"\"+{at}"


def test_a_value_that_is_no_list_is_said_by_a_shorter_formula() -> None:
    told = json.dumps(
        {"a": said("a"), "b": said("b"), "c": said("a").replace('["a"] :', '["b"] :')}
    )
    made = json.loads(draw.spoken(told, {"b"}))
    assert made["a"] == '""+datum["a"]'
    assert made["b"] == said("b"), "its values may be lists"
    assert made["c"] == json.loads(told)["c"], "it is about two fields"


STEPPED = (
    'A.Definition={type:"KDE",m:"}"},i(A,T,{transform(e){return`)${"a"}`;}});'
    'B.Definition={type:"Bin"},'
    'i(B,T,{});f={dsv:d,json:j};t("geoArea",x,y),t("geoMean",x,y);g={abs:a,contrast:c,max:b};'
    "D.c=D.png={renderer:q,headless:q,handler:p},D.svg={renderer:r,headless:s,handler:h};"
)


def test_the_library_goes_without_what_no_chart_asks_for() -> None:
    assert vega_steps.without(STEPPED, maps=False) == (
        '0,0;B.Definition={type:"Bin"},i(B,T,{});f={json:j};0,t("geoMean",x,y);g={abs:a,max:b};'
        "D.c=D.png={},D.svg={renderer:r,handler:h};"
    )


@pytest.mark.parametrize(
    ("gone", "maps"),
    [
        ("Definition", False),
        ("i(A,", False),
        ("{dsv:", False),
        ("contrast", False),
        ("nothing", True),
    ],
)
def test_a_library_that_has_it_elsewhere_is_told(gone: str, maps: bool) -> None:
    with pytest.raises(ValueError, match="elsewhere; see dispatched"):
        vega_steps.without(STEPPED.replace(gone, "gone("), maps=maps)


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ({"data": [{"transform": [{"type": "kde"}]}]}, ["the data step 'kde'"]),
        ({"marks": [{"transform": [{"type": "geopath"}]}]}, ["the data step 'geopath'"]),
        ({"data": [{"format": {"type": "csv"}}]}, ["the format 'csv'"]),
        ({"projections": [{"type": "albersUsa"}]}, ["the projection 'albersUsa'"]),
        ({"signals": [{"update": "sampleNormal(0, 1)"}]}, ["the function 'sampleNormal'"]),
        ({"data": [{"transform": [{"type": "fold"}]}], "projections": [{}]}, []),
    ],
)
def test_a_chart_that_needs_more_than_the_pages_carry_is_told(part: Any, found: list[str]) -> None:
    assert list(vega_steps.missing(part)) == found


BUNDLE = '"ffffff000000111111";' * 60 + r'a=new RegExp("[\\xAA]");b=new RegExp("[\\xAA\\u0300]")'


def test_the_library_goes_without_palettes_and_lists_of_letters() -> None:
    made = vega.cut(BUNDLE)
    assert made.startswith('"ffffff";"ffffff";')
    assert made.endswith(r"a=/\p{ID_Start}/u;b=/\p{ID_Continue}/u")
    with pytest.raises(ValueError, match="palettes or letters elsewhere"):
        vega.cut('"ffffff000000111111"')


@pytest.mark.parametrize(
    ("color", "found"),
    [
        ({"scheme": "blues"}, ["color"]),
        ("category", []),  # the book's own
        ("ramp", ["color"]),
        (["#111", "#222"], []),
        ({"step": 20}, []),
    ],
)
def test_a_chart_names_its_colors(color: Any, found: list[str]) -> None:
    inner = {"scales": [{"name": "color", "range": color}]}
    spec = {"config": {"range": {"category": ["#111"]}}, "marks": [inner]}
    assert list(vega.palettes(spec)) == found


CARD = (
    '<article><div class="ev grade-C docutils container" id="a">\n<p class="card-value">7</p>\n'
    '<p class="card-statement">Seven.</p>\n<dl class="simple facts">\n<dt>Kind</dt><dd><p>press'
    '</p>\n</dd>\n<dt>Id</dt><dd><p><code class="docutils literal notranslate"><span class="pre">'
    "x-a</span></code></p>\n</dd>\n</dl>\n</div>"
)


def test_a_card_says_the_same_with_fewer_marks() -> None:
    assert page.plainer(CARD) == (
        '<article><div class="ev grade-C" id="a"><p class="card-value">7<p>Seven.'
        '<dl class="facts"><dt>Kind<dd>press<dt>Id<dd><code translate="no">x-a</code></dl>\n</div>'
    )


def test_a_card_that_is_plain_stays_so() -> None:
    once = page.plainer(CARD)
    assert page.plainer(once) == once
    assert re.sub(r"<[^>]*>|\s", "", once) == re.sub(r"<[^>]*>|\s", "", CARD)


PARTS = {
    "theme.css": ".ch{--pst-color:red;color:var(--pst-color)}.ev{a:b}.unmeant{c:d}.copied{e:f}",
    sheets.SOME: ".way{g:h}",
    sheets.LATER: ".asked{i:j}",
    sheets.CITE: ".said{k:l}",
}
PAGES = ['<figure class="ch"></figure>', '<p class="ev way"></p>', '<p class="ev"></p>']
SCRIPTS = {"own.js": 'x = "asked"; y = "unmeant"', "move.js": 'x = "copied"'}


def test_each_kind_of_page_has_the_sheet_that_it_can_use(tmp_path: Path) -> None:
    rules = sheets.Rules({*SCRIPTS, *PARTS}, re.compile("unmeant"))
    pages = [seen.look(page, "x") for page in PAGES]
    made = sheets.made(PARTS, pages, SCRIPTS, rules, tmp_path)
    assert sheets.made(PARTS, pages, SCRIPTS, rules, tmp_path) == made  # those that are kept
    assert made == {
        sheets.CHARTS: ".ch{--0:red;color:var(--0)}.copied{e:f}\n",
        sheets.PLAIN: ".ev{a:b}\n",
        sheets.SOME: ".way{g:h}\n",
        sheets.LATER: ".asked{i:j}\n",
        sheets.CITE: "\n",
    }
    asked = [sheets.sheets_of(page, made) for page in pages]
    assert asked == [[sheets.CHARTS], [sheets.PLAIN, sheets.SOME], [sheets.PLAIN]]
