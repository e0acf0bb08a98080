"""Where the book stands and where its faults are told: read from ``_config.yml``, and there alone.

While the configuration holds a placeholder there is neither, and nothing pretends that there is.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import yaml

from dispatched.notebooks import addresses

PLACEHOLDERS = {"example.org", "example.com", "example.net"}
"""Hosts that belong to nobody; the configuration has one until a copy is published."""


def site(root: Path) -> str:
    """The address of the built book with a stroke at its end; empty while it is not set."""
    return addresses.hosts_of(root).site


def issues(root: Path) -> str:
    """Where a new report is opened; empty while the repository's address is a placeholder.

    The address is the one of GitHub, which Forgejo and Gitea share.
    """
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    return opened((config.get("repository") or {}).get("url") or "")


def is_placeholder(address: str) -> bool:
    """Does an address lead to a host that belongs to nobody?

    >>> is_placeholder("https://www.example.org/a"), is_placeholder("https://codeberg.org/a")
    (True, False)
    """
    return (urlsplit(address).hostname or "").removeprefix("www.") in PLACEHOLDERS


def opened(repository: str) -> str:
    """The page of a repository on which a report is written.

    >>> opened("https://codeberg.org/some/book/"), opened("https://example.org/dispatched")
    ('https://codeberg.org/some/book/issues/new', '')
    """
    parts = urlsplit(repository)
    if parts.scheme not in ("http", "https") or not parts.hostname or is_placeholder(repository):
        return ""
    return f"{repository.rstrip('/').removesuffix('.git')}/issues/new"
