"""The plain notebooks, the wheel and the zip of both, into a folder of downloads.

``python -m dispatched.notebooks.downloads ROOT FOLDER`` does it in a process of its own, so
that a build of the pages, which does not read them, need not wait.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dispatched import evidence
from dispatched.notebooks import shelf
from dispatched.notebooks.addresses import Hosts, PlainError, hosts_of


def write(root: Path, folder: Path, hosts: Hosts) -> None:
    """Write them; a notebook of a chapter that has another name now goes.

    Raises:
        PlainError: a chapter holds something that has no plain form.
    """
    files = shelf.files(root, shelf.book_of(root, hosts))
    made = {name: text for name, text in files.items() if name.endswith(".ipynb")}
    target = folder / "notebooks"
    target.mkdir(parents=True, exist_ok=True)
    for old in set(target.iterdir()) - {target / name for name in made}:
        old.unlink()
    for name, text in made.items():
        (target / name).write_bytes(text.encode())
    alone = files if hosts == Hosts() else None  # the zip names no site
    zipped = folder / "dispatched-notebooks.zip"
    shelf.make_zip(root, shelf.make_wheel(root, folder), zipped, alone)


def main(root: str, folder: str) -> int:
    """Command line: write, or say in one line why not."""
    try:
        write(Path(root), Path(folder), hosts_of(Path(root)))
    except (PlainError, evidence.EvidenceError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
