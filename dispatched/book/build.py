"""Build the book strictly and put it in place whole: ``python -m dispatched.book.build [FOLDER]``.

The pages are made in a working folder, which keeps what a later build can use again, and take the place of the old ones
only when the build had no warning. A build that fails leaves the last good book as it was.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def build(target: Path, work: Path | None = None) -> list[str]:
    """Build the book of this checkout into ``target``.

    Args:
        target: the folder that holds the pages afterwards.
        work: where Sphinx works; beside the target if not given.

    Returns:
        what is wrong, one line each; empty after a good build.
    """
    work = work or target.parent / ".work"
    work.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-c",
        "from jupyter_book.cli.main import main; main()",
        "build",
        str(ROOT),
        "--path-output",
        str(work),
        "-W",
        "-n",
        "--keep-going",
    ]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    log = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + "\n" + done.stderr)
    if done.returncode:
        return _problems(log)
    made = work / "_build" / "html"
    fresh, old = target.with_name(target.name + ".new"), target.with_name(target.name + ".old")
    for path in (fresh, old):
        shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(made, fresh, ignore=shutil.ignore_patterns(".buildinfo*"))
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return []


def _problems(log: str) -> list[str]:
    """The lines of a log that say what is wrong and where, each once."""
    # myst-nb counts a notebook's lines as 10,000 for each cell, and cells from 1; their ids count from 0.
    log = re.sub(r"\.ipynb:(\d+)\d{4}: ", lambda m: f".ipynb, cell {int(m[1]) - 1}: ", log)
    found = re.findall(
        r"^(?:.*(?:WARNING|ERROR|SEVERE|CRITICAL): .*|(?:\w+\.)*\w*Error: .*|Extension error.*)$", log, re.M
    )
    lines = [line.replace(f"{ROOT}/", "").strip() for line in found if "returns a non-zero" not in line]
    known = [line for line in dict.fromkeys(lines) if not line.startswith(("RuntimeError:", "ERROR: "))]
    return known or ["the build stopped; the end of its log:", *log.strip().splitlines()[-15:]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: build, say how long it took or what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m dispatched.book.build", description="Build the book.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "_build" / "html")
    target = parser.parse_args(arguments).folder.resolve()
    start = time.perf_counter()
    problems = build(target)
    if problems:
        print("The book was not built:", *problems, sep="\n  ", file=sys.stderr)
        return 1
    shown = target.relative_to(Path.cwd()) if target.is_relative_to(Path.cwd()) else target
    print(f"Built in {time.perf_counter() - start:.1f} s. Open {shown / 'index.html'} in a browser.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
