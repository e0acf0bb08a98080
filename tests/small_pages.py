"""Small pages of a book as a build leaves them, for what is made from built pages."""

from __future__ import annotations

import datetime
from pathlib import Path

from dispatched.book.slim import apart
from dispatched.notebooks import about
from dispatched.take.bound import ANSWERS, Bound, bind

TOLD = about.About(
    "A book: of <one> page", "A & B", "2", datetime.date(2026, 3, 4), "It tells.", ("one", "two")
)
SVG = (
    '<svg viewBox="0 0 9 9"><g clip-path="url(#1a)"><clipPath id="1a"><path d="M0 0h9v9z"/>'
    '</clipPath><path d="M0 0h9v9z" fill="#111"/></g></svg>'
)
SIZED = SVG.replace('0 0 9 9"', '0 0 9 9" width="9" height="9"')
CHART = f"""<figure class="ch ch-explorer" id="x-one"><p class="ch-title" id="x-one-t">A chart</p>
<div class="ch-controls"><div class="ch-control"><label>Years (number)</label>
<input type="range" value="3"><output>3</output></div></div>
<div class="ch-plot" role="img" aria-labelledby="x-one-t x-one-d">
<div class="ch-wide">{SVG}</div><div class="ch-narrow">{SIZED}</div></div>
<figcaption><p class="ch-source">Source: x</p><details><summary>Description, data and
evidence</summary><p id="x-one-d">Three bars.</p>
<div class="table-scroll"><table><tr><td>1</td></tr></table>
</div></details></figcaption><script>1</script></figure>"""
ASK = """<div class="ask" id="predict-a"><div class="ask-box" role="group">
<p class="ask-flag">Before you look</p><div class="ask-asks"><p>How many?</p></div>
<p class="ask-plain">Give a number.</p><div class="ask-live"><input type="range">
<div class="ask-evidence"><p>The tables have: 7.</p></div><button>Show</button>
<script type="application/json" class="ask-data">{}</script></div></div></div>"""
FIELD = """<div class="exercise" id="ex-a"><p class="admonition-title">Which</p></div>
<div class="check-field"><fieldset class="check-options"><legend>Choose one</legend>
<label><input type="radio" value="0"><span>The first</span></label></fieldset>
<p class="check-says"></p><details class="check-hint"><summary>A hint</summary></details>
<p class="check-elsewhere"><a href="../back/answers.html#answer-ex-a">Its answer</a>.</p></div>
<details class="solution"><summary>Answer</summary><div class="highlight"><pre><span>a</span> = 1
</pre></div></details>
<div class="cell"><details class="admonition hide above-input"><summary>Show</summary>
<pre>hidden = 1</pre></details></div>"""
FULL = f"""<p class="kicker"><span class="no">5</span>Chapter 5</p><section id="top">
<h1>Who pays<a class="headerlink" href="#top">#</a></h1>
<p class="pst-js-only">A switch</p><p>It was <a class="claim" href="../back/evidence-1.html#c-1">7
</a>, <a class="claim" href="../back/calculations.html#calc-1">8</a>, again
<a class="claim" href="../back/evidence-1.html#c-1">7</a>; see <a href="06-next.html#why">why</a>,
<a href="../downloads/a.ipynb">a file</a>, <a href="https://example.org/">a site</a>,
<a href="#top">above</a> and <span lang="ko">계획분</span>,
<span lang="ru">Оргнабор</span>.</p>{CHART}{ASK}{FIELD}</section>"""
CARDS = {
    "back/evidence-1": '<div class="ev" id="c-1"><p class="card-value">7</p></div>'
    '<div class="ev" id="c-2"><p>9</p></div>',
    "back/calculations": '<div class="ev" id="calc-1"><p>8 from <a href="evidence-1.html#c-2">9</a>'
    "</p></div>",
    ANSWERS: '<section id="answers-05-work"><h2>5</h2>'
    '<div class="answer" id="answer-predict-a"><p>How many?</p><p>The tables have: 7.</p></div>'
    '<div class="answer" id="answer-ex-a">'
    '<p>The first, for <a class="claim" href="evidence-1.html#c-1">7</a>.</p></div></section>',
    "chapters/06-next": '<h1>Next</h1><p id="why">Because.</p>',
    "index": "<h1>Front</h1>",
}
NAME = "chapters/05-work"
TOC = """root: index
parts:
- chapters: [{file: chapters/05-work}, {file: chapters/06-next}]
- chapters:
  - file: back/answers
  - {file: back/calculations, sections: [{file: back/evidence-1}]}
  - {file: back/again}
"""


def lay_out(folder: Path) -> Path:
    """Write the pages and their contents; the folder of the pages comes back."""
    for name, text in {NAME: FULL, **CARDS, "back/take": '<div class="taken x">No.</div>'}.items():
        path = folder / "html" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        whole, _ = apart.apart(f"<html><body><article>{text}</article></body></html>", path.stem)
        path.write_text(whole, encoding="utf-8")
    (folder / "_toc.yml").write_text(TOC, encoding="utf-8")
    return folder / "html"


def bound_of(pages: Path, **options: bool) -> Bound:
    """The pages bound for paper, or as the options say."""
    chosen = {"folded_code": False, "with_cards": True} | options
    return bind(pages.parent, pages, **chosen)
