"""What reads the files of others: for each a sound file, and what comes of another in its place."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from dispatched import evidence
from dispatched.codings import items as coding_items
from dispatched.codings import reading, saving
from dispatched.codings.items import CodingError
from dispatched.evidence.cells import read_table
from dispatched.grading import codes, course_files, points, roster, settings
from dispatched.grading.settings import ClassError
from dispatched.host import moved
from dispatched.hub import rooms
from dispatched.trial import answers, assign, items, made_up
from tests.trust import spoiled

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 600
"""Characters of a sentence for a person."""
SECONDS = 20
"""Of the processor's time for one file, on a machine that has other work; else it hangs."""
STUDENTS = ("anna", "Ким Ми-на", "봄이", "o'neill", "7")


class LostError(AssertionError):
    """A file brought down what read it, or what was said is no sentence for a person."""


@dataclass(frozen=True)
class Loader:
    """One kind of file that a person makes, and what reads it.

    Args:
        what: how a person calls it.
        name: of the file, below the folder.
        sound: bytes that are read.
        load: reads it in its folder; what it gives can be compared.
        errors: kinds whose text is a sentence for a person.
        ids: is its first column one of ids, from which names of files are made?
    """

    what: str
    name: str
    sound: bytes
    load: Callable[[Path], Any]
    errors: tuple[type[Exception], ...]
    ids: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a reader made of a file: a value, or what it says that is wrong, line by line."""

    value: Any
    said: tuple[str, ...]


def _late(_: int, frame: FrameType | None) -> None:
    raise LostError(f"it hangs, in {frame.f_code.co_name if frame else 'nothing'}")


@contextmanager
def limited(seconds: float = 6 * SECONDS) -> Iterator[None]:
    """Whatever takes longer is stopped."""
    before = signal.signal(signal.SIGALRM, _late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def outcome(loader: Loader, folder: Path, raw: bytes) -> Outcome:
    """Put bytes in the place of the sound file and read them.

    Raises:
        LostError: it is neither a value nor a sentence, or it takes too long.
    """
    path = folder / loader.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    began = time.process_time()
    try:
        with limited():
            value, wrong = loader.load(folder), ()
    except loader.errors as error:
        value, wrong = None, (str(error),)
    except LostError:
        raise
    except Exception as error:
        raise LostError(f"{type(error).__name__}: {str(error)[:120]!r}") from error
    if isinstance(value, Outcome):
        value, wrong = value.value, value.said
    taken = time.process_time() - began
    if taken > SECONDS:
        raise LostError(f"it takes {taken:.0f} s")
    lines = [line for text in wrong for line in text.split("\n")]
    if len(lines) > 40:
        raise LostError(f"{len(lines)} lines for one file")
    for line in lines:
        if not 10 < len(line) <= LONGEST or not line.isprintable():
            raise LostError(f"this is no sentence: {line[:120]!r} ({len(line)} characters)")
    if lines and not any(path.name in line for line in lines):
        raise LostError(f"it does not name the file: {lines[0]!r}")
    return Outcome(value, tuple(lines))


def _csv(head: str, *rows: str) -> bytes:
    return "".join(f"{row}\n" for row in (head, *rows)).encode()


def _points(path: Path) -> Outcome:
    rows, wrong = points.read(path, "kim")
    return Outcome([(r.student, r.task, r.points, r.comment) for r in rows], tuple(wrong))


def tables() -> Iterator[Loader]:
    """One a table of the evidence, read against its schema."""
    for resource in evidence.read_description(ROOT / "data")["resources"]:
        if resource.get("format") == "csv":
            name, schema = resource["path"], resource["schema"]
            yield Loader(
                what=name,
                name=name,
                sound=(ROOT / "data" / name).read_bytes(),
                load=lambda folder, name=name, schema=schema: read_table(folder / name, schema),
                errors=(evidence.EvidenceError,),
                ids=schema["fields"][0]["name"] == "id",
            )


def _codings(folder: Path) -> Outcome:
    handed = reading.read(folder / "codings")
    return Outcome(handed.codings, handed.problems[:20])


def _answers(folder: Path) -> str:
    return answers.read(
        folder / "answers.csv", items.read(ROOT / "trial/items.toml")
    ).given.to_csv()


def _grades(folder: Path) -> Any:
    return vars(course_files.read(folder))


def filled_in() -> Iterator[Loader]:
    """What teachers, graders and students hand over as tables."""
    who = [f"{name},{name} X,{name}@b.example,0{n}" for n, name in enumerate(STUDENTS)]
    known = (ClassError,)
    yield Loader("roster", "roster.csv", _csv("student,name,email,id", *who), roster.read, known)
    rows = [f'{name},05-five,{n},"Read it, twice"' for n, name in enumerate(STUDENTS)]
    name = "points/points-05-a-kim.csv"
    yield Loader(
        "points that a grader gave",
        name,
        _csv("student,task,points,comment", *rows),
        lambda folder: _points(folder / name),
        known,
    )
    given = [f"{name},K-{n:04}" for n, name in enumerate(STUDENTS)]
    yield Loader(
        "codes of students",
        "private/codes.csv",
        _csv("student,code", *given),
        codes.whose,
        known,
    )
    head = "student,name,automatic,automatic_max,written_max,total,to_read"
    graded = [f"{name},{name},3,20,4,{n}.5,0" for n, name in enumerate(STUDENTS)]
    yield Loader("grades", "reports/05-a/grades.csv", _csv(head, *graded), _grades, known)
    book = {one.ident: one.book for one in coding_items.of("01").items}
    coded = saving.text("01", book, "c-0123abcd").encode()
    name_of = "codings/my-codings-01-c-0123abcd.csv"
    yield Loader("codings", name_of, coded, _codings, (CodingError,))
    listed = [f"{name},class {n % 2}" for n, name in enumerate(STUDENTS)]
    yield Loader(
        "list of a trial",
        "list.csv",
        _csv("student,classroom", *listed),
        lambda folder: assign.roster(folder / "list.csv"),
        (items.TrialError,),
    )
    invented = made_up.text(items.read(ROOT / "trial/items.toml")).encode()
    yield Loader("answers of a trial", "answers.csv", invented, _answers, (items.TrialError,))
    pages = ["chapters/a.html,back/b.html", "back/b.html,back/c.html"]
    yield Loader(
        "pages that moved",
        "moved.csv",
        _csv("from,to", *pages),
        lambda folder: moved.read(folder / "moved.csv", {"back/c.html"}),
        (moved.MovedError,),
    )
    people = [f"student-{n},student,password-{n}" for n in range(3)]
    yield Loader(
        "people of a hub",
        "state/passwords.csv",
        _csv("name,is,password", *people),
        lambda folder: rooms.people(rooms.Rooms(folder)),
        (rooms.HubError,),
    )


def texts() -> Iterator[Loader]:
    """Files that are no tables: settings of a class, items of a test, the description."""
    text = b'book = "https://a.example/"\nstep = 0.5\n[due]\n"05-a" = 2026-12-04T18:00:00Z\n'
    yield Loader("settings of a class", "class.toml", text, settings.read, (ClassError,))
    yield Loader(
        "items of a test",
        "items.toml",
        (ROOT / "trial/items.toml").read_bytes(),
        lambda folder: items.read(folder / "items.toml"),
        (items.TrialError,),
    )
    package = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if not isinstance(r.get("schema"), str)]
    yield Loader(
        "description of the data",
        "datapackage.json",
        json.dumps(package, indent=1).encode(),
        evidence.read_description,
        (evidence.EvidenceError,),
    )


def refused(loader: Loader, spoil: str) -> bool:
    """Must this not be read at all? What becomes the name of a file may hold no path."""
    return loader.ids and spoil in {*spoiled.HOSTILE} and spoil.endswith("in an id")
