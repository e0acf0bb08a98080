"""The rooms of the package: imports point down, no circle, no long file, no wide line.

``NOT_YET`` lists what does not keep a rule yet. It may only become shorter: a new offender fails,
and
so does an entry that offends no more.
"""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "dispatched"

MAY_IMPORT = {
    "evidence": "",
    "arithmetic": "evidence",
    "models": "arithmetic",
    "questions": "whole evidence arithmetic models",
    "vegalite": "",
    "drawing": "",
    "shown": "vegalite",
    "filled": "",
    "texts": "",
    "whole": "",
    "charts": "evidence arithmetic models questions vegalite shown texts",
    "explore": "evidence arithmetic models questions vegalite shown texts charts",
    "predict": "evidence arithmetic texts",
    "checks": "whole evidence arithmetic models questions vegalite drawing shown texts charts",
    "notebooks": "whole evidence arithmetic models questions vegalite shown texts charts explore "
    "predict checks",
    "cite": "whole evidence arithmetic notebooks",
    "book": "whole evidence arithmetic models questions vegalite drawing shown texts charts "
    "explore predict checks notebooks lessons codings cite",
    "lessons": "evidence predict texts checks notebooks",
    "codings": "whole filled evidence models questions charts notebooks",
    "trial": "whole filled evidence charts notebooks",
    "kit": "whole evidence arithmetic shown texts charts explore predict checks notebooks book "
    "lessons",
    "lite": "whole evidence notebooks",
    "host": "whole filled evidence arithmetic charts notebooks cite",
    "grading": "whole filled evidence arithmetic models checks notebooks",
    "hub": "whole notebooks grading",
    "take": "whole charts notebooks book",
}
"""Room → the rooms from which it may import, beside itself: only those below, and few of its
neighbors.
"""

LONGEST, WIDEST = 300, 100
"""Lines of a file and columns of a line."""

NOT_YET: dict[str, set[str]] = {
    "imports": set(),
    "circles": set(),
    "loose": set(),
    "twice": set(),
    "long": set(),
    "wide": set(),
}


def modules(package: Path = PACKAGE) -> dict[str, Path]:
    """Name of a module below the package (``evidence.tables``) → its file."""
    named = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return named


def imported(path: Path, known: dict[str, Path], top: str = "dispatched") -> Iterator[str]:
    """The modules of the package that a file imports, wherever in the file, types among them."""

    def below(name: str) -> str:
        return name.removeprefix(top).removeprefix(".")

    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
            yield from (below(name) for name in names if name.split(".")[0] == top)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}, line {node.lineno}: say from {top} … import"
            if (node.module or "").split(".")[0] == top:
                base = below(node.module or "")
                for alias in node.names:
                    inner = f"{base}.{alias.name}".removeprefix(".")
                    yield inner if inner in known else base


def graph(package: Path = PACKAGE) -> dict[str, set[str]]:
    """Module → the modules that it imports."""
    known = modules(package)
    return {name: {*imported(path, known)} - {name} for name, path in known.items()}


def upwards(edges: dict[str, set[str]]) -> set[str]:
    """Every import that a room is not allowed, as ``book.downloads → grading``."""
    found = set()
    for name, targets in edges.items():
        room = name.split(".")[0]
        rooms = {target.split(".")[0] for target in targets} - {room, ""}
        allowed = MAY_IMPORT.get(room)
        if allowed is not None:
            found |= {f"{name} → {other}" for other in rooms - {*allowed.split()}}
    return found


def circles(edges: dict[str, set[str]]) -> set[str]:
    """One circle of imports after the other, as ``a → b``: the closing edge is taken out each
    time.
    """
    edges = {name: set(targets) for name, targets in edges.items()}
    found = set()
    while True:
        try:
            graphlib.TopologicalSorter(edges).prepare()
        except graphlib.CycleError as error:
            imported_one, importer = error.args[1][:2]
            found.add(" — ".join(sorted({*error.args[1]})))
            edges[importer].discard(imported_one)
        else:
            return found


def files() -> list[Path]:
    """Code, style sheets and scripts of the package and its tests."""
    return sorted(
        path
        for folder in (PACKAGE, ROOT / "tests")
        for kind in ("*.py", "*.css", "*.js")
        for path in folder.rglob(kind)
    )


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def long() -> set[str]:
    """Files of more lines than are allowed."""
    return {shown(p) for p in files() if len(p.read_text("utf-8").splitlines()) > LONGEST}


def wide() -> set[str]:
    """Rooms (or files beside them) in which a line is too wide."""
    found = set()
    for path in files():
        if any(len(line) > WIDEST for line in path.read_text("utf-8").splitlines()):
            found.add(
                "/".join(path.relative_to(ROOT).parts[:2]) if PACKAGE in path.parents else "tests"
            )
    return found


def loose() -> set[str]:
    """Modules that stand in no room."""
    rooms = {name.split(".")[0] for name in modules()} - {""}
    return rooms - {*MAY_IMPORT}


def twice() -> set[str]:
    """Names that a room's face gives to something else than its module of that name."""
    found = set()
    known = modules()
    for room in {name.split(".")[0] for name in known} - {""}:
        body = ast.parse(known[room].read_text(encoding="utf-8")).body
        given = {
            f"{room}.{alias.asname or alias.name}"
            for node in body
            if isinstance(node, ast.ImportFrom) and known[room].name == "__init__.py"
            for alias in node.names
            if f"{(node.module or '').removeprefix('dispatched.')}.{alias.name}" not in known
        }
        found |= given & {*known}
    return found


FOUND = {
    "imports": lambda: upwards(graph()),
    "circles": lambda: circles(graph()),
    "loose": loose,
    "twice": twice,
    "long": long,
    "wide": wide,
}


MEANING = {
    "imports": "a room may import only what is below it (CONTRIBUTING, The package)",
    "circles": "modules import each other",
    "loose": "a module stands in no room",
    "twice": "a face exports a name that one of its modules has",
    "long": f"longer than {LONGEST} lines",
    "wide": f"wider than {WIDEST} columns",
}


@pytest.mark.parametrize("rule", FOUND)
def test_a_rule_of_the_house(rule: str) -> None:
    found, listed = FOUND[rule](), {*NOT_YET[rule]}
    assert not found - listed, f"{MEANING[rule]}: {', '.join(sorted(found - listed))}"
    assert not listed - found, f"{rule}: take out of NOT_YET: {sorted(listed - found)}"


def test_an_import_upwards_and_a_circle_are_found(tmp_path: Path) -> None:
    for name, text in {
        "evidence/__init__.py": "from dispatched.evidence.tables import find",
        "evidence/tables.py": "def f():\n    from dispatched import charts",
        "models/__init__.py": "import dispatched.models.split",
        "models/split.py": "from dispatched import models, arithmetic",
        "arithmetic/__init__.py": "import math",
        "charts/__init__.py": "from dispatched import __version__, evidence",
        "__init__.py": "__version__ = '1'",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    edges = graph(tmp_path)
    assert upwards(edges) == {"evidence.tables → charts"}
    assert circles(edges) == {"charts — evidence — evidence.tables", "models — models.split"}
