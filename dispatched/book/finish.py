"""After a good build: the charting library in place, pages tidied, what no page uses taken out."""

from __future__ import annotations

import shutil
from pathlib import Path

from sphinx.application import Sphinx

from dispatched.book import vega
from dispatched.book.patches import theme
from dispatched.book.slim.css import drop_unused_variables, purge, used_words
from dispatched.book.slim.page import tidy


def _finish(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    for name in vega.KINDS:
        shutil.copyfile(vega.bundle(out.parent / ".charts", name), out / "_static" / name)
    _clear(out / "_static")
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in [*out.rglob("*.html"), *out.glob("_static/**/*.js")]
        if not path.name.startswith("vega")
    }
    pages = {path: text for path, text in texts.items() if path.suffix == ".html"}
    theme.check(pages.values())
    for path, text in pages.items():
        path.write_text(tidy(text), encoding="utf-8")
    _slim_sheets(out, {str(path): text for path, text in texts.items()})


def _clear(static: Path) -> None:
    """Take out what the theme brings for others: scripts, source maps, templates."""
    for name in theme.LEFT_OVER:
        path = static / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in [*static.rglob("*.map"), *static.glob("*.html")]:
        path.unlink()


def _slim_sheets(out: Path, texts: dict[str, str]) -> None:
    """Cut each style sheet to what the pages use."""
    words = used_words(texts)
    sheets = {
        str(path): purge(path.read_text(encoding="utf-8"), words)
        for path in out.glob("_static/**/*.css")
    }
    for path, text in drop_unused_variables(sheets, "\n".join(texts.values())).items():
        Path(path).write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Finish after the theme has written its colors of code."""
    app.connect("build-finished", _finish, priority=900)
