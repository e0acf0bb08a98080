"""Names of people and places in Korean and Russian letters, by which the search finds them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from dispatched import evidence, texts

PATH = Path(__file__).with_name("names.toml")


def _names() -> dict[str, Any]:
    return texts.toml(PATH.read_text(encoding="utf-8"))


def spelled(place: str) -> tuple[str, str]:
    """A place in Korean and in Russian, as far as the table has it.

    >>> spelled("Kyiv")[0], spelled("Atlantis")
    ('키이우 키예프', ('', ''))
    """
    row = _names()["place"].get(place, {})
    return row.get("korean", ""), row.get("russian", "")


def places() -> list[str]:
    """The places that the table has."""
    return list(_names()["place"])


def people() -> list[list[Any]]:
    """Whom the book names: name, other spelling, Korean, Russian, word to look for, and how many
    claims have that word.
    """
    told = [
        " ".join(filter(None, (row["statement"], row["attributed_to"], row["note"])))
        for row in evidence.tables()["claims"]
    ]
    rows: list[list[Any]] = []
    for one in _names()["person"]:
        word = one.get("word", one["name"])
        count = sum(bool(re.search(rf"\b{re.escape(word)}\b", text)) for text in told)
        spellings = (one.get(name, "") for name in ("also", "korean", "russian"))
        rows.append([one["name"], *spellings, word, count])
    return rows
