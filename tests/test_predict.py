"""Questions before the evidence: read from a chapter's text file, answered from the tables."""

from __future__ import annotations

import json
import math
import re
from itertools import count
from pathlib import Path
from typing import Any

import nbformat
import pytest
from docutils import nodes

from dispatched import arithmetic, evidence, predict, texts
from dispatched.book import ask_form
from dispatched.book.chart_nodes import chart_node
from dispatched.book.predict import covered, predict_node
from dispatched.notebooks import asked
from dispatched.notebooks.addresses import Book, Hosts
from dispatched.notebooks.convert import convert
from dispatched.notebooks.directives import Page
from dispatched.predict import marks
from tests import asking_book
from tests.asked_questions import DRAW, GUESS, JUDGE, ORDER, read


def link(ident: str) -> str:
    return f"back.html#{ident}"


def test_a_guess_is_answered_by_its_claims(tmp_path: Path) -> None:
    (mark,) = read(tmp_path, GUESS).marks
    assert (mark.low, mark.high) == evidence.bounds("arrivals-1947")
    assert mark.value == str(evidence.claim("arrivals-1947"))


def test_an_open_side_has_no_end_and_a_calculation_no_year(tmp_path: Path) -> None:
    text = GUESS.replace('"persons"', '"USD"').replace("arrivals-1947", "capital-brought-home")
    (mark,) = read(tmp_path, text).marks
    assert (mark.low, mark.high) == (evidence.claim("capital-brought-home").low or 2000, None)
    made = marks.of_calculation("calc-arrivals-1947-share")
    known = arithmetic.compute(arithmetic.calculation("calc-arrivals-1947-share"))
    assert (made.low, made.high, made.start) == (known.low, known.high, None)


def test_a_line_is_answered_by_claims_a_series_or_the_ledger(tmp_path: Path) -> None:
    assert [mark.ident for mark in read(tmp_path, DRAW).marks] == [
        "quota-1967-1984",
        "stock-april-1969",
    ]
    text = DRAW.replace("claims = [", 'ledger = "sakhalin-end"\n#').replace("1965", "1946")
    band = read(tmp_path, text.replace("1985", "1950")).marks
    rows = {row["id"]: row for row in evidence.tables()["ledger"]}
    assert [(m.low, m.high) for m in band] == [
        (rows[m.ident]["low"], rows[m.ident]["high"]) for m in band
    ]
    assert [mark.start for mark in band] == [1946, 1947, 1948, 1949, 1950]
    entries = DRAW.replace("claims = [", 'series = "entries"\ncategory = "all"\n#')
    entries = entries.replace("persons", "entries").replace("[1965, 1985]", "[2012, 2025]")
    found = read(tmp_path, entries.replace("20_000", "40_000")).marks
    series = evidence.series("entries")
    whole = series[(series["category"] == "all") & series["date"].str.fullmatch(r"\d{4}")]
    known = set(zip(whole["year"], whole["best"], strict=True))
    assert {(mark.start, mark.middle) for mark in found} <= known, "a quarter is no year"
    assert len(found) > 3


def test_what_is_given_comes_first_and_the_reader_goes_on(tmp_path: Path) -> None:
    text = DRAW.replace('"quota-1967-1984", "stock-april-1969"', '"stock-1970-1975"')
    question = read(tmp_path, text + 'start = ["stock-april-1969"]')
    assert [mark.ident for mark in question.given] == ["stock-april-1969"]
    assert question.handles[0] == 1970
    assert question.handles[-1] == 1985


def test_few_points_draw_many_years(tmp_path: Path) -> None:
    question = read(tmp_path, DRAW.replace("[1965, 1985]", "[1946, 2025]"))
    assert len(question.handles) <= 16
    assert (question.handles[0], question.handles[-1]) == (1946, 2025)


def test_a_verdict_is_that_of_the_table(tmp_path: Path) -> None:
    question = read(tmp_path, JUDGE)
    assert question.right == arithmetic.calculation("calc-entries-by-quarter")["verdict"]
    assert list(question.options) == ["agrees", "agrees when rounded", "only just", "disagrees"]
    own = 'kind = "judge"\nasks = "A?"\nright = "arrivals-1947.measure"\n'
    question = read(tmp_path, own + 'options = {flow = "A flow", stock = "A stock"}')
    assert question.right == evidence.claim("arrivals-1947").measure


def test_an_order_is_that_of_the_values(tmp_path: Path) -> None:
    question = read(tmp_path, ORDER)
    assert [question.items[n].says for n in question.order] == ["B", "A", "C"]
    turned = read(tmp_path, ORDER.replace("largest", "smallest"))
    assert [turned.items[n].says for n in turned.order] == ["C", "A", "B"]
    score = evidence.find("features", "f-1946-recruitment")["score"]
    assert (question.items[2].low, question.items[2].value) == (score, f"score {score:g}")


def test_an_item_may_be_what_no_text_decides(tmp_path: Path) -> None:
    text = ORDER.replace('feature = "f-1946-recruitment"', 'silence = "1950"')
    item = read(tmp_path, text).items[2]
    rows = [row for row in evidence.tables()["ilo-evidence"] if row["era"] == "1950"]
    unknown = sum(row["reading"] == "unknown" for row in rows)
    assert (item.low, item.high) == (unknown, unknown)
    assert item.value == f"unknown: {unknown} of {len(rows)} signs"
    assert 0 < unknown < len(rows)


def every() -> list[predict.Question]:
    return list(predict.together(texts.folder()).values())


@pytest.mark.parametrize("question", every(), ids=lambda q: q.key)
def test_what_the_page_gets_is_whole(question: predict.Question) -> None:
    made = ask_form.form(question, link) + ask_form.buttons(question)
    assert "nan" not in made.casefold().replace("financ", "").replace("govern", "")
    assert " style=" not in made
    assert "<script>" not in made
    data = ask_form.data(question)
    json.dumps(data, allow_nan=False)
    numbers = [n for m in data.get("marks", []) for n in (m["low"], m["high"], m["at"])]
    assert all(n is None or math.isfinite(n) for n in numbers)
    for ident in question.idents():
        assert f'href="back.html#{ident}"' in made


def test_a_frame_is_empty_until_asked_for_its_marks(tmp_path: Path) -> None:
    question = read(tmp_path, DRAW)
    empty, full = predict.frame_svg(question), predict.frame_svg(question, marks=True)
    assert "circle" not in empty
    assert "ask-marks" not in empty
    assert full.count("<title>") == 2
    assert evidence.cite("lankov2020") in full
    assert predict.frame_svg(read(tmp_path, JUDGE)) == ""
    assert "15,000" not in predict.plain(question)


def test_a_band_of_the_ledger_has_no_middle(tmp_path: Path) -> None:
    text = DRAW.replace("1965, 1985", "1949, 1961")
    text = text[: text.index("claims")] + 'ledger = "sakhalin-end"\n'
    drawn = predict.frame_svg(read(tmp_path, text), marks=True)
    assert drawn.count("<circle") == 1  # 1949, where the two ends meet
    assert drawn.count('class="ask-range"') == 12


def test_words_of_a_question_are_escaped(tmp_path: Path) -> None:
    own = 'kind = "judge"\nasks = "A?"\nright = "arrivals-1947.measure"\n'
    question = read(tmp_path, own + 'options = {flow = "<img src=x>", stock = "</script>"}')
    made = ask_form.form(question, link) + ask_form.buttons(question)
    assert "<img" not in made
    assert made.count("</script>") == 1


def test_a_scale_of_large_numbers_names_their_words() -> None:
    def labels(high: float, years: tuple[int, int] | None = None, log: bool = False) -> list[str]:
        frame = predict.Frame("USD/year", 1e6 if log else 0, high, years, log)
        made = predict.Question("k", "c", "guess", "a", "", "figure", frame=frame)
        return re.findall(r"<text[^>]*>([^<]*)</text>", predict.frame_svg(made))

    said = ["1 million", "10 million", "100 million", "1 billion", "10 billion"]
    assert labels(1e10, log=True) == said
    assert labels(4e6)[-1] == "4 million"
    assert labels(20_000)[-1] == "20,000"
    assert labels(4e6, (1990, 2000))[:6] == ["million US dollars a year", "0", "1", "2", "3", "4"]


def test_the_setting_tells_scale_options_or_items(tmp_path: Path) -> None:
    assert predict.setting(read(tmp_path, GUESS)) == (
        "Give a number on a scale of 0 to 100,000 persons."
    )
    assert predict.setting(read(tmp_path, DRAW)).startswith("Sketch a line from 1965 to 1985, on")
    assert predict.setting(read(tmp_path, JUDGE)).endswith("Only just or Disagrees.")
    assert predict.setting(read(tmp_path, ORDER)) == "Put in order, largest first: A; B; C."


def asking(*keys: str, lane: str = "story") -> Any:
    cells = [nbformat.v4.new_markdown_cell(f"A.\n\n```{{predict}} {k}\n```\n") for k in keys]
    for cell in cells:
        cell.metadata["tags"] = [lane]
    return nbformat.v4.new_notebook(cells=cells)


def test_a_chapter_asks_each_of_its_questions_once_in_the_story(tmp_path: Path) -> None:
    known = {"q": read(tmp_path, GUESS)}
    assert list(asked.faults("04-logging", asking("q"), known)) == []
    (said,) = asked.faults("04-logging", asking("q", "other"), known)
    assert said == "04-logging, cell 1: question 'other' stands in no text file"
    (said,) = asked.faults("04-logging", asking("q", "q"), known)
    assert said == "04-logging, question 'q': asked in cells 0 and 1"
    (said,) = asked.faults("04-logging", asking(), known)
    assert said == "04-logging.toml, predict 'q': no cell asks it"
    (said,) = asked.faults("04-logging", asking("q", lane="workshop"), known)
    assert "stands in the workshop" in said
    (said,) = asked.faults("05-x", asking("q"), known)
    assert said == "05-x, cell 0: question 'q' has the words of 04-logging.toml"


def test_a_number_in_a_question_is_evidence(tmp_path: Path) -> None:
    known = {"q": read(tmp_path, GUESS.replace("How many?", "More than 12,345?"))}
    (said,) = asked.faults("04-logging", asking("q"), known)
    assert "predict 'q': 12,345 is not linked" in said


def test_the_questions_of_the_small_book_are_good(tmp_path: Path) -> None:
    path = tmp_path / "03-x.toml"
    path.write_text(asking_book.QUESTIONS, encoding="utf-8")
    assert {q.kind for q in predict.questions(path).values()} == {*predict.KINDS}


def test_the_plain_edition_asks_in_a_quotation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(tmp_path, GUESS.replace("How many?", "More than [the quota](#quota-1967-1984)?"))
    monkeypatch.setenv("DISPATCHED_CHAPTERS", str(tmp_path))
    book = Book(Hosts(site="https://book.example"), {"chapters/04-logging": "Logs"}, {}, {})
    page = Page("chapters/04-logging", book, count(1), {}, {})
    made = convert("Text.\n\n```{predict} q\n```\n", page)
    assert made.startswith("Text.\n\n> **Before you look.** More than [the quota](https://book.ex")
    assert made.rstrip().endswith("Give a number on a scale of 0 to 100,000 persons.")
    with pytest.raises(texts.TextError, match=r"04-logging.toml: no \[predict.other\]"):
        convert("```{predict} other\n```\n", page)


def block(kind: type[nodes.Element], *children: nodes.Node, lane: str = "") -> nodes.Element:
    return kind("", *children, classes=[lane] if lane else [])


def test_what_a_question_covers() -> None:
    caption = nodes.paragraph("", "", nodes.emphasis("", "What one sees."))
    text, after = nodes.paragraph("", "Text."), nodes.paragraph("", "It tells the answer.")
    work = block(nodes.container, chart_node(spec=""), lane="tag_workshop")
    chart = block(nodes.container, chart_node(spec=""), lane="tag_story")
    ask = predict_node(key="q")
    inner = nodes.section("", nodes.paragraph("", "Another."))
    nodes.section("", nodes.title("", "T"), ask, text, work, chart, caption, after, inner)
    assert covered(ask, "figure") == [text, work, chart, caption]
    assert covered(ask, "paragraph") == [text]
    assert covered(ask, "section") == [text, work, chart, caption, after]
    last = predict_node(key="r")
    nodes.section("", last, nodes.paragraph("", "Text."), predict_node(key="s"), chart)
    with pytest.raises(ValueError, match="no chart of the story follows"):
        covered(last, "figure")
    alone = predict_node(key="t")
    nodes.section("", alone)
    with pytest.raises(ValueError, match="nothing follows it"):
        covered(alone, "section")
