"""A built site of live notebooks on a server of this machine, open in a browser whose every other
request is caught, those of its workers too.
"""

from __future__ import annotations

import functools
import http.server
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
POLICY = re.search(
    r"Content-Security-Policy: ([^`\n]+)", (ROOT / "deploy/lite.md").read_text(encoding="utf-8")
)[1]
"""The policy that we tell a host to serve: nothing of another host."""


@dataclass
class Site:
    """A tab with the site, and what was asked of its server and of any other."""

    asked: list[tuple[str, int]] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    page: Any = None

    def wait_for(self, path: str, seconds: float = 60) -> None:
        """Wait until the server was asked for a file."""
        end = time.monotonic() + seconds
        while path not in [one for one, _ in self.asked]:
            assert time.monotonic() < end, f"not asked for {path}: {self.complaints[-3:]}"
            self.page.wait_for_timeout(100)


def _server(handler: Any) -> http.server.ThreadingHTTPServer:
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    return made


@contextmanager
def opened(folder: Path, chromium: Any, notebook: str, policy: str = "") -> Iterator[Site]:
    """Serve a site, with a policy or none, and open one of its notebooks."""
    site = Site()

    class Own(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def send_response(self, code: int, message: str | None = None) -> None:
            site.asked.append((self.path.split("?")[0], int(code)))
            super().send_response(code, message)

        def end_headers(self) -> None:
            if policy:
                self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    class Others(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            site.foreign.append(self.rfile.readline(65537).decode("latin-1").strip())
            self.close_connection = True

    own, others = _server(functools.partial(Own, directory=str(folder))), _server(Others)
    # The fixture's browser asks its maker about forms; this one does not.
    switches = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"]
    switches += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    switches += ["--disable-features=AutofillServerCommunication"]
    browser = chromium.browser_type.launch(executable_path=chromium.path, args=switches)
    try:
        proxy = {"server": f"http://127.0.0.1:{others.server_port}", "bypass": "127.0.0.1"}
        site.page = browser.new_context(proxy=proxy).new_page()
        site.page.set_default_timeout(60_000)
        site.page.on("console", lambda message: site.complaints.append(message.text))
        site.page.goto(f"http://127.0.0.1:{own.server_port}/lab/index.html?path={notebook}")
        yield site
    finally:
        browser.close()
        own.shutdown()
        others.shutdown()
