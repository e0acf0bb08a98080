"""The field of a question in HTML: a line, options, an order, cells; its hints and its buttons."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence

from docutils import nodes

from dispatched.checks.questions import BLANK, Question, bare_text

Inline = Callable[[str], list[nodes.Node]]
END = "</div>"
"""Closes what :func:`form` opens."""
HOW = {
    "choice": "Choose one",
    "choices": "Choose all that belong",
    "order": "Put these in order",
}
LONGEST = 60
"""Signs that a line takes; a longer text is no number."""


class bare_node(nodes.General, nodes.Inline, nodes.TextElement):  # noqa: N801 (as docutils)
    """Text and links without an element around them."""


def form(question: Question, inline: Inline) -> list[nodes.Node]:
    """The field of a question.

    It is no form of HTML: a frame that may not send forms would not let it answer.

    Args:
        question: what is asked.
        inline: reads Markdown within a line.
    """
    ident = html.escape(question.ident)
    parts: list[nodes.Node | str] = [
        f'<div class="check-field" data-check="{ident}" role="group" aria-label="Your answer">'
    ]
    make = {"number": _line, "choice": _options, "choices": _options, "order": _order}
    parts += make.get(question.kind, _cells)(question, inline)
    return [_raw(part) if isinstance(part, str) else part for part in parts]


def _raw(text: str) -> nodes.raw:
    return nodes.raw("", text, format="html")


def _bare(found: Sequence[nodes.Node]) -> nodes.Node:
    return bare_node("", "", *found)


def _input(name: str) -> str:
    return f'<input type="text" inputmode="decimal" autocomplete="off" maxlength="{LONGEST}"{name}>'


def _line(question: Question, inline: Inline) -> Iterator[nodes.Node | str]:
    yield (
        f'<label class="check-line">Your answer {_input("")} '
        f'<span class="check-unit">{html.escape(question.unit)}</span></label>'
    )


def _options(question: Question, inline: Inline) -> Iterator[nodes.Node | str]:
    kind = "radio" if question.kind == "choice" else "checkbox"
    yield f'<fieldset class="check-options"><legend>{HOW[question.kind]}</legend>'
    for at, option in enumerate(question.options):
        yield f'<label><input type="{kind}" name="{question.ident}" value="{at}"><span>'
        yield _bare(inline(option))
        yield "</span></label>"
    yield "</fieldset>"


def _order(question: Question, inline: Inline) -> Iterator[nodes.Node | str]:
    yield f'<p class="check-how">{HOW["order"]}</p><ol class="check-order">'
    for at, option in enumerate(question.options):
        name = html.escape(bare_text(option))
        yield f'<li data-at="{at}"><i class="grip pst-js-only" aria-hidden="true"></i><span>'
        yield _bare(inline(option))
        yield '</span><span class="check-moves pst-js-only">'
        yield "".join(
            f'<button type="button" data-by="{by}" aria-label="{word}: {name}">{word}</button>'
            for by, word in ((-1, "Up"), (1, "Down"))
        )
        yield "</span></li>"
    yield "</ol>"


def _cells(question: Question, inline: Inline) -> Iterator[nodes.Node | str]:
    yield '<div class="check-scroll"><table class="table check-cells"><thead><tr>'
    for cell in question.head:
        yield '<th scope="col">'
        yield _bare(inline(cell))
        yield "</th>"
    yield "</tr></thead><tbody>"
    place = 0
    for row in question.rows:
        yield "<tr>"
        for column, cell in enumerate(row):
            yield '<th scope="row">' if not column else "<td>"
            if cell == BLANK:
                place += 1
                what = ", ".join(map(bare_text, (row[0], question.head[column])))
                name = html.escape(f"Field {place}: {what}, {question.unit}")
                yield _input(f' aria-label="{name}"')
            else:
                yield _bare(inline(cell))
            yield "</td>" if column else "</th>"
        yield "</tr>"
    yield "</tbody></table></div>"
    yield f'<p class="check-how">Unit: {html.escape(question.unit)}.</p>'


def _button(name: str, word: str) -> str:
    return f'<button type="button" class="check-{name}" disabled>{word}</button>'


def below(question: Question, hints: Sequence[Sequence[nodes.Node]]) -> list[nodes.Node]:
    """Buttons, the place of the verdict, hints one after the other, the fold of the answer."""
    stand = _button("stand", "The order stands") if question.kind == "order" else ""
    made: list[nodes.Node] = [
        _raw(
            f'<p class="check-acts pst-js-only">{_button("go", "Check")}{stand}'
            f'{_button("show", "Show the answer")}</p><p class="check-says" role="status"></p>'
        )
    ]
    for name, hint in zip(("A hint", "A second hint"), hints, strict=True):
        made += [_raw(f'<details class="check-hint"><summary>{name}</summary>'), *hint]
        made.append(_raw("</details>"))
    fold = "<summary>The full answer</summary><div></div>"
    made.append(_raw(f'<details class="check-answer" hidden>{fold}</details>'))
    return made


def elsewhere(question: Question, page: str) -> str:
    """Where the answer stands for who has no script, or paper."""
    address = f"{page}#answer-{html.escape(question.ident)}"
    return (
        f'<p class="check-elsewhere"><a href="{address}">Its answer</a> stands on the page of '
        "answers.</p>"
    )
