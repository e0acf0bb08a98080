"""What students write is inert: whatever it is, a page shows it and nothing else happens."""

from __future__ import annotations

from html.parser import HTMLParser

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from nbconvert.exporters import HTMLExporter

from dispatched.grading import sanitize
from dispatched.grading.sanitize import cell_source, readable
from tests.hostile import ALONE, TEXTS, text_of


class Parts(HTMLParser):
    """The elements, attributes and text of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.add("!--")

    def handle_decl(self, decl: str) -> None:
        self.tags.add("!")


def as_formgrader(source: str) -> str:
    """A Markdown cell as nbconvert renders it, with the formgrader's settings."""
    return HTMLExporter().markdown2html({"cell": {}, "resources": {}}, source)


def inert(source: str) -> str:
    """Check a cell's source; returns the text that a person reads."""
    parts = Parts(source)
    assert parts.tags <= sanitize.TAGS | {"div", "span"}
    assert all(
        (tag, name) == ("ol", "start") and value.isdigit() for tag, name, value in parts.attributes
    )
    # One HTML block: nbconvert, and a parser like JupyterLab's, give it back as it is.
    assert "\n" not in source
    assert as_formgrader(source).strip() == source
    assert MarkdownIt("commonmark", {"html": True}).render(source).strip() == source
    # Nothing where a formula could begin or be put back.
    assert not set("$\\`@") & set(source)
    return parts.text


@pytest.mark.parametrize("name", [*TEXTS, *ALONE])
def test_a_hostile_text_is_a_text(name: str) -> None:
    assert f"word-{name}" in inert(cell_source(text_of(name)))
    shown = Parts(readable(text_of(name)))
    assert shown.tags <= sanitize.TAGS
    assert f"word-{name}" in shown.text


@pytest.mark.parametrize("name", [*TEXTS, *ALONE])
def test_were_html_to_pass_the_parser_it_would_not_pass_the_cleaning(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sanitize, "_rendered", lambda text: text)
    shown = Parts(
        readable(text_of(name) + '<ol start="1" id="1" class="2"><li title="z">w</li></ol>')
    )
    assert shown.tags <= sanitize.TAGS
    assert {name for _, name, _ in shown.attributes} <= {"start"}


PIECES = [
    *(
        "<",
        ">",
        "</div>",
        "<img src=x onerror=fire()>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<![CDATA[",
    ),
    *(
        "$",
        "$$",
        "\\(",
        "\\[",
        "\\begin{a}",
        "\\end{a}",
        "`",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "\r",
    ),
    *(
        "[a](javascript:x)",
        "![a](",
        "]",
        ")",
        "*",
        "_",
        "# ",
        "- ",
        "1. ",
        "> ",
        "|",
        "|-|",
        "&#60;",
        "&lt",
        "\x00",
    ),
    *(
        "\u2028",
        "\x85",
        "\x0c",
        "\u202e",
        "\ud800",
        "'",
        '"',
        "=",
        "@@0@@",
        "<a@b.c>",
        "word",
        "7. x\n",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_mixture_is_inert(text: str) -> None:
    inert(cell_source(text))
    inert(cell_source(text, typed=True))


@given(
    st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, max_size=20),
    st.sampled_from(PIECES),
)
def test_no_word_is_lost(words: list[str], between: str) -> None:
    found = inert(cell_source(between.join(f"<{w}" for w in words)))
    assert [w for w in words if w not in found] == []


def test_a_text_keeps_its_shape() -> None:
    made = readable(
        "# Why\n\nOne *firm* and **two**.\n\n- a\n- b\n\n3. c\n\n> said\n\n`x = 1`\n\n|a|\n|-|\n"
        "|b|\n"
    )
    for part in (
        "<strong>Why</strong>",
        "<em>firm</em>",
        "<ul>",
        '<ol start="3">',
        "<blockquote>",
        "<code>x = 1</code>",
    ):
        assert part in made
    assert "<th>a</th>" in made
    assert "from $450 to $800" in Parts(cell_source("from $450 to $800")).text
    assert "a paper (https://example.org/x)" in readable("[a paper](https://example.org/x)")
    assert readable("<https://example.org>").count("example.org") == 1
    assert "[picture: a map, m.png]" in readable("![a map](m.png)")


def test_what_a_parser_would_leave_out_is_shown_as_typed() -> None:
    deep = ">" * 300 + " the deepest"
    assert "the deepest" in readable(deep)
    assert Parts(readable(deep)).text.count(">") == 300
    assert "[a]: https://example.org" in readable("[a]\n\n[a]: https://example.org")
    long = "*a* " * sanitize.RENDERED
    assert "<em>" not in readable(long)
    assert "*a*" in readable(long)


def test_of_a_notebook_text_and_places_are_left() -> None:
    new = nbformat.v4
    task = new.new_markdown_cell(
        "*The* task", metadata={"nbgrader": {"grade_id": "t", "solution": False}}
    )
    stub = new.new_markdown_cell(
        "*Your answer here.*", metadata={"nbgrader": {"grade_id": "a", "solution": True}}
    )
    code = new.new_code_cell(
        "# your code here", metadata={"nbgrader": {"grade_id": "c", "solution": True}}
    )
    released = new.new_notebook(cells=[task, stub, code], metadata={"widgets": {"x": 1}})
    handed = [
        {
            "cell_type": "markdown",
            "id": "x' onload='",
            "source": "*The* task",
            "metadata": {"nbgrader": {"grade_id": "t"}},
        },
        {
            "cell_type": "markdown",
            "source": "<b onclick=fire()>",
            "metadata": {"nbgrader": {"grade_id": "a", "points": 99}, "tags": ["<img>"]},
            "attachments": {"x.svg": {"image/svg+xml": "PHN2Zz4="}},
        },
        {
            "cell_type": "code",
            "source": ["x = 1\x1b\n", "# <b>"],
            "metadata": {"nbgrader": {"grade_id": "c"}},
            "outputs": [
                {"output_type": "display_data", "data": {"text/html": "<b>"}, "metadata": {}}
            ],
        },
        {
            "cell_type": "raw",
            "source": "<script>fire()</script>",
            "metadata": {"raw_mimetype": "text/html"},
        },
        {"cell_type": "markdown", "source": "", "metadata": {"editable": False}},
    ]
    made = nbformat.from_dict(sanitize.notebook({"cells": handed}, released))
    nbformat.validate(made)
    assert made.metadata == nbformat.from_dict(sanitize.READ_ONLY)
    assert [c.cell_type for c in made.cells] == [
        "markdown",
        "markdown",
        "code",
        "markdown",
        "markdown",
    ]
    assert [c.id for c in made.cells] == [f"cell-{n:03d}" for n in range(5)]
    assert [c.metadata for c in made.cells] == [task.metadata, stub.metadata, code.metadata, {}, {}]
    assert made.cells[0].source == "*The* task"  # what stands as released is the course's own
    assert "&lt;b onclick=fire()&gt;" in made.cells[1].source
    assert (made.cells[2].source, made.cells[2].outputs) == ("x = 1\n# <b>", [])
    assert "&lt;script&gt;" in made.cells[3].source
    assert not any("attachments" in c for c in made.cells)


def test_an_answer_left_as_released_stays_no_response() -> None:
    stub = nbformat.v4.new_markdown_cell(
        "*Your answer here.*", metadata={"nbgrader": {"grade_id": "a"}}
    )
    released = nbformat.v4.new_notebook(cells=[stub])
    made = sanitize.notebook({"cells": [{**stub, "source": "*Your answer here.*\n"}]}, released)
    assert made["cells"][0]["source"] == "*Your answer here.*"


@pytest.mark.slow
def test_a_flood_of_text_is_paid_by_its_author() -> None:
    """Past a measure for the whole notebook nothing is parsed any more, and all of it is still
    there.
    """
    many = [{"cell_type": "markdown", "source": "*a* " * 7000, "metadata": {}} for _ in range(9)]
    made = sanitize.notebook({"cells": many}, nbformat.v4.new_notebook())
    parsed = ["<em>" in cell["source"] for cell in made["cells"]]
    assert parsed == [True] * 7 + [False] * 2
    assert made["cells"][-1]["source"].count("*a*") == 7000
