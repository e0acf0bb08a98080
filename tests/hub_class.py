"""What the tests of the hub share: a hub in a folder of its own, and people who log in to it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
import websocket

from dispatched.hub import start
from dispatched.hub.rooms import HubError, Rooms, people


def free_ports() -> int:
    """The first of three free ports in a row."""
    for _ in range(200):
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        try:
            start.require(port)
        except HubError as error:
            if "port" not in str(error):
                pytest.fail(f"The hub cannot be started: {error}")
            continue
        return port
    pytest.fail("no three free ports in a row were found")


@contextmanager
def running(rooms: Rooms, port: int) -> Iterator[str]:
    """A hub that runs; its address. Its log is ``state/log``.

    It is started as by a script in the background, where an interrupt is not heard, and has to end
    what it started all the same.
    """
    environment = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
    environment |= {"DISPATCHED_HUB": str(rooms.root), "DISPATCHED_HUB_PORT": str(port)}
    command = ["sh", "-c", 'trap "" INT; exec "$@"', "sh"]
    command += [sys.executable, "-m", "jupyterhub", "-f", str(start.CONFIG)]
    address = f"http://127.0.0.1:{port}"
    with (rooms.state / "log").open("a") as log:
        hub = subprocess.Popen(
            command, cwd=rooms.state, env=environment, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    try:
        for _ in range(400):
            try:
                if requests.get(f"{address}/hub/health", timeout=5).ok:
                    break
            except requests.RequestException:
                assert hub.poll() is None, (rooms.state / "log").read_text()[-3000:]
            time.sleep(0.1)
        yield address
    finally:
        hub.send_signal(signal.SIGTERM)
        try:
            hub.wait(40)
        except subprocess.TimeoutExpired:
            os.killpg(hub.pid, signal.SIGKILL)
            pytest.fail("The hub did not end, and what it started goes on.")


class Person:
    """Somebody with a notebook server on the hub, by way of its programming interface.

    Args:
        hub: its address.
        name: of the person.
        password: that of the table.
    """

    def __init__(self, hub: str, name: str, password: str) -> None:
        self.hub, self.name, self.session = hub, name, requests.Session()
        self.session.get(f"{hub}/hub/login", timeout=20)
        words = {"username": name, "password": password, "_xsrf": self._xsrf("/hub/")}
        said = self.session.post(f"{hub}/hub/login", data=words, timeout=30, allow_redirects=False)
        assert said.status_code == 302, said.status_code
        self.session.get(f"{hub}/hub/token", timeout=20)
        said = self.session.post(
            f"{hub}/hub/api/users/{name}/tokens", timeout=20, json={"note": "test"},
            headers={"X-XSRFToken": self._xsrf("/hub/"), "Referer": f"{hub}/hub/token"},
        )  # fmt: skip
        assert said.status_code in (200, 201), said.text
        self.rights = {"Authorization": f"token {said.json()['token']}"}

    def _xsrf(self, path: str) -> str:
        return next(c.value for c in self.session.cookies if c.name == "_xsrf" and c.path == path)

    def start(self) -> float:
        """Start the server and wait until it answers; the seconds that it took."""
        began = time.monotonic()
        place = f"{self.hub}/hub/api/users/{self.name}"
        said = requests.post(f"{place}/server", headers=self.rights, timeout=120)
        assert said.status_code in (201, 202) or "already running" in said.text, said.text
        for _ in range(3000):
            told = requests.get(place, headers=self.rights, timeout=60).json()
            if told["servers"].get("", {}).get("ready"):
                return time.monotonic() - began
            time.sleep(0.1)
        raise AssertionError(f"the server of {self.name} did not start")

    def ask(self, path: str, method: str = "GET", whose: str = "", **words: Any) -> Any:
        """Ask a notebook server, the own one where nobody else is named."""
        address = f"{self.hub}/user/{whose or self.name}/{path}"
        return requests.request(method, address, headers=self.rights, timeout=60, **words)

    def kernel(self) -> str:
        """Start a kernel; its name."""
        said = self.ask("api/kernels", "POST", json={"name": "python3"})
        assert said.status_code == 201, said.text
        return said.json()["id"]

    def run(self, code: str, kernel: str = "") -> str:
        """Run code in a kernel; what it printed, and the error's name and text where it failed."""
        kernel = kernel or self.kernel()
        session, request = uuid.uuid4().hex, uuid.uuid4().hex
        address = f"{self.hub}/user/{self.name}/api/kernels/{kernel}/channels?session_id={session}"
        line = websocket.create_connection(
            address.replace("http", "ws", 1), header=self.rights, timeout=60, origin=self.hub
        )
        head = {"msg_id": request, "msg_type": "execute_request", "session": session}
        head |= {"username": self.name, "version": "5.3", "date": "2026-01-01T00:00:00Z"}
        content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
        message = {"header": head, "parent_header": {}, "metadata": {}, "content": content}
        line.send(json.dumps(message | {"channel": "shell", "buffers": []}))
        told = ""
        while True:
            heard = json.loads(line.recv())
            if heard["parent_header"].get("msg_id") != request:
                continue
            kind, content = heard["msg_type"], heard["content"]
            if kind == "stream":
                told += content["text"]
            elif kind == "error":
                told += f"{content['ename']}: {content['evalue']}"
            elif kind == "status" and content["execution_state"] == "idle":
                line.close()
                return told


def prepared(folder: Path) -> Rooms:
    """The rooms of a new hub, with the course in them."""
    rooms = Rooms(folder)
    start.prepare(rooms)
    return rooms


def person(hub: str, rooms: Rooms, name: str) -> Person:
    """Log somebody in."""
    return Person(hub, name, people(rooms)[name][1])
