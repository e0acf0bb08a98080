"""For nbgrader, in place of running a notebook: what the sandbox said and the judge found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from dispatched.grading.sanitize import READ_ONLY, picture, plain


def record_path(folder: Path, assignment: str, student: str) -> Path:
    """Where the record of one run is kept."""
    return folder / ".runs" / assignment / f"{student}.json"


def outputs_of(line: Mapping[str, Any]) -> list[Any]:
    """What a cell showed, as notebook outputs: text, pictures and an error, never HTML or script.

    The line comes from the sandbox and is not trusted.
    """
    made = []
    for name in ("stdout", "stderr"):
        text = line.get(name)
        if isinstance(text, str) and text:
            # nbgrader reads writing to stderr as a failed test; here no test runs, and a warning is
            # only text.
            made.append(nbformat.v4.new_output("stream", name="stdout", text=plain(text[:20_000])))
    for output in line.get("outputs", []) if isinstance(line.get("outputs"), list) else []:
        data = output.get("data", {}) if isinstance(output, Mapping) else {}
        kept = {}
        text = data.get("text/plain") if isinstance(data, Mapping) else None
        if isinstance(text, str):
            kept["text/plain"] = plain(text[:20_000])
        drawn = data.get("image/png") if isinstance(data, Mapping) else None
        if isinstance(drawn, str) and (whole := picture(drawn)):
            kept["image/png"] = whole
        if kept:
            made.append(nbformat.v4.new_output("display_data", data=kept))
    error = line.get("error")
    if isinstance(error, Mapping):
        name, text = (
            plain(str(error.get("name", "Error"))[:80]),
            plain(str(error.get("text", ""))[:500]),
        )
        made.append(
            nbformat.v4.new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])
        )
    return made


def verdict_outputs(verdict: Mapping[str, Any], points: float) -> list[Any]:
    """A verdict as nbgrader reads it: nothing for all points, a part as a number, else an error."""
    text = plain(verdict["text"])
    if verdict["share"] >= 1:
        return [nbformat.v4.new_output("stream", name="stdout", text=text)]
    if verdict["share"] > 0:
        earned = round(points * verdict["share"], 2)
        return [
            nbformat.v4.new_output("stream", name="stdout", text=text),
            nbformat.v4.new_output(
                "execute_result", data={"text/plain": f"{earned}"}, execution_count=1
            ),
        ]
    return [nbformat.v4.new_output("error", ename="Not right", evalue=text, traceback=[text])]


class Inject(NbGraderPreprocessor):
    """The preprocessor that stands where nbgrader would run the notebook."""

    folder = Unicode(help="Folder of the class.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Fill in the outputs of each code cell from the record of the run."""
        place = resources["nbgrader"]
        path = record_path(Path(self.folder), place["assignment"], place["student"])
        record = json.loads(path.read_text(encoding="utf-8"))
        count = 0
        for number, cell in enumerate(nb.cells):
            if cell.cell_type != "code":
                continue
            count += 1
            cell.execution_count = count
            verdict = record["verdicts"].get(f"c{number}")
            if verdict:
                cell.outputs = verdict_outputs(verdict, float(cell.metadata.nbgrader.points))
            else:
                cell.outputs = outputs_of(record["cells"].get(f"c{number}", {}))
        nb.metadata.update(nbformat.from_dict(READ_ONLY))
        return nb, resources
