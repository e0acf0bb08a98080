"""What the browser tests share: the pages of the book, and a tab that reaches nothing else and
keeps every complaint.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.chapters import CHAPTERS

ROOT = Path(__file__).resolve().parents[1]
PAGES = ["index", *(f"chapters/{path.stem}" for path in CHAPTERS)]
OTHERS = [
    *(
        "back/evidence-1946",
        "back/evidence-2017",
        "back/calculations",
        "back/contradictions",
        "back/timeline",
        "back/glossary",
    ),
    *("back/codebook", "back/data", "back/ledger", "back/sources", "back/sources-press", "search"),
    *("back/teaching", "back/teaching-05"),
]


# A script that touches the storage before there is a page makes Chromium forget, one time in six,
# what the page before has kept.
UNASKED = """const get = Storage.prototype.getItem;
Storage.prototype.getItem = function (name) {
  return get.call(this, name) ?? (name === "ask" ? "off" : null);
};"""


class Tab:
    """A page with what it asked for and what it complained of.

    ``asks`` leaves the questions before the evidence on, which hold charts back.
    """

    def __init__(self, browser: Any, *, asks: bool = False, **options: Any) -> None:
        self.context = browser.new_context(service_workers="block", **options)
        if not asks:
            self.context.add_init_script(UNASKED)
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.context.route("**/*", self._route)
        self.page = self.context.new_page()
        self.page.on(
            "console",
            lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))

    def _route(self, route: Any) -> None:
        parts = urlsplit(route.request.url)
        if parts.scheme in ("file", "data", "blob") or parts.hostname == "127.0.0.1":
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def open(self, address: str) -> Any:
        self.page.goto(address)
        return self.page

    def __enter__(self) -> Tab:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def wake(page: Any) -> None:
    """Come to every chart as a reader does, and wait until it answers."""
    for figure in page.locator("figure.ch").all():
        figure.scroll_into_view_if_needed()
        figure.dispatch_event("pointerenter")
    page.wait_for_function(
        "[...document.querySelectorAll('figure.ch')].every(f => f.dataset.state === 'live')"
    )


STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""What axe calls the rules of WCAG 2.2 at level AA."""


def barriers(page: Any, *tags: str) -> list[str]:
    """What axe finds on a page by rules with one of these tags; the name of a button must always
    have its words, and what is pressed its room.
    """
    import axe_playwright_python

    if page.evaluate("typeof axe") == "undefined":
        path = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
        page.evaluate(path.read_text(encoding="utf-8"))
    return page.evaluate(
        """async (tags) => (await axe.run(document, {
             runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'],
        rules: {'label-content-name-mismatch': {enabled: true}, 'target-size': {enabled: true}},
           })).violations.map(v => {
        const places = v.nodes.slice(0, 3).map(n => n.html.slice(0, 160));
        return `${v.id}: ${places.join(' | ')}`;
    })""",
        list(tags),
    )


def told(page: Any) -> str:
    """What the tooltip of a chart says; nothing where there is none."""
    return page.evaluate("document.querySelector('#chart-tip')?.innerText ?? ''")
