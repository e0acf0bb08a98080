"""Whole messages, ``said.toml``: an error names what the reader must find, to the letter."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

SAID: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("said.toml").read_text(encoding="utf-8")
)


def as_said(message: str, said: str) -> bool:
    """A message is what the file says: N is a number, … any text."""
    pattern = re.escape(said).replace("…", ".+")
    pattern = re.sub(r"(row|line)(\\?\\ )N", r"\1\2\\d+", pattern)
    return re.fullmatch(pattern, message) is not None
