"""A finished page: mended, with its icons drawn, and without what does not show."""

from __future__ import annotations

import re
from collections import Counter

from dispatched.book import icons
from dispatched.book.patches import theme


def unlike(page: str) -> str:
    """A page whose regions have names of their own.

    The second "Table: year, persons" becomes "Table: year, persons (2)".
    """
    seen: Counter[str] = Counter()

    def named(match: re.Match[str]) -> str:
        seen[match[2]] += 1
        return match[0] if seen[match[2]] == 1 else f'{match[1]}{match[2]} ({seen[match[2]]})"'

    return re.sub(r'(role="region" aria-label=")([^"]*)"', named, page)


def squeeze(page: str) -> str:
    """A page without indents and blank lines, except where they show (code, scripts)."""
    parts = re.split(r"(<(pre|script|textarea)\b.*?</\2>)", page, flags=re.DOTALL)
    return "".join(
        re.sub(r"\s*\n\s*", "\n", part) if n % 3 == 0 else part if n % 3 == 1 else ""
        for n, part in enumerate(parts)
    )


_REFERENCE = re.compile(r'<span class="std std-ref">([^<]*)</span>')
_BRACKET = re.compile(r'<span class="fn-bracket">([\[\]])</span>')
_LINK = re.compile(r' class="(?:([^"]*) )?reference internal"')


_FACTS = re.compile(r'<dl class="simple facts">.*?</dl>', re.DOTALL)
_CARD = re.compile(r'(<div class="ev(?: [\w-]+)*?) docutils container(?=")')
_SAID = re.compile(r'(<p class="card-value">[^<]*)</p>\s*(?:(<p>[^<]*)</p>\s*)?(?=<p>|<dl )')
_ONE = re.compile(r"<dd><p>((?:(?!</?p>).)*)</p>\s*</dd>", re.DOTALL)
_ENDED = re.compile(r"</d[dt]>\s*(?=<d[dt]>|</dl>)")
_CODE = re.compile(r'<code class="literal notranslate">(.*?)</code>', re.DOTALL)
_NAME = re.compile(r'(<code translate="no">)<span class="pre">([^<]*)</span>(?=</code>)')
_OF_CARD = re.compile(r'(<p class="card-value">(?:(?!<dl|</div>).)*<dl class=")simple ', re.DOTALL)
_WHOLE = re.compile(r"""<span class="pre">([\w.,*+=:'"(]+\)*[.,:]?)</span>""")
_GAP = re.compile(r"\n(?=</?(?:dl|dt|dd|h2|p|section|tr|td|th|thead|tbody)\b)")


def facts(page: str) -> str:
    """A page whose cards say the same with fewer marks: a fact is one line, and ends with the next.

    >>> facts('<dl class="simple facts">\\n<dt>Kind</dt><dd><p>press</p>\\n</dd>\\n</dl>')
    '<dl class="simple facts"><dt>Kind<dd>press</dl>'
    """

    def shorter(match: re.Match[str]) -> str:
        listed = _CODE.sub(r'<code translate="no">\1</code>', _ONE.sub(r"<dd>\1</dd>", match[0]))
        return _NAME.sub(r"\1\2", _ENDED.sub("", listed.replace("\n<dt>", "<dt>")))

    page = _OF_CARD.sub(r"\1", _FACTS.sub(shorter, _CARD.sub(r"\1", page)))
    return _SAID.sub(r"\1\2", page.replace('<p class="card-statement">', "<p>"))


def code(page: str) -> str:
    """A page in whose code only words that could break at their signs are held together.

    >>> code('<code><span class="pre">(a</span> <span class="pre">x-y</span></code>')
    '<code>(a <span class="pre">x-y</span></code>'
    """
    return _WHOLE.sub(r"\1", page)


_NAMED = re.compile(r'<li class="toctree-l1"><a class="reference internal"')
_PLACE = re.compile(
    r'<li class="toc-h\d nav-item toc-entry"><a class="reference internal nav-link"'
)
_ENDS = re.compile(r"</li>\n(?=<li|</ul>)")


def contents(before: str) -> str:
    """The side bar without the classes that neither a style sheet nor a script reads.

    >>> link = '<a class="reference internal" href="#a">1</a>'
    >>> contents(f'<li class="toctree-l1">{link}</li>\\n</ul>')
    '<li><a href="#a">1</a></ul>'

    Args:
        before: what stands in a page before its article.
    """
    before = _PLACE.sub('<li class="toc-entry"><a class="nav-link"', _NAMED.sub("<li><a", before))
    before = before.replace('class="pst-show_toc_level nav section-nav', 'class="nav')
    return _ENDS.sub("", before)


def plainer(page: str) -> str:
    """A page without the marks of Sphinx on links and code that no style sheet reads.

    >>> plainer('<article><a class="claim reference internal" href="#a"><span class="std std-ref">1'
    ...         '</span></a> <a class="reference internal" href="#b">2</a>')
    '<article><a class="claim" href="#a">1</a> <a href="#b">2</a>'
    """
    before, article, rest = page.partition("<article")
    rest = _LINK.sub(lambda m: f' class="{m[1]}"' if m[1] else "", _REFERENCE.sub(r"\1", rest))
    rest = rest.replace('<code class="docutils literal', '<code class="literal')
    rest = _BRACKET.sub(r"\1", _GAP.sub("", rest))
    return contents(before) + article + facts(code(rest))


def tidy(page: str) -> str:
    """A page as it is published. What is tidy already stays as it is.

    Raises:
        KeyError: the theme uses an icon that nobody has drawn.
    """
    return plainer(squeeze(unlike(icons.drawn(theme.mended(page)))))
