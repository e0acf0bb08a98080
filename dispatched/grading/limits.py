"""Limits of a process for the work of strangers, on machines that have limits of their own."""

from __future__ import annotations

import resource


def limit(what: int, most: int, more: int = 0) -> None:
    """Limit this process, where the machine does not limit it further already.

    Args:
        what: one of ``resource.RLIMIT_…``.
        most: where a process is warned.
        more: how much beyond that it is ended.
    """
    _, top = resource.getrlimit(what)
    soft, hard = (n if top == resource.RLIM_INFINITY else min(n, top) for n in (most, most + more))
    resource.setrlimit(what, (soft, hard))
