"""What a learner sees in JupyterLab itself: money as money, formulas as formulas, a plain chart
with its line.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched.notebooks import prose
from tests.test_browser import Tab
from tests.test_prose_money import MONEY, PAIR
from tests.test_shown import NOTEBOOKS, PLAIN, START, run

pytestmark = pytest.mark.browser

LINES = {name: markdown for name, (markdown, _) in MONEY.items() if not markdown.startswith("```")}
"""A fence is code in JupyterLab, where nothing is a formula."""
FORMULAS = {"a formula": 2, "a formula and money": 1}
CHAPTER = f"from dispatched import charts\n{START}"
LIMIT = 60
"""Seconds that JupyterLab may take to start, and to show the notebook."""


def money_cells() -> list[str]:
    """Every markdown cell of the book and its exercises that has a dollar sign."""
    cells = [cell for path in NOTEBOOKS for cell in nbformat.read(path, as_version=4).cells]
    return [cell.source for cell in cells if cell.cell_type == "markdown" and "$" in cell.source]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a notebook in a JupyterLab on this machine: lines of money, cells of the
    book, a plain chart.
    """
    folder = tmp_path_factory.mktemp("lab")
    book = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell(text) for text in [*LINES.values(), *money_cells(), "$z$"]
        ]
    )
    run([CHAPTER, "data", PLAIN], book, folder)
    nbformat.write(book, folder / "a.ipynb")
    settings = folder / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    # Cells out of sight are shown too.
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR")
    environment = {**os.environ, **{name: str(folder / name.lower()) for name in names}}
    environment["JUPYTERLAB_SETTINGS_DIR"] = str(folder / "settings")
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--ip=127.0.0.1",
    ]
    command += [
        "--IdentityProvider.token=word",
        f"--ServerApp.root_dir={folder}",
        "--LabApp.news_url=None",
    ]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://127.0.0.1:{port}/api?token=word", folder / "log")
        yield f"http://127.0.0.1:{port}/lab/tree/a.ipynb?token=word"
    finally:
        server.terminate()
        server.wait(30)


def _wait(address: str, log: Path) -> None:
    end = time.monotonic() + LIMIT
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            if time.monotonic() > end:
                pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")
            time.sleep(0.3)


@pytest.fixture(scope="module")
def page(lab: str, chromium: object) -> Iterator[Any]:
    with Tab(chromium, viewport={"width": 1100, "height": 900}) as tab:
        tab.page.set_default_timeout(LIMIT * 1000)
        tab.open(lab)
        texts = tab.page.locator(".jp-MarkdownCell")
        texts.nth(len(LINES) + len(money_cells())).locator("mjx-container").wait_for(
            state="attached"
        )
        tab.page.locator(".jp-CodeCell").nth(2).locator(":is(svg, canvas).marks").wait_for(
            state="attached"
        )
        time.sleep(2)  # formulas are drawn cell by cell
        yield tab.page
        assert tab.foreign == []


def formulas(page: Any) -> list[int]:
    """How many formulas each markdown cell shows."""
    script = "all => all.map(cell => cell.querySelectorAll('mjx-container').length)"
    return page.eval_on_selector_all(".jp-MarkdownCell", script)


def test_the_rule_is_that_of_jupyterlab(page: Any) -> None:
    for (name, markdown), seen in zip(LINES.items(), formulas(page), strict=False):
        taken = any(fault.problem.startswith(PAIR) for fault in prose.formulas(markdown))
        assert (seen > 0) if taken else (seen == FORMULAS.get(name, 0)), name


def test_no_money_of_the_book_is_a_formula(page: Any) -> None:
    cells = money_cells()
    assert len(cells) > 30
    seen = formulas(page)[len(LINES) : -1]
    assert [text[:60] for text, count in zip(cells, seen, strict=True) if count] == []


def test_a_plain_chart_and_its_line_are_there(page: Any) -> None:
    outputs = page.locator(".jp-CodeCell").nth(2).locator(".jp-OutputArea-output")
    chart, line = outputs.nth(0).bounding_box(), outputs.nth(1).bounding_box()
    said = "A draft: the book would still ask for a title, a description and a source line."
    assert outputs.nth(1).inner_text().strip() == said
    assert chart["height"] > 100
    assert line["y"] >= chart["y"] + chart["height"] - 1


def test_money_in_a_table_is_money(page: Any) -> None:
    assert "$450 to $800" in page.locator(".jp-CodeCell").nth(1).locator("td").all_inner_texts()
