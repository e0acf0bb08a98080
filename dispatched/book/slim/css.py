"""A style sheet without what no page uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_CLASS_OR_ID = re.compile(r"""\b(?:class|id)=["']([^"']*)["']""")
_SCRIPT = re.compile(r"<script\b[^>]*>(?!\s*\{)(.*?)</script>", re.DOTALL)
_QUOTED = re.compile(r"""\"([^"\n]*)"|'([^'\n]*)'|`([^`]*)`""")

_SET = re.compile(r"""classList\.\w+\(([^)]*)\)|\b(?:class|className|id)\s*=\s*\\?["'`]([^"'`]*)""")

_DECLARED = re.compile(
    r"(?<=[{;\s])(--[\w-]+)\s*:"
    r"(?:\"[^\"]*\"|'[^']*'|\([^()]*(?:\([^()]*\)[^()]*)*\)|[^;{}\"'()])*(?:;|(?=\}))"
)
"""The declaration of a variable.

It ends at a semicolon or at the brace; values in quotes and brackets may hold either.
"""

_BRACE = re.compile("[{}]")

_ASKED_FOR = re.compile(r"var\(\s*(--[\w-]+)")


def used_words(pages: Mapping[str, str]) -> set[str]:
    """Every class and id of the pages, and every word in quotes in a script, which may set one.

    Args:
        pages: name of a page or script → its text; pages end in ``.html``.
    """
    words: set[str] = set()
    for name, text in pages.items():
        if name.endswith(".html"):
            for value in _CLASS_OR_ID.findall(text):
                words.update(value.split())
            text = "\n".join(_SCRIPT.findall(text))
        for quoted in _QUOTED.findall(text):
            words.update(re.findall(r"[A-Za-z_][\w-]*", " ".join(quoted)))
    return words


def set_words(script: str) -> set[str]:
    """The classes and ids that a script gives to elements, where it says so in plain words.

    A script of another package has many more words in quotes, for pages that are not ours.
    """
    found = " ".join(" ".join(groups) for groups in _SET.findall(script))
    return set(re.findall(r"[A-Za-z_][\w-]*", found))


def named(sheet: str) -> set[str]:
    """The classes and ids that a style sheet styles.

    >>> sorted(named("a.b#c > .d{e:.5}@media print{.f{g:h}}"))
    ['b', 'c', 'd', 'f']
    """
    heads = re.sub(r"\{[^{}]*\}", "{}", sheet)
    return set(re.findall(r"[.#]([A-Za-z_][\w-]*)", heads))


def purge(css: str, words: set[str]) -> str:
    """A style sheet without the rules whose class or id selectors name nothing in ``words``.

    Selectors without a class or id are kept, and so is every at-rule that is not a media query or a
    container of rules, except for the fonts of Font Awesome.
    """
    return wanted(css, lambda selector: _used(selector, words))


def wanted(css: str, kept: Callable[[str], bool]) -> str:
    """A style sheet without the selectors that are not ``kept``, and the rules left without one."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)  # a comment may hold a semicolon or a dot
    out, i = [], 0
    while i < len(css):
        brace = css.find("{", i)
        if brace < 0:
            out.append(css[i:])
            break
        head = css[i:brace]
        semicolon = head.rfind(";") + 1
        out.append(head[:semicolon])
        end, depth = len(css), 1
        for sign in _BRACE.finditer(css, brace + 1):
            depth += 1 if sign[0] == "{" else -1
            if not depth:
                end = sign.end()
                break
        out.append(_rule(head[semicolon:].strip(), css[brace + 1 : end - 1], kept))
        i = end
    return "".join(out)


def _rule(name: str, body: str, kept: Callable[[str], bool]) -> str:
    """A rule as far as it is used."""
    if name.startswith(("@media", "@supports", "@layer")):
        inner = wanted(body, kept)
        return f"{name}{{{inner}}}" if inner.strip() else ""
    if name.startswith("@"):
        icons = name.startswith("@font-face") and re.search("Font ?Awesome", body)
        return "" if icons else f"{name}{{{body}}}"
    selectors = [selector for selector in _selectors(name) if kept(selector)]
    return f"{','.join(selectors)}{{{body}}}" if selectors else ""


def drop_unused_motions(css: str) -> str:
    """A style sheet without the ``@keyframes`` that no rule of it names.

    >>> drop_unused_motions("@keyframes a{0%{b:c}}@keyframes d{0%{b:c}}p{animation:d 1s}")
    '@keyframes d{0%{b:c}}p{animation:d 1s}'
    """
    named = " ".join(re.findall(r"animation(?:-name)?\s*:([^;}]*)", css))

    def kept(match: re.Match[str]) -> str:
        return match[0] if match[1] in named else ""

    return re.sub(r"@(?:-webkit-)?keyframes\s+([\w-]+)\s*\{(?:[^{}]*\{[^{}]*\})*\s*\}", kept, css)


def drop_unused_variables(sheets: Mapping[str, str], others: str) -> dict[str, str]:
    """Style sheets without the variables that no sheet, page or script asks for.

    Args:
        sheets: name → style sheet.
        others: all pages and scripts, in which a variable may be named as well.
    """
    sheets = dict(sheets)
    while True:
        named = set(_ASKED_FOR.findall("\n".join(sheets.values())))
        named |= set(re.findall(r"--[\w-]+", others))
        slim = {name: _without(text, named) for name, text in sheets.items()}
        if slim == sheets:
            return sheets
        sheets = slim


def _without(css: str, named: set[str]) -> str:
    return _DECLARED.sub(lambda m: m.group(0) if m.group(1) in named else "", css)


def _selectors(text: str) -> list[str]:
    """The selectors of a list, split at commas that are not inside brackets."""
    if "(" not in text and "[" not in text:
        return [part.strip() for part in text.split(",")]
    parts, depth, start = [], 0, 0
    for position, char in enumerate(text):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(char, 0)
        if char == "," and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    return [part.strip() for part in [*parts, text[start:]]]


def _used(selector: str, words: set[str]) -> bool:
    bare = re.sub(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]", "", selector)
    names = re.findall(r"[.#]((?:[\w-]|\\.)+)", bare)
    return all(name.replace("\\", "") in words for name in names)
