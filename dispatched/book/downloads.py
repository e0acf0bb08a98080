"""The data package as one zip file, one SQLite database and single tables, made from the tables
that were checked.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from dispatched import evidence
from dispatched.book.renew import Pages
from dispatched.notebooks import zipped
from dispatched.notebooks.student import assignments

DOWNLOADS = ".downloads"
"""Folder beside our pages: the downloads of the last build."""

SQL_TYPE = {"integer": "INTEGER", "year": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


def make_zip(folder: Path, target: Path) -> None:
    """All files of the data folder in one zip, in a folder of their own; whole or not at all.

    Lines end as in the repository, whatever the checkout or an editor made of them, and what an
    office program keeps beside an open table (a hidden file, or one that begins with "~$") is left
    out: the same data gives the same bytes.
    """
    found = (p for p in folder.rglob("*") if p.is_file() and _is_data(p.relative_to(folder)))
    zipped.write(target, ((_named(path, folder), _lines(path)) for path in sorted(found)))


def _named(path: Path, folder: Path) -> str:
    return f"dispatched-data/{path.relative_to(folder).as_posix()}"


def _lines(path: Path) -> bytes:
    raw = path.read_bytes()
    return raw if b"\0" in raw else raw.replace(b"\r\n", b"\n")


def _is_data(path: Path) -> bool:
    return not any(part.startswith((".", "~$")) for part in path.parts)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _columns(schema: Mapping[str, Any]) -> list[str]:
    lines = []
    for field in schema["fields"]:
        must = " NOT NULL" if field.get("constraints", {}).get("required") else ""
        lines.append(f"{_quoted(field['name'])} {SQL_TYPE.get(field['type'], 'TEXT')}{must}")
    key = schema.get("primaryKey")
    if key:
        lines.append(f"PRIMARY KEY ({_quoted(key)})")
    for foreign in schema.get("foreignKeys", []):
        target = foreign["reference"]
        lines.append(
            f"FOREIGN KEY ({_quoted(foreign['fields'])}) REFERENCES "
            f"{_quoted(target['resource'])} ({_quoted(target['fields'])})"
        )
    return lines


def make_sqlite(folder: Path, target: Path) -> None:
    """All tables in one SQLite file, with types and keys.

    A table ``codebook`` describes each column.
    """
    package = evidence.read_description(folder)
    tables = evidence.read_package(folder)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    database = sqlite3.connect(part)
    try:
        with database:
            database.execute(
                "CREATE TABLE codebook "
                "(table_name TEXT, column_name TEXT, type TEXT, description TEXT)"
            )
            for resource in (r for r in package["resources"] if r.get("format") == "csv"):
                name, schema = resource["name"], resource["schema"]
                database.execute(f"CREATE TABLE {_quoted(name)} ({', '.join(_columns(schema))})")
                fields = [field["name"] for field in schema["fields"]]
                database.executemany(
                    f"INSERT INTO {_quoted(name)} VALUES ({', '.join('?' * len(fields))})",
                    [[row[field] for field in fields] for row in tables[name]],
                )
                database.executemany(
                    "INSERT INTO codebook VALUES (?, ?, ?, ?)",
                    [
                        [name, field["name"], field["type"], field.get("description", "")]
                        for field in schema["fields"]
                    ],
                )
    finally:
        database.close()
    part.replace(target)


def make_tables(folder: Path, target: Path) -> None:
    """Each table as a CSV file alone, with line ends as in the repository."""
    for resource in evidence.read_description(folder)["resources"]:
        if resource.get("format") == "csv":
            copy = target / Path(resource["path"]).name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes((folder / resource["path"]).read_bytes().replace(b"\r\n", b"\n"))


def make(folder: Path, target: Path) -> None:
    """The downloads of the data in ``target``."""
    target.mkdir(parents=True, exist_ok=True)
    make_zip(folder, target / "dispatched-data.zip")
    make_sqlite(folder, target / "dispatched.sqlite")
    make_tables(folder, target / "tables")


def exercises(folder: Path, target: Path) -> None:
    """The notebooks of the assignments as students get them, without solutions."""
    target.mkdir(parents=True, exist_ok=True)
    for name, text in assignments(folder).items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")


def _downloads(app: Sphinx) -> None:
    """The downloads beside the pages: those of the last build, or made anew.

    Where the builder keeps pages, nothing has changed but texts of pages and cells of claims: no
    assignment, and without a changed claim no table.
    """
    if not isinstance(app.builder, Pages):
        return
    made = Path(app.outdir).parent / ".extra" / "downloads"
    parts: dict[str, Callable[[Path], None]] = {
        "data": lambda target: make(evidence.data_folder(), target),
        "exercises": lambda target: exercises(Path(app.srcdir) / "exercises", target / "exercises"),
    }
    for name, write in parts.items():
        beside = app.builder.kept / DOWNLOADS / name
        if name not in app.builder.same or not beside.is_dir():
            shutil.rmtree(beside, ignore_errors=True)
            write(beside)
        shutil.copytree(beside, made, dirs_exist_ok=True)
    app.config.html_extra_path.append(str(made.parent))


def setup(app: Sphinx) -> None:
    """Make them after the tables have been checked."""
    app.connect("builder-inited", _downloads, priority=600)
