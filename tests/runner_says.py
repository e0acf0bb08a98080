"""What a run of a student's notebook says to the grader, line by line."""

from __future__ import annotations

import json
from typing import Any

PLAN = [
    {"id": "c1", "source": "x = 1"},
    {"id": "c2", "ask": {"x": []}},
    {"id": "c4", "ask": {"y": []}},
]
RIGHT = {"is": "number", "number": 450.0}


def asked(place: str, answer: Any, name: str = "x") -> bytes:
    """A line about an answer; bytes are taken as they are."""
    text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return b'{"id": "%s", "answers": {"%s": %s}}' % (place.encode(), name.encode(), text)
