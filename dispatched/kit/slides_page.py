"""A deck as one page, and the files that all decks share."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Sequence
from html import escape
from pathlib import Path

from filelock import FileLock

from dispatched.book import assets, colors, licenses, vega
from dispatched.book.slim.joined import uncommented
from dispatched.book.slim.page import squeeze
from dispatched.kit.slides_parts import Slide

HERE = Path(__file__).parent / "static"
REVEAL = (
    *("dist/reveal.js", "dist/reveal.css", "dist/reset.css"),
    *("plugin/notes/notes.js", "LICENSE"),
)
"""What the slides need of reveal.js."""

PARTS = ("load", "place", "drawings", "tooltips", "charts")
"""The scripts of the book's pages that the slides use as they are."""


def page(title: str, era: str, slides: Sequence[Slide], notes: Sequence[str]) -> str:
    """The page of a deck.

    Args:
        title: of the chapter.
        era: whose color it has.
        slides: in order.
        notes: of each slide, HTML; empty where it has none.
    """
    # With the class print-pdf reveal.css leaves paper alone: its rules are for text, ours in
    # paper.css keep the slides.
    shown = "\n".join(_section(*one) for one in zip(slides, notes, strict=True))
    return squeeze(f"""<!DOCTYPE html>
<html lang="en" class="print-pdf" data-theme="light" data-content_root="./">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}: slides</title>
<link rel="icon" href="_static/icon.svg">
<link rel="stylesheet" href="_static/reveal/reset.css">
<link rel="stylesheet" href="_static/reveal/reveal.css">
<link rel="stylesheet" href="_static/slides.css">
<link rel="stylesheet" href="_static/paper.css" media="print">
<noscript><link rel="stylesheet" href="_static/paper.css"></noscript>
<script src="_static/reveal/reveal.js" defer></script>
<script src="_static/reveal/notes.js" defer></script>
<script src="_static/slides.js" defer></script>
</head>
<body class="era-{era}">
<main class="reveal" aria-label="Slides"><div class="slides">
{shown}
</div></main>
<button type="button" id="contrast" aria-pressed="false" title="Key C">High contrast</button>
</body>
</html>
""")


def _section(slide: Slide, notes: str) -> str:
    level = "h1" if slide.kind == "title" else "h2"
    ident = escape(slide.ident)
    said = f'<aside class="notes">{notes}</aside>' if notes else ""
    return (
        f'<section id="{ident}" class="slide-{slide.kind}" aria-labelledby="{ident}-t">'
        f'<div class="inner"><{level} id="{ident}-t">{slide.title}</{level}>{slide.body}</div>'
        f"{said}</section>"
    )


def reveal() -> Path:
    """The folder of reveal.js, as the installed package carries it.

    Raises:
        FileNotFoundError: the package is not installed.
    """
    found = importlib.util.find_spec("sphinx_revealjs")
    if found is None or found.origin is None:
        raise FileNotFoundError("the package sphinx-revealjs, which brings reveal.js, is missing")
    return Path(found.origin).parent / "_static" / "revealjs"


def static(folder: Path, cache: Path) -> None:
    """Write the files that all decks share into ``folder/_static``.

    Args:
        folder: of the decks.
        cache: where the bundles of Vega are kept.
    """
    target = folder / "_static"
    (target / "reveal").mkdir(parents=True, exist_ok=True)
    source = reveal()
    for name in REVEAL:
        text = (source / name).read_text(encoding="utf-8")
        # The map of a script is not there; a browser's tools would ask for it.
        lines = [line for line in text.split("\n") if not line.startswith("//# sourceMappingURL")]
        (target / "reveal" / Path(name).name).write_text("\n".join(lines), encoding="utf-8")
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(str(cache / ".lock")):  # of two that run at a time, the second finds the bundle
        for name in vega.KINDS:
            shutil.copyfile(vega.bundle(cache, name), target / name)
    shutil.copyfile(assets.STATIC / "icon.svg", target / "icon.svg")
    lively = ("numbers.js", "explorer.js")
    scripts = {name: assets.joined("js", assets.SCRIPTS[name]) for name in lively}
    own = (HERE / "slides.js").read_text(encoding="utf-8")
    script = "".join([assets.PROLOGUE, *(assets.joined("js", (n,)) for n in PARTS), own, "})();\n"])
    sheet = colors.sheet() + assets.joined("css", ("tokens",))
    sheet += (HERE / "slides.css").read_text(encoding="utf-8")
    for name, text in {
        **{name: uncommented(text) for name, text in scripts.items()},
        "slides.js": uncommented(script),
        "slides.css": sheet,
        "paper.css": (HERE / "paper.css").read_text(encoding="utf-8"),
        licenses.FILE: licenses.text([]),
    }.items():
        (target / name).write_text(text, encoding="utf-8")
