"""A built book as a site: each page knows its address, each card has a lasting one."""

from __future__ import annotations

import json
import shutil
import xml.sax.saxutils as xml
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from dispatched.cite import blocks, errata
from dispatched.host import citations, heads, lost, moved, nanopubs, picture, records, shrink
from dispatched.notebooks import about, addresses
from dispatched.whole import folder_of

UNLISTED = ("genindex.html", "search.html")
"""Pages that no search engine need know."""


class SiteError(RuntimeError):
    """The site cannot be made; the message says what to do."""


def address_of(root: Path, given: str = "") -> str:
    """The address of the book: as given, or ``dispatched_site`` of ``_config.yml``.

    Raises:
        SiteError: there is none, or it is no address.
    """
    try:
        config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
        set_ = {"dispatched_site": given or config["sphinx"]["config"]["dispatched_site"]}
        base = addresses.hosts(set_).site
    except ValueError as error:
        raise SiteError(str(error)) from None
    if not base:
        raise SiteError(
            "Where will the book stand? Say make site SITE=https://example.org/dispatched/, or set "
            "dispatched_site in _config.yml."
        )
    return base


def sitemap(base: str, names: list[str], date: str) -> str:
    """The pages of the book as https://www.sitemaps.org/protocol.html has it."""
    lines = "".join(
        f"<url><loc>{xml.escape(heads.address(base, name))}</loc><lastmod>{date}</lastmod></url>\n"
        for name in names
        if name not in UNLISTED
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )


def make(html: Path, target: Path, base: str, root: Path) -> dict[str, int]:
    """The site in ``target``, whole: what stood there is replaced when all is made.

    Args:
        html: the built book.
        target: the folder of the site.
        base: its address, with a stroke at its end.
        root: of the checkout.

    Returns:
        What was made: pages, records, addresses that lead on, files compressed.

    Raises:
        SiteError: there is no built book.
        moved.MovedError: a row of ``moved.csv`` leads nowhere.
        errata.ErrataError: an entry of the errata cannot be told.
    """
    if not (html / "index.html").is_file():
        raise SiteError(f"There is no built book in {html}: say make book first.")
    with folder_of(target) as fresh:
        return _fill(html, fresh, base, root)


def _fill(html: Path, fresh: Path, base: str, root: Path) -> dict[str, int]:
    book = about.about(root)
    shutil.copytree(html, fresh, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.part"))
    names = sorted(p.relative_to(fresh).as_posix() for p in fresh.rglob("*.html"))
    leads = moved.read(root / moved.TABLE, {*names})
    titles = {}
    for name in names:
        page = (fresh / name).read_text(encoding="utf-8")
        titles[name] = heads.said(page)["title"].split(" — ")[0]
        page = blocks.again(page, book, base)
        _write(fresh / name, heads.with_tags(base, name, page, book))
    chapters = [(name, titles[name]) for name in names if name.startswith("chapters/")]
    written: Mapping[str, str] = {
        "404.html": lost.page(base, chapters),
        "lost.js": lost.SCRIPT,
        "lost.css": lost.SHEET,
        "moved.js": moved.SCRIPT,
        "sitemap.xml": sitemap(base, names, str(book.released)),
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n",
        f"{records.FOLDER}/schema.json": _json(records.schema()),
        f"{records.FOLDER}/claims.nq": nanopubs.text(base, str(book.released)),
        errata.FEED: errata.atom(errata.read(root), book, base),
    }
    made = {"pages": len(names), "records": 0, "addresses": 0}
    for name, text in written.items():
        _write(fresh / name, text)
    for name, text in moved.pages(leads, base):
        _write(fresh / name, text)
        made["addresses"] += 1
    index: dict[str, list[str]] = {}
    for name, record in records.all_records(base.rstrip("/")):
        _write(fresh / records.FOLDER / f"{name}.json", _json(record))
        index.setdefault(name.split("/")[0], []).append(name.split("/")[1])
        made["records"] += 1
    for name, text in citations.files(book, base):
        _write(fresh / records.FOLDER / name, text)
    _write(fresh / records.FOLDER / "index.json", _json({"version": records.VERSION, "ids": index}))
    (fresh / heads.PICTURE).write_bytes(picture.png(book.title))
    made["compressed"] = shrink.shrink(fresh)
    return made


def _json(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
