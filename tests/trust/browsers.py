"""Browsers: every page used in Chromium and in Firefox, from disk and under the strict policy."""

from __future__ import annotations

import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dispatched.book.build import build
from dispatched.kit import slides
from tests import nginx
from tests.browsing import OTHERS, PAGES, ROOT
from tests.firefox import Firefox
from tests.trust.found import Found

USE = Path(__file__).with_name("using.js").read_text(encoding="utf-8")
WATCH = """() => {
  window.violations = [];
  addEventListener("securitypolicyviolation", (e) => {
    window.violations.push(`${e.blockedURI} (${e.violatedDirective})`);
  });
}"""
DECK = """async () => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  for (let n = 0; n < 200 && !document.querySelector(".reveal.ready"); n += 1) await wait(50);
  const all = [...document.querySelectorAll(".slides section")]
    .filter((section) => !section.querySelector("section"));
  const seen = new Set();
  for (let still = 0; still < 40 && seen.size < all.length; still += 1) {
    const slide = all.find((one) => one.classList.contains("present")
      && !one.closest(".slides > section:not(.present)"));
    if (slide && !seen.has(slide)) still = 0;
    if (slide) seen.add(slide);
    document.dispatchEvent(new KeyboardEvent("keydown", { key: " ", keyCode: 32, bubbles: true }));
    await wait(30);
  }
  const wrong = seen.size === all.length ? [] : [`${seen.size} of ${all.length} slides come`];
  return JSON.stringify({ slides: seen.size, answered: {}, wrong });
}"""
"""Go through a deck with the space bar, which also brings the parts of a slide one by one."""

Use = Callable[[str, str], dict[str, Any]]
"""Opens an address and runs a script there: what it found, with the complaints of the console."""


@contextmanager
def in_chromium(browser: Any) -> Iterator[Use]:
    """A tab of Chromium for each address."""

    def use(address: str, script: str) -> dict[str, Any]:
        context = browser.new_context(service_workers="block", reduced_motion="reduce")
        context.add_init_script(f"({WATCH})()")
        page, told = context.new_page(), []
        page.on("console", lambda m: m.type in ("error", "warning") and told.append(m.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        try:
            page.goto(address)
            found = json.loads(page.evaluate(script))
        finally:
            context.close()
        found["wrong"] += told
        return found

    yield use


@contextmanager
def in_firefox() -> Iterator[Use]:
    """One window of Firefox for all addresses."""
    with Firefox(ui__prefersReducedMotion=1) as firefox:
        firefox.socket.settimeout(300)
        firefox.ask("script.addPreloadScript", functionDeclaration=WATCH)

        def use(address: str, script: str) -> dict[str, Any]:
            firefox.complaints.clear()
            firefox.open(address)
            found = json.loads(firefox.run(f"({script})()"))
            found["wrong"] += firefox.complaints
            return found

        yield use


def used(use: Use, what: str, addresses: Iterable[str], script: str = USE) -> Found:
    """Use each page once.

    Args:
        use: opens a page and runs the script there.
        what: the browser and from where, as the report says it.
        addresses: of the pages.
        script: what is done there.
    """
    began, lost, counted, tried = time.perf_counter(), [], Counter[str](), 0
    for address in addresses:
        name = address.split("/")[-1].partition("?")[0]
        tried += 1
        try:
            found = use(address, script)
        except Exception as error:
            lost.append(f"{what}, {name}: {str(error)[:160]}")
            continue
        kinds = {f"questions of kind {kind}": n for kind, n in found.pop("answered").items()}
        counted.update({k: v for k, v in found.items() if isinstance(v, int)} | kinds)
        if found["wrong"]:
            lost.append(f"{what}, {name}: {'; '.join(found['wrong'][:3])[:300]}")
    note = ", ".join(f"{number} {kind}" for kind, number in counted.items() if number)
    return Found(what, tried, tried - len(lost), tuple(lost), note, time.perf_counter() - began)


def trials() -> Iterator[Found]:
    """Browsers: every page in Chromium and Firefox, from disk and under the strict policy."""
    from playwright.sync_api import sync_playwright

    from dispatched.notebooks.chromium import program, sandbox

    book = ROOT / "_build" / "html"
    problems = build(book)
    if problems:
        raise RuntimeError("; ".join(problems))
    names = [f"{name}.html?ask=off" for name in (*PAGES, *OTHERS)]
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        decks = [path.as_uri() for path in slides.write(ROOT, folder / "slides")]
        browser = playwright.chromium.launch(executable_path=program(), args=sandbox())
        (folder / "nginx").mkdir()
        with nginx.served(book, folder / "nginx") as address:
            for name, begun in (("Chromium", in_chromium(browser)), ("Firefox", in_firefox())):
                with begun as use:
                    pages = [f"{book.as_uri()}/{page}" for page in names]
                    yield used(use, f"{name}, pages from disk", pages)
                    pages = [f"{address}{page}" for page in names]
                    yield used(use, f"{name}, pages from nginx under the strict policy", pages)
                    yield used(use, f"{name}, slides from disk", decks, DECK)
        browser.close()
