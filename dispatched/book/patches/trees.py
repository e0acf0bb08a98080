"""Walks through the trees of docutils and Sphinx, which are half of a build, made short.

What they find stays the same, in the same order.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from dispatched.book.patches.known import known

OTHER_FORMATS = ("sphinx.builders.latex.", "sphinx_jupyterbook_latex.")
"""Modules whose transforms prepare a page for LaTeX, which no build here writes."""


def walk(
    node: nodes.Node, kind: type = nodes.Node, include_self: bool = True
) -> Iterator[nodes.Node]:
    """The nodes of a kind among a node and all below it, in the order of the page.

    >>> text = nodes.paragraph("", "", nodes.emphasis("", "a"), nodes.Text("b"))
    >>> [each.tagname for each in walk(text)]
    ['paragraph', 'emphasis', '#text', '#text']
    >>> [each.tagname for each in walk(text, nodes.Element, include_self=False)]
    ['emphasis']
    """
    if include_self and isinstance(node, kind):
        yield node
    levels = [iter(node.children)]
    while levels:
        for child in levels[-1]:
            if isinstance(child, kind):
                yield child
            # Asked only now: what was done to the child meanwhile shows.
            if child.children:
                levels.append(iter(child.children))
                break
        else:
            levels.pop()


def kinds(node: nodes.Node) -> set[type[nodes.Node]]:
    """The classes of a node and all below it, found level by level, which Python does fastest.

    >>> sorted(kind.__name__ for kind in kinds(nodes.paragraph("", "a")))
    ['Text', 'paragraph']
    """
    found: set[type[nodes.Node]] = set()
    level: Sequence[nodes.Node] = [node]
    while level:
        found.update(map(type, level))
        level = list(chain.from_iterable(map(_CHILDREN, level)))
    return found


_CHILDREN = attrgetter("children")

_NUMBERS = itertools.count()
_NEWEST: dict[type[nodes.Node], int] = {}
"""Class → the number that its newest node was given when it was made."""

_HELD: WeakKeyDictionary[nodes.document, tuple[int, set[type[nodes.Node]]]] = WeakKeyDictionary()
"""Page → the classes that were in it once, and the number that a node made then would have had."""


def may_hold(page: nodes.document, kind: type) -> bool:
    """Is a node of a kind in a page, or was one there, or has one been made since it was looked at?

    A page is looked through once. What comes into it later is made later, and each node is noted
    when it is made (:func:`_note`).
    """
    if page not in _HELD:
        _HELD[page] = next(_NUMBERS), {*kinds(page), nodes.Text}  # a text is not noted
    number, held = _HELD[page]
    if any(issubclass(each, kind) for each in held):
        return True
    return any(newest > number and issubclass(each, kind) for each, newest in _NEWEST.items())


def _note() -> None:
    """Have each element that is made noted, by its class."""
    init = known(nodes.Element, "__init__", "docutils", "0.21")
    if init.__module__ == __name__:
        return

    def made(self: nodes.Element, *given: Any, **named: Any) -> None:
        _NEWEST[type(self)] = next(_NUMBERS)
        init(self, *given, **named)

    made.__module__ = __name__
    nodes.Element.__init__ = made  # type: ignore[method-assign]


def findall(
    node: nodes.Node,
    condition: Any = None,
    include_self: bool = True,
    descend: bool = True,
    siblings: bool = False,
    ascend: bool = False,
) -> Iterator[nodes.Node]:
    """``Node.findall`` of docutils 0.21, which makes a generator for each level of the tree."""
    if siblings or ascend or not descend:
        yield from _FINDALL(node, condition, include_self, descend, siblings, ascend)
        return
    if isinstance(condition, type):
        # Half of what is asked of a whole page is in none, such as pictures.
        if not isinstance(node, nodes.document) or may_hold(node, condition):
            yield from walk(node, condition, include_self)
        return
    found = walk(node, include_self=include_self)
    if condition is None:
        yield from found
    else:
        for each in found:
            if condition(each):
                yield each


_FINDALL: Callable[..., Iterator[nodes.Node]] = known(nodes.Node, "findall", "docutils", "0.21")
"""That of docutils itself."""


def document(node: nodes.Node) -> nodes.document | None:
    """``Node.document`` of docutils 0.21, which raises an error at the top of a part of a tree."""
    each: nodes.Node | None = node
    while each is not None:
        if each._document:
            return each._document  # type: ignore[no-any-return]
        each = each.parent
    return None


def outline(tree: nodes.Element, counts: Callable[[nodes.Element], bool]) -> nodes.document:
    """What of a page matters to the numbers of figures, in a tree of its own.

    Its sections with their ids, its lists of pages, and each node that is counted, whole.

    >>> from docutils.core import publish_doctree
    >>> page = publish_doctree("One\\n===\\n\\nText\\n\\nTwo\\n---\\n\\n* .. figure:: a.png\\n")
    >>> small = outline(page, lambda node: isinstance(node, nodes.figure))
    >>> [node.tagname for node in walk(small)]
    ['document', 'section', 'figure', 'image']
    """
    made = nodes.document(None, None)
    _outline(tree, made, counts)
    return made


def _outline(
    tree: nodes.Element, made: nodes.Element, counts: Callable[[nodes.Element], bool]
) -> None:
    for node in tree.children:
        if isinstance(node, nodes.section):
            section = nodes.section(ids=list(node["ids"]))
            made += section
            _outline(node, section, counts)
        elif isinstance(node, addnodes.toctree):
            made += addnodes.toctree(entries=list(node["entries"]))
        elif isinstance(node, nodes.Element):
            if counts(node):
                whole = node.deepcopy()
                for each in walk(whole):
                    each._document = None  # it would bring along the whole page
                made += whole
            else:
                _outline(node, made, counts)


def _count_in_outlines() -> None:
    """Number figures (Sphinx 7.4) by outlines of the pages, which a builder may keep."""
    from sphinx.environment.collectors.toctree import TocTreeCollector

    original = known(TocTreeCollector, "assign_figure_numbers", "Sphinx", "7.4")
    if original.__module__ == __name__:
        return

    def assign(self: Any, env: Any) -> Any:
        outline_of = getattr(env.app.builder, "outline", None)
        if outline_of is None:
            return original(self, env)
        env.get_doctree = outline_of
        try:
            return original(self, env)
        finally:
            del env.get_doctree

    assign.__module__ = __name__
    TocTreeCollector.assign_figure_numbers = assign  # type: ignore[method-assign]


def _titles(env: Any) -> Any:
    """An environment whose contents of each page hold its title and what is listed below it.

    The side bar shows no more, and copies what it does not show page by page.
    """
    if isinstance(env, SimpleNamespace):
        return env
    short = getattr(env.app, "dispatched_titles", None)
    if short is None:
        tocs = {name: _title(toc) for name, toc in env.tocs.items()}
        short = SimpleNamespace(
            tocs=tocs, titles=env.titles, metadata=env.metadata, doc2path=env.doc2path
        )
        env.app.dispatched_titles = short
    return short


def _title(toc: nodes.bullet_list) -> nodes.bullet_list:
    short = toc.deepcopy()
    for item in short.children:
        if isinstance(item, nodes.Element) and len(item) > 1:
            below = list(item.findall(addnodes.toctree))
            if below:
                item[1][:] = below
            else:
                item.pop(1)
    return short


def _shorten() -> None:
    """Give the contents of titles (Sphinx 7.4) the titles alone."""
    from sphinx.environment.adapters import toctree
    from sphinx.util import matching

    entries = known(toctree, "_entries_from_toctree", "Sphinx", "7.4")
    if entries.__module__ == __name__:
        return

    def short(env: Any, prune: bool, titles_only: bool, *more: Any, **named: Any) -> Any:
        return entries(_titles(env) if titles_only else env, prune, titles_only, *more, **named)

    short.__module__ = __name__
    toctree._entries_from_toctree = short
    # Each page makes the same patterns anew, more than Python's own memory of patterns holds.
    made = known(matching, "compile_matchers", "Sphinx", "7.4")
    kept = functools.cache(made)
    matching.compile_matchers = lambda patterns: kept(tuple(patterns))  # type: ignore[assignment]


def _leave_out(app: Sphinx) -> None:
    """Take out what is done to a page for other formats than HTML."""
    for each in (app.registry.transforms, app.registry.post_transforms):
        each[:] = [one for one in each if not one.__module__.startswith(OTHER_FORMATS)]


def setup(app: Sphinx) -> None:
    """Put it in place."""
    _note()
    nodes.Node.findall = findall  # type: ignore[method-assign]
    known(nodes.Node, "document", "docutils", "0.21")
    nodes.Node.document = property(document, nodes.Node.document.fset)  # type: ignore[attr-defined]
    _shorten()
    _count_in_outlines()
    app.connect("builder-inited", _leave_out, priority=100)
