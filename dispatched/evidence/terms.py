"""The glossary: the forms of its terms, and where the first of them stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dispatched.evidence.cells import EvidenceError, Row


def forms(row: Row) -> list[str]:
    """The term and its other forms.

    >>> from dispatched import evidence
    >>> forms(evidence.find("glossary", "planned-money"))
    ['planned money', 'gyehoekppun']
    """
    return [row["term"], *(row["also"] or "").split(";")] if row["also"] else [row["term"]]


def _folded(form: str) -> str:
    """What two forms have in common if a reader, or a plural, would take them for one."""
    return form.lower().removesuffix("s")


def check_terms(rows: Sequence[Row]) -> None:
    """No form may stand twice, and a foreign word says where it is from.

    >>> row = {"id": "quota", "term": "quota", "also": "", "korean": "", "russian": "", "words": ""}
    >>> check_terms([row, {**row, "id": "other", "term": "Quotas"}])
    Traceback (most recent call last):
    ...
    dispatched.evidence.cells.EvidenceError: glossary.csv, row 3 (other), column term: ...

    Args:
        rows: of ``glossary.csv``.

    Raises:
        EvidenceError: names row and column, and the other row.
    """
    seen: dict[str, str] = {}
    for number, row in enumerate(rows, 2):
        where = f"glossary.csv, row {number} ({row['id']}), column"
        for at, form in enumerate(forms(row)):
            column = "also" if at else "term"
            if not form or form != form.strip():
                raise EvidenceError(f"{where} {column}: an empty form, or a space around {form!r}")
            if _folded(form) in seen:
                raise EvidenceError(
                    f"{where} {column}: {form!r} is defined already, by {seen[_folded(form)]}"
                )
            seen[_folded(form)] = row["id"]
        if bool(row["korean"] or row["russian"]) != bool(row["words"]):
            raise EvidenceError(
                f"{where} words: must say where the Korean or Russian word is from, "
                "and only where there is one"
            )


class Found(NamedTuple):
    """A form in a text: from where to where, and of which term.

    >>> Found(0, 5, "quota").ident
    'quota'
    """

    start: int
    end: int
    ident: str


def _pattern(form: str) -> str:
    """A form as an expression: a small first letter fits a capital, a space a new line."""
    words = [re.escape(word) for word in form.split()]
    if form == form.lower() and form[0].isalpha():
        words[0] = f"[{form[0]}{form[0].upper()}]{re.escape(form.split()[0][1:])}"
    return r"\s+".join(words)


class Finder:
    """Finds the forms of some terms.

    >>> from dispatched import evidence
    >>> rows = [evidence.find("glossary", ident) for ident in ("planned-money", "quota")]
    >>> one = Finder(rows)
    >>> [(f.start, f.ident) for f in one.all("Quotas, and the planned\\nmoney; not misquota")]
    [(0, 'quota'), (16, 'planned-money')]
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        named = [(form, row["id"]) for row in rows for form in forms(row)]
        named.sort(key=lambda pair: -len(pair[0]))  # of two that fit at one place, the longer
        self._idents = [ident for _, ident in named]
        choices = "|".join(f"({_pattern(form)})" for form, _ in named)
        self._choice = re.compile(rf"(?<![\w-])(?:{choices})s?(?![\w-])") if named else None

    def all(self, text: str) -> Iterator[Found]:
        """Every form in a text, from left to right; none lies inside another.

        >>> [*Finder([]).all("No term, nothing found.")]
        []
        """
        for found in self._choice.finditer(text) if self._choice else ():
            yield Found(*found.span(), self._idents[(found.lastindex or 1) - 1])
