"""A checkout that is put back in no time: what a command changes lies in a folder above it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

Changes = dict[str, object]
"""Path → its bytes, or another word where it is gone, a folder, or moved."""


class Laid:
    """A folder in which other folders are seen as one, the first above the next.

    Where this user may not mount them so, they are copied.

    Args:
        folder: where they are seen.
        below: what is seen; it stays as it is.
        above: an empty folder, in which all changes lie.
    """

    def __init__(self, folder: Path, below: Sequence[Path], above: Path) -> None:
        self.folder, self.below, self.above = folder, below, above
        self.work = above.with_name(f"{above.name}-work")
        self.mounted = False

    def fresh(self) -> None:
        """Put the folder back."""
        self.close()
        for path in (self.above, self.work, self.folder):
            shutil.rmtree(path, ignore_errors=True)
            path.mkdir(parents=True)
        lower = ":".join(map(str, self.below))
        told = f"lowerdir={lower},upperdir={self.above},workdir={self.work},redirect_dir=on"
        command = ["mount", "-t", "overlay", "overlay", "-o", told, str(self.folder)]
        self.mounted = not subprocess.run(command, capture_output=True, check=False).returncode
        for path in () if self.mounted else reversed(self.below):
            shutil.copytree(path, self.folder, symlinks=True, dirs_exist_ok=True)

    def changes(self) -> Changes:
        """What has changed since; where all was copied, all that is there."""
        top = self.above if self.mounted else self.folder
        return {p.relative_to(top).as_posix(): _told(p) for p in sorted(top.rglob("*"))}

    def keep(self) -> list[Path]:
        """End, and give what is seen from now on: the changes above what was there."""
        if not self.mounted:
            return [self.folder]
        self.close()
        return [self.above, *self.below]

    def close(self) -> None:
        """End; processes that were left behind may still be there."""
        if self.mounted:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)
            self.mounted = False


def _told(path: Path) -> object:
    if path.is_dir() and not path.is_symlink():
        return [
            (name, os.getxattr(path, name)) for name in os.listxattr(path) if "overlay." in name
        ]
    if path.is_file():
        return path.read_bytes()
    return "gone" if path.is_char_device() else "other"
