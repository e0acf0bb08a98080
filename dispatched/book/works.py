"""How a work is cited in the text: author and year as on every card, without brackets of their own.

A citation often stands in brackets already, and what it leads to has the address of the work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docutils import nodes
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle
from sphinxcontrib.bibtex.style.referencing.basic_author_year import (
    BasicAuthorYearTextualReferenceStyle,
)
from sphinxcontrib.bibtex.style.template import join, reference, year

ADDRESS = re.compile(r",? URL: .*", re.S)


@dataclass
class _Textual(BasicAuthorYearTextualReferenceStyle):
    """Lankov 2020, all of it the link."""

    def inner(self, role_name: str) -> object:
        author = self.person.author_or_editor_or_title(full="s" in role_name)
        return reference[join(sep=" ")[author, year]]


@dataclass
class Cited(AuthorYearReferenceStyle):
    """In a sentence Lankov 2020, by the way (Lankov 2020)."""

    bracket_parenthetical: BracketStyle = field(
        default_factory=lambda: BracketStyle("(", ")", "; ")
    )
    author_year_sep: str = " "

    def __post_init__(self) -> None:
        super().__post_init__()
        textual = _Textual(person=self.person)
        self.role_style |= dict.fromkeys(textual.role_names(), textual)


def shorten(app: Sphinx, doctree: nodes.document, name: str) -> None:
    """Leave the address out of what rests beside the pointer: the link leads to it."""
    for node in doctree.findall(nodes.reference):
        if "bibtex-citation" in node.parent.get("classes", ()) and "reftitle" in node:
            node["reftitle"] = ADDRESS.sub("", node["reftitle"])


def setup(app: Sphinx) -> None:
    """The style is named in ``_config.yml``."""
    register_plugin("sphinxcontrib.bibtex.style.referencing", "dispatched", Cited)
    app.connect("doctree-resolved", shorten)
