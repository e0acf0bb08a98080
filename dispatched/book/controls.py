"""The sliders and lists of an explorer at their starting positions; the script turns them on."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from dispatched import explore

NO_SCRIPT = (
    '<noscript><p class="ch-hint">The sliders need JavaScript; '
    "the picture shows where they start.</p></noscript>"
)


def controls(spec: Mapping[str, Any], name: str) -> str:
    """The controls of a specification, one a line.

    Args:
        spec: of an explorer: ``params`` with ``bind``.
        name: id of the figure, with which those of its controls begin.
    """
    made = (
        _control(control, param, f"{name}-{param['name']}")
        for control, param in explore.bound(spec).items()
    )
    return "".join(made) + NO_SCRIPT


def _control(control: str, param: Mapping[str, Any], ident: str) -> str:
    bind, value = param["bind"], param["value"]
    label = f'<label for="{ident}">{html.escape(bind["name"])}</label>'
    named = f'id="{ident}" name="{control}" data-signal="{param["name"]}"'
    if bind["input"] == "select":
        shown = dict(zip(bind["options"], bind["labels"], strict=True))
        options = "".join(_option(key, word, key == value) for key, word in shown.items())
        return (
            f'<div class="ch-control ch-choice">{label}'
            f"<select {named} disabled>{options}</select>"
            f'<output for="{ident}">{html.escape(shown[value])}</output></div>'
        )
    ends = f'min="{bind["min"]:g}" max="{bind["max"]:g}" step="{bind["step"]:g}"'
    return (
        f'<div class="ch-control">{label}'
        f'<input type="range" {named} {ends} '
        f'value="{value:g}" disabled>'
        f'<output for="{ident}">{value:,g}</output></div>'
    )


def _option(value: str, word: str, chosen: bool) -> str:
    selected = " selected" if chosen else ""
    return f'<option value="{html.escape(value)}"{selected}>{html.escape(word)}</option>'
