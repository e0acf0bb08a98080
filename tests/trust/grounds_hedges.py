"""Why a claim has its relation: its sentence hedges so, and its ends stand as it says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.trust import heard
from tests.trust.around import VALUES, Around, Fault, Row

HEDGE = {
    "about": r"about|around|roughly|some |nearly|almost|approximately|or so|estimate|average|"
    r"normal|typical|usual|likely|probabl|few|several|dozen|tens of|half|third|quarter|most|seems|"
    r"early|late|mid|twice|fold|million|billion|00\b|could|plan|effect|once every|all|\d0\b",
    "at_least": r"more|at least|over|above|most|hundreds|dozens|thousands|several|beyond|from|"
    r"since|longer|exceed|majority|weeks|decades|than|few|begin|began|start|many",
    "at_most": r"less|up to|under|more|at most|fewer|below|almost|nearly|as many as|maximum|"
    r"minority|limit|until|by |only|little|close|as much as|cap|than|before",
    "between": r"between|\bto\b|–|-|\bor\b|\band\b|early|late|mid|\d0s",
    "exact": "",
}
"""Relation → what a sentence has of it."""
LOOSE = re.compile(r"\b(?:about|around|roughly) (?:\$)?[\d.,]+(?! (?:to|and|or)\b)")
_OR = re.compile(r"\b(\w+) or (\w+)\b")


def relation(row: Row, around: Around) -> Iterator[Fault]:
    """The sentence hedges as the relation says."""
    said, named = row["statement"], row["relation"]
    if all(row[c] is None for c in VALUES):
        return
    if not re.search(HEDGE[named], said, re.I):
        yield "relation", f"its sentence has no word for {named}"
    if named == "exact" and LOOSE.search(said):
        yield "relation", "its sentence says about, and the relation exact"
    for pair in _OR.findall(said):
        ends = [min(heard.numbers(word, True), default=None) for word in pair]
        own = [row["low"], row["high"]]
        if None not in ends and None not in own and len(set(own) & set(ends)) == 1:
            yield "low", f"its sentence says {' or '.join(pair)}"
    ends = row["low"], row["best"], row["high"]
    if None not in (ends[0], ends[2]) and ends[0] >= ends[2]:
        yield "low", f"{ends[0]:g} is not below {ends[2]:g}"
    if (ends[0] is None or ends[2] is None) == (named == "between"):
        yield "relation", f"{named} does not fit the ends that are stated"
