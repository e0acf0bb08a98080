"""Pages of HTML as tagged PDFs, by the Chromium of this machine, with the network cut."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

import pikepdf

from dispatched.charts.theme import ERA_COLOR
from dispatched.kit.worksheet import KitError
from dispatched.notebooks import chromium
from dispatched.notebooks.about import about
from dispatched.notebooks.nodes import renumber
from dispatched.whole import part_of

ROOT = Path(__file__).resolve().parents[2]
LICENSE = "Text and data: CC BY 4.0"
PATIENCE = 120_000
"""Milliseconds that a page may take to be laid out, on a machine with other work."""
PAPERS = {"a4": "A4", "letter": "letter"}
"""Word of the command → size as style sheets call it."""


def foot(site: str, name: str = "") -> str:
    """What stands below each page: where the book is, the license, the number of the page.

    Args:
        site: the address of the built book; a line to write it on where there is none yet.
        name: of a chapter, whose page the address is then.
    """
    whole = f"{site}chapters/{name}.html" if name else site
    place = escape(whole) if site else "the book is at: ______________________________"
    style = "width:100%;margin:0 13mm;font:7.5pt Arial,'Liberation Sans',sans-serif;color:#000"
    pages = '<span class="pageNumber"></span> / <span class="totalPages"></span>'
    row = f"{style};display:flex;justify-content:space-between"
    told = f"<span>Dispatched · {place}</span><span>{LICENSE}</span><span>{pages}</span>"
    return f'<div style="{row}">{told}</div>'


def colors() -> str:
    """A class for each era, which gives its color."""
    return "".join(f".era-{era} {{ --era: {color}; }}" for era, color in ERA_COLOR.items())


class Printer:
    """Prints one page after the other with one browser, which reaches nothing but the page."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser

    def pdf(self, html: str, path: Path, foot: str = "") -> None:
        """Print a page; the file is there whole or not at all.

        Args:
            html: a whole page.
            path: of the PDF.
            foot: HTML below each page; none without it.

        Raises:
            KitError: the browser could not print it, or the file could not be written.
        """
        from playwright.sync_api import Error

        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.html"
            page.write_text(html, encoding="utf-8")
            try:
                with self._browser.new_context(offline=True, java_script_enabled=False) as context:
                    context.set_default_timeout(PATIENCE)
                    tab = context.new_page()
                    tab.goto(page.as_uri())
                    made = tab.pdf(
                        prefer_css_page_size=True,
                        print_background=True,
                        tagged=True,
                        outline=True,
                        display_header_footer=bool(foot),
                        header_template="<span></span>",
                        footer_template=foot or "<span></span>",
                    )
                with part_of(path) as part:
                    part.write_bytes(_dated(made))
            except (Error, OSError) as error:
                raise KitError(f"{path.name}: was not printed: {_first(error)}") from None


def _dated(made: bytes) -> bytes:
    """The same PDF of the day of release, not of this second: the same sheets, the same bytes."""
    day, target = about(ROOT).printed, io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = day
        if "/ID" in pdf.trailer:  # its first half would stay
            del pdf.trailer["/ID"]
        renumber(pdf)
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _first(error: Exception) -> str:
    """The first line of what is told; the browser's log follows it."""
    return (str(error).splitlines() or [""])[0]


@contextmanager
def printer() -> Iterator[Printer]:
    """A browser that prints.

    Raises:
        KitError: there is no Chromium, or it does not start.
    """
    from playwright.sync_api import Error, sync_playwright

    try:
        program = chromium.program()
    except RuntimeError as error:
        raise KitError(str(error)) from None
    with sync_playwright() as started:
        try:
            browser = started.chromium.launch(executable_path=program, args=chromium.sandbox())
        except Error as error:
            raise KitError(f"{program} does not start: {_first(error)}") from None
        yield Printer(browser)
        browser.close()
