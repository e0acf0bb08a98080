"""Words in Hangul and in Cyrillic, marked with their language, as a screen reader needs it.

A writer sets the word and no mark. Where a page is put together, the last to look at it finds the
letters: in this book Hangul is Korean and Cyrillic is Russian.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx

LETTERS = {"ko": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", "ru": "\u0400-\u052f"}
"""Language → the letters that tell it."""

RUN = re.compile("|".join(f"(?P<{code}>[{a}]+(?:[ -]+[{a}]+)*)" for code, a in LETTERS.items()))
"""Words of one language that follow each other."""

LEFT_ALONE = (nodes.literal, nodes.literal_block, nodes.raw, nodes.math, nodes.math_block)
"""What holds no words."""


def parts(text: str) -> list[nodes.Node]:
    """A text in pieces, those of another language marked as such.

    >>> [(node.astext(), node.get("classes")) if node.children else node.astext()
    ...  for node in parts("money (계획분), Северокорейские рабочие")]
    ['money (', ('계획분', ['language-ko']), '), ', ('Северокорейские рабочие', ['language-ru'])]
    """
    made: list[nodes.Node] = []
    at = 0
    for found in RUN.finditer(text):
        if found.start() > at:
            made.append(nodes.Text(text[at : found.start()]))
        made.append(nodes.inline("", found[0], classes=[f"language-{found.lastgroup}"]))
        at = found.end()
    return [*made, nodes.Text(text[at:])] if at < len(text) else made


def _marked(node: nodes.Node | None) -> bool:
    """Does a text stand where its language is known, or where there are no words?"""
    while isinstance(node, nodes.Element):
        if isinstance(node, LEFT_ALONE) or any(
            name.startswith("language-") for name in node.get("classes", ())
        ):
            return True
        node = node.parent
    return False


def mark(app: Sphinx, doctree: nodes.document, name: str) -> None:
    """Mark the words of other languages in a page."""
    for text in [text for text in doctree.findall(nodes.Text) if RUN.search(text)]:
        if not _marked(text.parent):
            text.parent.replace(text, parts(text.astext()))


def setup(app: Sphinx) -> None:
    """Mark them after all others have had their say."""
    app.connect("doctree-resolved", mark, priority=950)
