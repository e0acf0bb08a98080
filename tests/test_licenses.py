"""The licenses of what the book is made with, and those that go with every copy of the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dispatched.book import licenses, vega
from tests.supply import bom, lock, notices, packages

ROOT = Path(__file__).resolve().parents[1]
RULES = packages.known()


# --- licenses -------------------------------------------------------------------------------------


def test_every_installed_package_may_be_used() -> None:
    found = list(packages.installed())
    assert len(found) > 200
    assert packages.faults(found, RULES) == []


def test_what_the_lock_names_for_other_systems_is_listed_by_hand() -> None:
    pinned = set(lock.pins(lock.LOCK.read_text(encoding="utf-8")))
    unseen = pinned - {name for name, _ in packages.installed()}
    assert unseen <= set(RULES.elsewhere)
    assert set(RULES.elsewhere) <= pinned
    assert set(RULES.elsewhere.values()) <= RULES.allowed


def test_every_package_of_npm_may_be_used() -> None:
    kinds = {name: one["license"] for name, one in lock.npm_packages().items()}
    kinds |= dict(bom._HEADING.findall(licenses.NOTICES.read_text(encoding="utf-8")))
    assert [
        fault for name, kind in kinds.items() if (fault := packages.fault(name, kind, RULES))
    ] == []


@pytest.mark.parametrize(
    ("license_", "may"),
    [
        ("MIT", True),
        ("(MIT OR GPL-3.0-only)", True),
        ("MIT AND (BSD-3-Clause OR GPL-3.0-only)", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-or-later", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("MIT License AND GNU General Public License v2 or later (GPLv2+)", False),
        ("nothing", False),
        ("", False),
    ],
)
def test_a_license_that_asks_for_more_is_refused(license_: str, may: bool) -> None:
    assert (packages.fault("new", license_, RULES) is None) is may


def test_an_exception_holds_for_one_license_and_goes_with_its_package() -> None:
    found = {name: one["license"] for name, one in RULES.exceptions.items()}
    assert packages.faults(found.items(), RULES) == []
    changed = {**found, "frozendict": "GPL-3.0-only"}
    (fault,) = packages.faults(changed.items(), RULES)
    assert "frozendict says 'GPL-3.0-only', no longer 'LGPL-3.0-only'" in fault
    (unused,) = packages.faults([pair for pair in found.items() if pair[0] != "pkginfo"], RULES)
    assert unused == "pkginfo is not installed: take it off the exceptions"


def test_an_exception_without_a_reason_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "licenses.toml"
    path.write_text(
        'allowed = []\n[names]\n[exceptions]\na = {license = "X", why = ""}\n[elsewhere]\n', "utf-8"
    )
    with pytest.raises(ValueError, match="a: say its license and why"):
        packages.known(path)


# --- what goes with the pages ---------------------------------------------------------------------


def test_the_notices_name_the_versions_that_are_carried() -> None:
    headings = " ".join(re.findall("^== .*", licenses.NOTICES.read_text(encoding="utf-8"), re.M))
    for name, version in notices.wanted().items():
        assert f" {name} {version}" in headings, f"say python -m tests.supply.notices ({name})"
    assert set(vega.PARTS["6.2.0"]) <= set(re.findall(r"vega-[a-z-]+", headings))


def test_a_file_of_nobody_known_stops_the_build() -> None:
    with pytest.raises(ValueError, match=r"_static/new\.js: say in dispatched\.book\.licenses"):
        licenses.text(["dispatched.js", "new.js"])


def test_a_package_that_is_not_there_or_brings_no_text_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(licenses.OWNERS, "gone.js", "no-such-package")
    with pytest.raises(ValueError, match="no-such-package is not installed"):
        licenses.text(["gone.js"])
    monkeypatch.setitem(licenses.OWNERS, "bare.js", "dispatched")
    monkeypatch.setattr(licenses, "_LICENSE", re.compile("nothing"))
    with pytest.raises(ValueError, match=r"dispatched .* brings no license text"):
        licenses.text(["bare.js"])


def test_a_built_book_carries_the_licenses_of_what_is_in_it(book: Path) -> None:
    """And so do the zip and the folder of a class, which are copies of the built pages."""
    told = (book / "_static" / licenses.FILE).read_text(encoding="utf-8")
    named = {line.split()[1].lower() for line in told.splitlines() if line.startswith("== ")}
    assert {"sphinx", "pydata-sphinx-theme", "sphinx-book-theme", "pygments"} <= named
    assert {"bootstrap", "clipboard", "topojson-client", "d3-geo", "outlines"} <= named
    for words in ("University of Washington Interactive Data Lab", "Mike Bostock", "Sphinx team"):
        assert words in told
    assert str(ROOT) not in told
    page = (book / "back" / "take.html").read_text(encoding="utf-8")
    assert f'href="../_static/{licenses.FILE}"' in page
