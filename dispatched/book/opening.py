"""How a chapter opens: its number and years, its place on the eighty years, its question.

The side bar says the same of every chapter: number before the title, years below it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dispatched import evidence, texts
from dispatched.evidence.cells import Row

ACROSS = "across"
MARGIN = (
    '<button type="button" class="margin-switch pst-js-only" data-margin-switch>'
    "Evidence in the margin</button>"
)
MEASURES = {"stock": "present", "flow": "arrived", "quota": "agreed quota"}
"""What the number of workers counts → how it is said below it."""


@dataclass(frozen=True)
class Opening:
    """What is said of a chapter beside its title."""

    number: int
    era: str
    years: str
    question: str
    workers: str


def eras() -> list[Row]:
    """The eras that have years, in order."""
    return [row for row in evidence.tables()["eras"] if row["year_start"]]


def opening(name: str, place: Path) -> Opening | None:
    """What a chapter opens with; nothing for a page that is no chapter.

    Args:
        name: of the chapter, without ending: ``04-1967-logging``.
        place: the folder of the text files.
    """
    found = re.match(r"(\d\d)-", name)
    path = place / f"{name}.toml"
    if not found or not path.is_file():
        return None
    told = texts.read(path).get("chapter", {})
    row = next((era for era in eras() if era["chapter"] == name), None)
    years = f"{row['year_start']}–{row['year_end']}" if row else ""
    return Opening(
        number=int(found[1]),
        era=row["id"] if row else ACROSS,
        years=years,
        question=str(told.get("question", "")),
        workers=str(told.get("workers", "")),
    )


def kicker(one: Opening, count: int) -> str:
    """The line above the title."""
    years = f'<span class="years">{one.years}</span>' if one.years else ""
    return (
        f'<p class="kicker era-{one.era}"><span class="no">{one.number}</span>'
        f"Chapter {one.number} of {count}{years}</p>"
    )


def band(one: Opening) -> str:
    """The eighty years as a bar of eras, with the chapter's own in its color."""
    parts = []
    for era in eras():
        span = int(era["year_end"]) - int(era["year_start"]) + 1
        mine = " mine" if era["id"] == one.era else ""
        parts.append(f'<i class="y{span} era-{era["id"]}{mine}"></i>')
    return f'<div class="band" aria-hidden="true">{"".join(parts)}</div>'


def workers_then(one: Opening, address: str) -> str:
    """The number of workers then, which leads to its evidence, and what it counts.

    Args:
        one: the opening of a chapter that states such a number.
        address: of the evidence.
    """
    row = evidence.claim(one.workers).row
    return (
        f'<a class="claim" href="{html.escape(address)}">'
        f"{html.escape(evidence.heads(row))}</a> "
        f"<span>{MEASURES.get(str(row['measure']), '')}, {evidence.years(row)}</span>"
    )


def facts(one: Opening, link: Callable[[str], str]) -> str:
    """The question, and the number of workers then with its evidence."""
    lines = []
    if one.workers:
        then = workers_then(one, link(one.workers))
        lines.append(f'<div><dt>Workers then</dt><dd class="then">{then}</dd></div>')
    if one.question:
        lines.append(
            f'<div><dt>The question</dt><dd class="asks">{html.escape(one.question)}</dd></div>'
        )
    return f'<dl class="opening">{"".join(lines)}</dl>' if lines else ""


def numbered(tree: str, current: str, chapters: Mapping[str, Opening]) -> str:
    """The contents in the side bar with the number and years of each chapter.

    Args:
        tree: HTML of the contents.
        current: the page's own name, to which the contents lead by ``#``.
        chapters: name of a chapter → its opening.
    """

    def with_number(match: re.Match[str]) -> str:
        start, address, title = match.groups()
        name = current if address == "#" else address.rpartition("/")[2].removesuffix(".html")
        one = chapters.get(name)
        if one is None:
            return match.group()
        years = f'<span class="years">{one.years}</span>' if one.years else ""
        number = f'<span class="no era-{one.era}">{one.number}</span>'
        return f"{start}{number}<span>{title}{years}</span></a>"

    pattern = r'(<a class="(?:current )?reference internal" href="([^"]*)">)(.*?)</a>'
    return re.sub(pattern, with_number, tree)


def with_sections(tree: str, sections: str) -> str:
    """The contents with the sections of the page below its own line."""
    if "href" not in sections:
        return tree
    inner = f'<div class="sections">{sections}</div>'
    return re.sub(r'(<a class="current [^"]*" href="#">.*?</a>)', rf"\1{inner}", tree, count=1)


def known(app: Sphinx) -> dict[str, Opening]:
    """Name of each chapter of the book → how it opens, in order; found out once a build."""
    kept: dict[str, Opening] | None = getattr(app, "dispatched_openings", None)
    if kept is None:
        kept = _known(app)
        app.dispatched_openings = kept  # type: ignore[attr-defined]
    return kept


def _known(app: Sphinx) -> dict[str, Opening]:
    place = Path(app.srcdir) / "chapters"
    made = {path.stem: opening(path.stem, place) for path in sorted(place.glob("*.toml"))}
    listed = {name.rpartition("/")[2] for name in app.env.found_docs}
    return {name: one for name, one in made.items() if one is not None and name in listed}


def _open(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    chapters = known(app)
    one = chapters.get(docname.rpartition("/")[2])
    if app.builder.format != "html" or one is None or not docname.startswith("chapters/"):
        return
    homes = app.env.dispatched_homes  # type: ignore[attr-defined]

    def link(ident: str) -> str:
        return f"{app.builder.get_relative_uri(docname, homes[ident])}#{ident}"

    title = next(iter(doctree.findall(nodes.title)))
    below = title.parent.index(title) + 1
    drawn = [one.workers] if one.workers else []
    told = nodes.raw("", band(one) + facts(one, link), format="html", claims=drawn)
    title.parent.insert(below, told)
    title.parent.insert(below + 1, nodes.raw("", MARGIN, format="html", switch=True))
    doctree.insert(0, nodes.raw("", kicker(one, len(chapters)), format="html"))
    for box in [n for n in doctree.findall(nodes.admonition)][:1]:
        box["classes"].append("before")


def led(told: Mapping[str, Any] | None, chapters: Mapping[str, Opening]) -> dict[str, Any] | None:
    """The page before or after as the theme has it, with the question of that chapter."""
    if not told:
        return None
    one = chapters.get(str(told["link"]).rpartition("/")[2].removesuffix(".html"))
    if one is None:
        return dict(told)
    number = f'<span class="no era-{one.era}">{one.number}</span> '
    asks = f'<span class="asks">{html.escape(one.question)}</span>'
    return {**told, "title": f"{number}{told['title']}{asks}"}


def _page(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """The side bar of every page."""
    make, parts = context.get("generate_toctree_html"), context.get("generate_toc_html")
    if make is None or parts is None:
        return
    chapters, current = known(app), pagename.rpartition("/")[2]

    def tree(*given: Any, **named: Any) -> str:
        return with_sections(numbered(str(make(*given, **named)), current, chapters), str(parts()))

    context["generate_toctree_html"] = tree
    for way in ("prev", "next"):
        context[way] = led(context.get(way), chapters)


def setup(app: Sphinx) -> None:
    """Work after the links that open a chapter (850) and before its charts (900)."""
    app.connect("doctree-resolved", _open, priority=860)
    app.connect("html-page-context", _page, priority=960)
