"""After a good build: the charting library in place, pages tidied, what no page uses taken out."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from dispatched.book import assets, kept, licenses, vega
from dispatched.book.patches import theme
from dispatched.book.seen import Seen, of_pages, together, variables
from dispatched.book.slim import css, joined
from dispatched.book.slim.apart import apart
from dispatched.book.slim.elements import Elements, elements

SHEETS = "sheets.json"
"""File beside our pages: the style sheets without what no page uses, and what they come from."""


def _finish(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    for name in vega.KINDS:
        shutil.copyfile(vega.bundle(out.parent / ".charts", name), static / name)
    found = sorted(path for path in out.rglob("*.html") if not path.is_relative_to(static))
    pages = {path: path.read_text(encoding="utf-8") for path in found}
    theme.check(pages.values())
    looked = of_pages(pages.values(), out.parent / kept.PAGES)
    files = _files(static, looked)
    marks = {name: joined.digest(text) for name, text in files.items()}
    special = css.named(files[joined.PAGES]) - css.named(files[joined.SHEET])
    for path, seen in zip(found, looked, strict=True):
        name = path.relative_to(out).with_suffix("").as_posix().replace("/", "-")
        some = not special.isdisjoint(seen.words)
        page, later = apart(joined.rewritten(seen.page, marks, some=some), name)
        path.write_text(page, encoding="utf-8")
        for file, script in later.items():
            (static / file).parent.mkdir(exist_ok=True)
            (static / file).write_text(script, encoding="utf-8")
    for name, text in files.items():
        (static / name).write_text(text, encoding="utf-8")


def _files(static: Path, pages: Sequence[Seen]) -> dict[str, str]:
    """The sheet and the scripts that pages ask for in place of all that they ask for now."""
    heads = {page.head for page in pages}
    usual = {head for head in heads if joined.MORE not in head.scripts}
    if len(usual) != 1 or len({head.sheets for head in heads}) != 1:
        kinds = sorted({name for head in heads for name in (*head.sheets, *head.scripts)})
        raise ExtensionError(
            "pages ask for different style sheets or scripts, which cannot be joined; among "
            f"{', '.join(kinds)}"
        )
    (head,) = usual

    def read(names: Iterable[str]) -> dict[str, str]:
        return {name: (static / name).read_text(encoding="utf-8") for name in names}

    more = [n for h in heads - usual for n in h.scripts if n not in head.scripts]
    files = {
        joined.EARLY: joined.script(read([joined.EARLY])),
        joined.SCRIPT: joined.script(read(n for n in head.scripts if n not in joined.COPYING)),
        joined.COPY: joined.script(read(n for n in head.scripts if n in joined.COPYING)),
        joined.MORE: joined.script(read(sorted(more, key=joined.MORE.__eq__))),
    }
    scripts = read([*head.scripts, *more])
    scripts |= {name: assets.joined("js", parts) for name, parts in assets.SCRIPTS.items()}
    quoted = css.used_words({n: x for n, x in scripts.items() if n in assets.OURS})
    named = {word for text in scripts.values() for word in css.set_words(text)}
    shown = {word for page in pages for word in page.words}

    found = together(elements([], named, quoted, "\n".join(scripts.values())), pages)
    others = {word for page in pages for word in page.variables}
    others.update(word for text in files.values() for word in variables(text))
    slim = _slim(static, _Used(read(head.sheets), shown, found, quoted, others))
    read_from = [*head.sheets, *head.scripts, *more]
    (static / licenses.FILE).write_text(licenses.text(read_from), encoding="utf-8")
    _clear(static, read_from)
    for name in (joined.PAGES, joined.LATER, joined.CITE):
        files[name] = joined.sheet({name: slim.pop(name)})
    return {**files, joined.SHEET: css.drop_unused_motions(joined.sheet(slim))}


@dataclass(frozen=True)
class _Used:
    """All that decides what is left of the sheets.

    Args:
        sheets: name → text.
        words: classes and ids of pages.
        found: elements of pages, and what scripts may make of them.
        quoted: every word in quotes in scripts of ours.
        variables: variables that pages and scripts name.
    """

    sheets: dict[str, str]
    words: set[str]
    found: Elements
    quoted: set[str]
    variables: set[str]

    def digest(self) -> str:
        """One digest of it, as far as the sheets name it: a new heading is no new sheet."""
        text = "\n".join(self.sheets.values())
        asked = {*re.findall(r"\[\s*([\w-]+)", text)}
        named = {*re.findall(r"[\w-]+", text.replace("\\", ""))}

        def known(words: Iterable[str]) -> list[str]:
            return sorted({w for w in words if w in named or not re.fullmatch(r"[\w-]+", w)})

        found = self.found
        said = [
            self.sheets,
            sorted({(name, *known(classes)) for name, classes in found.pages}),
            [name for name in sorted(asked) if found.meant(f"[{name}]")],
            *map(known, (self.words, found.idents, found.words, found.made)),
            *map(known, (self.quoted, self.variables)),
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _slim(static: Path, used: _Used) -> dict[str, str]:
    """The sheets without what no page uses; those of the last build where all is as it was then.

    What is kept lies with the pages, and is left with them where the code is another.
    """
    path = static.parents[1] / kept.PAGES / SHEETS
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    digest = used.digest()
    if known.get("from") == digest:
        return dict(known["slim"])
    # Of our scripts every word in quotes may be a class of ours, but not one of the theme.
    ours = replace(used.found, words=used.found.words | used.quoted)
    sheets = {
        name: css.wanted(css.purge(text, used.words | known.words), known.meant)
        for name, text in used.sheets.items()
        for known in [ours if name in assets.SHEETS else used.found]
    }
    slim = css.drop_unused_variables(sheets, "\n".join(used.variables))
    if path.parent.is_dir():
        path.write_text(json.dumps({"from": digest, "slim": slim}), encoding="utf-8")
    return slim


def _clear(static: Path, joined_names: Iterable[str]) -> None:
    """Take out what stands in the joined files, and what the theme brings for other books."""
    for name in {*joined_names, *theme.LEFT_OVER}:
        path = static / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Finish after the theme has written its colors of code."""
    app.connect("build-finished", _finish, priority=900)
