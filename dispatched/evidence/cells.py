"""Read one table: a CSV file against its schema, each cell typed and checked.

Columns, types, lists of words and limits come from the schema: nothing here knows a column by name.
A bad cell raises :class:`EvidenceError`, which names file, row and column.
"""

from __future__ import annotations

import csv
import difflib
import functools
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

YEARS = range(1850, 2101)
"""Years that a row may speak of; anything else is taken for a slip of the keyboard."""

Row = dict[str, Any]


class EvidenceError(ValueError):
    """A table, row, column or id of the evidence that is not as it must be.

    >>> from dispatched import evidence
    >>> evidence.source("lankov2021")
    Traceback (most recent call last):
    dispatched...EvidenceError: no row 'lankov2021' in sources.csv; near it: lankov2020, ...
    """


_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
"""Signs that show nothing, or turn the reading of what follows: they make two ids look alike, and
a figure read from its end.
"""


def shown(value: object) -> str:
    """A cell, name or id as a message quotes it: on one line, and no longer than a line.

    >>> shown("arrivals\\u202e"), shown("9" * 100_000)
    ("'arrivals\\\\u202e'", "'9999999999999999999999999999999999999999'…")
    """
    text = str(value)
    return repr(text) if len(text) <= 80 else f"{text[:40]!r}…"


def _listed(names: Sequence[str]) -> str:
    """Names of columns, the first of many."""
    told = ", ".join(n if n.isidentifier() and len(n) < 60 else shown(n) for n in names[:8])
    return told if len(names) <= 8 else f"{told} and {len(names) - 8:,} more"


def _near(value: str, words: Sequence[str]) -> str:
    """The words that a column knows; of many, those that look like what stands there."""
    close = words if len(words) <= 12 else difflib.get_close_matches(value[:80], words, 8) or words
    more = f" and {len(words) - 8} more" if len(close) > 12 else ""
    return ", ".join(close[:8] if more else close) + more


def read_text(path: Path) -> str:
    """The text of a file, if it is clean UTF-8.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "years.csv"
    >>> _ = path.write_bytes("id,note\\na,1946–1949\\n".encode("cp1252"))
    >>> read_text(path)
    Traceback (most recent call last):
    dispatched...EvidenceError: years.csv, line 2: not UTF-8 (byte 0x96). Save the file as UTF-8.

    Raises:
        EvidenceError: names file and line.
    """
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise EvidenceError(
            f"{path.name}, line {line}: not UTF-8 (byte {raw[error.start]:#04x}). "
            "Save the file as UTF-8."
        ) from None
    found = _UNSEEN.search(text)
    if found:
        line = text[: found.start()].count("\n") + 1
        code = f"the sign U+{ord(found[0]):04X}, which cannot be seen"
        what = "a NUL byte" if found[0] == "\0" else code
        raise EvidenceError(f"{path.name}, line {line}: holds {what}; take it out")
    return text


_form = functools.cache(functools.partial(re.compile, flags=re.ASCII))
"""A pattern of the schema, read once: its column has thousands of cells."""

_NUMERAL = _form(r"[A-Za-z0-9+.-]+")
"""float() takes 35_000 and digits of other scripts."""


def _number(value: str, kind: str, where: str) -> int | float:
    """A cell of a column of numbers or years."""
    result: int | float
    try:
        if not _NUMERAL.fullmatch(value):
            raise ValueError
        result = float(value) if kind == "number" else int(value)
    except ValueError:
        raise EvidenceError(f"{where}: {shown(value)} is not a {kind}") from None
    if result != result or result in (float("inf"), float("-inf")):
        raise EvidenceError(f"{where}: {shown(value)} is not a finite number")
    if kind == "year" and result not in YEARS:
        raise EvidenceError(
            f"{where}: {shown(value)} is not a year from {YEARS.start} to {YEARS.stop - 1}"
        )
    return result


def _cell(value: str, field: Mapping[str, Any], where: str) -> Any:
    """One cell as int, float, str or None, checked against its field of the data package."""
    limits = field.get("constraints", {})
    if value != value.strip():
        raise EvidenceError(f"{where}: white space around {shown(value)}")
    if value == "":
        if limits.get("required"):
            raise EvidenceError(f"{where}: is empty, and must not be")
        return None
    kind = field["type"]
    result = _number(value, kind, where) if kind in ("integer", "number", "year") else value
    if kind == "boolean":
        if value not in ("true", "false"):
            raise EvidenceError(f"{where}: {shown(value)} is neither true nor false")
        return value == "true"
    if "minimum" in limits and result < limits["minimum"]:
        raise EvidenceError(f"{where}: {value[:40]} is beyond the minimum of {limits['minimum']}")
    if "maximum" in limits and result > limits["maximum"]:
        raise EvidenceError(f"{where}: {value[:40]} is beyond the maximum of {limits['maximum']}")
    if "enum" in limits and value not in limits["enum"]:
        raise EvidenceError(f"{where}: {shown(value)} is none of {_near(value, limits['enum'])}")
    if "pattern" in limits and not _form(limits["pattern"]).fullmatch(value):
        raise EvidenceError(f"{where}: {shown(value)} is not of the form {limits['pattern']}")
    return result


def _lines(path: Path) -> list[list[str]]:
    """The lines of a CSV file, the header among them."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    lines: list[list[str]] = []
    try:
        lines.extend(reader)
    except csv.Error as error:
        raise EvidenceError(
            f"{path.name}, row {len(lines) + 1}, read up to line {reader.line_num}: {error}. "
            "Is a quotation mark not closed, or not doubled inside a cell?"
        ) from None
    if not lines:
        raise EvidenceError(f"{path.name}: is empty")
    return lines


def _check_head(name: str, head: list[str], names: list[str]) -> None:
    """The header must be the columns of the schema, in their order."""
    if head == names:
        return
    for sign, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(head) == 1 and sign in head[0]:
            raise EvidenceError(f"{name}, row 1: separated by {word}; save it with commas")
    missing = [column for column in names if column not in head]
    extra = [column for column in head if column not in names]
    what = [f"column {_listed(missing)} is missing"] if missing else []
    what += [f"column {_listed(extra)} is unknown"] if extra else []
    order = "columns are not in the order of datapackage.json"
    raise EvidenceError(f"{name}, row 1: {'; '.join(what) or order}")


def read_table(path: Path, schema: Mapping[str, Any]) -> list[Row]:
    """The rows of one CSV file, typed and checked against a Table Schema.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "camps.csv"
    >>> _ = path.write_text("id,loggers\\nchegdomyn,6000\\ntynda,\\n")
    >>> fields = [{"name": "id", "type": "string"}, {"name": "loggers", "type": "integer"}]
    >>> read_table(path, {"fields": fields, "primaryKey": "id"})
    [{'id': 'chegdomyn', 'loggers': 6000}, {'id': 'tynda', 'loggers': None}]

    Args:
        path: the CSV file (UTF-8, comma, RFC 4180).
        schema: ``fields`` and ``primaryKey`` as in the Frictionless Table Schema.

    Raises:
        EvidenceError: names file, row (the header is row 1) and column.
    """
    names = [field["name"] for field in schema["fields"]]
    head, *lines = _lines(path)
    _check_head(path.name, head, names)
    key = schema.get("primaryKey")
    keys = [] if key is None else [key] if isinstance(key, str) else list(key)
    rows = _by_columns(lines, schema["fields"])
    if rows is None or (keys and len({tuple(row[k] for k in keys) for row in rows}) < len(rows)):
        rows = _by_rows(path.name, lines, schema["fields"], key, keys)
    return rows


def _by_columns(lines: list[list[str]], fields: list[Mapping[str, Any]]) -> list[Row] | None:
    """The rows of a table without a fault; None where there is one.

    Most cells repeat a word that the column has already: each different one is checked once.
    """
    if not {*map(len, lines)} <= {len(fields)}:
        return None
    columns = []
    for field, cells in zip(fields, zip(*lines, strict=True), strict=False):
        try:
            typed = _words({*cells}, field) or {v: _cell(v, field, "") for v in {*cells}}
        except EvidenceError:
            return None
        columns.append(map(typed.__getitem__, cells))
    names = [field["name"] for field in fields]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _words(cells: set[str], field: Mapping[str, Any]) -> dict[str, Any] | None:
    """The cells of a column of words, looked at all at once; None where that does not do.

    A column of ids has as many different cells as rows, and :func:`_cell` one call for each.
    """
    limits = field.get("constraints", {})
    words = cells - {""}
    if field["type"] != "string" or not limits.keys() <= {"required", "unique", "pattern"}:
        return None
    if {*map(str.strip, words)} != words or ("" in cells and limits.get("required")):
        return None
    if "pattern" in limits and not all(map(_form(limits["pattern"]).fullmatch, words)):
        return None
    return {word: word for word in words} | {"": None}


def _by_rows(
    name: str, lines: list[list[str]], fields: list[Mapping[str, Any]], key: Any, keys: list[str]
) -> list[Row]:
    """The rows of a table one by one, so that the first fault is the one that is named."""
    rows: list[Row] = []
    seen: dict[Any, int] = {}
    for number, line in enumerate(lines, 2):
        where = f"{name}, row {number}"
        if len(line) != len(fields):
            raise EvidenceError(f"{where}: {len(line)} cells, but {len(fields)} columns")
        name_of = line[0][:60] if line[0].isprintable() else shown(line[0])
        label = f" ({name_of})" if line[0] else ""
        row = {
            field["name"]: _cell(value, field, f"{where}{label}, column {field['name']}")
            for value, field in zip(line, fields, strict=True)
        }
        ident = tuple(row[k] for k in keys)
        if keys and ident in seen:
            said = "/".join(map(str, ident))[:80]
            raise EvidenceError(f"{where}, column {key}: {said} stands in row {seen[ident]} too")
        seen[ident] = number
        rows.append(row)
    return rows
