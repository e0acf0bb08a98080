"""A page without what only a screen has: questions as text, code as text, charts in one width.

What a page tells only after an answer is collected, so that it can stand at the end of the book.
"""

from __future__ import annotations

from typing import Any

from dispatched.take.built import Page
from dispatched.take.tree import (
    SVG,
    by_class,
    elements,
    flatten,
    has,
    make,
    remove,
    replace,
    text_of,
    unwrap,
)

SCREEN = (
    *("pst-js-only", "ch-narrow", "ch-tools", "ch-expect", "ch-said", "ch-live", "ch-hint"),
    *("check-acts", "check-says", "check-hint", "check-answer", "check-moves", "toctree-wrapper"),
    *("answered", "band", "grip", "ev-filter", "switches", "citing"),
)
"""Classes of what has no use on paper or in a reader."""

KEPT = {
    *("class", "id", "href", "src", "alt", "lang", "title", "colspan", "rowspan", "scope"),
    *("start", "reversed", "aria-label", "role"),
}
"""Attributes of HTML that stay."""

BLANK = "\u2009".join("_" * 8)


def plain(page: Page, *, folded_code: bool) -> list[Any]:
    """Make the article of a page plain, in its place; the solutions of its code come back.

    ``folded_code`` keeps the code that the page shows only when asked. Each solution is a block
    with an id of its own.
    """
    article, told = page.article, _solutions(page)
    _asked(article)
    for piece in (article, *told):
        _bare(piece, folded_code)
    return told


def _bare(piece: Any, folded_code: bool) -> None:
    for node in by_class(piece, "ch-controls"):
        replace(node, make("p", {"class": "ch-at"}, _position(node)))
    for node in [
        *piece.xpath(".//*[@hidden]"),
        *by_class(piece, *SCREEN),
        *piece.xpath(".//script | .//style | .//noscript | .//button | .//template"),
        *piece.xpath(".//dialog | .//a[@data-cite]"),
    ]:
        remove(node)
    for node in piece.xpath(".//section[count(*) = 1 and (h2 or h3)]"):
        remove(node)  # a heading of nothing but a list of pages, which is gone
    _charts(piece)
    _fields(piece)
    _folds(piece, folded_code)
    _code(piece)
    _tables(piece)
    _attributes(piece)


def _asked(article: Any) -> None:
    """A question before the evidence is its text; its answer has a place on the page of answers."""
    for ask in by_class(article, "ask"):
        for live in by_class(ask, "ask-live"):
            remove(live)
        for node in by_class(ask, "ask-plain"):
            there = {"href": f"@answer#answer-{ask.get('id')}", "class": "to-answer"}
            node.append(make("a", there, "Answer"))
            node[-1].tail = "."
            node.text = f"{(node.text or '').rstrip()} "


def _solutions(page: Page) -> list[Any]:
    """The solution of an exercise stands among the answers."""
    told = []
    for k, fold in enumerate(page.article.xpath(f".//details[{has('solution')}]"), 1):
        ident = f"solution-{page.slug}-{k}"
        before = fold.xpath(f"preceding::*[{has('exercise')}][1]")
        name = text_of(by_class(before[0], "admonition-title")[0]) if before else f"Exercise {k}"
        back = before[0].get("id", "") if before else ""
        link = make("a", {"href": f"#{back}"}, name)
        block = make("div", {"class": "answer", "id": ident}, make("p", None, link))
        for node in fold.xpath("./summary"):
            fold.remove(node)
        fold.tag = "div"
        there = make("a", {"href": f"@answer#{ident}"}, "Answer")
        replace(fold, make("p", {"class": "check-elsewhere"}, there, "."))
        block.append(fold)
        told.append(block)
    return told


def _charts(article: Any) -> None:
    """The drawing itself is the picture with a text alternative, not a box around it."""
    for plot in by_class(article, "ch-plot"):
        drawing = plot.find(f".//{SVG}")
        if drawing is not None:
            named = plot.get("aria-labelledby", "").split()
            told = [text_of(article.xpath(".//*[@id=$ident]", ident=ident)[0]) for ident in named]
            drawing.attrib.update({"role": "img", "aria-label": ". ".join(told)})
        for key in ("role", "aria-labelledby"):
            plot.attrib.pop(key, None)
        for node in by_class(plot, "ch-wide"):
            unwrap(node)


def _position(controls: Any) -> str:
    """What the sliders of an explorer stand at, as a line of text."""
    said = []
    for control in by_class(controls, "ch-control"):
        name = " ".join(text_of(node) for node in control.xpath(".//label"))
        chosen = control.xpath(".//select/option[@selected] | .//output")
        said.append(f"{name}: {text_of(chosen[0])}" if chosen else name)
    return f"Drawn for {'; '.join(said)}."


def _fields(article: Any) -> None:
    """A field to answer in becomes a list of what can be chosen, or a line to write on."""
    for node in article.xpath(".//label[.//input[@type='checkbox' or @type='radio']]"):
        for box in node.xpath(".//input"):
            remove(box)
        node.tag = "li"
        node.attrib.pop("class", None)
    for node in article.xpath(".//fieldset"):
        for legend in node.xpath("./legend"):
            legend.tag = "p"
            node.addprevious(legend)
        node.tag = "ul" if node.xpath("./li") else "div"
        node.attrib["class"] = "options"
    for node in article.xpath(".//select"):
        replace(node, make("span", None, " / ".join(text_of(o) for o in node.xpath(".//option"))))
    for node in article.xpath(".//input | .//textarea"):
        replace(node, make("span", {"class": "blank"}, BLANK))
    for node in article.xpath(".//label | .//output"):
        node.tag = "span"


def _folds(article: Any, folded_code: bool) -> None:
    """A fold is opened; code that is shown when asked stays a fold, or goes."""
    for node in article.xpath(".//details"):
        if node.xpath("ancestor::figure"):
            _description(node, folded_code)
            continue
        if "hide" in node.get("class", "").split():
            if not folded_code:
                remove(node)
                continue
            for summary in node.xpath("./summary"):
                flatten(summary)
                summary.text = "Code"
            node.attrib["class"] = "code"
            continue
        for summary in node.xpath("./summary"):
            summary.tag = "p"
            summary.attrib["class"] = "fold"
        node.tag = "div"
    for node in by_class(article, "cell"):
        if not len(node):
            remove(node)


def _description(node: Any, kept: bool) -> None:
    """The fold of a chart without its table: what it shows, and the claims that it draws."""
    if not kept:
        remove(node)
        return
    for table in by_class(node, "table-scroll", "ch-more"):
        remove(table)
    for summary in node.xpath("./summary"):
        summary.text = "Description and evidence"
    node.attrib["class"] = "description"


def _code(node: Any) -> None:
    """Code without the spans that color it."""
    for element in node.xpath(".//pre | .//code"):
        flatten(element)
    for element in node.xpath(".//pre"):
        element.text = (element.text or "").rstrip("\n")


def _tables(node: Any) -> None:
    for element in by_class(node, "table-scroll", "pst-scrollable-table-container", "check-scroll"):
        unwrap(element)


def _attributes(node: Any) -> None:
    """Only what paper and readers know stays of the attributes of HTML."""
    for element in elements(node):
        if "}" in element.tag:
            continue
        for name in set(element.attrib) - KEPT:
            del element.attrib[name]
        if element.get("role") != "img":
            for name in ("role", "aria-label"):
                element.attrib.pop(name, None)
        if element.tag == "a":
            element.attrib.pop("title", None)
