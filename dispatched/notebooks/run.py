"""Run the notebooks and save them so that two runs give the same bytes.

``python -m dispatched.notebooks.run [FILE …]`` runs the files (all chapters where none is named).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat

from dispatched.whole import told, write_whole

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {
    "name": "python",
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "pygments_lexer": "ipython3",
}
KEPT = ("tags", "nbgrader", "deletable", "editable", "jupyter")
WIDGET = "application/vnd.jupyter.widget-view+json"

START_TIMEOUT, CELL_TIMEOUT, TRIES = 60, 60, 3


def execute(path: Path) -> None:
    """Run one notebook from top to bottom in a new kernel, in its own folder, and save it.

    The first start of a kernel can hang, so a start that takes too long is tried again. Nothing is
    written unless every cell ran.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
        RuntimeError: the kernel did not start.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    for attempt in range(1, TRIES + 1):
        notebook = nbformat.read(path, as_version=4)
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=CELL_TIMEOUT,
            startup_timeout=START_TIMEOUT,
            resources={"metadata": {"path": str(path.parent)}},
            store_widget_state=False,
            extra_arguments=["--log-level=40"],  # a warning of each kernel's start says nothing new
        )
        try:
            client.execute()
            break
        except CellExecutionError:
            raise
        except (RuntimeError, TimeoutError) as error:
            if attempt == TRIES:
                raise RuntimeError(
                    f"{path.name}: the kernel did not start in {TRIES} tries: {error}"
                ) from error
    save(notebook, path)


def normalize(notebook: Any) -> Any:
    """The notebook without what differs from run to run or machine to machine.

    Times, versions, widget models.
    """
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": LANGUAGE})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02d}"
        kept = {k: v for k, v in cell.metadata.items() if k in KEPT and v not in (None, [])}
        cell.metadata = nbformat.from_dict(kept)
        for output in cell.get("outputs", []):
            # The live face needs a kernel; the saved notebook shows the other one until the cell is
            # run.
            output.get("data", {}).pop(WIDGET, None)
            if "metadata" in output:
                output["metadata"] = {}
    return notebook


def save(notebook: Any, path: Path) -> None:
    """Write a normalized notebook, whole or not at all."""
    text = json.dumps(normalize(notebook), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    write_whole(path, text)


@told("The notebook was not saved")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: run the named notebooks, or all chapters."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.notebooks.run",
        description="Run notebooks and save them with outputs.",
    )
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args(arguments).files or sorted(Path("chapters").glob("*.ipynb"))
    for path in files:
        execute(path)
        print(f"ran {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
