"""Audit what the book is made with: ``python -m tests.supply.audit`` (what ``make supply`` runs).

Known holes of the locked packages, by pip-audit and npm; licenses; locks; workflows, also by
zizmor; and the list of all parts, which goes with a release: ``_build/supply/dispatched.cdx.json``.
Needs the package index and the lists of holes. Where those cannot be reached, nothing was audited,
and it says so: a check that saw nothing is no check that found nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.supply import bom, flows, lock, packages

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "_build" / "supply"
TOOLS = FOLDER / ".venv"
LIST = FOLDER / "dispatched.cdx.json"


@dataclass
class Audit:
    """What one audit saw.

    Args:
        what: whose holes were asked for.
        seen: how many packages were looked up.
        unseen: those that could not be.
        holes: known holes, one line each.
    """

    what: str
    seen: int = 0
    unseen: list[str] = field(default_factory=list)
    holes: list[str] = field(default_factory=list)


def of_python(text: str, pinned: Sequence[str]) -> Audit:
    """What pip-audit said in JSON; a text that is no JSON is an audit that did not happen."""
    audit = Audit("packages of Python")
    try:
        rows = json.loads(text)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Audit(audit.what, unseen=list(pinned))
    for row in rows:
        if "skip_reason" in row:
            audit.unseen.append(row["name"])
            continue
        audit.seen += 1
        for hole in row["vulns"]:
            mended = " or ".join(hole["fix_versions"]) or "no version yet"
            audit.holes.append(f"{row['name']} {row['version']}: {hole['id']}, mended in {mended}")
    return audit


def of_npm(text: str, names: Sequence[str]) -> Audit:
    """What ``npm audit --json`` said."""
    try:
        holes = json.loads(text)["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        return Audit("packages of npm", unseen=list(names))
    lines = [f"{name}: {one['severity']}, in {one['range']}" for name, one in holes.items()]
    return Audit("packages of npm", len(names), [], lines)


def said(audit: Audit) -> str:
    """One line on an audit."""
    if audit.unseen:
        return f"{audit.what}: {len(audit.unseen)} could not be looked up, {audit.seen} were"
    return f"{audit.what}: {audit.seen} looked up, {len(audit.holes)} known holes"


def _tool(*arguments: str, folder: Path = ROOT) -> str:
    done = subprocess.run(
        arguments, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    return done.stdout


def tools() -> Path:
    """The Python of the tools' own environment, made from their lock if it is not there."""
    mark, python = TOOLS / "lock", TOOLS / "bin" / "python"
    wanted = lock.TOOLS.read_text(encoding="utf-8")
    if not mark.is_file() or mark.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(TOOLS, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(TOOLS)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        install += ["--no-deps", "--require-hashes", "-r", str(lock.TOOLS)]
        subprocess.run(install, check=True)
        mark.write_text(wanted, encoding="utf-8")
    return python


def written(python: Path) -> int:
    """Write the list of all parts; how many they are."""
    command = ["-m", "cyclonedx_py", "environment", "--output-reproducible", "--of", "JSON"]
    command += ["--pyproject", "pyproject.toml", "-o", "-", sys.prefix]
    made = bom.whole(
        json.loads(_tool(str(python), *command)), lock.pins(lock.LOCK.read_text("utf-8"))
    )
    LIST.write_text(bom.text(made), encoding="utf-8")
    check = "import sys; from cyclonedx.validation.json import JsonStrictValidator as V; "
    check += "from cyclonedx.schema import SchemaVersion as S; "
    check += "sys.exit(str(V(S.V1_6).validate_str(open(sys.argv[1]).read()) or '') or 0)"
    subprocess.run([str(python), "-c", check, str(LIST)], check=True)
    return len(made["components"])


def audits(python: Path) -> list[Audit]:
    """Ask pip-audit and npm."""
    pinned = sorted(lock.pins(lock.LOCK.read_text("utf-8")))
    asked = ["-m", "pip_audit", "-r", str(lock.LOCK), "--no-deps", "--disable-pip", "-f", "json"]
    names = sorted(lock.npm_packages())
    npm = shutil.which("npm")
    return [
        of_python(_tool(str(python), *asked), pinned),
        of_npm(_tool(npm, "audit", "--json", folder=lock.NPM.parent) if npm else "", names),
    ]


def main() -> int:
    """Command line: audit and say; 1 where something is wrong, 3 where nothing could be asked."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wrong = [f"requirements.lock: {fault}" for fault in lock.faults(lock.LOCK.read_text("utf-8"))]
    wrong += [f"tools.lock: {fault}" for fault in lock.faults(lock.TOOLS.read_text("utf-8"))]
    wrong += lock.npm_faults() + flows.all_faults()
    wrong += packages.faults(packages.installed(), packages.known())
    python = tools()
    environment = {**os.environ, "NO_COLOR": "1"}
    zizmor = [str(python.with_name("zizmor")), "--offline", "--no-progress", str(flows.FOLDER)]
    read = subprocess.run(zizmor, env=environment, text=True, capture_output=True)
    wrong += [f"zizmor: {read.stdout.strip()}"] if read.returncode else []
    print(f"{written(python)} parts listed in {LIST.relative_to(ROOT)}")
    asked = audits(python)
    print(*map(said, asked), sep="\n")
    wrong += [hole for audit in asked for hole in audit.holes]
    print(*wrong, sep="\n", file=sys.stderr, end="\n" if wrong else "")
    return 1 if wrong else 3 if any(audit.unseen for audit in asked) else 0


if __name__ == "__main__":
    sys.exit(main())
