"""A real nginx on this machine that serves the site as ``deploy/nginx.conf`` says."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dispatched.host import site

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(book: Path, folder: Path, path: str = "/dispatched") -> Iterator[str]:
    """The address of the site of a built book, below a path or, with an empty one, at the root.

    Args:
        book: the pages.
        folder: an empty one, for the site and what nginx writes.
        path: what is written before ``/`` in the file, where ``deploy/hosting.md`` says so.
    """
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        pytest.fail("This test needs nginx: apt-get install nginx-light (.ci/run installs it)")
    port = free_port()
    base = f"http://127.0.0.1:{port}{path}/"
    site.make(book, folder / "srv" / "dispatched", base, ROOT)
    text = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "root /srv/dispatched;": f"root {folder}/srv{'' if path else '/dispatched'};",
        "error_page 403 404 =404 /404.html;": f"error_page 403 404 =404 {path}/404.html;",
        "location /api/": f"location {path}/api/",
        "location = /api/": f"location = {path}/api/",
    }
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "server.conf").write_text(text, encoding="utf-8")
    modules = Path("/etc/nginx/modules-enabled")
    load = f"include {modules}/*.conf;\n" if modules.is_dir() else ""
    if not any(modules.glob("*brotli-static*")):
        pytest.fail("This test needs nginx's brotli module: libnginx-mod-http-brotli-static")
    (folder / "nginx.conf").write_text(
        f"{load}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        "events {}\nhttp {\n  include /etc/nginx/mime.types;\n  access_log off;\n"
        f"  client_body_temp_path {folder}/body;\n  proxy_temp_path {folder}/proxy;\n"
        f"  fastcgi_temp_path {folder}/fcgi;\n  uwsgi_temp_path {folder}/uwsgi;\n"
        f"  scgi_temp_path {folder}/scgi;\n  include {folder}/server.conf;\n}}\n",
        encoding="utf-8",
    )
    for path in (folder, *folder.parents[:3]):
        path.chmod(path.stat().st_mode | 0o055)  # its workers run as another user
    running = subprocess.Popen(
        [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    )
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert running.poll() is None, (folder / "error.log").read_text()
                time.sleep(0.05)
        yield base
    finally:
        running.terminate()
        running.wait(10)
