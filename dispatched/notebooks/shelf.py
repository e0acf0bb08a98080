"""All plain notebooks and all assignments in one folder, and the same as one zip.

``python -m dispatched.notebooks.shelf [FOLDER]`` writes them (into ``_build/plain``). A notebook
that somebody has changed or run there is kept as it is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
import yaml

from dispatched import evidence
from dispatched.checks import questions
from dispatched.notebooks import beside, directives, fields, plain, spans, zipped
from dispatched.notebooks.addresses import Book, Hosts, PlainError, hosts_of
from dispatched.notebooks.student import assignments
from dispatched.whole import told, write_whole

ROOT = Path(__file__).resolve().parents[2]
MADE = ".made.json"
"""In the folder: name → digest of what was written, to tell it from what somebody changed."""


def documents(root: Path) -> list[str]:
    """The documents of the book, in its order, from ``_toc.yml``."""
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))

    def files(part: Any) -> Iterator[str]:
        for each in part if isinstance(part, list) else [part]:
            if isinstance(each, dict):
                yield from ([each["file"]] if "file" in each else [])
                for name in ("parts", "chapters", "sections"):
                    yield from files(each.get(name, []))

    return [toc["root"], *files(toc)]


def book_of(root: Path, hosts: Hosts | None = None) -> Book:
    """What the notebooks of a checkout can point to.

    Args:
        hosts: the addresses; those of ``_config.yml`` if not given.

    Raises:
        PlainError: a chapter asks a question that stands in no ``tasks.toml``.
    """
    titles, labels = {}, {}
    asked = questions.together(root / "exercises")
    for document in documents(root):
        try:
            text = fields.expanded(_text(root, document), asked)
        except ValueError as error:
            raise PlainError(f"{document}: {error}") from None
        head = next(line for line in text.split("\n") if line.startswith("# "))
        titles[document] = head.removeprefix("# ").strip()
        labels |= dict.fromkeys(directives.labels(text, spans.read), document)
    return Book(hosts or hosts_of(root), titles, labels, questions=asked)


def _text(root: Path, document: str) -> str:
    path = root / f"{document}.ipynb"
    if not path.is_file():
        return (root / f"{document}.md").read_text(encoding="utf-8")
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def files(root: Path, book: Book) -> dict[str, str]:
    """File name → content: a notebook for each chapter; pages beside them where no site is named.

    Raises:
        PlainError: a chapter holds something that has no plain form.
    """
    made = {}
    for document in (d for d in documents(root) if d.startswith("chapters/")):
        notebook = nbformat.read(root / f"{document}.ipynb", as_version=4)
        made[Path(document).name + ".ipynb"] = saved(plain.edition(notebook, document, book))
    return made | ({} if book.hosts.site else beside.pages(book.works))


def tasks(root: Path) -> dict[str, str]:
    """File name → content: what students get of each assignment, in a folder of its own."""
    made = assignments(root / "exercises")
    return {f"exercises/{name}": text for name, text in made.items()}


def saved(notebook: Any) -> str:
    """A notebook as text, the same each time."""
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def write(made: Mapping[str, str], folder: Path) -> list[str]:
    """Put the files into a folder; what somebody has changed there stays.

    Returns:
        the names of the files that were kept though the edition differs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ledger = folder / MADE
    known = json.loads(ledger.read_text(encoding="utf-8")) if ledger.is_file() else {}
    kept = []
    for name, text in made.items():
        path, new = folder / name, text.encode()
        old = path.read_bytes() if path.is_file() else None
        if old not in (None, new) and _digest(old) != known.get(name):
            kept.append(name)
            continue
        if old != new:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text)
        known[name] = _digest(new)
    write_whole(ledger, json.dumps(known, indent=1, sort_keys=True) + "\n")
    return kept


def _digest(content: bytes | None) -> str:
    return hashlib.sha256(content or b"").hexdigest()


README = f"""\
{plain.TITLE}

The chapters as notebooks that run without a network, with pages of evidence beside them, and
the exercises of each chapter in the folder "exercises".

1. Python 3.11 or newer.
2. Once, with a network:   pip install "./{plain.WHEEL}[lab]"
3. jupyter lab

Text and data: CC BY 4.0. Code: BSD 3-Clause.
"""


def make_zip(
    root: Path, wheel: Path, target: Path, edition: Mapping[str, str] | None = None
) -> None:
    """The edition with the package in one zip; its links need no site.

    The same sources give the same bytes.

    Args:
        edition: the edition where it has been made already: file name → content.

    Raises:
        PlainError: the wheel is not that of this version, which the notebooks name.
    """
    if wheel.name != plain.WHEEL:
        raise PlainError(f"the notebooks name {plain.WHEEL}, the wheel is {wheel.name}")
    texts = {**(edition or files(root, book_of(root, Hosts()))), **tasks(root)}
    made: dict[str, bytes] = {name: text.encode() for name, text in texts.items()}
    made |= {"README.txt": README.encode(), wheel.name: wheel.read_bytes()}
    zipped.write(target, ((f"dispatched-notebooks/{name}", made[name]) for name in sorted(made)))


def make_wheel(root: Path, folder: Path) -> Path:
    """The package with its data as a wheel; needs no network. Returns its path."""
    from hatchling.builders.wheel import WheelBuilder

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as plain:
        # hatchling reads the checkout's path as a pattern, and in "a[1]" it finds no license.
        link = Path(plain) / "checkout"
        link.symlink_to(root.resolve(), target_is_directory=True)
        return Path(
            next(WheelBuilder(str(link)).build(directory=str(folder), versions=["standard"]))
        )


@told("The plain notebooks were not made")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: write the edition, say what was kept or what is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.notebooks.shelf", description="Write the plain notebooks."
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "_build" / "plain")
    folder = parser.parse_args(arguments).folder
    try:
        kept = write({**files(ROOT, book_of(ROOT)), **tasks(ROOT)}, folder)
    except (PlainError, evidence.EvidenceError) as error:
        print(f"The plain notebooks were not made: {error}", file=sys.stderr)
        return 1
    for name in kept:
        print(f"{name} is as you left it; delete it to get a new one.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
