"""The built book as one zip: ``python -m dispatched.take.offline`` (``make offline``).

At its root stand one folder and ``start.html``, which leads into it: whoever unpacks it need not
look for the right file among many.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Sequence
from pathlib import Path

from dispatched.notebooks import zipped
from dispatched.notebooks.about import About, about
from dispatched.take import shelf
from dispatched.take.built import ROOT, TakeError

BOOK = "book"
START = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url=book/index.html">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p><a href="book/index.html">Open the book</a>. Its pages work as they are, without a network. Keep
this file and the folder <code>book</code> beside each other.</p>
<p>{authors}. {edition}</p>
</main>
</body>
</html>
"""


def make_zip(pages: Path, told: About, target: Path) -> None:
    """Write a built book as a zip, without what was made from it; whole or not at all.

    Raises:
        TakeError: the folder holds no built book.
    """
    if not (pages / "index.html").is_file():
        raise TakeError(f"{pages}: there is no built book; build it first (make book)")
    start = START.format(
        title=html.escape(told.title),
        authors=html.escape(told.authors),
        edition=html.escape(told.edition),
    )
    files = {"start.html": start.encode()}
    for path in sorted(p for p in pages.rglob("*") if p.is_file()):
        name = path.relative_to(pages)
        if name.parts[0] == shelf.FOLDER or path.suffix == ".part":
            continue
        data = path.read_bytes()
        if name.as_posix() == shelf.PAGE:
            data = shelf.listed(data.decode(), None).encode()
        files[f"{BOOK}/{name.as_posix()}"] = data
    zipped.write(target, files.items(), told.stamp)


def _made(pages: Path, target: Path) -> None:
    make_zip(pages, about(ROOT), target)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: write the zip, put it beside the pages, say where it is."""
    return shelf.command(arguments, "offline", "dispatched-offline.zip", _made)


if __name__ == "__main__":
    sys.exit(main())
