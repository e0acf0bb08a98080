"""An explorer whose positions are codings: what its button saves, as the notebook's cell does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dispatched import __version__, texts
from dispatched.codings import items, saving


def settings(spec: Mapping[str, Any]) -> dict[str, Any]:
    """What the page needs to write a file of codings; empty where an explorer asks for none.

    Args:
        spec: of the explorer.

    Returns:
        ``format``, ``book`` (the version), ``chapter``, ``columns`` and ``items`` (control → item).

    Raises:
        ValueError: the text file names an item that the chapter does not ask for; names the figure.
    """
    key = spec["usermeta"].get("key")
    try:
        text = texts.of(key) if key else None
    except texts.TextError:  # a chart of another book, whose text file is not here
        text = None
    if text is None or not text.codings:
        return {}
    chapter = text.chapter[:2]
    try:
        for item in text.codings.values():
            items.of(chapter).item(item)
    except items.CodingError as error:
        raise ValueError(f"figure {key!r}, codings: {error}") from None
    return {
        "format": saving.FORMAT,
        "book": __version__,
        "chapter": chapter,
        "columns": saving.COLUMNS,
        "items": dict(text.codings),
    }
