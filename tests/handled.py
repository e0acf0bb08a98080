"""Explorers of the small book as a reader handles them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests import small_book
from tests.answering import explorer_cell
from tests.browsing import Tab

YEAR, MAP, SPAN = "x-contract-year", "x-era-map", "x-span-of-each"
START = {"normal": "1000", "planned": "500", "bad": "1"}


def page_of(book: Path) -> str:
    return (book / f"chapters/{small_book.SECOND}.html").as_uri()


def explorer(tab: Tab, address: str, name: str = YEAR) -> Any:
    """An explorer of the small book, awake."""
    page = tab.open(address)
    figure = page.locator(f"#{name}")
    figure.scroll_into_view_if_needed()
    page.locator(f"#{name}[data-state=live]").wait_for()
    return figure


def stands(figure: Any) -> dict[str, str]:
    """Where the controls of an explorer stand."""
    return figure.evaluate(
        "f => Object.fromEntries([...f.querySelectorAll('.ch-control [name]')]"
        ".map(i => [i.name, i.value]))"
    )


def drawn(figure: Any) -> list[str]:
    """The lines of the table, which say what is drawn."""
    return figure.locator("details tbody tr").all_text_contents()


def does(figure: Any, what: str) -> Any:
    return figure.locator(f'[data-does="{what}"]')


def spec(name: str) -> dict[str, Any]:
    return next(iter(explorer_cell(name)["outputs"][0]["data"].values()))
