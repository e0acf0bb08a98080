"""What archives read of a release, made from ``CITATION.cff``: ``.zenodo.json``, ``codemeta.json``.

``python -m dispatched.cite`` writes both.
"""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

from dispatched.notebooks.about import About
from dispatched.whole import write_whole

CODE, CONTENT = "BSD-3-Clause", "CC-BY-4.0"
"""The licenses, as https://spdx.org/licenses/ names them: of the code, and of text and data."""

STAGE = "https://www.repostatus.org/#wip"
"""How far the book is: whole, but no version has been released."""

NOTE = (
    "Code: BSD 3-Clause (LICENSE). Text and data: Creative Commons Attribution 4.0 "
    "(LICENSE-content). The sources belong to their authors."
)


def zenodo(book: About) -> dict[str, Any]:
    """The record that Zenodo makes of a release. It takes one license, that of the code, as
    ``CITATION.cff`` does; the note and the description say the other.
    """
    return {
        "title": book.title,
        "upload_type": "software",
        "description": f"<p>{html.escape(book.abstract)}</p><p>{NOTE}</p>",
        "creators": [{"name": book.authors}],
        "version": book.version,
        "publication_date": str(book.released),
        "license": {"id": CODE},
        "access_right": "open",
        "language": "eng",
        "keywords": list(book.keywords),
        "notes": NOTE,
    }


def codemeta(book: About) -> dict[str, Any]:
    """The same in the words of CodeMeta 3.0; the text and the data are parts with a license of
    their own.
    """
    author = {"@type": "Organization", "name": book.authors}
    content = _license(CONTENT)
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": book.title,
        "description": book.abstract,
        "author": [author],
        "version": book.version,
        "dateModified": str(book.released),
        "license": _license(CODE),
        "developmentStatus": STAGE,
        "programmingLanguage": "Python",
        "keywords": list(book.keywords),
        "hasPart": [
            {"@type": "Book", "name": book.title, "author": author, "license": content},
            {
                "@type": "Dataset",
                "name": f"Data package of {book.title}",
                "creator": author,
                "license": content,
            },
        ],
    }


def _license(name: str) -> str:
    return f"https://spdx.org/licenses/{name}"


def files(book: About) -> dict[str, str]:
    """Name of a file at the root of the checkout → its text."""
    made = {".zenodo.json": zenodo(book), "codemeta.json": codemeta(book)}
    return {n: json.dumps(m, ensure_ascii=False, indent=2) + "\n" for n, m in made.items()}


def write(root: Path, book: About) -> list[str]:
    """Write them; the names of those that have changed."""
    changed = []
    for name, text in files(book).items():
        path = root / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            write_whole(path, text)
            changed.append(name)
    return changed
