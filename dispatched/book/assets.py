"""Style sheets and scripts of a page: ours, the charting library, and the theme's without what nothing uses."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"

UNUSED = re.compile(r"thebe|toggle|mermaid|design-tabs|require(?:js)?\.|html-manager|mathjax", re.I)
"""Scripts and style sheets that extensions add to every page, and that no page of the book needs."""


PARTS = {
    "6.2.0": {
        "vega-dataflow": "6.1.0",
        "vega-encode": "5.1.0",
        "vega-geo": "5.1.0",
        "vega-loader": "5.1.0",
        "vega-parser": "7.1.0",
        "vega-transforms": "5.1.0",
        "vega-view": "6.1.0",
        "vega-view-transforms": "5.1.0",
    }
}
"""Version of Vega → versions of the parts that ordinary charts need, as vl-convert carries them."""


KINDS = {
    "vega.js": ("vega-transforms", "vega-view-transforms", "vega-encode"),
    "vega-maps.js": ("vega-transforms", "vega-view-transforms", "vega-encode", "vega-geo"),
}
"""Script → the parts whose kinds of data steps it knows: the ordinary one, and one for pages with a map."""


def bundle_path(cache: Path, name: str) -> Path:
    """Where a script of :data:`KINDS` is kept."""
    import vl_convert

    return cache / f"{vl_convert.get_vega_version()}-{name}"


def vega_bundle(cache: Path, name: str = "vega.js") -> Path:
    """The charting runtime as one script: Vega from the installed vl-convert, bundled once and kept.

    Charts are compiled from Vega-Lite to Vega at build time, so that the page needs neither Vega-Lite nor vega-embed;
    and ordinary charts need no trees, networks and word clouds (0.44 MB in place of 0.9).

    Args:
        cache: folder to keep it in.
        name: one of :data:`KINDS`. For a version of Vega whose parts are not listed it is all of Vega.
    """
    import vl_convert

    version = vl_convert.get_vega_version()
    parts, kinds = PARTS.get(version), KINDS[name]
    path = bundle_path(cache, name)
    if not path.is_file():
        # Not addresses that are fetched: they are the names under which vl-convert carries its copies.
        npm = "https://cdn.jsdelivr.net/npm/"
        if parts:
            names = {
                "vega-view": "View",
                "vega-parser": "parse",
                "vega-loader": "loader",
                "vega-dataflow": "transforms",
            }
            lines = [f"import {{{word}}} from '{npm}{part}@{parts[part]}/+esm';" for part, word in names.items()]
            lines += [f"import * as k{n} from '{npm}{part}@{parts[part]}/+esm';" for n, part in enumerate(kinds)]
            lines.append(f"Object.assign(transforms, {', '.join(f'k{n}' for n in range(len(kinds)))});")
        else:
            lines = [f"import {{View, parse, loader, transforms}} from '{npm}vega@{version}/+esm';"]
        text = vl_convert.javascript_bundle("".join(lines) + "window.vega = {View, parse, loader, transforms};")
        cache.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        # The bundle is a module; in a function of its own it is a script that file:// may load.
        part.write_text(f"(()=>{{{text}}})();", encoding="utf-8")
        part.replace(path)
    return path


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


def squeeze(page: str) -> str:
    """A page without indents and blank lines, except where they show (code, scripts)."""
    parts = re.split(r"(<(pre|script|textarea)\b.*?</\2>)", page, flags=re.S)
    return "".join(
        re.sub(r"\s*\n\s*", "\n", part) if n % 3 == 0 else part if n % 3 == 1 else "" for n, part in enumerate(parts)
    )


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
    for name in KINDS:
        shutil.copyfile(vega_bundle(cache, name), out / "_static" / name)
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
            Path(name).write_text(squeeze(text), encoding="utf-8")
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


def setup(app: Sphinx) -> None:
    """Add our style sheet and script to every page."""
    app.connect("config-inited", _silence, priority=999)
    app.connect("builder-inited", _downloads, priority=600)
    app.connect("builder-inited", lambda app: app.config.html_static_path.append(str(STATIC)))
    app.config.templates_path.append(str(Path(__file__).parent / "templates"))
    app.add_css_file("dispatched.css", priority=900)
    app.add_js_file("dispatched.js", loading_method="defer", priority=900)
    app.connect("build-finished", _finish, priority=900)  # after the theme has written its colors of code
