"""The list of all that the book is made with and of, in the form of CycloneDX.

The packages of Python as the tool of CycloneDX reads them from the environment, those of npm that
the hub needs, and those whose scripts are in the pages. The same lock gives the same bytes.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from dispatched.book import licenses
from tests.supply import lock
from tests.supply.packages import named

_HEADING = re.compile(r"^== (.+) \(([\w.-]+)\)$", re.M)
_PLACE = re.compile(r"file://|(?:^|[\s\"'])/(?:home|root|tmp|work|Users)/")


def whole(python: Mapping[str, Any], pinned: Mapping[str, set[str]]) -> dict[str, Any]:
    """The list of the environment with what npm brings, in one order.

    Args:
        python: what the tool of CycloneDX wrote.
        pinned: package → versions of the lock; what else the environment holds is left out.

    Raises:
        ValueError: the environment is not that of the lock, or a machine is named.
    """
    found = [one for one in python["components"] if named(one["name"]) in pinned]
    for one in found:
        if one["version"] not in pinned[named(one["name"])]:
            raise ValueError(
                f"{one['name']} {one['version']} is installed, but the lock names "
                f"{' or '.join(sorted(pinned[named(one['name'])]))}: install the lock first"
            )
    components = [*found, *_of_pages(), *_of_hub()]
    refs = {one["bom-ref"] for one in components} | {"root-component"}
    made = {
        **{key: python[key] for key in ("$schema", "bomFormat", "specVersion")},
        "version": 1,
        "metadata": {
            "component": python["metadata"]["component"],
            "properties": [{"name": "cdx:reproducible", "value": "true"}],
        },
        "components": sorted(components, key=lambda one: one["bom-ref"]),
        "dependencies": sorted(_kept(python["dependencies"], refs), key=lambda one: one["ref"]),
    }
    place = _PLACE.search(json.dumps(made))
    if place:
        raise ValueError(f"the list names a place on this machine: {place[0]!r}")
    return made


def _kept(dependencies: list[dict[str, Any]], refs: set[str]) -> Iterator[dict[str, Any]]:
    for one in dependencies:
        if one["ref"] in refs:
            on = sorted(ref for ref in one.get("dependsOn", ()) if ref in refs)
            yield {"ref": one["ref"], **({"dependsOn": on} if on else {})}


def _of_pages() -> Iterator[dict[str, Any]]:
    """What of npm is in the scripts and sheets of the pages, by the notices that go with them."""
    for names, kind in _HEADING.findall(licenses.NOTICES.read_text(encoding="utf-8")):
        for one in names.split(", "):
            name, _, version = one.partition(" ")
            yield _npm(name, version, kind, "in the pages")


def _of_hub() -> Iterator[dict[str, Any]]:
    """What npm installs for the hub's proxy."""
    for path, one in lock.npm_packages().items():
        name = path.rpartition("node_modules/")[2]
        made = _npm(name, one["version"], one["license"], f"of the hub: {path}")
        algorithm, _, digest = one["integrity"].partition("-")
        content = base64.b64decode(digest).hex()
        yield {
            **made,
            "hashes": [{"alg": algorithm.upper().replace("A5", "A-5"), "content": content}],
        }


def _npm(name: str, version: str, kind: str, where: str) -> dict[str, Any]:
    address = f"pkg:npm/{quote(name)}" + (f"@{version}" if version else "")
    return {
        "bom-ref": f"{where}: {address}",
        "type": "library",
        "name": name,
        **({"version": version} if version else {}),
        "licenses": [{"license": {"id": kind}}],
        "purl": address,
        "properties": [{"name": "dispatched:where", "value": where.partition(":")[0]}],
    }


def text(made: Mapping[str, Any]) -> str:
    """The list as it is written."""
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
