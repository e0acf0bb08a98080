"""After a good build: the charting library in place, pages tidied, what no page uses taken out."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from dispatched.book import assets, kept, licenses, vega
from dispatched.book.patches import theme
from dispatched.book.seen import Seen, of_pages
from dispatched.book.slim import joined, sheets


def _finish(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    for name in vega.KINDS:
        shutil.copyfile(vega.bundle(out.parent / ".charts", name), static / name)
    found = sorted(path for path in out.rglob("*.html") if not path.is_relative_to(static))
    pages = {_name(path, out): path.read_text(encoding="utf-8") for path in found}
    theme.check(pages.values())
    looked = of_pages(pages, getattr(app.builder, "looked", {}), out.parent / kept.PAGES)
    files = _files(static, list(looked.values()))
    marks = {name: joined.digest(text) for name, text in files.items()}
    for path, seen in zip(found, looked.values(), strict=True):
        asked = sheets.sheets_of(seen, files)
        path.write_text(joined.rewritten(seen.page, marks, asked), encoding="utf-8")
        for file, script in seen.later.items():
            (static / file).parent.mkdir(exist_ok=True)
            (static / file).write_text(script, encoding="utf-8")
    for name, text in files.items():
        (static / name).write_text(text, encoding="utf-8")


def _name(path: Path, out: Path) -> str:
    return path.relative_to(out).with_suffix("").as_posix().replace("/", "-")


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
    more.sort(key=joined.MORE.__eq__)
    copying, marking = (
        [name for name in head.scripts if name in some] for some in (joined.COPYING, joined.MARKING)
    )
    parts = {
        joined.EARLY: [joined.EARLY],
        joined.SCRIPT: [n for n in head.scripts if n not in (*copying, *marking)],
        joined.COPY: copying,
        joined.MARKS: marking,
        joined.MORE: [*marking, *more],
    }
    files = {name: joined.script(read(some)) for name, some in parts.items()}
    scripts = read([*head.scripts, *more])
    scripts |= {name: assets.joined("js", parts) for name, parts in assets.SCRIPTS.items()}
    rules = sheets.Rules({*assets.OURS, *assets.SHEETS}, theme.NEVER)
    folder = static.parents[1] / kept.PAGES
    styles = sheets.made(read(head.sheets), pages, scripts, rules, folder)
    read_from = [*head.sheets, *head.scripts, *more]
    (static / licenses.FILE).write_text(licenses.text(read_from), encoding="utf-8")
    _clear(static, read_from)
    return files | styles


def _clear(static: Path, joined_names: Iterable[str]) -> None:
    """Take out what stands in the joined files, and what the theme brings for other books."""
    for name in {*joined_names, *theme.LEFT_OVER}:
        path = static / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Finish after the theme has written its colors of code."""
    app.connect("build-finished", _finish, priority=900)
