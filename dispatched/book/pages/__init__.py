"""Pages made from the tables. Nothing on them is typed by hand."""

from __future__ import annotations

from sphinx.application import Sphinx

from dispatched.book.pages import answers
from dispatched.book.pages.answers import Answers
from dispatched.book.pages.calculations import CalculationCards, ContradictionCards
from dispatched.book.pages.cite import Citation, CitedPage, ErrataList, ReportPlace
from dispatched.book.pages.data import Codebook, SourceCards, SourceNames, TimelineList, UnreadList
from dispatched.book.pages.evidence import EvidenceCards
from dispatched.book.pages.glossary import GlossaryList
from dispatched.book.pages.ledger import LedgerAssumptions, LedgerDoubts, LedgerYears
from dispatched.book.pages.lessons import LessonList, LessonPlan
from dispatched.book.pages.standards import StandardCounts, StandardList
from dispatched.book.pages.witnesses import Dependence, SourceCounts, WitnessCounts

DIRECTIVES = {
    "evidence-cards": EvidenceCards,
    "calculation-cards": CalculationCards,
    "contradiction-cards": ContradictionCards,
    "source-cards": SourceCards,
    "source-names": SourceNames,
    "timeline-list": TimelineList,
    "codebook": Codebook,
    "glossary-list": GlossaryList,
    "unread-list": UnreadList,
    "source-counts": SourceCounts,
    "witness-counts": WitnessCounts,
    "dependence": Dependence,
    "standard-counts": StandardCounts,
    "standard-list": StandardList,
    "answers": Answers,
    "lesson": LessonPlan,
    "lesson-list": LessonList,
    "ledger-years": LedgerYears,
    "ledger-assumptions": LedgerAssumptions,
    "ledger-doubts": LedgerDoubts,
    "citation": Citation,
    "cited-example": CitedPage,
    "errata-list": ErrataList,
    "report-place": ReportPlace,
}


def setup(app: Sphinx) -> None:
    """Make the directives known."""
    answers.setup(app)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
