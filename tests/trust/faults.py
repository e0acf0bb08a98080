"""Faults of the machine: a full disk, a read-only folder, a power cut, no network, other places.

All commands take hours; ``COMMANDS="make site, make grade" make trust PART=faults`` tries some, and
the report has what is kept of the others (:mod:`tests.trust.kept`).
"""

from __future__ import annotations

import datetime
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from pathlib import Path

from tests.trust import checkouts, kept, machines, troubles
from tests.trust.found import Found
from tests.trust.laid import Laid
from tests.trust.machines import Command, Ended, Fault

NAME = "책 it's (1)"
"""Of the folder of the checkout: blanks, Hangul, a quotation mark, brackets."""
AT_ONCE = 2
"""So many commands are tried at one time."""
MENDED = """
- The browser wrote a PDF over the last good one, which was half there when the power was cut, and
  `make pdf` finished it in its place. The page "To take away", its files, a new chapter, the front
  page's table and the fingerprints of the tables were written in place too. All are now written
  beside and put in place whole; of a chapter that cannot be begun nothing stays.
- What a cut had left behind (`.part`) came into the next zip of the pages and into the list of
  files on the page "To take away". It is left out, also of the site and the folders of a class.
- The site of live notebooks was put aside where nothing brought it back after a cut.
- `make offline`, `make epub` and `make pdf` ended in a traceback on a machine without a language,
  for the quotation marks of their last line.
- `make release` left half a version for the students, since nbgrader begins by deleting the old
  one. It is made elsewhere and takes its place; a book put aside in the moment of a cut comes back.
- A full disk made `make book` say one line for each page, and in a folder with Hangul it failed
  where the machine had no language.
- On a machine in Korean a notebook's PDF was set in other fonts.
- A sheet for print came out with other bytes about one time in ten, where the machine was busy:
  Chromium numbers the parts of a tagged PDF from another number on. They are counted from one now.
- Six commands had not been decided, since they take long (`make site` a quarter of an hour on a
  busy machine): a trial can now be of some commands, and what is known of the others is kept.
- Of a full disk `make metadata`, `make chapter` and `make fresh` told in a traceback, and
  `make agreement`, `make assign` and `make trial` in the words of the system.
"""


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
        self.folder, self.command = place / NAME, command
        start = Laid(self.folder, [checkout], place / "start")
        start.fresh()
        try:
            self._run()
            command.edit(self.folder)
            self.before = self.now()
        finally:
            below = start.keep()
        folder = place / "again" / NAME if below == [self.folder] else self.folder
        self.folder, self.laid = folder, Laid(folder, below, place / "above")
        self.laid.fresh()
        self.deeds = self._run()
        if not self.deeds:
            raise RuntimeError(f"{command.what}: it writes nothing into the checkout")
        self.wanted, self.done = self.now(), self.laid.changes()
        self.laid.fresh()
        self.first = self.laid.changes()

    def _run(self) -> list[machines.Deed]:
        ended, deeds = machines.run(self.folder, self.command)
        if ended.status:
            raise RuntimeError(f"{self.command.what}: {ended.said[-300:]}")
        return deeds

    def now(self) -> dict[str, bytes]:
        """What the command has made: path → what is compared of it."""
        made: dict[str, bytes] = {}
        for name in self.command.made:
            path = self.folder / name
            found = machines.contents(path)
            made |= {name if path.is_file() else f"{name}/{k}": v for k, v in found.items()}
        return {
            name: self.command.alike(content)
            for name, content in made.items()
            if not machines.unfinished(name)
        }

    def meet(self, fault: Fault) -> str:
        """Run the command with a fault and once more without; what was lost, or nothing.

        Where the checkout is afterwards as it was at the start, or as a sound run leaves it, the
        next run is one that has been seen already; where its texts are others, it is left out.
        """
        self.laid.fresh()
        if fault.spoil:
            fault.spoil(self.folder)
        top = self.folder / self.command.made[0].split("/")[0]
        with machines.full(top) if fault.how == "full" else nullcontext(lambda: None) as freed:
            ended, _ = machines.run(self.folder, self.command, fault, self.deeds)
            freed()
            wrong = self._wrong(fault, ended)
            seen = fault.spoil or self.laid.changes() in (self.first, self.done)
            if fault.how == "full" or fault.what == troubles.TWICE or not seen:
                wrong = wrong or self._again(fault)
        return f"{self.command.what}, {fault.what}: {wrong}" if wrong else ""

    def _again(self, fault: Fault) -> str:
        """What is wrong with the next run, on a sound machine."""
        there = self.now()
        again, _ = machines.run(self.folder, self.command)
        if again.status == 1 and self.command.once and there and there == self.now():
            return machines.traceless(again.said)
        if again.status:
            return f"the next run fails: {again.said[-160:]!r}"
        if differs := self._differs(self.now(), bool(fault.spoil)):
            return f"the next run makes something else: {differs}"
        left = machines.halves(self.folder)
        return f"{', '.join(left[:3])} stays behind" if left else ""

    def _differs(self, now: dict[str, bytes], returns: bool) -> str:
        """The first file that is not as wanted."""
        names = sorted(now.keys() | self.wanted.keys())
        same = _without_returns if returns else _itself
        for name in names:
            one, other = now.get(name), self.wanted.get(name)
            if one is None or other is None or same(name, one) != same(name, other):
                return name
        return ""

    def _wrong(self, fault: Fault, ended: Ended) -> str:
        if ended.status > 0 and (said := machines.traceless(ended.said)):
            return said
        if ended.status > 0 and fault.harmless:
            return f"it fails: {ended.said.strip()[-160:]!r}"
        now = self.now()
        if ended.status:
            return self._half(now)
        if differs := self._differs(now, bool(fault.spoil)):
            return f"it ends well, and what it made is not what it makes elsewhere: {differs}"
        return ""

    def _half(self, now: dict[str, bytes]) -> str:
        """What is neither the old nor the new, after a run that failed."""
        if now in (self.before, self.wanted):
            return ""
        if not self.command.apiece:
            aside = (machines.contents(path) for path in self.folder.rglob("*.old"))
            wanted = sorted(self.before.values())
            kept = not now and any(sorted(each.values()) == wanted for each in aside)
            return "" if kept else "what it had made before is half gone"
        for name in sorted(self.before.keys() | now.keys()):
            if name in now and now[name].endswith(self.command.ends or (b"\0 none",)):
                continue
            if now.get(name) not in (self.before.get(name), self.wanted.get(name)):
                return f"{name} is half gone"
        return ""


def _itself(_: str, content: bytes) -> object:
    return content


def _without_returns(name: str, content: bytes) -> object:
    """What is compared where the texts of the checkout have other ends of lines."""
    return b"" if name.endswith((".zip", ".whl")) else content.replace(b"\r\n", b"\n")


def met(
    command: Command, checkout: Path, only: Sequence[str] = ()
) -> list[tuple[Fault, str, float]]:
    """A command with each fault: the fault, what was lost or nothing, and seconds.

    Args:
        command: to run.
        checkout: a built book.
        only: beginnings of the names of faults; all if empty.
    """
    found = []
    with tempfile.TemporaryDirectory() as place:
        trial = Trial(Path(place), checkout, command)
        try:
            for fault in troubles.faults(trial.folder, command, trial.deeds):
                if not only or fault.what.startswith(tuple(only)):
                    began = time.perf_counter()
                    lost = trial.meet(fault)
                    found.append((fault, lost, time.perf_counter() - began))
        finally:
            trial.laid.close()
    return found


def built(
    place: Path, lay_out: Callable[[Path], None], steps: Sequence[Command | Callable[[Path], None]]
) -> Path:
    """A checkout in a new folder, in which some steps have been done.

    Raises:
        RuntimeError: a command fails.
    """
    checkout = place / NAME
    lay_out(checkout)
    for step in steps:
        if not isinstance(step, Command):
            step(checkout)
            continue
        ended, _ = machines.run(checkout, step)
        if ended.status:
            raise RuntimeError(f"{step.what}: {ended.said[-300:]}")
    return checkout


def wanted() -> list[tuple[str, Command]]:
    """The place and the command of each that is tried: all, or those in ``COMMANDS``.

    A command is asked for by its first words: ``make sheets``, but not ``make sh``.

    Raises:
        SystemExit: no command begins so.
    """

    def meant(command: Command, begin: str) -> bool:
        return f"{command.what} ".startswith(f"{begin} ")

    asked = [one.strip() for one in os.environ.get("COMMANDS", "").split(",") if one.strip()]
    every = [(name, one) for name, many in checkouts.COMMANDS.items() for one in many]
    for begin in asked:
        if not any(meant(command, begin) for _, command in every):
            known = ", ".join(command.what for _, command in every)
            sys.exit(f"no command begins with {begin!r}; there are {known}")
    return [one for one in every if not asked or any(meant(one[1], begin) for begin in asked)]


def trials() -> Iterator[Found]:
    """Faults of the machine: a full disk, a read-only one, a power cut, no network, languages."""
    chosen = wanted()
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(AT_ONCE) as pool:
        begun = {
            name: pool.submit(built, Path(place) / name, *checkouts.PLACES[name])
            for name in dict.fromkeys(name for name, _ in chosen)
        }
        jobs = {pool.submit(met, one, begun[name].result()): one for name, one in chosen}
        for job in as_completed(jobs):
            if job.exception():
                print(f"faults: {jobs[job].what}: {job.exception()}", file=sys.stderr, flush=True)
                continue
            tried = [(fault.what, lost, seconds) for fault, lost, seconds in job.result()]
            new = kept.entry(jobs[job].what, datetime.date.today().isoformat(), tried)
            kept.keep(new)
            print(f"faults: {jobs[job].what}: {len(tried)} tried", flush=True)
    every = [command.what for commands in checkouts.COMMANDS.values() for command in commands]
    yield from kept.rows(every, kept.entries())
    for why, targets in checkouts.NOT_TRIED.items():
        yield Found(f"not tried: {', '.join(targets)}", 0, 0, (), why)
