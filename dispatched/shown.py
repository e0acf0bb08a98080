"""How a chart is shown in a notebook: always drawn; below a draft, what the book would still ask.

A chart leaves a notebook as Vega-Lite under the MIME type that JupyterLab draws itself
(``application/vnd.vegalite.v5+json``), with one line of plain text beside it. Nothing is refused
here: a learner's own chart is a draft. The build and the tests refuse a published chart that
:func:`lacks` something.

Importing the module turns this on for Altair's charts, whether Altair came first or comes later.
"""

from __future__ import annotations

import difflib
import html
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from dispatched import vegalite

MIME = vegalite.MIME

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.20.1.json"
"""The name of the format. Viewers read the version from it; none fetches it."""

RENDERER = "dispatched"
"""The name under which Altair knows the renderer."""

WORDS = 12
"""A description has as many words or more."""


@dataclass(frozen=True)
class Lack:
    """One thing that a chart lacks.

    Args:
        fault: how the build says it: ``no title``.
        wish: what to add, as it follows "the book would still ask for": ``a title``.
    """

    fault: str
    wish: str


def lacks(spec: Mapping[str, Any]) -> list[Lack]:
    """What a specification lacks of title, description, source line, axis titles and units.

    Args:
        spec: of Vega-Lite, in any shape: what stands in place of a text or a view is nothing.
    """
    return [*_words_lacking(spec), *_axes_lacking(spec)]


def faults(spec: Mapping[str, Any]) -> list[str]:
    """The same as the build says it, one short text each; empty for a finished chart."""
    return [lack.fault for lack in lacks(spec)]


def draft_line(spec: Mapping[str, Any]) -> str:
    """The line below a draft, in plain text; empty for a finished chart."""
    wishes = [lack.wish for lack in lacks(spec)]
    said = [*_absent(spec)]
    if wishes:
        *first, last = wishes
        listed = f"{', '.join(first)} and {last}" if first else last
        said.append(f"A draft: the book would still ask for {listed}.")
    return " ".join(said)


def _absent(spec: Mapping[str, Any]) -> Iterator[str]:
    """Fields that no row of a view's data has: a chart of them is empty, and nothing says why.

    A view whose data are changed on the way, by itself or further up, may have others.
    """
    if any(key in part for part in vegalite.walk(spec) for key in ("transform", "repeat")):
        return
    named = vegalite.part(spec, "datasets")
    told: set[str] = set()
    for view in vegalite.views(spec):
        rows = view.data.get("values", named.get(str(view.data.get("name"))))
        if not isinstance(rows, list) or not rows or not isinstance(rows[0], Mapping):
            continue
        columns = dict.fromkeys(
            str(name) for row in rows if isinstance(row, Mapping) for name in row
        )
        for field in itertools.chain(*vegalite.fields(view.encoding).values()):
            if field not in columns and field not in told and field.isidentifier():
                told.add(field)
                close = difflib.get_close_matches(field, columns, 3) or list(columns)[:8]
                yield f"The data have no column {field!r}; near it: {', '.join(close)}."


def summary(spec: Mapping[str, Any]) -> str:
    """One deterministic line of plain text for a chart: its title and what one sees."""
    title, description = _title(spec), str(spec.get("description") or "")
    return f"Chart: {title or 'without a title'}{' — ' if description else ''}{description}"


def bundle(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The MIME bundle of a chart, finished or not."""
    return {MIME: {**spec, "$schema": SCHEMA}, "text/plain": summary(spec)}


def _title(spec: Mapping[str, Any]) -> str:
    title = spec.get("title")
    text = title.get("text") if isinstance(title, Mapping) else title
    return " ".join(map(str, text)) if isinstance(text, list) else str(text or "")


def _words_lacking(spec: Mapping[str, Any]) -> Iterator[Lack]:
    if not _title(spec):
        yield Lack("no title", "a title")
    words = len(str(spec.get("description") or "").split())
    if words < WORDS:
        yield Lack(
            f"no description that says what one sees ({WORDS} words or more)",
            f"a longer description ({WORDS} words or more)" if words else "a description",
        )
    if not vegalite.part(spec, "usermeta").get("source"):
        yield Lack("no source line", "a source line")
    if "hconcat" in spec:
        yield Lack(
            "views beside each other, which do not fit a phone: use alt.vconcat",
            "views below each other (alt.vconcat), which fit a phone",
        )


def _axes_lacking(spec: Mapping[str, Any]) -> Iterator[Lack]:
    titled: set[str] = set()
    untitled: dict[str, str] = {}
    for view in vegalite.views(spec):
        for channel, encoding in view.encoding.items():
            if channel not in ("x", "y") or not isinstance(encoding, Mapping):
                continue
            hidden = "axis" in encoding and encoding["axis"] is None
            if hidden or "value" in encoding or "datum" in encoding:
                continue
            axis = vegalite.part(encoding, "axis")
            heading = encoding.get("title", axis.get("title"))
            if not heading:
                if heading is None and "title" not in encoding and "title" not in axis:
                    untitled[channel] = str(encoding.get("field", "?"))
                continue
            titled.add(channel)
            measured = encoding.get("type") == "quantitative"
            if measured and not re.search(r"\(.+\)|[Yy]ear|[Ss]core", str(heading)):
                yield Lack(
                    f"axis {channel} ({heading}) has no unit in brackets",
                    f"a unit in brackets in the title of axis {channel} ({heading})",
                )
    for channel, field in untitled.items():
        if channel not in titled:
            yield Lack(
                f"axis {channel} (field {field}) has no title",
                f"a title for axis {channel} (field {field})",
            )


# --- in a notebook ------------------------------------------------------------------------------


def show(chart: Any, spec_of: Callable[[Any], Mapping[str, Any]]) -> None:
    """Show a draft in the notebook: the chart, and its line below.

    Args:
        chart: what is shown; where it cannot be drawn, the line says why.
        spec_of: gives the chart's specification.

    Raises:
        NotImplementedError: the chart is finished, or another renderer was chosen; IPython then
            shows it as ever.
    """
    from IPython.display import display

    if alt.renderers.active != RENDERER:
        raise NotImplementedError
    try:
        spec = spec_of(chart)
        line = draft_line(spec)
    except Exception as error:  # whatever a library says of an odd chart, a learner reads one line
        _line(f"This chart cannot be drawn yet: {_reason(error)}")
        return
    if not line:
        raise NotImplementedError
    display(chart._repr_mimebundle_(), raw=True)
    _line(line)


def _line(text: str) -> None:
    from IPython.display import display

    # The class keeps JupyterLab from reading two dollar signs as a formula.
    shown = f'<p class="mathjax_ignore"><em>{html.escape(text)}</em></p>'
    display({"text/html": shown, "text/plain": text}, raw=True)


def _reason(error: Exception) -> str:
    """What an error says, in one line: its first paragraph that does not repeat the chart."""
    if "'mark' is a required property" in str(error):
        return "it has no mark; add one, such as .mark_bar()."
    parts = re.split(r"\n\s*\n", str(error).strip())
    said = next((part for part in parts if not part.startswith("'{")), parts[0])
    text = re.sub(r"\s+", " ", re.sub(r"https?://\S+", "", said)).strip() or type(error).__name__
    short = text if len(text) <= 300 else f"{text[:300].rsplit(' ', 1)[0]} …"
    return short if short.endswith((".", "…", "!", "?")) else f"{short}."


def _shell() -> Any:
    """What a notebook runs in; nothing where there is none."""
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def on(kind: type, spec_of: Callable[[Any], Mapping[str, Any]]) -> None:
    """Show drafts of a kind of object with their line; without a notebook nothing happens.

    Args:
        kind: the class, whose objects and heirs are meant.
        spec_of: gives the specification of such an object.
    """
    shell = _shell()
    if shell is not None:
        formatter = shell.display_formatter.ipython_display_formatter
        formatter.for_type(kind, lambda thing: show(thing, spec_of))


alt.renderers.register(RENDERER, lambda spec, **_: bundle(spec))
alt.renderers.enable(RENDERER)
on(alt.TopLevelMixin, lambda chart: chart.to_dict(context={"pre_transform": False}))

if _shell() is not None:
    # JupyterLab reads a table's "$450 to $800" as a formula unless the table says it has none.
    pd.options.display.html.use_mathjax = False
    pd.options.styler.html.mathjax = False
