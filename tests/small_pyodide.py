"""A small distribution of Pyodide, invented: the shape of a real one, and no Python in it.

Its packages have the names and versions of those that are pinned, its wheels are nearly empty, and
its ``pyodide.mjs`` reads the list of packages and stops. So the whole site can be built and opened
without a network.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import parse_wheel_filename

from dispatched.lite import repodata, wheels
from dispatched.lite.pins import RUNTIME, Pins, pins

ROOT = Path(__file__).resolve().parents[1]
PYTHON = "3.14.2"
SCRIPT = b"""export async function loadPyodide(options) {
  await (await fetch(options.indexURL + 'pyodide-lock.json')).json();
  throw new Error('no Python in here');
}
"""


@dataclass(frozen=True)
class Small:
    """The archive, what must be in it, and a lock for the wheels that are laid out already."""

    archive: Path
    pinned: Pins
    lock: str


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def brought() -> dict[str, str]:
    """Package → version, of the wheels that are pinned."""
    parsed = [parse_wheel_filename(name) for name in {*pins().files} - {*RUNTIME}]
    return {name: str(version) for name, version, _, _ in parsed}


def wheel(name: str, version: str, module: str = "") -> bytes:
    """A wheel with one empty module."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = f"{name.replace('-', '_')}-{version}.dist-info"
        archive.writestr(f"{module or name.replace('-', '_')}/__init__.py", "")
        archive.writestr(f"{info}/METADATA", f"Name: {name}\nVersion: {version}\n")
    return made.getvalue()


def pack(target: Path, files: Mapping[str, bytes]) -> Path:
    """A tar with bzip2 of these files, by their paths in it."""
    with tarfile.open(target, "w:bz2") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return target


def small(folder: Path, target: Path) -> Small:
    """Make one in a folder, and lay out the wheels for a site that will be built in another."""
    files = dict.fromkeys(RUNTIME, b"") | {"pyodide.mjs": SCRIPT}
    listed = {}
    for name in sorted({*pins().files} - {*RUNTIME}):
        package, version, _, _ = parse_wheel_filename(name)
        files[name] = wheel(package, str(version))
        path = folder / name
        path.write_bytes(files[name])
        listed[package] = repodata.entry(path, [])
    whole = {"info": {"python": PYTHON}, "packages": listed}
    files[repodata.NAME] = json.dumps(whole).encode()
    archive = pack(folder / pins().archive, {f"pyodide/{n}": c for n, c in files.items()})
    pinned = Pins(pins().version, {name: digest(content) for name, content in files.items()})
    return Small(archive, pinned, _from_index(target))


def _from_index(target: Path) -> str:
    """Lay out a wheel for each package that Pyodide lacks; returns a lock that names them."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    place = target.with_name(f"{target.name}-parts") / "wheels"
    place.mkdir(parents=True)
    lines = []
    for name in sorted({*wheels.needs(brought(), PYTHON)} - {wheels.TOP}):
        version = re.search(rf"^{name}==(\S+)", lock, re.M)[1]
        content = wheel(name, version)
        (place / f"{name.replace('-', '_')}-{version}-py3-none-any.whl").write_bytes(content)
        lines.append(f"{name}=={version} \\\n    --hash=sha256:{digest(content)}\n")
    return "".join(lines)
