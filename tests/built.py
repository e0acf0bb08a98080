"""What a built page has in files beside it (``dispatched.book.slim.apart``)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

_QUOTED = re.compile(r"""<\w[^<>"]*>""")
"""A tag with the quotes that it has in a script; in a page they are double."""


def later(page: Path, kind: str) -> list[Any]:
    """What a page asks for when a reader comes to it, in order; empty where it has none.

    Args:
        page: a page of a built book.
        kind: ``charts``, ``narrow``, ``cards``, ``keys`` or ``movable``.
    """
    text = page.read_text(encoding="utf-8")
    named = {*re.findall(rf'data-file="({kind}/[^"?]+)\?v=\w{{8}}"', text)}
    assert len(named) <= 1, f"{page.name} has {kind} in {named}"
    static = next(folder / "_static" for folder in page.parents if (folder / "_static").is_dir())
    return [one for name in named for one in _listed(static / name, kind)]


def short_cards(page: Path) -> str:
    """The short cards of a page, as HTML."""
    return "".join(later(page, "cards"))


def _listed(file: Path, kind: str) -> list[Any]:
    script = file.read_text(encoding="utf-8")
    found = json.loads(script.removeprefix(f"dispatched.{kind} = ").removesuffix(";\n"))
    return [_QUOTED.sub(_double, one) if isinstance(one, str) else one for one in found]


def _double(tag: re.Match[str]) -> str:
    return tag[0].replace("'", '"')
