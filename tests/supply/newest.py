"""Try the newest versions: ``python -m tests.supply.newest {within,without}``.

Into ``.venv`` comes the newest of everything that ``pyproject.toml`` allows, or of everything
whatever upper bound it sets; then the quick checks run and the book is built. What differs from the
lock and what failed is written into ``_build/newest``. Meant for a machine that is thrown away.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.supply import lock

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = ("dev", "hub")

HELD = {
    "jupyter-book": "Jupyter Book 2 is another program (docs/aging.md)",
    "jupyterlite-pyodide-kernel": "it names the one Pyodide whose hash is committed",
}
"""Package → why it keeps its bound even where the others lose theirs."""

STEPS = {
    "the quick checks": ("-m", "tests.check"),
    "the build of the book": ("-m", "dispatched.book.build"),
}
"""What must pass → the arguments of Python."""

LAST = 60
"""Lines of a failure that are reported."""


def requirements(project: str, bounded: bool) -> list[str]:
    """What ``pyproject.toml`` asks for, for the book and all its tools.

    Args:
        project: its text.
        bounded: keep the upper bounds? Without them only those of :data:`HELD` stay.

    >>> requirements('[project]\\ndependencies = ["altair>=6,<7"]\\n', bounded=False)
    ['altair>=6']
    """
    told = tomllib.loads(project)["project"]
    extras = told.get("optional-dependencies", {})
    asked = [*told["dependencies"], *(one for name in EXTRAS for one in extras.get(name, ()))]
    return asked if bounded else [_unbounded(one) for one in asked]


def _unbounded(asked: str) -> str:
    name = re.split("[<>=!~]", asked)[0]
    if name in HELD:
        return asked
    bounds = asked.removeprefix(name).split(",")
    return name + ",".join(one for one in bounds if one.startswith(">"))


def changed(before: Mapping[str, set[str]], now: Mapping[str, str]) -> list[str]:
    """Packages that are not as in the lock, one line each."""
    lines = []
    for name in sorted(before.keys() | now.keys()):
        old, new = sorted(before.get(name, ())), now.get(name)
        if new and new not in old:
            lines.append(f"{name}: {' or '.join(old) or 'not in the lock'} → {new}")
    return lines


def report(kind: str, changes: Sequence[str], failed: Mapping[str, str]) -> str:
    """What was tried and what came of it, as Markdown."""
    lines = [f"## Newest versions {kind} our upper bounds", ""]
    lines += [f"- {step}: failed" for step in failed] or ["- all passed"]
    for step, log in failed.items():
        lines += ["", f"### {step}", "", *(f"    {line}" for line in log.split("\n")[-LAST:])]
    lines += ["", "### Not as in the lock", "", *(f"- {line}" for line in changes or ["nothing"])]
    return "\n".join(lines) + "\n"


def _run(*command: str) -> tuple[int, str]:
    done = subprocess.run(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.returncode, done.stdout.strip()


def _installed(python: str) -> dict[str, str]:
    _, text = _run(python, "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check")
    pairs = (line.partition("==") for line in text.split("\n") if "==" in line)
    return {lock.named(name): version for name, _, version in pairs}


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: install, try, write the report; 1 where something failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.supply.newest")
    parser.add_argument("kind", choices=("within", "without"))
    kind = parser.parse_args(arguments).kind
    python = str(ROOT / ".venv" / "bin" / "python")
    failed: dict[str, str] = {}
    code, log = _run(sys.executable, "-m", "venv", str(ROOT / ".venv"))
    asked = requirements((ROOT / "pyproject.toml").read_text(encoding="utf-8"), kind == "within")
    for options in (["--upgrade", *asked], ["--no-deps", "--no-build-isolation", "-e", "."]):
        if not code:
            code, log = _run(python, "-m", "pip", "install", "--quiet", *options)
    if code:
        failed["the installation"] = log
    for step, command in () if failed else STEPS.items():
        code, log = _run(python, *command)
        if code:
            failed[step] = log
    changes = changed(lock.pins(lock.LOCK.read_text(encoding="utf-8")), _installed(python))
    target = ROOT / "_build" / "newest" / f"{kind}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(report(kind, changes, failed), encoding="utf-8")
    print(target.read_text(encoding="utf-8"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
