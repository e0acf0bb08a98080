"""The evidence tables in ``data/``: read, check, find, put into words.

The schema (columns, types, units, lists of words, foreign keys) is read from the data package.
Every table is checked when it is loaded; a bad cell raises :class:`EvidenceError`, which names
file, row and column.
"""

from dispatched.evidence.cards import GRADES, SEEN, TERM, ClaimCard, Part, claim_card, term_parts
from dispatched.evidence.cells import YEARS, EvidenceError, Row, read_table
from dispatched.evidence.lookup import (
    data_folder,
    find,
    frame,
    near,
    series,
    series_rows,
    source,
    tables,
    watch,
)
from dispatched.evidence.package import read_description, read_package
from dispatched.evidence.people import KIND, PEOPLE, people_rows
from dispatched.evidence.statements import Claim, bounds, claim, claims, middle, records
from dispatched.evidence.terms import Finder, Found, check_terms, forms
from dispatched.evidence.watched import noting, remembered
from dispatched.evidence.words import (
    MONTHS,
    cite,
    describe,
    heads,
    named,
    number,
    paragraphs,
    quantity,
    spoken_date,
    years,
)

__all__ = [
    "GRADES",
    "KIND",
    "MONTHS",
    "PEOPLE",
    "SEEN",
    "TERM",
    "YEARS",
    "Claim",
    "ClaimCard",
    "EvidenceError",
    "Finder",
    "Found",
    "Part",
    "Row",
    "bounds",
    "check_terms",
    "cite",
    "claim",
    "claim_card",
    "claims",
    "data_folder",
    "describe",
    "find",
    "forms",
    "frame",
    "heads",
    "middle",
    "named",
    "near",
    "noting",
    "number",
    "paragraphs",
    "people_rows",
    "quantity",
    "read_description",
    "read_package",
    "read_table",
    "records",
    "remembered",
    "series",
    "series_rows",
    "source",
    "spoken_date",
    "tables",
    "term_parts",
    "watch",
    "years",
]
