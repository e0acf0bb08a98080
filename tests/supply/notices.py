"""Gather the licenses of the scripts that come from npm: ``python -m tests.supply.notices``.

The wheels that bring these scripts (vl-convert the parts of Vega, the theme Bootstrap, an extension
clipboard.js, reveal.js its Markdown) do not bring their licenses. They are fetched once from the
packages themselves and committed, so that a build needs no network. Needs npm.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import vl_convert

from dispatched.book import licenses, vega

ON_A_SERVER = {"@popperjs/core", "@types/estree", "commander", "iconv-lite", "rw", "safer-buffer"}
"""What npm fetches with them and no page loads: readers of files, programs, types, a menu."""

IN_REVEAL = {"fitty": "2.3.7", "marked": "4.3.0"}
"""What reveal.js 5.2 is built with, without saying so in its files."""

UNNAMED = ("delegate", "good-listener", "select")
"""Parts of clipboard.js by its author, without a file of their own: its license is theirs."""


def wanted() -> dict[str, str]:
    """Package of npm → the version that is in the pages or slides."""
    parts = vega.PARTS[vl_convert.get_vega_version()]
    return {**parts, **licenses.carried(), **IN_REVEAL}


def gathered(folder: Path) -> str:
    """The text of :data:`licenses.NOTICES` from what npm has put into a folder.

    Raises:
        ValueError: a package has no license file.
    """
    pinned = wanted()
    groups: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, str] = {}
    for manifest in sorted((folder / "node_modules").glob("**/package.json")):
        told = json.loads(manifest.read_text(encoding="utf-8"))
        name = told.get("name", "")
        if manifest.parent != folder / "node_modules" / name or name in ON_A_SERVER:
            continue
        if name in UNNAMED:
            continue
        files = sorted(manifest.parent.glob("LICENSE*"))
        if not files:
            raise ValueError(f"{name} has no license file")
        text = files[0].read_text(encoding="utf-8").replace("\r\n", "\n").strip()
        groups[text].append(f"{name} {pinned[name]}" if name in pinned else name)
        kinds[text] = told["license"]
    return written({", ".join(names): (kinds[text], text) for text, names in groups.items()})


def written(parts: Mapping[str, tuple[str, str]]) -> str:
    """Names → license and text, as blocks under a line that begins with two signs of equality."""
    blocks = [f"== {names} ({kind})\n\n{text}\n" for names, (kind, text) in sorted(parts.items())]
    return "\n".join(blocks)


def main() -> None:
    """Fetch the packages into a folder that is thrown away, and write the file anew."""
    with tempfile.TemporaryDirectory() as name:
        names = [f"{package}@{version}" for package, version in wanted().items()]
        command = ["npm", "install", "--silent", "--ignore-scripts", "--prefix", name, *names]
        subprocess.run(command, check=True, cwd=name)
        licenses.NOTICES.write_text(gathered(Path(name)), encoding="utf-8")


if __name__ == "__main__":
    main()
