"""What a release says of itself: one version, one day, two licenses, in every file that says it."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import dispatched
from dispatched.cite import errata, metadata, places
from dispatched.notebooks.about import about

ROOT = Path(__file__).resolve().parents[1]
BOOK = about(ROOT)
CFF: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))

MUST = {"cff-version", "message", "title", "authors"}
MAY = {
    *("type", "version", "date-released", "license", "abstract", "keywords", "repository-code"),
    *("url", "doi", "identifiers", "preferred-citation"),
}
"""Fields of the Citation File Format 1.2.0: those it asks for, and those of the others in use."""


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_citation_file_has_the_fields_of_its_format() -> None:
    assert set(CFF) >= MUST
    assert set(CFF) <= MUST | MAY
    assert CFF["cff-version"] == "1.2.0"
    assert CFF["type"] in ("software", "dataset")
    assert isinstance(CFF["version"], str)
    assert isinstance(CFF["date-released"], str)
    datetime.date.fromisoformat(CFF["date-released"])
    assert all(set(author) <= {"name", "website", "orcid"} for author in CFF["authors"])
    assert CFF["license"] == metadata.CODE


def test_the_book_that_is_cited_is_the_software_of_the_same_release() -> None:
    cited = CFF["preferred-citation"]
    same = ("title", "authors", "version", "date-released")
    assert {name: cited[name] for name in same} == {name: CFF[name] for name in same}
    assert cited["type"] == "book"
    assert cited["year"] == BOOK.released.year
    assert cited["license"] == metadata.CONTENT


def test_title_pages_say_whether_the_version_is_released() -> None:
    heading = re.search(r"^## (.*)$", read("CHANGELOG.md"), re.M)
    assert heading
    assert BOOK.draft is ("unreleased" in heading[1])
    assert ("not released" in BOOK.edition) is BOOK.draft
    assert ("no version has been released" in read("README.md")) is BOOK.draft


def test_the_files_for_archives_are_made_from_it() -> None:
    for name, text in metadata.files(BOOK).items():
        assert read(name) == text, f"{name}: say make metadata"


def test_they_are_written_where_they_have_changed(tmp_path: Path) -> None:
    assert metadata.write(tmp_path, BOOK) == [".zenodo.json", "codemeta.json"]
    assert metadata.write(tmp_path, BOOK) == []
    (tmp_path / "codemeta.json").write_text("{}", encoding="utf-8")
    assert metadata.write(tmp_path, BOOK) == ["codemeta.json"]


def test_both_licenses_are_named_right_everywhere() -> None:
    zenodo, codemeta = json.loads(read(".zenodo.json")), json.loads(read("codemeta.json"))
    assert zenodo["license"] == {"id": "BSD-3-Clause"}
    assert "LICENSE-content" in zenodo["notes"]
    assert metadata.NOTE in zenodo["description"]
    assert codemeta["license"] == "https://spdx.org/licenses/BSD-3-Clause"
    kinds = {part["@type"]: part["license"] for part in codemeta["hasPart"]}
    assert kinds == dict.fromkeys(("Book", "Dataset"), "https://spdx.org/licenses/CC-BY-4.0")
    assert read("LICENSE").startswith("BSD 3-Clause License")
    assert "Attribution 4.0" in read("LICENSE-content")
    package = json.loads(read("data/datapackage.json"))
    assert [one["name"] for one in package["licenses"]] == [metadata.CONTENT]
    assert tomllib.loads(read("pyproject.toml"))["project"]["license"]["text"] == metadata.CODE


VERSIONED = {
    "pyproject.toml": r'^version = "([^"]+)"',
    "data/datapackage.json": r'^ +"version": "([^"]+)"',
    "CHANGELOG.md": r"^## (\S+)",
    "README.md": r"^(\d+\.\d+\.\d+)\. Cite a single figure",
    "data/README.md": r"version (\d+\.\d+\.\d+)\.$",
    "back/take.md": r"Version (\d+\.\d+\.\d+)\. Cite",
    "back/data.md": r"Version (\d+\.\d+\.\d+)\.$",
}
"""File → where it says the version of the book for the first time."""


@pytest.mark.parametrize("name", VERSIONED)
def test_the_version_is_the_same_in(name: str) -> None:
    found = re.search(VERSIONED[name], read(name), re.MULTILINE)
    assert found is not None, f"{name} names no version"
    assert found[1] == BOOK.version


def test_the_package_has_this_version_and_the_data_this_day() -> None:
    assert dispatched.__version__ == BOOK.version
    package = json.loads(read("data/datapackage.json"))
    assert package["created"] == f"{BOOK.released}T00:00:00Z"


def test_no_mistake_was_mended_in_a_version_to_come() -> None:
    def number(version: str) -> list[int]:
        return [*map(int, version.split("."))]

    late = [e.id for e in errata.read(ROOT) if number(e.version) > number(BOOK.version)]
    assert late == []


def test_the_repository_is_the_same_wherever_it_is_named() -> None:
    config = yaml.safe_load(read("_config.yml"))["repository"]["url"]
    named = CFF.get("repository-code")
    assert named == (config if places.opened(config) else None)


def test_readme_says_the_stage_that_the_files_say() -> None:
    assert f"]({metadata.STAGE})" in read("README.md")
    assert json.loads(read("codemeta.json"))["developmentStatus"] == metadata.STAGE
    released = "unreleased" not in read("CHANGELOG.md").partition("## ")[2].partition("\n")[0]
    assert released != metadata.STAGE.endswith("#wip"), "a released version is no draft"


@pytest.mark.parametrize("name", ["figure", "code", "teaching"])
def test_a_form_for_reports_has_what_github_asks_for(name: str) -> None:
    form = yaml.safe_load(read(f".github/ISSUE_TEMPLATE/{name}.yml"))
    assert {"name", "description", "body"} <= set(form)
    fields = [part for part in form["body"] if part["type"] != "markdown"]
    assert {part["type"] for part in form["body"]} <= {"markdown", "input", "textarea"}
    ids = [part["id"] for part in fields]
    assert len(ids) == len(set(ids))
    assert all(part["attributes"]["label"] for part in fields)
    assert any(part.get("validations", {}).get("required") for part in fields)
