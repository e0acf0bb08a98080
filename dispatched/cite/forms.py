"""A citation in four forms: plain text, BibTeX, RIS, CSL-JSON. ``cite-forms.js`` does the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from dispatched import evidence
from dispatched.cite.items import Item
from dispatched.notebooks.about import About

KINDS = {
    "book": ("book", "BOOK"),
    "chapter": ("incollection", "CHAP"),
    "article-journal": ("article", "JOUR"),
    "report": ("techreport", "RPRT"),
    "dataset": ("misc", "DATA"),
    "figure": ("misc", "FIGURE"),
    "entry": ("misc", "GEN"),
    "webpage": ("misc", "ELEC"),
    "document": ("misc", "GEN"),
}
"""Type of an item → kind of entry in BibTeX and in RIS."""

TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
"""Signs that BibTeX and LaTeX take for their own → how they are written. All others stand as they
are, in UTF-8. A brace is counted even behind a stroke, so it has a name.
"""

FORMS = {"txt": "Plain text", "bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}
"""Ending of a file → name of its form."""


def write(form: str, items: Sequence[Item]) -> str:
    """Items in one form, as the text of a file.

    Args:
        form: one of :data:`FORMS`.
        items: what is cited; after it the sources that are to be cited with it.
    """
    made: dict[str, Callable[[Item], str]] = {"txt": plain, "bib": bibtex, "ris": ris}
    if form == "csl.json":
        return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"
    return {"bib": "\n"}.get(form, "").join(map(made[form], items))


def told(book: About, site: str, issues: str) -> dict[str, Any]:
    """What ``cite.js`` is told: who, which version, when and where, and the tables above.

    Args:
        book: what ``CITATION.cff`` says.
        site: the address of the book, or nothing.
        issues: where reports are opened, or nothing.
    """
    day = book.released
    return {
        "title": book.title,
        "authors": book.authors,
        "version": book.version,
        "day": [day.year, day.month, day.day],
        "spoken": str(day),
        "site": site,
        "issues": issues,
        "kinds": KINDS,
        "tex": TEX,
        "months": evidence.MONTHS,
    }


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", str(text)).strip()


def _names(item: Item) -> list[tuple[str, str]]:
    """Family name and given names; who is no person has no given names."""
    return [(n.get("literal") or n["family"], n.get("given", "")) for n in item["author"]]


def _date(item: Item) -> list[int]:
    """Year, month and day, as far as they are known."""
    found: list[int] = item["issued"]["date-parts"][0] if "issued" in item else []
    return found


def _spoken(item: Item) -> str:
    """The day or the month, where it is known."""
    date = _date(item)
    return evidence.spoken_date("-".join(map(str, date))) if date[1:] else ""


def _place(item: Item) -> str:
    """In what it stands: in a page its kind and the book, of an article volume, number, pages."""
    inside: str = item.get("container-title", "")
    if "genre" in item:
        inside = f"{item['genre']} in {inside}"
    elif item["type"] == "chapter":
        inside = f"In {inside}"
    if "volume" in item:
        inside += f" {item['volume']}"
    if "issue" in item:
        inside += f"({item['issue']})"
    return inside


def plain(item: Item) -> str:
    """One item as a line of text.

    >>> print(plain({"type": "chapter", "title": "Who?", "author": [{"literal": "We"}],
    ...     "container-title": "A book", "version": "1", "issued": {"date-parts": [[2026, 5, 3]]}}))
    We (2026). Who? In A book, version 1, 3 May 2026.
    <BLANKLINE>
    """
    names = [f"{given} {family}".strip() for family, given in _names(item)]
    who = ", ".join(names[:-1]) + (" and " if names[1:] else "") + names[-1]
    version = item.get("version") and f"version {item['version']}"
    parts = [_place(item), item.get("page"), item.get("publisher"), version, _spoken(item)]
    where = ", ".join(part for part in parts if part)
    address = f"https://doi.org/{item['DOI']}" if "DOI" in item else item.get("URL", "")
    end = "" if re.search(r"[.?!…]$", item["title"]) else "."
    about = "about " if item.get("issued", {}).get("circa") else ""
    year = f"{about}{_date(item)[0]}" if "issued" in item else "no date"
    said = [f"{who} ({year}).", f"{item['title']}{end}"]
    said += [re.sub("^version", "Version", f"{where}.")] if where else []
    said += [f"{item['note']}."] if "note" in item else []
    return _line(" ".join([*said, address])) + "\n"


def tex(text: str) -> str:
    """A text as BibTeX takes it.

    >>> print(tex("30% & {more}"))
    30\\% \\& \\textbraceleft{}more\\textbraceright{}
    """
    return "".join(TEX.get(sign, sign) for sign in _line(text))


def _fields(item: Item) -> list[tuple[str, str]]:
    """The fields of an entry of BibTeX, values as they are written."""
    kind = KINDS[item["type"]][0]
    who = " and ".join(
        f"{tex(family)}, {tex(given)}" if given else f"{{{tex(family)}}}"
        for family, given in _names(item)
    )
    place = {"article": "journal", "incollection": "booktitle"}.get(kind, "howpublished")
    inside = item.get("container-title", "")
    inside = f"{item['genre']} in {inside}" if "genre" in item else inside
    notes = [f"Version {item['version']}"] if "version" in item else []
    notes += [item["note"]] if "note" in item else []
    date = _date(item)
    return [
        ("author", who),
        ("title", f"{{{tex(item['title'])}}}"),
        (place, tex(inside)),
        ("institution" if kind == "techreport" else "publisher", tex(item.get("publisher", ""))),
        ("volume", tex(item.get("volume", ""))),
        ("number", tex(item.get("issue", ""))),
        ("pages", tex(item.get("page", "")).replace("–", "--")),
        ("year", str(date[0]) if date else ""),
        ("month", evidence.MONTHS[date[1] - 1][:3].lower() if date[1:] else ""),
        ("doi", address(item.get("DOI", ""))),
        ("url", address(item.get("URL", ""))),
        ("note", tex(". ".join(notes))),
    ]


def address(text: str) -> str:
    """An address as it may stand in BibTeX and in a line: what would end either is written as %.

    >>> address("https://a.org/{1}?b=c d")
    'https://a.org/%7B1%7D?b=c%20d'
    """
    return re.sub(r"[\s{}\\\"<>]", lambda sign: f"%{ord(sign[0]):02X}", text)


def bibtex(item: Item) -> str:
    """One item as an entry of BibTeX. The braces about the title keep its capitals."""
    bare = {"month"}
    lines = [
        f"  {name} = {value if name in bare else f'{{{value}}}'},\n"
        for name, value in _fields(item)
        if value
    ]
    return f"@{KINDS[item['type']][0]}{{{item['id']},\n{''.join(lines)}}}\n"


def ris(item: Item) -> str:
    """One item as a record of RIS. Lines end with CR and LF, as it asks.

    In the name of a body a comma would part family name and given names; it becomes a semicolon.
    """
    who = [f"{f}, {g}" if g else f.replace(",", ";") for f, g in _names(item)]
    pages = re.split("[–-]", item.get("page", ""))
    date = [f"{n:02}" for n in _date(item)]
    lines: list[tuple[str, Any]] = [
        ("TY", KINDS[item["type"]][1]),
        ("ID", item["id"]),
        *(("AU", name) for name in who),
        ("TI", item["title"]),
        ("T2", item.get("container-title")),
        ("M3", item.get("genre")),
        ("PB", item.get("publisher")),
        ("VL", item.get("volume")),
        ("IS", item.get("issue")),
        ("SP", pages[0]),
        ("EP", pages[1] if pages[1:] else ""),
        ("ET", item.get("version")),
        ("PY", date[0] if date else ""),
        ("DA", "/".join([*date, "", ""][:3]) if date else ""),
        ("DO", item.get("DOI")),
        ("UR", address(item.get("URL", ""))),
        ("LA", item.get("language")),
        ("N1", item.get("note")),
    ]
    text = "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in lines if value)
    return f"{text}ER  - \r\n"
