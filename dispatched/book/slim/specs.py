"""What a chart is drawn from, in a file beside its page: asked for when a reader comes to a chart.

The picture stands in the page. What makes it answer is a quarter of a chapter's bytes.
"""

from __future__ import annotations

import hashlib
import re

_SPEC = re.compile(r'(<script type="application/json" class="ch-spec")>(.*?)</script>', re.DOTALL)


def apart(page: str, name: str) -> tuple[str, str]:
    """A page without the specifications of its charts, and the script that holds them.

    A script, not data: a page on disk may load the one but may not fetch the other.

    >>> page = '<script type="application/json" class="ch-spec">{"a":1}</script>'
    >>> page, script = apart(page, "charts/x.js")
    >>> script
    'dispatched.charts = [\\n{"a":1}\\n];\\n'
    >>> print(page.partition("?")[0], apart(page, "charts/x.js")[1] == "")
    <script type="application/json" class="ch-spec" data-place="0" data-file="charts/x.js True

    Args:
        page: a finished page; one that is apart already stays as it is.
        name: the file of its specifications in ``_static``.

    Returns:
        the page, and the script; an empty script where the page has no chart.
    """
    found = [match[2] for match in _SPEC.finditer(page)]
    if not found:
        return page, ""
    script = "dispatched.charts = [\n" + ",\n".join(found) + "\n];\n"
    mark = hashlib.sha256(script.encode()).hexdigest()[:8]
    numbers = iter(range(len(found)))

    def empty(match: re.Match[str]) -> str:
        return f'{match[1]} data-place="{next(numbers)}" data-file="{name}?v={mark}"></script>'

    return _SPEC.sub(empty, page), script
