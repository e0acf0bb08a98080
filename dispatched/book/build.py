"""Build the book strictly and put it in place whole: ``python -m dispatched.book.build [FOLDER]``.

A build makes what a clean build would make, byte for byte. Where nothing has changed, nothing is
done. Where only texts of pages and cells of claims have, the other pages are those of the last
build (:mod:`dispatched.book.kept`). Else Sphinx begins with nothing, so that no page, side bar or
download can be left over from an earlier state; kept are then only the drawings, each under a hash
of what it is drawn from. The pages are made in a working folder and take the place of the old ones
only when the build had no warning. A build that fails leaves the last good book as it was.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from filelock import FileLock

from dispatched.book import inputs, kept
from dispatched.whole import told

ROOT = Path(__file__).resolve().parents[2]

DRAWINGS = ".charts"
"""What of Sphinx's folder each build leaves to the next one.

Drawings, under a hash of what they are drawn from.
"""

Say = Callable[[str], object]

WHERE = {
    "sphinx.errors.ExtensionError": "",
    "sphinx_external_toc.parsing.MalformedError": "_toc.yml: ",
}
"""Name of an error in Sphinx's log → what a reader of the message needs in its place."""

DISK = re.compile(r"\[Errno \d+\] (No space left on device|File too large|Read-only file system)")
"""What the disk refused, in Sphinx's log."""

OWNERS = {"sphinxcontrib.bibtex": "data/references.bib"}
"""Extension → the file that its errors are about."""


STEPS = {
    "Running Jupyter-Book": "reading tables and settings",
    "updating environment": "reading the pages, drawing charts",
    "copying assets...": "writing the pages",
    "dumping search index": "making the search",
}
"""What Sphinx says when it begins with something → how a step is called."""

BEGUN = (
    "Building the book: up to a minute the first time on two cores, some seconds after a change of "
    "words."
)


def _silent(line: str) -> None:
    """Say nothing."""


def build(
    target: Path, work: Path | None = None, say: Say = _silent, step: Say = _silent
) -> list[str]:
    """Build the book of this checkout into ``target``, unless it is there already.

    Args:
        target: the folder that holds the pages afterwards, and nothing else.
        work: where Sphinx works; beside the target if not given.
        say: is told in one line why a build begins anew after all.
        step: is told what is being done, as it begins.

    Returns:
        what is wrong, one line each; empty after a good build.
    """
    wrong = _refused(target)
    if wrong:
        return [wrong]
    work = work or target.parent / ".work"
    work.mkdir(parents=True, exist_ok=True)
    with FileLock(str(work / ".lock")):  # a second build waits for the first
        old = target.with_name(target.name + ".old")
        if old.is_dir() and not target.exists():  # the power was cut while the new one came in
            old.rename(target)
        made = work / "_build"
        mark = work / "built.json"
        found = kept.state(ROOT, {target, work})
        if target.is_dir() and _known(mark) == [found.digest, inputs.tree(target)]:
            return []
        problems = list(inputs.faults(ROOT))
        if problems:
            return problems
        mark.unlink(missing_ok=True)
        log = _make(work, made, found, say, step)
        if log is not None:
            kept.drop(made)
            return _problems(log)
        taken = {*_taken(target)}
        _put(made / "html", target)
        gone = taken.difference(_taken(target))
        if gone:
            count = f"{len(gone)} file{'s' if len(gone) > 1 else ''}"
            say(
                f"Gone with the old pages: {count} to take away (make pdf, make epub, make offline)"
            )
        _clear(made)
        if kept.state(ROOT, {target, work}) == found:  # nobody saved a file meanwhile
            kept.save(made, found)
            mark.write_text(json.dumps([found.digest, inputs.tree(target)]), encoding="utf-8")
    return []


def _make(work: Path, made: Path, now: kept.State, say: Say, step: Say) -> str | None:
    """Make the pages, with those of the last build where they may be used; the log of a failure."""
    before = kept.load(made)
    if before is not None and before.ground == now.ground:
        _clear(made)
        kept.begin(made, before, now)
        log = _run_sphinx(work, step)
        if log is None:
            return None
        say(_why_anew(log))
    kept.drop(made)
    _clear(made)
    return _run_sphinx(work, step)


def _why_anew(log: str) -> str:
    """Why no page of the last build could be kept, in one line.

    >>> _why_anew("sphinx.errors.ExtensionError: pages tell each other other things: titles, tocs")
    'All pages are made anew: pages tell each other other things: titles, tocs'
    """
    told = re.search(rf"{kept.OTHERS}.*", log)
    said = [told[0]] if told else _problems(log)
    return f"All pages are made anew: {said[0]}"


def _refused(target: Path) -> str | None:
    """Why the pages may not go into a folder: whatever else it holds would be lost."""
    if ROOT.is_relative_to(target):
        return f"{target} holds this checkout; name a folder for the pages alone"
    if target.exists() and not target.is_dir():
        return f"{target} is a file; name a folder"
    if (
        target.is_dir()
        and any(target.iterdir())
        and not (target / "_static" / "dispatched.css").is_file()
    ):
        return f"{target} holds files that are no built book; name a new or empty folder"
    return None


def _known(mark: Path) -> list[str] | None:
    """What the last good build was made from and what it made; None where that is not known."""
    try:
        return json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _taken(target: Path) -> list[str]:
    """The files to take away that other commands have put beside the pages."""
    return [path.name for path in target.glob("take/*") if path.is_file()]


def _clear(made: Path) -> None:
    """Take away what an earlier build left in Sphinx's folder, except what is kept."""
    for path in made.iterdir() if made.is_dir() else ():
        if path.name in (DRAWINGS, kept.PAGES, kept.TREES):
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _run_sphinx(work: Path, step: Say = _silent) -> str | None:
    """Run jupyter-book strictly, saying what it has begun with; its log where it failed."""
    command = [sys.executable, "-m", "dispatched.book.process", str(ROOT), str(work)]
    # Sphinx writes another year into the footer where SOURCE_DATE_EPOCH is set, and Altair names a
    # view by what pandas prints for a terminal of this width; sets are walked in one order.
    told = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "COLUMNS")}
    environment = told | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    left, lines = dict(STEPS), []
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as wrong,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=wrong,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as running,
    ):
        assert running.stdout is not None
        for line in running.stdout:
            lines.append(line)
            begun = next((words for words in left if words in line), "")
            if begun:
                step(left.pop(begun))
        running.wait()
        wrong.seek(0)
        return "".join(lines) + "\n" + wrong.read() if running.returncode else None


def _put(made: Path, target: Path) -> None:
    """The pages in the place of the old ones, whole."""
    fresh, old = target.with_name(target.name + ".new"), target.with_name(target.name + ".old")
    for path in (fresh, old):
        shutil.rmtree(path, ignore_errors=True)
    shutil.move(made, fresh)
    (fresh / ".buildinfo").unlink(missing_ok=True)
    (
        fresh / ".nojekyll"
    ).touch()  # without it, GitHub Pages leaves out every folder that begins with "_"
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _problems(log: str) -> list[str]:
    """The lines of a log that say what is wrong and where, each once."""
    log = re.sub(r"\x1b\[[0-9;]*m", "", log)
    refused = DISK.search(log)  # Sphinx goes on and tells it of every page
    if refused:
        return [refused[1].lower()]
    # myst-nb counts a notebook's lines as 10,000 for each cell, and cells from 1; their ids count
    # from 0.
    log = re.sub(r"\.ipynb:(\d+)\d{4}: ", lambda m: f".ipynb, cell {int(m[1]) - 1}: ", log)
    found = re.findall(
        r"^(?:.*(?:WARNING|ERROR|SEVERE|CRITICAL): .*|(?:\w+\.)*\w*Error: .*|Extension error.*)$",
        log,
        re.M,
    )
    owner = re.search(r"^Extension error \(([\w.]+)\)", log, re.M)
    handled = rf"{OWNERS.get(owner[1], owner[1])}: \1" if owner else r"\1"
    lines = [
        line.replace(f"{ROOT}{os.sep}", "").strip()
        for line in found
        if "returns a non-zero" not in line
    ]
    for error, where in WHERE.items():
        lines = [line.replace(f"{error}: ", where) for line in lines]
    lines = [
        re.sub(r"^Handler <.*> for event .* \(exception: (.*)\)$", handled, line) for line in lines
    ]
    # What an extension's error or a box of jupyter-book says stands in a line of its own.
    known = [
        line
        for line in dict.fromkeys(lines)
        if not line.startswith(("RuntimeError:", "ERROR: ", "Extension error"))
    ]
    return known or ["the build stopped; the end of its log:", *log.strip().splitlines()[-15:]]


@told("The book was not built")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: build, say how long it took or what is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.book.build", description="Build the book."
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "_build" / "html")
    target = parser.parse_args(arguments).folder.resolve()
    start = time.perf_counter()
    print(BEGUN, flush=True)

    def step(name: str) -> None:
        print(f"  {time.perf_counter() - start:5.1f} s: {name}", flush=True)

    problems = build(target, say=print, step=step)
    if problems:
        print("The book was not built:", *problems, sep="\n  ", file=sys.stderr)
        return 1
    shown = target.relative_to(Path.cwd()) if target.is_relative_to(Path.cwd()) else target
    print(
        f"Built in {time.perf_counter() - start:.1f} s. Open {shown / 'index.html'} in a browser."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
