"""The slides of the chapters: ``python -m dispatched.kit.slides [FOLDER]``.

Each deck is made from its chapter, its lesson plan and ``teaching/decks``; no figure is typed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path

from dispatched import evidence, lessons, predict, texts
from dispatched.book import opening
from dispatched.book.draw import Painter
from dispatched.book.figure import ChartError
from dispatched.book.slim import apart
from dispatched.checks.tasks import TaskError
from dispatched.kit import (
    peer_file,
    slides_charts,
    slides_notes,
    slides_page,
    slides_parts,
    slides_story,
    slides_text,
)
from dispatched.kit.peer_file import Deck, DeckError
from dispatched.kit.slides_parts import Slide
from dispatched.kit.slides_story import Story, StoryError
from dispatched.kit.slides_text import Beside, Words
from dispatched.lessons import Lesson, LessonError
from dispatched.notebooks.addresses import PlainError
from dispatched.whole import folder_of, told

ROOT = Path(__file__).resolve().parents[2]
BOOK = "../html/"
"""Where the built book stands, seen from ``_build/slides``."""

WRONG = (
    *(DeckError, StoryError, LessonError, TaskError, ChartError, PlainError),
    *(texts.TextError, evidence.EvidenceError, FileNotFoundError),
)
"""What stops the slides: a file that is not as it must be; the message names it."""


def names(root: Path) -> list[str]:
    """The chapters that have slides."""
    return sorted(path.stem for path in peer_file.folder(root).glob("*.toml"))


def title_slide(root: Path, name: str, story: Story, lesson: Lesson, words: Words) -> Slide:
    """The first slide: era, years, the chapter's question, the number of workers then."""
    one = opening.opening(name, root / "chapters")
    assert one is not None
    body = opening.kicker(one, len(names(root))) + opening.band(one)
    body += f'<p class="question">{escape(one.question)}</p>'
    if one.workers:
        then = opening.workers_then(one, words.link(one.workers))
        body += f'<p class="then">Workers then: {then}</p>'
    notes = slides_notes.opening(lesson, words)
    return Slide("title", escape(story.title), body, (), notes, "title")


def of_chapter(
    root: Path, deck: Deck, book: Beside, painter: Painter, *, teacher: bool = True
) -> tuple[list[Slide], list[str]]:
    """The slides of a chapter, and the notes of each.

    Args:
        root: the checkout.
        deck: what its file names.
        book: where links lead.
        painter: draws the charts.
        teacher: with speaker notes, and with the right answers at the next key.

    Raises:
        StoryError, LessonError, TextError, ChartError: a file of the chapter is not as it must be.
    """
    name = deck.chapter
    story = slides_story.read(root / "chapters" / f"{name}.ipynb")
    lesson = lessons.read(lessons.folder(root) / f"{name}.toml")
    words = Words(f"chapters/{name}", book, lessons.chapter(name, root).named)
    question = predict.of(deck.ask, root / "chapters" / f"{name}.toml")
    slides = [
        title_slide(root, name, story, lesson, words),
        slides_parts.ask(question, words),
        slides_parts.answer(question, words),
        *(slides_charts.slide(n, c, painter, words) for n, c in enumerate(story.charts, 1)),
        slides_parts.figures(deck.figures, words),
    ]
    if deck.calculation:
        slides.append(slides_parts.calculation(deck.calculation, words))
    votes = [slides_parts.vote(n, one, words, teacher) for n, one in enumerate(deck.peers, 1)]
    slides += [
        *votes,
        *slides_parts.roles(lesson, words),
        slides_parts.recap(story.recap, words),
        slides_parts.reading(story.reading, story.discuss, words),
    ]
    if not teacher:
        return slides, [""] * len(slides)
    notes = slides_notes.of_slides(lesson, slides, words)
    for slide, one in zip(votes, deck.peers, strict=True):
        notes[slides.index(slide)] += slides_notes.of_vote(one, words)
    notes[[slide.ident for slide in slides].index("recap")] += slides_notes.mistakes(lesson, words)
    return slides, notes


def write(
    root: Path,
    folder: Path,
    *,
    base: str = BOOK,
    teacher: bool = True,
    only: Sequence[str] = (),
    cache: Path | None = None,
) -> list[Path]:
    """Write the decks into a folder, with the files that they share in ``_static``.

    Args:
        root: the checkout.
        folder: what it holds of earlier decks goes.
        base: the address of the book seen from there.
        teacher: as for :func:`of_chapter`.
        only: names of chapters; all if empty.
        cache: where drawings are kept; beside the folder if not given.

    Returns:
        the pages.

    Raises:
        DeckError: the file of a chapter cannot be used; names file and place.
    """
    cache = cache or folder.parent / ".kit"
    with folder_of(folder) as fresh:
        slides_page.static(fresh, cache)
        book, painter = slides_text.beside(root, base), slides_charts.WallPainter(cache)
        made = []
        for name in only or names(root):
            deck = peer_file.read(peer_file.folder(root) / f"{name}.toml", root)
            slides, notes = of_chapter(root, deck, book, painter, teacher=teacher)
            one = opening.opening(name, root / "chapters")
            era = one.era if one else opening.ACROSS
            page = slides_page.page(slides[0].title, era, slides, notes)
            text, later = apart.apart(page, name)
            for file, script in later.items():
                target = fresh / "_static" / file
                target.parent.mkdir(exist_ok=True)
                target.write_text(script, encoding="utf-8")
            (fresh / f"{name}.html").write_text(text, encoding="utf-8")
            made.append(folder / f"{name}.html")
    return made


@told("The slides were not made")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: write the decks, say where or what is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.kit.slides", description="Write the slides of all chapters."
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "_build" / "slides")
    folder = parser.parse_args(arguments).folder
    try:
        made = write(ROOT, folder)
    except WRONG as error:
        print(f"The slides were not made: {error}", file=sys.stderr)
        return 1
    print(f"Wrote {len(made)} decks. Open {made[0]} in a browser; S opens the speaker's window.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
