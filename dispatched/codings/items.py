"""What a reader is asked to code, with which values, and how the book codes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dispatched import evidence
from dispatched.questions import coding

KINDS = {
    "stock": "who is present at one time",
    "flow": "who moves during a period",
    "quota": "a ceiling that somebody has set",
    "plan": "what somebody wants or expects",
}
"""The values of chapter 1 → what they mean."""

READ = {
    "khabarovsk-1964": "stock-1957-1964",
    "pandemic-2021": "sejong-stranded",
    "mines-and-sites-2016": "mining-construction-2016",
    "korean-war": "repatriation-1950-1953",
    "students-2024": "sejong-arrivals-2024",
    "agreement-1946": "x-kamchatka-first-1946",
    "firms-2015": "x-quota-2015",
    "to-come": "sejong-prospect",
}
"""The items of chapter 1 → the claims that they ask to read; our choice.

The claims' own ids would give the answer away.
"""

SCORED = (
    *(("1967", "movement"), ("2000", "contact"), ("1946", "contract_length")),
    *(("2000", "movement"), ("2022", "movement"), ("1967", "contact"), ("2022", "contact")),
    ("1967", "contract_length"),
)
"""The cells that chapter 9 asks to score, in periods for which the book has a single score each."""


class CodingError(ValueError):
    """Codings that cannot be kept or read; says what is wrong and what there is."""


@dataclass(frozen=True)
class Item:
    """One thing to code.

    Args:
        ident: its id, in small letters.
        label: how a table or a chart calls it.
        texts: what the sources say, in our words.
        book: the value that the book gives.
    """

    ident: str
    label: str
    texts: tuple[str, ...]
    book: str


@dataclass(frozen=True)
class Sheet:
    """What one chapter asks to code.

    Args:
        chapter: its number, two digits.
        title: what is coded.
        level: ``nominal`` (kinds) or ``ordinal`` (ranked scores): the distance of alpha.
        values: each value that may be given → its meaning, in their order.
        items: what is coded.
    """

    chapter: str
    title: str
    level: str
    values: Mapping[str, str]
    items: tuple[Item, ...]

    def item(self, ident: str) -> Item:
        """The item of an id.

        Raises:
            CodingError: there is none; names one that looks alike.
        """
        for one in self.items:
            if one.ident == ident:
                return one
        near = evidence.near(ident, [one.ident for one in self.items])
        raise CodingError(f"chapter {self.chapter} asks for no {ident!r}{near}")

    def value(self, given: object) -> str:
        """A value as it is kept: ``2``, ``2.0`` and ``" 2 "`` are one.

        Raises:
            CodingError: it is none of the values; names them.
        """
        text = str(given).strip().lower().removesuffix(".0")
        if text not in self.values:
            there = ", ".join(self.values)
            raise CodingError(f"{str(given)[:40]!r} is no value; there are {there}")
        return text


@evidence.remembered
def sheets() -> dict[str, Sheet]:
    """Chapter → what it asks to code.

    >>> [(s.chapter, s.level, len(s.items)) for s in sheets().values()]
    [('01', 'nominal', 8), ('09', 'ordinal', 8)]
    """
    return {"01": _kinds(), "09": _scores()}


def of(chapter: str) -> Sheet:
    """What a chapter asks to code.

    Raises:
        CodingError: it asks for nothing; names the chapters that do.
    """
    number = str(chapter).strip().zfill(2)
    if number not in sheets():
        raise CodingError(f"no chapter {str(chapter)[:40]!r} to code; there are 01 and 09")
    return sheets()[number]


def sheet(chapter: str) -> pd.DataFrame:
    """What a chapter asks to code, without the book's values.

    >>> sheet("09")["item"].head(3).tolist()
    ['1967-movement', '2000-contact', '2000-contact']

    Returns:
        ``item`` (its id), ``text`` (what the source says, in our words), one row a text.

    Raises:
        CodingError: the chapter asks for nothing; names the chapters that do.
    """
    asked = of(chapter)
    return pd.DataFrame(
        [{"item": one.ident, "text": text} for one in asked.items for text in one.texts]
    )


def _kinds() -> Sheet:
    kinds = {"count": "plan"}
    items = []
    for ident, claim in READ.items():
        row = evidence.claim(claim).row
        measure = row["measure"]
        items.append(Item(ident, ident, (row["statement"],), kinds.get(measure, measure)))
    return Sheet("01", "Kinds of figures", "nominal", KINDS, tuple(items))


def _scores() -> Sheet:
    cells = coding.cells().set_index(["era", "dimension"])
    items = []
    for era, dimension in SCORED:
        said = [
            row["text"]
            for row in evidence.tables()["features"]
            if row["era"] == era and row["dimension"] == dimension
        ]
        found = cells.loc[(era, dimension)]
        (score,) = found["scores"]  # one score: an item on which the book differs has no answer
        ident = f"{era}-{dimension.replace('_', '-')}"
        label = f"{era}, {found['label'].lower()}"
        items.append(Item(ident, label, tuple(said), str(score)))
    values = {str(step): "" for step in range(5)}
    values |= {"0": "held most tightly", "4": "freest, or best off"}
    return Sheet("09", "Scores of cells", "ordinal", values, tuple(items))
