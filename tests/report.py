"""What each page costs and how it measures up: ``python -m tests.report`` (``make report``).

Every page of the book is opened in Chromium from Python's plain server, which compresses nothing,
or with ``--nginx`` (``make report BY=nginx``) from a real nginx by the strict policy. Measured are
bytes and requests before and after a reader has come to every chart, hosts asked, what axe finds by
all its rules and best practices, errors in the console, what runs over the edge of a screen of 320
pixels, the four scores of Lighthouse on a phone and at a desk, and errors in Firefox. The table is
printed and kept, with its date, in ``_build/report``.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from dispatched.book.build import build
from tests.browsing import ROOT, wake

LIGHTHOUSE, AXE = "lighthouse@12.8.2", "axe-core@4.14.1"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
COME = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (const one of document.querySelectorAll('figure.ch, [data-check], .ask-box')) {
    one.scrollIntoView({block: 'center', behavior: 'instant'});
    one.dispatchEvent(new Event('pointerenter'));
    await frame();
    await frame(); // one to scroll, one in which the page sees what is near
  }
  return true;
}"""
"""Come to each chart and question as a reader does: one after the other, seen for a moment."""
LIVELY = {
    "chart": "figure.ch:not([data-state='live'])",
    "field": "[data-check]:has(.check-go:disabled)",
    "question": ".ask-box:not([data-state])",
}
"""What may come alive → what is found as long as one of them has not."""
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
AXE_RUN = """async () => (await axe.run(document, {
  runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
                                  'best-practice', 'experimental']},
  rules: {'label-content-name-mismatch': {enabled: true}, 'target-size': {enabled: true}},
})).violations.map(v => v.id + ' ×' + v.nodes.length)"""


@dataclass
class Measured:
    """A page: what it asked for, and what is wrong with it.

    Args:
        page: its address in the book, without ending.
        before: bytes and number of requests until it stands still.
        after: the same once a reader has come to every chart and question.
        hosts: hosts that it asked beside the book's own.
        axe: rules of axe that it breaks, each with how many nodes.
        console: errors and warnings in the console.
        over: pixels that it runs over the edge of a screen of 320.
        scores: Lighthouse's four scores on a phone, then at a desk.
        firefox: errors in Firefox; None where it was not asked.
    """

    page: str
    before: tuple[int, int] = (0, 0)
    after: tuple[int, int] = (0, 0)
    hosts: list[str] = field(default_factory=list)
    axe: list[str] | None = None
    console: list[str] = field(default_factory=list)
    over: int = 0
    scores: dict[str, list[int]] = field(default_factory=dict)
    firefox: int | None = None


@contextmanager
def plain(folder: Path) -> Iterator[str]:
    """The address of Python's plain server of a folder."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@contextmanager
def strict(folder: Path) -> Iterator[str]:
    """The address of a real nginx with the file of ``deploy``: compressed, by the strict policy."""
    from tests import nginx

    with tempfile.TemporaryDirectory() as place, nginx.served(folder, Path(place)) as address:
        yield address.rstrip("/")


def measure(browser: Browser, address: str, page: str, axe: str | None) -> Measured:
    """Open one page and measure it in Chromium.

    Args:
        axe: the text of axe's script; None where it is not there.
    """
    found = Measured(page)
    asked: dict[str, int] = {}
    context = browser.new_context(reduced_motion="reduce", service_workers="block")
    tab = context.new_page()

    def done(request: Any) -> None:
        asked[request.url] = request.sizes()["responseBodySize"]

    tab.on("requestfinished", done)
    tab.on("requestfailed", lambda request: asked.setdefault(request.url, 0))
    tab.on("console", lambda m: m.type in ("error", "warning") and found.console.append(m.text))
    tab.on("pageerror", lambda error: found.console.append(str(error)))
    tab.goto(f"{address}/{page}.html", wait_until="networkidle")
    found.before = (sum(asked.values()), len(asked))
    for switch in tab.locator("[data-ask-switch]").all():
        switch.click()  # what a question holds back is not drawn
        tab.locator("html[data-ask=off]").wait_for()
    tab.evaluate(COME)
    wake(tab)
    tab.wait_for_load_state("networkidle")
    found.after = (sum(asked.values()), len(asked))
    own = urlsplit(address).netloc
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}
    found.hosts = sorted(hosts - {own})
    if axe:
        tab.evaluate(axe)
        found.axe = tab.evaluate(AXE_RUN)
    tab.set_viewport_size({"width": 320, "height": 800})
    found.over = tab.evaluate(OVER)
    context.close()
    return found


def install(folder: Path) -> str | None:
    """Lighthouse and axe from npm, in a folder of their own; why not, where that cannot be."""
    npm = shutil.which("npm")
    if not npm:
        return "npm is not there: no scores of Lighthouse; axe as the tests have it"
    command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), LIGHTHOUSE, AXE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        return f"npm cannot install {LIGHTHOUSE} and {AXE}: {last}"
    return None


def axe_text(tools: Path) -> str | None:
    """The script of axe: the newest that npm gave, else the one that the tests use."""
    import axe_playwright_python

    paths = [tools / "node_modules/axe-core/axe.min.js"]
    paths += Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")
    path = next((p for p in paths if p.is_file()), None)
    return path.read_text(encoding="utf-8") if path else None


def lighthouse(tools: Path, chromium: str, url: str, *, desk: bool) -> list[int]:
    """The four scores of a page, 0 to 100; none where Lighthouse fails."""
    out = tools / "scores.json"
    out.unlink(missing_ok=True)
    command = [
        *(str(tools / "node_modules/.bin/lighthouse"), url, "--quiet", "--output=json"),
        *(f"--output-path={out}", "--chrome-flags=--headless=new --no-sandbox"),
        f"--only-categories={','.join(CATEGORIES)}",
        *(["--preset=desktop"] if desk else []),
    ]
    environment = {**os.environ, "CHROME_PATH": chromium}
    subprocess.run(command, env=environment, capture_output=True, timeout=300, check=False)
    if not out.is_file():
        return []
    scores = json.loads(out.read_text(encoding="utf-8"))["categories"]
    return [round(100 * (scores[name]["score"] or 0)) for name in CATEGORIES]


def in_firefox(address: str, found: Iterable[Measured]) -> str | None:
    """Open each page in Firefox and come to its charts and questions; what stays dead there."""
    if not any(map(shutil.which, ("firefox-esr", "firefox"))):
        return "Firefox is not there"
    from tests.firefox import Firefox

    still: list[str] = []
    with Firefox() as firefox:
        for each in found:
            firefox.complaints.clear()
            firefox.open(f"{address}/{each.page}.html?ask=off")  # what is held back is not drawn
            firefox.run(f"({COME})()")
            for kind, dead in LIVELY.items():
                try:
                    firefox.until(f"!document.querySelector({dead!r})")
                except AssertionError:
                    still.append(f"a {kind} of {each.page}")
            each.firefox = len(firefox.complaints)
    return f"in Firefox did not come alive: {', '.join(still)}" if still else None


def table(rows: Sequence[Measured], remarks: Iterable[str]) -> str:
    """The report as Markdown: a line for each page, and what could not be measured."""
    lines = [
        "| page | kB before, after | requests | hosts | axe | phone | desk | console | over 320 px "
        "| Firefox |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        scores = [" ".join(map(str, row.scores.get(kind, []))) or "–" for kind in ("phone", "desk")]
        cells = [
            row.page,
            f"{row.before[0] / 1000:.0f}, {row.after[0] / 1000:.0f}",
            f"{row.before[1]}, {row.after[1]}",
            ", ".join(row.hosts) or "own",
            "–" if row.axe is None else ", ".join(row.axe) or "0",
            *scores,
            str(len(row.console)),
            str(row.over),
            "–" if row.firefox is None else str(row.firefox),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    told = [f"- {remark}" for remark in remarks]
    told += [f"- {row.page}: {text}" for row in rows for text in row.console]
    return "\n".join([*lines, "", *told, ""])


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: measure, print, keep."""
    parser = argparse.ArgumentParser(prog="python -m tests.report", description="Measure pages.")
    parser.add_argument("pages", nargs="*", help="such as chapters/05-2000-contract-work; else all")
    parser.add_argument("--nginx", action="store_true", help="served as deploy/nginx.conf says")
    given = parser.parse_args(arguments)
    asked, serve = given.pages, strict if given.nginx else plain
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    if not chromium:
        print("The report needs Chromium; set CHROMIUM to its path.", file=sys.stderr)
        return 1
    book = ROOT / "_build" / "html"
    problems = build(book)
    if problems:
        print("The book was not built:", *problems, sep="\n  ", file=sys.stderr)
        return 1
    named = {p.relative_to(book).with_suffix("").as_posix() for p in book.rglob("*.html")}
    unknown = sorted(set(asked) - named)
    if unknown:
        print(f"The book has no page {', '.join(unknown)}.", file=sys.stderr)
        return 1
    pages = asked or sorted(n for n in named if not n.startswith(("_static", "downloads")))
    with tempfile.TemporaryDirectory() as folder, serve(book) as address:
        tools = Path(folder)
        missing = install(tools)
        remarks = [missing or f"{LIGHTHOUSE} (simulated throttling), {AXE}"]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            axe = axe_text(tools)
            rows = [measure(browser, address, page, axe) for page in pages]
            browser.close()
        for row in rows if not missing else ():
            for kind in ("phone", "desk"):
                url = f"{address}/{row.page}.html"
                row.scores[kind] = lighthouse(tools, chromium, url, desk=kind == "desk")
        remarks += filter(None, [in_firefox(address, rows)])
    text = table(rows, ["scores: " + ", ".join(CATEGORIES), f"server: {serve.__name__}", *remarks])
    now = datetime.now(UTC)
    kept = ROOT / "_build" / "report" / f"{now:%Y-%m-%d-%H%M}.md"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(f"# Pages measured on {now:%d %B %Y, %H:%M} UTC\n\n{text}", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
