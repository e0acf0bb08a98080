"""Odd things drawn by chance: bytes of files, answers, notebooks, numbers in words."""

from __future__ import annotations

import json
import random
import string
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from dispatched.checks.answers import LONGEST

SNIPPETS = (
    *(b"\0", b'"', b'""', b",", b";", b"\t", b"\n", b"\r\n", b"\r", b"\xff", b"\xef\xbb\xbf"),
    *("\u202e\u200b＝é한Ж😀".encode(), b"=1+1", b"../../x", b"<script>", b"1e999", b"-0", b"nan"),
    *(b"{", b"}", b"[" * 300, b"]", b"null", b"9" * 400, b"\\", b"\\ud800", b"%00", b"true"),
)
"""What breaks readers of tables, JSON and TOML."""


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """A file with one to six places cut, doubled, turned or overwritten."""
    made = bytearray(raw)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(made))
        to = min(len(made), at + chance.choice((1, 1, 2, 5, 40, 400)))
        made[at:to] = chance.choice(
            (
                b"",
                bytes(made[at:to]) * 2,
                bytes(made[at:to])[::-1],
                bytes(chance.randrange(256) for _ in range(to - at)),
                chance.choice(SNIPPETS),
            )
        )
    return bytes(made)


def word(chance: random.Random) -> str:
    """A short text of any script, or one that means something to a program."""
    signs = string.printable + "\0\u202e\u200b한국어Жёé½①٣。−–’“$₽%"
    if chance.random() < 0.4:
        return chance.choice(("", "nan", "inf", "1e400", "-", "½", "None", "9" * 70, "{}" * 9))
    return "".join(chance.choice(signs) for _ in range(chance.randint(1, 12)))


def _plain(chance: random.Random) -> Any:
    simple: tuple[Callable[[], Any], ...] = (
        lambda: None,
        lambda: ...,
        lambda: chance.random() < 0.5,
        lambda: chance.randint(-3, 3),
        lambda: chance.uniform(-1e6, 1e6),
        lambda: chance.choice((1e308, float("nan"), float("inf"), 10**400, -(10**18), 1j, b"x")),
        lambda: word(chance),
        lambda: np.float64(chance.random()),
        lambda: pd.Timestamp("1946-05-01"),
        lambda: pd.NA,
    )
    return chance.choice(simple)()


def _fails(*_: object) -> None:
    raise RuntimeError("a student's function failed")


def value(chance: random.Random, depth: int = 0) -> Any:
    """An answer of any kind: number, text, list, table, series, function, and these in another."""
    if depth > 3 or chance.random() < 0.3:
        return _plain(chance)
    some = [value(chance, depth + 1) for _ in range(chance.randint(0, 5))]
    keys = [chance.choice(("low", "high", "year", word(chance))) for _ in some]
    made: tuple[Callable[[], Any], ...] = (
        lambda: some,
        lambda: tuple(some),
        lambda: dict(zip(keys, some, strict=True)),
        lambda: {str(one) for one in some},
        lambda: iter(some),
        lambda: pd.Series(some, dtype=object),
        lambda: pd.DataFrame({key: [one] for key, one in zip(keys, some, strict=True)}),
        lambda: pd.DataFrame([some, some]),
        lambda: np.array([1.5, float("nan")][: chance.randint(0, 2)]),
        lambda: lambda *_: some,
        lambda: _fails,
        lambda: {"mark": some, "$schema": "vega-lite", "data": some, "encoding": word(chance)},
        lambda: json.dumps({"$schema": "vega-lite", "mark": 1, "layer": [word(chance)]}),
        lambda: [some] * 3,
        lambda: list(range(LONGEST + 5)),
    )
    return chance.choice(made)()


def notebook(sound: dict[str, Any], chance: random.Random) -> bytes:
    """A notebook with parts lost, doubled or of another kind, or with damaged bytes."""
    if chance.random() < 0.25:
        return damaged(json.dumps(sound).encode(), chance)
    cells = sound["cells"]
    for _ in range(chance.randint(1, 8)):
        _change(cells, chance)
    cells[:0] = [_json(chance) for _ in range(chance.randint(0, 2))]
    return json.dumps(sound).encode("utf-8", "surrogatepass")


def _change(cells: list[Any], chance: random.Random) -> None:
    """One change of a list of cells, or of a cell in it."""
    at = chance.randrange(len(cells)) if cells else 0
    one = cells[at] if cells and isinstance(cells[at], dict) else {}
    ways: tuple[Callable[[], object], ...] = (
        lambda: cells.pop(at) if cells else None,
        lambda: cells.insert(at, json.loads(json.dumps(one))),
        lambda: one.update(source=chance.choice((5, None, ["a", 5], word(chance), {}))),
        lambda: one.update(metadata=chance.choice(([], None, {"nbgrader": word(chance)}))),
        lambda: one.update(metadata={"nbgrader": {"grade_id": _json(chance)}}),
        lambda: one.update(cell_type=chance.choice(("raw", "code", [], None, "x"))),
        lambda: one.update(outputs=_json(chance)),
        lambda: cells.insert(at, _json(chance)),
        lambda: chance.shuffle(cells),
        lambda: one.pop("source", None),
    )
    chance.choice(ways)()


def _json(chance: random.Random) -> Any:
    return chance.choice((None, 5, [], {}, word(chance), [word(chance)], {"a": [1]}, "\ud800"))


def amount(chance: random.Random) -> str:
    """A text in which a number may stand, in digits or in words."""
    parts = (
        *(
            "$",
            "US$",
            "−",
            "-",
            "+",
            "about ",
            "~",
            "between ",
            " and ",
            " to ",
            " ",
            ",",
            ".",
            "–",
        ),
        *("1", "35,000", "1.000,5", "1 000", "0", "½", "٣", "９", "1e5", "1e999", "9" * 30),
        *("one", "twelve", "twenty", " million", " thousand", " percent", "%", " rubles", "\0"),
    )
    return "".join(chance.choice(parts) for _ in range(chance.randint(1, 7)))
