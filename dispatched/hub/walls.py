"""The command that puts somebody's notebook server behind walls.

A student's server sees the system's programs, the package without grading, the own home, and three
folders of nbgrader's exchange: what was handed out and what was returned, read-only, and the own
box. It has no view of other processes. It shares the machine's network, since the proxy and the hub
have to reach it; that is why kernels talk through files in the home (see
``deploy/hub/student/jupyter_server_config.py``).

A teacher's server sees the class, the exercises and all boxes as well. ``unshare`` gives it its own
list of processes, whole, since the grader builds a sandbox inside, and the system allows that only
where nothing of the outer list is covered.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

from dispatched.hub.rooms import COURSE, ROOT, Rooms

EXCHANGE = "/exchange"
SYSTEM = (
    *("/usr", "/lib", "/lib64", "/bin", "/sbin"),
    *("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/ssl/certs"),
    *("/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf"),
)
FOR_ALL = ("dispatched", "data", "chapters")
"""Folders of the checkout that the chapters need."""

FOR_TEACHERS = ("exercises", "teaching", "back", "_toc.yml", "_config.yml", "index.md")


def walls(rooms: Rooms, name: str, teacher: bool) -> list[str]:
    """The beginning of a command line; what is to run behind the walls follows it.

    Args:
        rooms: of the hub.
        name: of the one whose server it is.
        teacher: show the class as well.
    """
    rooms.welcome(name)
    command = [*_namespaces(teacher), "--dev", "/dev", "--tmpfs", "/tmp"]
    shown = {*SYSTEM, sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib")}
    for path in sorted(shown):
        if Path(path).is_symlink() and not path.startswith("/etc/"):
            command += ["--symlink", os.readlink(path), path]
        elif Path(path).exists():
            command += _read(path)
    for part in FOR_ALL + (FOR_TEACHERS if teacher else ()):
        command += _read(ROOT / part)
    command += _read(rooms.state / "passwd" / name, "/etc/passwd")
    command += _read(ROOT / "deploy" / "hub" / ("teacher" if teacher else "student"), "/settings")
    command += _read(rooms.course, "/course.git") if rooms.course.is_dir() else []
    home = f"/home/{name}"
    command += _write(rooms.home(name), home)
    if teacher:
        command += _write(rooms.classroom, f"{home}/class")
        command += _write(rooms.root / "exchange", f"{EXCHANGE}/{COURSE}")
        command += _read(rooms.boxes, f"{EXCHANGE}/{COURSE}/boxes")
    else:
        command += ["--tmpfs", str(ROOT / "dispatched" / "grading")]
        command += ["--tmpfs", str(ROOT / "dispatched" / "hub")]
        command += _read(rooms.handed_out, f"{EXCHANGE}/{COURSE}/outbound")
        command += _write(rooms.box(name), f"{EXCHANGE}/{COURSE}/inbound")
        command += _read(rooms.returned_to(name), f"{EXCHANGE}/{COURSE}/feedback")
    return [*command, "--chdir", f"{home}/class" if teacher else home, "--"]


def _namespaces(teacher: bool) -> list[str]:
    inner = ["bwrap", "--unshare-user", "--unshare-ipc", "--unshare-uts", "--die-with-parent"]
    inner += ["--uid", "1000", "--gid", "1000", "--cap-drop", "ALL", "--hostname", "classroom"]
    if teacher:
        outer = ["unshare", "--user", "--map-current-user", "--pid", "--fork", "--kill-child"]
        return [*outer, "--mount-proc", *inner, "--bind", "/proc", "/proc"]
    return [*inner, "--unshare-pid", "--unshare-cgroup-try", "--new-session", "--proc", "/proc"]


def _read(path: Path | str, place: str = "") -> list[str]:
    return ["--ro-bind", str(path), place or str(path)]


def _write(path: Path, place: str) -> list[str]:
    return ["--bind", str(path), place]


def environment(rooms: Rooms, name: str, teacher: bool) -> dict[str, str]:
    """What the programs behind the walls know beside the hub's own words."""
    home = f"/home/{name}"
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return one | {
        "HOME": home,
        "USER": name,
        "SHELL": "/bin/bash",
        "LANG": "C.UTF-8",
        "PATH": f"/settings/bin:{sys.prefix}/bin:/usr/bin:/bin",
        "JUPYTER_CONFIG_PATH": "/settings",
        "JUPYTER_RUNTIME_DIR": f"{home}/.run",
        "DISPATCHED_HUB_CLASS": f"{home}/class" if teacher else "",
    }
