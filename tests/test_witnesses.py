"""Who says so: counts and remainders by hand, and findings that rest on claims that are there."""

from __future__ import annotations

import pytest

from dispatched import evidence
from dispatched.questions import witnesses

TABLES = evidence.tables()
FINDINGS = [row["id"] for row in TABLES["findings"]]


def test_counts_add_up() -> None:
    kinds = witnesses.sources_by_kind()
    assert list(kinds["kind"]) == list(witnesses.KINDS)
    assert int(kinds["sources"].sum()) == len(TABLES["sources"])
    assert int(kinds["claims"].sum()) == len(TABLES["claims"])
    assert (kinds[["A", "B", "C", "D"]].sum(axis=1) == kinds["sources"]).all()
    grades = witnesses.claims_by_grade()
    assert (grades[list(witnesses.KINDS)].sum(axis=1) == grades["claims"]).all()
    named = witnesses.by_witness()
    assert int(named["sources"].sum()) == len(TABLES["sources"])
    assert named["share"].sum() == pytest.approx(100)


def test_every_kind_of_source_is_counted() -> None:
    assert {row["kind"] for row in TABLES["sources"]} <= set(witnesses.KINDS)


def test_more_than_forty_sources_are_of_scholars_archives_or_offices() -> None:
    counts = witnesses.sources_by_kind().set_index("kind")["sources"]
    assert counts[["scholarly", "archival", "official"]].sum() >= 40


@pytest.mark.parametrize("finding", FINDINGS)
def test_a_finding_rests_on_claims_that_are_there(finding: str) -> None:
    ids = evidence.find("findings", finding)["claims"].split("; ")
    assert len(ids) == len(set(ids)) > 1
    assert witnesses.support(finding).claims == tuple(ids)


@pytest.mark.parametrize("finding", FINDINGS)
def test_taking_away_never_adds(finding: str) -> None:
    whole = witnesses.support(finding)
    for less in (
        witnesses.support(finding, without=witnesses.first_witness(finding)),
        witnesses.support(finding, kinds=["press"]),
    ):
        assert set(less.claims) <= set(whole.claims)
        assert set(less.witnesses) <= set(whole.witnesses)
        assert less.grade is None or less.grade >= whole.grade
        if less.low is not None:
            assert whole.low <= less.low
            assert less.high <= whole.high


def test_a_finding_by_hand() -> None:
    """North Korea's share of the timber: 33.3 and 40 by Lankov, 35 by AP and by the agreement of
    1995, 28 by a former logger.
    """
    whole = witnesses.support("finding-timber-share")
    assert (whole.low, whole.high, whole.grade, len(whole.witnesses)) == (28, 40, "B", 4)
    less = witnesses.support("finding-timber-share", without="Lankov")
    assert (less.low, less.high, less.grade, less.words) == (28, 35, "C", "3 witnesses")
    assert witnesses.support("finding-timber-share", kinds=["press"]).witnesses == ("Lankov",)


def test_without_everything_nothing_is_left() -> None:
    none = witnesses.support("finding-camps", kinds=witnesses.KINDS)
    assert (none.claims, none.grade, none.low, none.words) == ((), None, None, "nothing")


def test_a_wrong_word_is_named_with_those_near_it() -> None:
    with pytest.raises(evidence.EvidenceError, match="'Lankow'; near it: Lankov"):
        witnesses.support("finding-camps", without="Lankow")
    with pytest.raises(evidence.EvidenceError, match="'pres'; near it: press"):
        witnesses.support("finding-camps", kinds=["pres"])
    with pytest.raises(evidence.EvidenceError, match="'finding-camp'"):
        witnesses.support("finding-camp")


def test_the_table_has_each_finding_once() -> None:
    rows = witnesses.dependence()
    assert list(rows["id"]) == FINDINGS
    alone = set(rows.loc[rows["witnesses"] == "one witness", "id"])
    assert alone == {"finding-equal-pay", "finding-own-choice", "finding-builders"}
