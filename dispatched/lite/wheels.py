"""What the notebooks need beside Pyodide's own packages: pure wheels from the package index.

Their versions and hashes are those of ``requirements.lock``, by which the chapters are tested.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from dispatched.lite import LiteError

TOP = "dispatched"

WITHOUT = {
    "jupyterlab-widgets",
    "vl-convert-python",
    "widgetsnbextension",
}
"""No notebook imports them: two hold the widgets' front end, which the site has as an extension;
vl-convert draws for the book and the checks and has no build for the browser.
"""


def browser(python: str) -> dict[str, str]:
    """The environment of Pyodide, as requirements ask for it.

    Args:
        python: its version of Python, ``3.14.2``.
    """
    return {
        **{name: str(value) for name, value in default_environment().items()},
        "extra": "",
        "os_name": "posix",
        "platform_machine": "wasm32",
        "platform_system": "Emscripten",
        "python_full_version": python,
        "python_version": ".".join(python.split(".")[:2]),
        "sys_platform": "emscripten",
    }


def needs(there: Mapping[str, str], python: str) -> dict[str, list[str]]:
    """Package → what it depends on, for each package that Pyodide does not bring.

    Args:
        there: package that Pyodide brings → its version.
        python: Pyodide's version of Python.

    Raises:
        LiteError: Pyodide brings a version that does not do, or a package is not known here.
    """
    environment = browser(python)
    found: dict[str, list[str]] = {}
    left = [TOP]
    while left:
        name = left.pop()
        if name in found:
            continue
        asked = [Requirement(line) for line in _requires(name)]
        asked = [one for one in asked if one.marker is None or one.marker.evaluate(environment)]
        asked = [one for one in asked if canonicalize_name(one.name) not in WITHOUT]
        found[name] = sorted({canonicalize_name(one.name) for one in asked})
        for one in asked:
            given = there.get(canonicalize_name(one.name))
            if given and given not in one.specifier:
                raise LiteError(f"{name} needs {one}, and Pyodide brings {given}")
        left += [one for one in found[name] if one not in there]
    return found


def _requires(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        raise LiteError(f"{name} is needed in the browser and is not installed here") from None


def locked(names: Iterable[str], lock: str) -> str:
    """The entries of the lock for these packages, with their hashes.

    Raises:
        LiteError: the lock has no entry for one of them.
    """
    entries = re.split(r"^(?=[a-zA-Z0-9])", lock, flags=re.M)
    by_name: dict[str, str] = {}
    for entry in (e for e in entries if "==" in e):  # two of one name, for two Pythons
        name = canonicalize_name(re.split(r"[=\s\[]", entry)[0])
        by_name[name] = by_name.get(name, "") + entry
    missing = set(names) - set(by_name)
    if missing:
        raise LiteError(f"requirements.lock has no entry for {', '.join(sorted(missing))}")
    return "".join(by_name[name] for name in sorted(names))


def fetch(names: Iterable[str], lock: str, folder: Path, python: str) -> dict[str, Path]:
    """The wheels of these packages; what the folder holds already is not fetched again.

    Returns:
        package → its wheel.

    Raises:
        LiteError: the index is not in reach, or has no pure wheel for one of them.
    """
    wanted = sorted(names)
    folder.mkdir(parents=True, exist_ok=True)
    lines = {name: locked([name], lock) for name in wanted}
    missing = {name for name in wanted if _wheel(folder, name, lines[name]) is None}
    if missing:
        _download("".join(lines[name] for name in sorted(missing)), folder, python)
    made = {name: _wheel(folder, name, lines[name]) for name in wanted}
    absent = [name for name, wheel in made.items() if wheel is None]
    if absent:
        raise LiteError(f"there is no pure wheel for {', '.join(absent)}")
    return {name: wheel for name, wheel in made.items() if wheel is not None}


def _wheel(folder: Path, name: str, entry: str) -> Path | None:
    """The wheel in the folder that an entry of the lock means."""
    for path in folder.glob("*-none-any.whl"):
        same = parse_wheel_filename(path.name)[0] == name
        if same and f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" in entry:
            return path
    return None


def _download(entries: str, folder: Path, python: str) -> None:
    with tempfile.TemporaryDirectory() as held:
        asked = Path(held) / "asked.txt"
        asked.write_text(entries, encoding="utf-8")
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download"]
        command += ["--quiet", "--no-deps", "--require-hashes", "-r", str(asked)]
        command += ["--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none"]
        command += [f"--python-version={python}", f"--dest={folder}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise LiteError(f"pip could not fetch the wheels: {' '.join(said) or 'it says no more'}")
