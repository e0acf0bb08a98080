"""The book for students: as built, and what is the teacher's says so in place of itself."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

KEYS = ("back/teaching*.html", "back/answers.html")
"""Pages with plans and answers."""

HELD = (
    "<section><h1>With your teacher</h1><p>This page is for whoever teaches the course. "
    "It is not in the folder of the class.</p></section>"
)

LEFT = shutil.ignore_patterns("_sources", ".nojekyll", "*.part")
"""What of a built book a copy does not need; a part is what was left by a run cut off."""

_ARTICLE = re.compile(r"(<article\b[^>]*>).*(</article>)", re.S)
_ABOUT = re.compile(r'<meta name="description"[^>]*>')


class FolderError(ValueError):
    """A folder for a class that cannot be made; says why in a sentence."""


def for_students(book: Path, target: Path) -> None:
    """Copy a built book and hold back the pages of :data:`KEYS`; every link still leads to a page.

    Args:
        book: the folder of the built book.
        target: a folder that does not exist yet.

    Raises:
        FolderError: a page that is to be held back has another form than the book gives it.
    """
    shutil.copytree(book, target, ignore=LEFT)
    held = [path for pattern in KEYS for path in sorted(target.glob(pattern))]
    if not held:
        raise FolderError(f"{book} has no pages to teach from; build the book first")
    for path in held:
        text, found = _ARTICLE.subn(
            rf"\g<1>{HELD}\g<2>", _ABOUT.sub("", path.read_text(encoding="utf-8"))
        )
        if found != 1:
            raise FolderError(f"{path.name} has no article that could be held back")
        path.write_text(text, encoding="utf-8")
        drawn = target / "_static" / "charts" / f"back-{path.stem}.js"
        drawn.unlink(missing_ok=True)
