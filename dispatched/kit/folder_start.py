"""The page with which a folder opens: what is what, and how to begin, in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from dispatched.notebooks.plain import TITLE, WHEEL

STYLE = """
:root { color-scheme: light dark; --paper: #fefdf9; --ink: #1d2127; --line: #857f73;
  --link: #0a558a; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #15181c; --ink: #e9e7e2; --line: #8f969e; --link: #86c5ef; }
}
body { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1.1rem 4rem; background: var(--paper);
  color: var(--ink); font: 1.1rem/1.55 "Noto Sans", "Segoe UI", "Liberation Sans", Arial,
  "Noto Sans CJK KR", "Malgun Gothic", sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; }
h2 { margin-top: 2.2rem; padding-top: 1.1rem; border-top: 1px solid var(--line);
  font-size: 1.35rem; }
a { color: var(--link); text-underline-offset: 3px; }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
li { margin: 0.35rem 0; }
code { overflow-wrap: anywhere; }
.first { font-size: 1.25rem; font-weight: 600; }
"""

CAPSTONE = (
    "notebooks/exercises/15-evidence-brief.ipynb",
    "exercises/15-evidence-brief/15-evidence-brief.ipynb",
)
"""The last assignment, in the folder of the class and in the teacher's."""

Chapters = Mapping[str, str]
"""Name of a chapter → its title."""


def for_students(folder: Path, chapters: Chapters) -> str:
    """The page for a class; it names what is in the folder.

    Args:
        folder: the folder of the class, with all but this page in it.
        chapters: in order.
    """
    parts = [
        "<p>This folder holds the whole course. It needs no internet and no installation to read: "
        "a browser is enough. Copy the folder to your computer or open it where it is.</p>",
        '<p class="first"><a href="book/index.html">Begin: open the book</a></p>',
        "<p>Your answers stay in your browser. On a shared computer, save them to a file on the "
        'page <a href="book/back/again.html">What to look at again</a>, and forget them there.</p>',
        _section("Chapters", _chapters("book/chapters", chapters)),
        _section(
            "Slides",
            _say(
                "What is shown in class. Arrow keys go from one to the next; on "
                "paper each slide is a page."
            ),
            _chapters("slides", chapters),
        ),
        _sheets(folder, "Worksheets and cards", "To print, and to write on.", chapters),
        _section(
            "With Python",
            _say(
                "The same chapters can be run and changed, and the exercises check themselves. "
                "You need Python 3.11 or newer, and a network once."
            ),
            "<ol><li>Open a terminal in this folder.</li><li><code>pip install "
            f'"./notebooks/{WHEEL}[lab]"</code></li><li><code>jupyter lab</code></li><li>Open a '
            "chapter in <code>notebooks</code>, or its tasks in <code>notebooks/exercises</code>."
            "</li></ol>",
            _say(f'At the end of the course: <a href="{CAPSTONE[0]}">an evidence brief</a>.'),
        ),
        _section(
            "Data",
            _say(
                "All tables of the book as CSV, in <code>data</code>. "
                'What each column means: <a href="book/back/codebook.html">the codebook</a>.'
            ),
        ),
    ]
    return _page(TITLE, parts)


def for_teachers(folder: Path, chapters: Chapters) -> str:
    """The page for whoever teaches; it names what is in the folder.

    Args:
        folder: the teacher's folder, with all but this page in it.
        chapters: in order.
    """
    rows = "".join(
        f'<li>{escape(title)}: <a href="book/back/teaching-{name[:2]}.html">plan</a>, '
        f'<a href="slides/{name}.html">slides</a>, '
        f'<a href="exercises/{name}/{name}.ipynb">tasks with solutions</a></li>'
        for name, title in chapters.items()
    )
    parts = [
        "<p>Keep this folder apart from that of the class: plans, answers and solutions are in "
        "it.</p>",
        '<p class="first"><a href="book/back/teaching.html">Begin: to teach with this book</a></p>',
        _section(
            "Lesson by lesson",
            f'<ol class="chapters">{rows}</ol>',
            _say(
                f'At the end of the course: <a href="{CAPSTONE[1]}">an evidence brief</a>, the '
                "capstone, with a solution."
            ),
        ),
        _section(
            "Slides",
            _say(
                "Press <b>S</b> for the window with the notes: the steps of the plan, when to "
                "talk between two votes, and what to say to which answer. <b>C</b> gives high "
                "contrast, <b>?</b> all keys. To print: the browser's print, or "
                "<code>?print-pdf&amp;showNotes=separate-page</code> behind the address, with "
                "the notes."
            ),
        ),
        _sheets(folder, "Answers to the worksheets", "One for each chapter.", chapters),
        _section(
            "Answers",
            _say(
                '<a href="book/back/answers.html">To the questions of the chapters</a>. Tasks have '
                "their sample solutions in <code>exercises</code>, and their typical mistakes in "
                "<code>tasks.toml</code> there."
            ),
        ),
    ]
    return _page(f"For the teacher. {TITLE}", parts)


def _section(title: str, *parts: str) -> str:
    return f"<h2>{escape(title)}</h2>{''.join(parts)}"


def _say(text: str) -> str:
    return f"<p>{text}</p>"


def _chapters(place: str, chapters: Chapters) -> str:
    rows = "".join(
        f'<li><a href="{place}/{name}.html">{escape(title)}</a></li>'
        for name, title in chapters.items()
    )
    return f"<ol>{rows}</ol>"


def named(name: str, chapters: Chapters) -> str:
    """A sheet as a reader knows it: by the chapter whose number its file bears.

    >>> named("answers/05-answers.pdf", {"05-2000-contract-work": "Who pays?"})
    'Chapter 5. Who pays? (05-answers.pdf)'
    >>> named("all.pdf", {})
    'all.pdf'
    """
    file = name.rpartition("/")[2]
    number = re.search(r"(?<!\d)\d\d(?!\d)", file)
    title = next((t for n, t in chapters.items() if number and n[:2] == number[0]), "")
    return f"Chapter {int(number[0])}. {title} ({file})" if number and title else name


def _sheets(folder: Path, title: str, text: str, chapters: Chapters) -> str:
    """What is in the folder of sheets; nothing where there is none."""
    place = folder / "sheets"
    found = sorted(p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file())
    rows = "".join(
        f'<li><a href="{escape(f"sheets/{name}")}">{escape(named(name, chapters))}</a></li>'
        for name in found
    )
    return _section(title, _say(text), f"<ul>{rows}</ul>") if found else ""


def _page(title: str, parts: list[str]) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="book/_static/icon.svg">'
        f"<style>{STYLE}</style></head><body><main><h1>{escape(title)}</h1>\n"
        + "\n".join(part for part in parts if part)
        + "\n</main></body></html>\n"
    )
