"""Each mark of the book's Markdown in plain form; what has none is refused; all else stays."""

from __future__ import annotations

import copy
from itertools import count
from pathlib import Path

import nbformat
import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from dispatched import evidence
from dispatched.notebooks import plain, spans
from dispatched.notebooks.addresses import Book, Hosts, PlainError
from dispatched.notebooks.convert import convert
from dispatched.notebooks.directives import Page
from dispatched.notebooks.references import Work

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = "chapters/02-fish"
BOOK = Book(
    Hosts(site="https://book.example"),
    {"chapters/01-read": "To read", DOCUMENT: "Fish", "back/data": "The data"},
    {"there": "back/data"},
    {
        "old1999": Work("old1999", "Old", "1999", 'A. Old. "Costs $1". 1999.', "https://o.example"),
        "new2001": Work("new2001", "New and Newer", "2001", "B. New. 2001.", ""),
    },
)
MONEY = "<span>&#36;</span>"
CARD = "https://book.example/back/evidence-1946.html#arrivals-1947"
PRESS = "https://book.example/back/sources-press.html"
SOURCES = "https://book.example/back/sources.html"
WSJ = evidence.source("wsj2025")["title"]
OLD = 'https://o.example "A. Old. &#34;Costs &#36;1&#34;. 1999."'
NEW = f'{SOURCES} "B. New. 2001."'
WORDS = (
    "about 35,000 persons · In 1947 alone about 35,000 people from northern Korea came to the USSR "
    "through organized recruitment. · Lankov 2020, ¶21, citing Krushanova 2014, p. 133. "
    "Scholarly estimate, grade B."
)


def turned(text: str, book: Book = BOOK) -> str:
    own = {"ex-one": "Exercise 1", "here": "here"}
    return convert(text, Page(DOCUMENT, book, count(1), {}, own))


FORMS = {
    "money": (r"\$450 to $800, &#36;5", f"{MONEY}450 to {MONEY}800, {MONEY}5"),
    "money in code": ("`$9,00010,000` and `$x`", "`$9,00010,000` and `$x`"),
    "a formula": ("so $x + y$ costs \\$5", f"so $x + y$ costs {MONEY}5"),
    "other escapes": (r"\*a\* &amp; \\", r"\*a\* &amp; \\"),
    "evidence": ("[a *lot*](#arrivals-1947).", f'[a *lot*]({CARD} "{WORDS}").'),
    "money as evidence": (
        r"[\$1](#arrivals-1947)",
        f'[{MONEY}1]({CARD} "{WORDS}")',
    ),
    "a chapter": ("[x](01-read.ipynb)", "[x](01-read.ipynb)"),
    "a page": ("[x](../back/data.md#a)", "[x](https://book.example/back/data.html#a)"),
    "a label": ("[x](#there)", "[x](https://book.example/back/data.html#there)"),
    "a label of its own": ("see [it](#ex-one) and [](#ex-one)", "see it and Exercise 1"),
    "a source": ("[x](#source-wsj2025)", f'[x]({PRESS}#source-wsj2025 "{WSJ}")'),
    "another site": ("[x](https://a.example/$b)", "[x](https://a.example/$b)"),
    "attributes": ("[x](https://a.example){.wide} y", "[x](https://a.example) y"),
    "a citation": (
        "{cite:t}`old1999` says",
        f"[Old 1999]({OLD}) says",
    ),
    "citations": (
        "so {cite:p}`old1999,new2001`",
        f"so ([Old 1999]({OLD}); [New and Newer 2001]({NEW}))",
    ),
    "a reference": ("{ref}`text <there>`", "[text](https://book.example/back/data.html#there)"),
    "a document": ("{doc}`01-read`", "[To read](01-read.ipynb)"),
    "a term": ("the {term}`quota <Quota>`", "the quota"),
    "small signs": ("CO{sub}`2`, {math}`x^2`", "CO<sub>2</sub>, $x^2$"),
    "an admonition": (
        ":::{admonition} Costs \\$5\n:class: note\n\none\n\n- two\n:::",
        f"> **Costs {MONEY}5**\n>\n> one\n>\n> - two",
    ),
    "a note": ("```{note}\none\n```", "> **Note**\n>\n> one"),
    "a note in its first line": ("```{note} one\ntwo\n```", "> **Note**\n>\n> one\n> two"),
    "a note beside text": ("a\n```{tip}\nb\n```\nc", "a\n\n> **Tip**\n>\n> b\n\nc"),
    "a note in a list": ("- a\n\n  ```{note}\n  b\n  ```\n", "- a\n\n  > **Note**\n  >\n  > b\n"),
    "a note in a quotation": ("> ```{note}\n> b\n> ```", "> > **Note**\n> >\n> > b"),
    "options in YAML": ("```{note}\n---\nclass: x\n---\none\n```", "> **Note**\n>\n> one"),
    "one in another": (
        "::::{admonition} A\n:::{note}\nb\n:::\n::::",
        "> **A**\n>\n> > **Note**\n> >\n> > b",
    ),
    "a margin": ("```{margin}\naside\n```", "> aside"),
    "a fold": (
        "```{dropdown} A < B\none\n```",
        "<details><summary>A &lt; B</summary>\n\none\n\n</details>",
    ),
    "an admonition that folds": (
        "```{admonition} A\n:class: dropdown\none\n```",
        "<details><summary>A</summary>\n\none\n\n</details>",
    ),
    "an exercise": ("```{exercise}\n:label: ex-a\nWhy?\n```", "### Exercise 1\n\nWhy?"),
    "a solution": (
        "```{solution} ex-a\n:class: dropdown\nSo \\$1.\n```",
        f"<details><summary>Answer</summary>\n\nSo {MONEY}1.\n\n</details>",
    ),
    "tabs": (
        "::::{tab-set}\n:::{tab-item} A\none\n:::\n:::{tab-item} B\ntwo\n:::\n::::",
        "> **A**\n>\n> one\n\n> **B**\n>\n> two",
    ),
    "code": ("```{code-block} python\nx = '$'\n```", "```python\nx = '$'\n```"),
    "a fence of code": ("```python\n[x](#y) $5 $6\n```", "```python\n[x](#y) $5 $6\n```"),
    "formulas": ("```{math}\nx\n```", "$$\nx\n$$"),
    "a target": ("(here)=\n# A\n", "# A\n"),
    "a comment": ("a\n\n% not shown\n\nb", "a\n\n\nb"),
    "the works": (
        "{cite:t}`new2001`\n\n```{bibliography}\n:filter: docname in docnames\n```",
        f"[New and Newer 2001]({NEW})\n\n- B. New. 2001.",
    ),
    "a table": (
        "| a | b |\n|---|---|\n| \\$1 | [c](#there) |",
        f"| a | b |\n|---|---|\n| {MONEY}1 | [c](https://book.example/back/data.html#there) |",
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_each_mark_has_a_plain_form(name: str) -> None:
    text, wanted = FORMS[name]
    assert turned(text) == wanted


def test_without_a_site_links_lead_beside_the_notebook_or_nowhere() -> None:
    local = Book(Hosts(), BOOK.titles, BOOK.labels, BOOK.works)
    assert turned("[x](#arrivals-1947)", local) == f'[x](evidence-1946.md#arrivals-1947 "{WORDS}")'
    assert turned("[x](../back/data.md) and {cite:t}`new2001`", local) == (
        'x and [New and Newer 2001](sources.md#new2001 "B. New. 2001.")'
    )


REFUSED = {
    "```{csv-table} x\n```": "the directive {csv-table}, which the plain edition does not know",
    "a {index}`b`": "the role {index}, which the plain edition does not know",
    "[x](#nothing)": (
        "a link to #nothing, which is no claim, calculation, cell of the ledger, source or label"
    ),
    "[x](../data/claims.csv)": "a link to '../data/claims.csv', which is no page of the book",
    "{cite:t}`nobody1900`": "a citation of 'nobody1900', which references.bib does not have",
    "![x](map.png)": "a picture that does not go along: ![x](map.png)",
    "[x][r]\n\n[r]: #arrivals-1947": "a link with its address elsewhere: [x]",
    "{{ word }} in a line": "a substitution: {{ word }}",
    "{{ word }}": "a substitution: {{ word }}",
    "<p>$5</p>": "a dollar sign in HTML; write &#36; for it: <p>$5</p>",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_has_no_plain_form_is_refused_with_its_cell(text: str) -> None:
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_markdown_cell("# A"), nbformat.v4.new_markdown_cell(text)]
    with pytest.raises(PlainError) as refused:
        plain.edition(notebook, DOCUMENT, BOOK)
    assert str(refused.value) == f"{DOCUMENT}.ipynb, cell 1: {REFUSED[text]}"


SAME = [
    "",
    "  leading and trailing  \n\n\n",
    "Setext\n======\n\n*a*  \nhard break\\\nb\n",
    "1) one\n   continued\n\n   - deep\n\n\tcode by a tab\n",
    "> quoted\nlazy\n\n***\n\n<b>html</b> &copy; <!-- [x](#y) -->\n",
    "| a | b |\n|:--|--:|\n| `x|y` | é 청부 |\n",
    "Term\n: what it means\n\n[site](<https://a.example/b c> 'title') and <https://a.example>\n",
    "a [note][^1] and {not a role} and { `x`\n\n    ```{note}\n",
]


@pytest.mark.parametrize("text", SAME)
def test_text_without_marks_stays_byte_for_byte(text: str) -> None:
    assert turned(text) == text


@given(st.text(st.sampled_from("ab1 .,*_`~<>&#|-+\né청"), max_size=80))
def test_any_text_without_marks_stays_byte_for_byte(text: str) -> None:
    assume("+++" not in text)  # a break between cells
    assert turned(text) == text


def test_the_chapter_itself_is_not_touched() -> None:
    notebook = nbformat.v4.new_notebook()
    code = nbformat.v4.new_code_cell("1", metadata={"tags": ["hide-input"]})
    notebook.cells = [nbformat.v4.new_markdown_cell("[x](#arrivals-1947)"), code]
    before = copy.deepcopy(notebook)
    assert plain.edition(notebook, DOCUMENT, BOOK) != before
    assert notebook == before


@pytest.mark.parametrize("address", ["book.example", "javascript:x()", 'https://a.example/"x'])
def test_an_address_must_be_one(address: str) -> None:
    with pytest.raises(PlainError, match=r"dispatched_site: .* is not a web address"):
        Hosts(site=address)


def test_the_parser_is_that_of_the_pages() -> None:
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert set(config["parse"]["myst_enable_extensions"]) == spans.EXTENSIONS
    for name in ("myst_dmath_allow_digits", "myst_dmath_allow_space"):
        assert config["sphinx"]["config"][name] is False
