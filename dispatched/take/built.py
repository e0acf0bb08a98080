"""The pages of a built book, read for those who take it away: order, title, article."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import html5lib
import yaml

from dispatched.take.tree import elements, has, text_of

ROOT = Path(__file__).resolve().parents[2]
XMLNS = "{http://www.w3.org/2000/xmlns/}"


class TakeError(ValueError):
    """Why something to take away cannot be made; one sentence for the one who can act."""


@dataclass
class Page:
    """One page of the built book.

    ``name`` is its document (``chapters/05-2000-contract-work``), ``number`` that of a chapter or
    empty, ``article`` its tree, which whoever asked for the page may change.
    """

    name: str
    title: str
    number: str
    article: Any

    @property
    def slug(self) -> str:
        """The last part of its name, unique in the book."""
        return self.name.rsplit("/", 1)[-1]

    @property
    def heading(self) -> str:
        """Its title as a list of contents bears it, a chapter's with its number."""
        return f"{self.number}. {self.title}" if self.number else self.title


def order(root: Path) -> list[str]:
    """The documents of a book in the order of its ``_toc.yml``, the front page first."""
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))

    def below(entries: list[dict[str, Any]]) -> Iterator[str]:
        for entry in entries:
            yield entry["file"]
            yield from below(entry.get("sections", []))

    parts = (part["chapters"] for part in contents.get("parts", []))
    return [contents["root"], *(name for part in parts for name in below(part))]


def read(html: Path, name: str) -> Page:
    """One page of a built book.

    Raises:
        TakeError: there is no such page, or it holds no article.
    """
    path = html / f"{name}.html"
    if not path.is_file():
        raise TakeError(f"{path}: there is no such page; build the book first (make book)")
    text = path.read_text(encoding="utf-8")
    whole = html5lib.parse(text, treebuilder="lxml", namespaceHTMLElements=False)
    found = whole.xpath("//article")
    if not found:
        raise TakeError(f"{path}: the page holds no article")
    article = found[0]
    for element in elements(article):  # the parser keeps declarations of namespaces as attributes
        for key in [k for k in element.attrib if k.startswith(XMLNS)]:
            del element.attrib[key]
    heads = article.xpath(".//h1")
    for link in article.xpath(f".//a[{has('headerlink')}]"):
        link.getparent().remove(link)
    number = article.xpath(f".//p[{has('kicker')}]//span[{has('no')}]")
    title = text_of(heads[0]) if heads else name
    return Page(name, title, text_of(number[0]) if number else "", article)


def resolve(page: str, href: str) -> tuple[str, str] | None:
    """Document and place to which a link of a page leads; None where it leaves the pages.

    >>> resolve("chapters/05-work", "../back/sources.html#id2")
    ('back/sources', 'id2')
    >>> resolve("chapters/05-work", "#why")
    ('chapters/05-work', 'why')
    >>> resolve("chapters/05-work", "https://example.org/a.html")
    """
    if re.match(r"[a-z][a-z0-9+.-]*:", href) or href.startswith("//"):
        return None
    path, _, place = href.partition("#")
    if not path:
        return page, unquote(place)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    if not target.endswith(".html"):
        return None
    return target.removesuffix(".html"), unquote(place)


def site_of(root: Path) -> str:
    """The address of the built book by ``_config.yml``, with a slash at its end, or nothing."""
    from dispatched.notebooks.addresses import hosts_of

    return hosts_of(root).site
