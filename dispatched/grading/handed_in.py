"""What was handed in: which folders there are, whose they are, and which file counts."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from dispatched.grading.settings import ClassError
from dispatched.grading.submission import LARGEST
from dispatched.whole import why


@dataclass(frozen=True)
class Work:
    """What one student handed in, read once.

    Args:
        folder: name of the student's folder.
        raw: bytes of the notebook; empty where there is none, or where it is too large.
        problem: why there is nothing to grade, for student and teacher; the empty text where there
            is.
        time: when it was handed in: nbgrader's ``timestamp.txt``, or the time of the file.
        unread: why the file could not be read on this machine; then nothing is known about it.
        called: the name that the roster gives; the folder's where there is none.
        remark: what else the teacher should know.
    """

    folder: str
    raw: bytes = field(default=b"", repr=False)
    problem: str = ""
    time: str = ""
    unread: str = ""
    called: str = ""
    remark: str = ""

    @property
    def student(self) -> str:
        """The name in the grade book."""
        return student_id(self.folder)

    @property
    def name(self) -> str:
        """The name that a person reads."""
        return shown_name(self.called or self.folder)

    @property
    def digest(self) -> str:
        """Tells this submission from any other: SHA-256 of the file, or of why there is none."""
        return hashlib.sha256(self.problem.encode() + b"\0" + self.raw).hexdigest()


def made_up(name: str) -> bool:
    """Is a name of the form that :func:`student_id` gives to whoever has another?

    >>> made_up("student-bd889e10"), made_up("anna.kim")
    (True, False)
    """
    return re.fullmatch(r"student-[0-9a-f]{8}", name) is not None


def student_id(name: str) -> str:
    """A name that is safe as folder and in the grade book; two names stay two.

    >>> student_id("anna.kim")
    'anna.kim'
    >>> student_id("Ким 😀")
    'student-bd889e10'
    """
    # One that could be taken for the name that another one is given here is not kept.
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}", name) and not made_up(name):
        return name
    raw = name.encode("utf-8", "surrogateescape")
    return f"student-{hashlib.sha256(raw).hexdigest()[:8]}"


def shown_name(name: str) -> str:
    """A folder's name as a person reads it: bytes that are no UTF-8 are read as Windows-1251."""
    raw = name.encode("utf-8", "surrogateescape")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1251", "replace")
    return unicodedata.normalize("NFC", "".join(c if c.isprintable() else "?" for c in text))


def find(folder: Path, assignment: str) -> list[tuple[str, Path | None, str]]:
    """The submissions: student's folder, notebook, and what is wrong where there is none.

    Raises:
        FileNotFoundError: the class has no folder ``submitted``.
    """
    if not (folder / "submitted").is_dir():
        raise FileNotFoundError(f"nothing was handed in: there is no folder {folder / 'submitted'}")
    found: list[tuple[str, Path | None, str]] = []
    for student in sorted((folder / "submitted").iterdir(), key=lambda p: os.fsencode(p.name)):
        if student.is_dir() and not student.name.startswith("."):
            try:
                found.append((student.name, *_notebook(student, assignment)))
            except OSError as error:
                found.append((student.name, None, f"the folder could not be read: {why(error)}"))
    return found


def begun(folder: Path, assignments: Iterable[str]) -> list[str]:
    """Those of the assignments of a class that somebody handed in: the others were not set yet."""
    students = [p for p in (folder / "submitted").glob("*") if not p.name.startswith(".")]
    return [name for name in assignments if any((p / name).is_dir() for p in students)]


def _notebook(student: Path, assignment: str) -> tuple[Path | None, str]:
    place = student / assignment
    if place.is_symlink() or student.is_symlink() or not place.is_dir():
        return None, "nothing was submitted"
    books = [
        p
        for p in sorted(place.iterdir())
        if p.suffix == ".ipynb" and p.is_file() and not p.is_symlink()
    ]
    named = [p for p in books if p.stem == assignment]
    if named or len(books) == 1:
        return (named or books)[0], ""
    return (
        None,
        f"{len(books)} notebooks and none named {assignment}.ipynb"
        if books
        else "no notebook was submitted",
    )


def named(works: Iterable[Work], names: Iterable[str]) -> frozenset[str]:
    """The students whom a teacher names: by folder, by the name shown or by the id.

    Raises:
        ClassError: somebody is not in the class, or the name is that of several.
    """
    works, found = list(works), set()
    for name in names:
        same = {w.student for w in works if name in (w.folder, w.student)}
        same = same or {w.student for w in works if folded(name) == folded(w.name)}
        if len(same) != 1:
            many = "is the name of several students" if same else "is no student of this class"
            some = ", ".join(sorted(same or {w.name for w in works})[:6])
            raise ClassError(f"{name!r} {many}; name one as in grades.csv: {some}")
        found |= same
    return frozenset(found)


def page_names(works: Iterable[Work]) -> dict[str, str]:
    """Student → name of the page of feedback without its end: the name that a person knows.

    The name in the grade book stands for it where a name has a sign that not every disk takes,
    or is that of several students.

    >>> page_names([Work("Иванова Анна"), Work("kim"), Work("KIM"), Work("lee", called="con")])
    {'student-fab26e3a': 'Иванова Анна', 'kim': 'kim', 'KIM': 'KIM', 'lee': 'lee'}
    """
    works = list(works)
    count = Counter(folded(work.name) for work in works)
    return {
        w.student: w.name if count[folded(w.name)] == 1 and _plain(w.name) else w.student
        for w in works
    }


def _plain(name: str) -> bool:
    """Is a name one that every disk takes for a file, and not that of a device or made up here?"""
    # A Cyrillic letter in a Latin word looks like another's name.
    mixed = any(len({_script(c) for c in word if c.isalpha()}) > 1 for word in name.split())
    signs = not mixed and all(
        c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") or c in " -_.()" for c in name
    )
    taken = made_up(name) or re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name)
    ends = name[:1] in ("", ".", " ") or name[-1:] in (".", " ")
    return signs and not taken and not ends and len(name.encode()) <= 150


def _script(letter: str) -> str:
    """The writing of a letter: ``LATIN``, ``CYRILLIC`` …; Chinese and Japanese are mixed in one."""
    first = unicodedata.name(letter, "?").split()[0]
    return "CJK" if first in ("CJK", "HIRAGANA", "KATAKANA") else first


def folded(name: str) -> str:
    """A name as names are compared: composed, in small letters, without blanks around it."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def read(folder: str, path: Path | None, problem: str) -> Work:
    """Read what :func:`find` found; a file that cannot be read is said, not raised."""
    if path is None:
        return Work(folder, problem=problem)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            text = (
                f"the file has {size / 1e6:.0f} MB; {LARGEST // 1_000_000} MB are allowed. "
                "Clear its outputs."
            )
            return Work(folder, problem=text, time=_time(path))
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        return Work(folder, raw, problem, _time(path), remark=_beside(path))
    except OSError as error:
        return Work(folder, unread=f"the file could not be read: {why(error)}")


def _beside(path: Path) -> str:
    """A remark where another notebook lies beside the one that counts: the newer, perhaps."""
    newer = [
        p.name
        for p in sorted(path.parent.glob("*.ipynb"))
        if p != path and not p.is_symlink() and p.stat().st_mtime > path.stat().st_mtime
    ]
    if not newer:
        return ""
    return f"{newer[0]} lies beside {path.name} and is newer; rename it if it is the one to grade"


def _time(path: Path) -> str:
    stamp = path.with_name("timestamp.txt")
    if stamp.is_file() and not stamp.is_symlink():
        with stamp.open("rb") as file:
            text = file.read(60).decode("utf-8", "replace").strip()
        if re.fullmatch(r"[0-9]{4}-[0-9A-Za-z:.+ -]{6,50}", text):
            return text
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
