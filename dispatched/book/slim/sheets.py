"""The style sheets: one for each kind of page, with what its pages can use and no more.

Pages with charts have one sheet, and those without, mostly cards and tables, have another. A third
is for the few with what it styles, the front page and the lessons; a fourth comes with the scripts
that make what it styles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from dispatched.book.slim import css, joined
from dispatched.book.slim.elements import elements

CHARTS, PLAIN, SOME, LATER = joined.SHEET, "plain.css", "pages.css", "later.css"
"""The sheet of pages with a chart, and that of the others; what some have beside theirs; and what a
script asks for.
"""

COPYING = "copybutton.css"
"""The look of the buttons that copy code: it comes with them."""

ABSENT = {
    CHARTS: {"again.js", "filter.js", "search.js", "searchtools.js"},
    PLAIN: {"charts.js", "explorer.js", "margin.js", "move.js", "predict.js"},
}
"""Sheet → scripts that do not come to its pages: what they make needs no look there."""

THEIRS = re.compile(r"(?<![\w-])--(?:bs|mystnb|pst|sbt|sd)-[\w-]+")
"""A variable of the theme or of an extension: 12 to 35 letters, and no reader sees them."""


def sheet_of(page: str) -> str:
    """The first sheet that a page asks for."""
    return CHARTS if '<figure class="ch' in page else PLAIN


def sheets_of(page: str, sheets: Mapping[str, str]) -> list[str]:
    """The sheets that a page asks for, of those that :func:`made` made."""
    first = sheet_of(page)
    special = css.named(sheets[SOME]) - css.named(sheets[first])
    some = not special.isdisjoint(css.used_words({"a.html": page}))
    return [first, SOME] if some else [first]


def made(
    parts: Mapping[str, str],
    pages: Iterable[str],
    scripts: Mapping[str, str],
    ours: Collection[str],
    never: re.Pattern[str],
) -> dict[str, str]:
    """The sheets of a book.

    Args:
        parts: name → text of each sheet that the theme, extensions and we bring, in order.
        pages: the finished pages.
        scripts: name → text of each script.
        ours: those of them, and of the sheets, that are not of another package: every word in
            quotes may be a class there.
        never: finds a selector of the theme that means nothing in this book.
    """
    texts = list(pages)
    kinds = {name: [t for t in texts if sheet_of(t) == name] or texts for name in (CHARTS, PLAIN)}
    first = {name: text for name, text in parts.items() if name not in (COPYING, SOME, LATER)}
    later = {name: parts[name] for name in (COPYING, LATER) if name in parts}

    def slim(some: Mapping[str, str], shown: Sequence[str], absent: Collection[str] = ()) -> str:
        come = {name: text for name, text in scripts.items() if name not in absent}
        quoted = css.used_words({n: x for n, x in come.items() if n in ours})
        named = {word for text in come.values() for word in css.set_words(text)}
        words = css.used_words({f"{n}.html": text for n, text in enumerate(shown)})
        found = elements(shown, named, quoted, "\n".join(come.values()))
        our = replace(found, words=found.words | quoted)
        # Of our scripts every word in quotes may be a class of ours, but not one of the theme.
        kept = [
            css.wanted(
                css.purge(text, words | known.words),
                lambda one, known=known: known.meant(one) and not never.search(one),
            )
            for name, text in some.items()
            for known in [our if name in ours else found]
        ]
        return joined.sheet(dict(enumerate(kept)))

    sheets = {name: slim(first, shown, ABSENT[name]) for name, shown in kinds.items()}
    sheets[SOME] = slim({SOME: parts[SOME]}, texts)
    sheets[LATER] = slim(later, texts)
    others = "\n".join([*texts, *scripts.values()])
    sheets = shorter(css.drop_unused_variables(sheets, others), others)
    return {name: css.drop_unused_motions(text) for name, text in sheets.items()}


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
