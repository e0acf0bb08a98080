"""Each version of Python that the book allows: the wheel alone, and notebooks run with it.

A version is looked for on this machine, and in the folders that ``TRIAL_ROOTS`` names: trees of
other systems, each with its own ``/usr``, which bubblewrap makes the root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests import wheel_check
from tests.trust.found import Found

VERSIONS = ("3.11", "3.12", "3.13", "3.14")
CHAPTERS = ("02-1946-fisheries", "05-2000-contract-work")
OURS = ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl", "/etc/pip.conf", "~/.config/pip")
"""What the package index is reached with."""


def root_with(version: str) -> Path | None:
    """The tree of another system that has this version."""
    named = (Path(name) for name in os.environ.get("TRIAL_ROOTS", "").split(os.pathsep) if name)
    return next((root for root in named if (root / f"usr/bin/python{version}").exists()), None)


def walls(root: Path) -> tuple[str, ...]:
    """The words before a command by which this tree is its root; ``/tmp`` and the index stay."""
    words = ["bwrap", "--bind", str(root), "/", "--dev", "/dev", "--proc", "/proc"]
    words += ["--bind", tempfile.gettempdir(), tempfile.gettempdir()]
    for name in OURS:
        path = os.path.expanduser(name)
        words += ["--ro-bind-try", path, path]
    return tuple(words)


def wheels(version: str) -> str:
    """What packages have no wheel for a version that is not here; nothing where all have one."""
    with tempfile.TemporaryDirectory() as held:
        needs = Path(held) / "needs.txt"
        needs.write_text(wheel_check.needed(), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary", ":all:", "--python-version", version, "--require-hashes"]
        command += ["-r", str(needs), "-d", held]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (done.stderr or done.stdout).strip().splitlines()
    return lines[-1] if done.returncode and lines else ""


def of(version: str) -> Found:
    """One version: its notebooks, or at least the wheels of what it needs."""
    began = time.perf_counter()
    what, root = f"Python {version}", root_with(version)
    program = shutil.which(f"python{version}") or (f"/usr/bin/python{version}" if root else "")
    if not program:
        wrong = wheels(version)
        said = "not on this machine; every package that the wheel needs has a wheel for it"
        return Found(what, 1, int(not wrong), (wrong,) if wrong else (), "" if wrong else said)
    over = () if shutil.which(f"python{version}") else walls(root) if root else ()
    try:
        ended = wheel_check.check(CHAPTERS, program, over)
        wrong = "a notebook of a chapter does not run, or shows something else" if ended else ""
    except subprocess.CalledProcessError as error:
        wrong = f"it cannot be installed: {error}"
    note = "the wheel in a new environment, and the plain notebooks of two chapters run with it"
    lost = (f"{what}: {wrong}",) if wrong else ()
    spent = time.perf_counter() - began
    return Found(what, 1, 1 - len(lost), lost, note if not wrong else "", spent)


def trials() -> Iterator[Found]:
    """Versions of Python: the wheel alone, and notebooks run with it"""
    yield from map(of, VERSIONS)
