"""Python in the browser, for real: ``python -m tests.lite_check``, or ``make lite-check``.

Pyodide's runtime comes from npm and pure packages from the package index; compiled ones (pandas,
numpy) are in neither, so empty modules stand for them, and what needs none of them is run: the
tables are read and every calculation is made, and the result is that of Python here. With
``--pyodide ARCHIVE`` the site is the real one, and every chapter is run in it. Chromium is needed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat
from packaging.utils import parse_wheel_filename
from playwright.sync_api import sync_playwright

from dispatched.lite import build, repodata
from dispatched.lite.pins import RUNTIME, Pins, pins
from tests.chapters import CHAPTERS
from tests.live_site import Site, opened
from tests.small_pyodide import digest, pack, wheel

CELL = """\
import hashlib
from dispatched import arithmetic, evidence, models
rows = evidence.tables()
said = [evidence.describe(row) for row in rows["claims"]]
said += [repr(arithmetic.compute(row)) for row in rows["calculations"]]
said += [repr(models.contract_year([900] * 12, 600, 350, 4))]
print(len(said), hashlib.sha256(repr(said).encode()).hexdigest())
"""
MODULE = {"rpds-py": "rpds"}
LIMIT = 300_000
"""Milliseconds that a chapter may take."""


def stand_in(folder: Path) -> tuple[Path, Pins]:
    """An archive with the real runtime, the real pure packages, and empty compiled ones."""
    npm = ["npm", "pack", "--silent", f"pyodide@{pins().version}"]
    name = subprocess.run(npm, cwd=folder, check=True, text=True, capture_output=True).stdout
    shutil.unpack_archive(folder / name.strip(), folder, "gztar")
    files = {name: (folder / "package" / name).read_bytes() for name in RUNTIME}
    wrong = [name for name in RUNTIME if digest(files[name]) != pins().files[name]]
    assert not wrong, f"other files than are pinned: {wrong}"
    whole = repodata.read(folder / "package" / repodata.NAME)
    for one in repodata.held(whole, pins().files)["packages"].values():
        path = _wheel(one["file_name"], folder)
        files[path.name] = path.read_bytes()
        one["sha256"] = digest(files[path.name])
    files[repodata.NAME] = json.dumps(whole).encode()
    pinned = Pins(pins().version, {name: digest(content) for name, content in files.items()})
    return pack(folder / pins().archive, {f"pyodide/{n}": c for n, c in files.items()}), pinned


def _wheel(file: str, folder: Path) -> Path:
    """A wheel of Pyodide's: from the package index where it is pure."""
    name, version, _, _ = parse_wheel_filename(file)
    if file.endswith("-none-any.whl"):
        asked = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
        asked += ["--only-binary=:all:", "--python-version=3.14", f"{name}=={version}"]
        subprocess.run(asked, check=True, capture_output=True)
    else:
        (folder / file).write_bytes(wheel(name, str(version), MODULE.get(name, "")))
    return folder / file


def run_cell(site: Site, source: str) -> str:
    """Put a cell before all others, run it, and say what it gave."""
    page = site.page
    page.locator(".jp-Notebook .jp-MarkdownCell h1").first.wait_for()
    page.locator(".jp-Notebook").click(position={"x": 5, "y": 5})
    for key in ("Escape", "Control+Home", "a", "y", "Enter"):
        page.keyboard.press(key)
    page.keyboard.insert_text(source)
    page.keyboard.press("Shift+Enter")
    first = page.locator(".jp-CodeCell").first
    done = re.compile(r"\[\d+\]:")
    first.locator(".jp-InputPrompt", has_text=done).first.wait_for(timeout=LIMIT)
    page.wait_for_timeout(1000)  # the last line may still be on its way
    return "\n".join(first.locator(".jp-OutputArea-output").all_inner_texts()).strip()


def whole(chapter: Path) -> str:
    """A cell that runs all cells of a chapter and says which of them failed."""
    code = nbformat.read(chapter, as_version=4).cells
    sources = [cell.source for cell in code if cell.cell_type == "code"]
    return f"""\
import json, altair, dispatched, ipywidgets, nltk, pandas
shell, wrong = get_ipython(), []
for number, source in enumerate(json.loads({json.dumps(sources)!r})):
    found = shell.run_cell(source)
    wrong += [] if found.success else [(number, repr(found.error_in_exec or found))]
print("failed:", wrong)
"""


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """The system's browser, as the tests have it."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        made.path = path
        yield made
        made.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, run, compare; says what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.lite_check", description=__doc__)
    parser.add_argument("--pyodide", type=Path, help="the real distribution")
    given = parser.parse_args(arguments).pyodide
    here = io.StringIO()
    with contextlib.redirect_stdout(here):
        exec(CELL, {})
    found = {}
    with tempfile.TemporaryDirectory() as held, browser() as chromium:
        folder = Path(held)
        archive, pinned = (given, pins()) if given else stand_in(folder)
        build.site(archive, folder / "site", pinned)
        with opened(folder / "site", chromium, CHAPTERS[0].name) as site:
            gave = run_cell(site, CELL)
        found["the calculations"] = [] if gave == here.getvalue().strip() else [gave]
        found["asked of others"] = site.foreign
        for chapter in CHAPTERS if given else []:
            with opened(folder / "site", chromium, chapter.name) as site:
                gave = run_cell(site, whole(chapter))
            good = re.search(r"^failed: \[\]$", gave, re.M)
            found[chapter.stem] = [*([] if good else [gave[-2000:]]), *site.foreign]
    print(f"here: {here.getvalue().strip()}")
    for what, problems in found.items():
        print(f"{what}: {problems or 'as it should be'}")
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main())
