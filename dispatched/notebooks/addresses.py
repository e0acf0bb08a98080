"""Where the links of a plain notebook lead, by the addresses that ``_config.yml`` gives."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dispatched import evidence
from dispatched.checks.questions import Question
from dispatched.notebooks import cards, references

SETTINGS = ("site", "jupyter", "colab", "binder", "codespaces")
"""The addresses of the configuration, each written there with ``dispatched_`` before it."""


class PlainError(ValueError):
    """Something in a notebook that its plain edition cannot say; the message names the cell."""


@dataclass(frozen=True)
class Hosts:
    """Where the book and its notebooks can be opened; an empty address means nowhere.

    ``site`` is the address of the built book. To ``jupyter``, ``colab`` and ``binder`` the file
    name of a notebook is added; ``codespaces`` is used as it stands.
    """

    site: str = ""
    jupyter: str = ""
    colab: str = ""
    binder: str = ""
    codespaces: str = ""

    def __post_init__(self) -> None:
        for name in SETTINGS:
            value = getattr(self, name)
            if value and not re.fullmatch(r"https?://[^\s\"'<>()\\`$|\[\]]+", value):
                raise PlainError(f"dispatched_{name}: {value!r} is not a web address")
        if self.site and not self.site.endswith("/"):
            object.__setattr__(self, "site", self.site + "/")


def hosts(config: Mapping[str, Any]) -> Hosts:
    """The addresses among the values of the book's Sphinx configuration."""
    return Hosts(**{name: config.get(f"dispatched_{name}") or "" for name in SETTINGS})


def hosts_of(root: Path) -> Hosts:
    """The addresses that the ``_config.yml`` of a checkout gives."""
    whole = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    return hosts(whole["sphinx"]["config"])


@dataclass(frozen=True)
class Book:
    """What a notebook can point to: addresses, names of documents, labels, works."""

    hosts: Hosts = field(default_factory=Hosts)
    titles: Mapping[str, str] = field(default_factory=dict)
    """Document (``chapters/01-reading-the-evidence``) → its title."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Label (``(label)=``) → the document that it stands in."""
    works: Mapping[str, references.Work] = field(default_factory=references.works)
    questions: Mapping[str, Question] = field(default_factory=dict)
    """Id → question with a field, of all chapters."""
    live: bool = False
    """Do the notebooks stand in a site where Python runs in the browser?"""

    def card(self, ident: str) -> str:
        """The address of a card; without a site, its place in the pages beside the notebook."""
        return self.page(cards.page(ident), ident)

    def work(self, key: str) -> str:
        """The address of a work that is cited; the page of a site has no place for each."""
        return self.page("back/sources", "" if self.hosts.site else key)

    def page(self, document: str, fragment: str = "") -> str:
        """The address of a document; empty where only a site has it and there is none.

        A chapter is the notebook beside this one, as it is for whoever has the folder.
        """
        place = f"#{fragment}" if fragment else ""
        name = posixpath.basename(document)
        if document.startswith("chapters/"):
            return f"{name}.ipynb"
        if self.hosts.site:
            return f"{self.hosts.site}{document}.html{place}"
        return f"{name}.md{place}" if beside(document) else ""

    def resolve(self, href: str, document: str) -> tuple[str, str]:
        """Address and title of a link that a document holds; empty where its text stands alone.

        Raises:
            PlainError: it leads nowhere that the edition knows.
        """
        href = href.removeprefix("project:")
        if re.match(r"(?:https?|mailto):", href):
            return href, ""
        path, _, fragment = href.partition("#")
        if not path:
            return self._inside(fragment)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(document), path))
        target = re.sub(r"\.(?:ipynb|md)$", "", target)
        if target not in self.titles:
            raise PlainError(f"a link to {href!r}, which is no page of the book")
        return self.page(target, fragment), ""

    def _inside(self, ident: str) -> tuple[str, str]:
        if cards.has_card(ident):
            return self.card(ident), cards.title(ident)
        key = ident.removeprefix("source-")
        if ident != key and key in {row["id"] for row in evidence.tables()["sources"]}:
            return self.page(cards.source_page(key), ident), evidence.source(key)["title"]
        if ident in self.labels:
            return self.page(self.labels[ident], ident), ""
        kinds = "claim, calculation, cell of the ledger, source or label"
        raise PlainError(f"a link to #{ident}, which is no {kinds}")


def beside(document: str) -> bool:
    """Does a page in Markdown beside the notebooks stand for this document?"""
    return bool(
        re.fullmatch(r"back/(?:evidence-\w+|calculations|ledger|sources(?:-press)?)", document)
    )
