"""The story shows charts and tables in a reader's words, no values and no ids of the machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched.notebooks import machine
from dispatched.shown import MIME
from tests.chapters import CHAPTERS


def told(data: dict[str, Any], lane: str = "story") -> list[str]:
    output = nbformat.v4.new_output("display_data", data=data)
    cell = nbformat.v4.new_code_cell("1", outputs=[output], metadata={"tags": [lane]})
    return list(machine.talk(nbformat.v4.new_notebook(cells=[cell])))


def bars(channel: str, name: str) -> dict[str, Any]:
    rows = {"values": [{"what": name}]}
    return {MIME: {"mark": "bar", "data": rows, "encoding": {channel: {"field": "what"}}}}


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_the_story_does_not_speak_to_a_programmer(path: Path) -> None:
    assert list(machine.talk(nbformat.read(path, as_version=4))) == []


BARE = "cell 0: a bare value: show a table, or say it in a sentence"
WRONG = {
    "a dict": ({"text/plain": "{'a': 1}"}, BARE),
    "a series": ({"text/plain": "a    1\ndtype: int64"}, BARE),
    "not a number": ({"text/html": "<td>NaN</td>"}, "cell 0: 'NaN': say what is missing in a word"),
    "no value": (
        {"text/html": "<td>&lt;NA&gt;</td>"},
        "cell 0: '&lt;NA&gt;': say what is missing in a word",
    ),
    "the name of a column": (
        {"text/html": "<th>duty_in_rubles</th><th>duty (rubles)</th>"},
        "cell 0: 'duty_in_rubles' is a name of code: write words, with the unit",
    ),
    "the id of a claim": (
        {"text/html": "<th>arrivals-1947</th>"},
        "cell 0: 'arrivals-1947' is an id: write how a reader calls it",
    ),
    "the id of a source on an axis": (
        bars("y", "lankov2020"),
        "cell 0: 'lankov2020' is an id: write how a reader calls it",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_only_the_machine_says_is_named(name: str) -> None:
    data, fault = WRONG[name]
    assert told(data) == [fault]
    assert told(data, "workshop") == []


@pytest.mark.parametrize(
    "data",
    [
        {"text/html": "<td>none</td><td>Nano</td>", "text/plain": "NaN"},
        bars("y", "Lankov 2020"),
        bars("tooltip", "lankov2020"),
    ],
    ids=["a table", "an axis in words", "an id in a tooltip"],
)
def test_what_a_reader_can_read_is_left(data: dict[str, Any]) -> None:
    assert told(data) == []
