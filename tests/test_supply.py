"""What the book is made with: pinned with hashes, listed, audited; its workflows ask for little;
the same book comes of it wherever it is built.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from dispatched.book import build
from dispatched.kit import worksheet_print
from tests.supply import audit, bom, flows, lock, newest
from tests.trust import supply, twice

ROOT = Path(__file__).resolve().parents[1]
HASH = f"--hash=sha256:{'a' * 64}"


# --- locks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [lock.LOCK, lock.TOOLS], ids=lambda path: path.name)
def test_a_lock_pins_everything_with_hashes_and_names_no_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert lock.faults(text) == []
    assert len(lock.pins(text)) > 40


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (f"altair>=6 \\\n    {HASH}\n", "is not pinned to one version"),
        ("altair==6.3.0\n", "has no hash by SHA-256"),
        ("altair==6.3.0 --hash=md5:abc\n", "has no hash by SHA-256"),
        (f"altair==6.3.0 {HASH} --hash=sha1:abc\n", "has no hash by SHA-256"),
        (f"--index-url https://index.example.org/simple\naltair==6.3.0 {HASH}\n", "names a place"),
        (f"altair @ https://a.org/altair.whl {HASH}\n", "names a place"),
        (f"./altair {HASH}\n", "names a place"),
        ("-e /home/anna/altair\n", "names a place"),
    ],
)
def test_a_loose_entry_is_named(entry: str, why: str) -> None:
    (fault,) = lock.faults(entry)
    assert why in fault


def test_an_entry_in_its_form_is_no_fault() -> None:
    text = f"# a\nnumpy==2.4.6 ; python_full_version < '3.12' \\\n    {HASH} \\\n    {HASH}\n"
    text += "    # via a\n"
    assert lock.faults(text + f"pyjwt[crypto]==2.15.1 {HASH}\n") == []
    assert lock.pins(text) == {"numpy": {"2.4.6"}}


def test_the_lock_of_npm_has_hashes_and_names_no_place(tmp_path: Path) -> None:
    assert lock.npm_faults() == []
    told = json.loads(lock.NPM.read_text(encoding="utf-8"))
    told["packages"]["node_modules/async"]["resolved"] = "https://index.example.org/async.tgz"
    del told["packages"]["node_modules/color"]["integrity"]
    (tmp_path / "package-lock.json").write_text(json.dumps(told), encoding="utf-8")
    (tmp_path / "package.json").write_text('{"dependencies": {"a": "^1.0.0"}}', encoding="utf-8")
    assert lock.npm_faults(tmp_path / "package-lock.json") == [
        "node_modules/async: names a place",
        "node_modules/color: has no hash",
        "a: '^1.0.0' is not one version",
    ]


# --- workflows ------------------------------------------------------------------------------------


def test_workflows_are_pinned_and_ask_for_little() -> None:
    assert {path.name for path in flows.FOLDER.iterdir()} >= {
        "links.yml",
        "newest.yml",
        "pages.yml",
    }
    assert flows.all_faults() == []


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (r"@[0-9a-f]{40} # v7\.0\.1", "@v7", "is not an action of GitHub's own"),
        (r"actions/checkout", "someone/checkout", "is not an action of GitHub's own"),
        (r" # v7\.0\.1", "", "does not say beside it which release"),
        (r"^permissions: \{\}", "permissions: write-all", "what no job asks for is not forbidden"),
        (r"contents: read", "contents: write", "may write contents"),
        (r"issues: write", "contents: write", "may write contents"),
        (r"    permissions:\n      issues: write\n", "", "does not say which rights"),
        (r"timeout-minutes: 60", "timeout-minutes: 300", "may run for longer"),
        (r"GH_TOKEN=?", "GH_TOKEN", ""),
        (r"code=0", "echo ${{ github.event.issue.title }}", "puts a text of others"),
        (r"persist-credentials: false", "fetch-depth: 1", "leaves the repository's key"),
    ],
)
def test_a_loose_workflow_is_named(old: str, new: str, why: str) -> None:
    text = (flows.FOLDER / "links.yml").read_text(encoding="utf-8")
    changed = re.sub(old, new, text, flags=re.M)
    found = " ".join(flows.faults("links.yml", changed))
    assert why in found if why else changed == text and not found


# --- the list of parts, and the audit -------------------------------------------------------------


def environment(*parts: tuple[str, str], **more: Any) -> dict[str, Any]:
    """What the tool of CycloneDX writes of an environment."""
    return {
        "$schema": "x",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": {"component": {"bom-ref": "root-component"}, "tools": {}, "timestamp": "now"},
        "components": [{"bom-ref": f"{n}=={v}", "name": n, "version": v, **more} for n, v in parts],
        "dependencies": [{"ref": f"{n}=={v}", "dependsOn": ["pip==1"]} for n, v in parts],
        "serialNumber": "urn:uuid:1",
    }


def test_the_list_holds_the_lock_the_pages_and_the_hub_and_nothing_of_a_machine() -> None:
    pinned = {"b": {"1.0"}, "a-c": {"2.0", "2.1"}}
    made = bom.whole(environment(("b", "1.0"), ("a_c", "2.1"), ("pip", "1")), pinned)
    names = [one["name"] for one in made["components"]]
    assert "pip" not in names
    assert {"b", "a_c", "vega-view", "bootstrap", "configurable-http-proxy"} <= set(names)
    assert not {"serialNumber", "timestamp"} & (made.keys() | made["metadata"].keys())
    assert [one["ref"] for one in made["dependencies"]] == ["a_c==2.1", "b==1.0"]
    refs = [one["bom-ref"] for one in made["components"]]
    assert refs == sorted(set(refs))
    again = bom.whole(environment(("pip", "1"), ("a_c", "2.1"), ("b", "1.0")), pinned)
    assert bom.text(again) == bom.text(made)


def test_a_list_of_another_environment_or_with_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match=r"b 1\.1 is installed, but the lock names 1\.0"):
        bom.whole(environment(("b", "1.1")), {"b": {"1.0"}})
    with pytest.raises(ValueError, match="names a place on this machine"):
        bom.whole(environment(("b", "1.0"), purl="file:///x/b.whl"), {"b": {"1.0"}})


def test_an_audit_that_reached_nobody_is_not_one_that_found_nothing() -> None:
    nobody = audit.of_python("", ["a", "b"])
    assert audit.said(nobody) == "packages of Python: 2 could not be looked up, 0 were"
    skipped = {"name": "a", "skip_reason": "not found"}
    hole = {"id": "PYSEC-1", "fix_versions": ["1.1"]}
    rows = [skipped, {"name": "b", "version": "1.0", "vulns": [hole]}]
    half = audit.of_python(json.dumps({"dependencies": rows}), ["a", "b"])
    assert (half.seen, half.unseen) == (1, ["a"])
    assert half.holes == ["b 1.0: PYSEC-1, mended in 1.1"]
    refused = audit.of_npm('{"error": {"summary": ""}, "statusCode": 405}', ["x"])
    assert refused.unseen == ["x"]
    fine = audit.of_npm('{"vulnerabilities": {}}', ["x"])
    assert audit.said(fine) == "packages of npm: 1 looked up, 0 known holes"
    bad = audit.of_npm('{"vulnerabilities": {"x": {"severity": "high", "range": "<2"}}}', ["x"])
    assert bad.holes == ["x: high, in <2"]


def test_the_trial_names_what_it_tried() -> None:
    found = {one.what: one for one in supply.trials()}
    assert all(one.tried == one.caught for one in found.values())
    assert found["licenses of installed packages"].tried > 200


# --- newest versions ------------------------------------------------------------------------------


def test_bounds_fall_but_for_those_that_are_held() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    within, without = (newest.requirements(project, bounded) for bounded in (True, False))
    assert len(within) == len(without) > 30
    loose = {one for one in without if "<" in one or "==" in one}
    assert loose == {one for one in within if one.startswith(tuple(newest.HELD)) and "==" in one}
    assert "pyjwt[crypto]>=2.10" in without
    assert "jsonschema" in without


def test_the_report_says_what_failed_and_what_is_new() -> None:
    changes = newest.changed(
        {"a": {"1"}, "b": {"1", "2"}, "c": {"1"}}, {"a": "2", "b": "2", "d": "1"}
    )
    assert changes == ["a: 1 → 2", "d: not in the lock → 1"]
    text = newest.report("within", changes, {"the quick checks": "x\n" * 99 + "the end"})
    assert "- the quick checks: failed" in text
    assert text.count("    x\n") == newest.LAST - 1
    assert "- all passed" in newest.report("within", [], {})


# --- built twice ----------------------------------------------------------------------------------


def test_a_byte_that_differs_between_two_places_is_named(tmp_path: Path) -> None:
    for place in ("one", "two"):
        (tmp_path / place / "html" / "back").mkdir(parents=True)
        for name in ("index.html", "back/a.html"):
            (tmp_path / place / "html" / name).write_text("a", encoding="utf-8")
    one, two = (tmp_path / place / "html" for place in ("one", "two"))
    assert twice.compared("files", one, two).caught == 2
    (two / "back" / "a.html").write_text("b", encoding="utf-8")
    (two / "new.html").write_text("b", encoding="utf-8")
    found = twice.compared("files", one, two)
    assert (found.tried, found.lost) == (3, ("html/back/a.html", "html/new.html"))
    assert twice.compared("a file", one / "index.html", two / "back" / "a.html").caught == 0


def test_a_printed_sheet_is_of_the_day_of_release() -> None:
    made = []
    for moment in ("D:20260101000000Z", "D:20310203235900+09'00'"):
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = moment
            pdf.save(kept := io.BytesIO())
        made.append(worksheet_print._dated(kept.getvalue()))
    assert made[0] == made[1]


def test_neither_the_date_nor_the_width_of_a_terminal_is_told_to_sphinx(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: dict[str, str] = {}

    def run(command: list[str], **how: Any) -> subprocess.Popen[str]:
        told.update(how["env"])
        begun = "updating environment: "
        said = f"print('Running Sphinx'); print('{begun}1'); print('{begun}2')"
        return started([sys.executable, "-c", said], **how)

    started = subprocess.Popen
    monkeypatch.setattr(build.subprocess, "Popen", run)
    for name in ("COLUMNS", "SOURCE_DATE_EPOCH"):
        monkeypatch.setenv(name, "40")
    steps: list[str] = []
    assert build._run_sphinx(tmp_path, steps.append) is None
    assert steps == ["reading the pages, drawing charts"]
    assert told["PYTHONHASHSEED"] == "0"
    assert not {"COLUMNS", "SOURCE_DATE_EPOCH"} & told.keys()
