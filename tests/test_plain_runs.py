"""Plain notebooks run by themselves, in any folder, and give what they hold.

That code and outputs are those of the chapters is tested for all; a run of two shows that nothing
around them counts.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from dispatched.notebooks import shelf
from dispatched.notebooks.addresses import Hosts

ROOT = Path(__file__).resolve().parents[1]


CASES = [("03-1950-interlude", ""), ("10-following-the-money", "https://book.example")]


@pytest.mark.parametrize(("name", "site"), CASES)
def test_it_runs_alone_and_gives_what_it_holds(name: str, site: str, tmp_path: Path) -> None:
    folder = tmp_path / "über there, 여기"
    made = shelf.files(ROOT, shelf.book_of(ROOT, Hosts(site=site)))
    shelf.write({f"{name}.ipynb": made[f"{name}.ipynb"]}, folder)
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHONPATH", "PYTEST_"))}
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider"]
    command += [f"{name}.ipynb"]
    done = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    cells = nbformat.reads(made[f"{name}.ipynb"], as_version=4).cells
    assert f"{sum(c.cell_type == 'code' for c in cells)} passed" in done.stdout
