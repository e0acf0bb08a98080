"""One sheet and one script for the first paint, and what a chart is drawn from in a file beside."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dispatched.book.slim import css, joined
from dispatched.book.slim.apart import apart

PAGE = """<html data-content_root="../" data-theme="auto"><head><title>A</title>
<script src="../_static/storage.js"></script>
<link href="../_static/basic.css" rel="stylesheet" />
<link rel="stylesheet" href="../_static/styles/theme.css?v=1" />
<script src="../_static/doctools.js?v=2"></script>
<link rel="next" href="b.html" />
</head><body><p>text</p>
<script defer src="../_static/scripts/theme.js"></script>
<script type="application/json" class="ch-spec">{"marks":[1]}</script></body></html>
"""
MARKS = dict.fromkeys((joined.EARLY, joined.SHEET, joined.SCRIPT, joined.MORE, "b.css"), "abc")


def test_a_page_asks_for_three_files_in_place_of_all() -> None:
    asked = joined.head(PAGE)
    assert asked.sheets == ("basic.css", "styles/theme.css")
    assert asked.scripts == ("storage.js", "doctools.js", "scripts/theme.js")
    done = joined.rewritten(PAGE, MARKS)
    assert joined.rewritten(done, MARKS) == done
    assert joined.head(done) == joined.Head(("dispatched.css",), ("storage.js", "dispatched.js"))
    assert re.findall(r"<script (async|defer) ", done) == ["async", "defer"]
    assert '<link rel="next" href="b.html" />' in done
    assert 'class="ch-spec">{"marks":[1]}</script>' in done


def test_a_page_may_ask_for_two_sheets() -> None:
    done = joined.rewritten(PAGE, MARKS, (joined.SHEET, "b.css"))
    assert joined.head(done).sheets == ("dispatched.css", "b.css")


def test_the_search_page_asks_for_its_script_and_leaves_the_index_to_it() -> None:
    more = '<script src="../_static/search.js"></script>\n<script src="../searchindex.js"></script>'
    done = joined.rewritten(PAGE.replace("</head>", f"{more}</head>"), MARKS)
    sources = re.findall(r'<script (?:async|defer) [^>]*src="([^"]+)"', done)
    assert [s.partition("?")[0].removeprefix("../") for s in sources] == [
        *("_static/storage.js", "_static/dispatched.js", "_static/search.js"),
    ]


def test_scripts_joined_are_in_order_and_need_no_semicolon_of_their_own() -> None:
    texts = {"a.js": "const a = () => 1\n//# sourceMappingURL=a.js.map", "b.js": "(() => a())()"}
    assert joined.script(texts) == "const a = () => 1\n;\n(() => a())()\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("p{a:b}", "p{a:b}"),
        ('html[data-theme="light"] p{a:b}', 'html:not([data-theme="dark"]) p{a:b}'),
        ("html[data-theme=dark],html[data-theme=light]{a:b}", "html,html{a:b}"),
        (
            "@media print{html[data-theme=dark] p{a:b}}",
            "@media print{html[data-theme=dark] p{a:b}"
            '@media (prefers-color-scheme:dark){html[data-theme="auto"] p{a:b}}}',
        ),
    ],
)
def test_colors_hold_before_a_script_has_run(before: str, after: str) -> None:
    assert joined.undecided(before) == after


def test_what_a_chart_is_drawn_from_stands_in_a_file_of_its_page() -> None:
    page, files = apart(PAGE, "a")
    assert '{"marks"' not in page
    assert 'data-place="0" data-file="charts/a.js?v=' in page
    (script,) = files.values()
    listed = script.removeprefix("dispatched.charts = ").removesuffix(";\n")
    assert json.loads(listed) == [[None, []], {"marks": [1]}]
    assert apart(page, "a") == (page, {})


def test_only_classes_that_a_foreign_script_sets_are_its_words() -> None:
    script = """x.classList.add("one", 'two'); y = "three"; z = '<b class="four five">';"""
    assert css.set_words(script) == {"one", "two", "four", "five"}


def test_every_page_asks_for_little_before_its_first_chart(book: Path) -> None:
    """The page, its icon and three files; and nothing of it stands in the way of the page."""
    for path in sorted(book.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        asked = joined.head(text)
        drawn = '<figure class="ch' in text
        assert asked.sheets[0] == ("dispatched.css" if drawn else "plain.css"), path.name
        some = path.name in ("index.html", "cite.html") or "lesson-" in text
        assert asked.sheets[1:] == (("pages.css",) if some else ()), path.name
        usual = ("storage.js", "dispatched.js")
        more = ("search.js",) if path.name == "search.html" else ()
        assert asked.scripts == (*usual, *more), path.name
        assert not re.search(r"<script(?![^>]*(?: async| defer|application/json))", text)
        for name in re.findall(
            r'(?:src|data-file)="(?:\.\./)*(?:_static/)?([\w./-]+\.js)\?v=', text
        ):
            assert (book / "_static" / name).is_file(), name
