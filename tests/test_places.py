"""Where a source says it: a reader sees ¶59, for p59 reads like a page; the tables keep p59."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from dispatched import charts, evidence, vegalite
from dispatched.notebooks import prose
from tests.chapters import CHAPTERS, ROOT, saved

STORED = re.compile(r"(?<![\w/])(?<![a-z]-)p\d+\b")
NOTEBOOKS = [*CHAPTERS, *sorted(ROOT.glob("exercises/*/*.ipynb")), *ROOT.glob("trial/*.ipynb")]
PAGES = [
    ROOT / "index.md",
    *sorted(ROOT.glob("back/*.md")),
    *sorted(ROOT.glob("exercises/**/*.md")),
]
FOLDERS = ("chapters", "exercises", "teaching", "back", "trial")
TEXTS = [path for name in FOLDERS for path in sorted((ROOT / name).glob("**/*.toml"))]
OF_NUMBERS = "rows whose p50 reaches"
"""A column of quantiles, in a hint that is shown as it is typed."""


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("p21", "¶21"),
        ("p48; p49", "¶48, ¶49"),
        ("p58; p65; p67", "¶58, ¶65, ¶67"),
        ("abstract", "abstract"),
        ("paragraph 4", "paragraph 4"),
        ("last paragraph", "last paragraph"),
        ("text of part 152", "text of part 152"),
        ("Against p59, which (p44-p45).", "Against ¶59, which (¶44-¶45)."),
        ("Krushanova 2014, p. 133", "Krushanova 2014, p. 133"),
        ("pp152, http://aldoe.ru/p2370.htm", "pp152, http://aldoe.ru/p2370.htm"),
        ("chang-p153, top50", "chang-p153, top50"),
        ("", ""),
    ],
)
def test_a_paragraph_is_shown_with_its_sign(stored: str, shown: str) -> None:
    assert evidence.paragraphs(stored) == shown


def test_no_place_of_the_tables_is_shown_like_a_page() -> None:
    rows = [row for table in evidence.tables().values() for row in table if row.get("locator")]
    rows += [r for name in ("entries", "stock") for r in evidence.records(evidence.series(name))]
    shown = [evidence.cite(row["source"], row["locator"]) for row in rows]
    assert sum("¶" in text for text in shown) > 1000
    assert [text for text in shown if STORED.search(text)] == []
    for row, text in zip(rows, shown, strict=True):
        assert re.findall(r"\d+", row["locator"] or "") == re.findall(
            r"\d+", text.removeprefix(evidence.cite(row["source"]))
        )


def test_no_card_has_a_place_like_a_page_in_its_notes_either() -> None:
    cards = [evidence.claim_card(row["id"]) for row in evidence.tables()["claims"]]
    assert sum("¶" in card.note for card in cards) > 50
    said = [text for card in cards for text in astuple(card)[1:] if isinstance(text, str)]
    assert [text for text in said if STORED.search(text)] == []


def test_a_place_in_prose_that_reads_like_a_page_is_refused() -> None:
    (fault,) = prose.check("# A\n\nSo says the article ({cite:t}`chang-p153`, p59).")
    assert str(fault).startswith("line 3: p59 reads like a page: write ¶59: ")
    told = ["Both (p3; p4).", "[35,000](#arrivals-1947), p21", "| a |\n|---|\n| p3 |", "<b>p3</b>"]
    told += ["```{note}\nIn p3.\n```", "[see p3](back/data.md)", "# On p3", "<p>\nIn p3\n</p>"]
    assert [prose.places(text) != [] for text in told] == [True] * len(told)


@pytest.mark.parametrize(
    "text",
    ["¶59", "`p59`", "```python\np5\n```", "p. 133", "/p2370.htm", "chang-p153", "[a](#f-p3)"],
)
def test_code_and_addresses_are_no_places(text: str) -> None:
    assert prose.places(text) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_no_cell_has_a_place_that_reads_like_a_page(path: Path) -> None:
    cells = enumerate(saved(path).cells)
    texts = [(number, cell.source) for number, cell in cells if cell.cell_type == "markdown"]
    faults = [f"{path.stem}, cell {n}, {fault}" for n, t in texts for fault in prose.places(t)]
    assert faults == []


@pytest.mark.parametrize("path", [*PAGES, *TEXTS], ids=lambda p: f"{p.parent.name}-{p.name}")
def test_no_page_and_no_text_has_a_place_that_reads_like_a_page(path: Path) -> None:
    whole = path.read_text(encoding="utf-8")
    texts = [whole] if path.suffix == ".md" else [t for t in said(tomllib.loads(whole)) if " " in t]
    faults = [f for text in texts for f in prose.places(text.replace(OF_NUMBERS, ""))]
    assert [f"{path.relative_to(ROOT)}, {fault.problem}: {fault.text}" for fault in faults] == []


def said(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from said(one)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_no_chart_shows_a_place_like_a_page(path: Path) -> None:
    for cell in saved(path).cells:
        for spec in (o.get("data", {}).get(charts.MIME) for o in cell.get("outputs", [])):
            if spec and "usermeta" in spec:
                assert [text for text in shown(spec) if STORED.search(text)] == []


def shown(spec: dict) -> Iterator[str]:
    """What a chart says: its words, its source line, and the fields that its marks show."""
    yield from (spec["description"], *said(spec["title"]), *said(spec["usermeta"]))
    tables = dict(spec.get("datasets", {}))
    for view in vegalite.views(spec):
        fields = vegalite.fields(view.encoding, {"tooltip", "text", "x", "y", "color", "row"})
        for row in vegalite.rows(view.data, tables):
            yield from said([row.get(f) for names in fields.values() for f in names])


def test_a_finished_chart_shows_the_places_of_its_data_in_every_view() -> None:
    data = pd.DataFrame({"x": [1, 2], "locator": ["p17; p19", None]})
    one = alt.Chart(data).mark_point().encode(x="x:Q", tooltip=["locator:N"])
    other = alt.Chart(data.assign(x=3)).mark_tick().encode(x="x:Q", tooltip=["locator:N"])
    both = (one + other, one & (one + other), one | other, alt.concat(one, other))
    for chart in (one, *both, one.facet(row="x:N")):
        finished = charts.figure(chart, title="T", description="D", claims=[]).to_dict()
        rows = [row for table in finished["datasets"].values() for row in table]
        assert {row["locator"] for row in rows} == {"¶17, ¶19", None}
    assert data["locator"][0] == "p17; p19"
    assert one.to_dict()["datasets"] != finished["datasets"], "the chart itself stays as it was"
