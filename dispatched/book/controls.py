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


KEYS = {
    "range": "Arrow keys: one step. Page Up and Page Down: several. Home and End: the ends.",
    "select": "Arrow keys: the next one. Home and End: the first and the last.",
}
"""Kind of control → what the keyboard does with it."""


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
    keys = f'title="{KEYS[bind["input"]]}"'
    named = f'id="{ident}" name="{control}" data-signal="{param["name"]}" {keys}'
    if bind["input"] == "select":
        words = dict(zip(bind["options"], bind["labels"], strict=True))
        options = "".join(_option(key, word, key == value) for key, word in words.items())
        return (
            f'<div class="ch-control ch-choice">{label}'
            f"<select {named} disabled>{options}</select>"
            f'<output for="{ident}">{html.escape(words[value])}</output></div>'
        )
    ends = f'min="{bind["min"]:g}" max="{bind["max"]:g}" step="{bind["step"]:g}"'
    shown = explore.written(value, bind["min"], bind["max"])
    return (
        f'<div class="ch-control">{label}'
        f'<input type="range" {named} {ends} '
        f'value="{value:g}" disabled>'
        f'<output for="{ident}">{shown}</output></div>'
    )


def _option(value: str, word: str, chosen: bool) -> str:
    selected = " selected" if chosen else ""
    return f'<option value="{html.escape(value)}"{selected}>{html.escape(word)}</option>'


def tools(name: str, expect: Mapping[str, Any], coded: bool = False) -> str:
    """Buttons below the controls, and beside them the place of what they say, for the script.

    Args:
        name: id of the figure.
        expect: as :func:`dispatched.book.expect.settings` gives it; empty for a map.
        coded: are the positions codings, which a reader may save?
    """
    own = ""
    if expect:
        own = _button(
            "expect", "Mark what you expect", f'aria-expanded="false" aria-controls="{name}-e"'
        )
    saves = _button("codings", "Save my scores") if coded else ""
    return (
        '<div class="ch-tools pst-js-only">'
        f"{_button('reset', 'Reset')}{_button('copy', 'Copy address')}{own}{saves}"
        '<p class="ch-said" role="status"></p></div>'
    )


def field(name: str, expect: Mapping[str, Any]) -> str:
    """The field for a reader's own number, which stands below the chart: it moves nothing there.

    Args:
        name: id of the figure.
        expect: as :func:`dispatched.book.expect.settings` gives it; empty for a map.
    """
    if not expect:
        return ""
    rows = ""
    if expect.get("at"):
        rows = f'<label>for <select id="{name}-r" data-row></select></label>'
    what = ", ".join(filter(None, (expect["title"], expect.get("says"))))
    return (
        f'<div class="ch-expect" id="{name}-e" role="group" aria-label="What you expect" hidden>'
        f'<label for="{name}-n">{html.escape(what)}</label>'
        f'<input id="{name}-n" type="text" inputmode="decimal" autocomplete="off" '
        f'title="Arrow keys: up and down. Enter: mark it." data-number>{rows}'
        f"{_button('mark', 'Mark')}{_button('unmark', 'Remove', 'hidden')}"
        '<p class="ch-expected"></p></div>'
    )


def _button(does: str, word: str, more: str = "") -> str:
    off = "" if does in ("mark", "unmark") else " disabled"
    return f'<button type="button" data-does="{does}" {more}{off}>{word}</button>'
