"""The citations that a page of the book shows: four forms of the whole, one example of each part.

A site that is given another address writes them anew (:func:`again`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from dispatched.cite import forms, items
from dispatched.cite.items import Item
from dispatched.notebooks.about import About

Maker = Callable[[About, str], list[Item]]

CITED: dict[str, Maker] = {
    "book": lambda book, site: [items.whole(book, site)],
    "data": lambda book, site: [items.data(book, site)],
}
"""What is shown in all forms."""


def _card(ident: str) -> Maker:
    return lambda book, site: [
        items.card(book, ident, site),
        *map(items.source, items.sources_of(ident)),
    ]


EXAMPLES: dict[str, Maker] = {
    "page": lambda book, site: [items.page(book, "back/ledger", "The ledger, 1946 to 2025", site)],
    "claim": _card("arrivals-1947"),
    "calculation": _card("calc-arrivals-other-years"),
}
"""What is shown by example, in words."""


def block(what: str, form: str, book: About, site: str) -> str:
    """One citation in one form, as it stands in a page."""
    made = forms.write(form, (CITED | EXAMPLES)[what](book, site))
    return f'<pre class="cited-as" data-of="{what} {form}">{html.escape(made, quote=False)}</pre>'


def four(what: str, book: About, site: str) -> str:
    """A citation in all forms: the words, and the others in folds."""
    words, *others = ((name, block(what, form, book, site)) for form, name in forms.FORMS.items())
    folds = "".join(f"<details><summary>{name}</summary>{text}</details>" for name, text in others)
    copied = f'<a class="pst-js-only" data-cite="{what}" href="#">Copy or download</a>'
    return f"{words[1]}{folds}<p>{copied}</p>"


_BLOCK = re.compile(r'<pre class="cited-as" data-of="(\S+) (\S+)">.*?</pre>', re.DOTALL)


def again(page: str, book: About, site: str) -> str:
    """A built page whose citations have the address of a site."""
    return _BLOCK.sub(lambda match: block(match[1], match[2], book, site), page)
