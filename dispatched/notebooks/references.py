"""The works that the book cites, as text: author and year, and the whole reference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dispatched import evidence


@dataclass(frozen=True)
class Work:
    """One entry of ``references.bib``: names, year, the reference in words, an address or none."""

    key: str
    names: str
    year: str
    text: str
    url: str


def works(folder: Path | None = None) -> dict[str, Work]:
    """Key → work, in the order of the file.

    Args:
        folder: the data folder; that of the evidence if not given.
    """
    return dict(_works(folder or evidence.data_folder()))


@lru_cache(maxsize=2)
def _works(folder: Path) -> tuple[tuple[str, Work], ...]:
    from pybtex.database import parse_file
    from pybtex.plugin import find_plugin

    library = parse_file(str(folder / "references.bib"), "bibtex")
    for entry in library.entries.values():
        # The style would write the title of an English work without its capitals.
        entry.fields["title"] = "{" + entry.fields["title"] + "}"
    style = find_plugin("pybtex.style.formatting", "unsrt")()
    plain = find_plugin("pybtex.backends", "plaintext")()
    texts = {e.key: e.text.render(plain) for e in style.format_bibliography(library)}
    found = []
    for key, entry in library.entries.items():
        doi, url = entry.fields.get("doi"), entry.fields.get("url", "")
        people = entry.persons.get("author") or entry.persons.get("editor") or []
        names = [" ".join([*p.prelast_names, *p.last_names]) for p in people] or [key]
        address = f"https://doi.org/{doi}" if doi else url
        year = entry.fields.get("year", "no date")
        found.append((key, Work(key, _joined(names), year, texts[key], address)))
    return tuple(found)


def _joined(names: list[str]) -> str:
    """One name, two with "and", or the first of many."""
    names = [name.replace("{", "").replace("}", "") for name in names]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)
