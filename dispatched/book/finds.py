"""What the search page knows beyond the pages: terms, places, people, and each card of evidence.

It is one script (``_static/cards.js``), since a page on disk may load a script, but may not fetch a
file. It is kept small: what many cards share (pages, sources, places, grounds, the further words by
which they are found) stands once, and a card has its number.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dispatched import arithmetic, evidence
from dispatched.book import named, search
from dispatched.evidence import Row
from dispatched.notebooks import cards
from dispatched.questions import places

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
"""Numbers of words are written to this base, as JavaScript reads them."""

FIRST_CODE, CODE_BYTES = "\u0180", 2
MOST_CODES, MOST_WORDS = 200, 5
"""How many frequent phrases get a letter, and how many words they have at most."""

KINDS = {
    "far-east": "Region of the Russian Far East",
    "west": "In the west of Russia",
    "country": "Country",
    "town": "Town",
}
"""Group of a place → what is said of it."""


class Shared:
    """A list in which each text stands once: whoever needs it has its number.

    >>> shared = Shared()
    >>> [shared("China"), shared("Russia"), shared("China")], shared.texts
    ([0, 1, 0], ['China', 'Russia'])
    """

    def __init__(self) -> None:
        self._number: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self._number.setdefault(text, len(self._number))

    @property
    def texts(self) -> list[str]:
        """The texts, in the order of their numbers."""
        return list(self._number)


def digits(number: int) -> str:
    """A number to the base of 36.

    >>> digits(0), digits(35), digits(36)
    ('0', 'z', '10')
    """
    high, low = divmod(number, len(DIGITS))
    return (digits(high) if high else "") + DIGITS[low]


def packed(texts: Iterable[str]) -> tuple[str, list[str]]:
    """Texts of many words as numbers of words; a frequent word has a short number.

    >>> packed(["by ship", "by rail by ship"])
    ('by ship rail', ['0 1', '0 2 0 1'])
    """
    lists = [text.split() for text in texts]
    count = Counter(word for words in lists for word in words)
    words = sorted(count, key=lambda word: -count[word])  # of equals, the first met comes first
    number = {word: digits(at) for at, word in enumerate(words)}
    return " ".join(words), [" ".join(number[word] for word in one) for one in lists]


def phrases(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Texts in which what they often say is one letter each, and what the letters stand for.

    The letters are those from :data:`FIRST_CODE` on, which no language of the book uses.

    >>> phrases(["North Korean workers went", "North Korean workers came"])
    (['North Korean workers'], ['ƀ went', 'ƀ came'])
    """
    count: Counter[str] = Counter()
    for text in texts:
        words = re.findall(r" ?[^ ]+", text)
        count.update(
            "".join(words[at : at + length])
            for length in range(1, MOST_WORDS + 1)
            for at in range(len(words) - length + 1)
        )
    gain = {said: (n - 1) * (len(said) - CODE_BYTES) for said, n in count.items() if n > 1}
    best = sorted((said for said in gain if gain[said] > 0), key=lambda said: -gain[said])
    chosen = sorted(best[:MOST_CODES], key=lambda said: -len(said))
    code = {said: chr(ord(FIRST_CODE) + at) for at, said in enumerate(chosen)}
    if not code:
        return [], list(texts)
    # Of two that fit at one place the longer: one pass from left to right.
    choice = re.compile("|".join(map(re.escape, chosen)))
    made = [choice.sub(lambda found: code[found.group()], text) for text in texts]
    used = set("".join(made))
    kept = [said for said in chosen if code[said] in used]
    renamed = {ord(code[said]): chr(ord(FIRST_CODE) + at) for at, said in enumerate(kept)}
    return kept, [text.translate(renamed) for text in made]


def terms() -> list[list[Any]]:
    """Each term: id, name, other forms, Korean, Russian, sentence, number of its chapter."""
    rows: list[list[Any]] = []
    for row in evidence.tables()["glossary"]:
        also = ", ".join(evidence.forms(row)[1:])
        rows.append([row["id"], row["term"], also, row["korean"] or "", row["russian"] or ""])
        rows[-1] += [row["sentence"], int(row["chapter"][:2])]
    return rows


def interviewees() -> list[list[Any]]:
    """Each former worker whom a claim names by a number: name, claims."""
    claims = evidence.tables()["claims"]
    named = (re.findall(r"\bR\d+\b", row["attributed_to"] or "") for row in claims)
    count = Counter(name for names in named for name in set(names))
    return [[name, count[name]] for name in sorted(count, key=lambda name: int(name[1:]))]


def known_places(where: Shared) -> list[list[Any]]:
    """Each place: name, Russian name, kind, the numbers of the claims' words for it, Korean name.

    A word of a claim that no outline or point has (a country, half of a continent) is a place too.
    """
    used = {row["place"] for row in evidence.tables()["claims"]}
    rows: list[list[Any]] = []
    for place in (feature["properties"] for feature in places.features()):
        words = place["called"] or [name for name in [place["name"]] if name in used]
        called = [where(word) for word in words]
        korean, more = named.spelled(place["name"])
        russian = f"{place['name_ru']} {more}".strip()
        rows.append([place["name"], russian, KINDS[place["group"]], called, korean])
    mapped = {number for row in rows for number in row[3]} | {where(row[0]) for row in rows}
    for word in sorted(used):
        if where(word) not in mapped:
            korean, russian = named.spelled(word)
            rows.append([word, russian, "", [where(word)], korean])
    return rows


def _claims(
    page_of: Mapping[str, str], page: Shared, where: Shared, grounds: Shared
) -> list[list[Any]]:
    """The claims: page, id, figure and years, statement, further words; then what claims share."""
    sources = Shared()
    for row in evidence.tables()["sources"]:
        sources(row["id"])
    rows: list[list[Any]] = []
    for row in evidence.tables()["claims"]:
        made = evidence.claim_card(row["id"])
        head = f"{made.value}, {made.when}"
        short = evidence.source(row["source"])["short"]
        shown = f"{head} {short} {row['place']} {made.statement}"
        rest = search.further(shown, (made.note, made.cited, made.corrected))
        rows.append([page(page_of[made.ident]), made.ident, head, made.statement, rest])
        rows[-1] += [sources(row["source"]), evidence.paragraphs(row["locator"] or "")]
        rows[-1] += [where(row["place"]), grounds(made.grounds)]
    return rows


def _source(row: Row, page: Shared) -> list[Any]:
    """A source: id, short name, its authors where the name does not have all their words, page."""
    named = set(row["authors"].split()) <= set(row["short"].split())
    authors = "" if named else row["authors"]
    return [row["id"], row["short"], authors, page(cards.source_page(row["id"]))]


def _others(page_of: Mapping[str, str], page: Shared, grounds: Shared) -> list[list[Any]]:
    """Calculations and contradictions: page, id, heading, what is said, further words, verdict.

    The verdict is a number; a contradiction has none.
    """
    tables = evidence.tables()
    rows: list[list[Any]] = []
    for row in tables["calculations"]:
        made = arithmetic.calculation_card(row["id"])
        rest = search.further(f"{made.heading} {made.title}", (made.follows,))
        rows.append([page(page_of[made.ident]), made.ident, made.heading, made.title, rest])
        rows[-1].append(grounds(made.meaning))
    for row in tables["contradictions"]:
        head = f"{row['topic']} (contradiction)"
        rest = search.further(f"{head} {row['reading']}", (row["why"],))
        rows.append([page("back/contradictions"), row["id"], head, row["reading"], rest, -1])
    return rows


def found(page_of: Mapping[str, str], glossary: bool = True) -> dict[str, Any]:
    """What the search page knows.

    Args:
        page_of: id of a claim or calculation → its page.
        glossary: whether the book has the page to which terms lead.

    Returns:
        ``terms``, ``people``, ``named``, ``places``, ``claims``, ``others``, each a list of rows;
        ``pages``, ``sources`` (id, short name, authors, page), ``where`` and ``grounds``, to which
        rows refer by number; ``words``, of which the further words of a card are numbers to the
        base of 36; ``phrases``, of which what a card says has letters.
    """
    page, where, grounds = Shared(), Shared(), Shared()
    claims = _claims(page_of, page, where, grounds)
    others = _others(page_of, page, grounds)
    known = known_places(where)
    every = [*claims, *others]
    said, texts = phrases([card[3] for card in every])
    words, numbers = packed(card[4] for card in every)
    for card, text, rest in zip(every, texts, numbers, strict=True):
        card[3], card[4] = text, rest
    return {
        "terms": terms() if glossary else [],
        "people": interviewees(),
        "named": named.people(),
        "places": known,
        "sources": [_source(row, page) for row in evidence.tables()["sources"]],
        "where": where.texts,
        "pages": page.texts,
        "grounds": grounds.texts,
        "claims": claims,
        "others": others,
        "words": words,
        "phrases": said,
    }


def script(page_of: Mapping[str, str], glossary: bool = True) -> str:
    """All of it as a script."""
    made = found(page_of, glossary)
    data = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return f"const dispatchedCards = {data};\n"
