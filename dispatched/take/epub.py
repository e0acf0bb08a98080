"""The book as EPUB 3: ``python -m dispatched.take.epub`` (``make epub``).

Each page is one file, its cards are notes at its end, its charts are pictures with a description.
Letters that a reader may lack are embedded, from a free font of the machine.
The zip is written in one order with one date, so the same pages give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from dispatched.notebooks import zipped
from dispatched.notebooks.about import About, about
from dispatched.take import opf, shelf
from dispatched.take.bound import Bound, Notes, bind, relink
from dispatched.take.built import ROOT, Page, site_of
from dispatched.take.fonts import FAMILY, MISSING, cut, find, letters_of
from dispatched.take.tree import (
    OPS,
    SVG,
    by_class,
    document,
    elements,
    has,
    make,
    remove,
    replace,
    text_of,
    unwrap,
)

STYLE = Path(__file__).with_name("reader.css")
TYPE = f"{{{OPS}}}type"
OFL = Path(__file__).with_name("OFL.txt")
FONT = "letters.otf"
EMBEDDED = f"""
@font-face {{ font-family: "{FAMILY}"; src: url("{FONT}"); }}
[lang|="ko"], [lang|="ru"] {{ font-family: "{FAMILY}", sans-serif; }}
"""
OF_THE_FONT = (
    "Words in Hangul and in Cyrillic are set in letters cut out of a font that is under the SIL "
    "Open Font License, version 1.1, which follows. Its copyright:"
)
MIMETYPE = "mimetype"
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="book/package.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


def make_epub(bound: Bound, told: About, site: str, target: Path, font: Path | None = None) -> bool:
    """Write the pages bound as an EPUB; they are changed.

    Args:
        bound: the pages, bound without those of the evidence.
        told: title, version and so on.
        site: the address of the built book, for links to what the file does not hold; or empty.
        target: the file.
        font: the file of a font with Hangul and Cyrillic, whose letters are embedded.

    Returns:
        whether the letters are there: False where the pages have some, and no font was embedded.
    """
    known = {page.name: {e.get("id") for e in elements(page.article)} for page in bound.pages}
    slugs = {page.name: page.slug for page in bound.pages}

    def where(name: str, place: str) -> str | None:
        if name not in slugs:
            return f"{site}{name}.html{'#' + place if place else ''}" if site else None
        return f"{slugs[name]}.xhtml{'#' + safe(place) if place in known[name] else ''}"

    files: dict[str, bytes] = {"reader.css": STYLE.read_text(encoding="utf-8").encode()}
    for page in bound.pages:
        files.update(_pictures(page))
        files[f"{page.slug}.xhtml"] = _page(bound, page, where)
    whole = _letters(files, font)
    files["cover.svg"] = opf.cover(told)
    files["cover.xhtml"] = document(told.title, [_sheet()], opf.cover_page(told))
    files["contents.xhtml"] = document(
        "Contents", [_sheet()], opf.contents(bound.pages, with_letters=FONT in files)
    )
    with_math = {name for name, data in files.items() if b"<math" in data}
    ident = uuid.uuid5(uuid.NAMESPACE_URL, f"{told.title} {told.version}")
    package = opf.package(told, f"urn:uuid:{ident}", sorted(files), bound.pages, with_math)
    _write(target, {"package.opf": package, **files}, told)
    return whole


def _letters(files: dict[str, bytes], font: Path | None) -> bool:
    """Add the font for Hangul and Cyrillic, its rule and its license; False where it is missing."""
    needed = letters_of(data.decode() for name, data in files.items() if name.endswith(".xhtml"))
    if not needed:
        return True
    found = cut(font, needed) if font else None
    if found is None:
        return False
    files[FONT] = found.data
    files["reader.css"] += EMBEDDED.encode()
    whose = make("p", None, f"{OF_THE_FONT} {found.credit}")
    terms = make("pre", None, OFL.read_text(encoding="utf-8"))
    page = make("section", None, make("h1", None, "The letters"), whose, terms)
    files[f"{opf.LETTERS}.xhtml"] = document("The letters", [_sheet()], page)
    return True


def safe(ident: str) -> str:
    """An id as XML allows it, the same for the same id.

    >>> safe("chapters/05-work-solution-1"), safe("planned-money"), safe("2-1")
    ('chapters-05-work-solution-1', 'planned-money', 'n-2-1')
    """
    bare = re.sub(r"[^\w.-]", "-", ident)
    return bare if not bare or re.match(r"[^\W\d]", bare) else f"n-{bare}"


def _sheet() -> Any:
    return make("link", {"rel": "stylesheet", "type": "text/css", "href": "reader.css"})


def _page(bound: Bound, page: Page, where: Any) -> bytes:
    """One page with its cards as notes."""
    article = page.article
    notes = Notes(bound)
    notes.refer(article, page.name)
    references = [a for a in article.iter("a") if a.get("href", "").startswith("#note-")]
    held = {a.get("id"): a.get("href") for a in references}
    relink(article, page.name, lambda name, place: _local(where, page, name, place))
    for link in references:
        link.attrib.update({"href": held[link.get("id")], TYPE: "noteref", "role": "doc-noteref"})
    article.tag = "section"
    for key in ("class", "id"):
        article.attrib.pop(key, None)
    if page.number:
        article.attrib.update({TYPE: "chapter", "role": "doc-chapter"})
    section = notes.section(lambda name, place: _local(where, page, name, place))
    parts = [article]
    if section is not None:
        section.attrib.update({TYPE: "endnotes", "role": "doc-endnotes"})
        for back in section.xpath(f".//p[{has('back')}]/a"):
            back.set("role", "doc-backlink")
        parts.append(section)
    for part in parts:
        _lawful(part)
    return document(page.heading, [_sheet()], *parts)


def _local(where: Any, page: Page, name: str, place: str) -> str | None:
    """An address within the file without the file's name."""
    href: str | None = where(name, place)
    return href.removeprefix(f"{page.slug}.xhtml") or href if href and "#" in href else href


def _pictures(page: Page) -> dict[str, bytes]:
    """The charts of a page as files, an image in the place of each; small signs go."""
    made = {}
    for drawing in list(page.article.iter(SVG)):
        said = drawing.attrib.pop("aria-label", "")
        drawing.attrib.pop("role", None)
        if not said:
            remove(drawing)
            continue
        for link in drawing.xpath(".//*[local-name()='a']"):  # a picture leads nowhere
            unwrap(link)
        _named(drawing)
        tail, drawing.tail = drawing.tail, None
        etree.cleanup_namespaces(drawing)
        data = etree.tostring(drawing, encoding="utf-8", xml_declaration=True)
        drawing.tail = tail
        name = f"chart-{hashlib.sha256(data).hexdigest()[:12]}.svg"
        made[name] = data
        replace(drawing, make("img", {"src": name, "alt": said}))
    return made


def _named(drawing: Any) -> None:
    """Ids in a drawing as XML allows them, and what refers to them."""
    for element in drawing.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.set(key, safe(value))
            elif "url(#" in value:
                said = re.sub(r"url\(#([^)]*)\)", lambda m: f"url(#{safe(m[1])})", value)
                element.set(key, said)


def _lawful(part: Any) -> None:
    """What browsers forgive and a validator does not."""
    seen: set[str] = set()
    for element in elements(part):
        ident = safe(element.get("id", ""))
        if ident:
            if ident in seen:
                del element.attrib["id"]
            else:
                element.set("id", ident)
                seen.add(ident)
    for holder in part.xpath(".//p | .//span | .//h1 | .//h2 | .//h3"):
        for block in holder.xpath("./div | ./p | ./ul | ./dl"):
            block.tag = "span"
    for cell in by_class(part, "stub", "head"):
        cell.attrib.pop("lang", None) if not text_of(cell) else None


def _write(target: Path, files: dict[str, bytes], told: About) -> None:
    whole = {MIMETYPE: b"application/epub+zip"}  # stored, and before all others
    whole["META-INF/container.xml"] = CONTAINER.encode()
    whole |= {f"book/{name}": data for name, data in files.items()}
    zipped.write(target, whole.items(), told.stamp, {MIMETYPE})


def _made(pages: Path, target: Path) -> None:
    bound = bind(ROOT, pages, folded_code=True, with_cards=False)
    if not make_epub(bound, about(ROOT), site_of(ROOT), target, find()):
        print(MISSING, file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: write the file, put it beside the pages, say where it is."""
    return shelf.command(arguments, "epub", "dispatched.epub", _made)


if __name__ == "__main__":
    sys.exit(main())
