"""Questions that cannot be asked: each named with file and key, and with what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatched import predict, texts
from tests.asked_questions import DRAW, GUESS, JUDGE, ORDER, read

BAD = {
    "no kind": ('asks = "How?"', "kind None: there are draw, guess, judge, order"),
    "another kind": ('kind = "sort"', "kind 'sort'"),
    "an unknown word": (GUESS + "tolerance = 1", "nothing is called 'tolerance'"),
    "a word of another kind": (JUDGE + "years = [1, 2]", "nothing is called 'years'"),
    "no asks": (GUESS.replace("How many?", " "), "has no asks"),
    "asks as a list": (GUESS.replace('"How many?"', "[]"), "asks has another form"),
    "covers more": (GUESS + 'covers = "page"', "covers 'page': there are figure, paragraph"),
    "an unknown unit": (GUESS.replace("persons", "people"), "no row 'people' in units.csv"),
    "another unit": (GUESS.replace('"persons"', '"percent"'), "arrivals-1947 is in persons"),
    "a word for a number": (GUESS.replace("100_000", '"much"'), "to 'much' is no number"),
    "no end": (GUESS.replace("100_000", "inf"), "to inf is no number"),
    "a scale downwards": (GUESS.replace("100_000", "-1"), "from 0 to -1: that is no way up"),
    "factors from nothing": (GUESS + "log = true", "a scale of factors (log) begins above 0"),
    "log in words": (GUESS + 'log = "yes"', "log is true or false"),
    "an unknown claim": (GUESS.replace("1947", "1047"), "no row 'arrivals-1047' in claims.csv"),
    "a claim beyond the scale": (GUESS.replace("100_000", "100"), "stands outside the frame"),
    "no evidence": (GUESS.replace("claims", "series = 'entries'\n# "), "series is in entries"),
    "no evidence named": (GUESS.replace("claims", "# "), "name its evidence once"),
    "two kinds of evidence": (GUESS + 'ledger = "sakhalin-end"', "name its evidence once"),
    "no claims": (GUESS.replace('["arrivals-1947"]', "[]"), "claims names none"),
    "one claim as a text": (GUESS.replace('["arrivals-1947"]', '"a"'), "is a list of ids"),
    "a category of claims": (GUESS + 'category = "all"', "category belongs to a series"),
    "the answer in asks": (
        GUESS.replace("How many?", "Is it [35,000](#arrivals-1947)?"),
        "asks gives the answer away: it links arrivals-1947",
    ),
    "one year": (DRAW.replace("[1965, 1985]", "1965"), "years has another form"),
    "years backwards": (DRAW.replace("1985]", "1960]"), "the first comes before the last"),
    "outside the years": (DRAW.replace("1965", "1968"), "quota-1967-1984 (15,000 persons"),
    "an unknown series": (
        DRAW.replace("claims = [", 'series = "entry"\n#'),
        "no series 'entry'",
    ),
    "a band outside the frame": (
        DRAW.replace("claims = [", 'ledger = "sakhalin-end"\n#').replace("from = 0", "from = 9999"),
        "no evidence stands inside the frame",
    ),
    "an unknown cell": (DRAW.replace("claims = [", 'ledger = "mars-end"\n#'), "no cell 'mars-end'"),
    "nothing after the start": (
        DRAW + 'start = ["quota-1967-1984"]',
        "start goes to 1984: no evidence comes after it",
    ),
    "no verdict": (
        JUDGE.replace("calc-entries-by-quarter", "calc-cnn-over-permits"),
        "calc-cnn-over-permits has no verdict",
    ),
    "an unknown verdict": (
        JUDGE + 'options = {true = "True"}',
        "no verdict 'true'; there are agrees",
    ),
    "the right one not offered": (
        JUDGE + 'options = {agrees = "Yes", disagrees = "No"}',
        "no option is 'agrees when rounded'",
    ),
    "one option": (JUDGE + 'options = {"agrees when rounded" = "Yes"}', "is no question"),
    "options as a list": (JUDGE + 'options = ["agrees"]', "options has another form"),
    "neither calculation nor right": ('kind = "judge"\nasks = "A?"', "name a calculation, or"),
    "an unknown column": (
        'kind = "judge"\nasks = "A?"\nright = "arrivals-1947.size"',
        "claims.csv has no column 'size'",
    ),
    "two items": (
        ORDER.replace('    {feature = "f-1946-recruitment", says = "C"},\n', ""),
        "an order needs three items",
    ),
    "an unknown order": (ORDER.replace("largest", "heaviest"), "says 'heaviest first'"),
    "an order of freedom": (
        ORDER.replace("largest first", "freest first"),
        "freest first is an order of features",
    ),
    "an item without a name": (ORDER.replace(', says = "C"', ""), "an item is {says = …}"),
    "a period without signs": (
        ORDER.replace('feature = "f-1946-recruitment"', 'silence = "across"'),
        "no signs are read for era 'across'",
    ),
    "two names alike": (ORDER.replace('"C"', '"A"'), "two items are called alike"),
    "in the right order": (
        ORDER.replace('"stock-april-1969"', '"arrivals-1946-1949"'),
        "stand in the right order already",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_question_is_named_with_file_and_key(name: str, tmp_path: Path) -> None:
    text, said = BAD[name]
    with pytest.raises(texts.TextError) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith("04-logging.toml, predict 'q': ")
    assert said in str(caught.value)


def test_a_question_that_is_a_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "04-logging.toml"
    path.write_text('[predict]\nq = "How many?"\n', encoding="utf-8")
    with pytest.raises(texts.TextError, match=r"04-logging.toml, predict 'q': is no table"):
        predict.questions(path)


def test_a_key_in_two_files_names_both_and_an_unknown_one_its_neighbor(tmp_path: Path) -> None:
    read(tmp_path, GUESS)
    with pytest.raises(texts.TextError, match=r"04-logging.toml: no \[predict.Q\]"):
        predict.of("Q", tmp_path / "04-logging.toml")
    (tmp_path / "05-x.toml").write_text(f"[predict.q]\n{GUESS}", encoding="utf-8")
    with pytest.raises(texts.TextError, match=r"'q' stands in 04-logging.toml and in 05-x.toml"):
        predict.together(tmp_path)
