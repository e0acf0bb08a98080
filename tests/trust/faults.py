"""Faults of the machine: a full disk, a read-only folder, a power cut, no network, other places."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from tests import small_book
from tests.trust import machines
from tests.trust.found import Found
from tests.trust.machines import Command, Fault

NAME = "책 it's (1)"
"""Of the folder of the checkout: blanks, Hangul, a quotation mark, brackets."""


def _replace(name: str, old: str, new: str, folder: Path) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, (name, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def _page(folder: Path) -> None:
    _replace("_build/html/index.html", "It has two chapters.", "It has two of them.", folder)


def _source(folder: Path) -> None:
    _replace("index.md", "It has two chapters.", "It has two of them.", folder)


def _chapter(folder: Path) -> None:
    _replace(CHAPTER, "people came", "persons came", folder)


def _coding(folder: Path) -> None:
    _replace("class/codings/my-codings-01-c-00000001.csv", ",flow", ",stock", folder)


def _again(folder: Path) -> None:
    """Nothing changes: the same is made again."""


CHAPTER = f"chapters/{small_book.FIRST}.ipynb"
BOOK = Command("make book", ("dispatched.book.build",), "_build/html", _source)
COMMANDS = (
    Command("make site", ("dispatched.host", "https://a.example/b/"), "_build/site", _page),
    Command("make offline", ("dispatched.take.offline",), "_build/take", _page),
    Command("make epub", ("dispatched.take.epub",), "_build/take", _page),
    Command("make plain", ("dispatched.notebooks.shelf",), "_build/plain", _chapter),
    Command("make export", ("dispatched.notebooks.export", CHAPTER), "_build/export", _chapter),
    Command("make notebooks", ("dispatched.notebooks.run", CHAPTER), CHAPTER, _again),
    Command("make agreement", ("dispatched.codings.agree", "class"), "class/agreement", _coding),
    Command(
        "make release",
        ("dispatched.grading.release", "class", small_book.FIRST),
        "class/release",
        _again,
    ),
    Command(
        "make keys",
        ("dispatched.grading.keys", small_book.FIRST),
        "dispatched/checks/keys",
        _again,
    ),
)


def lay_out(folder: Path) -> None:
    """A small book with what these commands need beside its pages, not built yet."""
    small_book.lay_out(folder)
    for name in ("deploy", "trial"):
        ignored = shutil.ignore_patterns("node_modules")
        shutil.copytree(small_book.ROOT / name, folder / name, ignore=ignored)
    for name in ("back/take.md", "CITATION.cff"):
        shutil.copyfile(small_book.ROOT / name, folder / name)
    with (folder / "_toc.yml").open("a", encoding="utf-8") as contents:
        contents.write("      - file: back/take\n")
    codings = folder / "class" / "codings"
    codings.mkdir(parents=True)
    for coder in ("c-00000001", "c-00000002"):
        rows = f"dispatched-codings-1,0.1.0,01,{coder},to-come,flow\n"
        head = "format,book,chapter,coder,item,value\n"
        (codings / f"my-codings-01-{coder}.csv").write_text(head + rows, encoding="utf-8")


class Trial:
    """A command in a checkout that has worked once, and is now to make something else.

    Args:
        place: an empty folder.
        checkout: the built book from which it starts.
        command: the command.

    Raises:
        RuntimeError: it does not work on a sound machine.
    """

    def __init__(self, place: Path, checkout: Path, command: Command) -> None:
        self.folder, self.start, self.command = place / NAME, place / "start", command
        shutil.copytree(checkout, self.folder, symlinks=True)
        self.before = self._made()
        command.edit(self.folder)
        shutil.copytree(self.folder, self.start, symlinks=True)
        self.wanted = self._made()

    def _made(self) -> dict[str, bytes]:
        ended = machines.run(self.folder, self.command)
        if ended.status:
            raise RuntimeError(f"{self.command.what}: {ended.said[-300:]}")
        self.usual = ended.seconds
        return self.now()

    def now(self) -> dict[str, bytes]:
        """What the command has made."""
        return machines.contents(self.folder / self.command.made)

    def put_back(self) -> None:
        """The checkout as it was before the command."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.start, self.folder, symlinks=True)

    def meet(self, fault: Fault) -> str:
        """Run the command with a fault and once more without; what was lost, or nothing."""
        self.put_back()
        disk = machines.full(self.folder / self.command.made.split("/")[0])
        with disk if fault.full else nullcontext(lambda: None) as freed:
            ended = machines.run(self.folder, self.command, fault, self.usual)
            wrong = self._wrong(fault, ended)
            freed()
            again = machines.run(self.folder, self.command)
            if again.status:
                wrong = wrong or f"the next run fails: {again.said[-160:]!r}"
            elif self.now() != self.wanted:
                wrong = wrong or "the next run makes something else"
            elif left := machines.halves(self.folder):
                wrong = wrong or f"{', '.join(left[:3])} stays behind"
        return f"{self.command.what}, {fault.what}: {wrong}" if wrong else ""

    def _wrong(self, fault: Fault, ended: machines.Ended) -> str:
        if ended.status > 0 and (said := machines.traceless(ended.said)):
            return said
        if ended.status > 0 and fault.harmless:
            return f"it fails: {ended.said.strip()[-160:]!r}"
        now = self.now()
        if ended.status and now not in (self.before, self.wanted):
            return "what it had made before is half gone"
        if not ended.status and now != self.wanted:
            return "it ends well, and what it made is not what it makes elsewhere"
        return ""


def met(
    commands: Sequence[Command], checkout: Path, only: Sequence[str] = ()
) -> Iterator[tuple[Fault, str]]:
    """Each command with each fault: the fault, and what was lost or nothing.

    Args:
        commands: to run.
        checkout: a built book.
        only: beginnings of the names of faults; all if empty.
    """
    for command in commands:
        with tempfile.TemporaryDirectory() as place:
            trial = Trial(Path(place), checkout, command)
            for fault in machines.faults(trial.folder):
                if not only or fault.what.startswith(tuple(only)):
                    yield fault, trial.meet(fault)


def trials() -> Iterator[Found]:
    """Faults of the machine: a full disk, a read-only one, a power cut, no network, languages."""
    with tempfile.TemporaryDirectory() as place:
        checkout = Path(place) / NAME
        lay_out(checkout)
        began = time.perf_counter()
        built = machines.run(checkout, BOOK)
        if built.status:
            raise RuntimeError(built.said)
        found: dict[str, list[str]] = {}
        for fault, lost in met((*COMMANDS, BOOK), checkout):
            found.setdefault(fault.what, []).append(lost)
    note = "The last good result or the new one is there, and the next run makes the new one."
    for what, ends in found.items():
        lost = tuple(text for text in ends if text)
        seconds = (time.perf_counter() - began) / len(found)
        yield Found(f"Commands: {what}", len(ends), len(ends) - len(lost), lost, note, seconds)
        note = ""
