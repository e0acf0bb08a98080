"""A Markdown text of the book as Markdown that reads well wherever a notebook opens.

What is no mark of the book's own Markdown stays as it is, byte for byte.
"""

from __future__ import annotations

import re

from dispatched.notebooks import directives, markup, spans
from dispatched.notebooks.addresses import PlainError
from dispatched.notebooks.directives import Page

_FENCES = {"fence", "colon_fence"}
_GONE = {"myst_target", "myst_line_comment", "myst_block_break"}


def convert(text: str, page: Page) -> str:
    """The text with directives, roles, links and money in plain Markdown.

    Raises:
        PlainError: a mark that has no plain form.
    """
    blocks, found = spans.read(text)
    edits = [_inline(span, page) for span in found]
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    ends = {block.last for block in blocks if block.kind in _FENCES}
    for block in blocks:
        made = _block(block, lines, ends, page)
        if made is None:
            continue
        # A line that goes takes its line break along.
        end = starts[block.last] - (1 if made else 0)
        edits.append((starts[block.first], min(end, len(text)), made))
    return _applied(text, [edit for edit in edits if edit])


def _applied(text: str, edits: list[tuple[int, int, str]]) -> str:
    """The text with each piece replaced; pieces do not overlap."""
    parts, at = [], 0
    for start, end, new in sorted(edits):
        if start < at:
            raise PlainError(f"two marks in one place: {text[start:end]!r}")
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _block(block: spans.Block, lines: list[str], ends: set[int], page: Page) -> str | None:
    """What stands in place of a block's lines; empty for nothing, None where they stay.

    Quotations and folds need an empty line around them, which a fence does not.
    """
    if block.kind in _GONE:
        return ""
    if block.kind == "substitution_block":
        raise PlainError(f"a substitution: {lines[block.first]}")
    if block.kind == "html_block" and "$" in block.content:
        raise PlainError(f"a dollar sign in HTML; write &#36; for it: {lines[block.first]}")
    if block.kind not in _FENCES:
        return None
    found = directives.parse(block.info, block.content)
    if found is None:
        return None
    made = directives.render(found, page, convert)
    if made is None:
        return ""
    before = re.split(r"`{3,}|~{3,}|:{3,}", lines[block.first])[0]
    inner = re.sub(r"[^>\s]", " ", before)
    new = markup.prefixed(made, inner, before)
    above = block.first and block.first not in ends and lines[block.first - 1].strip(" >")
    if above and before == inner:
        new = f"{inner.rstrip()}\n{new}"
    if block.last < len(lines) and lines[block.last].strip(" >"):
        new = f"{new}\n{inner.rstrip()}"
    return new


def _inline(span: spans.Span, page: Page) -> tuple[int, int, str] | None:
    """The piece of a line that changes, with what stands in its place."""
    match span.kind:
        case "dollar":
            return span.start, span.end, markup.MONEY
        case "role":
            return span.start, span.end, _role(span.name, span.value, page)
        case "attribute":
            return span.start, span.end, ""
        case "link":
            return _link(span, page)
        case "image" if not re.search(r"\]\((?:https?:|data:)", span.value):
            raise PlainError(f"a picture that does not go along: {span.value}")
        case "substitution":
            raise PlainError(f"a substitution: {span.value}")
    return None


def _link(span: spans.Span, page: Page) -> tuple[int, int, str] | None:
    if re.match(r"(?:https?|mailto):", span.value):
        return None
    ident = span.value.removeprefix("#")
    if span.value.startswith("#") and ident in page.own:
        address, title = "", ""
    else:
        address, title = page.book.resolve(span.value, page.document)
    if span.start == span.end:
        raise PlainError(f"a link with its address elsewhere: [{span.label}]")
    if not address or not span.label:
        text = convert(span.label, page) if span.label else _named(ident, page)
        return span.opens, span.end, markup.link(text, address, title)
    return span.start, span.end, markup.target(address, title)


def _named(ident: str, page: Page) -> str:
    """What a link without text is called."""
    document = page.book.labels.get(ident, "")
    return page.own.get(ident) or page.book.titles.get(document) or ident


def _role(name: str, content: str, page: Page) -> str:
    if name == "cite" or name.startswith("cite:"):
        return _cited(name, content, page)
    if name in ("ref", "doc", "any"):
        text, target = _aimed(content)
        if name == "doc" or target not in page.own:
            document = f"{target}.md" if name == "doc" else f"#{target}"
            address, title = page.book.resolve(document, page.document)
            return markup.link(text or _titled(name, target, page), address, title)
        return text or page.own[target]
    if name in ("sub", "sup", "kbd"):
        return f"<{name}>{markup.words(content)}</{name}>"
    if name == "math":
        return f"${content}$"
    if name in ("term", "abbr"):
        return markup.words(_aimed(content)[0] or content)
    raise PlainError(f"the role {{{name}}}, which the plain edition does not know")


def _aimed(content: str) -> tuple[str, str]:
    """Text and target of ``text <target>``; the text is empty where there is a target only."""
    found = re.match(r"(.*?)\s*<([^<>]+)>$", content, re.S)
    return (found[1], found[2]) if found else ("", content)


def _titled(name: str, target: str, page: Page) -> str:
    if name == "doc":
        folder = page.document.rpartition("/")[0]
        return page.book.titles.get(f"{folder}/{target}", page.book.titles.get(target, target))
    return _named(target, page)


def _cited(name: str, content: str, page: Page) -> str:
    """Author and year with a link; the whole reference is its title."""
    made = []
    parenthesis = name in ("cite", "cite:p", "cite:ps", "cite:alp")
    for key in (part.strip() for part in content.split(",")):
        if key not in page.book.works:
            raise PlainError(f"a citation of {key!r}, which references.bib does not have")
        work = page.book.works[key]
        page.cited[key] = None
        address = work.url or page.book.work(key)
        made.append(markup.link(markup.words(f"{work.names} {work.year}"), address, work.text))
    return f"({'; '.join(made)})" if parenthesis else ", ".join(made)
