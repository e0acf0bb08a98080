"""The students' course as a repository: what nbgitpuller brings into each home.

``python -m dispatched.hub.course HUB`` makes it from the plain notebooks, or adds a commit with
what has changed since. nbgitpuller joins it with what a student wrote: the student's lines stay.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat

from dispatched.hub.rooms import HubError, Rooms
from dispatched.notebooks import shelf

BRANCH = "main"
NOBODY = ("-c", "user.name=The course", "-c", "user.email=course@localhost")


def git(folder: Path, *words: str) -> str:
    """Run git in a folder; what it printed.

    Raises:
        HubError: git is missing or fails; its last line.
    """
    command = ["git", "-c", "safe.directory=*", *NOBODY, *words]
    try:
        done = subprocess.run(
            command, cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8"
        )
    except FileNotFoundError:
        raise HubError("git is missing: install it (Debian: package git)") from None
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or ["it does not say why"])[-1]
        raise HubError(f"git {words[0]} failed: {last}") from None
    return done.stdout


def publish(rooms: Rooms, files: Mapping[str, str], words: str = "The course") -> bool:
    """Make the course's newest commit hold these files and no others.

    Args:
        rooms: of the hub.
        files: name → text.
        words: what the commit says.

    Returns:
        whether anything has changed.

    Raises:
        HubError: git is missing or fails.
    """
    if not rooms.course.is_dir():
        git(rooms.root, "init", "--quiet", "--bare", f"--initial-branch={BRANCH}", "course.git")
    with tempfile.TemporaryDirectory(dir=rooms.state) as made:
        folder = Path(made)
        git(folder, "clone", "--quiet", str(rooms.course), "course")
        tree = folder / "course"
        git(tree, "checkout", "--quiet", "-B", BRANCH)
        git(tree, "rm", "-r", "--quiet", "--ignore-unmatch", ".")
        for name, text in files.items():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_text(text, encoding="utf-8")
        git(tree, "add", "--all")
        if not git(tree, "status", "--porcelain"):
            return False
        git(tree, "commit", "--quiet", "-m", words)
        git(tree, "push", "--quiet", "origin", BRANCH)
    return True


def notebooks() -> dict[str, str]:
    """The plain notebooks of this checkout, name → text.

    The text of a notebook is as JupyterLab saves it. Otherwise every line would differ as soon as a
    student saves, and git could join nothing of a new version with what is there.
    """
    made = shelf.files(shelf.ROOT, shelf.book_of(shelf.ROOT))
    return {
        name: nbformat.writes(nbformat.reads(text, as_version=4)) + "\n"
        if name.endswith(".ipynb")
        else text
        for name, text in made.items()
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: publish the course, say whether it has changed."""
    parser = argparse.ArgumentParser(prog="python -m dispatched.hub.course")
    parser.add_argument("folder", type=Path, help="folder of the hub")
    rooms = Rooms(parser.parse_args(arguments).folder.resolve())
    try:
        rooms.make()
        new = publish(rooms, notebooks(), "The course, as it is now")
    except HubError as error:
        print(error, file=sys.stderr)
        return 1
    print("The course has a new version." if new else "The course is as it was.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
