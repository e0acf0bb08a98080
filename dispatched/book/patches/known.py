"""A part of another package, or a clear word that it is gone."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from sphinx.errors import ExtensionError


def known(owner: Any, name: str, package: str, seen: str) -> Any:
    """A part of another package that is to be changed.

    Raises:
        ExtensionError: the installed version does not have it.
    """
    if not hasattr(owner, name):
        raise ExtensionError(
            f"{package} {version(package)} has no {name}, which dispatched.book.patches changes "
            f"as of {package} {seen}"
        )
    return getattr(owner, name)
