"""What the pages of a book tell each other: titles, labels, contents, citations, exercises."""

from __future__ import annotations

import hashlib
from typing import Any

from docutils import nodes

OWN = {
    *("app", "_app", "config", "config_status", "config_status_extra", "domains", "events"),
    *("settings", "current_document"),
    *("all_docs", "dependencies", "doctreedir", "temp_data", "ref_context", "titles_old"),
    *("_pickled_doctree_cache", "_write_doc_doctree_cache", "project", "version"),
}
"""What Sphinx notes for itself, of times and places, and what ``_config.yml`` says."""

CITED, COUNTED = "cite.citation_refs", "wordcount"
LINES = {"line", "lineno"}
"""Where something stands in a source is no matter of another page."""


def told(env: Any) -> dict[str, str]:
    """All that one page may know of another, whatever the order it was found in.

    Args:
        env: the environment of Sphinx, when all pages are read.

    Returns:
        name of a part of the environment → digest.
    """
    found = {name: value for name, value in vars(env).items() if name not in OWN}
    for domain, parts in found.pop("domaindata").items():
        found |= {f"{domain}.{name}": value for name, value in parts.items()}
    # MyST counts the words of each page for the page itself.
    about = found.get("metadata", {}).items()
    found["metadata"] = {
        page: {name: value for name, value in said.items() if name != COUNTED}
        for page, said in about
    }
    # sphinxcontrib-bibtex 2.7 appends what it finds in a page, and sorts it when it is used.
    found[CITED] = {_plain(ref, ()) for ref in found.get(CITED, ())}
    return {n: hashlib.sha256(_plain(v, ()).encode()).hexdigest() for n, v in found.items()}


def _plain(value: Any, above: tuple[int, ...]) -> str:
    """A value as text that says all of it; of what contains itself, once."""
    if isinstance(value, str | int | float | bytes | None):
        return repr(value)
    if id(value) in above:
        return "…"
    inside = (*above, id(value))
    if isinstance(value, nodes.Node):
        return value.pformat()
    if isinstance(value, dict):
        pairs = (f"{_plain(k, inside)}: {_plain(v, inside)}" for k, v in value.items())
        return f"{{{', '.join(sorted(pairs))}}}"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(_plain(each, inside) for each in value))}}}"
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return f"[{', '.join(_plain(each, inside) for each in value)}]"
    known = value._asdict() if hasattr(value, "_asdict") else _attributes(value)
    kept = {name: each for name, each in known.items() if name not in LINES}
    return f"{type(value).__name__}{_plain(kept, inside)}"


def _attributes(value: Any) -> dict[str, Any]:
    slots = [n for kind in type(value).__mro__ for n in getattr(kind, "__slots__", ())]
    return {**{n: getattr(value, n, None) for n in slots}, **getattr(value, "__dict__", {})}
