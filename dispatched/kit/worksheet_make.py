"""``python -m dispatched.kit.worksheet_make [05 …]``: sheets, answers, cards and the deck."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dispatched import evidence, lessons, texts
from dispatched.checks.tasks import TaskError
from dispatched.kit import anki, anki_file, cards, cards_html, worksheet_answers, worksheet_ask
from dispatched.kit.worksheet import KitError, Sheet, gather, numbers
from dispatched.kit.worksheet_print import PAPERS, Printer, colors, foot, printer
from dispatched.kit.worksheet_words import page
from dispatched.notebooks.addresses import PlainError, hosts_of
from dispatched.whole import told

ROOT = Path(__file__).resolve().parents[2]
DECK = "dispatched.apkg"
KINDS: dict[str, Callable[[Sheet], str]] = {
    "": worksheet_ask.sheet,
    "-answers": worksheet_answers.answers,
}
"""End of a file's name → what makes its HTML."""
REFUSED = (KitError, PlainError, TaskError, lessons.LessonError, texts.TextError)
"""What may be wrong with what the sheets are made of."""


def printed(title: str, body: str, paper: str, style: str = "worksheet.css") -> str:
    """A page as it is printed, with the colors of the eras."""
    return page(title, style, body, PAPERS[paper], colors())


def make(
    chosen: Sequence[str], root: Path, folder: Path, paper: str, show: Printer
) -> Iterator[Path]:
    """Print sheets, answers and cards of some chapters; of all, one file with all of them too.

    Args:
        chosen: chapters as two digits; none is all.
        root: the checkout.
        folder: where the files go.
        paper: a key of :data:`PAPERS`.
        show: the browser that prints.

    Returns:
        the files, each as soon as it is there.

    Raises:
        the errors of :data:`REFUSED`.
    """
    site = hosts_of(root).site
    sheets = [gather(number, root) for number in chosen or numbers(root)]
    for sheet in sheets:
        for end, made in KINDS.items():
            path = folder / f"{sheet.name}{end}.pdf"
            show.pdf(printed(sheet.heading, made(sheet), paper), path, foot(site, sheet.name))
            yield path
        path = folder / f"cards-{sheet.name}.pdf"
        body = cards_html.pages(cards.of_chapter(sheet.name[:2], root))
        show.pdf(printed(f"Cards: {sheet.heading}", body, paper, "cards.css"), path)
        yield path
    for end, made in {} if chosen else KINDS.items():
        path = folder / f"all{end}.pdf"
        body = "".join(made(sheet) for sheet in sheets)
        show.pdf(printed("Dispatched: all sheets", body, paper), path, foot(site))
        yield path


@told("The sheets were not made")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: make the files, say where; the deck only with all chapters."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.kit.worksheet_make",
        description="Make worksheets, answers, cards and a deck for Anki.",
    )
    parser.add_argument("chapters", nargs="*", help="two digits each; none is all")
    parser.add_argument("--paper", choices=PAPERS, default="a4", help="default: a4")
    parser.add_argument("--to", type=Path, default=Path("_build/sheets"), help="folder")
    asked = parser.parse_args(arguments)
    try:
        with printer() as show:
            for path in make(asked.chapters, ROOT, asked.to, asked.paper, show):
                print(f"wrote {path}")
        if not asked.chapters:
            when = float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
            anki_file.write(anki.notes(ROOT), asked.to / DECK, when)
            print(f"wrote {asked.to / DECK}")
    except (*REFUSED, evidence.EvidenceError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
