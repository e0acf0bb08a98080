"""How the book is cited, by example, and what was mended in it."""

from __future__ import annotations

import html
from pathlib import Path

from docutils import nodes

from dispatched import evidence
from dispatched.book.cards import Cards, facts, link, text
from dispatched.cite import blocks, errata, places
from dispatched.notebooks.about import About, about


class Citation(Cards):
    """``{citation} book``: the four forms of the book's or the data's citation, each to copy."""

    required_arguments = 1
    known = tuple(blocks.CITED)

    def run(self) -> list[nodes.Node]:
        what = self.arguments[0]
        if what not in self.known:
            raise self.error(f"{self.name} {what!r}: there are {', '.join(self.known)}")
        root = Path(self.env.app.srcdir)
        return [nodes.raw("", self.made(what, about(root), places.site(root)), format="html")]

    def made(self, what: str, book: About, site: str) -> str:
        """What stands there, as HTML."""
        return blocks.four(what, book, site)


class CitedPage(Citation):
    """``{cited-example} claim``: the plain citation of a page, a claim, a calculation."""

    known = tuple(blocks.EXAMPLES)

    def made(self, what: str, book: About, site: str) -> str:
        """What stands there, as HTML."""
        return blocks.block(what, "txt", book, site)


class ErrataList(Cards):
    """``{errata-list}``: every mistake that was mended, newest first."""

    def run(self) -> list[nodes.Node]:
        try:
            found = errata.read(Path(self.env.app.srcdir))
        except (errata.ErrataError, evidence.EvidenceError) as error:
            raise self.error(str(error)) from None
        return [self._one(one) for one in found]

    def _one(self, one: errata.Erratum) -> nodes.container:
        box = self.card(errata.named(one))
        box += text(one.title, "card-value")
        logged = ", ".join(one.changes)
        mended = f"{evidence.spoken_date(str(one.date))}, version {one.version}"
        box += facts(
            [
                ("Where", self._where(one)),
                ("What stood", one.stood),
                ("What stands now", one.stands),
                ("Why", one.why),
                ("It stood from", evidence.spoken_date(str(one.since))),
                ("Mended", mended),
                ("Told by", one.told_by),
                ("In changes.csv", logged),
            ]
        )
        return box

    def _where(self, one: errata.Erratum) -> list[nodes.Node]:
        if one.page != one.where:
            return [link(self.env, one.where, one.where)]
        if one.page not in self.env.found_docs:
            raise self.error(
                f"{errata.TABLE}, entry {one.id}: {one.where!r} is no card and no page"
            )
        address = self.env.app.builder.get_relative_uri(self.env.docname, one.page)
        return [nodes.reference(one.page, one.page, refuri=address, internal=True)]


class ReportPlace(Cards):
    """``{report-place}``: where a mistake is told, or that this copy names no place."""

    def run(self) -> list[nodes.Node]:
        issues = places.issues(Path(self.env.app.srcdir))
        if not issues:
            return [text(NOWHERE)]
        start = '<p>Write to the list of the book’s repository: <a href="'
        made = f'{start}{html.escape(issues)}">open a report</a>.</p>'
        return [nodes.raw("", made, format="html")]


NOWHERE = (
    "This copy of the book names no place for reports, because it has not been published under an "
    "address of its own. Send your report to whoever gave you the book: a teacher, a library, the "
    "people who host it. If you have the folder of the book, the file SUPPORT.md in it says more."
)
"""What the page says while the address of the repository is a placeholder."""
