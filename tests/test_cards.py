"""A claim is put into words in one place; pages, lists, search and notebooks join the parts."""

from __future__ import annotations

import html
import itertools
import re
from dataclasses import asdict
from typing import Any

import pytest

from dispatched import arithmetic, evidence
from dispatched.arithmetic.tree import compiled, worded
from dispatched.book import assets, colors, linked
from dispatched.charts import theme
from dispatched.evidence import people
from dispatched.notebooks import beside, cards, references

CLAIMS = evidence.tables()["claims"]
IDS = {row["id"] for name in ("claims", "sources") for row in evidence.tables()[name]}
IDS = {ident for ident in IDS if not ident.isalpha()}


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


def test_a_card_is_its_row_in_words() -> None:
    card = evidence.claim_card("winter-temperature")
    row = next(row for row in CLAIMS if row["id"] == card.ident)
    same = ("era", "statement", "measure", "basis", "grade", "seen", "checked", "coders")
    assert asdict(card) == {name: row[name] for name in (*same, "corrected")} | {
        "note": evidence.paragraphs(row["note"]),
        "ident": "winter-temperature",
        "value": "-40 to -30 °C",
        "when": "1967–1991",
        "where": "Siberia, timber",
        "source": "Lankov 2020, ¶42",
        "cited": "Seo 1996, pp. 2, 154-166",
    }
    assert all((card.note, card.corrected)), "an example that has both"


def test_what_a_row_leaves_open_is_an_empty_text_on_its_card() -> None:
    for column, part in (("attributed_to", "cited"), ("corrected", "corrected"), ("note", "note")):
        for row in CLAIMS:
            shown = row[column] or ""
            shown = shown if column == "attributed_to" else evidence.named(shown)
            assert getattr(evidence.claim_card(row["id"]), part) == shown, row["id"]
            assert not {*re.findall(r"[a-z0-9-]+", shown)} & IDS, "a reader knows no ids"
    bare = next(row for row in CLAIMS if row["sector"] == "none")
    assert evidence.claim_card(bare["id"]).where == bare["place"]


@pytest.mark.parametrize(
    ("low", "best", "high", "relation", "said"),
    [
        (1000, 1200, 2000, "between", "1,000 to 2,000 persons (best 1,200 persons)"),
        (1000, 1, 2000, "about", "about 1,000 to 2,000 persons (best 1 person)"),
        (0, 0, 5, None, "0 to 5 persons (best 0 persons)"),
        (1000, None, 2000, None, "1,000 to 2,000 persons"),
        (None, 0, None, "exact", "0 persons"),
        (None, 1200, 2000, "about", "about 1,200 persons"),
        (1000, None, None, "at_least", "at least 1,000 persons"),
        (0, None, None, "at_least", "at least 0 persons"),
        (None, None, 2000, "at_most", "at most 2,000 persons"),
        (None, 1200, None, None, "1,200 persons"),
        (None, None, None, "exact", "in words only"),
    ],
)
def test_a_figure_is_said_whole(
    low: Any, best: Any, high: Any, relation: str | None, said: str
) -> None:
    row = {"low": low, "best": best, "high": high, "unit": "persons", "relation": relation}
    assert evidence.describe(row) == said
    assert evidence.heads(row) == said.removesuffix(" persons")


@pytest.mark.parametrize(
    ("low", "best", "high", "unit", "said"),
    [
        (1967, 1968, 1970, "year", "1967 to 1970 (best 1968)"),
        (-30, 0, 50, "USD/month", "-$30 to $50 a month (best $0 a month)"),
        (60, 65, 70, "percent", "60 to 70% (best 65%)"),
        (1e6, None, 2.5e9, "USD", "$1 million to $2.5 billion"),
    ],
)
def test_a_range_has_its_unit_once_and_again_for_the_best(
    low: Any, best: Any, high: Any, unit: str, said: str
) -> None:
    row = {"low": low, "best": best, "high": high, "unit": unit, "relation": "between"}
    assert evidence.describe(row) == said


def test_a_reference_without_a_place_is_the_short_name_of_the_source() -> None:
    assert evidence.cite("lankov2020") == "Lankov 2020"
    assert evidence.cite("lankov2020", "") == "Lankov 2020"
    assert evidence.cite("lankov2020", "p21; p22") == "Lankov 2020, ¶21, ¶22"


def test_workers_are_drawn_where_a_claim_counts_them_and_nothing_else_is() -> None:
    drawn = evidence.people_rows()
    wanted = [
        row["id"]
        for row in CLAIMS
        if row["indicator"] in people.PEOPLE
        and row["unit"] in ("persons", "persons/year")
        and not row["in_words"]
        and any(row[column] is not None for column in ("low", "best", "high"))
        and any(row[column] is not None for column in ("year_start", "year_end"))
    ]
    assert drawn["id"].tolist() == wanted
    left = {row["unit"] for row in CLAIMS if row["indicator"] in people.PEOPLE}
    assert left > {"persons", "places", "year"}, "quotas of places and years are no workers"


def test_a_row_to_draw_has_the_words_of_the_card() -> None:
    (row,) = evidence.people_rows(id="arrivals-1947").to_dict("records")
    card = evidence.claim_card("arrivals-1947")
    assert row == {
        "id": "arrivals-1947",
        "era": "1946",
        "kind": "Arrivals in the period",
        "start": 1947,
        "end": 1947,
        "years": "1947",
        "part": False,
        "middle": 35000,
        "low": 35000,
        "high": 35000,
        "value": "about 35,000 persons",
        "place": "Soviet Far East",
        "who": "Lankov 2020, ¶21, citing Krushanova 2014, p. 133",
        "statement": card.statement,
        "grade": "B",
    }


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
