"""Whether an address still answers, asked as a polite stranger asks."""

from __future__ import annotations

import http.client
import socket
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urldefrag, urljoin

ALIVE, REFUSED, GONE, SILENT = "alive", "refused", "gone", "silent"
"""It answered; it answered that it lets no program in; it is not there; nothing answered well.

Who refuses a program may still serve a reader, and who is silent may be so for a day: only what is
gone is broken at once.
"""

REFUSALS = {401, 403, 405, 406, 418, 429, 451, 999}
LASTING = {301, 308}
MOVES = {301, 302, 303, 307, 308}
MOST_MOVES = 8


@dataclass(frozen=True)
class Answer:
    """What an address answered.

    Args:
        kind: :data:`ALIVE`, :data:`REFUSED`, :data:`GONE` or :data:`SILENT`.
        status: the number of the answer, or what was wrong, in a few words.
        moved: where the address now lies, if its host says that it has moved for good.
    """

    kind: str
    status: str
    moved: str = ""


class _NoMove(urllib.request.HTTPRedirectHandler):
    """Moves are followed by hand: what has moved for good is told from what is only elsewhere."""

    def redirect_request(self, *_: Any) -> None:
        return None


def ask(address: str, agent: str, timeout: float = 30.0, context: Any = None) -> Answer:
    """Ask for an address, by HEAD and, where that is not answered well, by GET.

    Args:
        address: of http or https; what follows "#" is not sent.
        agent: the name under which one asks.
        timeout: seconds to wait for each answer.
        context: the certificates that are trusted; those of the system if None.
    """
    door = urllib.request.build_opener(
        _NoMove, urllib.request.HTTPSHandler(context=context), urllib.request.ProxyHandler()
    )
    here, moved, lasting = urldefrag(address)[0], "", True
    for _ in range(MOST_MOVES):
        try:
            status, target = _status(door, here, agent, timeout)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(SILENT, _said(error), moved)
        if status not in MOVES or not target:
            return Answer(_kind(status), str(status), moved)
        here = urldefrag(urljoin(here, target))[0]
        if not here.startswith(("http://", "https://")):
            return Answer(SILENT, "leads to no page", moved)
        lasting = lasting and status in LASTING
        moved = here if lasting else moved
    return Answer(SILENT, "leads in a circle", "")


def _status(door: Any, address: str, agent: str, timeout: float) -> tuple[int, str]:
    """The number of an answer and where it leads."""
    status, target = 0, ""
    for method in ("HEAD", "GET"):
        request = urllib.request.Request(
            quote(address, safe="%/:=&?~#+!$,;'@()*[]"),
            method=method,
            headers={"User-Agent": agent, "Accept": "*/*"},
        )
        try:
            with door.open(request, timeout=timeout) as answer:  # its text is not read
                return answer.status, ""
        except urllib.error.HTTPError as error:
            status, target = error.code, error.headers.get("Location", "")
            error.close()
            if status in MOVES:
                break
        except (http.client.HTTPException, ConnectionError):
            if method == "GET":  # some hosts hang up on a HEAD
                raise
    return status, target


def _kind(status: int) -> str:
    if status in REFUSALS:
        return REFUSED
    if status in (404, 410):
        return GONE
    return ALIVE if 200 <= status < 300 else SILENT


def _said(error: Exception) -> str:
    """What was wrong, in words that are the same each time."""
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"certificate: {reason.verify_message}"
    if isinstance(reason, ssl.SSLError):
        return "no safe connection"
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    if isinstance(reason, socket.gaierror):
        return "no such host"
    if isinstance(reason, ConnectionError):
        return "hangs up"
    return type(reason).__name__
