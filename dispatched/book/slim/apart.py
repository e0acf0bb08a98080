"""What a page needs only where a reader comes to something, in files beside the page.

The words and one drawing of each chart stand in the page. What makes a chart answer, its drawing
for a narrow screen, the short cards of evidence, the keys of questions and the formulas behind
figures are half of a chapter's bytes; a script asks for them when they are wanted. So are the
frames of the questions before the evidence, and the list of sources among which one chooses cards,
of which nothing shows without a script.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dispatched.book.slim.packed import packed

_TAG = re.compile(r"<\w[^<>']*>")
_DATA = r'(<script type="application/json" {}>)(.*?)(</script>)'


@dataclass(frozen=True)
class Kind:
    """Something of a page that can come later.

    Args:
        name: its folder in ``_static``, and its list in ``dispatched`` for the scripts.
        pattern: finds the start tag, what is inside, and the end tag.
        said: what is inside → the value that a script has for it.
        stays: what is inside → what stands in the page in its place.
        once: does a script read the name of the file from the first place alone?
        joined: all that a page has → the same with fewer bytes.
    """

    name: str
    pattern: str
    said: Callable[[str], str] = str
    stays: Callable[[str], str] = lambda _: ""
    once: bool = False
    joined: Callable[[Sequence[str]], Sequence[str]] = list


def _text(inside: str) -> str:
    """HTML as a string of a script, its tags with quotes that need no sign before them.

    >>> print(_text('<a id="a">"Yes"</a>'))
    "<a id='a'>\\"Yes\\"</a>"
    """
    return json.dumps(_TAG.sub(lambda m: m[0].replace('"', "'"), inside), ensure_ascii=False)


def _frame(drawing: str) -> str:
    """A drawing without its lines: it keeps the place."""
    size = re.search(r'viewBox="[^"]*" width="[^"]*" height="[^"]*"', drawing)
    assert size is not None, "a drawing without width and height"
    return f"<svg {size[0]}></svg>"


def _names(movable: str) -> str:
    """Of what can be moved, the names: the page has a handle for each."""
    return json.dumps([*json.loads(movable)["calculations"]], separators=(",", ":"))


def _all(options: str) -> str:
    """The first of the options, which stands for all of them."""
    return options.partition("</option>")[0] + "</option>"


KINDS = (
    Kind("charts", _DATA.format('class="ch-spec"'), joined=packed),
    Kind("narrow", r'(<div class="ch-narrow">)(<svg .*?</svg>)(</div>)', _text, _frame),
    Kind("cards", r'(<div id="cards" hidden>)(.*?</div>)(</div>)', _text),
    Kind("keys", _DATA.format('class="check-key"'), once=True),
    Kind("asks", r'(<div class="ask-live">)(.*?</script>)(</div></div>)', _text, once=True),
    Kind("choices", r'(<select id="filter-source">)(.*?)(</select>)', _text, _all),
    Kind("movable", _DATA.format('id="movable"'), stays=_names),
    Kind("cites", _DATA.format('class="cites"')),
)
"""What leaves a page, as scripts: a page on disk may load a script, but may not fetch data."""


def apart(page: str, name: str) -> tuple[str, dict[str, str]]:
    """A page without what can come later, and the scripts that hold it.

    >>> page = '<script type="application/json" class="ch-spec">{"a":1}</script>'
    >>> page, files = apart(page, "x")
    >>> files
    {'charts/x.js': 'dispatched.charts = [\\n[null,[]],\\n{"a":1}\\n];\\n'}
    >>> print(page.partition("?")[0], apart(page, "x")[1] == {})
    <script type="application/json" class="ch-spec" data-place="0" data-file="charts/x.js True

    Args:
        page: a finished page; one that is apart already stays as it is.
        name: the page's name in those of the files.

    Returns:
        the page; and for what it has, file in ``_static`` → script.
    """
    files = {}
    for kind in KINDS:
        pattern = re.compile(kind.pattern, re.DOTALL)
        found = [kind.said(match[2]) for match in pattern.finditer(page)]
        if not found:
            continue
        file = f"{kind.name}/{name}.js"
        files[file] = f"dispatched.{kind.name} = [\n" + ",\n".join(kind.joined(found)) + "\n];\n"
        mark = hashlib.sha256(files[file].encode()).hexdigest()[:8]
        page = _emptied(page, kind, pattern, f"{file}?v={mark}")
    return page, files


def _emptied(page: str, kind: Kind, pattern: re.Pattern[str], address: str) -> str:
    """A page in which each thing of a kind is a place, with where to have it."""
    numbers = itertools.count()

    def empty(match: re.Match[str]) -> str:
        place = next(numbers)
        file = "" if kind.once and place else f' data-file="{address}"'
        start = f'{match[1][:-1]} data-place="{place}"{file}>'
        return f"{start}{kind.stays(match[2])}{match[3]}"

    return pattern.sub(empty, page)
