"""Walks through the trees of pages find what those of docutils find."""

from __future__ import annotations

from typing import Any

import pytest
from docutils import nodes

from dispatched.book.patches import trees


def tree() -> nodes.document:
    """A document with text at several depths."""
    from docutils.core import publish_doctree

    return publish_doctree("One\n===\n\n* a *b* c\n\n  * d **e**\n\n* f\n\n.. note:: g *h*\n")


CONDITIONS: dict[str, Any] = {
    "all": None,
    "of a kind": nodes.Text,
    "of kinds": lambda node: isinstance(node, nodes.emphasis | nodes.list_item),
}


@pytest.mark.parametrize(
    "named", [{}, {"include_self": False}, {"descend": False}, {"siblings": 1}]
)
@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS)
def test_a_walk_finds_what_docutils_finds(condition: Any, named: dict[str, Any]) -> None:
    for node in (tree(), next(trees.findall(tree(), nodes.bullet_list))):
        ours = [id(each) for each in trees.findall(node, condition, **named)]
        assert ours == [id(each) for each in trees._FINDALL(node, condition, **named)]
        assert ours or "descend" in named


class Figure(nodes.General, nodes.Element):
    """Something that no page of these tests holds at first."""


def test_a_page_is_looked_through_once_for_what_it_does_not_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(nodes.Element, "__init__", nodes.Element.__init__)
    trees._note()
    whole, walked = tree(), []
    walk = trees.walk
    monkeypatch.setattr(trees, "walk", lambda *given: walked.append(given) or walk(*given))
    for _ in range(2):
        assert [*trees.findall(whole, Figure)] == []
    assert not walked
    # What comes in later is found, wherever it was made and however it comes in.
    made = Figure()
    whole[0].children.append(made)
    assert [*trees.findall(whole, Figure)] == [made]
    copy = whole.deepcopy()
    assert len([*trees.findall(copy, Figure)]) == 1
    whole[0].children.remove(made)
    assert [*trees.findall(whole, Figure)] == []


def test_a_text_may_come_into_any_page() -> None:
    empty = nodes.document(None, None)  # type: ignore[arg-type]
    assert [*trees.findall(empty, nodes.Text)] == []
    empty.children.append(nodes.Text("a"))
    assert [each.astext() for each in trees.findall(empty, nodes.Text)] == ["a"]


def test_what_is_taken_out_during_a_walk_is_not_entered() -> None:
    whole = tree()
    seen = []
    for node in trees.findall(whole, nodes.list_item):
        seen.append(node.astext())
        node.children = []
    assert len(seen) == 2


def test_the_document_of_a_node_is_found_from_any_depth() -> None:
    whole = tree()
    for node in trees.walk(whole):
        assert trees.document(node) is whole
    assert trees.document(nodes.paragraph("", "", nodes.Text("alone"))) is None


def test_an_outline_has_its_sections_and_what_is_counted_and_no_more() -> None:
    whole = tree()
    section = next(trees.findall(whole, nodes.bullet_list)).parent
    section += nodes.section("", nodes.paragraph("", "text"), ids=["below"])
    small = trees.outline(whole, lambda node: isinstance(node, nodes.note))
    assert [node.tagname for node in small.children] == ["note", "section"]
    assert small[1]["ids"] == ["below"]
    assert small[0].astext() == next(trees.findall(whole, nodes.note)).astext()
    assert trees.document(small[0][0]) is small  # else it is kept with the whole page
    assert next(trees.findall(whole, nodes.note)).parent is section
