"""The pages that are bound into one book, made plain, with the answers at the end."""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dispatched.take.built import Page, order, read, resolve
from dispatched.take.plain import plain
from dispatched.take.tree import by_class, make, unwrap

CARD_PAGES = ("back/evidence-", "back/calculations")
"""Beginnings of the pages on which the cards of claims and calculations stand."""

LEFT_OUT = (
    *("back/teaching", "back/again", "back/codebook", "back/data", "back/take", "back/cite"),
    "back/standards",
)
"""Beginnings of the pages that are of use on the site alone."""

ANSWERS = "back/answers"

Where = Callable[[str, str], str | None]
"""Document and place → the address in what is made; None where it has none."""


@dataclass
class Bound:
    """The pages of a book, each plain, with its cards for whoever makes notes of them."""

    pages: list[Page]
    cards: dict[str, Any] = field(default_factory=dict)
    """Id → card of a claim or calculation, as its page has it."""
    card_page: dict[str, str] = field(default_factory=dict)
    """Id → the document on which the card stands."""
    told: dict[str, list[Any]] = field(default_factory=dict)
    """Document → what it told after an answer; its links are those of the page of answers."""


def bind(root: Path, html: Path, *, folded_code: bool, with_cards: bool) -> Bound:
    """All pages of a built book that can be taken away, in order, the answers last.

    ``folded_code`` keeps code that a page shows when asked, ``with_cards`` the pages of the
    evidence, which otherwise give their cards alone.

    Raises:
        TakeError: a page is missing.
    """
    bound, told = Bound([]), []
    for name in order(root):
        if name.startswith(LEFT_OUT):
            continue
        page = read(html, name)
        after = plain(page, folded_code=folded_code)
        told.append((page, after))
        if name.startswith(CARD_PAGES):
            for card in by_class(page.article, "ev"):
                if card.get("id"):
                    bound.cards[card.get("id")] = card
                    bound.card_page[card.get("id")] = name
            if not with_cards:
                continue
        bound.pages.append(page)
    _answers(bound, told)
    bound.pages.sort(key=lambda page: page.name == ANSWERS)
    return bound


def _answers(bound: Bound, told: list[tuple[Page, list[Any]]]) -> None:
    """The solutions of code that the pages fold away, at the end of the page of answers."""
    page = next((page for page in bound.pages if page.name == ANSWERS), None)
    for source, blocks in told:
        bound.told[source.name] = blocks
        for block in blocks:
            relink(block, source.name, _relative)
    if page is None or not any(blocks for _, blocks in told):
        return
    section = make("section", {"id": "answers-code"}, make("h2", None, "With code"))
    for source, blocks in told:
        if blocks:
            section.append(make("h3", None, source.heading))
            section.extend(copy.deepcopy(blocks))
    page.article.append(section)


def _relative(name: str, place: str) -> str:
    """The address of a document as the page of answers would write it."""
    path = posixpath.relpath(name, posixpath.dirname(ANSWERS))
    return f"{path}.html{'#' + place if place else ''}"


def relink(node: Any, page: str, where: Where) -> None:
    """Lead the links of a tree on a page to their places; one that leads nowhere becomes text."""
    for link in list(node.iter("a")):
        href = link.get("href", "")
        if href.startswith("@answer#"):
            target: tuple[str, str] | None = (ANSWERS, href.partition("#")[2])
        else:
            target = resolve(page, href)
        if target is not None:
            href = where(*target) or ""
        elif not href.startswith(("http:", "https:", "mailto:")):
            href = ""  # a download, which stands beside the pages
        if href:
            link.set("href", href)
        elif link.get("id"):
            link.attrib.pop("href", None)
        else:
            unwrap(link)


@dataclass
class Notes:
    """The cards to which the links of one page lead, as notes at its end."""

    bound: Bound
    named: dict[str, list[str]] = field(default_factory=dict)
    """Id of a card → ids of the links that lead to it."""

    def refer(self, node: Any, page: str) -> None:
        """Lead every link to a card to its note, with an id to come back to."""
        for link in list(node.iter("a")):
            target = resolve(page, link.get("href", ""))
            if target and self.bound.card_page.get(target[1]) == target[0]:
                back = self.named.setdefault(target[1], [])
                back.append(f"to-{target[1]}-{len(back) + 1}")
                link.attrib.update({"href": f"#note-{target[1]}", "id": back[-1]})

    def section(self, where: Where) -> Any | None:
        """The notes in the order in which the page names them; None where it names none.

        What a calculation is made from gets its note too.
        """
        waiting = list(self.named)
        for ident in waiting:
            if self.bound.card_page[ident] == "back/calculations":
                for link in self.bound.cards[ident].iter("a"):
                    target = resolve(self.bound.card_page[ident], link.get("href", ""))
                    if target and target[1] in self.bound.cards and target[1] not in waiting:
                        waiting.append(target[1])
        if not waiting:
            return None
        notes = [self._note(ident, {*waiting}, where) for ident in waiting]
        return make("section", {"class": "notes"}, make("h2", None, "The evidence"), *notes)

    def _note(self, ident: str, known: set[str], where: Where) -> Any:
        note = copy.deepcopy(self.bound.cards[ident])
        note.tail = None
        note.set("id", f"note-{ident}")
        page = self.bound.card_page[ident]

        def there(name: str, place: str) -> str | None:
            if self.bound.card_page.get(place) == name and place in known:
                return f"#note-{place}"
            return where(name, place)

        relink(note, page, there)
        back = self.named.get(ident, [])
        if back:
            line = make("p", {"class": "back"}, "Back to the text: ")
            for k, target in enumerate(back, 1):
                line.append(make("a", {"href": f"#{target}"}, str(k)))
                line[-1].tail = ", " if k < len(back) else "."
            note.append(line)
        return note
