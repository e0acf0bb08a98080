"""The ledger, 1946 to 2025: for each year and region who was there, came and left, as far as known.

The balance of each year, the claims and the named assumptions are one system of linear
inequalities. The smallest and the largest value of a cell that fits all of them are its low and
high end. Persons are whole: ends are rounded outward, so that no cell claims more than is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from dispatched import arithmetic, evidence
from dispatched.arithmetic import ClashError, System
from dispatched.evidence import EvidenceError
from dispatched.models import people_balance
from dispatched.models.people_balance import ITEMS, REGIONS, cell
from dispatched.questions.cell_rows import COLUMNS, STATUSES, cell_row, outward, told_by
from dispatched.questions.ledger_inputs import YEARS, Reading, assumed, readings


def solve(
    assumptions: Mapping[str, bool] | None = None,
    *,
    believe: Iterable[str] = (),
    doubt: Iterable[str] = (),
    regions: Iterable[str] = tuple(REGIONS),
    items: Iterable[str] = tuple(ITEMS),
) -> pd.DataFrame:
    """Every cell of the ledger with its low and high end.

    >>> ledger = solve(regions=["sakhalin"], items=["departures"]).set_index("year")
    >>> ledger.loc[1948, ["status", "claims", "high"]].astype(str).tolist()
    ['documented', 'x-returns-sakhalin-1948', '5406.0']

    Args:
        assumptions: id → made or not, where it is not as ``ledger-assumptions.csv`` has it.
        believe: claims that count, though the table does not believe them.
        doubt: claims that do not count.
        regions: which; the others are in the system all the same.
        items: which.

    Returns:
        ``id, year, region, item, low, high`` (persons; an end that is not known is missing),
        ``status`` (one of :data:`STATUSES`), ``stated_low, stated_high`` (what the claims of a
        documented cell state), ``claims, assumptions`` (ids, on which the ends rest), ``rule``.

    Raises:
        EvidenceError: an unknown assumption, claim, region or item, or a claim both believed and
            doubted.
        ClashError: no numbers fit; names a smallest set of claims and assumptions that clash.
    """
    return pd.DataFrame(
        rows(assumptions, believe=believe, doubt=doubt, regions=regions, items=items),
        columns=list(COLUMNS),
    ).astype(dict.fromkeys(("low", "high", "stated_low", "stated_high"), "float64"))


def rows(
    assumptions: Mapping[str, bool] | None = None,
    *,
    believe: Iterable[str] = (),
    doubt: Iterable[str] = (),
    regions: Iterable[str] = tuple(REGIONS),
    items: Iterable[str] = tuple(ITEMS),
) -> list[dict[str, Any]]:
    """The same as :func:`solve`, as one mapping a row; an end that is not known is None."""
    on, counted = switches(assumptions), in_force(assumptions, believe, doubt)
    regions, items = _known("region", regions, REGIONS), _known("item", items, ITEMS)
    wanted = [(year, region, item) for year in YEARS for region in regions for item in items]
    named = {(y, r, i): cell(r, i, y) for y, r, i in wanted}
    found = arithmetic.bounds(system(on, counted), dict.fromkeys(named.values()))
    told = told_by(counted, on)
    return [cell_row(*key, *found[name], told.get(name)) for key, name in named.items()]


def band(
    assumptions: Mapping[str, bool] | None = None,
    *,
    believe: Iterable[str] = (),
    doubt: Iterable[str] = (),
    region: str = "russia",
    item: str = "end",
    open_as: float = 0,
) -> list[dict[str, float | str]]:
    """Low and high end of one item over the years, ready for an explorer: numbers only.

    >>> band(region="sakhalin")[3]
    {'year': 1949, 'low': 11670.0, 'high': 11670.0, 'known': 'both'}

    Args:
        assumptions, believe, doubt: as for :func:`solve`.
        region: one of :data:`dispatched.models.people_balance.REGIONS`.
        item: one of :data:`dispatched.models.people_balance.ITEMS`.
        open_as: what ``high`` is where nothing bounds it.

    Returns:
        one row a year: ``year, low, high`` (persons), ``known``: ``both`` ends, ``low`` or
        ``nothing``.

    Raises:
        EvidenceError, ClashError: as :func:`solve`.
    """
    _known("region", [region], REGIONS)
    _known("item", [item], ITEMS)
    lines = system(switches(assumptions), in_force(assumptions, believe, doubt))
    named = [cell(region, item, year) for year in YEARS]
    found = arithmetic.bounds(lines, named, explain=False)
    rows: list[dict[str, float | str]] = []
    for year, name in zip(YEARS, named, strict=True):
        least, most = outward(*(end.value for end in found[name]))
        known = "both" if most is not None else "low" if least else "nothing"
        high = open_as if most is None else float(most)
        rows.append({"year": year, "low": float(least), "high": high, "known": known})
    return rows


def clash(
    assumptions: Mapping[str, bool] | None = None,
    *,
    believe: Iterable[str] = (),
    doubt: Iterable[str] = (),
) -> tuple[str, ...]:
    """A smallest set of claims and assumptions that cannot hold together; empty if all can.

    >>> clash(believe=["x-sakhalin-1946-1949"])
    ('x-arrivals-kurils-1947', 'x-arrivals-south-sakhalin-1947', 'x-sakhalin-1946-1949')
    """
    on = switches(assumptions)
    return arithmetic.clash(system(on, in_force(assumptions, believe, doubt)))


def in_words(names: Iterable[str]) -> list[dict[str, str]]:
    """What a clash, or the ends of a cell, rest on: the sentence behind each name.

    >>> in_words(["families-count"])[0]["says"]
    'On Sakhalin and the Kurils family members are counted with the workers.'

    Args:
        names: ids of assumptions and of claims.

    Returns:
        one row a name, in the order given: ``kind`` (assumption or claim) and ``says``.

    Raises:
        EvidenceError: a name that neither table has.
    """
    sentences = {row["id"]: row["words"] for row in evidence.tables()["ledger-assumptions"]}
    return [
        {"kind": "assumption", "says": sentences[name]}
        if name in sentences
        else {"kind": "claim", "says": evidence.claim(name).statement}
        for name in names
    ]


def switches(assumptions: Mapping[str, bool] | None = None) -> dict[str, bool]:
    """Which assumptions are made.

    Raises:
        EvidenceError: an unknown one.
    """
    on = {row["id"]: row["default"] for row in evidence.tables()["ledger-assumptions"]}
    for ident in assumptions or {}:
        if ident not in on:
            raise EvidenceError(f"no assumption {ident!r}{evidence.near(ident, on)}")
    return {**on, **(assumptions or {})}


def in_force(
    assumptions: Mapping[str, bool] | None = None,
    believe: Iterable[str] = (),
    doubt: Iterable[str] = (),
) -> list[Reading]:
    """The rows of ``ledger-evidence.csv`` that count.

    Raises:
        EvidenceError: a claim that no row has, or that is both believed and doubted.
    """
    on, trusted = switches(assumptions), dict.fromkeys(believe, True)
    known = {claim for reading in _readings() for claim in reading.claims}
    for ident in doubt:
        if ident in trusted:
            raise EvidenceError(f"claim {ident!r} is both believed and doubted")
        trusted[ident] = False
    for ident in trusted:
        if ident not in known:
            raise EvidenceError(f"no claim {ident!r} in the ledger{evidence.near(ident, known)}")
    return [reading for reading in _readings() if reading.in_force(on, trusted)]


def system(on: Mapping[str, bool], counted: Iterable[Reading]) -> System:
    """Balances, counts and assumptions as one system."""
    lines = people_balance.balances(YEARS)
    for reading in counted:
        lines += people_balance.inequalities(reading.count(on))
    return System(people_balance.cells(YEARS), [*lines, *assumed(on)])


def _known(kind: str, asked: Iterable[str], names: Iterable[str]) -> list[str]:
    """The names that are asked for, if there are such."""
    chosen = list(asked)
    for name in chosen:
        if name not in names:
            raise EvidenceError(f"no {kind} {name!r} in the ledger{evidence.near(name, names)}")
    return chosen


def _readings() -> list[Reading]:
    return _of(evidence.data_folder())


@evidence.remembered
def _of(folder: Path) -> list[Reading]:
    """The readings of a folder of tables, made once."""
    del folder
    return readings()


__all__ = [
    "COLUMNS",
    "STATUSES",
    "YEARS",
    "ClashError",
    "band",
    "clash",
    "in_force",
    "in_words",
    "rows",
    "solve",
]
