"""The test as pages to print: both forms, and the key for whoever marks."""

from __future__ import annotations

import argparse
import html
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from markdown_it import MarkdownIt

from dispatched import evidence
from dispatched.notebooks.export import POLICY
from dispatched.trial import items
from dispatched.trial.items import FORMS, LETTERS, Item, TrialError
from dispatched.whole import told, write_whole

ITEMS = Path("trial/items.toml")
CHAPTERS = Path("chapters")

STYLE = """
body { font: 11.5pt/1.45 Georgia, "Liberation Serif", serif; color: #1d2127; background: #fff;
  max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.35rem; }
.code { border: 1px solid #857f73; padding: .4rem .7rem; display: inline-block; min-width: 16rem; }
ol.items > li { margin: 1.1rem 0; break-inside: avoid; }
ol.options { list-style: none; padding-left: .3rem; margin: .3rem 0; }
ol.options li::before { content: "\\2610  " attr(data-letter) ")\\2002"; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid #d9d3c6;
  vertical-align: top; }
code { font: inherit; }
@media print { @page { margin: 14mm; }
  body { font-size: 10pt; line-height: 1.35; margin: 0; max-width: none; }
  ol.items > li { margin: .55rem 0; } }
"""

_LINK = re.compile(r"\[([^\]]*)\]\(#([^)\s]+)\)")
_WORDS = MarkdownIt("commonmark", {"html": False})


def _plain(text: str) -> str:
    """Markdown as HTML; a link to evidence is its words, since paper leads nowhere."""
    return str(_WORDS.renderInline(_LINK.sub(r"\1", text)))


def form(found: Sequence[Item], name: str) -> str:
    """The page of one form, without the key."""
    listed = []
    for item in (one for one in found if one.form == name):
        options = "".join(
            f'<li data-letter="{letter}">{_plain(option)}</li>'
            for letter, option in zip(LETTERS, item.options, strict=True)
        )
        listed.append(f'<li>{_plain(item.asks)}<ol class="options">{options}</ol></li>')
    body = f"""<h1>What do figures say? Form {name.upper()}</h1>
<p class="code">Your code:</p>
<p>Mark one answer to each question. Where you do not know, leave it empty and do not guess. This
is no exam, and nobody gets a grade. You have 25 minutes. Paper for sums is allowed.</p>
<ol class="items">{"".join(listed)}</ol>"""
    return _page(f"Form {name.upper()}", body)


def key_page(found: tuple[Item, ...], chapters: Path) -> str:
    """The page for whoever marks: the key, what each item measures, and where figures are from.

    Raises:
        TrialError: an item names a goal that no chapter has.
    """
    keys = {name: items.key(found, name) for name in FORMS}
    rows = []
    for column, goal in zip(items.columns(found), items.goals(found), strict=True):
        texts = " ".join(f"{i.asks} {' '.join(i.options)}" for i in found if i.goal == goal)
        cited = dict.fromkeys(ident for _, ident in _LINK.findall(texts))
        claims = [evidence.claim(ident).row for ident in cited]
        sources = "; ".join(evidence.cite(row["source"], row["locator"]) for row in claims)
        says = html.escape(items.said(goal, chapters))
        rows.append(
            f"<tr><th scope='row'>{column}</th><td>{keys['a'][column]}</td>"
            f"<td>{keys['b'][column]}</td><td>Chapter {int(goal[:2])}: {says}</td>"
            f"<td>{html.escape(sources)}</td></tr>"
        )
    body = f"""<h1>Key to both forms</h1>
<p>Not for students. <code>q01</code> is the first question of a form, and its column in
<code>answers.csv</code>. An empty answer is entered as an empty cell; it counts as not right.</p>
<table><thead><tr><th scope="col">Column</th><th scope="col">A</th><th scope="col">B</th>
<th scope="col">What it measures</th><th scope="col">Sources of its figures</th></tr></thead>
<tbody>{"".join(rows)}</tbody></table>"""
    return _page("Key", body)


def _page(title: str, body: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{title}</title><style>{STYLE}</style></head>
<body><main>{body}</main></body></html>
"""


def write(folder: Path, path: Path = ITEMS, chapters: Path = CHAPTERS) -> list[Path]:
    """Write ``form-a.html``, ``form-b.html`` and ``key.html``.

    Raises:
        TrialError: the items cannot be used.
        OSError: the folder cannot be written.
    """
    found = items.read(path)
    pages = {f"form-{name}.html": form(found, name) for name in FORMS}
    pages["key.html"] = key_page(found, chapters)
    written = []
    for name, text in pages.items():
        write_whole(folder / name, text)
        written.append(folder / name)
    return written


@told("The test was not written")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: write the pages, say where."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.trial.forms", description="The test of the trial, to print."
    )
    parser.add_argument("--to", type=Path, default=Path("_build/trial"))
    try:
        for path in write(parser.parse_args(arguments).to):
            print(f"wrote {path}")
    except TrialError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
