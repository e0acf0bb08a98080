"""The book for students: as built, and what is the teacher's says so in place of itself."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

KEYS = ("back/teaching*.html", "back/answers.html")
"""Pages with plans and answers."""

HELD = (
    "<section><h1>With your teacher</h1><p>This page is for whoever teaches the course. "
    "It is not in the folder of the class.</p></section>"
)

_ARTICLE = re.compile(r"(<article\b[^>]*>).*(</article>)", re.S)
_ABOUT = re.compile(r'<meta name="description"[^>]*>')
_SOURCE = re.compile(r'<li><a href="[^"]*\b_sources/.*?</a>\s*(?:</li>)?', re.S)
_SECTIONS = re.compile(r'<div class="sections">.*?</div>', re.S)
_GROUP = re.compile(
    r'<p [^>]*class="caption"[^>]*>(?:(?!</p>).)*</p>\s*<ul [^>]*\bbd-sidenav\b[^>]*>'
    r'(?:(?!<p [^>]*class="caption"|</nav>|</div>\s*</nav>|</div>\s*</div>).)*',
    re.S,
)
_TURN = re.compile(r'<a class="(left-prev|right-next)"\s+href="([^"]*)".*?</a>', re.S)


class FolderError(ValueError):
    """A folder for a class that cannot be made; says why in a sentence."""


def left(folder: str, names: list[str]) -> list[str]:
    """What of a folder of a built book a copy does not need, as ``shutil.copytree`` asks for it.

    The Markdown of a page stays, which its menu offers; of a notebook it offers the download. A
    part is what was left by a run cut off.
    """
    sources = "_sources" in Path(folder).parts
    return [
        name
        for name in names
        if name == ".nojekyll" or name.endswith(".part") or (sources and name.endswith(".ipynb"))
    ]


def for_students(book: Path, target: Path) -> None:
    """Copy a built book and hold back the pages of :data:`KEYS`; every link still leads to a page.

    The side bar lists no plan, and the way from page to page goes past them.

    Args:
        book: the folder of the built book.
        target: a folder that does not exist yet.

    Raises:
        FolderError: a page that is to be held back has another form than the book gives it.
    """
    shutil.copytree(book, target, ignore=left)
    held = {path.name: path for pattern in KEYS for path in sorted(target.glob(pattern))}
    if not held:
        raise FolderError(f"{book} has no pages to teach from; build the book first")
    whole = {path: path.read_text(encoding="utf-8") for path in sorted(target.rglob("*.html"))}
    turns = {
        name: {turn[1]: turn for turn in _TURN.finditer(whole[path])} for name, path in held.items()
    }
    for path, text in whole.items():
        kept = _emptied(path, text) if path in held.values() else text
        changed = _past(_shorter(kept, [*held]), turns)
        if changed != text:
            path.write_text(changed, encoding="utf-8")


def _emptied(path: Path, text: str) -> str:
    """A page without what it holds, its list of sections, its drawings and its source."""
    made, found = _ARTICLE.subn(rf"\g<1>{HELD}\g<2>", _ABOUT.sub("", text))
    if found != 1:
        raise FolderError(f"{path.name} has no article that could be held back")
    root = path.parents[1]
    (root / "_static" / "charts" / f"back-{path.stem}.js").unlink(missing_ok=True)
    (root / "_sources" / "back" / f"{path.stem}.md").unlink(missing_ok=True)
    return _SECTIONS.sub("", _SOURCE.sub("", made))


def _shorter(text: str, held: list[str]) -> str:
    """A page without the part of the side bar that lists plans, and without places in held pages.

    >>> _shorter('<a href="../back/answers.html#answer-1">', ["answers.html"])
    '<a href="../back/answers.html">'
    """

    def group(found: re.Match[str]) -> str:
        return "" if re.search(r"\bteaching-|Pages below: To teach", found[0]) else found[0]

    names = "|".join(map(re.escape, held))
    text = re.sub(r'<link rel="(?:next|prev)" href="[^"]*\bteaching[^"]*"\s*/?>\s*', "", text)
    return re.sub(rf'(href="(?:[^"#]*/)?(?:{names}))#[^"]*"', r'\g<1>"', _GROUP.sub(group, text))


def _past(text: str, turns: Mapping[str, Mapping[str, re.Match[str]]]) -> str:
    """A page whose links to the page before and after go past the plans; answers stay in the way.

    Args:
        text: of the page.
        turns: name of a page held back → its own two links.
    """

    def turned(found: re.Match[str]) -> str:
        turn: re.Match[str] | None = found
        while turn and turn[2].startswith("teaching") and turn[2] in turns:
            turn = turns[turn[2]].get(turn[1])
        return turn[0] if turn else ""

    return _TURN.sub(turned, text)
