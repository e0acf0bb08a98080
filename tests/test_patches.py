"""What is changed of other packages: only where it stands, and a clear word where it is gone."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from docutils import nodes
from sphinx.errors import ExtensionError

from dispatched.book.patches import building, pages, searching, theme
from dispatched.book.patches.known import known

THEME = (
    '<button onclick="window.print()"></button><div id="pst-primary-sidebar" class="x"></div>'
    '<dialog id="pst-search-dialog"></dialog><dialog id="pst-primary-sidebar-modal"></dialog>'
    '<dialog id="pst-secondary-sidebar-modal"></dialog><div class="sidebar-primary-item">\n'
    '<div id="ethical-ad-placement" class="flat"></div></div>'
)
"""All that the theme writes and that is mended on every page."""


def test_a_script_of_another_sphinx_stops_the_build() -> None:
    changes = (("old line", "new line"),)
    assert searching.change("the old line.", changes, "a.js") == "the new line."
    done = searching.change("the new line.", changes, "a.js")
    assert done == "the new line."  # a second build finds it changed
    for name, pairs in searching.SCRIPTS.items():  # none is taken for made where it is not
        for old, new in pairs:
            assert new not in old
            with pytest.raises(ExtensionError):
                searching.change(") {}", [(old, new)], name)
    said = r"a\.js of this Sphinx does not have the line 'old line'"
    with pytest.raises(ExtensionError, match=said):
        searching.change("another line", changes, "a.js")


def test_a_part_that_is_gone_is_named_with_both_versions() -> None:
    said = r"Sphinx [\d.]+ has no spell, which dispatched\.book\.patches changes as of Sphinx 7\.4"
    with pytest.raises(ExtensionError, match=said):
        known(object(), "spell", "Sphinx", "7.4")


def test_contents_that_another_package_keeps_elsewhere_stop_the_build() -> None:
    with pytest.raises(ExtensionError, match=r"sphinx-external-toc .* has no external_site_map"):
        building._only_the_contents(None, SimpleNamespace())  # type: ignore[arg-type]


@pytest.mark.parametrize("mend", [m for m in theme.MENDS if m.always], ids=lambda m: m.old)
def test_a_theme_that_writes_something_else_stops_the_build(mend: theme.Mend) -> None:
    theme.check(["<p>a page without side bars</p>", THEME])
    without = re.sub(mend.old, "", THEME, flags=re.DOTALL)
    assert without != THEME
    with pytest.raises(ExtensionError, match=r"sphinx-book-theme [\d.]+ writes no "):
        theme.check([without, without])


def test_pages_of_an_earlier_build_are_mended_and_no_fault() -> None:
    done = theme.mended(THEME)
    assert theme.mended(done) == done
    theme.check([done])


def test_what_no_page_needs_goes_and_the_rest_stays() -> None:
    context = {
        "script_files": ["dispatched.js", "sphinx-thebe.js"],
        "css_files": ["togglebutton.css"],
    }
    pages.trim_scripts(context)
    assert context == {"script_files": ["dispatched.js"], "css_files": []}


def test_exercises_of_a_page_lose_the_id_that_they_share() -> None:
    page = nodes.section("", nodes.section(ids=["exercise-content"]), nodes.section(ids=["mine"]))
    pages._own_ids(None, page, "")  # type: ignore[arg-type]
    assert [section["ids"] for section in page.children] == [[], ["mine"]]
