"""Renew the numbers that the paper says of the repository: ``make fresh`` runs it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

from dispatched import evidence
from dispatched.checks import questions
from dispatched.predict import reading

ROOT = Path(__file__).resolve().parents[1]
PAPER = ROOT / "docs/paper/paper.md"


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


def renew(path: Path = PAPER) -> list[str]:
    """Write the numbers into the paper; return what changes, a line each."""
    text, changes = path.read_text(encoding="utf-8"), []
    for phrase, number in numbers().items():
        before, after = (
            r"\s+".join(map(re.escape, part.split(" "))) for part in phrase.split("{}")
        )
        for found in re.finditer(rf"(?<!\d){before}(\d+){after}", text):
            if found[1] != str(number):
                changes.append(f"{' '.join(found[0].split())} → {phrase.format(number)}")
        text = re.sub(rf"(?<!\d)({before})\d+({after})", rf"\g<1>{number}\g<2>", text)
    if changes:
        path.write_text(text, encoding="utf-8", newline="\n")
    return changes


if __name__ == "__main__":
    print("\n".join(renew()) or "Nothing changes in the paper.")
