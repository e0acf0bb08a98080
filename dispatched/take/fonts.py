"""Letters in Hangul and Cyrillic, cut out of a free font of the machine, to embed in an EPUB.

A reader has a Latin face and often no other. What the book needs is small: the few hundred letters
that stand in it. The font must say that it is under the Open Font License and may be embedded;
where there is none, the file is made without it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

from dispatched.book.tongues import LETTERS

FOREIGN = re.compile(f"[{''.join(LETTERS.values())}]")
"""A letter of Cyrillic or Hangul."""

NAMES = (
    *("NotoSansCJK-Regular.ttc", "NotoSansCJKkr-Regular.otf", "NotoSansKR-Regular.otf"),
    *("NotoSansKR-Regular.ttf", "NotoSansKR[wght].ttf", "NotoSansKR-VariableFont_wght.ttf"),
)
"""Files of fonts that have both scripts, the best first."""

FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/Library/Fonts", "~/Library/Fonts", "/opt/homebrew/share/fonts", "C:/Windows/Fonts"),
)
"""Where systems keep fonts."""

FAMILY = "Dispatched Letters"
MISSING = (
    "No font for Hangul and Cyrillic is embedded: this machine has none that may be "
    "(Debian: apt-get install fonts-noto-cjk). A reader without such letters shows boxes."
)


@dataclass(frozen=True)
class Letters:
    """What is embedded: the font, and whose it is."""

    data: bytes
    """An OpenType font."""
    credit: str
    """Its copyright as the font itself states it."""


def find(folders: Iterable[str] = FOLDERS) -> Path | None:
    """The file of a font with both scripts; None where the machine has none of those known."""
    held: dict[str, Path] = {}
    for folder in folders:
        root = Path(folder).expanduser()
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            held.setdefault(path.name, path)
    return next((held[name] for name in NAMES if name in held), None)


def letters_of(texts: Iterable[str]) -> str:
    """The letters of Hangul and Cyrillic in some texts, each once, in order.

    >>> letters_of(["money (계획분)", "Оргнабор, 계획"])
    'Оабгнор계분획'
    """
    return "".join(sorted({sign for text in texts for sign in FOREIGN.findall(text)}))


def cut(path: Path, letters: str) -> Letters | None:
    """A font that has these letters alone, the same for the same font and letters.

    None where the font lacks one of them, or does not say that it may be embedded.
    """
    with _face(path) as font:
        names: Any = font["name"]
        license_line = names.getDebugName(13) or ""
        known = font.getBestCmap()
        if "Open Font License" not in license_line or font["OS/2"].fsType & 0x000E:
            return None
        if any(ord(sign) not in known for sign in letters):
            return None
        credit = names.getDebugName(0) or ""
        options = subset.Options()
        options.set(hinting=False, layout_features=[], name_IDs=[0, 13, 14], notdef_outline=True)
        options.recalc_timestamp = False
        cutter = subset.Subsetter(options)
        cutter.populate(text=letters)
        cutter.subset(font)
        for ident, said in ((1, FAMILY), (2, "Regular"), (4, FAMILY), (6, "DispatchedLetters")):
            names.setName(said, ident, 3, 1, 0x409)
        held = io.BytesIO()
        font.save(held, reorderTables=True)
    return Letters(held.getvalue(), credit)


def _face(path: Path) -> TTFont:
    """The Korean face of a collection, or the only one of a file."""
    if path.suffix != ".ttc":
        return TTFont(path, recalcTimestamp=False)
    with TTCollection(path, lazy=True) as all_faces:
        wanted = [f["name"].getDebugName(1) or "" for f in all_faces.fonts]
    number = next((k for k, name in enumerate(wanted) if name.endswith(" KR")), 0)
    return TTFont(path, fontNumber=number, recalcTimestamp=False)
