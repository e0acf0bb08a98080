"""The licenses of what others made and a built book or its slides carry, as one file.

Every license asks that its text goes with the work, and a book on a stick is a copy like any other.
The texts of Python's packages are read from what is installed; those of scripts that the packages
bring from npm stand in ``static/notices.txt`` (``python -m tests.supply.notices`` writes it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatch
from importlib.metadata import PackageNotFoundError, distribution

from dispatched.book import assets

FILE = "licenses.txt"
"""Name of the file in ``_static``."""

NOTICES = assets.STATIC / "notices.txt"

OWNERS = {
    "basic.css": "sphinx",
    "doctools.js": "sphinx",
    "documentation_options.js": "sphinx",
    "language_data.js": "sphinx",
    "searchtools.js": "sphinx",
    "sphinx_highlight.js": "sphinx",
    "pygments.css": "pygments",
    "styles/sphinx-book-theme.css": "sphinx-book-theme",
    "scripts/sphinx-book-theme.js": "sphinx-book-theme",
    "styles/*": "pydata-sphinx-theme",
    "scripts/*": "pydata-sphinx-theme",
    "sphinx-design.min.css": "sphinx-design",
    "design-tabs.js": "sphinx-design",
    "mystnb.*.css": "myst-nb",
    "exercise.css": "sphinx-exercise",
    "togglebutton.*": "sphinx-togglebutton",
    "copybutton*": "sphinx-copybutton",
    "clipboard.min.js": "sphinx-copybutton",
}
"""File in ``_static``, as a pattern → the package that it is of; the first that fits counts."""

CARRIED = {
    "bootstrap": (
        "pydata_sphinx_theme/theme/pydata_sphinx_theme/static/styles/pydata-sphinx-theme.css",
        r"Bootstrap +v([\d.]+)",
    ),
    "clipboard": ("sphinx_copybutton/_static/clipboard.min.js", r"clipboard\.js v([\d.]+)"),
    "reveal.js": ("sphinx_revealjs/_static/revealjs/dist/reveal.js", r"reveal\.js ([\d.]+)"),
}
"""Package of npm → the file of an installed package that carries it, and how its version is said
there.
"""

_LICENSE = re.compile("licen[sc]e|copying|notice", re.IGNORECASE)

HEAD = """The text and data of this book are licensed under CC BY 4.0, its code under the BSD
3-Clause License (last below). These pages, and the slides made from them, also contain or may
contain parts of the works of others that are named here, each with its license.
"""


def carried() -> dict[str, str]:
    """Package of npm in an installed package → its version.

    Raises:
        ValueError: the file of the package no longer says it.
    """
    found = {}
    for name, (path, pattern) in CARRIED.items():
        package = path.partition("/")[0].replace("_", "-")
        text = distribution(package).locate_file(path).read_text(encoding="utf-8")
        match = re.search(pattern, text)
        if not match:
            raise ValueError(f"{path} does not say which {name} it carries")
        found[name] = match[1]
    return found


def owner(name: str) -> str | None:
    """The package that a file in ``_static`` is of; None for one of ours.

    Raises:
        ValueError: nobody is known to have made it, so that its license is not known either.

    >>> owner("styles/pydata-sphinx-theme.css"), owner("storage.js")
    ('pydata-sphinx-theme', None)
    """
    if name in assets.OURS or name in assets.SHEETS:
        return None
    for pattern, package in OWNERS.items():
        if fnmatch(name, pattern):
            return package
    raise ValueError(
        f"_static/{name}: say in dispatched.book.licenses.OWNERS which package it is of"
    )


def text(names: Iterable[str]) -> str:
    """The file for pages that are made of these files in ``_static``.

    Raises:
        ValueError: a file is of nobody known, or a package brings no license.
    """
    packages = {package for name in names if (package := owner(name))}
    blocks = [_of_package(package) for package in sorted(packages)]
    blocks += [NOTICES.read_text(encoding="utf-8").strip()]
    root = assets.STATIC.parents[2]
    own = {"Outlines on the maps": "data/LICENSE-places.txt", "This book: code": "LICENSE"}
    blocks += [
        f"== {what}\n\n{(root / name).read_text('utf-8').strip()}" for what, name in own.items()
    ]
    return "\n\n".join([HEAD.strip(), *blocks]) + "\n"


def _of_package(name: str) -> str:
    """Name, version and license texts of an installed package."""
    try:
        found = distribution(name)
    except PackageNotFoundError as error:
        raise ValueError(f"{name} is not installed, so that its license is not at hand") from error
    texts = [
        path.locate().read_text(encoding="utf-8").strip()
        for path in found.files or ()
        if ".dist-info" in path.parts[0] and _LICENSE.match(path.name)
    ]
    if not texts:
        raise ValueError(f"{name} {found.version} brings no license text")
    return f"== {found.metadata['Name']} {found.version}\n\n" + "\n\n".join(texts)
