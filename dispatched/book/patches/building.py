"""A build: which pages it reads, who may write into them, what it does once."""

from __future__ import annotations

import functools
import logging
import re
from types import SimpleNamespace
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE

from dispatched.book.patches.known import known
from dispatched.book.slim.highlight import SlimFormatter


def _only_the_contents(app: Sphinx, config: Any) -> None:
    """Read the pages of ``_toc.yml`` and no others (sphinx-external-toc 1.1).

    It looks for the files to leave out with a pattern that begins with the path of the checkout. In
    a folder such as ``a[1]`` that finds none of them, and a file named ``a[1].md`` is a pattern in
    its turn.
    """
    contents = known(config, "external_site_map", "sphinx-external-toc", "1.1")
    named = [re.sub(r"([*?[])", r"[\1]", name) for name in contents] + list(contents.globs())
    endings = ("", *config.source_suffix)  # a page may stand in the contents with its ending
    config.include_patterns = [f"{name}{ending}" for name in named for ending in endings]


def _silence(app: Sphinx, config: Any) -> None:
    """Keep live code and toggle buttons from writing into pages.

    jupyter-book 1.0 loads both unasked (sphinx-thebe 0.3, sphinx-togglebutton 0.4).
    """
    for listeners in app.events.listeners.values():
        listeners[:] = [
            listener
            for listener in listeners
            if not listener.handler.__module__.startswith(("sphinx_thebe", "sphinx_togglebutton"))
        ]


def _quicken() -> None:
    """Do once what is done for each citation and each word.

    pybtex 0.26 looks its styles up among all installed packages for every entry, and Sphinx 7.4
    stems every word of every page anew for the search index: seconds of each build.
    """
    import pybtex.plugin
    from sphinx.search.en import SearchEnglish

    for owner, name, package, seen in (
        (SearchEnglish, "stem", "Sphinx", "7.4"),
        (pybtex.plugin, "_load_entry_point", "pybtex", "0.26"),
    ):
        made = known(owner, name, package, seen)
        if not hasattr(made, "cache_info"):
            setattr(owner, name, functools.cache(made))


_WORDS = re.compile(r"(?:[^\W_]|[,.:;()/])+(?:[ -](?:[^\W_]|[,.:;()/])+)*")
"""Finds a text in which nothing means anything else in LaTeX."""


def _read_words() -> None:
    """Take texts of a bibliography that are words alone for what they say.

    latexcodec 3.0 reads each letter of each field of 300 works, and pybtex 0.26 asks it to.
    """
    from pybtex.richtext import Text

    original = known(Text, "from_latex", "pybtex", "0.26").__func__
    if original.__module__ == __name__:
        return

    def from_latex(cls: type[Text], latex: str) -> Text:
        return cls(latex) if _WORDS.fullmatch(latex) else original(cls, latex)

    from_latex.__module__ = __name__
    Text.from_latex = classmethod(from_latex)


def _look_once() -> None:
    """Look a renderer's rules up once for its class (myst-parser 3.0).

    It asks each new one, of every page and text, for all that it has.
    """
    from myst_parser.mdit_to_docutils.base import DocutilsRenderer

    original = known(DocutilsRenderer, "__init__", "myst-parser", "3.0")
    if original.__module__ == __name__:
        return
    found: dict[type, list[str]] = {}

    def begin(self: Any, parser: Any) -> None:
        names = found.get(type(self))
        if names is None:
            original(self, parser)
            found[type(self)] = list(self.rules)
            return
        self.md = parser
        self.rules = {name: getattr(self, name) for name in names}
        self._inventories = None

    begin.__module__ = __name__
    DocutilsRenderer.__init__ = begin


def _write_nothing() -> None:
    """Let myst-nb 1.4 write nothing into the file where it puts each notebook as it was read."""
    from myst_nb import sphinx_

    known(sphinx_.nbformat, "writes", "myst-nb", "1.4")
    sphinx_.nbformat = SimpleNamespace(writes=lambda _: "")


def _slim_code() -> None:
    """Highlight code with our formatter; Sphinx 7.4 has no setting for it."""
    from sphinx.highlighting import PygmentsBridge

    known(PygmentsBridge, "html_formatter", "Sphinx", "7.4")
    PygmentsBridge.html_formatter = SlimFormatter


def setup(app: Sphinx) -> None:
    """Put it in place."""
    _quicken()
    _read_words()
    _look_once()
    _write_nothing()
    _slim_code()
    # What Sphinx says to those who look for its faults is not even put together.
    logging.getLogger(NAMESPACE).setLevel(logging.INFO)
    app.connect("config-inited", _only_the_contents, priority=950)  # after the contents (900)
    app.connect("config-inited", _silence, priority=999)
