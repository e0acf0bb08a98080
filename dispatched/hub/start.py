"""Starts the hub: ``make hub`` (``python -m dispatched.hub.start FOLDER``).

What is missing is said before anything is started.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from dispatched.grading import sandbox
from dispatched.hub import course, lti
from dispatched.hub.rooms import ROOT, HubError, Rooms, people

PROXY = ROOT / "deploy" / "hub" / "node_modules" / ".bin" / "configurable-http-proxy"
CONFIG = ROOT / "deploy" / "hub" / "jupyterhub_config.py"
PORT = 8000

WARNING = """\
This is for trying out. The passwords stand in {path} in plain text, nothing is encrypted on the
way, and the servers share this machine's network. It listens on 127.0.0.1 alone; do not open it to
others. deploy/hub.md says what a class on a real server needs.
"""


def require(port: int) -> None:
    """Do nothing where the hub can be started.

    Raises:
        HubError: a program is missing, or one of the three ports is in use.
    """
    if not PROXY.exists() or not shutil.which("node"):
        raise HubError(
            "the proxy is missing: install Node.js with npm (Debian: apt-get install nodejs npm) "
            "and say make hub again"
        )
    if not sandbox.available():
        raise HubError(
            "bubblewrap is missing or may not work here: install it (Debian, Ubuntu, Fedora: "
            "package bubblewrap)"
        )
    if not shutil.which("git"):
        raise HubError("git is missing: install it (Debian: package git)")
    if not shutil.which("unshare"):
        raise HubError("unshare is missing: install it (Debian, Ubuntu, Fedora: util-linux)")
    if not 1024 <= port <= 65533:
        raise HubError(f"port {port} cannot be used: say a number from 1024 to 65533")
    for number in range(port, port + 3):
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind(("127.0.0.1", number))
            except OSError:
                raise HubError(
                    f"port {number} is taken: stop what uses it, or say make hub PORT={port + 100}"
                ) from None


def prepare(rooms: Rooms) -> None:
    """Make the rooms, the accounts for trying out and the course.

    Raises:
        HubError: something cannot be made, or a file in the hub's folder cannot be read.
    """
    rooms.make()
    lti.platform(rooms)
    for name in people(rooms):
        rooms.welcome(name)
    course.publish(rooms, course.notebooks(), "The course, as it is now")


def run(rooms: Rooms, port: int) -> int:
    """Run the hub until it is stopped; its exit code."""
    environment = os.environ | {
        "DISPATCHED_HUB": str(rooms.root),
        "DISPATCHED_HUB_PORT": str(port),
    }
    command = [sys.executable, "-m", "jupyterhub", "-f", str(CONFIG)]
    with subprocess.Popen(command, cwd=rooms.state, env=environment) as hub:
        while True:
            try:
                return hub.wait()
            except KeyboardInterrupt:  # the hub hears it as well, and ends its servers
                continue


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: check, say who can log in, run."""
    parser = argparse.ArgumentParser(prog="make hub", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of the hub")
    parser.add_argument("--port", type=int, default=PORT, help="and the two after it")
    options = parser.parse_args(arguments)
    rooms = Rooms(options.folder.resolve())
    try:
        require(options.port)
        prepare(rooms)
        require(options.port)  # again: making the course took a while
    except HubError as error:
        print(error, file=sys.stderr)
        return 1
    print(WARNING.format(path=rooms.passwords))
    if lti.platform(rooms) is None:
        for name, (_, password) in people(rooms).items():
            print(f"  {name:10}  {password}")
    print(f"\nhttp://127.0.0.1:{options.port}\n", flush=True)
    return run(rooms, options.port)


if __name__ == "__main__":
    sys.exit(main())
