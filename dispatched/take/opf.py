"""What an EPUB has beside its pages: the package file, the contents, the cover."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from lxml import etree

from dispatched.charts.theme import ERA_COLOR
from dispatched.notebooks.about import About
from dispatched.take.about import LICENSE, lines
from dispatched.take.built import Page
from dispatched.take.eras import YEARS
from dispatched.take.tree import OPS, make

OPF, DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
KIND = {
    **{"xhtml": "application/xhtml+xml", "svg": "image/svg+xml"},
    **{"css": "text/css", "otf": "font/otf"},
}
TYPE = f"{{{OPS}}}type"
LETTERS = "letters"
"""Name of the page that says whose the embedded font is, the last where there is one."""

ACCESS = [
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "longDescription"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityFeature", "MathML"),
    ("accessibilityHazard", "none"),
    (
        "accessibilitySummary",
        "Every chart is a picture with a description in words. Figures in the text lead to notes "
        "at the end of their chapter, and the notes lead back. Korean and Russian words are marked "
        "as such.",
    ),
]
"""What schema.org asks of a book about its accessibility."""


def package(
    told: About, ident: str, files: Collection[str], pages: list[Page], with_math: Collection[str]
) -> bytes:
    """The package file: metadata, the files, the order of reading.

    Args:
        told: title, authors, day.
        ident: what tells this version from all other books.
        files: names of all files beside this one.
        pages: the pages in the order of reading.
        with_math: names of the pages that hold a formula.
    """
    root = etree.Element(
        f"{{{OPF}}}package",
        {"version": "3.0", "unique-identifier": "id"},
        nsmap={None: OPF, "dc": DC},
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    meta = etree.SubElement(root, f"{{{OPF}}}metadata")
    for name, value in [
        ("identifier", ident),
        ("title", told.title),
        ("language", "en"),
        ("creator", told.authors),
        ("date", told.released.isoformat()),
        ("description", told.abstract),
        ("rights", f"CC BY 4.0, {LICENSE}"),
        *(("subject", word) for word in told.keywords),
    ]:
        entry = etree.SubElement(meta, f"{{{DC}}}{name}")
        entry.text = value
        if name == "identifier":
            entry.set("id", "id")
    moment = f"{told.moment:%Y-%m-%dT%H:%M:%SZ}"
    properties = [("dcterms:modified", moment), *((f"schema:{k}", v) for k, v in ACCESS)]
    for name, value in properties:
        etree.SubElement(meta, f"{{{OPF}}}meta", {"property": name}).text = value
    manifest = etree.SubElement(root, f"{{{OPF}}}manifest")
    for name in sorted(files):
        entry = {"id": _id(name), "href": name, "media-type": KIND[name.rsplit(".", 1)[1]]}
        marks = [
            {"contents.xhtml": "nav", "cover.svg": "cover-image"}.get(name, ""),
            "mathml" if name in with_math else "",
        ]
        if any(marks):
            entry["properties"] = " ".join(mark for mark in marks if mark)
        etree.SubElement(manifest, f"{{{OPF}}}item", entry)
    spine = etree.SubElement(root, f"{{{OPF}}}spine")
    last = [LETTERS] if f"{LETTERS}.xhtml" in files else []
    for name in ("cover", "contents", *(page.slug for page in pages), *last):
        etree.SubElement(spine, f"{{{OPF}}}itemref", {"idref": _id(f"{name}.xhtml")})
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return made


def _id(name: str) -> str:
    return f"f-{name.replace('.', '-')}"


def contents(pages: list[Page], *, with_letters: bool) -> Any:
    """The list of contents, which is also the menu of a reader, and the landmarks."""
    entries = [make("li", None, make("a", {"href": "cover.xhtml"}, "Cover"))]
    entries += [
        make("li", None, make("a", {"href": f"{page.slug}.xhtml"}, page.heading)) for page in pages
    ]
    if with_letters:
        entries.append(make("li", None, make("a", {"href": f"{LETTERS}.xhtml"}, "The letters")))
    first = next((page for page in pages if page.number), pages[0])
    marks = [
        make("li", None, make("a", {"href": "contents.xhtml", TYPE: "toc"}, "Contents")),
        make(
            "li", None, make("a", {"href": f"{first.slug}.xhtml", TYPE: "bodymatter"}, "Chapters")
        ),
    ]
    head = make("h1", None, "Contents")
    menu = make(
        "nav", {TYPE: "toc", "role": "doc-toc", "id": "toc"}, head, make("ol", None, *entries)
    )
    hidden = make("h2", None, "Landmarks")
    landmarks = make(
        "nav",
        {TYPE: "landmarks", "id": "landmarks", "hidden": "hidden"},
        hidden,
        make("ol", None, *marks),
    )
    return make("div", None, menu, landmarks)


def cover(told: About) -> bytes:
    """The cover as a drawing: title and the bar of the eras."""
    name, _, sub = told.title.partition(": ")
    space = "http://www.w3.org/2000/svg"
    root = etree.Element(f"{{{space}}}svg", {"viewBox": "0 0 600 900"}, nsmap={None: space})
    etree.SubElement(root, f"{{{space}}}title").text = told.title
    etree.SubElement(root, f"{{{space}}}rect", {"width": "600", "height": "900", "fill": "#fdfcf9"})
    face = "'Liberation Sans', Arial, Helvetica, sans-serif"
    lines = [
        (name, 300, 72, "bold"),
        *((half, y, 28, "normal") for half, y in zip(_halves(sub), (360, 398), strict=True)),
    ]
    for text, y, height, weight in [*lines, (told.authors, 830, 20, "normal")]:
        look = {"x": "60", "y": str(y), "font-size": str(height), "font-weight": weight}
        line = etree.SubElement(root, f"{{{space}}}text", {**look, "fill": "#1d2127"})
        line.set("font-family", face)
        line.text = text
    x, width = 60.0, 480 / sum(YEARS.values())
    for era, years in YEARS.items():
        bar = {"x": f"{x:.1f}", "y": "470", "width": f"{years * width - 3:.1f}", "height": "22"}
        etree.SubElement(root, f"{{{space}}}rect", {**bar, "fill": ERA_COLOR[era]})
        x += years * width
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _halves(text: str) -> list[str]:
    words = text.split()
    middle = (len(words) + 1) // 2
    return [" ".join(words[:middle]), " ".join(words[middle:])]


def cover_page(told: About) -> Any:
    """The page that shows the cover, with what a title page says."""
    picture = make("img", {"src": "cover.svg", "alt": f"Cover: {told.title}"})
    return make(
        "section",
        {TYPE: "cover", "class": "cover"},
        make("h1", None, told.title),
        picture,
        make("p", None, told.authors),
        *lines(told),
    )
