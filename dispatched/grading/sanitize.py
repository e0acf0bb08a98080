"""What a student wrote, made inert: it is read, and does nothing where it is shown.

A page with rights (nbgrader's formgrader, JupyterLab) renders Markdown with HTML in it, follows
links of any kind, gives headings names that scripts look for, and typesets formulas. So a
student's Markdown does not get there. It is rendered here with HTML switched off, cleaned by nh3
down to a few elements without attributes, and put into the cell as one HTML block on one line, in
which no Markdown parser and no formula typesetter finds anything of its own.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import struct
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

import nbformat
import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = set(
    [
        "p",
        "br",
        "hr",
        "strong",
        "em",
        "s",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
)
"""The elements that are left of a text: what gives it shape; nothing acts, loads or leads away."""

RENDERED = 30_000
"""Characters of a text that is read as Markdown; a longer one is shown as it was typed."""

ALL_RENDERED = 200_000
"""Characters of all the texts of a notebook that are read as Markdown."""

DEEPEST = 60
"""Levels of lists and quotations in one another; the parser would leave out what lies deeper."""

WIDEST = 8_000
"""Pixels of a picture, in width and in height."""

READ_ONLY = {
    "kernelspec": {
        "name": "read-only",
        "display_name": "A student's code: read it, do not run it",
        "language": "read-only",
    },
    "language_info": {
        "name": "read-only",
        "mimetype": "text/x-python",
        "pygments_lexer": "ipython3",
    },
}
"""Metadata of an entered notebook: no kernel has this name or language, so that a key pressed by
mistake runs nothing."""

_ANSI = re.compile(r"\x1b(?:\[[0-9;?]{0,40}[ -/]?[@-~]|\][^\x07\x1b\n]{0,400}(?:\x07|\x1b\\)?)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")


def plain(text: str) -> str:
    r"""A text without control characters and colors of a terminal, its line ends all the same.

    >>> plain("\x1b[31mred\x1b[0m\r\nnext\x00")
    'red\nnext'
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub("", _LINE_ENDS.sub("\n", _ANSI.sub("", whole)))


def _open_link(
    _: Any, tokens: Sequence[Token], at: int, __: Any, env: MutableMapping[str, Any]
) -> str:
    address = str(tokens[at].attrGet("href") or "")
    same = tokens[at].markup == "autolink"
    env.setdefault("addresses", []).append("" if same else address)
    return ""


def _close_link(
    _: Any, __: Sequence[Token], ___: int, ____: Any, env: MutableMapping[str, Any]
) -> str:
    address = env["addresses"].pop()
    return f" ({html.escape(address)})" if address else ""


def _picture(_: Any, tokens: Sequence[Token], at: int, __: Any, ___: Any) -> str:
    address = str(tokens[at].attrGet("src") or "")
    return html.escape(f"[picture: {tokens[at].content}, {address}]")


def _heading(_: Any, tokens: Sequence[Token], at: int, __: Any, ___: Any) -> str:
    return "<p><strong>" if tokens[at].nesting > 0 else "</strong></p>\n"


def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    made.enable(["table", "strikethrough"])
    made.disable("reference")  # takes minutes for a few thousand; it is read as typed
    rules = {"link_open": _open_link, "link_close": _close_link, "image": _picture}
    for name, rule in (rules | {"heading_open": _heading, "heading_close": _heading}).items():
        made.add_render_rule(name, rule)
    return made


def _rendered(text: str) -> str:
    """HTML by the Markdown parser; empty where it would take long, break or leave something out."""
    if len(text) > RENDERED:
        return ""
    parser, env = _parser(), {}
    try:
        tokens = parser.parse(text, env)
        if any(token.level >= DEEPEST - 1 for token in tokens):
            return ""
        return parser.renderer.render(tokens, parser.options, env)
    except (RecursionError, ValueError, IndexError):
        return ""


def readable(text: str, typed: bool = False) -> str:
    """A student's Markdown as HTML that can only be read.

    Paragraphs, lists, emphasis, quotations, tables and code keep their shape; the address of a
    link and of a picture stands as text; HTML and formulas stand as they were typed.

    Args:
        text: what the student wrote.
        typed: show it as it was typed, in paragraphs and lines.

    >>> readable("*Not* <b onclick=x>bold</b>, [a link](https://example.org)")
    '<p><em>Not</em> &lt;b onclick=x&gt;bold&lt;/b&gt;, a link (https://example.org)</p>\\n'
    """
    text = plain(text)
    made = "" if typed else _rendered(text)
    if not made:
        parts = (
            html.escape(part).replace("\n", "<br>")
            for part in re.split(r"\n{2,}", text)
            if part.strip()
        )
        made = "".join(f"<p>{part}</p>\n" for part in parts)
    return nh3.clean(
        made,
        tags=TAGS,
        attributes={"ol": {"start"}},
        attribute_filter=lambda _, __, value: value if re.fullmatch(r"\d{1,9}", value) else None,
        clean_content_tags=set(),
        link_rel=None,
        url_schemes=set(),
    )


_INERT = str.maketrans(
    {
        # Formulas begin with these; an element of its own keeps them from meeting what follows.
        "$": "<span>&#36;</span>",
        "\\": "<span>&#92;</span>",
        "`": "&#96;",
        # JupyterLab puts formulas back where it reads @@0@@.
        "@": "&#64;",
        # An empty line would end the block.
        "\n": "&#10;",
    }
)


def cell_source(text: str, typed: bool = False) -> str:
    """A student's Markdown as source of a Markdown cell: one HTML block on one line."""
    return f"<div>{readable(text, typed).strip().translate(_INERT)}</div>" if text.strip() else ""


def notebook(book: Mapping[str, Any], released: Any) -> dict[str, Any]:
    """A restored submission as it is entered: same cells, same order, nothing that acts.

    Cells that stand as they were released stay as they are; names, metadata and outputs of a
    student's are left out, and Markdown is made inert.

    Args:
        book: a notebook as JSON, its cells in the order of the record.
        released: the released notebook.
    """
    masters = {c.metadata.nbgrader.grade_id: c for c in released.cells if "nbgrader" in c.metadata}
    cells: list[Any] = []
    read = 0
    for number, cell in enumerate(book["cells"]):
        source = "".join(cell["source"])
        master = masters.get(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id"))
        if master is not None and master.source.strip() == source.strip():
            source = master.source
        else:
            read += len(source) if cell["cell_type"] != "code" else 0
            typed = read > ALL_RENDERED
            source = plain(source) if cell["cell_type"] == "code" else cell_source(source, typed)
        new = (
            nbformat.v4.new_code_cell
            if cell["cell_type"] == "code"
            else nbformat.v4.new_markdown_cell
        )
        made = new(source, id=f"cell-{number:03d}")
        if master is not None:
            made.metadata["nbgrader"] = nbformat.from_dict(master.metadata.nbgrader)
        cells.append(made)
    return nbformat.v4.new_notebook(cells=cells, metadata=nbformat.from_dict(READ_ONLY))


def picture(text: str) -> str:
    """A picture in base64, on one line; empty where it is no PNG or larger than a page can bear."""
    if not re.fullmatch(r"[A-Za-z0-9+/=\s]{1,2000000}", text):
        return ""
    line = "".join(text.split())
    try:
        head = base64.b64decode(line[:32], validate=True)
        width, height = struct.unpack(">II", head[16:24])
    except (binascii.Error, struct.error):
        return ""
    if (
        not head.startswith(b"\x89PNG\r\n\x1a\n")
        or not 0 < width <= WIDEST
        or not 0 < height <= WIDEST
    ):
        return ""
    return line
