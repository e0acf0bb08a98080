"""The class in a folder: ``python -m dispatched.kit.folder [FOLDER]`` (into ``_build/class``).

``dispatched`` is for a stick or a shared drive: book, slides, notebooks, exercises and data, and a
page to begin with. ``for-the-teacher`` holds plans, answers and solutions. Each is a zip as well.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from dispatched.book import build
from dispatched.kit import folder_book, folder_start, slides
from dispatched.kit.folder_book import FolderError
from dispatched.notebooks import shelf, zipped
from dispatched.whole import folder_of, told

ROOT = Path(__file__).resolve().parents[2]
CLASS, TEACHER = "dispatched", "for-the-teacher"
"""The two folders, and the names of their zips."""

MARK = "start.html"
ANSWERS = ("answer", "key", "solution", "teacher")
"""A sheet with one of these words in its name is the teacher's."""


def make(root: Path, book: Path, target: Path, *, sheets: Path, only: Sequence[str] = ()) -> None:
    """Make both folders and their zips; those that were there go when the new ones are whole.

    Args:
        root: the checkout.
        book: the built book.
        target: the folder that gets them, and nothing else.
        sheets: worksheets and cards; they are left out where there is no such folder.
        only: chapters that get slides; all if empty.

    Raises:
        FolderError: the target holds something else, or the book is not built.
        DeckError: the slides of a chapter cannot be made.
    """
    if target.exists() and any(target.iterdir()) and not (target / CLASS / MARK).is_file():
        raise FolderError(f"{target} holds other files; name a new or empty folder")
    if not (book / "index.html").is_file():
        raise FolderError(f"{book} is no built book")
    with folder_of(target) as fresh:
        _students(root, book, fresh / CLASS, sheets, only)
        _teachers(root, book, fresh / TEACHER, sheets, only)
        for name in (CLASS, TEACHER):
            zipped.write(fresh / f"{name}.zip", zipped.folder(fresh / name, name))


def _students(root: Path, book: Path, place: Path, sheets: Path, only: Sequence[str]) -> None:
    place.mkdir(parents=True)
    folder_book.for_students(book, place / "book")
    downloads = book / "downloads"
    _unpack(downloads / "dispatched-notebooks.zip", place / "notebooks")
    _unpack(downloads / "dispatched-data.zip", place / "data")
    cache = root / "_build" / ".kit"
    slides.write(root, place / "slides", base="../book/", teacher=False, only=only, cache=cache)
    _sheets(sheets, place / "sheets", teacher=False)
    page = folder_start.for_students(place, _titles(root, place / "slides"))
    (place / MARK).write_text(page, encoding="utf-8")


def _teachers(root: Path, book: Path, place: Path, sheets: Path, only: Sequence[str]) -> None:
    place.mkdir(parents=True)
    shutil.copytree(book, place / "book", ignore=folder_book.left)
    for path in sorted((root / "exercises").glob("*/*")):
        if path.suffix == ".ipynb" or path.name == "tasks.toml":
            held = place / "exercises" / path.parent.name / path.name
            held.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, held)
    cache = root / "_build" / ".kit"
    slides.write(root, place / "slides", base="../book/", only=only, cache=cache)
    _sheets(sheets, place / "sheets", teacher=True)
    page = folder_start.for_teachers(place, _titles(root, place / "slides"))
    (place / MARK).write_text(page, encoding="utf-8")


def _titles(root: Path, decks: Path) -> dict[str, str]:
    """The chapters that have slides → their titles."""
    titles = shelf.book_of(root).titles
    return {path.stem: titles[f"chapters/{path.stem}"] for path in sorted(decks.glob("*.html"))}


def _unpack(archive: Path, target: Path) -> None:
    """The files of one of the book's own zips, without the folder that they stand in."""
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            path = target / name.partition("/")[2]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(opened.read(name))


def _sheets(source: Path, target: Path, *, teacher: bool) -> None:
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        inside = path.relative_to(source)
        answers = any(word in inside.as_posix().casefold() for word in ANSWERS)
        if answers == teacher and not any(part.startswith(".") for part in inside.parts):
            (target / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / inside)


@told("The folder of the class was not made")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: build the book where it is not, make the folders, say where they are."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.kit.folder", description="The class in a folder."
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "_build" / "class")
    target = parser.parse_args(arguments).folder.resolve()
    book, sheets = ROOT / "_build" / "html", ROOT / "_build" / "sheets"
    problems = build.build(book)
    if problems:
        print("The book was not built:", *problems, sep="\n  ", file=sys.stderr)
        return 1
    try:
        make(ROOT, book, target, sheets=sheets)
    except (FolderError, *slides.WRONG) as error:
        print(f"The folder of the class was not made: {error}", file=sys.stderr)
        return 1
    kept = "with worksheets" if (target / CLASS / "sheets").is_dir() else "without worksheets"
    size = (target / f"{CLASS}.zip").stat().st_size / 1e6
    print(f"For the class, {kept}: {target / CLASS} (as a zip {size:.0f} MB). Open {MARK}.")
    print(f"For you alone: {target / TEACHER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
