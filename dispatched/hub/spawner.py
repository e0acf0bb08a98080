"""Starts somebody's notebook server behind walls, on this machine."""

from __future__ import annotations

import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Int, Unicode

from dispatched.hub import walls
from dispatched.hub.rooms import Rooms

PULL = "/git-pull?repo=file%3A%2F%2F%2Fcourse.git&branch=main&targetpath=course"
FIRST = f"{PULL}&urlpath=lab%2Ftree%2Fcourse"
"""What a student sees first: nbgitpuller brings the course up to date, then JupyterLab opens."""

KEPT = ("JUPYTERHUB_", "JPY_", "MEM_", "CPU_")
"""Beginnings of the names of what the hub tells a server; nothing else of its own gets there."""


class WalledSpawner(LocalProcessSpawner):
    """A local process in bubblewrap; nobody needs an account on the machine."""

    hub_folder = Unicode(help="The folder of the hub.").tag(config=True)
    memory = Int(4_000_000_000, help="Bytes of data that one process may have.").tag(config=True)
    teachers_group = Unicode("teachers", help="Who is in it sees the class.").tag(config=True)

    def _is_teacher(self) -> bool:
        return any(group.name == self.teachers_group for group in self.user.groups)

    def _rooms(self) -> Rooms:
        return Rooms(Path(self.hub_folder))

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        """Limits of the operating system, set before the walls."""
        memory = self.memory

        def bounds() -> None:
            # Data, not addresses: what draws charts reserves far more of these than it uses.
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

        return bounds

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """The hub's words to the server, and ours."""
        kept = {name: value for name, value in env.items() if name.startswith(KEPT)}
        return kept | walls.environment(self._rooms(), self.user.name, self._is_teacher())

    async def start(self) -> tuple[str, int]:
        """Build the walls and start the server in them."""
        inside = [sys.executable, "-m", "jupyterhub.singleuser"]
        self.default_url = "/lab" if self._is_teacher() else FIRST
        self.cmd = walls.walls(self._rooms(), self.user.name, self._is_teacher()) + inside
        address: tuple[str, int] = await super().start()
        return address

    async def _signal(self, sig: int) -> bool:
        """``unshare`` waits for its child and hears nothing but the last signal."""
        if sig == signal.SIGINT and self._is_teacher():
            sig = signal.SIGKILL
        alive: bool = await super()._signal(sig)
        return alive

    def move_certs(self, paths: Any) -> Any:
        """Nothing to move: the hub and its servers share one machine."""
        return paths
