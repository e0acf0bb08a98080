"""What a page's head says to those who do not read it: its own address, a picture, what it is."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from dispatched.cite import errata
from dispatched.notebooks.about import About

PICTURE = "social.png"
"""The picture that a link to the book is shown with, at the root of the site."""

LICENSE = "https://creativecommons.org/licenses/by/4.0/"

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ABOUT = re.compile(r'<meta name="description" content="([^"]*)"')


def said(page: str) -> dict[str, str]:
    """Title and description of a page, as it gives them itself.

    >>> said('<title>A &#8212; B</title><meta name="description" content="C &amp; d">')
    {'title': 'A — B', 'about': 'C & d'}
    """
    title, about = _TITLE.search(page), _ABOUT.search(page)
    return {
        "title": html.unescape(title[1]).strip() if title else "",
        "about": html.unescape(about[1]).strip() if about else "",
    }


def address(base: str, name: str) -> str:
    """Where a page stands on the web; a folder's index is the folder.

    >>> address("https://a.org/b/", "index.html"), address("https://a.org/b", "back/data.html")
    ('https://a.org/b/', 'https://a.org/b/back/data.html')
    """
    short = re.sub(r"(^|/)index\.html$", r"\1", name)
    return f"{base.rstrip('/')}/{short}"


def thing(base: str, name: str, page: str, book: About) -> dict[str, Any]:
    """A page in the words of schema.org: the book as a course, a chapter as a learning resource,
    the page of the data as a data set, any other as a page.

    Args:
        base: the address of the book.
        name: of the page, from the root: ``chapters/05-2000-contract-work.html``.
        page: its source.
        book: what ``CITATION.cff`` says of it.
    """
    own, whole = said(page), address(base, "index.html")
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": address(base, name),
        "url": address(base, name),
        "name": own["title"].split(" — ")[0],
        "inLanguage": "en",
        "license": LICENSE,
        "isAccessibleForFree": True,
        "version": book.version,
        "datePublished": str(book.released),
    }
    if own["about"]:
        made["description"] = own["about"]
    if name == "index.html":
        provider = {"@type": "Organization", "name": book.authors}
        return made | {
            "@type": ["Course", "Book"],
            "name": book.title,
            "description": book.abstract,
            "provider": provider,
            "author": provider,
            "hasCourseInstance": {
                "@type": "CourseInstance",
                "courseMode": "online",
                "courseWorkload": "PT20H",
            },
        }
    made["isPartOf"] = {"@id": whole}
    if name.startswith("chapters/"):
        kinds = {"learningResourceType": "chapter with exercises", "educationalUse": "course"}
        return made | {"@type": "LearningResource", **kinds}
    if name == "back/data.html":
        files = {
            "@type": "DataDownload",
            "encodingFormat": "application/zip",
            "contentUrl": address(base, "downloads/dispatched-data.zip"),
        }
        return made | {
            "@type": "Dataset",
            "creator": {"@type": "Organization", "name": book.authors},
            "temporalCoverage": "1946/2025",
            "spatialCoverage": "Soviet Union and Russia",
            "distribution": [files],
        }
    return made


def tags(base: str, name: str, page: str, book: About) -> str:
    """The lines that a page's head gets."""
    own, here = said(page), html.escape(address(base, name))
    data = json.dumps(thing(base, name, page, book), ensure_ascii=False, separators=(",", ":"))
    feed = f'type="application/atom+xml" title="Errata" href="{html.escape(base)}{errata.FEED}"'
    lines = [f'<link rel="canonical" href="{here}">', f'<link rel="alternate" {feed}>']
    told = {
        "og:type": "website" if name == "index.html" else "article",
        "og:site_name": "Dispatched",
        "og:title": own["title"].split(" — ")[0],
        "og:description": own["about"],
        "og:url": address(base, name),
        "og:image": address(base, PICTURE),
    }
    lines += [f'<meta property="{k}" content="{html.escape(v)}">' for k, v in told.items() if v]
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    # A record is no script: a strict policy lets it stand. "<" could end it early.
    escaped = data.replace("<", "\\u003c")
    lines.append(f'<script type="application/ld+json">{escaped}</script>')
    return "\n".join(lines) + "\n"


def with_tags(base: str, name: str, page: str, book: About) -> str:
    """The page with these lines at the end of its head.

    Raises:
        ValueError: the page has no head.
    """
    head, end, rest = page.partition("</head>")
    if not end:
        raise ValueError(f"{name} has no head")
    return head + tags(base, name, page, book) + end + rest
