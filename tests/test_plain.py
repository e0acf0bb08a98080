"""The plain edition of every chapter: nothing raw, money that is money, evidence on every link."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from dispatched import predict, texts
from dispatched.book.linked import short_card
from dispatched.checks import questions
from dispatched.notebooks import asked as asking
from dispatched.notebooks import cards, fields, shelf
from dispatched.notebooks.addresses import Hosts
from tests import chapters

ROOT = Path(__file__).resolve().parents[1]
CHAPTERS = [path.stem for path in chapters.CHAPTERS]
PREDICTED = predict.together(texts.folder())
SITE = "https://book.example/course"

RAW = re.compile(r":{3,}|\{[\w:+-]+\}(?:`|\s*$)|\[\S*\]\(|^\(\S+\)=|^:\w+:|&#?\w+;", re.M)
"""What must not be left to see: fences, roles, links, targets, options, entities."""

READER = (
    MarkdownIt("commonmark")
    .enable(["table", "strikethrough"])
    .use(dollarmath_plugin, allow_space=True, allow_digits=True, double_inline=True)
)
"""As JupyterLab and VS Code read: all that stands between two dollar signs is a formula."""


class Seen(HTMLParser):
    """What a reader sees: runs of text outside code, each between two tags, and links."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []
        self.links: list[dict[str, str]] = []
        self.math = 0
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        found = {name: value or "" for name, value in attrs}
        self.inside.append(tag)
        self.math += "math" in found.get("class", "").split()
        if tag == "a":
            self.links.append(found)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"code", "pre"} & set(self.inside):
            self.runs.append(data)


def seen(source: str) -> Seen:
    made = Seen()
    made.feed(READER.render(source))
    return made


def text_of(notebook: Any) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


@pytest.fixture(scope="module", params=["", SITE], ids=["beside", "site"])
def edition(request: pytest.FixtureRequest) -> dict[str, str]:
    """File name → text of the whole edition, once without and once with the address of a site."""
    return shelf.files(ROOT, shelf.book_of(ROOT, Hosts(site=request.param)))


@pytest.fixture(params=CHAPTERS)
def chapter(request: pytest.FixtureRequest, edition: dict[str, str]) -> tuple[Any, Any]:
    """A chapter, its questions spelled out, and its plain edition."""
    source = nbformat.read(ROOT / "chapters" / f"{request.param}.ipynb", as_version=4)
    source = fields.with_questions(source, questions.together(ROOT / "exercises"))
    return source, nbformat.reads(edition[f"{request.param}.ipynb"], as_version=4)


def test_nothing_is_raw_and_no_money_is_a_formula(chapter: tuple[Any, Any]) -> None:
    _, plain = chapter
    for source in text_of(plain):
        page = seen(source)
        text = "\n".join(page.runs)
        raw = RAW.findall(text)
        assert raw == [], source
        fences = [t.info for t in READER.parse(source) if t.type == "fence"]
        assert [info for info in fences if "{" in info] == []
        assert page.math == 0, source
        # MathJax looks again, in each run of text of the finished page.
        assert [run for run in page.runs if run.count("$") > 1] == []
        # A program that looks for formulas before it reads Markdown finds no dollar sign at all.
        assert "$" not in re.sub(r"`[^`\n]+`", "", source)


def test_every_link_to_evidence_carries_the_card(chapter: tuple[Any, Any]) -> None:
    source, plain = chapter
    asked = [PREDICTED[key].asks for text in text_of(source) for key in asking.keys(text)]
    wanted = Counter(re.findall(r"\]\(#([\w-]+)\)", "\n".join([*text_of(source), *asked])))
    found: Counter[str] = Counter()
    for link in (link for text in text_of(plain) for link in seen(text).links):
        ident = link["href"].rpartition("#")[2]
        if ident in cards.homes():
            found[ident] += 1
            assert link["title"] == cards.title(ident)
            assert cards.page(ident).rpartition("/")[2] in link["href"]
    assert found == wanted
    assert sum(wanted.values()) > 20


def test_the_text_around_the_marks_is_the_chapters(chapter: tuple[Any, Any]) -> None:
    """Lines without a mark stay byte for byte, in their order."""
    source, plain = chapter
    marked = re.compile(r"\]\(|\{[\w:]+\}|\$|^:|^`{3}")
    left = "\n".join(text_of(plain)).split("\n")
    kept = [
        line
        for text in text_of(source)
        for line in re.sub(r"^(`{3,}|:{3,})\{.*?^\1", "", text, flags=re.M | re.S).split("\n")
        if line and not marked.search(line)
    ]
    assert len(kept) > 15
    rest = iter(left)
    assert [line for line in kept if line not in rest] == []


def test_code_and_outputs_are_the_chapters(chapter: tuple[Any, Any]) -> None:
    source, plain = chapter
    code = [c for c in source.cells if c.cell_type == "code"]
    made = [c for c in plain.cells if c.cell_type == "code" and c.id != "plain-colab"]
    for one, other in zip(code, made, strict=True):
        for part in ("id", "source", "outputs", "execution_count"):
            assert one[part] == other[part]
        hidden = "hide-input" in one.metadata.get("tags", [])
        assert other.metadata.get("jupyter", {}).get("source_hidden", False) == hidden
    nbformat.validate(plain)
    assert len({cell.id for cell in plain.cells}) == len(plain.cells)


def test_exercises_are_headings_and_answers_fold(chapter: tuple[Any, Any]) -> None:
    source, plain = chapter
    before, after = "\n".join(text_of(source)), "\n".join(text_of(plain))
    asked = len(re.findall(r"^`{3,}\{exercise\}", before, re.M))
    assert re.findall(r"^### Exercise (\d+)\b", after, re.M) == [str(n + 1) for n in range(asked)]
    fold = r"^<details><summary>Answer</summary>\n\n\S.*?\n\n</details>$"
    folds = re.findall(fold, after, re.M | re.S)
    assert len(folds) == len(re.findall(r"^`{3,}\{solution\}", before, re.M)) == asked > 0


def test_no_link_is_dead(edition: dict[str, str]) -> None:
    headings = {
        name: {re.sub(r"\s", "-", h) for h in re.findall(r"^#+ (.*)$", text, re.M)}
        for name, text in edition.items()
        if name.endswith(".md")
    }
    for name, text in edition.items():
        cells = [text] if name.endswith(".md") else text_of(nbformat.reads(text, as_version=4))
        for link in (link for cell in cells for link in seen(cell).links):
            if not re.match(r"https?://[\w.-]+/", link["href"]):
                file, _, fragment = link["href"].partition("#")
                assert file in edition, (name, link)
                assert not fragment or fragment in headings[file], (name, link)


def test_with_a_site_no_link_needs_the_folder(edition: dict[str, str]) -> None:
    sited = not any(name.endswith(".md") for name in edition)
    for name in (n for n in edition if n.endswith(".ipynb")):
        front, second = nbformat.reads(edition[name], as_version=4).cells[:2]
        home = f"{SITE}/chapters/{name.removesuffix('.ipynb')}.html"
        assert (home in [link["href"] for link in seen(front.source).links]) == sited
        assert (second.id == "plain-colab") == sited
        assert "CC BY 4.0" in front.source
        assert "Version 0.1.0" in front.source


def test_pages_beside_the_notebooks_hold_every_card(edition: dict[str, str]) -> None:
    pages = {name: text for name, text in edition.items() if name.endswith(".md")}
    if not pages:
        return
    for ident in cards.homes():
        page = pages[cards.page(ident).rpartition("/")[2] + ".md"]
        part = page.split(f"### {ident}\n", 1)[1].split("\n### ")[0]
        shown = " ".join("".join(seen(part).runs).split())
        for line in cards.words(ident):
            assert " ".join(line.split()) in shown, ident
    for name, text in pages.items():
        assert seen(text).math == 0, name
        assert "$" not in text, name


@pytest.mark.parametrize("table", ["claims", "calculations", "ledger"])
def test_the_words_are_those_of_the_pages_card(table: str) -> None:
    from dispatched import evidence

    for row in evidence.tables()[table]:
        if row["id"] not in cards.homes():
            continue
        card = Seen()
        card.feed(short_card(row["id"]))
        assert card.runs == cards.words(row["id"])
