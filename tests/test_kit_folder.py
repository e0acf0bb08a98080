"""The class in a folder: opens from the disk, the same bytes twice, no key for students."""

from __future__ import annotations

import html
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched import lessons
from dispatched.checks import questions
from dispatched.kit import folder, folder_book
from dispatched.notebooks.student import student_version
from tests.browsing import STANDARD, Tab, barriers
from tests.chapters import CHAPTERS, ROOT
from tests.inner_links import dead

ONE = ["05-2000-contract-work"]
NAMES = [path.stem for path in CHAPTERS]
PACKED = {".zip", ".whl"}


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the sheets of a chapter are called."""
    place = tmp_path_factory.mktemp("sheets")
    for name in ("05-2000.pdf", "05-2000-answers.pdf", "all-Answers.pdf", "cards-05.pdf", ".lock"):
        (place / name).write_text(name, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def made(book: Path, sheets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both folders, with the slides of one chapter."""
    target = tmp_path_factory.mktemp("made") / "class"
    folder.make(ROOT, book, target, sheets=sheets, only=ONE)
    return target


def files(place: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file, of those in zips and wheels too."""
    for path in sorted(p for p in place.rglob("*") if p.is_file()):
        yield path.relative_to(place).as_posix(), path.read_bytes()
        if path.suffix in PACKED:
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
                for name in packed.namelist():
                    yield f"{path.name}/{name}", packed.read(name)


def letters(text: str) -> str:
    """Letters and digits of a text as it is read: no marks, no addresses of links."""
    told = re.sub(r"<[^>]*>", "", text)
    told = re.sub(r"\]\([^)]*\)", "", told)
    return re.sub(r"[\W_]+", "", html.unescape(told))


@pytest.fixture(scope="module")
def told(made: Path) -> dict[str, str]:
    """What the students' files say: name → letters."""
    ends = (".html", ".md", ".js", ".ipynb", ".py", ".toml", ".json", ".txt", ".csv")
    found = {}
    for name, content in files(made / folder.CLASS):
        if name.endswith(ends):
            found[name] = letters(content.decode("utf-8").replace("\\n", " ").replace('\\"', '"'))
    return found


def test_no_plan_is_in_the_students_folder(told: dict[str, str]) -> None:
    whole = "\n".join(told.values())
    assert len(told) > 200
    for name in NAMES:
        lesson = lessons.read(lessons.folder(ROOT) / f"{name}.toml")
        assert letters(lesson.outcome)[:60] not in whole
        for text in (*(s.expect for s in lesson.steps), *(w.why for w in lesson.wrong)):
            assert letters(text)[:60] not in whole, text


def test_no_sample_solution_is_in_the_students_folder(made: Path) -> None:
    for name, content in files(made / folder.CLASS):
        assert not name.endswith("tasks.toml"), name
        assert not name.endswith(".ipynb") or b"### BEGIN SOLUTION" not in content, name
    released = made / folder.CLASS / "notebooks" / "exercises"
    assert sorted(path.stem for path in released.glob("*")) == [*NAMES, "15-evidence-brief"]
    for path in sorted(released.glob("*.ipynb")):
        source = nbformat.read(ROOT / "exercises" / path.stem / path.name, as_version=4)
        given = nbformat.read(path, as_version=4)
        wanted = student_version(source)
        assert [c.source for c in given.cells] == [c.source for c in wanted.cells]
        assert not any(cell.get("outputs") for cell in given.cells)


def test_the_answers_are_held_back_in_the_students_book(made: Path, told: dict[str, str]) -> None:
    book = made / folder.CLASS / "book"
    held = [path for pattern in folder_book.KEYS for path in book.glob(pattern)]
    assert len(held) == len([*(ROOT / "back").glob("teaching*.md")]) + 1
    for path in held:
        page = path.read_text(encoding="utf-8")
        assert "With your teacher" in page
        assert 'name="description"' not in page
    whole = letters((made / folder.TEACHER / "book/back/answers.html").read_text(encoding="utf-8"))
    pages = "".join(text for name, text in told.items() if name.endswith((".html", ".js")))
    for name in NAMES:
        for one in questions.load(ROOT / "exercises" / name / "tasks.toml"):
            assert letters(one.answer)[:60] not in pages, one.ident
            assert letters(one.answer)[:60] in whole, one.ident


def test_the_students_book_lists_no_plan_and_its_way_goes_past_them(made: Path) -> None:
    book = made / folder.CLASS / "book"
    for path in sorted(book.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        side = page.partition("<article")[0]
        assert "teaching-" not in side, path.name
        assert ">To teach<" not in side, path.name
    before = (book / "back/what-is-missing.html").read_text(encoding="utf-8")
    assert re.search(r'class="right-next"\s+href="glossary.html"', before)
    after = (book / "back/glossary.html").read_text(encoding="utf-8")
    assert re.search(r'class="left-prev"\s+href="what-is-missing.html"', after)


@pytest.mark.parametrize("place", [folder.CLASS, folder.TEACHER])
def test_every_link_of_a_folder_has_its_place(made: Path, place: str) -> None:
    assert [*dead(made / place)] == []


def test_sheets_with_answers_are_the_teachers(made: Path) -> None:
    def names(place: str) -> list[str]:
        return sorted(path.name for path in (made / place / "sheets").rglob("*"))

    assert names(folder.CLASS) == ["05-2000.pdf", "cards-05.pdf"]
    assert names(folder.TEACHER) == ["05-2000-answers.pdf", "all-Answers.pdf"]


def test_the_teacher_has_plans_notes_and_solutions(made: Path) -> None:
    place = made / folder.TEACHER
    lesson = lessons.read(lessons.folder(ROOT) / f"{ONE[0]}.toml")
    plan = (place / "book" / "back" / "teaching-05.html").read_text(encoding="utf-8")
    assert letters(lesson.steps[0].expect)[:60] in letters(plan)
    assert 'class="notes"' in (place / "slides" / f"{ONE[0]}.html").read_text(encoding="utf-8")
    solved = place / "exercises" / ONE[0] / f"{ONE[0]}.ipynb"
    assert "### BEGIN SOLUTION" in solved.read_text(encoding="utf-8")


def test_the_zips_hold_the_folders_and_are_the_same_twice(
    made: Path, book: Path, sheets: Path, tmp_path: Path
) -> None:
    again = tmp_path / "class"
    shutil.copytree(made, again)
    for name in (folder.CLASS, folder.TEACHER):
        (again / f"{name}.zip").unlink()
        (again / name / "left over.html").write_text("a page of long ago", encoding="utf-8")
    folder.make(ROOT, book, again, sheets=sheets, only=ONE)  # in the place of the first
    for name in (folder.CLASS, folder.TEACHER):
        packed = made / f"{name}.zip"
        assert packed.read_bytes() == (again / f"{name}.zip").read_bytes()
        with zipfile.ZipFile(packed) as opened:
            inside = {n.removeprefix(f"{name}/") for n in opened.namelist()}
        there = {
            p.relative_to(made / name).as_posix() for p in (made / name).rglob("*") if p.is_file()
        }
        assert inside == there
    assert sorted(p.name for p in again.iterdir()) == sorted(p.name for p in made.iterdir())


@pytest.mark.parametrize("place", [folder.CLASS, folder.TEACHER])
def test_a_start_page_leads_to_what_is_there(made: Path, place: str) -> None:
    page = (made / place / folder.MARK).read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', page)
    assert len(links) > 5
    assert [one for one in links if not (made / place / one).is_file()] == []
    assert "sheets/" in page
    assert "15-evidence-brief.ipynb" in page
    title = re.escape(folder._titles(ROOT, made / place / "slides")[ONE[0]])
    assert re.search(rf">Chapter 5\. {title} \(05-2000[\w-]*\.pdf\)<", html.unescape(page))


def test_an_assignment_stands_once_in_the_students_folder(made: Path) -> None:
    found = [path for path in (made / folder.CLASS).rglob("15-evidence-brief.ipynb")]
    held = sorted(path.relative_to(made / folder.CLASS).parts[0] for path in found)
    assert held == ["book", "notebooks"]  # the first is what the book's own pages offer


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_class_begins_from_the_disk(chromium: Any, made: Path, theme: str) -> None:
    with Tab(chromium, viewport={"width": 320, "height": 700}, color_scheme=theme) as tab:
        page = tab.open((made / folder.CLASS / folder.MARK).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert barriers(page, *STANDARD) == []
        page.get_by_role("link", name="Begin: open the book").click()
        page.wait_for_url("**/book/index.html")
        page.goto((made / folder.CLASS / "slides" / f"{ONE[0]}.html").as_uri())
        page.wait_for_function("document.documentElement.dataset.ready")
        assert page.locator("#recap a").first.get_attribute("href").startswith("../book/back/")
        page.goto((made / folder.CLASS / "book" / "back" / "teaching-05.html").as_uri())
        assert page.get_by_role("heading", name="With your teacher").is_visible()
        assert tab.complaints == []
        assert tab.foreign == []


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, book: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(folder_book.FolderError, match="holds other files"):
        folder.make(ROOT, book, tmp_path, sheets=tmp_path / "none")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_book_that_is_not_built_is_named(tmp_path: Path) -> None:
    with pytest.raises(folder_book.FolderError, match="is no built book"):
        folder.make(ROOT, tmp_path, tmp_path / "class", sheets=tmp_path / "none")


def test_a_page_that_cannot_be_held_back_stops_all(book: Path, tmp_path: Path) -> None:
    other = tmp_path / "html"
    shutil.copytree(book, other)
    page = other / "back" / "teaching-05.html"
    page.write_text(page.read_text("utf-8").replace("<article", "<div"), encoding="utf-8")
    with pytest.raises(folder_book.FolderError, match=r"teaching-05\.html has no article"):
        folder_book.for_students(other, tmp_path / "book")
