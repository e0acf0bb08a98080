"""The text files beside the chapters: read, and what is wrong with one named."""

from __future__ import annotations

from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from dispatched import charts, evidence, explore, texts

GOOD = """
[figures.quota]
title = "A quota"
description = "A dashed line and a dot below it."
note = "Ours."
[figures.quota.controls]
term = "Term (years)"
[figures.quota.words]
stock = "Workers present"
"""
BARE = 'title = "A"\ndescription = "B"\n'


def put(folder: Path, text: str, name: str = "04-logging.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one good file, from which the words are read."""
    put(tmp_path, GOOD)
    monkeypatch.setenv("DISPATCHED_CHAPTERS", str(tmp_path))
    return tmp_path


def bars() -> alt.Chart:
    rows = pd.DataFrame({"id": ["arrivals-1947", "arrivals-1947", "total"], "n": [1, 2, 3]})
    return (
        alt.Chart(rows)
        .mark_bar()
        .encode(x=alt.X("n:Q", title="N (persons)"), y=alt.Y("id:N", title="Claim"))
    )


def test_the_words_of_a_figure(there: Path) -> None:
    text = texts.of("quota")
    assert (text.title, text.chapter, text.claims) == ("A quota", "04-logging", None)
    assert texts.words("quota") == {"stock": "Workers present"}


def test_lines_of_a_description_are_one_text(tmp_path: Path) -> None:
    path = put(tmp_path, '[figures.a]\ntitle = "A"\ndescription = """\nOne\n  two."""\n')
    assert texts.figures(path)["a"].description == "One two."


def test_a_chart_takes_its_words_by_key_and_its_claims_from_its_data(there: Path) -> None:
    spec = charts.figure(bars(), "quota").to_dict()
    assert spec["title"]["text"] == "A quota"
    assert spec["description"] == "A dashed line and a dot below it."
    assert spec["usermeta"]["claims"] == ["arrivals-1947"]
    assert spec["usermeta"]["key"] == "quota"
    cited = evidence.cite("lankov2020", evidence.claim("arrivals-1947").locator)
    assert spec["usermeta"]["source"] == f"Source: {cited}. Ours."


def test_claims_that_the_file_names_are_those(there: Path) -> None:
    put(there, f"[figures.quota]\n{BARE}claims = []\nnote = 'Ours.'\n")
    texts._together.cache_clear()
    assert charts.figure(bars(), "quota").to_dict()["usermeta"]["claims"] == []


def test_a_key_and_words_of_its_own_are_one_too_many(there: Path) -> None:
    with pytest.raises(TypeError, match="'quota': its words stand in the chapter's text file"):
        charts.figure(bars(), "quota", title="Another")


def test_an_unknown_key_names_those_near_it(there: Path) -> None:
    with pytest.raises(texts.TextError, match="has a figure 'quotas'; near it: quota"):
        charts.figure(bars(), "quotas")


def rows(term: int) -> list[dict[str, float]]:
    return [{"n": term, "id": "a"}]


def test_an_explorer_takes_its_question_and_labels(there: Path) -> None:
    words = "question = 'Which?'\nassumes = 'Nothing.'\n[figures.quota.controls]\nterm = 'Term'\n"
    put(there, f"[figures.quota]\n{BARE}{words}")
    texts._together.cache_clear()
    made = explore.explore(rows, lambda data: bars(), "quota", term=explore.Slider([1, 2], 1))
    assert (made.question, made.assumes) == ("Which?", "Nothing.")
    assert made.controls["term"].label == "Term"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "an explorer needs a slider, a question"),
        ("question = 'W?'\nassumes = 'N.'\n", "the control 'term' has no label"),
        (
            "question = 'W?'\nassumes = 'N.'\ncontrols = {term = 'T', turn = 'U'}\n",
            "a label for 'turn', which is no control",
        ),
    ],
)
def test_an_explorer_without_its_words(there: Path, words: str, said: str) -> None:
    put(there, f"[figures.quota]\n{BARE}{words}")
    texts._together.cache_clear()
    with pytest.raises(ValueError, match=rf"04-logging.toml, figure 'quota': {said}"):
        explore.explore(rows, lambda data: bars(), "quota", term=explore.Slider([1, 2], 1))


BAD = {
    "no TOML": ("[figures", "04-logging.toml: Expected"),
    "another section": ("[figure.a]\n", "no section 'figure'; there are chapter"),
    "no title": ('[figures.a]\ndescription = "B"\n', "figure 'a': has no title"),
    "an empty description": (
        '[figures.a]\ntitle = "A"\ndescription = " "\n',
        "figure 'a': has no description",
    ),
    "a word that none has": (f"[figures.a]\n{BARE}capion = 'C'\n", "nothing is called 'capion'"),
    "a number for a title": ("[figures.a]\ntitle = 4\n", "figure 'a': title has another form"),
    "one claim as a text": (f"[figures.a]\n{BARE}claims = 'x'\n", "claims has another form"),
    "a list of words": (f"[figures.a]\n{BARE}words = ['x']\n", "words has another form"),
    "a figure that is a text": ("[figures]\na = 'b'\n", "figure 'a': is no table"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named(name: str, tmp_path: Path) -> None:
    text, said = BAD[name]
    with pytest.raises(texts.TextError) as caught:
        texts.figures(put(tmp_path, text))
    assert str(caught.value).startswith("04-logging.toml")
    assert said in str(caught.value)


def test_one_key_in_two_files_names_both(tmp_path: Path) -> None:
    put(tmp_path, GOOD)
    put(tmp_path, GOOD, "05-contract.toml")
    said = "figure 'quota' stands in 04-logging.toml and in 05-contract.toml"
    with pytest.raises(texts.TextError, match=said):
        texts.together(tmp_path)


def test_no_text_file_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPATCHED_CHAPTERS", str(tmp_path))
    with pytest.raises(texts.TextError, match="no text files of chapters in"):
        texts.of("quota")
