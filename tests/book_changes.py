"""Edits of a book, one of each kind, and what a reader then sees."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dispatched import evidence
from tests.small_book import FIRST, SECOND

Change = Callable[[Path], None]


@dataclass(frozen=True)
class Edit:
    """One kind of edit: what is done to a checkout, and where a reader of the pages sees it.

    ``shows`` holds pairs of a file and a text: the text is in the file only after the edit. Where
    the text is empty,
    the file itself is there only after it. ``hides`` says the same of before and after turned
    round.
    """

    change: Change
    shows: tuple[tuple[str, str], ...] = ()
    hides: tuple[tuple[str, str], ...] = ()


def put(name: str, old: str, new: str | Callable[[re.Match[str]], str]) -> Change:
    """A change that writes ``new`` in the place of the first that the pattern ``old`` finds."""

    def change(folder: Path) -> None:
        path = folder / name
        text, count = re.subn(old, new, path.read_text(encoding="utf-8"), count=1, flags=re.M)
        assert count == 1, f"{old} is not in {name}"
        path.write_text(text, encoding="utf-8")

    return change


def remove_page(folder: Path) -> None:
    put("_toc.yml", r"      - file: back/notes\n", "")(folder)
    (folder / "back/notes.md").unlink()


def add_page(folder: Path) -> None:
    put("_toc.yml", r"(      - file: back/what-is-missing\n)", r"\1      - file: back/errata\n")(
        folder
    )
    (folder / "back/errata.md").write_text("# Errata\n\nA slip about marimbas.\n", encoding="utf-8")


def put_older(folder: Path) -> None:
    """Another text in the place of the old one, with a time of long ago, as unpacking an archive
    does.
    """
    path = folder / "index.md"
    path.write_text("# A small book\n\nIt has two old chapters.\n", encoding="utf-8")
    os.utime(path, (1e9, 1e9))


reword = put(
    f"chapters/{SECOND}.ipynb", r'(\\n\\n[^#:"]*?) the ', lambda found: f"{found[1]} the very "
)
"""Another word in a sentence of a chapter of the book, below its title, which all pages show."""

CARD = f"chapters/{FIRST}.html"
FAR = f"chapters/{SECOND}.html"
TASKS = f"exercises/{SECOND}"
ENTRIES = len(evidence.tables()["series-entries"])
STYLE, SCRIPT = "dispatched/book/static/css/look.css", "dispatched/book/static/js/page.js"

EDITS = {
    "wording of a claim": Edit(
        put("data/claims.csv", "In 1947 alone about", "In the one year of 1947 about"),
        shows=(
            (CARD, "In the one year of 1947"),
            ("back/evidence-1946.html", "In the one year of 1947"),
        ),
    ),
    "value of a claim": Edit(
        put("data/claims.csv", "(^arrivals-1947,.*?),35000,", r"\1,35017,"),
        shows=(
            (CARD, "35,017"),
            ("back/calculations.html", "35,017"),
            ("back/contradictions.html", "35,017"),
        ),
    ),
    "source": Edit(
        put("data/sources.csv", "^lankov2020,Lankov 2020,", "lankov2020,Lankov in 2020,"),
        shows=(
            (CARD, "Lankov in 2020, ¶21"),
            (FAR, "Lankov in 2020, ¶"),
            ("back/timeline.html", "Lankov in 2020, ¶"),
        ),
    ),
    "event": Edit(
        put(
            "data/events.csv", "Organized recruitment builds the", "Recruitment by plan builds the"
        ),
        shows=(("back/timeline.html", "Recruitment by plan builds the"),),
    ),
    "calculation": Edit(
        put(
            "data/calculations.csv",
            "Arrivals in 1946, 1948 and 1949 together",
            "Arrivals in the three other years",
        ),
        shows=((FAR, "the three other years"), ("back/calculations.html", "the three other years")),
    ),
    "contradiction": Edit(
        put(
            "data/contradictions.csv",
            "How many came in the late 1940s",
            "How many came after the war",
        ),
        shows=(("back/contradictions.html", "How many came after the war"),),
    ),
    "series": Edit(
        put("data/series/entries.csv", r"^2012,study,.*\n", ""),
        hides=(("back/codebook.html", rf"(?s)series/entries\.csv.{{1,400}}\b{ENTRIES} rows\."),),
    ),
    "feature": Edit(
        put(
            "data/features.csv",
            "Soviet offices hire in northern Korea",
            "Soviet offices recruit in northern Korea",
        ),
        shows=(("downloads/dispatched.sqlite", "Soviet offices recruit in northern Korea"),),
    ),
    "map": Edit(
        put("data/places.geojson", '"name":"Primorsky Krai"', '"name":"Primorsky  Krai"'),
        shows=(("downloads/dispatched-data.zip", "Primorsky  Krai"),),
    ),
    "bibliography": Edit(
        put("data/references.bib", "Lankov, Andrei N.", "Lankow, Andrei N."),
        shows=((CARD, "Lankow"),),
    ),
    "title of a page": Edit(
        put("back/data.md", "^# The data package", "# Another title"),
        shows=tuple(
            (p, "Another title")
            for p in ("index.html", CARD, FAR, "back/codebook.html", "searchindex.js")
        ),
    ),
    "order of pages": Edit(
        put(
            "_toc.yml",
            rf"(      - file: chapters/{FIRST}\n)(      - file: chapters/{SECOND}\n)",
            r"\2\1",
        ),
        shows=(
            (FAR, f'(?s)class="right-next"[^>]*href="{FIRST}'),
            ("index.html", f'"right-next"[^>]*{SECOND}'),
        ),
    ),
    "new page": Edit(
        add_page,
        shows=(
            ("back/errata.html", ""),
            ("_sources/back/errata.md", ""),
            (CARD, "errata.html"),
            ("index.html", "errata"),
            ("searchindex.js", "marimba"),
        ),
    ),
    "removed page": Edit(
        remove_page,
        hides=(
            ("back/notes.html", ""),
            ("_sources/back/notes.md", ""),
            (CARD, "notes.html"),
            ("index.html", "notes"),
            ("searchindex.js", "xylophon"),
        ),
    ),
    "removed assignment": Edit(
        lambda folder: shutil.rmtree(folder / "exercises" / FIRST),
        hides=((f"downloads/exercises/{FIRST}.ipynb", ""), (CARD, "downloads/exercises")),
    ),
    "changed assignment": Edit(
        lambda folder: (
            put(f"{TASKS}/tasks.toml", r"\Z", "\n[[task]]\n")(folder),
            put(f"{TASKS}/{SECOND}.ipynb", "## Reading and joining", "## To read and to join")(
                folder
            ),
        )[0],
        shows=(
            (FAR, "Eleven tasks go"),
            (f"downloads/exercises/{SECOND}.ipynb", "To read and to join"),
        ),
    ),
    "text of a chart": Edit(
        put(
            f"chapters/{SECOND}.ipynb",
            '"What is counted in which year"',
            '"What was counted, and when"',
        ),
        shows=((FAR, "What was counted, and when"),),
    ),
    "text of a page": Edit(
        put(f"chapters/{FIRST}.ipynb", "people came, says", "people came by xebec, says"),
        shows=(
            (CARD, "people came by xebec"),
            (f"_sources/chapters/{FIRST}.ipynb", "people came by xebec"),
            ("searchindex.js", "xebec"),
        ),
    ),
    "link in a page": Edit(
        put(
            f"chapters/{SECOND}.ipynb",
            "and a gap",
            r"and [a share](#calc-arrivals-1947-share) and a gap",
        ),
        shows=((FAR, "data-card=[\"']?calc-arrivals-1947-share"),),
    ),
    "older file in place of a newer": Edit(
        put_older,
        shows=(("index.html", "two old chapters"), ("_sources/index.md", "two old chapters")),
    ),
    "title of the book": Edit(
        put("_config.yml", "^title: .*", "title: A book with another name"),
        shows=(
            ("index.html", "A book with another name"),
            ("search.html", "A book with another name"),
        ),
    ),
    "address of the hub": Edit(
        put("_config.yml", 'dispatched_hub: ""', "dispatched_hub: https://hub.example.org/"),
        shows=((FAR, f"https://hub.example.org/{SECOND}.ipynb"),),
    ),
    "style sheet": Edit(
        put(STYLE, r"\Z", "\nbody { outline-offset: 4321px; }\n"),
        shows=(("_static/dispatched.css", "4321px"),),
    ),
    "script": Edit(
        put(SCRIPT, r"\Z", "\nvoid 4321;\n"),
        shows=(("_static/dispatched.js", "void 4321;"),),
    ),
    "code of the package": Edit(
        put(
            "dispatched/arithmetic/cards.py",
            "do not give what it says",
            "give another. They give another",
        ),
        shows=(("back/calculations.html", "They give another."),),
    ),
    "code that draws": Edit(
        put("dispatched/book/slim/svg.py", "Arial, 'Liberation Sans'", "Tinos, 'Liberation Sans'"),
        shows=((FAR, "Tinos, "),),
    ),
}

QUICK = {
    "wording of a claim": {"pages": [], "claims": ["arrivals-1947.statement", "arrivals-1947.*"]},
    "value of a claim": {"pages": [], "claims": ["arrivals-1947.best", "arrivals-1947.*"]},
    "title of a page": {"pages": ["back/data.md"], "claims": []},
    "text of a page": {"pages": [f"chapters/{FIRST}.ipynb"], "claims": []},
    "link in a page": {"pages": [f"chapters/{SECOND}.ipynb"], "claims": []},
    "text of a chart": {"pages": [f"chapters/{SECOND}.ipynb"], "claims": []},
    "older file in place of a newer": {"pages": ["index.md"], "claims": []},
}
"""Kinds of edits after which pages may be kept → what is found to have changed."""
