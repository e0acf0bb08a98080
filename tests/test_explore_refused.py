"""What no explorer is made of: positions that cannot be found again, words that lack, a face that
is too large.
"""

from __future__ import annotations

import copy
import json
import re

import altair as alt
import pytest

from dispatched import charts
from dispatched.explore import LIMIT, Choice, Slider, explore, rows_at
from tests.exploring import ASSUMES, CASES, QUESTION, X, Y, bars, make, stock


@pytest.mark.parametrize(
    ("values", "start", "message"),
    [
        ([1, 2, 4], 1, "equal steps"),
        ([3, 2, 1], 1, "equal steps"),
        ([1, 1, 1], 1, "equal steps"),
        ([1], 1, "equal steps"),
        ([], 1, "equal steps"),
        ([0, 0.1, 0.2], 0, "whole numbers"),
        ([0.5, 1.5], 0.5, "whole numbers"),
        ([1, 2, 3], 4, "start 4 is none of its positions"),
        ([0, 10, 20], 5, "start 5 is none of its positions"),
    ],
)
def test_a_bad_slider(values, start, message):
    with pytest.raises(ValueError, match=message) as caught:
        Slider(values, start, "Share (percent)")
    assert "'Share (percent)'" in str(caught.value)


@pytest.mark.parametrize("changes", [{"question": ""}, {"question": "  "}, {"assumes": ""}])
def test_question_and_assumptions_are_asked_for(changes):
    with pytest.raises(ValueError, match="needs a slider, a question and its assumptions"):
        make(**changes)


def test_an_explorer_without_sliders():
    with pytest.raises(ValueError, match="needs a slider"):
        explore(stock, bars, question=QUESTION, assumes=ASSUMES)


def test_an_explorer_that_is_too_large():
    with pytest.raises(
        ValueError, match=r"bytes for 1,?200 combinations; 60,000 are allowed\. Use fewer positions"
    ):
        make(length=Slider(range(1, 401), 2, "Contract length (years)"))


def test_the_size_is_that_of_the_specification():
    assert len(json.dumps(make().spec(), separators=(",", ":"))) < LIMIT == 60_000


@pytest.mark.parametrize(
    ("options", "start", "message"),
    [
        ({"a": "A"}, "a", "two options"),
        ({"a": "A", "b": ""}, "a", "two options"),
        (CASES, "none", "none of its options"),
    ],
)
def test_a_bad_choice(options, start, message):
    with pytest.raises(ValueError, match=message):
        Choice(options, start, "Case")


def test_a_slider_named_like_a_column():
    def model(year):
        return [{"year": year, "stock": 1}]

    with pytest.raises(ValueError, match="share a name: year"):
        explore(
            model, bars, question=QUESTION, assumes=ASSUMES, year=Slider([1946, 1947], 1946, "Year")
        )


def test_a_draft_is_shown_and_the_book_still_asks():
    draft = make(lambda data: alt.Chart(data).mark_bar().encode(X, Y))
    assert charts.MIME in draft._repr_mimebundle_()
    assert charts.faults(draft.spec())[0] == "no title"


def test_a_slider_that_is_not_there():
    with pytest.raises(TypeError, match="no slider width; there are length, share"):
        make().rows(width=3)


BARE = {"question": "", "assumes": "", "length": Slider([1, 2], 1), "share": Slider([0, 10], 0)}
WORDS = """
[figures.stay]
title = "People present"
description = "Bars"
"""
PLACE = "04-logging.toml, figure 'stay': "
LACKS = "an explorer needs a slider, a question and its assumptions"
ASKED = 'question = "Who stays?"\nassumes = "Nobody returns."\n'
LABEL = '[figures.stay.controls]\nlength = "Contract length (years)"\n'


@pytest.mark.parametrize(
    ("words", "changes", "said"),
    [
        ("", {"question": "", "key": ""}, LACKS),
        ("", {"share": BARE["share"], "key": ""}, "the control 'share' has no label"),
        ("", BARE, PLACE + LACKS),
        (ASKED + LABEL, BARE, f"{PLACE}the control 'share' has no label"),
        (
            ASKED + LABEL + 'width = "Width"\n',
            BARE,
            f"{PLACE}a label for 'width', which is no control",
        ),
    ],
    ids=["no question", "no label", "no question in the file", "no label in the file", "one more"],
)
def test_what_an_explorer_lacks_is_named_with_its_place(
    words, changes, said, tmp_path, monkeypatch
):
    (tmp_path / "04-logging.toml").write_text(WORDS + words, encoding="utf-8")
    monkeypatch.setenv("DISPATCHED_CHAPTERS", str(tmp_path))
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        make(**({"key": "stay"} | changes))


def test_words_that_are_not_in_the_code_are_those_of_the_file(tmp_path, monkeypatch):
    (tmp_path / "04-logging.toml").write_text(WORDS + ASKED + LABEL, encoding="utf-8")
    monkeypatch.setenv("DISPATCHED_CHAPTERS", str(tmp_path))
    share = Slider([0, 10], 0, "Share (percent)")
    made = explore(stock, bars, "stay", length=BARE["length"], share=share)
    assert (made.question, made.assumes) == ("Who stays?", "Nobody returns.")
    labels = [control.label for control in made.controls.values()]
    assert labels == ["Contract length (years)", "Share (percent)"]
    ours = explore(stock, bars, "stay", question="Who?", length=BARE["length"], share=share)
    assert (ours.question, ours.assumes) == ("Who?", "Nobody returns.")


@pytest.mark.parametrize("given", [{"question": QUESTION}, {"assumes": ASSUMES}])
def test_without_a_file_nothing_is_asked_in_words_of_the_package(given):
    with pytest.raises(ValueError, match=f"^{LACKS}$"):
        explore(stock, bars, **given, length=Slider([1, 2], 1, "Contract length (years)"))


def test_rows_that_lack_a_cell_are_not_read():
    spec = copy.deepcopy(make().spec())
    record = next(r for r in spec["datasets"]["model"] if (r["length"], r["share"]) == (2, 10))
    record["stock"].pop()
    with pytest.raises(ValueError, match=r"zip\(\) argument"):
        rows_at(spec)
