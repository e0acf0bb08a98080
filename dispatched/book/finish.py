"""After a good build: the charting library in place, pages tidied, what no page uses taken out."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from dispatched.book import assets, licenses, vega
from dispatched.book.patches import theme
from dispatched.book.slim import css, joined
from dispatched.book.slim.apart import apart
from dispatched.book.slim.elements import elements
from dispatched.book.slim.page import tidy


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
    pages = {path: tidy(text) for path, text in pages.items()}
    files = _files(static, pages.values())
    marks = {name: joined.digest(text) for name, text in files.items()}
    special = css.named(files[joined.PAGES]) - css.named(files[joined.SHEET])
    for path, text in pages.items():
        name = path.relative_to(out).with_suffix("").as_posix().replace("/", "-")
        some = not special.isdisjoint(css.used_words({"a.html": text}))
        page, later = apart(joined.rewritten(text, marks, some=some), name)
        path.write_text(page, encoding="utf-8")
        for file, script in later.items():
            (static / file).parent.mkdir(exist_ok=True)
            (static / file).write_text(script, encoding="utf-8")
    for name, text in files.items():
        (static / name).write_text(text, encoding="utf-8")


def _files(static: Path, pages: Iterable[str]) -> dict[str, str]:
    """The sheet and the scripts that pages ask for in place of all that they ask for now."""
    texts = list(pages)
    heads = {joined.head(page) for page in texts}
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
    shown = css.used_words({f"{n}.html": text for n, text in enumerate(texts)})

    found = elements(texts, named, quoted, "\n".join(scripts.values()))
    ours = replace(found, words=found.words | quoted)
    # Of our scripts every word in quotes may be a class of ours, but not one of the theme.
    sheets = {
        name: css.wanted(css.purge(text, shown | known.words), known.meant)
        for name, text in read(head.sheets).items()
        for known in [ours if name in assets.SHEETS else found]
    }
    slim = css.drop_unused_variables(sheets, "\n".join([*texts, *files.values()]))
    read_from = [*head.sheets, *head.scripts, *more]
    (static / licenses.FILE).write_text(licenses.text(read_from), encoding="utf-8")
    _clear(static, read_from)
    for name in (joined.PAGES, joined.LATER, joined.CITE):
        files[name] = joined.sheet({name: slim.pop(name)})
    return {**files, joined.SHEET: css.drop_unused_motions(joined.sheet(slim))}


def _clear(static: Path, joined_names: Iterable[str]) -> None:
    """Take out what stands in the joined files, and what the theme brings for other books."""
    for name in {*joined_names, *theme.LEFT_OVER}:
        path = static / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Finish after the theme has written its colors of code."""
    app.connect("build-finished", _finish, priority=900)
