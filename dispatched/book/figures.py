"""A Vega-Lite specification as a figure of the page: drawn before the reader comes, interactive once they do.

The figure holds two inline SVGs (wide and narrow, one of them shown), the text alternative, the data as a table, the
source line with links, and the specification for the script.
"""

from __future__ import annotations

import copy
import hashlib
import html
import json
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dispatched import charts, evidence, explore, vegalite
from dispatched.book import svg

VEGA_LITE = "6.4"
"""The version that vl-convert draws with and bundles for the page."""

WIDE, NARROW, LABELS = 680, 340, 90
"""Widths in pixels of the two drawings, labels included, and the room for labels. The style sheet changes over at 560 px."""

TABLE_ROWS = 60

MANY = 30
"""A chart that draws on more claims than this links them without cards of their own."""


def fit(spec: Mapping[str, Any], width: int) -> dict[str, Any]:
    """A copy of a specification that is ``width`` pixels wide in all, without what the page itself shows.

    Title and background go (the page has both). One view or layers are fitted; of views below each other each gets the
    width less room for the labels of its axis.
    """
    done = copy.deepcopy(dict(spec))
    for key in ("title", "usermeta", "description"):
        done.pop(key, None)
    done.setdefault("config", {})["background"] = None
    if width <= NARROW:
        _one_column(done)
    many = next((key for key in ("vconcat", "concat", "spec") if key in done), None)
    if many is None:
        done["width"] = width
        done["autosize"] = {"type": "fit-x", "contains": "padding"}
        return done
    for view in [done["spec"]] if many == "spec" else done[many]:
        view["width"] = width - LABELS
    return done


def _one_column(part: Any) -> None:
    """Legends below each other where there is no room beside."""
    if isinstance(part, list):
        for item in part:
            _one_column(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == "legend" and isinstance(value, dict):
                value["columns"] = 1
            elif key != "datasets":
                _one_column(value)


class Painter:
    """Draws and compiles specifications, each once.

    Kept is what vl-convert alone made, under a hash of all that went in; what this module does to it is done each time.
    """

    def __init__(self, cache: Path, busy: Callable[[], bool] = lambda: False) -> None:
        """Keep results in ``cache``; while ``busy()``, others are drawing, and what they will draw is waited for."""
        self.cache, self.busy = cache, busy

    def _path(self, spec: Mapping[str, Any], kind: str) -> Path:
        import vl_convert

        text = json.dumps(spec)  # in its own order, which can show in what is drawn
        name = hashlib.sha256(f"{vl_convert.__version__} {VEGA_LITE} {kind} {text}".encode()).hexdigest()
        return self.cache / f"{name}.{kind}"

    def _kept(self, spec: Mapping[str, Any], kind: str, make: Callable[[Any], str]) -> str:
        path = self._path(spec, kind)
        while not path.is_file() and self.busy():
            time.sleep(0.02)
        if not path.is_file():
            made = make(spec)
            self.cache.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".part{os.getpid()}")
            part.write_text(made, encoding="utf-8")
            part.replace(path)  # a build that is stopped leaves no half picture behind
        return path.read_text(encoding="utf-8")

    def svg(self, spec: Mapping[str, Any]) -> str:
        """The SVG of a Vega-Lite specification."""
        import vl_convert

        return svg.slim(self._kept(spec, "svg", lambda s: vl_convert.vegalite_to_svg(s, vl_version=VEGA_LITE)))

    def vega(self, spec: Mapping[str, Any]) -> str:
        """The Vega specification (JSON) of a Vega-Lite specification, for the script of the page."""
        import vl_convert

        kept = self._kept(spec, "vega", lambda s: json.dumps(vl_convert.vegalite_to_vega(s, vl_version=VEGA_LITE)))
        compiled = json.loads(kept)
        compiled.pop("$schema", None)
        return json.dumps(compiled, separators=(",", ":"), ensure_ascii=False)

    def draw(self, spec: Mapping[str, Any]) -> tuple[str, str, str]:
        """Wide drawing, narrow drawing and Vega specification of a figure."""
        wide = _wide(spec)
        return self.svg(wide), self.svg(fit(spec, NARROW)), self.vega(wide)


def _wide(spec: Mapping[str, Any]) -> dict[str, Any]:
    wide = fit(spec, WIDE)
    if explore.plan(spec):
        for param in wide.get("params", []):
            param.pop("bind", None)  # the page has sliders of its own
    return wide


def table(spec: Mapping[str, Any]) -> tuple[dict[str, str], list[list[str]], int]:
    """Fields with their headings, rows as text, and the number of all rows of the largest data set that a chart draws."""
    fields = vegalite.headings(spec)
    explorer = explore.plan(spec)
    rows = explore.rows_at(spec) if explorer else max(vegalite.data_sets(spec), key=len, default=[])
    used = [f for f in fields if any(f in row for row in rows)]
    if explorer and not used:  # what is drawn is all derived from the rows: then they are the data
        fields = {column: column.capitalize() for column in rows[0]}
        used = list(fields)
    cells = [[_cell(row.get(f)) for f in used] for row in rows]
    unique = list(dict.fromkeys(map(tuple, cells)))
    return {f: fields[f] for f in used}, [list(row) for row in unique[:TABLE_ROWS]], len(unique)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int | float) and 1800 <= value <= 2100 and value == int(value):
        return str(int(value))
    return evidence.number(round(float(value), 2))


def figure_html(spec: Mapping[str, Any], painter: Painter, link: Callable[[str], str]) -> str:
    """The whole figure of a page.

    Args:
        spec: a specification as :func:`dispatched.charts.figure` makes it.
        painter: draws the two pictures.
        link: claim id → address of its evidence card, relative to the page.

    Raises:
        charts.ChartError: the specification lacks what every chart must have.
    """
    wrong = charts.faults(spec)
    if wrong:
        raise charts.ChartError("; ".join(wrong))
    meta = spec["usermeta"]
    title = spec["title"]["text"] if isinstance(spec["title"], Mapping) else spec["title"]
    title = " ".join(title) if isinstance(title, list) else title
    explorer = explore.plan(spec)
    name = "ch-" + hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:10]
    heads, rows, total = table(spec)
    esc = html.escape
    # A long list of evidence leads to its page; cards for all of it would be a third of a page.
    few = len(meta.get("claims", [])) <= MANY
    kind, label = ("claim", _short) if few else ("drawn", _cited)
    claims = "".join(
        f'<li><a class="{kind}" href="{esc(link(c))}">{esc(label(c))}</a></li>' for c in meta.get("claims", [])
    )
    wide, narrow, data = painter.draw(spec)
    compiled = json.loads(data)
    mapped = " data-map" if "projections" in compiled else ""
    if explorer:
        reading = {"explorer": {key: explorer[key] for key in ("columns", "fixed")}}
        data = json.dumps(compiled | {"usermeta": reading}, separators=(",", ":"), ensure_ascii=False)
    data = data.replace("<", "\\u003c")  # "<" must not end the script element early
    parts = [
        f'<figure class="ch{" ch-explorer" if explorer else ""}" id="{name}" data-kind="{"explorer" if explorer else "chart"}"{mapped}>'
    ]
    if explorer:
        parts.append(f'<p class="ch-flag">Explorer</p><p class="ch-title" id="{name}-t">{esc(title)}</p>')
        parts.append(f'<p class="ch-question">{esc(explorer["question"])}</p>')
        parts.append(f'<div class="ch-controls" role="group" aria-labelledby="{name}-t">{_controls(spec, name)}</div>')
    else:
        parts.append(f'<p class="ch-title" id="{name}-t">{esc(title)}</p>')
    parts.append(f'<div class="ch-plot" role="img" aria-label="{esc(title + ". " + spec["description"])}">')
    parts.append(f'<div class="ch-wide">{wide}</div>')
    parts.append(f'<div class="ch-narrow">{narrow}</div></div>')
    parts.append("<figcaption>")
    if explorer:
        parts.append(f'<p class="ch-assumes"><b>Assumes.</b> {esc(explorer["assumes"])}</p>')
    elif meta.get("interactive"):
        parts.append(f'<p class="ch-hint">{esc(str(meta["interactive"]))}</p>')
    parts.append(f'<p class="ch-source">{esc(meta["source"])}</p>')
    parts.append("<details><summary>Description, data and evidence</summary>")
    parts.append(f"<p>{esc(spec['description'])}</p>")
    if rows:
        more = f'<p class="ch-more">The first {len(rows)} of {total} rows.</p>' if total > len(rows) else ""
        head = "".join(f'<th scope="col">{esc(h)}</th>' for h in heads.values())
        body = "".join("<tr>" + "".join(f"<td>{esc(c)}</td>" for c in row) + "</tr>" for row in rows)
        parts.append(
            f'<div class="table-scroll" role="region" aria-label="Data of the chart: {esc(title)}" tabindex="0">'
            f'<table data-fields="{esc(" ".join(heads))}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{more}'
        )
    if claims:
        parts.append(f'<p>Evidence drawn:</p><ul class="ch-claims">{claims}</ul>')
    parts.append('</details><p class="ch-live" aria-live="polite"></p></figcaption>')
    parts.append(f'<script type="application/json" class="ch-spec">{data}</script></figure>')
    return "".join(parts)


def _controls(spec: Mapping[str, Any], name: str) -> str:
    """The sliders and lists at their starting positions; the script turns them on."""
    lines = []
    for control, p in explore.bound(spec).items():
        bind = p["bind"]
        ident = f"{name}-{p['name']}"
        if bind["input"] == "select":
            options = "".join(
                f'<option value="{html.escape(v)}"{" selected" if v == p["value"] else ""}>{html.escape(shown)}</option>'
                for v, shown in zip(bind["options"], bind["labels"], strict=True)
            )
            lines.append(
                f'<div class="ch-control ch-choice"><label for="{ident}">{html.escape(bind["name"])}</label>'
                f'<select id="{ident}" name="{control}" data-signal="{p["name"]}" disabled>{options}</select>'
                f'<output for="{ident}">{html.escape(dict(zip(bind["options"], bind["labels"], strict=True))[p["value"]])}</output></div>'
            )
            continue
        lines.append(
            f'<div class="ch-control"><label for="{ident}">{html.escape(bind["name"])}</label>'
            f'<input type="range" id="{ident}" name="{control}" data-signal="{p["name"]}" min="{bind["min"]:g}" max="{bind["max"]:g}" '
            f'step="{bind["step"]:g}" value="{p["value"]:g}" disabled>'
            f'<output for="{ident}">{p["value"]:,g}</output></div>'
        )
    return (
        "".join(lines)
        + '<noscript><p class="ch-hint">The sliders need JavaScript; the picture shows where they start.</p></noscript>'
    )


def _short(ident: str) -> str:
    row = evidence.claim(ident).row
    return f"{evidence.describe(row)}, {evidence.years(row)} ({evidence.cite(row['source'], row['locator'])})"


def _cited(ident: str) -> str:
    row = evidence.claim(ident).row
    return f"{evidence.years(row)}: {evidence.cite(row['source'], row['locator'])}"
