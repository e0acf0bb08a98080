"""The directives of the book's Markdown in words that a plain reader of Markdown knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count

from dispatched import predict, texts
from dispatched.notebooks import markup
from dispatched.notebooks.addresses import Book, PlainError

ADMONITIONS = {
    *("attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning"),
    *("seealso", "todo"),
}
BARE = {"margin", "aside", "epigraph", "pull-quote", "highlights", "blockquote"}
TITLED = {"admonition", "sidebar", "topic", "card", "tab-item"}
THROUGH = {"tab-set", "grid", "grid-item", "div", "container"}
DROPPED = {"tableofcontents", "toctree", "contents"}
CODE = {"code", "code-block", "sourcecode"}
_OPTION = re.compile(r"^:([\w-]+):(.*)$")


@dataclass
class Page:
    """The notebook that is being turned, the book around it, what was counted and cited so far."""

    document: str
    book: Book
    numbers: count
    cited: dict[str, None]
    own: Mapping[str, str]
    """This notebook's own labels, which no link can lead to → how they are called."""


Convert = Callable[[str, Page], str]


@dataclass(frozen=True)
class Directive:
    """A directive taken apart: name, argument, options, body."""

    name: str
    argument: str
    options: Mapping[str, str]
    body: str


def parse(info: str, content: str) -> Directive | None:
    """The directive that a fence is, or nothing if it is a fence of code."""
    found = re.match(r"\{([\w:+-]+)\}\s*(.*)$", info.strip())
    if not found:
        return None
    lines = content.rstrip("\n").split("\n")
    options: dict[str, str] = {}
    if lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:]):
        end = next(n for n, line in enumerate(lines) if n and line.strip() == "---")
        raw, lines = [f":{line.strip()}" for line in lines[1:end]], lines[end + 1 :]
    else:
        stop = next((n for n, line in enumerate(lines) if not _OPTION.match(line)), len(lines))
        raw, lines = lines[:stop], lines[stop:]
    for line in raw:
        if option := _OPTION.match(line.strip()):
            options[option[1]] = option[2].strip()
    return Directive(found[1], found[2].strip(), options, "\n".join(lines).strip("\n"))


def render(found: Directive, page: Page, convert: Convert) -> str | None:
    """The directive in plain Markdown, or nothing where it leaves no trace.

    Args:
        convert: turns the Markdown inside.

    Raises:
        PlainError: a directive that this edition does not know.
    """
    name = found.name
    if name in DROPPED:
        return None
    if name in CODE:
        return f"```{found.argument}\n{found.body}\n```"
    if name == "math":
        return f"$$\n{found.body or found.argument}\n$$"
    if name == "bibliography":
        return _bibliography(page)
    if name == "predict":
        return markup.quotation("", convert(_asked(found, page), page))
    body = convert(found.body, page) if found.body else ""
    if name in ADMONITIONS or name in BARE:
        whole = "\n".join(x for x in (convert(found.argument, page), body) if x)
        return markup.quotation("" if name in BARE else _spoken(name), whole)
    if name == "exercise":
        return _exercise(found, page, body)
    if name == "solution":
        return markup.fold("Answer", body)
    if name == "dropdown" or (name in TITLED and "dropdown" in found.options.get("class", "")):
        return markup.fold(found.argument, body)
    if name in TITLED:
        return markup.quotation(convert(found.argument, page), body)
    if name in THROUGH:
        return body
    raise PlainError(f"the directive {{{name}}}, which the plain edition does not know")


def _asked(found: Directive, page: Page) -> str:
    """A question before the evidence: nothing is held back here."""
    path = texts.folder() / f"{page.document.rpartition('/')[2]}.toml"
    return f"**Before you look.** {predict.plain(predict.of(found.argument, path))}"


def _spoken(name: str) -> str:
    return "See also" if name == "seealso" else name.capitalize()


def _exercise(found: Directive, page: Page, body: str) -> str:
    number = "" if "nonumber" in found.options else f" {next(page.numbers)}"
    title = f". {convert_title(found.argument)}" if found.argument else ""
    return f"### Exercise{number}{title}\n\n{body}"


def convert_title(text: str) -> str:
    """The title of an exercise, which sphinx-exercise writes in parentheses."""
    return text.strip("() ")


def _bibliography(page: Page) -> str:
    """The works that the notebook has cited so far, by author and year."""
    works = [page.book.works[key] for key in page.cited]
    lines = []
    for work in sorted(works, key=lambda w: (w.names.lower(), w.year)):
        link = markup.link("link", work.url) if work.url else ""
        lines.append(f"- {markup.words(work.text)}{f' ({link})' if link else ''}")
    return "\n".join(lines)


def labels(text: str, read: Callable[[str], tuple]) -> dict[str, str]:
    """The labels that a text sets → the name of the directive (``target`` for a bare one)."""
    found: dict[str, str] = {}
    for block in read(text)[0]:
        if block.kind == "myst_target":
            found[block.content] = "target"
        elif block.kind in ("fence", "colon_fence") and (made := parse(block.info, block.content)):
            label = made.options.get("label") or made.options.get("name")
            if label:
                found[label] = made.name
            found |= labels(made.body, read) if made.name not in CODE else {}
    return found
