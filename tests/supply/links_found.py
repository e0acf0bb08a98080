"""The addresses on the web that the book's tables, chapters and pages name, and where."""

from __future__ import annotations

import csv
import ipaddress
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

TEXTS = ("*.md", "back/*.md", "deploy/*.md", "docs/*.md", "data/*.md", "data/*.txt", "data/*.bib")
TEXTS += ("teaching/*.toml", "chapters/*.toml", "exercises/*/*.toml")
NOTEBOOKS = ("chapters/*.ipynb", "exercises/*/*.ipynb", "trial/*.ipynb")
TABLES = ("data/*.csv", "data/series/*.csv")

DOI = "https://doi.org/"
NOBODY = re.compile(r"(?:.*\.)?(?:example(?:\.(?:org|com|net|edu))?|localhost|test|invalid)")
"""Hosts that stand for another in an instruction."""

_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\{}\[\]^“”’]+")


def in_text(text: str) -> Iterator[str]:
    """The addresses in a text, without what ends a sentence or a bracket around them.

    >>> list(in_text("See (https://a.org/b_(c)), or https://a.org/d."))
    ['https://a.org/b_(c)', 'https://a.org/d']
    """
    for found in _ADDRESS.findall(text):
        address = found
        while address[-1:] in {*".,;:!?*_)"}:
            if address.endswith(")") and address.count("(") >= address.count(")"):
                break
            address = address[:-1]
        if _asked(address):
            yield address


def _asked(address: str) -> bool:
    """Is it a place on the web, rather than a sign for one or a machine of one's own?"""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not NOBODY.fullmatch(host)


def addresses(root: Path) -> dict[str, list[str]]:
    """Address → the places that name it, as "file", "file:cell" or "file:row"."""
    found: dict[str, dict[str, None]] = {}
    for address, place in _all(root):
        found.setdefault(address, {})[place] = None
    return {address: list(found[address]) for address in sorted(found)}


def _all(root: Path) -> Iterator[tuple[str, str]]:
    for path in _files(root, TABLES):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                place = f"{path.relative_to(root).as_posix()}:{next(iter(row.values()))}"
                for column, cell in row.items():
                    if column == "doi" and cell:
                        yield DOI + cell, place
                    for address in in_text(cell or ""):
                        yield address, place
    for path in _files(root, NOTEBOOKS):
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            for address in in_text("".join(cell["source"])):
                yield address, f"{path.relative_to(root).as_posix()}:{number}"
    for path in _files(root, TEXTS):
        for address in in_text(path.read_text(encoding="utf-8")):
            yield address, path.relative_to(root).as_posix()


def _files(root: Path, patterns: tuple[str, ...]) -> list[Path]:
    return [path for pattern in patterns for path in sorted(root.glob(pattern))]
