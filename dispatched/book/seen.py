"""What each page holds that decides which rules of the style sheets are left.

To look for it is most of what is done to a finished page, and most pages are as they were in the
last build: what was found then is kept beside them, each under a digest of the page.
"""

from __future__ import annotations

import hashlib
import pickle
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dispatched.book.slim import css, joined
from dispatched.book.slim.apart import apart
from dispatched.book.slim.elements import Elements, elements
from dispatched.book.slim.page import tidy

FILE = "seen.kept"
"""File beside our pages."""

_VARIABLE = re.compile(r"--[\w-]+")


@dataclass(frozen=True)
class Seen:
    """A tidied page, what it asks for, and the words, elements and variables in it.

    What can come later has left the page: ``later`` holds file in ``_static`` → script.
    """

    page: str
    later: dict[str, str]
    head: joined.Head
    words: frozenset[str]
    found: Elements
    variables: frozenset[str]


def look(text: str, name: str) -> Seen:
    """Tidy a page as the theme has made it, look it through, and part it from what comes later.

    Args:
        text: the page.
        name: its name in those of the files of what comes later.
    """
    page = tidy(text)
    words = frozenset(css.used_words({"page.html": page}))
    found = elements([page], (), (), "")
    short, later = apart(page, name)
    return Seen(short, later, joined.head(page), words, found, variables(page))


def variables(text: str) -> frozenset[str]:
    """The variables of style sheets that a page or a script names.

    >>> sorted(variables("style='--wide: 1; color: var(--ink)'"))
    ['--ink', '--wide']
    """
    return frozenset(_VARIABLE.findall(text))


def together(base: Elements, pages: Iterable[Seen]) -> Elements:
    """The elements of all pages, with what scripts may make of them.

    Args:
        base: what is known of the scripts, and no page.
        pages: the pages.
    """
    all_of = [each.found for each in pages]
    return replace(
        base,
        pages=frozenset().union(*(each.pages for each in all_of)),
        idents=frozenset().union(*(each.idents for each in all_of)),
        attributes=frozenset().union(*(each.attributes for each in all_of)),
    )


def digest(text: str, name: str) -> str:
    """By what a page is known."""
    return hashlib.sha256(f"{name}\0{text}".encode()).hexdigest()


def of_pages(texts: Mapping[str, str], known: Mapping[str, Seen], folder: Path) -> dict[str, Seen]:
    """Each page looked through, in their order.

    Args:
        texts: name → page as the theme has made it.
        known: what was found in this build already, by digest.
        folder: where what was found is kept, if it is there; it is left with the pages where the
            code is another.
    """
    path = folder / FILE
    before: dict[str, Seen] = pickle.loads(path.read_bytes()) if path.is_file() else {}
    before |= known
    now: dict[str, Seen] = {}
    found = {}
    for name, text in texts.items():
        key = digest(text, name)
        found[name] = now[key] = before.get(key) or look(text, name)
    if folder.is_dir():
        path.write_bytes(pickle.dumps(now, pickle.HIGHEST_PROTOCOL))
    return found
