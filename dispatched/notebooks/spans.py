"""Where the marks of a Markdown text stand, found by the parser of the book.

markdown-it tells the lines of a block and nothing of what lies inside them. Here its inline rules
note where they matched, so that a text can be changed at exactly those places and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

EXTENSIONS = {"colon_fence", "deflist", "dollarmath", "substitution", "attrs_inline"}
"""The extensions of Markdown that the book switches on in ``_config.yml``."""

_NOTED = {
    "escape": "dollar",
    "entity": "dollar",
    "myst_role": "role",
    "link": "link",
    "image": "image",
    "attr": "attribute",
    "substitution_inline": "substitution",
}


@dataclass(frozen=True)
class Span:
    """A mark inside a line of text.

    ``kind`` is ``dollar``, ``role``, ``link``, ``image``, ``attribute`` or ``substitution``.
    ``start`` and ``end`` are offsets in the whole text. Of a link, ``opens`` is where its bracket
    stands and ``start`` where its address begins, at the opening parenthesis (without one,
    ``start`` equals ``end``); ``label`` is its text. ``value`` is the address of a link or the
    content of a role, ``name`` the role's name.
    """

    kind: str
    start: int
    end: int
    value: str = ""
    name: str = ""
    label: str = ""
    opens: int = -1


@dataclass(frozen=True)
class Block:
    """Whole lines from ``first`` up to ``last``, excluded; ``kind`` is the token's type."""

    kind: str
    first: int
    last: int
    info: str
    content: str


def _rule(name: str, rule: Callable[[StateInline, bool], bool]) -> Callable[..., bool]:
    """A rule of the parser that notes where it matched."""

    def noted(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        if not silent and "noted" in state.env:
            token = _token(name, state)
            state.env["noted"].append((state.src, name, start, state.pos, token))
        return True

    return noted


def _token(name: str, state: StateInline) -> Token | None:
    """The token that a rule has made, where there is need of it."""
    wanted = {"link": "link_open", "myst_role": "myst_role"}.get(name)
    return next((t for t in reversed(state.tokens) if t.type == wanted), None)


def _money(state: StateInline, silent: bool) -> bool:
    """A dollar sign that begins no formula."""
    if state.src[state.pos] != "$":
        return False
    if not silent:
        if "noted" in state.env:
            state.env["noted"].append((state.src, "escape", state.pos, state.pos + 1, None))
        state.pending += "$"
    state.pos += 1
    return True


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The parser of the book's pages, which also notes what it finds inside lines."""
    from markdown_it.renderer import RendererHTML
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser

    config = MdParserConfig(
        enable_extensions=EXTENSIONS, dmath_allow_digits=False, dmath_allow_space=False
    )
    made = create_md_parser(config, RendererHTML)
    for rule in list(made.inline.ruler.__rules__):
        if rule.name in _NOTED:
            made.inline.ruler.at(rule.name, _rule(rule.name, rule.fn))
    made.inline.ruler.push("money", _money)
    made.disable(["inline", "wordcount", "text_join"])
    return made


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[tuple[Block, ...], tuple[Span, ...]]:
    """The blocks and marks of a text, each with its place.

    Directives come as blocks with their text unread: it is read when they are turned.

    Raises:
        ValueError: a line that cannot be found again in the text; the message holds it.
    """
    reader = parser()
    env: dict[str, object] = {}
    tokens = reader.parse(text, env)
    lines = text.split("\n")
    blocks, spans = [], []
    columns: dict[int, int] = {}
    for token in tokens:
        if token.map is None:
            continue
        if token.type == "inline":
            env["noted"] = noted = []
            reader.inline.parse(token.content, reader, env, [])
            places = _places(token, lines, columns)
            spans += _spans(token.content, noted, places)
        elif token.type in _BLOCKS:
            first, last = token.map
            blocks.append(Block(token.type, first, last, token.info, token.content))
    return tuple(blocks), tuple(sorted(set(spans), key=lambda s: (s.start, s.end)))


_BLOCKS = {
    *("fence", "colon_fence", "myst_target", "myst_line_comment", "myst_block_break"),
    *("substitution_block", "html_block", "heading_open"),
}


def _places(token: Token, lines: list[str], columns: dict[int, int]) -> list[int]:
    """For each line of an inline token's content, the offset of its beginning in the text."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    places = []
    assert token.map is not None
    for number, line in enumerate(token.content.split("\n"), token.map[0]):
        column = lines[number].find(line, columns.get(number, 0)) if number < len(lines) else -1
        if column < 0:
            raise ValueError(f"a line that the parser changes: {line!r}")
        columns[number] = column + len(line)
        places.append(starts[number] + column)
    return places


def _spans(content: str, noted: Iterable[tuple], places: list[int]) -> Iterable[Span]:
    """What was noted in one token's content, with offsets of the whole text."""

    def offset(position: int) -> int:
        before = content[:position]
        return places[before.count("\n")] + position - (before.rfind("\n") + 1)

    for source, rule, start, end, token in noted:
        if source != content:
            continue  # the text of an image, which is read apart
        kind = _NOTED[rule]
        piece = content[start:end]
        if kind == "dollar" and piece not in ("$", "\\$", "&#36;", "&#x24;", "&dollar;"):
            continue
        if kind == "role":
            yield Span(kind, offset(start), offset(end), token.content, token.meta["name"])
        elif kind == "link":
            label = _label_end(content, start)
            begins = label + 1 if content[label + 1 : label + 2] == "(" else end
            href = str(token.attrs.get("href", ""))
            text = content[start + 1 : label]
            yield Span(kind, offset(begins), offset(end), href, "", text, offset(start))
        else:
            yield Span(kind, offset(start), offset(end), piece)


def _label_end(content: str, start: int) -> int:
    """Where the text of a link ends, which the parser knows and forgets."""
    reader = parser()
    state = StateInline(content, reader, {}, [])
    return int(reader.helpers.parseLinkLabel(state, start))
