"""What the book is made with"""

from __future__ import annotations

import time
from collections.abc import Iterator

from dispatched.book import licenses
from tests.supply import bom, flows, links_found, lock, packages
from tests.trust.found import Found


def _found(what: str, names: list[str], wrong: list[str], begun: float, note: str = "") -> Found:
    """A line on things of which each is right or is named as wrong."""
    seconds = time.perf_counter() - begun
    return Found(what, len(names), len(names) - len(wrong), tuple(wrong), note, seconds)


def trials() -> Iterator[Found]:
    """What the book is made with: pinned, licensed, audited, alive"""
    begun = time.perf_counter()
    for path in (lock.LOCK, lock.TOOLS):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(lock.ROOT).as_posix()
        yield _found(f"entries of {name}", [*lock.entries(text)], lock.faults(text), begun)
    yield _found("packages of npm for the hub", [*lock.npm_packages()], lock.npm_faults(), begun)
    found, rules = list(packages.installed()), packages.known()
    note = f"{len(rules.exceptions)} by name, each with its reason; {len(rules.elsewhere)} are for "
    note += "other systems and were not looked at"
    wrong = packages.faults(found, rules)
    yield _found("licenses of installed packages", [n for n, _ in found], wrong, begun, note)
    carried = bom._HEADING.findall(licenses.NOTICES.read_text(encoding="utf-8"))
    wrong = [fault for names, kind in carried if (fault := packages.fault(names, kind, rules))]
    yield _found("licenses of scripts in the pages", [n for n, _ in carried], wrong, begun)
    files = [path.name for path in sorted(flows.FOLDER.glob("*.yml"))]
    yield _found("workflows", files, flows.all_faults(), begun)
    links = links_found.addresses(lock.ROOT)
    note = f"{len(links)} addresses are named; whether they answer was not tried here, nor whether "
    note += "the packages have known holes: both need the web (make links, make supply)"
    yield Found("addresses on the web and known holes", 0, 0, (), note)
