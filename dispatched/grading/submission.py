"""Source, released and submitted notebooks: what runs, what is asked, what is put back."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping, Sequence
from typing import Any

import nbformat

from dispatched.grading import matching

LARGEST = 5_000_000
"""Bytes of a submitted file; a notebook without outputs is a hundredth of it."""

MOST_CELLS = 400


class SubmissionError(ValueError):
    """A submitted file that is no notebook of the assignment; says why, for student and teacher."""


def checks_of(source: str) -> list[tuple[str, str]]:
    """Every ``check("task", name)`` of a cell, as task and name.

    >>> checks_of('check("05-obligation", obligation)')
    [('05-obligation', 'obligation')]
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return []
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Name(id="check"),
                args=[ast.Constant(value=str() as task), ast.Name(id=name)],
            ):
                found.append((task, name))
    return list(dict.fromkeys(found))


def graded(cell: Mapping[str, Any]) -> bool:
    """Is this a locked cell with points, that a machine grades?"""
    meta = cell.get("metadata", {}).get("nbgrader", {})
    return bool(
        meta.get("grade")
        and meta.get("locked", not meta.get("solution"))
        and cell["cell_type"] == "code"
    )


def plan(notebook: Any, calls: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """What the runner does: code cells run, graded cells become questions for what they check.

    Args:
        notebook: source, or a restored submission.
        calls: task → lists of arguments for a function.
    """
    steps: list[dict[str, Any]] = []
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        if graded(cell):
            asked = {name: list(calls.get(task, [])) for task, name in checks_of(cell.source)}
            steps.append({"id": f"c{number}", "ask": asked})
        elif cell.source.strip():
            steps.append({"id": f"c{number}", "source": cell.source})
    return steps


def parse(raw: bytes) -> Any:
    """The bytes of a submitted file as a notebook, as far as they can be trusted to be one.

    Raises:
        SubmissionError: too large, not JSON, not a notebook.
    """
    if len(raw) > LARGEST:
        raise SubmissionError(
            f"the file has more than the {LARGEST // 1_000_000} MB that are allowed. Clear its "
            "outputs."
        )
    if not raw:
        raise SubmissionError("the file is empty")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SubmissionError("the file is not a notebook: it is not text in UTF-8") from None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise SubmissionError("the file is not a whole notebook: its JSON cannot be read") from None
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        raise SubmissionError("the file is JSON, but not a notebook of version 4")
    if len(data["cells"]) > MOST_CELLS:
        raise SubmissionError(
            f"the notebook has {len(data['cells'])} cells; {MOST_CELLS} are allowed"
        )
    cells = [_clean(cell) for cell in data["cells"] if isinstance(cell, dict)]
    return nbformat.v4.new_notebook(cells=[cell for cell in cells if cell is not None])


def _clean(cell: Mapping[str, Any]) -> Any:
    """A cell with its text and the name that nbgrader gave it, and nothing else."""
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        return None
    source = source.encode("utf-8", "replace").decode("utf-8")[:200_000]
    source = source.replace("\r\n", "\n").replace("\r", "\n")  # an editor's, no change of a cell
    new = (
        nbformat.v4.new_code_cell if cell["cell_type"] == "code" else nbformat.v4.new_markdown_cell
    )
    made = new(source)
    meta = cell.get("metadata")
    named = meta.get("nbgrader") if isinstance(meta, dict) else None
    if isinstance(named, dict) and isinstance(named.get("grade_id"), str):
        made.metadata["nbgrader"] = {"grade_id": named["grade_id"]}
    return made


def restore(submitted: Any, released: Any) -> tuple[Any, list[str]]:
    """The submission with every cell of the assignment; locked cells are as released.

    Locked cells come from the release; answer cells keep the student's text; what was deleted is
    put back behind the cell that it followed. Cells of the student's own stay.

    A name that stands twice counts once: the first time, or, where nothing was written there, the
    first time that something was. A text that was split into several cells is put together.

    Cells without the names that nbgrader gave them are found again where that is possible
    (:mod:`dispatched.grading.matching`).

    Returns:
        the notebook, and what was put right, in words.

    Raises:
        SubmissionError: no cell of the release is in the submission.
    """
    known = {c.metadata.nbgrader.grade_id: c for c in released.cells if "nbgrader" in c.metadata}
    notes: list[str] = []
    seen: set[str] = set()
    cells = []
    named = matching.give_names(submitted, released)
    if named:
        notes.append(
            f"an editor had dropped the names of {named} cells (their nbgrader metadata); "
            "they were found again by their text and place"
        )
    if not any(c.metadata.get("nbgrader", {}).get("grade_id") in known for c in submitted.cells):
        raise SubmissionError(
            "no cell of this assignment is in it; is it the notebook of another one?"
        )
    changed, missing = [], []
    counts, joined = _of_copies(submitted.cells, known)
    notes += joined
    for place, cell in enumerate(submitted.cells):
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        master = known.get(name)
        if master is None or counts[name] != place:
            if not cell.metadata.get(_JOINED):
                cell.metadata.pop("nbgrader", None)
                cells.append(cell)
            continue
        seen.add(name)
        kept = nbformat.from_dict(master)
        if master.metadata.nbgrader.get("solution"):
            kept.source = cell.source
        elif cell.source.strip() != master.source.strip():
            changed.append(name)
        cells.append(kept)
    order = list(known)
    for place, name in enumerate(order):
        if name in seen:
            continue
        missing.append(name)
        before = [n for n in order[:place] if n in seen]
        names = [c.metadata.get("nbgrader", {}).get("grade_id") for c in cells]
        cells.insert(names.index(before[-1]) + 1 if before else 0, nbformat.from_dict(known[name]))
        seen.add(name)
    notes += _told(changed, "locked cell {} had been changed", "{} locked cells had been changed")
    notes += _told(
        missing,
        "cell {} was missing",
        f"{{}} of the {len(known)} cells of the assignment were missing",
    )
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:03d}"
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nbformat.v4.new_notebook(cells=cells, metadata=released.metadata), notes


_JOINED = "joined"
"""Mark of a cell whose text stands in the cell before it."""


def _of_copies(cells: Sequence[Any], known: Mapping[str, Any]) -> tuple[dict[str, int], list[str]]:
    """Name → place of the cell that counts, and what was put right, in words.

    An editor that splits a cell gives both halves its name. Code in halves runs on as it stands; of
    a text the halves are joined, since a person reads one cell.
    """
    places: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in known:
            places.setdefault(name, []).append(place)
    notes = []
    for name, found in places.items():
        if len(found) > 1:
            notes.append(_one_of([cells[n] for n in found], found, known[name], name))
    return {name: found[0] for name, found in places.items()}, notes


def _one_of(copies: Sequence[Any], places: Sequence[int], master: Any, name: str) -> str:
    """Of cells with one name the first gets the text that counts; says what was done."""
    times = "twice" if len(copies) == 2 else f"{len(copies)} times"
    side_by_side = places[-1] - places[0] == len(places) - 1
    comment = "#" if master.cell_type == "code" else "\0"
    stub = _lines(master.source, comment)
    written = [c for c in copies if _lines(c.source, comment) not in ([], stub)]
    if not master.metadata.nbgrader.get("solution") or not written:
        return f"cell {name!r} stood {times}; the first counts"
    if master.cell_type == "markdown" and side_by_side:
        texts = dict.fromkeys(c.source for c in written)
        copies[0].source = "\n\n".join(texts)
        for cell in copies[1:]:
            cell.metadata[_JOINED] = True
        return f"cell {name!r} had been split; its {len(copies)} parts were joined"
    if written[0] is copies[0]:
        return f"cell {name!r} stood {times}; the first counts"
    copies[0].source = written[0].source
    return f"cell {name!r} stood {times}; the one that was written in counts"


def _lines(source: str, comment: str) -> list[str]:
    """The lines of a cell without blank ones and those that only comment."""
    lines = map(str.strip, source.splitlines())
    return [line for line in lines if line and not line.startswith(comment)]


def _told(names: Sequence[str], one: str, many: str) -> list[str]:
    """A sentence for each name, or one for all where there are many."""
    if len(names) <= 4:
        return [one.format(repr(name)) for name in names]
    return [f"{many.format(len(names))} ({', '.join(map(repr, names[:3]))} and others)"]
