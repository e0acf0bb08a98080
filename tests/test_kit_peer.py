"""Questions to vote on: ids are known, the judge agrees, wrong options are typical mistakes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dispatched import arithmetic, lessons, predict
from dispatched.checks import question_keys, questions
from dispatched.checks.answers import portable
from dispatched.checks.fields import judge_field
from dispatched.kit import peer, peer_file
from dispatched.notebooks import prose
from tests.chapters import CHAPTERS, ROOT

MODEL = "05-2000-contract-work"
TEXT = (peer_file.folder(ROOT) / f"{MODEL}.toml").read_text(encoding="utf-8")
chapter = pytest.mark.parametrize("name", [path.stem for path in CHAPTERS])


def deck(name: str) -> peer_file.Deck:
    return peer_file.read(peer_file.folder(ROOT) / f"{name}.toml", ROOT)


@chapter
def test_each_chapter_has_votes_that_the_judge_confirms(name: str) -> None:
    made = deck(name).peers
    assert len(made) >= 3
    for one in made:
        key = question_keys.make_key(one.question)
        verdicts = [judge_field(key, portable(option.answer)).ok for option in one.options]
        assert verdicts == [option.right for option in one.options], one.question.ident
        assert verdicts.count(True) == 1
        assert len(verdicts) >= 3
        assert one.right == "ABCDEF"[verdicts.index(True)]


@chapter
def test_wrong_options_are_mistakes_that_stand_elsewhere(name: str) -> None:
    plan = {one.says: one.then.strip() for one in lessons.read(_plan(name)).wrong}
    asked = {one.ident: one for one in questions.load(_tasks(name))}
    for one in deck(name).peers:
        of_chapter = asked.get(one.question.ident)
        known = [m["says"] for m in of_chapter.mistakes] if of_chapter else [*plan.values()]
        told = [option for option in one.options if option.says]
        assert len(told) >= 1 + (of_chapter is None or of_chapter.kind == "number")
        assert all(option.says in known for option in told)
        if of_chapter is None:
            assert all(plan[o.text] == o.says for o in one.options if not o.right)


def _plan(name: str) -> Path:
    return lessons.folder(ROOT) / f"{name}.toml"


def _tasks(name: str) -> Path:
    return ROOT / "exercises" / name / "tasks.toml"


@chapter
def test_what_is_told_after_a_vote_is_linked_to_its_claims(name: str) -> None:
    own = [one.question for one in deck(name).peers if one.question.ident.startswith("ex-peer-")]
    for question in own:
        faults = [*prose.check(question.answer), *prose.formulas(question.answer)]
        assert faults == [], question.ident


@chapter
def test_a_deck_decides_by_a_calculation_where_the_chapter_has_one(name: str) -> None:
    made = deck(name)
    told = (ROOT / "chapters" / f"{name}.ipynb").read_text(encoding="utf-8")
    assert bool(made.calculation) == ("](#calc-" in told)
    words = (ROOT / "chapters" / f"{name}.toml").read_text(encoding="utf-8")
    assert [one for one in made.figures if one not in told and one not in words] == []
    assert made.ask in predict.questions(ROOT / "chapters" / f"{name}.toml")
    if made.calculation:
        assert arithmetic.card(made.calculation).value


REFUSED = {
    "an unknown question": ('check = "ex-contract-sum"', 'check = "ex-contract-sun"', "near it"),
    "a question that is no vote": ("ex-contract-sum", "ex-contract-paper", "is no vote"),
    "a number with one mistake": ("ex-contract-sum", "ex-contract-ruble", "so few mistakes"),
    "one that stands twice": ("ex-contract-sum", "ex-contract-share", "stands twice"),
    "an unknown figure": ('"planned-money"', '"planned-mony"', "no card 'planned-mony'"),
    "four figures": ('["planned', '["stock-2016", "planned', "there are 4"),
    "no calculation": ('"calc-planned-vs-savings"', '"planned-money"', "is no calculation"),
    "an unknown first question": ('"pay-at-home"', '"pay-at-hme"', "no [predict.pay-at-hme]"),
    "a mistake that no plan has": ("Planned money was a tax", "It was a tax", "0 mistakes"),
    "a mistake of many": ('"Planned money was a tax"', '""', "mistakes of the plan begin with"),
    "the right one as a mistake": (
        *("Under a fixed sum the worker bears the bad month, under a levy both do.",),
        *("Planned money was a tax of about half.", "two options"),
    ),
    "a key too many": ("said =", 'hint = "x"\nsaid =', "nothing else"),
    "an unknown section": ("\n[deck]", "\n[dek]\n[deck]", "nothing is called 'dek'"),
    "too few votes": ('[[peer]]\ncheck = "ex-contract-sum"\n', "", "3 questions are needed"),
    "no TOML": ("\n[deck]", "\n[deck", "at line"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_used_is_named(case: str, tmp_path: Path) -> None:
    old, new, said = REFUSED[case]
    assert old in TEXT
    path = tmp_path / f"{MODEL}.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(peer_file.DeckError) as told:
        peer_file.read(path, ROOT)
    assert str(told.value).startswith(f"{MODEL}.toml")
    assert said in str(told.value)


def test_a_number_is_voted_on_as_it_is_shown() -> None:
    share = next(q for q in questions.load(_tasks(MODEL)) if q.ident == "ex-contract-share")
    made = peer.of_check(share)
    assert [option.text for option in made.options] == ["69.84%", "75%", "143.2%"]
    assert made.right == "A"
    assert made.options[1].says.startswith("That is what the article says.")


def test_the_place_of_the_right_sentence_tells_nothing() -> None:
    places = {one.right for path in CHAPTERS for one in deck(path.stem).peers[2:]}
    assert len(places) >= 3


def test_a_chapter_without_a_plan_has_no_votes(tmp_path: Path) -> None:
    for name in ("chapters", "teaching/decks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    with pytest.raises(lessons.LessonError, match=MODEL):
        peer_file.read(tmp_path / "teaching" / "decks" / f"{MODEL}.toml", tmp_path)
