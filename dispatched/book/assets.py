"""Style sheets and scripts of a page: ours, the charting library, and the theme's without what nothing uses."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from dispatched.book import search, vega
from dispatched.book.tidy import tidy

STATIC = Path(__file__).parent / "static"

SCRIPTS = {
    "storage.js": ("storage",),
    "dispatched.js": ("place", "cards", "page", "filter", "tooltips", "charts", "explorer", "start"),
    "search.js": ("search",),
}
"""Script that a page loads → its parts in ``static/js``, in this order: one file for each thing that it does."""

SHEETS = ("look", "cards", "charts", "small", "print")
"""The parts of the style sheet in ``static/css``."""

PROLOGUE = """// Made from dispatched/book/static/js. No request leaves the folder of the book.
(() => {
"use strict";
const root = document.documentElement.dataset.content_root || "./";
"""

UNUSED = re.compile(
    r"thebe|toggle|mermaid|design-tabs|require(?:js)?\.|html-manager|mathjax|DOCUMENTATION_OPTIONS\.(?:pagename|search_as)",
    re.I,
)
"""Scripts and style sheets that extensions add to every page, and that no page of the book needs. Those that stand in the
page itself would also need a policy that lets scripts in a page run."""


def trim_scripts(context: dict[str, Any]) -> None:
    """Take the scripts and style sheets out of a page's context that no page needs."""

    def content(file: Any) -> str:
        return f"{getattr(file, 'filename', file) or ''} {getattr(file, 'attributes', {}).get('body') or ''}"

    for key in ("script_files", "css_files"):
        context[key] = [f for f in context.get(key, []) if not UNUSED.search(content(f))]


def used_words(pages: Mapping[str, str]) -> set[str]:
    """Every class and id of the pages, and every word in the quoted texts of the scripts, which may set one."""
    words: set[str] = set()
    for name, text in pages.items():
        if name.endswith(".html"):
            for value in re.findall(r"""\b(?:class|id)=["']([^"']*)["']""", text):
                words.update(value.split())
            text = "\n".join(re.findall(r"<script\b[^>]*>(?!\s*\{)(.*?)</script>", text, re.S))
        for quoted in re.findall(r"""\"([^"\n]*)"|'([^'\n]*)'|`([^`]*)`""", text):
            words.update(re.findall(r"[A-Za-z_][\w-]*", " ".join(quoted)))
    return words


def purge(css: str, words: set[str]) -> str:
    """A style sheet without the rules whose class or id selectors name nothing in ``words``.

    Selectors without a class or id are kept, and so is every at-rule that is not a media query or a container of rules.
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)  # a comment may hold a semicolon or a dot
    out, i = [], 0
    while i < len(css):
        brace = css.find("{", i)
        if brace < 0:
            out.append(css[i:])
            break
        head = css[i:brace]
        semicolon = head.rfind(";") + 1
        out.append(head[:semicolon])
        head = head[semicolon:]
        end, depth = brace + 1, 1
        while depth and end < len(css):
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        body = css[brace + 1 : end - 1]
        name = re.sub(r"/\*.*?\*/", "", head, flags=re.S).strip()
        if name.startswith(("@media", "@supports", "@layer")):
            inner = purge(body, words)
            if inner.strip():
                out.append(f"{name}{{{inner}}}")
        elif name.startswith("@"):
            if not (
                (name.startswith("@font-face") and "Font Awesome" in body)
                or (name.startswith("@font-face") and "FontAwesome" in body)
            ):
                out.append(f"{name}{{{body}}}")
        else:
            kept = [s for s in _selectors(name) if _used(s, words)]
            if kept:
                out.append(f"{','.join(kept)}{{{body}}}")
        i = end
    return "".join(out)


def drop_unused_variables(sheets: Mapping[str, str], others: str) -> dict[str, str]:
    """Style sheets without the variables that no sheet, page or script asks for.

    Args:
        sheets: name → style sheet.
        others: all pages and scripts, in which a variable may be named as well.
    """
    sheets = dict(sheets)
    while True:
        named = set(re.findall(r"var\(\s*(--[\w-]+)", "\n".join(sheets.values())))
        named |= set(re.findall(r"--[\w-]+", others))
        slim = {
            # A declaration ends at a semicolon or at the brace; values in quotes and brackets may hold either.
            name: re.sub(
                r"(?<=[{;\s])(--[\w-]+)\s*:(?:\"[^\"]*\"|'[^']*'|\([^()]*(?:\([^()]*\)[^()]*)*\)|[^;{}\"'()])*(?:;|(?=\}))",
                lambda m, named=named: m.group(0) if m.group(1) in named else "",
                text,
            )
            for name, text in sheets.items()
        }
        if slim == sheets:
            return sheets
        sheets = slim


def _selectors(text: str) -> list[str]:
    """The selectors of a list, split at commas that are not inside brackets."""
    parts, depth, start = [], 0, 0
    for position, char in enumerate(text):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(char, 0)
        if char == "," and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    return [part.strip() for part in [*parts, text[start:]]]


def _used(selector: str, words: set[str]) -> bool:
    bare = re.sub(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]", "", selector)
    return all(name.replace("\\", "") in words for name in re.findall(r"[.#]((?:[\w-]|\\.)+)", bare))


def _finish(app: Sphinx, exception: Exception | None) -> None:
    """After a good build: the charting library in place, the theme's style sheet cut to what the pages use."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    cache = out.parent / ".charts"
    for name in vega.KINDS:
        shutil.copyfile(vega.bundle(cache, name), out / "_static" / name)
    for name in (
        "scripts/bootstrap.js",
        "scripts/bootstrap.js.LICENSE.txt",
        "scripts/fontawesome.js",
        "scripts/fontawesome.js.map",
        "scripts/fontawesome.js.LICENSE.txt",
        "vendor",
    ):
        path = out / "_static" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in [*out.glob("_static/**/*.map"), *out.glob("_static/*.html")]:  # source maps and the theme's templates
        path.unlink()
    texts = {
        str(p): p.read_text(encoding="utf-8")
        for p in [*out.rglob("*.html"), *out.glob("_static/**/*.js")]
        if not p.name.startswith("vega")
    }
    for name, text in texts.items():
        if name.endswith(".html"):
            Path(name).write_text(tidy(text), encoding="utf-8")
    words = used_words(texts)
    sheets = {str(p): purge(p.read_text(encoding="utf-8"), words) for p in out.glob("_static/**/*.css")}
    for path, text in drop_unused_variables(sheets, "\n".join(texts.values())).items():
        Path(path).write_text(text, encoding="utf-8")


def _silence(app: Sphinx, config: Any) -> None:
    """Keep live-code and toggle buttons, which jupyter-book loads unasked, from writing into pages."""
    for listeners in app.events.listeners.values():
        listeners[:] = [
            x for x in listeners if not x.handler.__module__.startswith(("sphinx_thebe", "sphinx_togglebutton"))
        ]


def _downloads(app: Sphinx) -> None:
    """The data package as downloads, beside the pages; made again when a table has changed."""
    import hashlib

    from dispatched import evidence
    from dispatched.book import downloads

    extra = Path(app.outdir).parent / ".extra"
    folder = evidence.data_folder()
    mark = hashlib.sha256(Path(downloads.__file__).read_bytes())
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        mark.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    known = extra.with_name(".extra-mark")
    if not known.is_file() or known.read_text() != mark.hexdigest():
        downloads.make(folder, extra / "downloads")
        known.write_text(mark.hexdigest())
    downloads.exercises(Path(app.srcdir) / "exercises", extra / "downloads" / "exercises")
    app.config.html_extra_path.append(str(extra))


def joined(kind: str, names: Iterable[str]) -> str:
    """Parts of a script or of a style sheet as one, in order. Parts of a script share one function."""
    texts = [(STATIC / kind / f"{name}.{kind}").read_text(encoding="utf-8") for name in names]
    if kind == "js" and len(texts) > 1:
        texts = [PROLOGUE, *texts, "})();\n"]
    return "".join(texts)


def _static(app: Sphinx) -> None:
    """Our scripts and style sheet, put together, in a folder that Sphinx copies from."""
    made = Path(app.outdir).parent / ".static"
    made.mkdir(parents=True, exist_ok=True)
    texts = {name: joined("js", parts) for name, parts in SCRIPTS.items()}
    texts |= {"dispatched.css": joined("css", SHEETS), "cards.js": search.script(app.env.dispatched_homes)}  # type: ignore[attr-defined]
    for name, text in texts.items():
        path = made / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    shutil.copyfile(STATIC / "icon.svg", made / "icon.svg")
    app.config.html_static_path.append(str(made))


def setup(app: Sphinx) -> None:
    """Add our style sheet and script to every page."""
    app.connect("config-inited", _silence, priority=999)
    app.connect("builder-inited", _downloads, priority=600)
    app.connect("builder-inited", _static, priority=600)  # after the tables have been checked
    app.config.templates_path.append(str(Path(__file__).parent / "templates"))
    app.add_css_file("dispatched.css", priority=900)
    search.setup(app)
    app.add_js_file("dispatched.js", loading_method="defer", priority=900)
    app.connect("build-finished", _finish, priority=900)  # after the theme has written its colors of code
