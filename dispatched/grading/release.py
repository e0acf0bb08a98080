"""Make what students get: ``make release``, ``dispatched.grading.release CLASS [ASSIGNMENT …]``.

nbgrader takes solutions and hidden tests out of the source notebooks and enters the assignments
into the class's grade book. What lies in ``CLASS/release`` is generated and never edited.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import io
import logging
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from traitlets.config import Config

from dispatched.grading import keys
from dispatched.grading.plain_path import plain
from dispatched.whole import told, write_whole

MAKING = ".release-in-the-making"
"""Where nbgrader makes a version before it takes the place of the released one."""


def settings(folder: Path, exercises: Path = keys.EXERCISES) -> Config:
    """nbgrader's settings for a class folder."""
    config = Config()
    config.CourseDirectory.root = str(folder.absolute())
    config.CourseDirectory.source_directory = str(exercises.absolute())
    config.CourseDirectory.course_id = "dispatched"
    config.CourseDirectory.db_url = f"sqlite:///{folder.absolute() / 'gradebook.db'}"
    config.CourseDirectory.ignore = [
        ".ipynb_checkpoints",
        "*.pyc",
        "__pycache__",
        "tasks.toml",
        "*.md",
        "*.json",
    ]
    config.ClearSolutions.code_stub = {"python": "# your code here"}
    config.ClearSolutions.text_stub = "*Your answer here.*"
    config.ClearSolutions.enforce_metadata = False
    config.OverwriteCells.add_missing_cells = True
    config.NbGraderAPI.log_level = logging.ERROR
    return config


def _form() -> str:
    """The newest form of a grade book. nbgrader asks alembic's program, which may not be found."""
    from alembic.config import Config as Settings
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import _temp_alembic_ini

    with _temp_alembic_ini("sqlite://") as path:
        return str(ScriptDirectory.from_config(Settings(path)).get_current_head())


def api(folder: Path, config: Config | None = None) -> Any:
    """nbgrader's programming interface for a class folder, quiet but for errors."""
    import nbgrader.api
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    config = config or settings(folder)
    one_engine()
    nbgrader.api.get_alembic_version = _form
    logging.getLogger("alembic").setLevel(logging.ERROR)
    return NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)


@functools.cache
def one_engine() -> None:
    """Have nbgrader 0.9 keep the engine of a grade book, which knows what it was asked before.

    It makes one for each step of each student, and each prepares every question to the database
    anew: a fifth of the time that it takes to enter a class.
    """
    import nbgrader.api

    nbgrader.api.create_engine = functools.lru_cache(maxsize=4)(nbgrader.api.create_engine)


SETTINGS = """\
# Settings of nbgrader in this folder, for the formgrader in JupyterLab. `make release` wrote them.
c = get_config()
c.CourseDirectory.course_id = "dispatched"

# nbgrader's own autograder runs a student's program with all your rights. `make grade` runs it in a
# sandbox and reads `submitted`; here, where the formgrader has a button for it, nbgrader finds
# nothing that it could run.
c.CourseDirectory.submitted_directory = ".nothing-to-run"
"""


APART = """\
# What students wrote, their names and points: not for git, nor for what builds the book.
*
"""


def settle(folder: Path) -> None:
    """Write nbgrader's settings for the formgrader into a class folder that has none yet.

    A file beside them keeps the folder out of git, whatever it is called.
    """
    for name, text in (("nbgrader_config.py", SETTINGS), (".gitignore", APART)):
        if not (folder / name).exists():
            write_whole(folder / name, text)


def release(
    folder: Path, names: Sequence[str] = (), exercises: Path = keys.EXERCISES
) -> dict[str, str]:
    """Generate the released version of the named assignments, or of all.

    Returns:
        assignment → what nbgrader says is wrong; empty where it is well.

    Raises:
        OSError: no room, no right to write; what was released is as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    settle(folder)
    _back(folder)
    wrong, known = {}, keys.assignments(exercises)
    with plain(folder, exercises) as (root, sources):
        chosen = settings(root, sources)
        chosen.CourseDirectory.release_directory = MAKING  # nbgrader begins by deleting the old one
        made = api(root, chosen)
        for name in names or known:
            if name not in known:
                wrong[name] = f"there is no such assignment; there are {', '.join(known)}"
                continue
            heard = io.StringIO()  # nbgrader tells of a full disk in a hundred lines
            with contextlib.redirect_stderr(heard):
                result = made.generate_assignment(name, force=True, create=True)
            wrong[name] = "" if result["success"] else _reason(result, heard.getvalue())
            if result["success"]:
                _put(folder, name)
    shutil.rmtree(folder / MAKING, ignore_errors=True)
    return wrong


def _back(folder: Path) -> None:
    """What was put aside when the machine stopped comes back; the rest of that run goes."""
    for old in (folder / MAKING).glob("*.old"):
        target = folder / "release" / old.name.removesuffix(".old")
        if not target.exists():
            old.rename(target)
    shutil.rmtree(folder / MAKING, ignore_errors=True)


def _put(folder: Path, name: str) -> None:
    """A version that is whole takes the place of the released one."""
    target, making = folder / "release" / name, folder / MAKING
    target.parent.mkdir(exist_ok=True)
    if target.exists():
        target.rename(making / f"{name}.old")
    (making / name).rename(target)


DISK = {
    "disk is full": "the disk is full",
    "No space left": "the disk is full",
    "File too large": "a file may not become as large as it must",
    "disk I/O error": "the grade book could not be written; is the disk full?",
    "unable to open database": "the grade book cannot be opened; may it be written?",
    "readonly database": "the grade book may not be written",
    "Read-only file system": "the folder may not be written",
}
"""What nbgrader, SQLite or the system say of a disk → what is said here."""


def _reason(result: Mapping[str, Any], heard: str) -> str:
    """Why an assignment was not made: what the disk refused, else nbgrader's own last words."""
    words = f"{result.get('error') or ''}\n{result.get('log') or ''}"
    known = next((said for word, said in DISK.items() if word in f"{words}\n{heard}"), "")
    return known or words.strip() or "nbgrader failed"


def class_folder(text: str) -> Path:
    """A class folder as it is named on the command line.

    Raises:
        ArgumentTypeError: no name, or that of a file.
    """
    if not text.strip() or (Path(text).exists() and not Path(text).is_dir()):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no folder: name the folder of the class, as in CLASS=spring"
        )
    return Path(text)


@told("The assignments were not released")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: release, say what was made."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.grading.release", description=__doc__.splitlines()[0]
    )
    parser.add_argument("folder", type=class_folder, help="folder of the class")
    parser.add_argument("assignments", nargs="*")
    options = parser.parse_args(arguments)
    wrong = release(options.folder, options.assignments)
    for name, text in wrong.items():
        if text:
            print(f"{name}: {text.strip().splitlines()[-1]}", file=sys.stderr)
    print(
        f"Released {sum(not t for t in wrong.values())} of {len(wrong)} assignments into "
        f"{options.folder / 'release'}."
    )
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
