"""The checkouts in which commands are tried, and the commands: each target of make that writes
something a person would miss.
"""

from __future__ import annotations

import functools
import json
import re
import shutil
from pathlib import Path

from dispatched.notebooks import run
from tests import small_book
from tests.trust.machines import Command

FIRST = small_book.FIRST
CHAPTER = f"chapters/{FIRST}.ipynb"
TAKEN = ("_build/take", "_build/html/take", "_build/html/back/take.html")
TAKE = """# To take away

:::{container} taken
None of them has been made for this copy yet.
:::
"""
KICKER = "<p class='kicker'><span class='no'>2</span></p>"
"""By which a page is a chapter to print."""
MINE = "trial/mine.ipynb"
ROSTER = "student,classroom\nAnna,one\nBora,one\nChan,one\nDina,one\n"


def lay_out(folder: Path) -> None:
    """A small book with a class beside its pages, not built yet."""
    small_book.lay_out(folder)
    for name in ("deploy", "trial"):
        ignored = shutil.ignore_patterns("node_modules")
        shutil.copytree(small_book.ROOT / name, folder / name, ignore=ignored)
    for name in ("codemeta.json", ".zenodo.json"):
        shutil.copyfile(small_book.ROOT / name, folder / name)
    (folder / "back" / "take.md").write_text(TAKE, encoding="utf-8")
    with (folder / "_toc.yml").open("a", encoding="utf-8") as contents:
        contents.write("      - file: back/take\n")
    _other(CHAPTER, "# Who came", f"# Who came\\n\\n{KICKER}", folder)
    (folder / MINE).write_text(json.dumps(_notebook("print(1946)")), encoding="utf-8")
    place = folder / "class"
    (place / "codings").mkdir(parents=True)
    for coder in ("c-00000001", "c-00000002"):
        rows = f"dispatched-codings-1,0.1.0,01,{coder},to-come,flow\n"
        head = "format,book,chapter,coder,item,value\n"
        (place / "codings" / f"my-codings-01-{coder}.csv").write_text(head + rows, encoding="utf-8")
    (place / "roster-of-trial.csv").write_text(ROSTER, encoding="utf-8")


def lay_out_kit(folder: Path) -> None:
    """The whole book with the slides of two chapters, not built yet."""
    small_book.lay_out_whole(folder)
    shutil.copytree(small_book.ROOT / "trial", folder / "trial")
    for path in (folder / "teaching" / "decks").glob("*.toml"):
        if path.stem not in (FIRST, small_book.SECOND):
            path.unlink()


def _notebook(source: str) -> dict[str, object]:
    """One that runs one cell."""
    about = {"kernelspec": run.KERNEL, "language_info": run.LANGUAGE}
    cell = {"cell_type": "code", "id": "one", "metadata": {}, "source": source}
    cells = [cell | {"outputs": [], "execution_count": None}]
    return {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}


def hand_in(folder: Path) -> None:
    """What was released to a class is handed in by two students, one of them at work on it."""
    for student in ("anna", "bora"):
        place = folder / "class" / "submitted" / student / FIRST
        shutil.copytree(folder / "class" / "release" / FIRST, place)


def _sheet(folder: Path) -> None:
    """A worksheet is there that was not."""
    path = folder / "_build" / "sheets" / "02-new.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7 a sheet")


def _other(name: str, old: str, new: str, folder: Path) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, (name, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def other(name: str, old: str, new: str) -> functools.partial[None]:
    """An edit: of a file, other words in the place of some."""
    return functools.partial(_other, name, old, new)


def undated(content: bytes) -> bytes:
    """A PDF as the browser made it, without its dates."""
    return re.sub(rb"/(?:Creation|Mod)Date \(.*?\)", b"", content)


def unhanded(content: bytes) -> bytes:
    """A report of a class without when files were handed in, and without their digests."""
    return re.sub(rb"[\d-]{10} [\d:]{8} UTC(,| \(file )[0-9a-f]{12}", b"", content)


def uncoded(content: bytes) -> bytes:
    """A table of students without their codes, which are drawn, and by which it is sorted."""
    return b"\n".join(sorted(re.sub(rb"\b[a-z]{3}-[a-z]{3}\b", b"", content).splitlines()))


def same(folder: Path) -> None:
    """Nothing changes: the same is made again."""


def gone(*names: str) -> functools.partial[None]:
    """An edit: files and folders are not there."""
    return functools.partial(_gone, names)


def _gone(names: tuple[str, ...], folder: Path) -> None:
    for name in names:
        for path in folder.glob(name):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


PAGE = other("_build/html/index.html", "It has two chapters.", "It has two of them.")
NOTE = other(CHAPTER, "people came", "persons came")
BOOK = Command(
    "make book",
    ("dispatched.book.build",),
    ("_build/html",),
    other("index.md", "It has two chapters.", "It has two of them."),
)
RELEASE = Command(
    "make release", ("dispatched.grading.release", "class", FIRST), ("class/release",), same
)
GRADE = Command(
    "make grade",
    ("dispatched.grading.grade", "--", "class", FIRST),
    ("class/reports",),
    other(f"class/submitted/anna/{FIRST}/{FIRST}.ipynb", '"source": [', '"source": [\n    "\\n",'),
    apiece=True,
    needs=("bubblewrap",),
    alike=unhanded,
    ends=(b"</html>\n", b"\r\n"),
)
SMALL = (
    BOOK,
    Command(
        "make book (all pages anew)",
        ("dispatched.book.build",),
        ("_build/html",),
        other("_config.yml", 'title: "', 'title: "Once more: '),
        only=("a disk", "cut off half", "cut off in"),
    ),
    Command("make site", ("dispatched.host", "https://a.example/b/"), ("_build/site",), PAGE),
    Command("make offline", ("dispatched.take.offline",), TAKEN, PAGE, apiece=True),
    Command("make epub", ("dispatched.take.epub",), TAKEN, PAGE, apiece=True),
    Command(
        "make pdf CHAPTER=02",
        ("dispatched.take.pdf", "--chapter", "02"),
        TAKEN,
        other(f"_build/html/chapters/{FIRST}.html", "people came", "persons came"),
        apiece=True,
        needs=("chromium", "chromium that stops"),
    ),
    Command("make plain", ("dispatched.notebooks.shelf",), ("_build/plain",), NOTE, apiece=True),
    Command(
        "make export PDF=1",
        ("dispatched.notebooks.export", CHAPTER, "--pdf"),
        ("_build/export",),
        NOTE,
        apiece=True,
        alike=undated,
        needs=("chromium", "chromium that stops"),
    ),
    Command(
        "make notebooks",
        ("dispatched.notebooks.run", MINE),
        (MINE,),
        other(MINE, "1946", "1950"),
    ),
    Command(
        "make chapter",
        ("dispatched.notebooks.begin", "16-a-question"),
        ("chapters", "exercises"),
        gone("chapters/16-*", "exercises/16-*"),
        apiece=True,
        once=True,
    ),
    Command(
        "make keys",
        ("dispatched.grading.keys", FIRST),
        ("dispatched/checks/keys",),
        other(f"exercises/{FIRST}/tasks.toml", "hints = [", "hints = [  "),
        apiece=True,
        needs=(),
    ),
    Command("make ledger", ("dispatched.questions.ledger_file",), ("data/ledger.csv",), same),
    Command(
        "make metadata",
        ("dispatched.cite",),
        ("codemeta.json", ".zenodo.json"),
        other("CITATION.cff", "A course book of", "The course book of"),
        apiece=True,
    ),
    Command(
        "make agreement",
        ("dispatched.codings.agree", "class"),
        ("class/agreement",),
        other("class/codings/my-codings-01-c-00000001.csv", ",flow", ",stock"),
        apiece=True,
    ),
    RELEASE,
    Command(
        "make assign",
        ("dispatched.trial.assign", "class/roster-of-trial.csv"),
        ("class/code-list.csv", "class/answers.csv"),
        gone("class/code-list.csv", "class/answers.csv"),
        apiece=True,
        alike=uncoded,
        once=True,
    ),
    GRADE,
    Command(
        "make gradebook",
        ("dispatched.grading.course_files", "class"),
        ("class/reports",),
        gone("class/reports/*.csv"),
        apiece=True,
    ),
)
KIT = (
    Command(
        "make slides",
        ("dispatched.kit.slides",),
        ("_build/slides",),
        other(
            f"teaching/decks/{FIRST}.toml", "was a North Korean state", "was a state in the north"
        ),
    ),
    Command(
        "make sheets CHAPTER=02",
        ("dispatched.kit.worksheet_make", "02"),
        ("_build/sheets",),
        other(f"chapters/{FIRST}.ipynb", "# ", "# Anew: "),
        apiece=True,
        needs=("chromium", "chromium that stops"),
    ),
    Command("make class", ("dispatched.kit.folder",), ("_build/class",), _sheet),
    Command(
        "make trial",
        ("dispatched.trial.forms",),
        ("_build/trial",),
        other("trial/items.toml", "A ministry writes", "A ministry tells"),
        apiece=True,
    ),
    Command(
        "make fresh (the table of what is taught)",
        ("dispatched.notebooks.verb_table",),
        (f"chapters/{FIRST}.ipynb", "index.md"),
        other("index.md", "| New in pandas |", "| Newly in pandas |"),
        apiece=True,
    ),
)
PLACES = {
    "small": (lay_out, (BOOK, RELEASE, hand_in, GRADE)),
    "kit": (lay_out_kit, (BOOK,)),
}
"""Name of a checkout → how it is laid out, and what is done in it before all."""
COMMANDS = {"small": SMALL, "kit": KIT}
"""Name of a checkout → the commands tried in it, the longest first."""
NOT_TRIED = {
    "it tries the book, and writes nothing but what it found": (
        *("test", "check", "bench", "report", "trust", "supply", "links"),
        *("hub-load", "wheel-check", "lite-check"),
    ),
    "it begins with make book or make plain, and serves what they made": ("serve", "lab"),
    "it is a server, whose faults have tests of their own": ("hub",),
    "it needs an archive of 350 MB that is not everywhere": ("lite",),
    "it is another's program": ("lint", "lock"),
    "it takes away and makes nothing": ("clean", "help"),
}
"""Why a target of make is not among the commands → the targets."""
