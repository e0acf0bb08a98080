"""A claim is put into words in one place; pages, lists, search and notebooks join the parts."""

from __future__ import annotations

import html
import itertools
import re

import pytest

from dispatched import arithmetic, evidence
from dispatched.arithmetic.tree import compiled, worded
from dispatched.book import assets, colors, linked
from dispatched.charts import theme
from dispatched.notebooks import beside, cards, references

CLAIMS = evidence.tables()["claims"]


def bare(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.mark.parametrize("ident", [CLAIMS[0]["id"], CLAIMS[-1]["id"], "calc-arrivals-1947-share"])
def test_every_short_card_says_the_same(ident: str) -> None:
    lines = [" ".join(part.text.split()) for part in arithmetic.card(ident).parts()]
    assert cards.title(ident) == " · ".join(lines)
    assert bare(linked.short_card(ident)) == " ".join(lines)


def test_a_correction_and_whoever_is_cited_stand_on_the_card() -> None:
    corrected = next(row for row in CLAIMS if row["corrected"])
    last = evidence.claim_card(corrected["id"]).parts()[-1]
    assert last == ("note", f"Corrected: {corrected['corrected']}")
    assert f'<span class="pop-note">{html.escape(last.text)}' in linked.short_card(corrected["id"])
    named = next(row for row in CLAIMS if row["attributed_to"])
    source = evidence.claim_card(named["id"]).parts()[2].text
    assert f", citing {named['attributed_to']}. " in source


def test_a_card_beside_the_notebooks_says_when_and_where() -> None:
    page = beside.pages(references.works())["evidence-1946.md"]
    assert "\n\n1947; Soviet Far East, all; flow.\n" in page


def test_an_unknown_card_is_named_with_those_near_it() -> None:
    with pytest.raises(evidence.EvidenceError, match="'arrivals-1974'; near it: arrivals-1947"):
        cards.page("arrivals-1974")


def test_colors_of_charts_and_eras_stand_in_one_place() -> None:
    made = colors.sheet()
    for era, color in theme.ERA_COLOR.items():
        assert f".era-{era} {{ --era: var(--era-{era}); }}" in made
        assert made.index(f"--era-{era}: {color};") < made.index(f"--era-{era}: {colors.DARK[era]}")
    known = {color.lower() for color in (*theme.ERA_COLOR.values(), theme.INK, theme.GRID)}
    for part in itertools.chain(*assets.SHEETS.values()):
        text = (assets.STATIC / "css" / f"{part}.css").read_text(encoding="utf-8").lower()
        assert not [color for color in known if color in text], part


@pytest.mark.parametrize(
    ("formula", "words"),
    {
        "a - b * c + (a + b) * c": "a − b × c + (a + b) × c",
        "a * (b - c) / (a + b)": "a × (b − c) ÷ (a + b)",
        "a / (b * c) - a / b * c": "a ÷ (b × c) − a ÷ b × c",
        "a - (b + c) - (a - b)": "a − (b + c) − (a − b)",
        "a * (b * c) + (b + c)": "a × b × c + b + c",
        "union(a + b, c)": "(a + b or c)",
        "union(a * b, c - 1) / 2": "(a × b or c − 1) ÷ 2",
        "union(union(a, b), c)": "((a or b) or c)",
        "union(a - b)": "a − b",
        "union(a - b) * c": "(a − b) × c",
        "-(a + b) * c - -a": "−(a + b) × c − −a",
        "low(a + b) / high(c)": "the low end of (a + b) ÷ the high end of c",
        "12000 * a + 0.25": "12,000 × a + 0.25",
    }.items(),
)
def test_a_formula_in_words_keeps_the_brackets_that_it_needs(formula, words):
    assert worded(compiled(formula, "abc")) == words
