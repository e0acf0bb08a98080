"""What a row of the ledger takes from its claims, to both ends, and what is left as it was."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from dispatched import evidence
from dispatched.evidence import EvidenceError
from dispatched.questions import ledger, ledger_file, ledger_inputs

CLAIMS: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "a": ((90, 110), (100, 100)),
    "b": ((200, 300), (200, 250)),
    "c": ((0, float("inf")), (5, float("inf"))),
}
"""A claim → its range, and what it states."""
INF = float("inf")
READ: list[tuple[str, str, tuple[float, float], tuple[float, float]]] = [
    ("a", "value", (90, 110), (100, 100)),
    ("a; b", "value", (90, 300), (100, 250)),
    ("b; a", "value", (90, 300), (100, 250)),
    ("a + b", "value", (290, 410), (300, 350)),
    ("b - a", "value", (90, 210), (100, 150)),
    ("a - b", "value", (0, -90), (-150, -100)),
    ("b - a + a", "value", (180, 320), (200, 250)),
    ("a; b", "floor", (90, INF), (100, 250)),
    ("a + b", "ceiling", (0, 410), (300, 350)),
]


@pytest.mark.parametrize(("claims", "reading", "wanted", "stated"), READ)
def test_claims_are_joined_at_both_ends(
    claims: str, reading: str, wanted: Any, stated: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_inputs, "claim_range", lambda ident, row: CLAIMS[ident])
    found = ledger_inputs.read({"claims": claims, "reading": reading})
    assert (found.low, found.high) == wanted
    assert found.stated == stated
    assert found.claims == tuple(re.findall("[abc]", claims))


def test_a_ceiling_needs_a_greatest_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_inputs, "claim_range", lambda ident, row: CLAIMS[ident])
    with pytest.raises(EvidenceError) as error:
        ledger_inputs.read({"claims": "a + c", "reading": "ceiling"})
    assert str(error.value) == "reading: a + c states no greatest number"


@pytest.mark.parametrize("named", ["elsewhere", None])
def test_the_folder_of_the_tables_is_named_as_before(
    named: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = evidence.data_folder()
    seen: list[Path] = []
    monkeypatch.setattr(ledger, "rows", lambda: seen.append(evidence.data_folder()) or [])
    monkeypatch.setattr(ledger_file, "check", lambda rows: None)
    monkeypatch.delenv("DISPATCHED_DATA", raising=False)
    if named:
        monkeypatch.setenv("DISPATCHED_DATA", named)
    assert ledger_file.made(folder) == ledger_file.text([])
    assert seen
    assert seen[0] != folder
    assert os.environ.get("DISPATCHED_DATA") == named


def test_what_is_not_in_the_ledger_is_named_by_its_kind() -> None:
    regions = "; there are sakhalin, far-east, russia"
    for ask, said in (
        (lambda: ledger.band(region="siberia"), f"no region 'siberia' in the ledger{regions}"),
        (lambda: ledger.rows(regions=["siberia"]), f"no region 'siberia' in the ledger{regions}"),
        (lambda: ledger.band(item="visas"), "no item 'visas' in the ledger; there are start, "),
        (lambda: ledger.rows(items=["visas"]), "no item 'visas' in the ledger; there are start, "),
        (lambda: ledger.band({"x": True}), "no assumption 'x'"),
        (lambda: ledger.band(doubt=["nobody-says"]), "no claim 'nobody-says' in the ledger"),
    ):
        with pytest.raises(EvidenceError) as error:
            ask()
        assert str(error.value).startswith(said)
