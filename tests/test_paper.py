"""The draft of a paper: its numbers are those of the repository, its works are in its list."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from dispatched import evidence
from dispatched.notebooks.about import about
from tests.renew_paper import numbers, renew

ROOT = Path(__file__).resolve().parents[1]
PAPER = ROOT / "docs/paper"
_, HEAD, BODY = (PAPER / "paper.md").read_text(encoding="utf-8").split("---\n", 2)
FRONT: dict[str, Any] = yaml.safe_load(HEAD)
WORDS = " ".join(BODY.split())

PARTS = [
    *("Summary", "Statement of need", "Learning objectives and content", "Instructional design"),
    *("The story of the project", "How it can be used", "Limits", "References"),
]


def test_every_number_is_that_of_the_repository() -> None:
    left = WORDS
    known = numbers()
    found = [said for p, n in known.items() if (said := p.format(n)) not in WORDS]
    assert not found, "the paper does not say (make fresh renews it): " + "; ".join(found)
    for phrase, number in known.items():
        said = phrase.format(number)
        left = left.replace(said, phrase.format("—"))
    left = re.sub(r"\[@[\w;@ ]+\]|visas of 2025", "", left)
    assert re.findall(r"\d[\d,.]*", left) == []


def test_a_number_that_changed_is_renewed_across_lines(tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    text = (PAPER / "paper.md").read_text(encoding="utf-8")
    claims = numbers()["{} claims from"]
    old = text.replace(f"{claims} claims from", "17\nclaims from")
    assert old != text
    paper.write_text(old, encoding="utf-8")
    assert renew(paper) == [f"17 claims from → {claims} claims from"]
    assert " ".join(paper.read_text(encoding="utf-8").split()) == " ".join(text.split())
    assert renew(paper) == []


def test_most_calculations_have_no_result_in_their_source() -> None:
    rows = evidence.tables()["calculations"]
    assert sum(row["verdict"] == "not stated" for row in rows) > len(rows) / 2
    whole = [row for row in evidence.tables()["sources"] if row["read"] == "whole"]
    assert {row["read"] for row in evidence.tables()["sources"]} == {"whole", "excerpt", "abstract"}
    assert 0 < len(whole) < 20


def test_it_has_the_parts_that_the_journal_asks_for() -> None:
    assert re.findall(r"^# (.*)$", BODY, re.MULTILINE) == PARTS
    assert 800 < len(WORDS.split()) < 1300
    assert {"title", "tags", "authors", "affiliations", "date", "bibliography"} <= {*FRONT}


def test_authors_are_those_of_the_citation_and_placeholders_stand_in_one_place() -> None:
    assert ", ".join(one["name"] for one in FRONT["authors"]) == about(ROOT).authors
    known = {str(one["index"]) for one in FRONT["affiliations"]}
    assert {str(one["affiliation"]) for one in FRONT["authors"]} <= known
    assert not any("orcid" in one for one in FRONT["authors"])
    assert "PLACEHOLDER" not in BODY
    assert HEAD.count("Placeholders, to be filled before the paper is submitted") == 1


def test_what_it_cites_is_in_the_bibliography() -> None:
    works = (PAPER / "paper.bib").read_text(encoding="utf-8")
    entries = dict(re.findall(r"@\w+\{(\w+),(.*?)\n\}", works, re.S))
    assert {*re.findall(r"@(\w+)", BODY)} == {*entries}
    ours = (ROOT / "data/references.bib").read_text(encoding="utf-8")
    for key, entry in entries.items():
        fields = dict(re.findall(r"(\w+)\s*=\s*\{(.*)\}", entry))
        assert "doi" in fields or "publisher" in fields, key
        held = re.search(rf"@\w+\{{{key},(.*?)\n\}}", ours, re.S)
        if held:
            theirs = dict(re.findall(r"(\w+)\s*=\s*\{(.*)\}", held[1]))
            assert fields.items() <= theirs.items(), key
