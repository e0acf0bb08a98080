"""The style sheets: one for each kind of page, with what its pages can use and no more.

Pages with charts have one sheet, and those without, mostly cards and tables, have another. A third
is for the few with what it styles, the front page and the lessons; a fourth comes with the scripts
that make what it styles.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dispatched.book.seen import Seen, together, variables
from dispatched.book.slim import css, joined
from dispatched.book.slim.elements import Elements, elements

CHARTS, PLAIN, SOME, LATER = joined.SHEET, "plain.css", "pages.css", "later.css"
CITE = "cite.css"
"""The sheet of pages with a chart, and that of the others; what some have beside theirs; and what
scripts ask for: those of questions and the margin, and that of the panel that cites.
"""

KEPT = "sheets.json"
"""File beside our pages: sheets without what no page uses, each by what it comes from."""

COPYING = "copybutton.css"
"""The look of the buttons that copy code: it comes with them."""

ABSENT = {
    CHARTS: {"again.js", "filter.js", "search.js", "searchtools.js"},
    PLAIN: {"charts.js", "explorer.js", "margin.js", "move.js", "predict.js", "guess.js"},
}
"""Sheet → scripts that do not come to its pages: what they make needs no look there."""

THEIRS = re.compile(r"(?<![\w-])--(?:bs|mystnb|pst|sbt|sd)-[\w-]+")
"""A variable of the theme or of an extension: 12 to 35 letters, and no reader sees them."""


def sheet_of(page: str) -> str:
    """The first sheet that a page asks for."""
    return CHARTS if '<figure class="ch' in page else PLAIN


def sheets_of(page: Seen, sheets: Mapping[str, str]) -> list[str]:
    """The sheets that a page asks for, of those that :func:`made` made."""
    first = sheet_of(page.page)
    special = css.named(sheets[SOME]) - css.named(sheets[first])
    return [first] if special.isdisjoint(page.words) else [first, SOME]


def made(
    parts: Mapping[str, str],
    pages: Sequence[Seen],
    scripts: Mapping[str, str],
    rules: Rules,
    folder: Path,
) -> dict[str, str]:
    """The sheets of a book.

    Args:
        parts: name → text of each sheet that the theme, extensions and we bring, in order.
        pages: the finished pages.
        scripts: name → text of each script.
        rules: whose sheets and scripts are ours, and what means nothing here.
        folder: where sheets are kept for the next build, if it is there; it is left where the code
            is another.
    """
    path = folder / KEPT
    before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    now: dict[str, str] = {}

    def slim(some: Mapping[str, str], shown: Sequence[Seen], absent: Collection[str] = ()) -> str:
        come = {name: text for name, text in scripts.items() if name not in absent}
        used = _Used.of(some, shown, come, rules)
        digest = used.digest()
        now[digest] = before.get(digest) or used.sheet(rules)
        return now[digest]

    kinds = {name: [p for p in pages if sheet_of(p.page) == name] or pages for name in ABSENT}
    beside = (COPYING, SOME, LATER, CITE)
    first = {name: text for name, text in parts.items() if name not in beside}
    sheets = {name: slim(first, shown, ABSENT[name]) for name, shown in kinds.items()}
    sheets[SOME] = slim({SOME: parts[SOME]}, pages)
    sheets[LATER] = slim({n: parts[n] for n in (COPYING, LATER) if n in parts}, pages)
    sheets[CITE] = slim({CITE: parts[CITE]}, pages)
    if folder.is_dir():
        path.write_text(json.dumps(now), encoding="utf-8")
    named = {name for page in pages for name in page.variables}
    others = "\n".join(named.union(*map(variables, scripts.values())))
    sheets = shorter(css.drop_unused_variables(sheets, others), others)
    return {name: css.drop_unused_motions(text) for name, text in sheets.items()}


@dataclass(frozen=True)
class Rules:
    """What is known of sheets and scripts by name.

    Args:
        ours: those that are not of another package: every word in quotes may be a class there.
        never: finds a selector of the theme that means nothing in this book.
    """

    ours: Collection[str]
    never: re.Pattern[str]


@dataclass(frozen=True)
class _Used:
    """All that decides what is left of some sheets.

    Args:
        sheets: name → text.
        words: classes and ids of pages.
        found: elements of pages, and what scripts may make of them.
        quoted: every word in quotes in scripts of ours.
    """

    sheets: Mapping[str, str]
    words: frozenset[str]
    found: Elements
    quoted: frozenset[str]

    @classmethod
    def of(
        cls,
        sheets: Mapping[str, str],
        pages: Sequence[Seen],
        scripts: Mapping[str, str],
        rules: Rules,
    ) -> _Used:
        quoted = css.used_words({n: text for n, text in scripts.items() if n in rules.ours})
        named = {word for text in scripts.values() for word in css.set_words(text)}
        words = frozenset[str]().union(*(page.words for page in pages))
        base = elements([], named, quoted, "\n".join(scripts.values()))
        return cls(sheets, words, together(base, pages), frozenset(quoted))

    def digest(self) -> str:
        """One digest of it, as far as the sheets name it: a new heading is no new sheet."""
        text = "\n".join(self.sheets.values())
        asked = {*re.findall(r"\[\s*([\w-]+)", text)}
        named = {*re.findall(r"[\w-]+", text.replace("\\", ""))}

        def known(words: Iterable[str]) -> list[str]:
            return sorted({w for w in words if w in named or not re.fullmatch(r"[\w-]+", w)})

        found = self.found
        said = [
            dict(self.sheets),
            sorted({(name, *known(classes)) for name, classes in found.pages}),
            [name for name in sorted(asked) if found.meant(f"[{name}]")],
            *map(known, (self.words, found.idents, found.words, found.made, self.quoted)),
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def sheet(self, rules: Rules) -> str:
        """The sheets as one, without what no page uses."""
        # Of our scripts every word in quotes may be a class of ours, but not one of the theme.
        our = replace(self.found, words=self.found.words | self.quoted)
        kept = [
            css.wanted(
                css.purge(text, {*self.words, *known.words}),
                lambda one, known=known: known.meant(one) and not rules.never.search(one),
            )
            for name, text in self.sheets.items()
            for known in [our if name in rules.ours else self.found]
        ]
        return joined.sheet(dict(enumerate(kept)))


def shorter(sheets: Mapping[str, str], others: str) -> dict[str, str]:
    """Sheets in which a variable of the theme has a short name, where nothing else names it.

    >>> shorter({"a": "p{--pst-color-text:red;color:var(--pst-color-text)}"}, "")
    {'a': 'p{--0:red;color:var(--0)}'}
    >>> shorter({"a": "p{color:var(--pst-color-text)}"}, "style='--pst-color-text:red'")
    {'a': 'p{color:var(--pst-color-text)}'}

    Args:
        sheets: name → style sheet; they share their names.
        others: all pages and scripts.
    """
    count = Counter(name for text in sheets.values() for name in THEIRS.findall(text))
    known = {*THEIRS.findall(others)}
    free = [name for name, _ in count.most_common() if name not in known]
    short = {name: f"--{number:x}" for number, name in enumerate(free)}
    return {
        key: THEIRS.sub(lambda match: short.get(match[0], match[0]), text)
        for key, text in sheets.items()
    }
