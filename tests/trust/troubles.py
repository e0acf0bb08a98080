"""The faults: moments at which a command is stopped, places where it runs, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.trust.machines import SMALL, Command, Deed, Fault


def middle(deeds: Sequence[Deed]) -> int:
    """The file opened half way."""
    opened = [d.number for d in deeds if d.event == "open"]
    return opened[len(opened) // 2]


def last_file(deeds: Sequence[Deed]) -> int:
    """The last file opened."""
    return [d.number for d in deeds if d.event == "open"][-1]


def put(deeds: Sequence[Deed]) -> int:
    """Where the last thing is put in its place."""
    return ([d.number for d in deeds if d.event == "os.rename"] or [deeds[-1].number])[-1]


def put_aside(deeds: Sequence[Deed]) -> int:
    """Where the last thing but one is put in its place: often, the old one aside."""
    return ([d.number for d in deeds if d.event == "os.rename"] or [deeds[-1].number])[-2:][0]


def after(deeds: Sequence[Deed]) -> int:
    """What comes after the last thing has been put in its place, if anything does."""
    return put(deeds) + 1


CUTS = {
    "cut off half way": (middle, "cut"),
    "cut off in the middle of its last file": (last_file, "half"),
    "cut off before the last thing but one is put in place": (put_aside, "cut"),
    "cut off before the last thing is put in place": (put, "cut"),
    "cut off right after that": (after, "cut"),
}
"""Cut off: killed with all that it started, at once and without a word (SIGKILL, or SIGXFSZ)."""
TWICE = "a second time, on a sound machine"
PLACES = {
    "in Turkish, on Kiritimati (UTC+14)": ("tr_TR.UTF-8", "Pacific/Kiritimati"),
    "in Korean, on Adak (UTC-10)": ("ko_KR.UTF-8", "America/Adak"),
}
NEEDS = {
    "chromium": ("no Chromium", {"PATH": "/nonexistent", "CHROMIUM": ""}),
    "chromium that stops": ("a Chromium that stops", {"CHROMIUM": "/bin/false"}),
    "bubblewrap": ("no bubblewrap", {"PATH": "/nonexistent"}),
}


def with_returns(folder: Path) -> None:
    """Each text of the checkout as an editor or a copy by way of Windows leaves it: with CRLF."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "_build" not in path.parts:
            raw = path.read_bytes()
            if b"\0" not in raw:
                path.write_bytes(raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def faults(folder: Path, command: Command, deeds: Sequence[Deed]) -> Iterator[Fault]:
    """All ways that concern a command in a checkout in a folder.

    Where two moments are one deed of this command, or one never comes, it is left out.

    Args:
        folder: the checkout.
        command: the command.
        deeds: what it does to files on a sound machine.
    """
    known = {(deeds[-1].number + 1, "cut")}
    for fault in _all(folder, command):
        moment = (fault.at(deeds), fault.how) if fault.at else (0, fault.what)
        if moment not in known and fault.what.startswith(command.only or ("",)):
            known.add(moment)
            yield fault


def _all(folder: Path, command: Command) -> list[Fault]:
    walls = ("bwrap", "--dev-bind", "/", "/", "--die-with-parent")
    plain = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "77"}
    disks = [
        Fault("a disk that fills up half way", at=middle, how="full"),
        Fault("a disk that fills up at its last file", at=last_file, how="full"),
    ]
    return [
        Fault(TWICE, harmless=True),
        Fault("a folder that is read-only", (*walls, "--ro-bind", str(folder), str(folder))),
        *(disks if (folder / command.made[0]).parent != folder else []),
        Fault(f"no file larger than {SMALL:,} bytes", ("prlimit", f"--fsize={SMALL}", "--")),
        *(Fault(what, at=at, how=how) for what, (at, how) in CUTS.items()),
        *(Fault(NEEDS[name][0], environment=NEEDS[name][1]) for name in command.needs),
        *(
            Fault(what, environment={"LANG": word, "LC_ALL": word, "TZ": zone}, harmless=True)
            for what, (word, zone) in PLACES.items()
        ),
        Fault(
            "no network, no language (C), sets walked in another order",
            (*walls, "--unshare-net"),
            plain,
            harmless=True,
        ),
        Fault("texts with CRLF", spoil=with_returns, harmless=True),
    ]
