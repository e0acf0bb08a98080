"""The style sheets of a page as one, and its scripts as one that waits for the page.

Sphinx, the theme and its extensions bring eight sheets and eight scripts, most of them in the way
of the first paint. Each is small: asking for it costs more than reading it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

EARLY, SHEET, SCRIPT, MORE = "storage.js", "dispatched.css", "dispatched.js", "search.js"
"""What a page asks for: the choices of a reader, the sheet, the script, and what search adds.

The first is small and in nobody's way: it sets the colors while the sheet is still on its way.
"""

COPY, COPYING = "copy.js", ("clipboard.min.js", "copybutton.js")
"""The script that a page asks for where a reader comes to code, and what it is made of."""

MARKS, MARKING = "marks.js", ("doctools.js", "sphinx_highlight.js")
"""The script that a page asks for where something was sought, and what it is made of."""

_LINK = re.compile(r'<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="([^"]*)"[^>]*>\n?')
_SCRIPT = re.compile(r'<script\b[^>]*\bsrc="([^"]*)"[^>]*></script>\n?')
_STATIC = re.compile(r"^(?:\.\./)*_static/([^?]*)")
_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_RIGHTS = re.compile("copyright|licen[sc]e", re.IGNORECASE)
_LEAD = re.compile(r"^[ \t]*(?://.*)?\n|^[ \t]+", re.MULTILINE)
_GAP = re.compile(r"(?<=[{};,:]) (?=[\w#.:*@\[}-])| (?=[{}])| (?=> )|(?<= >) ")
_ZERO = re.compile(r"(?<![\w.])0(?=\.\d)")
_DARK = re.compile(r"html\[data-theme=\"?(dark|light)\"?\]")


@dataclass(frozen=True)
class Head:
    """The files in ``_static`` that a page asks for, in order.

    Args:
        sheets: style sheets.
        scripts: scripts.
    """

    sheets: tuple[str, ...]
    scripts: tuple[str, ...]


def _names(pattern: re.Pattern[str], page: str) -> tuple[str, ...]:
    found = (_STATIC.match(address) for address in pattern.findall(page))
    return tuple(match[1] for match in found if match)


def head(page: str) -> Head:
    """What a page asks for, as the theme has made it."""
    return Head(_names(_LINK, page), _names(_SCRIPT, page))


def script(texts: Mapping[str, str]) -> str:
    """Scripts as one, in order. What one of them declares, all of them see, as before."""
    return "\n;\n".join(uncommented(_MAP.sub("", text)).strip() for text in texts.values()) + "\n"


def uncommented(script: str) -> str:
    """A script without indents and the comments that stand in lines of their own; rights stay.

    >>> uncommented("/** How. */\\n  f( // why\\n)\\n")
    'f( // why\\n)\\n'
    """

    def kept(match: re.Match[str]) -> str:
        return match[0] if _RIGHTS.search(match[0]) else ""

    return _LEAD.sub("", _COMMENT.sub(kept, script))


def sheet(texts: Mapping[str, str]) -> str:
    """Style sheets as one, in order; imports and character sets have nothing to say in it."""
    parts = (re.sub(r'@(?:charset|import)\s*"[^"]*";', "", text) for text in texts.values())
    whole = undecided(colored("\n".join(part.strip() for part in parts)))
    return _ZERO.sub("", _GAP.sub("", re.sub(r"\s*\n\s*", " ", whole))).replace(";}", "}") + "\n"


_TOKEN = re.compile(r"(?<![^}\s])\s*((?:[^{}\s][^{}]*)?\.highlight )(\.\w+)\s*\{([^{}]*)\}")


def colored(css: str) -> str:
    """A sheet in which each kind of word in code is named once for each of its colors.

    >>> colored(".highlight .k { color: #00f }\\n.highlight .kn { color: #00f }")
    '.highlight :is(.k,.kn){color: #00f}'
    """
    kinds: dict[tuple[str, str], list[str]] = {}
    for prefix, kind, body in _TOKEN.findall(css):
        kinds.setdefault((prefix, body.strip()), []).append(kind)

    def first(match: re.Match[str]) -> str:
        some = kinds.pop((match[1], match[3].strip()), None)
        return f"{match[1]}:is({','.join(some)}){{{match[3].strip()}}}" if some else ""

    return _TOKEN.sub(first, css)


def undecided(css: str) -> str:
    """A sheet whose light and dark colors hold before a script has run, and without one.

    The theme asks for the word of a script; until then the page says "auto", and the reader's
    system decides.

    >>> undecided('html[data-theme="light"] a{b:c}')
    'html:not([data-theme="dark"]) a{b:c}'
    >>> print(undecided('html[data-theme=dark]{d:e}'))
    html[data-theme=dark]{d:e}@media (prefers-color-scheme:dark){html[data-theme="auto"]{d:e}}
    """
    out, start = [], 0
    for match in re.finditer(r"([^{}]*)\{([^{}]*)\}", css):
        selectors = match[1].rpartition(";")[2]
        kinds = {m[1] for m in _DARK.finditer(selectors)}
        if not kinds:
            continue
        out.append(css[start : match.start()])
        start = match.end()
        if kinds == {"light"}:
            out.append(_DARK.sub('html:not([data-theme="dark"])', match[0]))
        elif kinds == {"dark", "light"}:
            out.append(_DARK.sub("html", match[0]))
        else:
            auto = _DARK.sub('html[data-theme="auto"]', selectors.strip())
            out.append(f"{match[0]}@media (prefers-color-scheme:dark){{{auto}{{{match[2]}}}}}")
    return "".join([*out, css[start:]])


def digest(text: str) -> str:
    """A mark of a file's text for its address: who has the old one asks for the new."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def rewritten(page: str, marks: Mapping[str, str], sheets: Sequence[str] = (SHEET,)) -> str:
    """A page that asks for the joined files alone. What is rewritten already stays as it is.

    The index of the search goes as well: ``search.js`` asks for it where a reader seeks something.

    Args:
        page: the page as the theme has made it.
        marks: name of each joined file → the mark in its address.
        sheets: the joined sheets that it asks for.
    """
    if all(f"{name}?v={marks[name]}" in page for name in sheets):
        return page
    asked = head(page)
    found = re.search(r'data-content_root="([^"]*)"', page)
    root = found[1] if found else "./"
    static = f"{'' if root == './' else root}_static/"
    tags = [
        f'<script async fetchpriority="high" src="{static}{EARLY}?v={marks[EARLY]}"></script>',
        *(f'<link rel="stylesheet" href="{static}{n}?v={marks[n]}">' for n in sheets),
        f'<script defer src="{static}{SCRIPT}?v={marks[SCRIPT]}"></script>',
    ]
    if MORE in asked.scripts:
        tags.append(f'<script defer src="{static}{MORE}?v={marks[MORE]}"></script>')
    before = _LINK.search(page)
    if before is None:
        return page
    start, rest = page[: before.start()], page[before.start() :]
    return _SCRIPT.sub("", start) + "\n".join(tags) + "\n" + _SCRIPT.sub("", _LINK.sub("", rest))
