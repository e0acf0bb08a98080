"""``pyodide-lock.json``: which packages Pyodide can load, from which file, for which import.

The site's own names only what the site holds, and beside Pyodide's packages ours: so a cell that
says ``from dispatched import evidence`` loads the package with all that it needs.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name, parse_wheel_filename

NAME = "pyodide-lock.json"

Repodata = dict[str, Any]


def read(path: Path) -> Repodata:
    """The file, with the names of packages in their canonical form."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    named = {canonicalize_name(name): one for name, one in whole["packages"].items()}
    return {**whole, "packages": named}


def closure(whole: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """The named packages and all that they need, sorted."""
    found: set[str] = set()
    left = [canonicalize_name(name) for name in names]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += [canonicalize_name(one) for one in whole["packages"][name]["depends"]]
    return sorted(found)


def held(whole: Mapping[str, Any], files: Iterable[str]) -> Repodata:
    """The same for a folder that holds only these files."""
    there = {*files}
    kept = {n: one for n, one in whole["packages"].items() if one["file_name"] in there}
    return {**whole, "packages": kept}


def entry(wheel: Path, depends: Sequence[str]) -> dict[str, Any]:
    """What it says of a wheel that is none of Pyodide's."""
    name, version, _, _ = parse_wheel_filename(wheel.name)
    return {
        "name": name,
        "version": str(version),
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": imports(wheel),
        "depends": sorted(depends),
        "unvendored_tests": False,
    }


def imports(wheel: Path) -> list[str]:
    """What a cell can import from a wheel: its packages and modules at the top."""
    with zipfile.ZipFile(wheel) as archive:
        paths = [name.split("/") for name in archive.namelist()]
    folders = {path[0] for path in paths if len(path) > 1}
    modules = {path[0].removesuffix(".py") for path in paths if path[0].endswith(".py")}
    return sorted(name for name in folders | modules if name.isidentifier())
