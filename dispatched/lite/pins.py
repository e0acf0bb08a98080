"""Which files the site takes from a distribution of Pyodide, and what must be in them.

They stand with their SHA-256 in ``pyodide.json``. The runtime's five files are those of the npm
package ``pyodide``; one of them, ``pyodide-lock.json``, names the SHA-256 of each package. After a
new version of the kernel: ``npm pack pyodide@VERSION``, unpack it, and
``python -m dispatched.lite.pins FOLDER``.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

from dispatched.lite import LiteError, repodata

FILE = Path(__file__).with_name("pyodide.json")

RUNTIME = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    repodata.NAME,
)
"""What Python itself needs."""

PACKAGES = ("ipython", "jedi", "markupsafe", "micropip", "pandas", "regex", "rpds-py", "scipy")
"""Packages with compiled parts that the notebooks need, and what the kernel needs to start."""


@dataclass(frozen=True)
class Pins:
    """Version of Pyodide, and file name → SHA-256 of each file that is taken."""

    version: str
    files: Mapping[str, str]

    @property
    def archive(self) -> str:
        """The name of the archive that holds them."""
        return f"pyodide-{self.version}.tar.bz2"

    @property
    def address(self) -> str:
        """Where that archive is published."""
        place = "https://github.com/pyodide/pyodide/releases/download"
        return f"{place}/{self.version}/{self.archive}"


def pins(expected: str = PYODIDE_VERSION) -> Pins:
    """The files as they are pinned.

    Args:
        expected: the version of Pyodide that the kernel runs on.

    Raises:
        LiteError: they are of another version.
    """
    made = Pins(**json.loads(FILE.read_text(encoding="utf-8")))
    if made.version != expected:
        raise LiteError(
            f"the kernel runs on Pyodide {expected}, {FILE.name} is for {made.version}: "
            "renew it (python -m dispatched.lite.pins FOLDER)"
        )
    return made


def renew(folder: Path, version: str = PYODIDE_VERSION) -> Pins:
    """The pins for the npm package that is unpacked in a folder.

    Raises:
        LiteError: it is another version.
    """
    found = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    if found != version:
        raise LiteError(f"the kernel runs on Pyodide {version}, {folder} holds {found}")
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in RUNTIME}
    whole = repodata.read(folder / repodata.NAME)
    chosen = [whole["packages"][name] for name in repodata.closure(whole, PACKAGES)]
    return Pins(version, files | {one["file_name"]: one["sha256"] for one in chosen})


def main(arguments: Sequence[str]) -> int:
    """Command line: write the pins anew."""
    try:
        made = renew(Path(arguments[0]))
    except (IndexError, OSError, LiteError) as error:
        print(f"The pins were not renewed: {error}", file=sys.stderr)
        return 1
    FILE.write_text(json.dumps(asdict(made), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
