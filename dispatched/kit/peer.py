"""Questions to vote on: vote, talk, vote again.

A wrong option is a typical mistake: of the question in the chapter, or of its lesson plan.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dispatched import evidence
from dispatched.checks import question_keys, questions
from dispatched.checks.answers import portable
from dispatched.checks.fields import judge_field
from dispatched.checks.questions import Question
from dispatched.lessons import Mistake

TALK = (30, 70)
"""Percent of right votes between which talking in pairs helps most."""

DIGITS = 4
"""A computed option is shown to this many; the judge reads what is shown."""


class PeerError(ValueError):
    """A question that cannot be voted on; says why."""


@dataclass(frozen=True)
class Option:
    """One option.

    Args:
        text: Markdown.
        answer: as a reader would give it: a number, or the words of the option.
        right: whether it is the right one.
        says: what to say to whoever chose it; empty where nothing is known of it.
    """

    text: str
    answer: Any
    right: bool
    says: str = ""


@dataclass(frozen=True)
class Peer:
    """One question to vote on.

    Args:
        question: with which its answers are judged.
        options: as they are shown, each with its letter.
    """

    question: Question
    options: tuple[Option, ...]

    @property
    def right(self) -> str:
        """The letter of the right option."""
        return next(letter for letter, one in self.lettered() if one.right)

    def lettered(self) -> Iterator[tuple[str, Option]]:
        """The options with their letters, from A."""
        return zip("ABCDEF", self.options, strict=False)


def of_check(question: Question) -> Peer:
    """A question of the chapter as one to vote on.

    A number is voted on between the right one and those that typical mistakes give.

    Args:
        question: a choice, or a number with two typical mistakes or more.

    Raises:
        PeerError: another kind of question, or too few mistakes.
        TaskError: its key cannot be made.
    """
    if question.kind == "choice":
        told = {one["value"]: one["says"] for one in question.mistakes}
        options = [
            Option(text, questions.bare_text(text), text == question.right, told.get(text, ""))
            for text in question.options
        ]
    elif question.kind == "number" and len(question.mistakes) > 1:
        given = [(question.right, ""), *((m["value"], m["says"]) for m in question.mistakes)]
        options = [_number(question, value, says) for value, says in given]
        options.sort(key=lambda one: float(one.answer))
    else:
        raise PeerError(f"{question.ident}: a {question.kind} with so few mistakes is no vote")
    return _judged(Peer(question, tuple(options)))


def of_sentences(
    ident: str, chapter: str, said: str, wrong: Sequence[Mistake], because: str
) -> Peer:
    """Four students speak: one is right, the others make mistakes of the lesson plan.

    Args:
        ident: begins with ``ex-``.
        chapter: its name.
        said: what is right; Markdown.
        wrong: two mistakes or more.
        because: why, with its claims linked; Markdown.

    Raises:
        PeerError: too few mistakes.
        TaskError: two sentences are the same.
    """
    if len(wrong) < 2:
        raise PeerError(f"{ident}: name two mistakes of the plan or more")
    texts = sorted([said, *(one.says for one in wrong)], key=_mixed)
    question = questions.made(
        {
            "id": ident,
            "kind": "choice",
            "title": "Whose sentence can stand?",
            "asks": "Students sum up the chapter. With whom do you agree?",
            "options": texts,
            "right": said,
            "hints": [
                "What would have to be true for each?",
                "Which sentence says no more than its evidence?",
            ],
            "answer": because,
            "mistakes": [{"value": one.says, "says": one.then.strip()} for one in wrong],
        },
        chapter,
    )
    return of_check(question)


def _mixed(text: str) -> str:
    """An order that says nothing of which is right, and is the same each time."""
    return hashlib.sha256(text.encode()).hexdigest()


def _number(question: Question, written: str | float, says: str) -> Option:
    value = question_keys.value_of(written)
    shown = value if value == int(value) else float(f"{value:.{DIGITS}g}")
    return Option(_quantity(shown, question.unit), shown, not says, says)


def _quantity(value: float, unit: str) -> str:
    told = evidence.number(value)
    if unit == "percent":
        return f"{told}%"
    return told if unit in ("ratio", "kappa") else f"{told} {unit}"


def _judged(peer: Peer) -> Peer:
    """The same, once the judge of the page calls right what is right and wrong what is wrong."""
    ident, texts = peer.question.ident, [one.text for one in peer.options]
    if len({*texts}) < len(texts):
        raise PeerError(f"{ident}: two options look alike: {', '.join(texts)}")
    key = question_keys.make_key(peer.question)
    for one in peer.options:
        if judge_field(key, portable(one.answer)).ok != one.right:
            raise PeerError(f"{ident}: {one.text!r} is judged {'wrong' if one.right else 'right'}")
    return peer
