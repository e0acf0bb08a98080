"""The wheel alone, in a new environment, runs every plain notebook.

``python -m tests.wheel_check [--python PROGRAM] [NAME …]``, or ``make wheel-check``. Nothing of the
checkout is in reach there: the package comes from the wheel, what it needs from
``requirements.lock``, and nothing else. The package index is needed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dispatched.lite.wheels import locked
from dispatched.notebooks import shelf

ROOT = Path(__file__).resolve().parents[1]
RUNS = ("ipykernel", "nbval")
"""What a notebook is run and compared with; the wheel itself does not need it."""


def closure(names: Iterable[str]) -> set[str]:
    """The named packages and all that they need, extras left out, as they are installed here."""
    found: set[str] = set()
    left = [canonicalize_name(name) for name in names]
    while left:
        name = left.pop()
        if name in found:
            continue
        try:
            needed = requires(name) or []
        except PackageNotFoundError:
            continue  # for another system or version of Python
        found.add(name)
        for line in needed:
            one = Requirement(line)
            if one.marker is None or one.marker.evaluate({"extra": ""}):
                left.append(canonicalize_name(one.name))
    return found


def environment(folder: Path, wheel: Path, program: str = sys.executable) -> Path:
    """A new environment with the wheel and what the lock names for it; returns its Python."""
    subprocess.run([program, "-m", "venv", str(folder)], check=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = closure(["dispatched", *RUNS]) - {"dispatched"}
    needs = folder / "needs.txt"
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    needs.write_text(locked(wanted, lock), encoding="utf-8")
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    pip += ["--no-deps"]
    subprocess.run([*pip, "--require-hashes", "-r", str(needs)], check=True)
    subprocess.run([*pip, str(wheel)], check=True)
    return python


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, install, run; says what took how long."""
    parser = argparse.ArgumentParser(prog="python -m tests.wheel_check", description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="the Python of the environment")
    parser.add_argument("names", nargs="*", help="chapters; all if none is named")
    asked = parser.parse_args(arguments)
    names = asked.names
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        wheel = shelf.make_wheel(ROOT, folder / "wheel")
        python = environment(folder / "env", wheel, asked.python)
        print(f"environment in {time.perf_counter() - start:.0f} s", flush=True)
        made = shelf.files(ROOT, shelf.book_of(ROOT))
        shelf.write(made, folder / "plain")
        notebooks = [name for name in made if name.endswith(".ipynb")]
        chosen = [n for n in notebooks if not names or n.removesuffix(".ipynb") in names]
        clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "DISPATCHED_DATA")}
        place = "import dispatched, sys; sys.exit(not dispatched.__file__.startswith(sys.prefix))"
        subprocess.run([str(python), "-c", place], cwd=folder, env=clean, check=True)
        tests = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval"]
        done = subprocess.run([*tests, *chosen], cwd=folder / "plain", env=clean, check=False)
    print(f"{len(chosen)} notebooks in {time.perf_counter() - start:.0f} s in all")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
