"""The draft of a paper: its numbers are those of the repository, its works are in its list."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dispatched import evidence
from dispatched.checks import questions
from dispatched.notebooks.about import about
from dispatched.predict import reading

ROOT = Path(__file__).resolve().parents[1]
PAPER = ROOT / "docs/paper"
_, HEAD, BODY = (PAPER / "paper.md").read_text(encoding="utf-8").split("---\n", 2)
FRONT: dict[str, Any] = yaml.safe_load(HEAD)
WORDS = " ".join(BODY.split())

PARTS = [
    *("Summary", "Statement of need", "Learning objectives and content", "Instructional design"),
    *("The story of the project", "How it can be used", "Limits", "References"),
]


@cache
def numbers() -> dict[str, int]:
    """What the paper says, around the number → the number as the repository has it."""
    tables = evidence.tables()
    verdicts = Counter(row["verdict"] for row in tables["calculations"])
    tasks = [
        tomllib.loads(path.read_text(encoding="utf-8"))["task"]
        for path in sorted((ROOT / "exercises").glob("*/tasks.toml"))
    ]
    seen = Counter(row["read"] for row in tables["sources"])
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "chapters").glob("*.ipynb")]
    story, workshop = re.findall(r"story about (\d+) minutes, the workshop about (\d+)", texts[0])[
        0
    ]
    assert all(f"story about {story} minutes, the workshop about {workshop}" in t for t in texts)
    return {
        "course book of {} executable chapters": len(texts),
        "{} claims from": len(tables["claims"]),
        "claims from {} sources": len(tables["sources"]),
        "{} calculations and": len(tables["calculations"]),
        "calculations and {} contradictions": len(tables["contradictions"]),
        "{} rest on an official": sum(row["grade"] == "A" for row in tables["claims"]),
        "{} of the sources are press": sum(row["kind"] == "press" for row in tables["sources"]),
        "in about {} minutes. One that": int(story),
        "in about {}. #": int(workshop),
        "There are {} tasks": sum(map(len, tasks)),
        "tasks in {} assignments": len(tasks),
        "in {} places": len(reading.together(ROOT / "chapters")),
        "judges, {} in all": len(questions.together(ROOT / "exercises")),
        "{} calculations agree": verdicts["agrees"] + verdicts["agrees when rounded"],
        "and {} do not": verdicts["disagrees"],
        "Only {} of the sources": seen["whole"],
        "recruitment of {} to": int(tables["eras"][0]["year_start"]),
    }


def test_every_number_is_that_of_the_repository() -> None:
    left = WORDS
    for phrase, number in numbers().items():
        said = phrase.format(number)
        assert said in WORDS, f"the paper does not say: {said}"
        left = left.replace(said, phrase.format("—"))
    left = re.sub(r"\[@[\w;@ ]+\]|visas of 2025", "", left)
    assert re.findall(r"\d[\d,.]*", left) == []


def test_most_calculations_have_no_result_in_their_source() -> None:
    rows = evidence.tables()["calculations"]
    assert sum(row["verdict"] == "not stated" for row in rows) > len(rows) / 2
    whole = [row for row in evidence.tables()["sources"] if row["read"] == "whole"]
    assert {row["read"] for row in evidence.tables()["sources"]} == {"whole", "excerpt", "abstract"}
    assert len(whole) == 5


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
