"""The lists of what is installed, as pip and npm read them: each pinned, each with a hash."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.supply.packages import named

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
TOOLS = Path(__file__).with_name("tools.lock")
"""What audits the others, in an environment of its own."""

NPM = ROOT / "deploy" / "hub" / "package-lock.json"

_PIN = re.compile(r"([A-Za-z0-9][\w.-]*)(\[[\w,-]+\])?==([\w.!+-]+)( ; [^\\]+)?")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_PLACE = re.compile(r"://|--(?:extra-)?index-url|--find-links|--trusted-host|(?:^|\s)[.~]*/|@ ")


def entries(text: str) -> Iterator[str]:
    """Each requirement of a lock with its hashes, on one line; comments left out."""
    lines = (line for line in text.split("\n") if not line.lstrip().startswith("#"))
    for entry in "\n".join(lines).replace("\\\n", " ").split("\n"):
        if entry.strip():
            yield " ".join(entry.split())


def pins(text: str) -> dict[str, set[str]]:
    """Package → the versions that a lock names, of which each system takes one."""
    found: dict[str, set[str]] = {}
    for entry in entries(text):
        match = _PIN.match(entry)
        if match:
            found.setdefault(named(match[1]), set()).add(match[3])
    return found


def faults(text: str) -> list[str]:
    """What is wrong with a lock, one sentence each."""
    wrong = []
    for entry in entries(text):
        first, *options = entry.split(" --")
        if _PLACE.search(entry):
            wrong.append(f"{first}: names a place; a lock names packages alone")
        elif not _PIN.fullmatch(first):
            wrong.append(f"{first}: is not pinned to one version")
        elif not options or not all(_HASH.fullmatch(f"--{option}") for option in options):
            wrong.append(f"{first}: has no hash by SHA-256")
    return wrong


def npm_packages(path: Path = NPM) -> dict[str, dict[str, str]]:
    """Path of each package below the folder → what the lock of npm says of it."""
    told = json.loads(path.read_text(encoding="utf-8"))["packages"]
    return {name: one for name, one in told.items() if name}


def npm_faults(path: Path = NPM) -> list[str]:
    """What is wrong with the lock of npm and the list that it is made from."""
    wrong = [
        f"{name}: {'has no hash' if 'integrity' not in one else 'names a place'}"
        for name, one in npm_packages(path).items()
        if not one.get("integrity", "").startswith("sha512-") or "resolved" in one
    ]
    asked = json.loads(path.with_name("package.json").read_text(encoding="utf-8"))
    for name, version in asked["dependencies"].items():
        if not re.fullmatch(r"\d+\.\d+\.\d+", version):
            wrong.append(f"{name}: {version!r} is not one version")
    return wrong
