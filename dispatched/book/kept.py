"""What a build leaves to the next one, and when the next one may use it.

Most edits begin the book anew. Two kinds that an author makes all day do not: a change in the text
of a page, and a change in cells of ``claims.csv``. For these a build keeps each page with what was
read while it was made (:mod:`dispatched.book.renew`). Whatever else has changed, be it one letter
of the code, the contents or another table, or where what is kept is not whole, all of it is left.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from dispatched.book import inputs
from dispatched.evidence.watched import UNNOTICED, WHOLE, cell

PAGES, TREES = ".kept", ".doctrees"
"""Folders below Sphinx's own: our pages with what they read, Sphinx's trees of all pages."""

STATE, CHANGED = "state.json", "changed.json"
"""Files beside our pages: what the last build was made from; what has changed since."""

OTHERS = "pages tell each other other things: "
"""What a build says that stops because a change concerns more pages than those that read it."""

SOURCES = ("", "chapters", "back")
"""Folders of a checkout in which sources of pages lie."""


@dataclass(frozen=True)
class State:
    """All that decides what the pages hold.

    ``ground`` is one digest of whatever begins the book anew; ``pages`` holds name of a page's
    source → digest, ``claims`` id of a claim → column → cell.
    """

    ground: str
    pages: dict[str, str]
    claims: dict[str, dict[str, str]]

    @property
    def digest(self) -> str:
        """One digest of all of it."""
        return hashlib.sha256(json.dumps(vars(self)).encode()).hexdigest()

    def changed(self, before: State) -> dict[str, list[str]]:
        """The pages and cells of claims that are not as before; both states have the same ground.

        A claim of which a cell has changed has changed as a whole too.
        """
        pages = [name for name in self.pages if self.pages[name] != before.pages[name]]
        claims: list[str] = []
        for ident, row in self.claims.items():
            other = [column for column in row if row[column] != before.claims[ident][column]]
            claims += [cell(ident, column) for column in [*other, WHOLE] if other]
        return {"pages": pages, "claims": claims}


def state(root: Path, leave_out: Collection[Path] = ()) -> State:
    """The state of a checkout.

    Args:
        root: the checkout.
        leave_out: folders that are not looked into, such as the one that holds the built pages.
    """
    data = inputs.data(root)
    pages, claims = {}, {}
    ground = inputs.surroundings()
    for folder, path in inputs.read(root, leave_out):
        raw, name = path.read_bytes(), path.relative_to(folder).as_posix()
        if folder == root and _is_source(path.relative_to(root)):
            pages[name] = hashlib.sha256(raw).hexdigest()
            raw = b""
        elif path == data / "claims.csv":
            raw, claims = _apart(raw)
        ground.update(f"{name}\0{len(raw)}\0".encode() + raw)
    return State(ground.hexdigest(), pages, claims)


def _is_source(name: Path) -> bool:
    parent = "" if name.parent == Path() else name.parent.as_posix()
    return name.suffix in (".md", ".ipynb") and parent in SOURCES


def _apart(raw: bytes) -> tuple[bytes, dict[str, dict[str, str]]]:
    """The table of claims without the cells that may change, and the cells of each claim.

    A table that is not as it must be is all ground; the build itself says what is wrong.
    """
    try:
        head, *lines = csv.reader(io.StringIO(raw.decode("utf-8"), newline=""))
        fixed = [head.index(column) for column in sorted(UNNOTICED)]
        ident = head.index("id")
        claims = {line[ident]: dict(zip(head, line, strict=True)) for line in lines}
        ground = [head, *([line[at] for at in fixed] for line in lines)]
    except (ValueError, IndexError, csv.Error):
        return raw, {}
    return json.dumps(ground).encode(), claims


def load(made: Path) -> State | None:
    """The state that what is kept in Sphinx's folder was made from; nothing if it is not whole."""
    try:
        told = json.loads((made / PAGES / STATE).read_text(encoding="utf-8"))
        whole = told.pop("whole")
        return State(**told) if whole == _whole(made) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def begin(made: Path, before: State, now: State) -> None:
    """Say what has changed; until the build is done, what is kept counts as broken."""
    (made / PAGES / STATE).unlink()
    told = json.dumps(now.changed(before))
    (made / PAGES / CHANGED).write_text(told, encoding="utf-8")


def save(made: Path, now: State) -> None:
    """Say what the pages that are kept were made from."""
    (made / PAGES / CHANGED).unlink(missing_ok=True)
    told = json.dumps({**vars(now), "whole": _whole(made)})
    (made / PAGES / STATE).write_text(told, encoding="utf-8")


def drop(made: Path) -> None:
    """Keep nothing."""
    for name in (PAGES, TREES):
        shutil.rmtree(made / name, ignore_errors=True)


def _whole(made: Path) -> str:
    """A digest of all that is kept, but for the file that holds it."""
    found = hashlib.sha256()
    for name in (PAGES, TREES):
        paths = sorted(p for p in (made / name).rglob("*") if p.is_file() and p.name != STATE)
        inputs.add(found, made, paths)
    return found.hexdigest()
