"""What a student's cells show: plain text and pictures, and nothing else."""

from __future__ import annotations

import base64
import struct

import pytest

from dispatched.grading import inject
from dispatched.grading.sanitize import picture, plain


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]8;;javascript:fire()\x07read\x1b]8;;\x07", "read"),
        ("a\x00b\x07c\x9bd", "abcd"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("\ud800", "?"),
        ("\tkeeps\n", "\tkeeps\n"),
    ],
)
def test_plain_text(text: str, left: str) -> None:
    assert plain(text) == left


def png(width: int, height: int) -> str:
    head = (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", width, height)
    )
    return base64.b64encode(head + bytes(20)).decode()


def test_only_a_picture_is_a_picture() -> None:
    good = png(600, 400)
    assert picture(good[:20] + "\n" + good[20:]) == good
    for bad in (
        png(90_000, 4),
        png(0, 4),
        base64.b64encode(b"<script>fire()</" + struct.pack(">II", 9, 9) + bytes(20)).decode(),
        base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' onload='fire()'/>").decode(),
        base64.b64encode(b"<script>fire()</script>" * 4).decode(),
        '" onerror="fire()',
        "AAAA=AAA" * 8,
        "",
    ):
        assert picture(bad) == ""


def test_of_an_output_text_and_pictures_are_left() -> None:
    kinds = (
        *(
            "text/html",
            "image/svg+xml",
            "text/markdown",
            "text/latex",
            "application/javascript",
            "image/jpeg",
        ),
        *(
            "application/vnd.jupyter.widget-view+json",
            "text/vnd.mermaid",
            "application/pdf",
            "application/json",
        ),
        *(
            "application/vnd.vegalite.v5+json",
            "application/vnd.dispatched.chart+json",
            "application/geo+json",
        ),
    )
    data = dict.fromkeys(kinds, "<img src=x onerror=fire()>") | {
        "text/plain": "\x1b[31mword",
        "image/png": png(2, 2),
    }
    found = inject.outputs_of(
        {"outputs": [{"data": data, "metadata": {"isolated": True}}], "stdout": "\x1b]0;x\x07out"}
    )
    assert found[0] == {"output_type": "stream", "name": "stdout", "text": "out"}
    assert found[1] == {
        "output_type": "display_data",
        "metadata": {},
        "data": {"text/plain": "word", "image/png": png(2, 2)},
    }
    error = inject.outputs_of(
        {"error": {"name": "\x1b[31m<b>", "text": "\x1b]8;;javascript:x\x07y"}}
    )[0]
    assert (error["ename"], error["evalue"], error["traceback"]) == ("<b>", "y", ["<b>: y"])
