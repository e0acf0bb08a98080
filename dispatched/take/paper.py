"""The book, or one chapter, as one page to print: cover, contents, running heads, QR codes."""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno
from lxml import etree

from dispatched.charts.theme import ERA_COLOR
from dispatched.notebooks.about import About
from dispatched.take.about import lines as told_lines
from dispatched.take.bound import ANSWERS, Bound, Notes, relink
from dispatched.take.built import Page
from dispatched.take.eras import YEARS
from dispatched.take.tree import by_class, document, elements, has, make

STYLE = Path(__file__).with_name("paper.css")


def book(bound: Bound, about: About, site: str, at: Mapping[str, int] | None = None) -> bytes:
    """All pages bound, as one XHTML page.

    Args:
        bound: the pages, which are changed.
        about: title, version and license.
        site: the address of the built book; empty where there is none, and no QR code then.
        at: slug of a page → the page of paper on which it begins, for the contents.
    """
    known = {page.name: {e.get("id") for e in elements(page.article)} for page in bound.pages}
    slugs = {page.name: page.slug for page in bound.pages}

    def where(name: str, place: str) -> str | None:
        if name not in slugs:
            return _on_site(site, name, place)
        return f"#{slugs[name]}--{place}" if place in known[name] else f"#{slugs[name]}"

    parts = []
    for page in bound.pages:
        _codes(page, bound, site)
        relink(page.article, page.name, where)
        for element in elements(page.article):
            if element.get("id") and "}" not in element.tag:
                element.set("id", f"{page.slug}--{element.get('id')}")
        parts.append(_part(page, page.article))
    front = [_cover(about), _contents(bound.pages, at or {}), _copy(about, site)]
    return document(about.title, _style(bound.pages), *front, *parts)


def chapter(bound: Bound, page: Page, about: About, site: str) -> bytes:
    """One chapter with the evidence that it names and its answers, as one XHTML page.

    The pages bound are left as they are.
    """
    one = Page(page.name, page.title, page.number, copy.deepcopy(page.article))
    one.article.tail = None
    answers = _own_answers(bound, page)
    here = {e.get("id") for part in (one.article, answers) for e in elements(part)}
    _codes(one, bound, site)

    def where(name: str, place: str) -> str | None:
        if name == page.name and not place:
            return f"#{page.slug}"
        if name in (page.name, ANSWERS) and place in here:
            return f"#{place}"
        return _on_site(site, name, place)

    notes = Notes(bound)
    notes.refer(one.article, page.name)
    notes.refer(answers, ANSWERS)
    for link in [*one.article.iter("a"), *answers.iter("a")]:
        if link.get("href", "").startswith("#note-"):
            link.set("data-note", link.attrib.pop("href"))
    relink(one.article, page.name, where)
    relink(answers, ANSWERS, where)
    for link in [*one.article.iter("a"), *answers.iter("a")]:
        if link.get("data-note"):
            link.set("href", link.attrib.pop("data-note"))
    section = notes.section(where)
    if section is not None and site:
        for note in by_class(section, "ev"):
            ident = note.get("id", "").removeprefix("note-")
            note.insert(0, _code(_on_site(site, bound.card_page[ident], ident) or ""))
    ends = [part for part in (section, answers if len(answers) > 1 else None) if part is not None]
    body = _part(one, one.article, *ends, _copy(about, site))
    return document(page.heading, _style([page]), body)


def _own_answers(bound: Bound, page: Page) -> Any:
    """The answers of one chapter, as the page of answers and the chapter itself tell them."""
    answers = next((other for other in bound.pages if other.name == ANSWERS), None)
    section = make("section", {"class": "answers"}, make("h2", None, "Answers"))
    if answers is not None:
        for part in answers.article.xpath(f".//section[@id='answers-{page.slug}']"):
            section.extend(copy.deepcopy(by_class(part, "answer")))
    section.extend(copy.deepcopy(bound.told.get(page.name, [])))
    return section


def _on_site(site: str, name: str, place: str) -> str | None:
    return f"{site}{name}.html{'#' + place if place else ''}" if site else None


def _part(page: Page, article: Any, *more: Any) -> Any:
    article.tag = "article"
    for key in ("class", "id"):
        article.attrib.pop(key, None)
    for figure, kind in (("figure", "figure"), ("figcaption", "caption")):
        for node in list(article.iter(figure)):  # a PDF would tag it as a picture without words
            node.tag = "div"
            node.set("class", f"{kind} {node.get('class', '')}".strip())
    kind = f"part p-{page.slug}"
    return make("section", {"class": kind, "id": page.slug}, article, *more)


def _style(pages: list[Page]) -> list[Any]:
    """The sheet, and for each part its running head."""
    heads = [
        f"@page p-{page.slug} {{ @top-left {{ content: {_quoted(_short(page))}; "
        'font: 9pt "Liberation Sans", Arial, "Noto Sans CJK KR", sans-serif; color: #565b62; } }\n'
        f".p-{page.slug} {{ page: p-{page.slug}; }}"
        for page in pages
    ]
    text = STYLE.read_text(encoding="utf-8") + "\n".join(heads)
    return [make("style", None, text)]


def _short(page: Page) -> str:
    return page.heading if len(page.heading) < 90 else page.heading[:88].rsplit(" ", 1)[0] + " …"


def _quoted(text: str) -> str:
    """A text as a string of a style sheet.

    >>> _quoted("A worker’s “freedom”"), _quoted('a "b"')
    ('"A worker’s “freedom”"', '"a \\\\"b\\\\""')
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _cover(about: About) -> Any:
    bar = make("div", {"class": "eras"})
    for era, years in YEARS.items():
        bar.append(make("i", {"style": f"flex:{years};background:{ERA_COLOR[era]}"}))
    name, _, sub = about.title.partition(": ")
    foot = make("div", {"class": "foot"}, make("p", None, about.authors), *told_lines(about))
    return make(
        "section",
        {"class": "cover"},
        make("h1", None, name),
        make("p", {"class": "sub"}, sub),
        bar,
        foot,
    )


def _contents(pages: list[Page], at: Mapping[str, int]) -> Any:
    entries = make("ol")
    for page in pages:
        entry = make("span", {"class": "entry"}, page.heading)
        number = make("span", {"class": "at"}, str(at.get(page.slug, "")))
        entries.append(make("li", None, make("a", {"href": f"#{page.slug}"}, entry, number)))
    return make("section", {"class": "part contents"}, make("h1", None, "Contents"), entries)


def _copy(about: About, site: str) -> Any:
    """What whoever holds the paper should know of it."""
    said = [
        "An underlined figure leads to its card: who says so, where, on what grounds, how sure we "
        "are. Answers stand at the end. Code that the page of a chapter shows only when asked is "
        "left out; the chapter’s notebook holds it.",
    ]
    if site:
        said.append(f"The codes beside cards and explorers lead to the same place on {site}")
    else:
        said.append(
            "The copy was made without an address on the web, so it bears no QR codes: whoever "
            "hosts the book sets dispatched_site in _config.yml and makes it anew."
        )
    lines = [make("p", None, text) for text in said]
    head = make("h2", None, "About this copy")
    return make("section", {"class": "copy"}, head, *lines, *told_lines(about))


def _codes(page: Page, bound: Bound, site: str) -> None:
    """A QR code beside each explorer and each card; none where there is no site."""
    if not site:
        return
    for figure in page.article.xpath(f".//figure[{has('ch-explorer')}]"):
        figure.append(_code(_on_site(site, page.name, figure.get("id", "")) or ""))
    for ident, card in bound.cards.items():
        if bound.card_page[ident] == page.name:
            card.insert(0, _code(_on_site(site, page.name, ident) or ""))


def _code(address: str) -> Any:
    held = io.BytesIO()
    segno.make(address, error="m", micro=False).save(held, kind="svg", border=0, omitsize=True)
    svg = etree.fromstring(held.getvalue())
    svg.attrib.update({"role": "img", "aria-label": f"QR code: {address}"})
    return make("div", {"class": "qr"}, svg)
