"""Who says so: sources and claims by kind, grade and witness, and what is left of each main finding
if one witness, or one kind of source, is taken away.

A witness is whoever stands behind a text: its author, or the one whom it relays (column ``witness``
of ``sources.csv``). Two texts with one witness count once. That a finding loses its witnesses does
not make it false; it says how many would have to err for it to be so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd

from dispatched import evidence
from dispatched.evidence import Row

KINDS = ("scholarly", "archival", "official", "policy", "press")
"""Kinds of sources, in the order of the tables here."""

LEFT = {0: "nothing", 1: "one witness"}
"""What is left, in words, by the number of witnesses; more are counted."""


def sources_by_kind() -> pd.DataFrame:
    """Sources by kind and grade.

    >>> counts = sources_by_kind().set_index("kind")
    >>> int(counts["sources"].sum()) == len(evidence.tables()["sources"])
    True

    Returns:
        a row for each of :data:`KINDS`: ``kind, A, B, C, D, sources, witnesses, claims`` (numbers;
        ``witnesses`` counts different ones, ``claims`` those coded from these sources).
    """
    sources = evidence.frame("sources")
    claims = evidence.frame("claims")["source"].value_counts()
    rows = []
    for kind in KINDS:
        ours = sources[sources["kind"] == kind]
        grades = {grade: int((ours["grade"] == grade).sum()) for grade in evidence.GRADES}
        rows.append(
            {
                "kind": kind,
                **grades,
                "sources": len(ours),
                "witnesses": ours["witness"].nunique(),
                "claims": int(claims.reindex(ours["id"]).sum()),
            }
        )
    return pd.DataFrame(rows)


def claims_by_grade() -> pd.DataFrame:
    """Claims by grade and by the kind of source from which they were read.

    >>> int(claims_by_grade()["claims"].sum()) == len(evidence.tables()["claims"])
    True

    Returns:
        ``grade, scholarly, archival, official, policy, press, claims`` (numbers of claims).
    """
    kind = {row["id"]: row["kind"] for row in evidence.tables()["sources"]}
    data = evidence.frame("claims")
    crossed = pd.crosstab(data["grade"], data["source"].map(kind))
    crossed = crossed.reindex(index=list(evidence.GRADES), columns=list(KINDS), fill_value=0)
    crossed["claims"] = crossed.sum(axis=1)
    return crossed.rename_axis(index="grade", columns=None).reset_index()


def by_witness() -> pd.DataFrame:
    """Witnesses by the number of claims that rest on them, most first; ties by name.

    >>> by_witness()["witness"].iloc[0]
    'Lankov'

    Returns:
        ``witness, sources, claims, share`` (numbers; ``share`` of all claims in percent).
    """
    witness = {row["id"]: row["witness"] for row in evidence.tables()["sources"]}
    sources = pd.Series(list(witness.values())).value_counts()
    claims = evidence.frame("claims")["source"].map(witness).value_counts()
    rows = pd.DataFrame({"sources": sources, "claims": claims}).fillna(0).astype(int)
    rows = rows.rename_axis("witness").reset_index()
    rows["share"] = 100 * rows["claims"] / rows["claims"].sum()
    return rows.sort_values(
        ["claims", "witness"], ascending=[False, True], ignore_index=True, kind="stable"
    )


@dataclass(frozen=True)
class Support:
    """What a finding rests on, all of it or what is left.

    ``witnesses`` in the order in which the claims name them; ``grade`` the best of the claims;
    ``low`` and ``high`` the ends of what they state, if they state one quantity, else nothing.
    """

    claims: tuple[str, ...]
    witnesses: tuple[str, ...]
    grade: str | None
    low: float | None
    high: float | None

    @property
    def words(self) -> str:
        """``nothing``, ``one witness`` or ``3 witnesses``.

        >>> support("finding-equal-pay", without="Lankov").words
        'nothing'
        """
        count = len(self.witnesses)
        return LEFT.get(count, f"{count} witnesses")


def support(finding: str, *, without: str | None = None, kinds: Collection[str] = ()) -> Support:
    """What a finding rests on once a witness, or kinds of sources, are left out.

    >>> support("finding-first-loggers").witnesses
    ('Lankov', 'Soviet embassy in Pyongyang')
    >>> support("finding-first-loggers", without="Lankov").claims
    ('x-loggers-khabarovsk-1964',)
    >>> support("finding-first-loggers", kinds=["scholarly", "archival"]).words
    'nothing'

    Args:
        finding: an id of ``findings.csv``.
        without: a witness whose texts are left out.
        kinds: kinds of sources that are left out.

    Raises:
        EvidenceError: no such finding, claim, witness or kind.
    """
    row = evidence.find("findings", finding)
    known = {source["witness"] for source in evidence.tables()["sources"]}
    if without is not None and without not in known:
        raise evidence.EvidenceError(f"no witness {without!r}{evidence.near(without, known)}")
    for kind in kinds:
        if kind not in KINDS:
            raise evidence.EvidenceError(f"no kind {kind!r}{evidence.near(kind, KINDS)}")
    pairs = [_with_source(ident) for ident in row["claims"].split("; ")]
    left = [
        (claim, source)
        for claim, source in pairs
        if source["witness"] != without and source["kind"] not in kinds
    ]
    low, high = _ends(claim for claim, _ in left) if row["same_quantity"] else (None, None)
    return Support(
        claims=tuple(claim["id"] for claim, _ in left),
        witnesses=tuple(dict.fromkeys(source["witness"] for _, source in left)),
        grade=min((claim["grade"] for claim, _ in left), default=None),
        low=low,
        high=high,
    )


def _with_source(ident: str) -> tuple[Row, Row]:
    claim = evidence.find("claims", ident)
    return claim, evidence.source(claim["source"])


def _ends(claims: Iterable[Row]) -> tuple[float | None, float | None]:
    """The smallest and the largest value that any of the claims states."""
    stated = [
        claim[column]
        for claim in claims
        for column in ("low", "best", "high")
        if claim[column] is not None
    ]
    return (min(stated), max(stated)) if stated else (None, None)


def first_witness(finding: str) -> str:
    """The witness with most claims of a finding; of several, the one that is named first.

    >>> first_witness("finding-camps")
    'Lankov'
    """
    ids = support(finding).claims
    named: list[str] = [_with_source(ident)[1]["witness"] for ident in ids]
    return max(dict.fromkeys(named), key=named.count)


def dependence() -> pd.DataFrame:
    """What is left of each main finding without its first witness, without Lankov, without press.

    >>> rows = dependence().set_index("id")
    >>> rows.loc["finding-equal-pay", ["witnesses", "without_lankov", "without_press"]].tolist()
    ['one witness', 'nothing', 'one witness']

    Returns:
        a row for each row of ``findings.csv``: ``id, era, finding, claims`` (a number), ``grade``
        (the best), ``witnesses, first, without_first, without_lankov, without_press`` (words, as
        :attr:`Support.words`; ``first`` a name).
    """
    rows = []
    for row in evidence.tables()["findings"]:
        ident, whole = row["id"], support(row["id"])
        first = first_witness(ident)
        rows.append(
            {
                "id": ident,
                "era": row["era"],
                "finding": row["finding"],
                "claims": len(whole.claims),
                "grade": whole.grade,
                "witnesses": whole.words,
                "first": first,
                "without_first": support(ident, without=first).words,
                "without_lankov": support(ident, without="Lankov").words,
                "without_press": support(ident, kinds=["press"]).words,
            }
        )
    return pd.DataFrame(rows)
