"""What a build leaves to the next one is used only where it is whole and of the same ground."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes

from dispatched.book import kept, seen
from dispatched.book.kept import State
from dispatched.book.slim import sheets
from dispatched.book.slim.elements import elements
from dispatched.book.told import told

BEFORE = State(
    "ground",
    {"index.md": "a", "back/data.md": "b"},
    {"one": {"best": "1"}, "two": {"best": "2", "note": ""}},
)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Sphinx's folder after a good build."""
    for name in (kept.PAGES, kept.TREES):
        (tmp_path / name / "back").mkdir(parents=True)
        (tmp_path / name / "back" / "data.pickle").write_bytes(name.encode())
    kept.save(tmp_path, BEFORE)
    return tmp_path


def state_file(made: Path) -> Path:
    return made / kept.PAGES / kept.STATE


def test_what_is_saved_is_loaded(made: Path) -> None:
    assert kept.load(made) == BEFORE


DAMAGE: dict[str, Callable[[Path], Any]] = {
    "a page cut off": lambda made: (made / kept.PAGES / "back/data.pickle").write_bytes(b"x"),
    "a page gone": lambda made: (made / kept.PAGES / "back/data.pickle").unlink(),
    "a tree of another build": lambda made: (made / kept.TREES / "back/data.pickle").write_bytes(
        b".doctreez"
    ),
    "a file too many": lambda made: (made / kept.TREES / "more.doctree").touch(),
    "no state": lambda made: state_file(made).unlink(),
    "half a state": lambda made: state_file(made).write_text('{"ground": "gr', encoding="utf-8"),
    "a state of another version": lambda made: state_file(made).write_text(
        json.dumps({"ground": "ground", "whole": json.loads(state_file(made).read_text())["whole"]})
    ),
    "a state that is a list": lambda made: state_file(made).write_text("[]", encoding="utf-8"),
    "a build that was stopped": lambda made: kept.begin(made, BEFORE, BEFORE),
    "a build that failed": kept.drop,
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_what_is_not_whole_is_not_used(kind: str, made: Path) -> None:
    DAMAGE[kind](made)
    assert kept.load(made) is None


def test_what_has_changed_is_told_by_name(made: Path) -> None:
    now = State(
        "ground",
        {**BEFORE.pages, "index.md": "z"},
        {**BEFORE.claims, "two": {"best": "3", "note": ""}},
    )
    kept.begin(made, BEFORE, now)
    changed = json.loads((made / kept.PAGES / kept.CHANGED).read_text(encoding="utf-8"))
    assert changed == {"pages": ["index.md"], "claims": ["two.best", "two.*"]}
    kept.save(made, now)
    assert kept.load(made) == now
    assert now.digest != BEFORE.digest


CLAIMS = b"era,id,best\n1946,a,1\n1950,b,2\n"


@pytest.mark.parametrize(
    ("raw", "same_ground", "changed"),
    [
        (b"era,id,best\n1946,a,1\n1950,b,3\n", True, {"b"}),
        (b'era,id,best\n1946,a,"1\n2"\n1950,b,2\n', True, {"a"}),
        (b"era,id,best\n1946,a,1\n1967,b,2\n", False, set()),
        (b"era,id,best\n1950,b,2\n1946,a,1\n", False, set()),
        (b"era,id,best\n1946,a,1\n", False, set()),
        (b"era,id,low\n1946,a,1\n1950,b,2\n", False, set()),
        (b"era,best\n1946,1\n", False, set()),
        (b"\xff", False, set()),
        (b"", False, set()),
    ],
    ids=["cell", "cell of two lines", "era", "order", "row gone", "column", "no id", "bytes", ""],
)
def test_cells_of_claims_may_change_and_nothing_else_of_them(
    raw: bytes, same_ground: bool, changed: set[str]
) -> None:
    ground, before = kept._apart(CLAIMS)
    found, after = kept._apart(raw)
    assert (found == ground) is same_ground
    if same_ground:
        assert {ident for ident in after if after[ident] != before[ident]} == changed


class Cited:
    def __init__(self, page: str, line: int) -> None:
        self.page, self.line = page, line


def environment(**parts: Any) -> Any:
    """As Sphinx has it, with two pages."""
    usual: dict[str, Any] = {
        "titles": {"a": nodes.title("", "One"), "b": nodes.title("", "Two")},
        "metadata": {"a": {"wordcount": 1}},
        "domaindata": {"cite": {"citation_refs": [Cited("a", 1), Cited("b", 2)]}},
        "all_docs": {"a": 1},
    }
    return SimpleNamespace(**{**usual, **parts})


@pytest.mark.parametrize(
    ("parts", "differs"),
    [
        ({"all_docs": {"a": 2}, "metadata": {"a": {"wordcount": 2}}}, set()),
        ({"titles": {"b": nodes.title("", "Two"), "a": nodes.title("", "One")}}, set()),
        (
            {"domaindata": {"cite": {"citation_refs": [Cited("b", 7), Cited("a", 1)]}}},
            set(),
        ),
        ({"titles": {"a": nodes.title("", "One")}}, {"titles"}),
        ({"titles": {"a": nodes.title("", "1"), "b": nodes.title("", "Two")}}, {"titles"}),
        ({"metadata": {"a": {"nosearch": True}}}, {"metadata"}),
        (
            {"domaindata": {"cite": {"citation_refs": [Cited("a", 1)]}}},
            {"cite.citation_refs"},
        ),
    ],
)
def test_what_pages_tell_each_other(parts: dict[str, Any], differs: set[str]) -> None:
    usual, other = told(environment()), told(environment(**parts))
    assert {name for name in usual if usual[name] != other[name]} == differs


PAGE = '<html><head></head><body class="wide"><p id="{}" style="--a: 1">Text</p></body></html>'


def test_what_was_seen_in_a_page_is_looked_for_again_only_where_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    look = seen.look
    monkeypatch.setattr(seen, "look", lambda text, name: looked.append(name) or look(text, name))
    one, two, three = (PAGE.format(ident) for ident in ("one", "two", "three"))
    before = seen.of_pages({"a": one, "b": two}, {}, tmp_path)
    assert looked == ["a", "b"]
    now = seen.of_pages({"c": three, "b": two}, {}, tmp_path)
    assert now == {"c": look(three, "c"), "b": before["b"]}
    assert looked == ["a", "b", "c"]
    assert seen.of_pages({"a": one}, {}, tmp_path) == {"a": before["a"]}
    assert looked == ["a", "b", "c", "a"]  # what no page shows any more is forgotten
    assert seen.of_pages({"b": two}, {}, tmp_path / "nothing kept") == {"b": before["b"]}
    looked.clear()
    known = {seen.digest(two, "b"): before["b"]}
    assert seen.of_pages({"b": two, "d": two}, known, tmp_path)["b"] is before["b"]
    assert looked == ["d"]  # the files of what comes later bear the name of their page


def test_pages_that_are_looked_through_one_by_one_are_looked_through_together() -> None:
    pages = [PAGE.format("one"), PAGE.format("two").replace("wide", "narrow").replace("p", "div")]
    base = elements([], {"open"}, {"b"}, "<i>")
    apart = [seen.look(page, "x") for page in pages]
    whole = elements([page.page for page in apart], {"open"}, {"b"}, "<i>")
    assert seen.together(base, apart) == whole
    assert whole.idents == {"one", "two"}
    assert {word for page in apart for word in page.words} == {"one", "two", "wide", "narrow"}


def used(**changes: Any) -> sheets._Used:
    """What decides of one small sheet, with changes."""
    sheet = {"a.css": ".wide p{color:var(--a)} li[open]{margin:0}"}
    page = seen.look(PAGE.format("one"), "x")
    usual: dict[str, Any] = {
        "sheets": sheet,
        "words": {"wide", "one"},
        "found": page.found,
        "quoted": set(),
    }
    return sheets._Used(**{**usual, **changes})


def elsewhere(**changes: Any) -> Any:
    return replace(used().found, **changes)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"words": {"wide", "one", "another-heading"}}, True),
        ({"found": elsewhere(idents=frozenset({"another-heading"}))}, True),
        ({"words": {"one"}}, False),
        ({"quoted": {"wide"}}, False),
        ({"found": elsewhere(pages=frozenset({("p", frozenset())}))}, False),
        ({"found": elsewhere(attributes=frozenset({"open"}))}, False),
        ({"found": elsewhere(scripts="open")}, False),
        ({"found": elsewhere(made=frozenset({"li"}))}, False),
        ({"sheets": {"a.css": ".wide q{margin:0}"}}, False),
    ],
)
def test_sheets_are_kept_where_nothing_has_changed_that_they_name(
    changes: dict[str, Any], same: bool
) -> None:
    assert (used(**changes).digest() == used().digest()) is same
