"""Build the site: ``python -m dispatched.lite.build [--pyodide ARCHIVE] [--to FOLDER]``.

What was fetched and checked stays in ``FOLDER-parts``; the next build needs neither the archive nor
the network. The site is made whole or not at all.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jupyterlite_pyodide_kernel.constants import (
    DISABLE_PYPI_FALLBACK,
    PYODIDE_KERNEL_NPM_NAME,
    PYODIDE_KERNEL_PLUGIN_ID,
)

from dispatched import evidence
from dispatched.lite import LiteError, archive, repodata, wheels
from dispatched.lite.pins import Pins, pins
from dispatched.notebooks import shelf
from dispatched.notebooks.addresses import PlainError
from dispatched.whole import folder_of, told

ROOT = shelf.ROOT
EXTENSIONS = (PYODIDE_KERNEL_NPM_NAME, "@jupyter-widgets/jupyterlab-manager")
"""Of the extensions that are installed here: the kernel, and what draws the explorers' controls."""

STAMP = 1767225600
"""One time for all files, 2026-01-01, so that the same sources give the same bytes."""


def runtime(given: Path | None, pinned: Pins, folder: Path) -> None:
    """Bring the checked files of Pyodide into a folder, if they are not there.

    Args:
        given: the archive, where one was named.

    Raises:
        LiteError: none was named, or it is not the one that is needed.
    """
    if archive.there(folder, pinned.files):
        return
    if given is None:
        raise LiteError(
            f"Pyodide {pinned.version} is needed: fetch {pinned.address} (350 MB) and say: "
            f"make lite PYODIDE=path/to/{pinned.archive}"
        )
    archive.take(given, pinned.files, folder)


def packages(pyodide: Path, parts: Path, lock: str) -> list[Path]:
    """Say in Pyodide's list what the site holds, ours too.

    Args:
        pyodide: a copy of the checked files; its ``pyodide-lock.json`` is written anew.
        parts: where wheels are kept.
        lock: versions and hashes of the wheels, as ``requirements.lock`` has them.

    Returns:
        the wheels that belong beside it.
    """
    path = pyodide / repodata.NAME
    whole = repodata.held(repodata.read(path), (one.name for one in pyodide.iterdir()))
    python = whole["info"]["python"]
    needed = wheels.needs({n: one["version"] for n, one in whole["packages"].items()}, python)
    found = wheels.fetch({*needed} - {wheels.TOP}, lock, parts / "wheels", python)
    found[wheels.TOP] = shelf.make_wheel(ROOT, parts / "own")
    for name, wheel in sorted(found.items()):
        whole["packages"][name] = repodata.entry(wheel, needed[name])
    path.write_text(json.dumps(whole, sort_keys=True), encoding="utf-8")
    return [*found.values()]


def settings() -> tuple[dict[str, Any], dict[str, Any]]:
    """The settings of the site, and those of the program that builds it."""
    share = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    site = {"litePluginSettings": {PYODIDE_KERNEL_PLUGIN_ID: {DISABLE_PYPI_FALLBACK: True}}}
    build = {
        "apps": ["lab"],
        "contents": ["notebooks"],
        "federated_extensions": [str(share / name) for name in EXTENSIONS],
        "ignore_sys_prefix": True,  # an environment may have more, of any origin
        "no_libarchive": True,
        "no_sourcemaps": True,
        "source_date_epoch": STAMP,
    }
    return (
        {"jupyter-lite-schema-version": 0, "jupyter-config-data": site},
        {"LiteBuildConfig": build},
    )


def stage(work: Path, parts: Path, lock: str) -> None:
    """Lay out in a new folder what JupyterLite builds a site from."""
    inside = work / "static" / "pyodide"
    shutil.copytree(parts / "pyodide", inside)
    for wheel in packages(inside, parts, lock):
        shutil.copy(wheel, inside)
    (work / "notebooks").mkdir()
    book = dataclasses.replace(shelf.book_of(ROOT), live=True)
    for name, text in shelf.files(ROOT, book).items():
        (work / "notebooks" / name).write_text(text, encoding="utf-8")
    site, build = settings()
    for name, content in {"jupyter-lite": site, "jupyter_lite_config": build}.items():
        (work / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")


def site(
    given: Path | None, target: Path, pinned: Pins | None = None, lock: str | None = None
) -> None:
    """Build the site into a folder, in place of what it held.

    Args:
        given: the archive of Pyodide; not needed where its files were checked before.
        pinned: what must be in it; what ``pyodide.json`` says if not given.
        lock: the lock of the wheels; ``requirements.lock`` if not given.

    Raises:
        LiteError: something is missing or wrong; the folder is as it was.
    """
    pinned = pinned or pins()
    lock = lock or (ROOT / "requirements.lock").read_text(encoding="utf-8")
    parts = target.with_name(f"{target.name}-parts")
    runtime(given, pinned, parts / "pyodide")
    with tempfile.TemporaryDirectory(prefix="work-", dir=parts) as held:
        work = Path(held)
        stage(work, parts, lock)
        _jupyterlite(work)
        # Browsers ask a host for it before the page can say where it is.
        shutil.copy(work / "_output" / "lab" / "favicon.ico", work / "_output")
        with folder_of(target) as fresh:
            fresh.rmdir()
            (work / "_output").replace(fresh)


def _jupyterlite(work: Path) -> None:
    # Settings of whoever builds, for Jupyter or this program, are not the site's.
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "PYTHONPATH"))}
    clean |= {"JUPYTER_NO_CONFIG": "1", "JUPYTER_CONFIG_DIR": str(work / "none")}
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    done = subprocess.run(
        command, cwd=work, env=clean, check=False, text=True, encoding="utf-8", capture_output=True
    )
    if done.returncode:
        raise LiteError(f"JupyterLite stopped:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


@told("The site was not made")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: build, say where it is or what is missing."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.lite.build", description="Build the site of live notebooks."
    )
    parser.add_argument("--pyodide", type=Path, metavar="ARCHIVE", help="the distribution")
    parser.add_argument("--to", type=Path, default=ROOT / "_build" / "lite", help="the folder")
    asked = parser.parse_args(arguments)
    try:
        site(asked.pyodide, asked.to)
    except (LiteError, PlainError, evidence.EvidenceError) as error:
        print(f"The site was not made: {error}", file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in asked.to.rglob("*") if path.is_file())
    print(f"The site is in {asked.to} ({size / 1e6:.0f} MB).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
