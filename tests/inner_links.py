"""Links of a folder of pages that lead to no file, or to no place in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

_LINK = re.compile(r'<(?:a|area|link|img|script|source)\b[^>]*?\s(?:href|src)="([^"]*)"')
_ID = re.compile(r"""\sid=["']([^"']*)["']""")
_AWAY = re.compile(r"[a-z][a-z0-9+.-]*:|//")
_HIDDEN = re.compile(r"<script\b(?![^>]*\bsrc=).*?</script>", re.S)


@cache
def _ids(path: Path, changed: int) -> frozenset[str]:
    return frozenset(map(unescape, _ID.findall(path.read_text(encoding="utf-8"))))


def dead(folder: Path, below: str = "**/*.html") -> Iterator[tuple[str, str]]:
    """Page and address of every link within the folder, or beside it, that has no target.

    Args:
        folder: of pages.
        below: the pages that are looked at.
    """
    for page in sorted(folder.glob(below)):
        text = _HIDDEN.sub("", page.read_text(encoding="utf-8"))
        for href in dict.fromkeys(map(unescape, _LINK.findall(text))):
            if not href or _AWAY.match(href):
                continue
            path, _, place = href.partition("#")
            target = (page.parent / unquote(path.partition("?")[0])).resolve() if path else page
            known = target.is_file()
            if known and place and target.suffix == ".html":
                known = unquote(place) in _ids(target, target.stat().st_mtime_ns)
            if not known:
                yield page.relative_to(folder).as_posix(), href
