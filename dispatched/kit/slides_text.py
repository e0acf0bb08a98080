"""The book's Markdown as the HTML of a slide: figures lead to their evidence in the book."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from html import escape
from itertools import count
from pathlib import Path

from markdown_it import MarkdownIt

from dispatched import evidence
from dispatched.lessons import Named
from dispatched.notebooks import cards, shelf
from dispatched.notebooks.addresses import Book, Hosts
from dispatched.notebooks.convert import convert
from dispatched.notebooks.directives import Page
from dispatched.notebooks.recap import sentence_list

READ = MarkdownIt("commonmark").enable("table")
_CODE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Beside(Book):
    """The pages of a book that stands in a folder beside the slides.

    Args:
        base: the address of that folder, relative to the slides, with a stroke at its end.
    """

    base: str = ""

    def page(self, document: str, fragment: str = "") -> str:
        """The address of a page of the book."""
        return f"{self.base}{document}.html{f'#{fragment}' if fragment else ''}"

    def work(self, key: str) -> str:
        """The card of a source, on the page that has it; of another work, the list of works."""
        if key in {row["id"] for row in evidence.tables()["sources"]}:
            return self.page(cards.source_page(key), f"source-{key}")
        return self.page("back/sources")


def beside(root: Path, base: str) -> Beside:
    """The book of a checkout as slides point to it.

    Args:
        root: the checkout.
        base: as for :class:`Beside`.
    """
    book = shelf.book_of(root, Hosts())
    return Beside(**{f.name: getattr(book, f.name) for f in fields(Book)}, base=base)


@dataclass(frozen=True)
class Words:
    """What turns the Markdown of one chapter into HTML.

    Args:
        document: the chapter in the book: ``chapters/05-2000-contract-work``.
        book: where its links lead.
        named: id in backticks → what it is called, for speaker notes.
    """

    document: str
    book: Beside
    named: Mapping[str, Named]

    def html(self, markdown: str) -> str:
        """Blocks of Markdown."""
        return str(READ.render(self._plain(markdown)))

    def line(self, markdown: str) -> str:
        """Markdown within a line."""
        return str(READ.renderInline(self._plain(" ".join(markdown.split()))))

    def said(self, markdown: str) -> str:
        """The same for a teacher: an id in backticks is told by its name."""

        def name(found: re.Match[str]) -> str:
            one = self.named.get(found[1])
            return f"*{one.words}*" if one else found[0]

        return self.html(_CODE.sub(name, markdown))

    def sentences(self, markdown: str) -> list[str]:
        """The sentences of a paragraph, each as HTML."""
        return [self.line(one) for one in sentence_list(markdown)]

    def link(self, ident: str) -> str:
        """The address of a card."""
        return self.book.card(ident)

    def figure(self, ident: str, text: str) -> str:
        """A figure that leads to its card."""
        address, title = escape(self.book.card(ident)), escape(cards.title(ident))
        return f'<a href="{address}" title="{title}">{escape(text)}</a>'

    def _plain(self, markdown: str) -> str:
        page = Page(self.document, self.book, count(1), {}, {})
        return convert(markdown, page)
