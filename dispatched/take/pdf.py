"""The book and each chapter as PDF: ``python -m dispatched.take.pdf`` (``make pdf``).

Chromium prints the built pages as one, with tags, outline, and links that work inside the file. The
book is printed twice: what the first print tells of the pages goes into the list of contents. What
Chromium leaves to the hour (dates) is set to the day of the release, so that the same pages give
the same bytes on the same machine.
"""

from __future__ import annotations

import argparse
import copy
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

from dispatched.notebooks.about import About, about
from dispatched.notebooks.export import print_pdf
from dispatched.notebooks.nodes import renumber
from dispatched.take import paper, shelf
from dispatched.take.bound import Bound, bind
from dispatched.take.built import ROOT, TakeError, order, site_of
from dispatched.take.tree import XHTML, text_of
from dispatched.whole import part_of, told

BOOK = "dispatched.pdf"
OUTLINE = "--generate-pdf-document-outline"
FONTS = "install fonts with Hangul and Cyrillic (Debian: fonts-noto-cjk and fonts-liberation)"


def make_book(bound: Bound, told: About, site: str, target: Path) -> None:
    """Write the book as ``target``.

    Raises:
        TakeError: Chromium is missing or failed, or a letter has no font.
    """
    with _elsewhere(target) as made:
        first = _printed(paper.book(copy.deepcopy(bound), told, site), made)
        at = begins(made)
        whole = paper.book(copy.deepcopy(bound), told, site, at)
        _printed(whole, made)
        if begins(made) != at:
            raise TakeError(f"{target.name}: the contents moved the pages that they list")
        finish(made, told, first, "Cover")


def make_chapter(bound: Bound, name: str, told: About, site: str, target: Path) -> None:
    """Write one chapter, with its evidence and its answers, as ``target``.

    Raises:
        TakeError: there is no such chapter, Chromium is missing, or a letter has no font.
    """
    page = next((page for page in bound.pages if page.name == name), None)
    if page is None:
        raise TakeError(f"{name}: there is no such page in the book")
    with _elsewhere(target) as made:
        whole = _printed(paper.chapter(bound, page, told, site), made)
        finish(made, told, whole, "")


@contextmanager
def _elsewhere(target: Path) -> Iterator[Path]:
    """A file of the same name to work on, which takes the other's place when it is finished."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / target.name
        yield made
        with part_of(target) as part:
            shutil.copyfile(made, part)


def _printed(whole: bytes, target: Path) -> Any:
    """Print a page to a file; its tree comes back."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / f"{target.stem}.xhtml"
        page.write_bytes(whole)
        try:
            print_pdf(page, target, OUTLINE, seconds=550)
        except RuntimeError as error:
            raise TakeError(str(error)) from error
    return etree.fromstring(whole)


def begins(path: Path) -> dict[str, int]:
    """Slug of a part → its page in a printed book, from 1."""
    with pikepdf.open(path) as pdf:
        numbers: dict[Any, int] = {page.objgen: k for k, page in enumerate(pdf.pages, 1)}
        dests: Any = pdf.Root.get("/Dests", {})
        return {
            key[1:]: numbers[place[0].objgen] for key, place in dests.items() if "--" not in key
        }


def finish(path: Path, told: About, page: Any, cover: str) -> None:
    """Set metadata, dates, labels of pages and the words of the outline, in place.

    Args:
        path: a PDF that Chromium printed.
        told: authors, day and so on.
        page: the tree of the page that was printed.
        cover: the label of the first page; empty where there is no cover.

    Raises:
        TakeError: a Hangul or Cyrillic letter of the page has no font on this machine.
    """
    text = text_of(page.find(f"{{{XHTML}}}body"))
    title = page.findtext(f"{{{XHTML}}}head/{{{XHTML}}}title")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        missing = {c for c in text if re.match(r"[\u0400-\u04ff\uac00-\ud7a3]", c)} - letters(pdf)
        if missing:
            shown = " ".join(sorted(missing)[:8])
            raise TakeError(f"{path.name}: no font of this machine has {shown}; {FONTS}")
        _describe(pdf, told, title)
        _label(pdf, cover)
        _outline(pdf, page)
        renumber(pdf)
        pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def letters(pdf: pikepdf.Pdf) -> set[str]:
    """All letters that the fonts of a PDF can give back: those that were drawn."""
    found: set[str] = set()
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary) or "/ToUnicode" not in thing:
            continue
        table = thing.ToUnicode.read_bytes().decode("ascii", "replace")
        for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
            for code in re.findall(r"<[0-9a-fA-F]+>\s*<([0-9a-fA-F]+)>", block):
                found.update(_utf16(code))
        for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
            for first, last, code in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
                start = _utf16(code)
                for k in range(int(last, 16) - int(first, 16) + 1):
                    found.add(chr(ord(start[-1]) + k))
    return found


def _utf16(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be", "replace")


def _describe(pdf: pikepdf.Pdf, told: About, title: str) -> None:
    day = told.printed
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for key, value in {
        "/Title": title,
        "/Author": told.authors,
        "/Keywords": ", ".join(told.keywords),
        "/CreationDate": day,
        "/ModDate": day,
    }.items():
        pdf.docinfo[key] = value
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta["dc:title"] = title
        meta["dc:creator"] = [told.authors]
        meta["dc:language"] = {"en"}
        meta["dc:rights"] = "CC BY 4.0"
        meta["xmp:CreateDate"] = meta["xmp:ModifyDate"] = told.moment.isoformat()


def _label(pdf: pikepdf.Pdf, cover: str) -> None:
    """The number printed on a page is the one by which a reader calls it."""
    numbers: list[Any] = [0, pikepdf.Dictionary(S=pikepdf.Name.D)]
    if cover:
        second = pikepdf.Dictionary(S=pikepdf.Name.D, St=2)
        numbers = [0, pikepdf.Dictionary(P=pikepdf.String(cover)), 1, second]
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))


def _outline(pdf: pikepdf.Pdf, page: Any) -> None:
    """Chromium joins the words of a heading at the end of a line; here they are parted again."""
    heads = page.iterfind(".//{*}*")
    worded = {
        "".join(text_of(head).split()): text_of(head)
        for head in heads
        if re.fullmatch(r"\{.*\}h[1-6]", str(head.tag))
    }

    def mend(items: list[Any]) -> None:
        for item in items:
            bare = "".join(item.title.split())
            half = bare[: len(bare) // 2]
            item.title = worded.get(bare) or worded.get(half) or item.title
            mend(item.children)

    with pdf.open_outline() as outline:
        mend(outline.root)


def chapter_of(given: str, root: Path = ROOT) -> str:
    """The chapter that a number or the beginning of a name means; nothing for nothing.

    Raises:
        TakeError: there is no such chapter, or more than one.

    >>> chapter_of("5") == chapter_of("05") == chapter_of("05-2000") == "05-2000-contract-work"
    True
    """
    if not given:
        return ""
    begin = f"{int(given):02}-" if given.isdecimal() else given
    names = [name.rpartition("/")[2] for name in order(root) if name.startswith("chapters/")]
    found = [name for name in names if name.startswith(begin)]
    if len(found) != 1:
        raise TakeError(
            f"{given}: there is no such chapter; there are {names[0][:2]} to {names[-1][:2]}"
        )
    return found[0]


@told("The PDF was not made")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: print the book and its chapters, or one of them; say where they are."""
    parser = argparse.ArgumentParser(prog="python -m dispatched.take.pdf", description=__doc__)
    parser.add_argument("--chapter", default="", help="this chapter alone, as 5")
    parser.add_argument("--html", type=Path, default=ROOT / "_build" / "html")
    parser.add_argument("--to", type=Path, default=ROOT / "_build" / "take")
    parser.add_argument("--look", action="store_true", help="only say whether there is such a one")
    chosen = parser.parse_args(arguments)
    try:
        name = chapter_of(chosen.chapter)
        if chosen.look:
            return 0
        told, site = about(ROOT), site_of(ROOT)
        bound = bind(ROOT, chosen.html, folded_code=False, with_cards=True)
        chapters = [p for p in bound.pages if p.number and name in ("", p.slug)]
        made = []
        for page in chapters:
            target = chosen.to / f"dispatched-{page.slug}.pdf"
            make_chapter(bound, page.name, told, site, target)
            made.append(target)
        if not chosen.chapter:
            make_book(bound, told, site, chosen.to / BOOK)
            made.append(chosen.to / BOOK)
        shelf.put(chosen.html, made)
    except TakeError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Printed: {len(made)} of the book and its chapters.")
    print(f'They are in {chosen.to} and on the book\'s page "To take away".')
    return 0


if __name__ == "__main__":
    sys.exit(main())
