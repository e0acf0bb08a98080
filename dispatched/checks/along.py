"""What a task asks of one axis or key: its ends, its labels, its order, or that it is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dispatched.checks import digests

RULES = {"domain", "comma", "key", "sorted"}
"""Words of ``[task.chart.channels.…]`` that this module judges."""

_COMMA, _BARE = re.compile(r"[-−]?\d{1,3}(,\d{3})+"), re.compile(r"[-−]?\d{4,}")


def titles(channel: str, scene: Mapping[str, Any]) -> Sequence[str]:
    """The titles of the axis or the key that belongs to a channel."""
    if channel[0] in "xy":
        found = scene["axes"].get(channel[0], [])
    else:
        found = scene["legends"] if channel == "color" else scene.get("keys", {}).get(channel, [])
    return list(found)


def faults(
    channel: str, rule: Mapping[str, Any], main: Mapping[str, Any], scene: Mapping[str, Any]
) -> Iterable[str]:
    """What an axis or a key lacks, a sentence for each rule that it breaks.

    Args:
        rule: of the channel; ``sorted`` holds digests of the names in their order.
        main: the set of marks that shows most of what is asked for.
    """
    if rule.get("zero") is False and any(i["zero"].get(channel) for i in main["items"]):
        yield f"The {channel} axis begins at zero. The task asks for one that does not."
    if "domain" in rule and not all(
        _near(i["ends"].get(channel), rule["domain"]) for i in main["items"]
    ):
        yield f"The {channel} axis does not run between the numbers that the task names."
    if rule.get("comma"):
        labels = scene.get("ticks", {}).get(channel, [])
        if not any(map(_COMMA.fullmatch, labels)) or any(map(_BARE.fullmatch, labels)):
            yield f"The numbers at the {channel} axis are not written with a comma."
    if rule.get("key") is False and (titles(channel, scene)):
        yield f"The task asks for no key of {channel}, since an axis says the same."
    if "sorted" in rule and order(main["items"], channel) != rule["sorted"]:
        yield f"The names on {channel} do not stand in the order that the task names."


def _near(ends: Any, asked: Sequence[float]) -> bool:
    if not isinstance(ends, list) or None in ends:
        return False
    size = max(map(abs, asked))
    return all(abs(a - b) <= 1e-6 * size for a, b in zip(sorted(ends), sorted(asked), strict=True))


def order(items: Sequence[Mapping[str, Any]], channel: str) -> list[str]:
    """Digests of the names along an axis, from left to right or from top to bottom."""
    side = 0 if channel == "x" else 1
    placed = sorted(items, key=lambda i: i["box"][side] + i["box"][side + 2])
    names = (i["values"].get(channel) for i in placed)
    return list(dict.fromkeys(digests.digest(digests.label(name)) for name in names))
