"""What makes pages light and builds quick: style sheets cut to what is used, outlines, plain code,
drawing ahead.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dispatched.book import ahead, draw, vega
from dispatched.book.slim import css as slim_css
from dispatched.book.slim import highlight, svg
from dispatched.book.slim import page as slim_page

ROOT = Path(__file__).resolve().parents[1]


def test_words_of_a_page_are_its_classes_and_ids_and_those_of_a_script_all() -> None:
    words = slim_css.used_words(
        {
            "a.html": '<p class="one two" id=\'three\'>four</p><script>open("five")</script>'
            '<script type="application/json">{"six": 1}</script>',
            "b.js": "toggle('seven')",
        }
    )
    assert {"one", "two", "three", "five", "seven"} <= words
    assert not {"four", "six"} & words


def test_variables_that_nobody_asks_for_go_and_those_that_need_each_other_stay() -> None:
    sheets = {
        "a.css": ':root{--a:1px;--b:var(--a);--c:url("x;y}z");'
        "--d:rgb(1,2,3);--e:var(--f)}p{color:var(--b)}",
        "b.css": ":root{--f:2px; --g : calc(1px + (2px * 3)) }",
    }
    slim = slim_css.drop_unused_variables(sheets, "style.setProperty('--g', 1)")
    assert slim["a.css"] == ":root{--a:1px;--b:var(--a);}p{color:var(--b)}"
    assert "--f" not in slim["b.css"]  # only --e asked for it, and nobody for --e
    assert "--g : calc(1px + (2px * 3))" in slim["b.css"]


def test_a_comment_in_a_style_sheet_costs_no_rule() -> None:
    css = "/* Marks keep theirs; as in dispatched.charts. */ .ch svg{a:b} .gone{c:d} p, .ch em{e:f}"
    assert slim_css.purge(css, {"ch"}).replace(" ", "") == ".chsvg{a:b}p,.chem{e:f}"


def test_a_page_is_squeezed_where_it_does_not_show() -> None:
    page = "<div>\n\n   <p>a\n  b</p>\n<pre>x\n\n  y</pre>  \n <script>1\n\n  2</script>\n\n</div>"
    assert (
        slim_page.squeeze(page)
        == "<div>\n<p>a\nb</p>\n<pre>x\n\n  y</pre>\n<script>1\n\n  2</script>\n</div>"
    )


def points(d: str) -> list[list[tuple[float, float]]]:
    """The corners of a path of lines, absolute, whichever way it is written."""
    rings = []
    for ring in re.findall(r"M([^M]*)", d):
        start, _, steps = ring.rstrip("zZ").partition("l")
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", start)]
        corners = list(zip(numbers[::2], numbers[1::2], strict=True))
        moves = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", steps)]
        for dx, dy in zip(moves[::2], moves[1::2], strict=True):
            corners.append((corners[-1][0] + dx, corners[-1][1] + dy))
        rings.append(corners)
    return rings


def test_an_outline_keeps_every_corner_within_a_tenth_and_halves_the_bytes() -> None:
    corners = [(100 + 7.123 * n % 50, 200 - 3.377 * n % 40) for n in range(40)]
    island = [(n * 0.002, n * 0.002) for n in range(20)]
    d = "".join(
        "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in ring) + "Z" for ring in (corners, island)
    )
    made = re.fullmatch(r'd="(.*)"', re.sub(r'd="([^"]*)"', svg.outline, f'd="{d}"'))[1]
    assert len(made) < 0.7 * len(d)
    (found,) = points(made)  # the island is smaller than a pixel and goes
    assert len(found) == len(corners)
    for (x, y), (a, b) in zip(found, corners, strict=True):
        assert x == pytest.approx(a, abs=0.06)
        assert y == pytest.approx(b, abs=0.06)


@pytest.mark.parametrize(
    "d", ["M0,0L1,1Z", "M0,0h590v330h-590Z", "M0,0C1,1,2,2,3,3" * 10, "M1,1" + "L2,e5" * 20]
)
def test_a_short_path_or_one_with_curves_is_left_alone(d: str) -> None:
    assert re.sub(r'd="([^"]*)"', svg.outline, f'd="{d}"') == f'd="{d}"'


def test_code_keeps_its_words_and_loses_the_marks_of_plain_ones() -> None:
    import pygments
    from pygments.lexers import PythonLexer

    text = 'def total(x):\n    return sum(x) + 12  # "why"\n'
    slim = pygments.highlight(text, PythonLexer(), highlight.SlimFormatter())
    assert re.sub(r"<[^>]+>", "", slim).replace("&quot;", '"').strip() == text.strip()
    assert 'class="k"' in slim
    assert 'class="n"' not in slim
    assert 'class="p"' not in slim
    assert 'class="w"' not in slim


def test_each_script_of_the_charts_is_made_from_the_installed_library(tmp_path: Path) -> None:
    sizes = {name: vega.bundle(tmp_path, name).stat().st_size for name in vega.KINDS}
    assert sizes["vega.js"] < 395_000, (
        "the parts of this version of Vega are not listed in vega.PARTS"
    )
    assert sizes["vega.js"] < sizes["vega-maps.js"] < 435_000
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        vega.bundle_path(tmp_path, n).name for n in vega.KINDS
    )


def test_a_notebook_without_a_chart_is_done_like_any_other(tmp_path: Path) -> None:
    """It may be the first that a process is given, before there is a folder of drawings."""
    empty, cache = tmp_path / "empty.ipynb", tmp_path / "not yet"
    empty.write_text(json.dumps({"cells": []}), encoding="utf-8")
    ahead.main(str(cache), str(empty))
    assert ahead._mark(cache, empty).is_file()


def test_charts_drawn_ahead_are_those_that_the_page_shows(tmp_path: Path) -> None:
    chapter = next(iter(sorted((ROOT / "chapters").glob("07-*.ipynb"))))
    specs = list(ahead.specifications(chapter))
    assert len(specs) >= 4
    small = tmp_path / "small.ipynb"
    cell = {
        "outputs": [
            {"data": {"application/vnd.vegalite.v5+json": specs[0]}},
            {"data": {"text/plain": "x"}},
        ]
    }
    small.write_text(json.dumps({"cells": [cell, {"cell_type": "markdown"}]}))
    assert not ahead._mark(tmp_path, small).exists()
    ahead.main(str(tmp_path), str(small))
    assert ahead._mark(tmp_path, small).exists()
    kept = {p.name: p.stat().st_mtime_ns for p in tmp_path.glob("*.svg")}
    assert len(kept) == 2
    draw.Painter(tmp_path).draw(specs[0])
    assert {
        p.name: p.stat().st_mtime_ns for p in tmp_path.glob("*.svg")
    } == kept  # nothing was drawn again


def test_a_painter_waits_for_what_others_draw_and_draws_itself_when_they_have_ended(
    tmp_path: Path,
) -> None:
    spec = next(ahead.specifications(next(iter(sorted((ROOT / "chapters").glob("07-*.ipynb"))))))
    asked = []

    def busy() -> bool:
        asked.append(1)
        return len(asked) < 3

    drawn = draw.Painter(tmp_path, busy).draw(spec)
    assert len(asked) >= 3
    assert drawn[0].startswith("<svg")
