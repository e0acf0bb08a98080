"""The licenses of the packages that are installed: may the book be given away with them?"""

from __future__ import annotations

import re
import sysconfig
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

KNOWN = Path(__file__).with_name("licenses.toml")
"""The licenses that are allowed, other names of them, and packages that are allowed by name."""

OWN = "dispatched"

_BRACKET = re.compile(r"(^|AND |OR )\(([^()]*)\)")


@dataclass(frozen=True)
class Known:
    """What is allowed.

    Args:
        allowed: SPDX names.
        names: how packages write them otherwise → SPDX name.
        exceptions: package → its license and why it may be used.
        elsewhere: package that other systems alone need → its license.
    """

    allowed: frozenset[str]
    names: Mapping[str, str]
    exceptions: Mapping[str, Mapping[str, str]]
    elsewhere: Mapping[str, str]


def known(path: Path = KNOWN) -> Known:
    """Read :data:`KNOWN`.

    Raises:
        ValueError: an exception has no license or no reason.
    """
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    for name, one in told["exceptions"].items():
        if set(one) != {"license", "why"} or not all(one.values()):
            raise ValueError(f"{path.name}, {name}: say its license and why it may be used")
    return Known(frozenset(told["allowed"]), told["names"], told["exceptions"], told["elsewhere"])


def named(name: str) -> str:
    """The name of a package as registries compare it.

    >>> named("ruamel.YAML_clib")
    'ruamel-yaml-clib'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def said(package: Distribution) -> str:
    """What a package says of its license.

    The expression if there is one, else the classifiers, else the first line of the free text. Of
    several classifiers none says whether one may choose among them, so that all are taken to hold.
    """
    about = package.metadata
    if about.get("License-Expression"):
        return about["License-Expression"]
    classes = [
        c.rpartition(" :: ")[2] for c in about.get_all("Classifier", []) if "License ::" in c
    ]
    kinds = [name for name in classes if name != "OSI Approved"]
    if kinds:
        return " AND ".join(kinds)
    return (about.get("License") or "").strip().split("\n")[0] or "nothing"


def fault(name: str, license_: str, rules: Known) -> str | None:
    """Why a package may not be used; None where it may."""
    if name in rules.exceptions:
        expected = rules.exceptions[name]["license"]
        if license_ == expected:
            return None
        return f"{name} says {license_!r}, no longer {expected!r}: look at its exception again"
    if _allowed(license_, rules):
        return None
    return (
        f"{name} is licensed under {license_!r}, which is not on the list; "
        f"take another package, or say in {KNOWN.name} why it may be used"
    )


def _allowed(text: str, rules: Known) -> bool:
    """An expression holds if all its parts joined by AND do, or one of those joined by OR.

    A bracket is one part, and read first.
    """
    text = rules.names.get(text.strip(), text.strip())
    if text in rules.allowed:
        return True
    inner = _BRACKET.search(text)
    if inner:
        said = "0BSD" if _allowed(inner[2], rules) else "nothing"
        return _allowed(_BRACKET.sub(lambda _: inner[1] + said, text, count=1), rules)
    for word, every in ((" OR ", any), (" AND ", all)):
        parts = text.split(word)
        if len(parts) > 1:
            return every(_allowed(part, rules) for part in parts)
    return False


def installed() -> Iterator[tuple[str, str]]:
    """Name and license of each installed package but the book."""
    # Those of this environment: setuptools, when asked, puts copies of its own on the path.
    for package in distributions(path=[sysconfig.get_path("purelib")]):
        if named(package.metadata["Name"]) != OWN:
            yield named(package.metadata["Name"]), said(package)


def faults(packages: Iterable[tuple[str, str]], rules: Known) -> list[str]:
    """What of these packages may not be used, and the exceptions that none of them needs."""
    found = sorted(packages)
    wrong = [line for name, text in found if (line := fault(name, text, rules))]
    unused = sorted(set(rules.exceptions) - {name for name, _ in found})
    return wrong + [f"{name} is not installed: take it off the exceptions" for name in unused]
