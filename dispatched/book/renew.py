"""Pages that a build need not make: those of the last one that read nothing of what has changed.

While a page is read and while it is written, it is noted which sources of pages are opened and
which claims are asked for a cell. A page of which none has changed is put in place as it was last
time, before the whole book is finished. What pages tell each other, titles, labels, contents, is
held against that of the last build; where it differs, the build stops and is begun anew.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError
from sphinx.util import logging

from dispatched import evidence
from dispatched.book import helpers, kept, seen, shares
from dispatched.book.patches import trees
from dispatched.book.told import told

TOLD = "told.json"
"""File beside our pages: digests of what the pages of the last build told each other."""


@dataclass
class Page:
    """What is kept of one page beside its HTML.

    ``read`` and ``written`` hold the sources and claims that the page was made from; ``words`` is
    what the search knows of it, ``outline`` what counts for the numbers of figures.
    """

    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    words: Any = None
    outline: Any = None


class Opened:
    """Tells which sources of pages are opened; Python has one such listener for good."""

    def __init__(self) -> None:
        """Listen to nothing yet."""
        self.known: Mapping[str, str] = {}
        self.noted: set[str] | None = None
        sys.addaudithook(self._hear)

    def _hear(self, event: str, given: tuple[Any, ...]) -> None:
        if event == "open" and self.noted is not None and isinstance(given[0], str | os.PathLike):
            name = self.known.get(os.path.abspath(os.fspath(given[0])))
            if name:
                self.noted.add(name)

    @contextmanager
    def during(self, noted: set[str]) -> Iterator[None]:
        """Note the sources and claims that are read inside."""
        self.noted = noted
        try:
            with evidence.noting() as claims:
                yield
        finally:
            self.noted = None
            noted.update(claims)


OPENED = Opened()


class KeptTree:
    """Stands for the tree of a page that is kept where the search asks for its words."""

    def __init__(self, words: Any) -> None:
        """Of a page with these words."""
        self.words = words

    def findall(self, _: Any) -> list[nodes.Node]:
        """Neither a picture nor an entry of an index: a page that has one is not kept."""
        return []


class Pages(StandaloneHTMLBuilder):
    """The builder of Sphinx 7.4, which writes a page only where there is none to keep.

    ``changed`` holds the sources and claims that are not as in the last build, or nothing where
    the book is begun anew; ``same`` the downloads that are as they were; ``looked`` what was found
    in pages that copies of this process have written.
    """

    def __init__(self, app: Sphinx, env: Any) -> None:
        """Of an application; what is kept is looked up when the build begins."""
        super().__init__(app, env)
        self.kept = Path(app.outdir).parent / kept.PAGES
        self.pages: dict[str, Page] = {}
        self.changed: set[str] | None = None
        self.same: set[str] = set()
        self.looked: dict[str, seen.Seen] = {}

    def look_up(self) -> None:
        """What has changed since the last build; nothing is kept where that is not known."""
        evidence.watch()
        root = Path(self.srcdir)
        OPENED.known = {str(root / name): name for name in self._sources()}
        path = self.kept / kept.CHANGED
        if path.is_file():
            found = json.loads(path.read_text(encoding="utf-8"))
            self.changed = {*found["pages"], *found["claims"]}
            self.same = {"exercises"} if found["claims"] else {"exercises", "data"}
            for name in self.env.all_docs:
                self.pages[name] = pickle.loads(self._beside(name, ".pickle").read_bytes())

    def _sources(self) -> list[str]:
        paths = (path for name in kept.SOURCES for path in (Path(self.srcdir) / name).glob("*.*"))
        return [path.relative_to(self.srcdir).as_posix() for path in paths]

    def _beside(self, name: str, ending: str) -> Path:
        return self.kept / f"{name}{ending}"

    def outdated(self) -> list[str]:
        """The pages to read: what was read for them has changed."""
        if self.changed is None:
            return []
        return [name for name, page in self.pages.items() if page.read & self.changed]

    def outline(self, name: str) -> nodes.document:
        """What of a page counts for the numbers of figures, made once from its tree."""
        page = self.pages[name]
        if page.outline is None:
            tree = self.env._write_doc_doctree_cache.get(name)
            page.outline = trees.outline(tree or self.env.get_doctree(name), self._is_counted)
        return page.outline

    def _is_counted(self, node: nodes.Element) -> bool:
        """Does Sphinx give a node a number? It asks each domain, and one of them for a title."""
        if not node["ids"]:
            return False
        domains: Iterable[Any] = self.env.domains.values()
        kinds = ((domain, domain.get_enumerable_node_type(node)) for domain in domains)
        return any(
            kind and (domain.name != "std" or domain.get_numfig_title(node))
            for domain, kind in kinds
        )

    def hold(self) -> None:
        """Stop where pages tell each other something else than in the build that is kept."""
        path, now = self.kept / TOLD, told(self.env)
        if self.changed is not None:
            before = json.loads(path.read_text(encoding="utf-8"))
            parts = sorted(n for n in {*now, *before} if now.get(n) != before.get(n))
            if parts:
                raise ExtensionError(f"{kept.OTHERS}{', '.join(parts)}")
        self.kept.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(now), encoding="utf-8")

    def copy_assets(self) -> None:
        """Styles and scripts; the downloads are made beside and may not be there yet."""
        self.copy_download_files()
        self.copy_static_files()

    def gen_pages_from_extensions(self) -> None:
        """What extensions add, which wait for the downloads; then these are copied."""
        super().gen_pages_from_extensions()
        self.copy_extra_files()

    def _read_serial(self, docnames: list[str]) -> None:
        for name in docnames:
            self.events.emit("env-purge-doc", self.env, name)
            self.env.clear_doc(name)
            self.pages[name] = Page()
            with OPENED.during(self.pages[name].read):
                self.read_doc(name)
            self.outline(name)

    def _write_serial(self, docnames: Sequence[str]) -> None:
        self.hold()
        words = self._listen()
        anew = [name for name in docnames if not self._good(self.pages[name])]
        with logging.pending_warnings():
            anew.sort(key=self._length, reverse=True)
            if helpers.busy(self.app):  # charts are drawn in the order of the chapters
                anew.sort(key=lambda name: name if name.startswith("chapters/") else "")
            made = shares.done(anew, lambda name: self._make_and_look(name, words))
            for name, (page, found) in made.items():
                self.pages[name] = page
                self.looked |= found
            for name in docnames:
                if self.pages[name].words is None or (name in anew and name not in made):
                    self._make(name, words)
                    continue
                tree: Any = KeptTree(self.pages[name].words)
                self.write_doc_serialized(name, tree)
                if name not in made:
                    html = Path(self.get_outfilename(name))
                    html.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(self._beside(name, ".html"), html)
                    self._copy_source(name)

    def _listen(self) -> list[Any]:
        """The words that the search has found in the last page, from now on."""
        listen = self.indexer._word_collector  # type: ignore[union-attr]
        words: list[Any] = []

        def collect(tree: Any) -> Any:
            words[:] = [tree.words if isinstance(tree, KeptTree) else listen(tree)]
            return words[0]

        self.indexer._word_collector = collect  # type: ignore[union-attr,method-assign]
        return words

    def _length(self, name: str) -> int:
        return (Path(self.doctreedir) / f"{name}.doctree").stat().st_size

    def _make_and_look(self, name: str, words: list[Any]) -> tuple[Page, dict[str, seen.Seen]]:
        """Write a page, and look it through as it will be at the end, while others are written."""
        page = self._make(name, words)
        html = Path(self.get_outfilename(name)).read_text(encoding="utf-8")
        short = name.replace("/", "-")
        return page, {seen.digest(html, short): seen.look(html, short)}

    def _make(self, name: str, words: list[Any]) -> Page:
        """Write a page, and keep it with what was read for it."""
        page, html = self.pages[name], Path(self.get_outfilename(name))
        html.parent.mkdir(parents=True, exist_ok=True)
        page.written.clear()
        words.clear()
        with OPENED.during(page.written):
            tree = self.env.get_and_resolve_doctree(name, self)
            self.write_doc_serialized(name, tree)
            self.write_doc(name, tree)
        page.words = next(iter(words), None)
        self._keep(name, tree, html)
        return page

    def _good(self, page: Page) -> bool:
        """Is what is kept of a page what a build from nothing would make?"""
        known = self.changed is not None and page.words is not None
        return known and not (page.read | page.written) & self.changed  # type: ignore[operator]

    def _copy_source(self, name: str) -> None:
        source = Path(self.env.doc2path(name))
        target = Path(self.outdir) / "_sources" / f"{name}{source.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)

    def _keep(self, name: str, tree: nodes.document, html: Path) -> None:
        if next(iter(tree.findall(lambda n: isinstance(n, nodes.image | addnodes.index))), None):
            self.pages[name].words = None  # it is written each time
        self._beside(name, ".html").parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(html, self._beside(name, ".html"))
        raw = pickle.dumps(self.pages[name], pickle.HIGHEST_PROTOCOL)
        self._beside(name, ".pickle").write_bytes(raw)


def _begin(app: Sphinx) -> None:
    if isinstance(app.builder, Pages):
        app.builder.look_up()


def _outdated(app: Sphinx, *_: Any) -> list[str]:
    return app.builder.outdated() if isinstance(app.builder, Pages) else []


def setup(app: Sphinx) -> None:
    """Work when the tables have been checked (500), before a page is read."""
    app.add_builder(Pages, override=True)
    app.connect("builder-inited", _begin, priority=590)
    app.connect("env-get-outdated", _outdated)
