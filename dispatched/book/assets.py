"""Our scripts and our style sheet: parts in ``static``, put together for the pages."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from dispatched.book import colors, finds, terms
from dispatched.book.slim.joined import uncommented
from dispatched.checks import fields
from dispatched.cite import forms, places
from dispatched.notebooks.about import about

STATIC = Path(__file__).parent / "static"
ROOT = Path(__file__).resolve().parents[2]

SCRIPTS = {
    "storage.js": ("storage",),
    "dispatched.js": (
        *("load", "place", "cards", "page", "lanes", "margin-switch", "handles"),
        *("drawings", "start"),
    ),
    "memory.js": ("spacing", "memory"),
    "charts.js": ("given", "tooltips", "charts"),
    "filter.js": ("given", "filter"),
    "margin.js": ("given", "margin"),
    "numbers.js": ("NUMBERS", "numbers", "numbers-out"),
    "explorer.js": ("position", "numbers-in", "expect", "told", "codings", "explorer"),
    "move.js": ("numbers-in", "reckon", "move"),
    "search.js": ("search",),
    "predict.js": (
        *("numbers-in", "drag", "ask-numbers", "ask"),
        *("ask-draw", "ask-choice", "ask-start"),
    ),
    "guess.js": ("guess-in", "ask-told", "ask-guess"),
    "judge.js": ("NUMBERS", "numbers-in", "RULES", "blake", "judge"),
    "fields.js": ("drag", "fields"),
    "again.js": ("spacing", "memory", "again"),
    "cite.js": ("CITED", "cite-forms", "cite"),
}
"""Script that a page loads → its parts in ``static/js``, in order.

A file for each thing it does; one in capitals is a constant, made at build time.
"""

MADE: dict[str, Callable[[], Any]] = {
    "NUMBERS": fields.number_rules,
    "RULES": fields.rules,
    "CITED": lambda: forms.told(about(ROOT), places.site(ROOT), places.issues(ROOT)),
}
"""Constant of a script → what makes it."""

OURS = {*SCRIPTS, "cards.js"}
"""The scripts that are not of another package: of these every word in quotes may be a class."""

SHEETS = {
    "dispatched.css": (
        *("tokens", "look", "opening", "lanes", "controls", "margin", "cards", "glossary"),
        *("charts", "ask", "fields", "move", "again", "small", "print"),
    ),
    "pages.css": ("front", "teaching", "citation"),
    "later.css": ("ask-frame", "move-panel"),
    "cite.css": ("cite-panel",),
}
"""Style sheet → its parts in ``static/css``; the colors of charts stand before the first.

The second is for the pages that have what it styles, the others come with the scripts that make
what they style.
"""

_SAID = re.compile(r"(?<=[;{}]) // \w.*$", re.MULTILINE)
"""A comment after a line of ours. In a script of another package it might be text."""

PROLOGUE = """// Made from dispatched/book/static/js. No request leaves the folder of the book.
(() => {
"use strict";
const root = document.documentElement.dataset.content_root || "./";
window.dispatched ||= {};
"""


def joined(kind: str, names: Iterable[str]) -> str:
    """Parts of a script or of a style sheet as one, in order.

    Parts of a script share a function.
    """
    texts = [_part(kind, name) for name in names]
    if kind == "js" and len(texts) > 1:
        texts = [PROLOGUE, *texts, "})();\n"]
    return "".join(texts)


def _part(kind: str, name: str) -> str:
    if name not in MADE:
        return (STATIC / kind / f"{name}.{kind}").read_text(encoding="utf-8")
    said = json.dumps(MADE[name](), ensure_ascii=False, separators=(",", ":"))
    return f"const {name} = {said};\n"


def _static(app: Sphinx) -> None:
    """Our scripts and style sheet, put together, in a folder that Sphinx copies from."""
    made = Path(app.outdir).parent / ".static"
    made.mkdir(parents=True, exist_ok=True)
    scripts = {name: _SAID.sub("", joined("js", parts)) for name, parts in SCRIPTS.items()}
    texts = {name: uncommented(script) for name, script in scripts.items()}
    texts |= {name: joined("css", parts) for name, parts in SHEETS.items()}
    texts["dispatched.css"] = colors.sheet() + texts["dispatched.css"]
    glossary = terms.PAGE in getattr(app.config, "external_site_map", ())
    homes = app.env.dispatched_homes  # type: ignore[attr-defined]
    texts["cards.js"] = finds.script(homes, glossary)
    for name, text in texts.items():
        path = made / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    shutil.copyfile(STATIC / "icon.svg", made / "icon.svg")
    app.config.html_static_path.append(str(made))


def setup(app: Sphinx) -> None:
    """Add our style sheet and script to every page."""
    app.connect("builder-inited", _static, priority=600)  # after the tables have been checked
    app.config.templates_path.append(str(Path(__file__).parent / "templates"))
    for place, name in enumerate(SHEETS):
        app.add_css_file(name, priority=900 + place)
    app.add_js_file("dispatched.js", loading_method="defer", priority=900)
