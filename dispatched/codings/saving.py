"""The small file in which a reader's codings leave a notebook."""

from __future__ import annotations

import csv
import io
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from dispatched import __version__
from dispatched.codings import items
from dispatched.codings.items import CodingError
from dispatched.whole import write_whole

FORMAT = "dispatched-codings-1"
COLUMNS = ("format", "book", "chapter", "coder", "item", "value")
CODER = re.compile(r"c-[0-9a-f]{8}")
"""A coder's id: drawn by chance. The letter keeps a spreadsheet from reading it as a number."""


def text(chapter: str, codings: Mapping[str, str], coder: str, book: str = __version__) -> str:
    """The content of a file: one row an item, every row with all that is needed to read it.

    Args:
        chapter: two digits.
        codings: item → value, as :func:`given` has them.
        coder: the id of who coded.
        book: the version of the book.
    """
    made = io.StringIO()
    rows = csv.writer(made, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for item, value in codings.items():
        rows.writerow((FORMAT, book, chapter, coder, item, value))
    return made.getvalue()


def given(chapter: str, codings: Mapping[str, object]) -> dict[str, str]:
    """The items that have a value, as it is kept; what is empty, ``None`` or dots is left out.

    >>> given("09", {"1967-movement": 2, "2000-contact": None, "1946-contract-length": ...})
    {'1967-movement': '2'}

    Raises:
        CodingError: the chapter asks for no codings, or not for this item, or the value is none.
    """
    asked = items.of(chapter)
    kept = {}
    for ident, value in codings.items():
        asked.item(ident)
        if value is None or value is ... or str(value).strip() == "":
            continue
        try:
            kept[ident] = asked.value(value)
        except CodingError as error:
            raise CodingError(f"{ident}: {error}") from None
    return kept


def coders(folder: Path) -> list[str]:
    """The coders whose files are in a folder."""
    names = (path.stem.rpartition("-c-") for path in folder.glob("my-codings-*.csv"))
    return sorted({f"c-{tail}" for _, dash, tail in names if dash and CODER.fullmatch(f"c-{tail}")})


def save(
    chapter: str, codings: Mapping[str, object], folder: str | Path = ".", coder: str = ""
) -> str:
    """Write codings to ``my-codings-CHAPTER-CODER.csv``, and say where they are.

    The file holds the version of the book, the chapter, an id drawn by chance, and the codings; no
    name. The id is taken again from the files that are there, so that one coder keeps one id in
    both chapters, and a second call replaces the first file. Without a value nothing is written.

    >>> save("09", {"1967-movement": None})
    'No value yet, so no file was written.'

    Args:
        chapter: ``01`` or ``09``.
        codings: item → value; empty, ``None`` or dots for none.
        folder: where the file goes; the notebook's own folder if not said.
        coder: an id, where several people share a folder.

    Raises:
        CodingError: an item or a value that the chapter does not ask for, an id that is none, or
            files of several coders in the folder and no id.
    """
    kept = given(chapter, codings)
    number = items.of(chapter).chapter
    if not kept:
        return "No value yet, so no file was written."
    there = coders(Path(folder))
    if not coder and len(there) > 1:
        raise CodingError(f"files of {len(there)} coders are here; say coder={there[0]!r} or other")
    ident = coder or (there[0] if there else f"c-{secrets.token_hex(4)}")
    if not CODER.fullmatch(ident):
        raise CodingError(f"{ident[:40]!r} is no coder's id; one looks like c-0123abcd")
    path = Path(folder) / f"my-codings-{number}-{ident}.csv"
    write_whole(path, text(number, kept, ident))
    asked = len(items.of(chapter).items)
    return f"{len(kept)} of {asked} values are in {path.name}; no name is in it."
