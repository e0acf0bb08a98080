"""Read Vega-Lite specifications: their views, the fields that they draw, the data that they use.

A specification nests: layers in a view, views above each other, one view repeated in a facet. What
stands further up, data and encodings, holds below unless something else stands there. Nothing here
changes a specification, and a part of the wrong shape (a text in place of a list) is no part.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MIME = "application/vnd.vegalite.v5+json"
"""The type of a chart among the outputs of a notebook.

JupyterLab 4 knows Vega-Lite 3 to 5 by name; what the book draws is the same in 5 and 6.
"""

Spec = Mapping[str, Any]
"""A specification, or a part of one, as read from JSON."""

NESTS = ("layer", "hconcat", "vconcat", "concat")
"""Where a part holds a list of parts; ``spec`` holds one."""


@dataclass(frozen=True)
class View:
    """One set of marks.

    Args:
        spec: the part as it is written.
        encoding: channel → what it shows, with what is inherited.
        data: what it reads, its own or inherited: ``{"name": …}`` or ``{"values": …}``; empty if
            nothing is named.

    >>> View({"mark": "bar"}, {"x": {"field": "year"}}, {"name": "pay"}).mark
    'bar'
    """

    spec: Spec
    encoding: Spec
    data: Spec

    @property
    def mark(self) -> str:
        """The kind of mark: ``bar``; empty if it has no name.

        >>> next(views({"mark": {"type": "bar", "size": 4}})).mark
        'bar'
        """
        mark = self.spec["mark"]
        kind = mark.get("type") if isinstance(mark, Mapping) else mark
        return kind if isinstance(kind, str) else ""


def part(spec: Spec, key: str) -> Spec:
    """What stands under a key, if it is a mapping; else an empty one.

    >>> part({"usermeta": {"source": "Ours."}}, "usermeta")
    {'source': 'Ours.'}
    >>> part({"usermeta": None}, "usermeta")
    {}
    """
    found = spec.get(key)
    return found if isinstance(found, Mapping) else {}


def explorer(spec: Spec) -> Spec:
    """What a specification says of itself as an explorer; empty for another chart.

    >>> explorer({"mark": "bar", "usermeta": {"source": "Ours."}})
    {}
    """
    return part(part(spec, "usermeta"), "explorer")


def walk(spec: Spec) -> Iterator[Spec]:
    """A specification and all specifications inside it, each before those that it holds.

    >>> [sorted(one) for one in walk({"layer": [{"mark": "bar"}, {"mark": "rule", "data": {}}]})]
    [['layer'], ['mark'], ['data', 'mark']]
    """
    yield spec
    for inner in _inside(spec):
        yield from walk(inner)


def views(spec: Spec) -> Iterator[View]:
    """Every set of marks, however deep, with the encodings and data that hold for it.

    >>> chart = {
    ...     "data": {"name": "pay"},
    ...     "encoding": {"x": {"field": "year"}},
    ...     "layer": [
    ...         {"mark": "bar"},
    ...         {"mark": "text", "data": {"name": "words"}, "encoding": {"text": {"field": "say"}}},
    ...     ],
    ... }
    >>> [(view.mark, list(view.encoding), view.data["name"]) for view in views(chart)]
    [('bar', ['x'], 'pay'), ('text', ['x', 'text'], 'words')]
    >>> list(views({"title": "Nothing is drawn"}))
    []
    """
    return _views(spec, {}, {})


def _views(spec: Spec, above: Spec, data: Spec) -> Iterator[View]:
    encoding = {**above, **part(spec, "encoding")}
    data = part(spec, "data") if "data" in spec else data
    if "mark" in spec:
        yield View(spec, encoding, data)
    facet = part(spec, "facet")  # by one field, or by the fields of rows and columns
    below = {**encoding, **({"facet": facet} if "field" in facet else facet)}
    for inner in _inside(spec):
        yield from _views(inner, below, data)


def fields(encoding: Spec, channels: Collection[str] | None = None) -> dict[str, list[str]]:
    """The fields that channels show; a channel such as the tooltip may have several.

    Args:
        encoding: of a view.
        channels: those that are asked for; all if not given.

    >>> fields({"x": {"field": "year"}, "y": {"value": 3}, "tooltip": [{"field": "who"}]})
    {'x': ['year'], 'y': [], 'tooltip': ['who']}
    >>> fields({"x": {"field": "year"}, "detail": {"field": "id"}}, ["x", "y"])
    {'x': ['year']}
    """
    return {
        channel: [one["field"] for one in _definitions(shown)]
        for channel, shown in encoding.items()
        if channels is None or channel in channels
    }


def headings(spec: Spec) -> dict[str, str]:
    """Every field that is encoded somewhere, with its title there, in the order of appearance.

    Without a title a field is headed by its own name.

    >>> headings({
    ...     "mark": "bar",
    ...     "encoding": {"x": {"field": "pay", "title": ["Pay", "(rubles)"]}, "y": {"field": "at"}},
    ... })
    {'pay': 'Pay (rubles)', 'at': 'at'}
    """
    found: dict[str, str] = {}
    for one in walk(spec):
        for shown in part(one, "encoding").values():
            for definition in _definitions(shown):
                field = definition["field"]
                title = definition.get("title") or part(definition, "axis").get("title") or field
                if found.get(field, field) == field:
                    found[field] = " ".join(title) if isinstance(title, list) else str(title)
    return found


def changed(spec: Spec, change: Callable[[Spec], Spec]) -> dict[str, Any]:
    """A copy in which each part is what ``change`` makes of it, those inside before those around.

    >>> chart = {"layer": [{"mark": "bar"}, {"mark": "rule"}]}
    >>> changed(chart, lambda one: {**one, "mark": "tick"} if one.get("mark") == "bar" else one)
    {'layer': [{'mark': 'tick'}, {'mark': 'rule'}]}
    """

    def done(value: Any) -> Any:
        return changed(value, change) if isinstance(value, Mapping) else value

    lists = [key for key in NESTS if isinstance(spec.get(key), list)]
    inner = {key: [done(one) for one in spec[key]] for key in lists}
    inner |= {"spec": done(spec["spec"])} if "spec" in spec else {}
    return {**change({**spec, **inner})}


def data_sets(spec: Spec) -> list[list[Any]]:
    """The rows of every data set that a specification carries: those with a name, then the others.

    >>> data_sets({"datasets": {"pay": [{"a": 1}]}, "data": {"values": [{"b": 2}]}, "mark": "bar"})
    [[{'a': 1}], [{'b': 2}]]
    """
    found = [*part(spec, "datasets").values()]
    found += [part(one, "data").get("values") for one in walk(spec)]
    return [rows for rows in found if isinstance(rows, list)]


def rows(data: Spec, datasets: Spec) -> list[Spec]:
    """The rows that a view reads; of shapes on a map their properties.

    Args:
        data: of a view.
        datasets: name → rows, as the whole specification carries them.

    >>> rows({"name": "pay"}, {"pay": [{"year": 1947}]})
    [{'year': 1947}]
    >>> rows({"values": [{"type": "Feature", "properties": {"place": "Sakhalin"}}]}, {})
    [{'place': 'Sakhalin'}]
    """
    name = data.get("name")
    found = datasets.get(name) if isinstance(name, str) else data.get("values")
    if not isinstance(found, list):
        return []
    return [part(row, "properties") or row for row in found if isinstance(row, Mapping)]


def _inside(spec: Spec) -> Iterator[Spec]:
    inner = [spec.get("spec")]
    for key in NESTS:
        inner += spec[key] if isinstance(spec.get(key), list) else []
    return (one for one in inner if isinstance(one, Mapping))


def _definitions(shown: Any) -> Iterator[Spec]:
    """What a channel shows, where it is a field."""
    for one in shown if isinstance(shown, list) else [shown]:
        if isinstance(one, Mapping) and isinstance(one.get("field"), str):
            yield one
