"""The table of known standards: whole, honest of form, and every file and test in it is there."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import axe_playwright_python
import nbformat
import pytest
import yaml

from dispatched.book.pages.standards import VERDICTS, StandardsError, counts, read
from dispatched.notebooks.about import about
from dispatched.take.built import order

ROOT = Path(__file__).resolve().parents[1]
STANDARDS = read(ROOT)
ITEMS = [item for standard in STANDARDS for item in standard["item"]]
WCAG = next(standard for standard in STANDARDS if standard["id"] == "wcag")["item"]

CRITERIA = {
    "1.1": "1", "1.2": "12345", "1.3": "12345", "1.4": "1 2 3 4 5 10 11 12 13", "2.1": "124",
    "2.2": "12", "2.3": "1", "2.4": "1 2 3 4 5 6 7 11", "2.5": "1 2 3 4 7 8", "3.1": "12",
    "3.2": "1 2 3 4 6", "3.3": "1 2 3 4 7 8", "4.1": "23",
}  # fmt: skip
"""The criteria of WCAG 2.2 at levels A and AA: guideline → the last parts of their numbers."""

BEYOND = {"146", "213", "224", "249", "325", "411"}
"""What axe names beside them: criteria of level AAA, and 4.1.1, which is no more."""

BELITTLING = r"simply|obvious(ly)?|trivial(ly)?|of course|basically|merely|everyone knows"


def test_each_place_that_is_named_is_there() -> None:
    pages = {*order(ROOT)}
    lost = [n for item in ITEMS for n in item.get("see", ()) if n not in pages]
    assert [name for name in lost if not (ROOT / name).is_file()] == []


def test_each_test_that_is_named_is_there() -> None:
    known: dict[str, set[str]] = {}
    for name in {name for item in ITEMS for name in item.get("test", ())}:
        file, _, test = name.partition("::")
        if file not in known:
            body = ast.parse((ROOT / file).read_text(encoding="utf-8")).body
            known[file] = {node.name for node in body if isinstance(node, ast.FunctionDef)}
        assert test.startswith("test_"), name
        assert test in known[file], f"{name}: there is no such test"


def test_no_item_stands_twice_and_a_verdict_has_its_grounds() -> None:
    for standard in STANDARDS:
        names = [item.get("number", item["name"]) for item in standard["item"]]
        assert len(names) == len({*names}), standard["id"]
        assert sum(counts(standard["item"]).values()) == len(names)
    for item in ITEMS:
        assert item.get("test") or item.get("see") or item.get("says"), item["name"]
        if item["verdict"] in ("partly", "no"):
            assert item.get("says"), f"{item['name']}: say what is missing"


def test_each_criterion_of_the_web_stands_once() -> None:
    named = [
        f"{guideline}.{last}"
        for guideline, lasts in CRITERIA.items()
        for last in (lasts.split() if " " in lasts else lasts)
    ]
    assert [item["number"] for item in WCAG] == named
    assert len(named) == 55
    levels = [item["level"] for item in WCAG]
    assert (levels.count("A"), levels.count("AA")) == (31, 24)
    assert all({*item["checked"]} <= {"axe", "test", "by hand"} for item in WCAG)
    for item in WCAG:
        tested = {"axe", "test"} & {*item["checked"]}
        assert not tested or item.get("test"), f"{item['number']} names no test"


def test_what_axe_knows_of_the_criteria_is_in_the_table() -> None:
    """The installed axe names, beside its rules, criterion and level of what each rule is for."""
    path = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
    rules = re.findall(r'tags:\[([^\]]*"wcag\d{3,4}"[^\]]*)\]', path.read_text(encoding="utf-8"))
    known = {item["number"].replace(".", ""): item["level"] for item in WCAG}
    seen = set()
    for rule in rules:
        level = re.search(r'"wcag2[12]?(a{1,3})"', rule)
        for number in re.findall(r'"wcag(\d{3,4})"', rule):
            if level and level[1] in ("a", "aa") and number not in BEYOND:
                assert number in known, f"axe has {number} at level {level[1]}"
                seen.add(number)
    assert len(seen) > 15


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ('name = "One"\nverdict = "met"', "x, One: asks is missing"),
        ('name = "One"\nasks = "?"\nverdict = "yes"', "x, One: verdict 'yes': there are met"),
        ('name = "One"\nasks = "?"\nverdict = "met"', "x, One: neither a test nor a sentence"),
        ('asks = "?"\nverdict = "met"', "x, an item without a name: name is missing"),
    ],
)
def test_an_item_that_cannot_be_used_is_named(tmp_path: Path, item: str, message: str) -> None:
    (tmp_path / "docs").mkdir()
    table = f'[[standard]]\nid = "x"\n[[standard.item]]\n{item}\n'
    (tmp_path / "docs/standards.toml").write_text(table, encoding="utf-8")
    with pytest.raises(StandardsError, match=re.escape(message)):
        read(tmp_path)


def test_the_page_shows_what_the_table_says(book: Path) -> None:
    page = (book / "back/standards.html").read_text(encoding="utf-8")
    for standard in STANDARDS:
        found = [*counts(standard["item"]).values(), len(standard["item"])]
        (row,) = [r for r in page.split("<tr")[1:] if standard["name"] in r.partition("</tr>")[0]]
        numbers = re.findall(r"<td[^>]*>\s*(?:<p>)?(\d+)\b", row)
        assert numbers == [str(number) for number in found]
    assert len(re.findall(r"<dt[^>]*>Verdict", page)) == len(ITEMS)
    assert all(word in page for word in VERDICTS.values())


def prose() -> list[tuple[str, str]]:
    """Name and words of what readers read: chapters and pages."""
    found = [(path.name, path.read_text(encoding="utf-8")) for path in (ROOT / "back").glob("*.md")]
    for path in sorted((ROOT / "chapters").glob("*.ipynb")):
        cells: list[Any] = nbformat.read(path, as_version=4).cells
        found += [(path.name, cell.source) for cell in cells if cell.cell_type == "markdown"]
    return found


def test_no_contraction_and_no_word_that_belittles() -> None:
    contracted = r"\w+(n['’]t|['’](re|ve|ll|d|m))|(it|that|there|what|let|here)['’]s"
    assert re.fullmatch(contracted, "isn't")
    for name, text in prose():
        for kind in (contracted, BELITTLING):
            found = re.search(rf"\b({kind})\b", text, re.IGNORECASE)
            assert found is None, f"{name}: {found[0]}" if found else ""


def test_both_licenses_stand_there_whole() -> None:
    code = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Redistribution and use in source and binary forms" in code
    assert "THIS SOFTWARE IS PROVIDED" in code
    text = (ROOT / "LICENSE-content").read_text(encoding="utf-8")
    sections = re.findall(r"^Section (\d) -- ", text, re.MULTILINE)
    assert sections == [str(n) for n in range(1, 9)]


def test_the_version_is_the_same_wherever_it_is_named() -> None:
    version = about(ROOT).version
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    data = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert {str(citation["version"]), package["version"], data["version"]} == {version}
    assert f"## {version}" in log


def test_the_data_say_their_license() -> None:
    data = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in data["licenses"]] == ["CC-BY-4.0"]
    assert "CC BY 4.0" in (ROOT / "back/data.md").read_text(encoding="utf-8")
