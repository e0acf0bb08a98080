"""The tree in a folder of its own, where each function of some rooms has its mutants beside it.

mutmut makes them: a function of a mutated file asks on each call which of its mutants is under
test. It leaves out what has a decorator (but classmethod and staticmethod), and what stands
outside of functions.
"""

from __future__ import annotations

import difflib
import filecmp
import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "_build" / "mutants"
TREE = PLACE / "tree"
COPIED = (
    *("_config.yml", "_toc.yml", "back", "chapters", "CITATION.cff", "CONTRIBUTING.md", "data"),
    *("deploy", "dispatched", "docs", "exercises", "index.md", "Makefile", "README.md"),
    *("pyproject.toml", "teaching", "tests", "trial"),
)
UNTRIED = frozenset({"evidence/watched.py"})
"""Its methods are made by a function while the class is made, before a mutant can be offered."""


@dataclass(frozen=True)
class Mutant:
    """One change of one function.

    Args:
        name: as mutmut calls it: ``dispatched.models.split.x_split__mutmut_12``.
        change: the lines that differ, before → after.
        digest: of the function before and after.
    """

    name: str
    change: str
    digest: str

    @property
    def reached(self) -> str:
        """The function as a test tells that it has reached it."""
        return self.name.partition("__mutmut_")[0]

    @property
    def function(self) -> str:
        """The function as a reader calls it.

        >>> Mutant("dispatched.arithmetic.ranges.xǁRangeǁof__mutmut_5", "", "").function
        'arithmetic.ranges.Range.of'
        """
        module, _, name = self.reached.removeprefix("dispatched.").rpartition(".")
        return f"{module}.{re.sub('^x_|^xǁ', '', name).replace('ǁ', '.')}"


def change(before: str, after: str) -> str:
    """What differs, in one line.

    >>> change("def f(a):\\n    return a + 1\\n", "def f(a):\\n    return a - 1\\n")
    'return a + 1 → return a - 1'
    """
    old, new = [], []
    for line in difflib.ndiff(before.splitlines(), after.splitlines()):
        if line.startswith("- "):
            old.append(line[2:].strip())
        elif line.startswith("+ "):
            new.append(line[2:].strip())
    return f"{' '.join(old)} → {' '.join(new)}"


def _mutants(module: str, code: str, names: Iterable[str], spans: Mapping[str, object]) -> list:
    """Name, change and digest of each mutant of a mutated file."""
    lines = code.splitlines()

    def text(name: str) -> str:
        span = spans[name]
        whole = "\n".join(lines[span.start - 1 : span.end])
        return whole.replace(name, name.partition("__mutmut_")[0].rpartition("ǁ")[2])

    found = []
    for name in names:
        before, after = text(f"{name.partition('__mutmut_')[0]}__mutmut_orig"), text(name)
        digest = hashlib.sha256(f"{module}\0{before}\0{after}".encode()).hexdigest()[:16]
        found.append([f"{module}.{name}", change(before, after), digest])
    return found


def made(path: Path) -> tuple[str, list[Mutant]]:
    """The text of a file with its mutants, and these; kept, for it takes a second or two."""
    text, inner = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
    kept = PLACE / "made" / f"{hashlib.sha256(f'{inner} {text}'.encode()).hexdigest()[:24]}.json"
    if not kept.is_file():
        module = ".".join(inner.with_suffix("").parts).removesuffix(".__init__")
        done = mutate_file_contents(str(inner), text)
        spans = done.line_span_by_function_name
        kept.parent.mkdir(parents=True, exist_ok=True)
        found = _mutants(module, done.code, done.mutant_names, spans)
        kept.write_text(json.dumps([done.code, found]), encoding="utf-8")
    code, found = json.loads(kept.read_text(encoding="utf-8"))
    return code, [Mutant(*one) for one in found]


def copied(inner: Path, text: str | None = None) -> None:
    """One file of the tree as it is now; what has not changed keeps its time, and its bytecode."""
    source, target = ROOT / inner, TREE / inner
    target.parent.mkdir(parents=True, exist_ok=True)
    if text is not None:
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
    elif not target.is_file() or not filecmp.cmp(source, target):
        shutil.copy2(source, target)


def laid_out(rooms: Mapping[str, str]) -> dict[str, list[Mutant]]:
    """Bring the copy of the tree up to date, with the mutants in it.

    Args:
        rooms: room → pattern of its files in ``dispatched``.

    Returns:
        Room → its mutants, in the order of the files.
    """
    found: dict[str, list[Mutant]] = {}
    texts: dict[Path, str] = {}
    for room, pattern in rooms.items():
        found[room] = []
        for path in sorted((ROOT / "dispatched").glob(pattern)):
            inside = path.relative_to(ROOT / "dispatched")
            if path.suffix == ".py" and inside.as_posix() not in UNTRIED:
                texts[path.relative_to(ROOT)], mutants = made(path)
                found[room] += mutants
    wanted = {
        path.relative_to(ROOT)
        for name in COPIED
        for path in ((ROOT / name).rglob("*") if (ROOT / name).is_dir() else [ROOT / name])
        if path.is_file() and not {"__pycache__", "node_modules"} & {*path.parts}
    }
    for inner in sorted(wanted):
        copied(inner, texts.get(inner))
    for path in TREE.rglob("*"):
        inner = path.relative_to(TREE)
        if path.is_file() and "__pycache__" not in path.parts and inner not in wanted:
            path.unlink()
    return found
