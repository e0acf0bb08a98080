"""A small client of WebDriver BiDi, which Firefox speaks itself: enough to open a page, run a
script and turn the window.

Playwright drives a Firefox of its own making, which a reader does not have and a package manager
does not install.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

WAIT = 60
"""Seconds for a start of the browser, or for one answer."""

STILL = 8
"""How often in a row an element is found at the same place before the mouse goes there."""


def program() -> str:
    """The path of Firefox; the test fails with what to do where there is none."""
    names = ("firefox-esr", "firefox")
    path = os.environ.get("FIREFOX") or next((p for n in names if (p := shutil.which(n))), None)
    if not path:
        pytest.fail(
            "This test needs Firefox: on Debian `apt-get install firefox-esr`, on Ubuntu "
            "`apt-get install firefox`, "
            "on macOS `brew install --cask firefox`; or set FIREFOX to the program's path."
        )
    return path


class Firefox:
    """A window of Firefox without a screen, with settings of its own, that reaches no other
    machine.
    """

    def __init__(self, **settings: bool | int | str) -> None:
        """Start with settings, by name with ``__`` for a dot: ``dom__storage__enabled=False``."""
        self.home = Path(tempfile.mkdtemp(prefix="firefox-"))
        given = {name.replace("__", "."): value for name, value in settings.items()}
        # A proxy that refuses: whatever leaves this machine fails, as with a cut cable.
        given |= {
            "network.proxy.type": 1,
            "network.proxy.http": "127.0.0.1",
            "network.proxy.http_port": 9,
            "network.proxy.ssl": "127.0.0.1",
            "network.proxy.ssl_port": 9,
            "datareporting.policy.dataSubmissionEnabled": False,
            "browser.shell.checkDefaultBrowser": False,
        }
        lines = [f"user_pref({json.dumps(n)}, {json.dumps(v)});" for n, v in given.items()]
        (self.home / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [program(), "--headless", "--no-remote", "--profile", str(self.home)]
        self.process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"HOME": str(self.home), "MOZ_HEADLESS_WIDTH": "1280"},
        )
        self.complaints: list[str] = []
        self._number = 0
        self._connect()

    def _connect(self) -> None:
        import websocket

        assert self.process.stderr
        said = []
        for line in self.process.stderr:
            said.append(line)
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                break
        else:
            raise RuntimeError(f"Firefox did not start: {''.join(said)[-500:]}")
        self.socket = websocket.create_connection(
            f"{found[1]}/session", timeout=WAIT, suppress_origin=True
        )
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **params: Any) -> Any:
        """Send a command and give back its result; events before it are kept or dropped."""
        self._number += 1
        self.socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] == "error":
                self.complaints.append(answer["params"]["text"])
            if answer.get("id") == self._number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['message']}")
                return answer["result"]

    def open(self, address: str) -> None:
        """Go to an address and wait until the page has loaded."""
        self.ask("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def size(self, width: int, height: int) -> None:
        """Give the window these inner measures in pixels."""
        self.ask(
            "browsingContext.setViewport",
            context=self.tab,
            viewport={"width": width, "height": height},
        )

    def run(self, script: str) -> Any:
        """The value of an expression of JavaScript in the page: text, number, true or false."""
        result = self.ask(
            "script.evaluate", expression=script, target={"context": self.tab}, awaitPromise=True
        )
        if result["type"] == "exception":
            raise AssertionError(result["exceptionDetails"]["text"])
        return result["result"].get("value")

    def until(self, script: str) -> None:
        """Wait until an expression is true in the page."""
        end = time.monotonic() + WAIT
        while not self.run(f"Boolean({script})"):
            assert time.monotonic() < end, f"it did not become true: {script}"
            time.sleep(0.05)

    def pause(self, seconds: float) -> None:
        """Let the page go on."""
        time.sleep(seconds)

    def keys(self, text: str) -> None:
        """Type into what has the focus; ``\\ue007`` is Enter."""
        actions = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self.ask("input.performActions", context=self.tab, actions=[source])

    def hover(self, selector: str, *then: dict[str, Any]) -> None:
        """Move the mouse onto the first element that a selector finds and that is seen, once it
        stands still: a chart that is drawn above it moves it away from where it was measured.
        """
        element = (
            f"[...document.querySelectorAll({json.dumps(selector)})].find(e => e.checkVisibility())"
        )
        # Of a link that goes over two lines the middle of its frame may not be the link.
        spot = (
            f"(() => {{const b = {element}.getClientRects()[0];"
            "return JSON.stringify([b.x + b.width / 2, b.y + b.height / 2])})()"
        )
        seen: list[str] = []
        end = time.monotonic() + WAIT
        while len(seen) < STILL or len(set(seen[-STILL:])) > 1:
            assert time.monotonic() < end, f"it did not stand still: {selector}"
            self.run(f"{element}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
            self.pause(0.05)
            seen.append(self.run(spot))
        x, y = (round(n) for n in json.loads(seen[-1]))
        # From the side, as a hand comes: a page sees a mouse that moves, not one that appears.
        ways = [
            {"type": "pointerMove", "x": x - 3, "y": y},
            {"type": "pointerMove", "x": x, "y": y},
        ]
        source = {"type": "pointer", "id": "mouse", "actions": [*ways, *then]}
        self.ask("input.performActions", context=self.tab, actions=[source])

    def click(self, selector: str) -> None:
        """Press the mouse on the first element that a selector finds and that is seen."""
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self.hover(selector, *press)

    def __enter__(self) -> Firefox:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.socket.close()
        self.process.terminate()
        try:
            self.process.wait(WAIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()
        shutil.rmtree(self.home, ignore_errors=True)
