"""Small steps on a page's tree: find by class, make, unwrap, take out, write as XHTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

XHTML = "http://www.w3.org/1999/xhtml"
SVG = "{http://www.w3.org/2000/svg}svg"
OPS = "http://www.idpf.org/2007/ops"


def has(name: str) -> str:
    """The condition of XPath that an element bears a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def by_class(node: Any, *names: str) -> list[Any]:
    """All elements below a node that bear one of the classes, in the order of the page."""
    found: list[Any] = node.xpath(f".//*[{' or '.join(has(name) for name in names)}]")
    return found


def text_of(node: Any) -> str:
    """The words of a node, with single spaces."""
    return " ".join("".join(node.itertext()).split())


def make(tag: str, attributes: Mapping[str, str] | None = None, *inside: Any) -> Any:
    """An element with attributes, then texts and elements in their order."""
    node = etree.Element(tag, dict(attributes or {}))
    for part in inside:
        if not isinstance(part, str):
            node.append(part)
        elif len(node):
            node[-1].tail = (node[-1].tail or "") + part
        else:
            node.text = (node.text or "") + part
    return node


def remove(node: Any) -> None:
    """Take a node out; the text after it stays."""
    before, parent = node.getprevious(), node.getparent()
    if parent is None:
        return
    if node.tail:
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    node.tail = None
    parent.remove(node)


def replace(node: Any, *others: Any) -> None:
    """Put others into the place of a node; the text after it stays after them."""
    parent = node.getparent()
    at = parent.index(node)
    for k, other in enumerate(others):
        parent.insert(at + k, other)
        other.tail = None
    if others:
        others[-1].tail = node.tail
        node.tail = None
        parent.remove(node)
    else:
        remove(node)


def unwrap(node: Any) -> None:
    """Take a node out and leave what is in it."""
    parent = node.getparent()
    if node.text:
        before = node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + node.text
        else:
            parent.text = (parent.text or "") + node.text
    at = parent.index(node)
    for k, child in enumerate(list(node)):
        parent.insert(at + k, child)
    remove(node)


def elements(node: Any) -> Iterator[Any]:
    """A node and the elements below it, comments left out."""
    return (e for e in node.iter() if isinstance(e.tag, str))


def flatten(node: Any) -> None:
    """Leave nothing but text in a node."""
    text = "".join(node.itertext())
    for child in list(node):
        node.remove(child)
    node.text = text


def xhtml(node: Any) -> Any:
    """The tree with every element of HTML in the namespace of XHTML."""
    for element in elements(node):
        if "}" not in element.tag:
            element.tag = f"{{{XHTML}}}{element.tag}"
    return node


def document(title: str, head: list[Any], *body: Any, **attributes: str) -> bytes:
    """A whole XHTML file in English; elements of HTML bear no namespace yet."""
    whole = make(
        "html",
        {"lang": "en", "{http://www.w3.org/XML/1998/namespace}lang": "en"},
        make("head", None, make("meta", {"charset": "utf-8"}), make("title", None, title), *head),
        make("body", attributes, *body),
    )
    spaces = {None: XHTML, "epub": OPS}
    root = etree.Element(f"{{{XHTML}}}html", dict(whole.attrib), nsmap=spaces)
    root.extend(list(xhtml(whole)))
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    whole_file: bytes = etree.tostring(
        root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>"
    )
    return whole_file
