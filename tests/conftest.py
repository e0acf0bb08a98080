"""What several tests share: one strict build of the book, a local server, and a browser that
reaches nothing else.
"""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings

from dispatched.book.build import DRAWINGS, build
from dispatched.kit import slides
from dispatched.notebooks import chromium as programs
from tests import answering as answers
from tests import small_book
from tests.browsing import Tab
from tests.slow import slow

ROOT = Path(__file__).resolve().parents[1]

Once = Callable[[str, Callable[[Path], object]], Path]

settings.register_profile("book", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("book")


LONG = (
    *("browser", "book_edits", "grading", "hub_class", "grading_cluster", "attacks", "book"),
    *("attacks_hooks", "odd_class", "checkout", "book_build", "kit_folder", "browser_move"),
    *("browser_expect", "browser_fields", "formgrader", "grading_joined", "browser_asking"),
)
"""The files of tests that take longest, which begin first: a worker takes a file as a whole, and
one that began last would let the other wait. Only the first of the first three asks for the book,
so that nobody waits while it is built.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first, and mark what is left out of the quick checks."""
    rank = {f"test_{name}": place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.path.stem, len(LONG)))
    for item in items:
        name = item.path.stem.removeprefix("test_")
        built = {"book", "server", "chromium"} & set(getattr(item, "fixturenames", ()))
        if built or slow(name):
            item.add_marker(pytest.mark.slow)


TOLD: dict[str, str] = {}
"""What a fixture failed with → the first test that says so."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What many tests share fails for all of them: it is told in full once, then in a line."""
    report = yield
    if call.when == "setup" and call.excinfo is not None and report.failed:
        first = TOLD.setdefault(str(call.excinfo.value), item.nodeid)
        if first != item.nodeid:
            report.longrepr = f"The same as in {first}."
    return report


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes a folder of the whole run: by whichever worker asks first, while the others wait.

    It is given the name of the folder and what makes it, and is for what no test changes.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def made(name: str, make: Callable[[Path], object]) -> Path:
        target = shared / name / "html"
        target.parent.mkdir(exist_ok=True)
        with FileLock(f"{target.parent}.lock"):
            if not target.is_dir():
                make(target)
        return target

    return made


@pytest.fixture(scope="session")
def book(once: Once) -> Path:
    """The folder of the built book: built once, strictly and cold, whichever worker asks first."""

    def make(target: Path) -> None:
        problems = build(target)
        assert not problems, "\n".join(problems)

    return once("book", make)


@pytest.fixture(scope="session")
def drawings(book: Path) -> Path:
    """The charts of the book as they were drawn, for builds that are not about drawing."""
    return book.parent / ".work" / "_build" / DRAWINGS


@pytest.fixture(scope="session")
def decks(once: Once) -> Path:
    """The teacher's slides of all chapters."""

    def make(target: Path) -> None:
        slides.write(ROOT, target / "slides", cache=ROOT / "_build" / ".kit")

    return once("decks", make) / "slides"


@pytest.fixture(scope="session")
def asking_book(once: Once, drawings: Path) -> Path:
    """The folder of a small built book whose first chapter has two questions."""

    def make(target: Path) -> None:
        answers.lay_out(target.parent / "book")
        assert small_book.build(target.parent / "book", target, drawn=drawings) == ""

    return once("asking", make)


@pytest.fixture
def answering(chromium: Any) -> Iterator[Tab]:
    """A tab in Berlin, on one morning of November 2026."""
    with Tab(chromium, timezone_id="Europe/Berlin") as tab:
        tab.page.clock.set_fixed_time(answers.NOW)
        yield tab


@pytest.fixture(scope="session")
def server(book: Path) -> Iterator[str]:
    """The address of a server of the book on this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    httpd = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(book))
    )
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """The system's browser."""
    from playwright.sync_api import sync_playwright

    try:
        path = programs.program()
    except RuntimeError:
        pytest.fail(
            "The browser tests need Chromium or Chrome: on Debian and Ubuntu `apt-get install "
            "chromium`, on macOS "
            "`brew install --cask chromium`; or set CHROMIUM to the program's path."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--force-color-profile=srgb",
            ],
        )
        browser.path = path  # a test may start another, with a reader's own settings
        yield browser
        browser.close()
