"""What was made, put beside the pages of the built book and listed on its page "To take away".

The list is written into that one page, so no link of the book leads to a file that is not there:
a new build begins without files and with a page that says how they are made.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from filelock import FileLock

from dispatched.book import inputs
from dispatched.take.built import ROOT, TakeError
from dispatched.whole import part_of, why, write_whole

PAGE = "back/take.html"
FOLDER = "take"
NONE = (
    "<p>This copy brings none of them yet. Whoever hosts it makes each with one command: "
    "<code>make pdf</code>, <code>make epub</code>, <code>make offline</code>.</p>"
)
PLACE = re.compile(r'(<div class="taken[^"]*">).*?(</div>)', re.S)


def put(pages: Path, made: Iterable[Path]) -> None:
    """Copy what was made beside the pages of which it was made, and list it there.

    What was made of earlier pages went with them. A build that knows these pages as its own still
    does, so that it does not begin anew.

    Args:
        pages: the folder of the built book.
        made: the files.

    Raises:
        TakeError: the book has no page "To take away".
    """
    page = pages / PAGE
    if not page.is_file():
        raise TakeError(f"{page}: there is no such page; build the book first (make book)")
    work = pages.parent / ".work"
    work.mkdir(exist_ok=True)
    with FileLock(str(work / ".lock")):
        mark = work / "built.json"
        known = _known(mark, pages)
        target = pages / FOLDER
        target.mkdir(exist_ok=True)
        for path in made:
            with part_of(target / path.name) as part:
                shutil.copyfile(path, part)
        write_whole(page, listed(page.read_text(encoding="utf-8"), target))
        if known:
            write_whole(mark, json.dumps([known, inputs.tree(pages)]))


def _known(mark: Path, pages: Path) -> str:
    """The digest from which the pages were built, where they are unchanged since."""
    try:
        found, tree = json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return found if inputs.tree(pages) == tree else ""


def listed(page: str, folder: Path | None) -> str:
    """The page with the files of a folder in its list; without a folder, with a line instead.

    Raises:
        TakeError: the page has no place for the list.
    """
    if not PLACE.search(page):
        raise TakeError(f"{PAGE}: the page has no place for the list (class taken)")
    files = sorted(folder.iterdir()) if folder else []
    rows = [_row(path) for path in files if path.suffix != ".part"]  # of a run that was cut off
    text = f"<ul>{''.join(rows)}</ul>" if rows else NONE
    return PLACE.sub(lambda m: m[1] + text + m[2], page, count=1)


def _row(path: Path) -> str:
    name = html.escape(path.name)
    link = f'<a href="../{FOLDER}/{name}" download>{name}</a>'
    return f"<li>{link}: {said(path.name)}, {size(path.stat().st_size)}</li>"


def said(name: str) -> str:
    """What a file is, by its name.

    >>> said("dispatched-05-2000-contract-work.pdf")
    'chapter 5, with its evidence and its answers'
    """
    chapter = re.fullmatch(r"dispatched-(\d+)-.*\.pdf", name)
    if chapter:
        return f"chapter {int(chapter[1])}, with its evidence and its answers"
    return {
        "dispatched.pdf": "the whole book to print",
        "dispatched.epub": "the book for e-readers",
        "dispatched-offline.zip": "these pages, to unpack and open without a network",
    }.get(name, "a file")


def size(count: int) -> str:
    """Bytes in words.

    >>> size(940), size(1_250_000), size(48_000)
    ('1 kB', '1.2 MB', '48 kB')
    """
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"


def command(
    arguments: Sequence[str] | None, name: str, file: str, make: Callable[[Path, Path], None]
) -> int:
    """A command that makes one file of the built pages and puts it beside them.

    Args:
        arguments: of the command line.
        name: of the module in this room.
        file: what it makes.
        make: makes it, from the folder of the pages.

    Returns:
        the status of the program.
    """
    parser = argparse.ArgumentParser(prog=f"python -m dispatched.take.{name}")
    parser.add_argument("--html", type=Path, default=ROOT / "_build" / "html")
    parser.add_argument("--to", type=Path, default=ROOT / "_build" / "take")
    chosen = parser.parse_args(arguments)
    target = chosen.to / file
    try:
        make(chosen.html, target)
        put(chosen.html, [target])
    except TakeError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{target} was not made: {why(error)}.", file=sys.stderr)
        return 1
    print(f'Written: {target}, and on the book\'s page "To take away".')
    return 0
