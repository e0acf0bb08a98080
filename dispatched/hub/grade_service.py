"""A course system's gradebook: Assignment and Grade Services 2.0, as far as a score needs it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt
import requests

from dispatched.hub import keypair
from dispatched.hub.lti import Platform
from dispatched.hub.outbox import Member

SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/"
SCOPES = f"{SCOPE}lineitem {SCOPE}score"
ITEM = "application/vnd.ims.lis.v2.lineitem+json"
ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
SCORE = "application/vnd.ims.lis.v1.score+json"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
PATIENCE = 20
"""Seconds for one request."""


class NotSentError(RuntimeError):
    """A score did not get there; the text says what the course system said."""


class GradeService:
    """The gradebook of one course system.

    Args:
        platform: as its administrator names it.
        state: folder with our key.
    """

    def __init__(self, platform: Platform, state: Path) -> None:
        self.platform, self.state = platform, state
        self._token, self._until = "", 0.0
        self._items: dict[tuple[str, str], str] = {}
        self._session = requests.Session()

    def _leave(self) -> str:
        """The token with which scores may be sent; asked for anew when it runs out."""
        now = time.time()
        if now < self._until - 30:
            return self._token
        told = self.platform
        claims = {
            "iss": told.client_id,
            "sub": told.client_id,
            "aud": told.token_url,
            "iat": int(now),
            "exp": int(now) + 60,
            "jti": uuid.uuid4().hex,
        }
        name = keypair.public(self.state)["keys"][0]["kid"]
        key = keypair.private(self.state)
        said = self._ask(
            "POST",
            told.token_url,
            data={
                "grant_type": "client_credentials",
                "client_assertion_type": ASSERTION,
                "client_assertion": jwt.encode(claims, key, "RS256", headers={"kid": name}),
                "scope": SCOPES,
            },
        )
        answer = _json(said)
        if not isinstance(answer, dict) or not isinstance(answer.get("access_token"), str):
            raise NotSentError("the course system gave no token")
        self._token = answer["access_token"]
        self._until = now + float(answer.get("expires_in") or 60)
        return self._token

    def _ask(self, method: str, address: str, **words: Any) -> requests.Response:
        if urlsplit(address).scheme not in ("http", "https"):
            raise NotSentError(f"{address!r} is no address of a gradebook")
        try:
            said = self._session.request(
                method, address, timeout=PATIENCE, allow_redirects=False, **words
            )
        except requests.RequestException as error:
            raise NotSentError(f"no answer ({type(error).__name__})") from None
        if said.status_code in (401, 403):
            self._until = 0.0
        if said.status_code == 404:
            self._items.clear()
        if said.status_code != 409 and not 200 <= said.status_code < 300:
            raise NotSentError(f"the course system said {said.status_code}")
        return said

    def _with_leave(self, method: str, address: str, kind: str, **words: Any) -> requests.Response:
        rights = {"Authorization": f"Bearer {self._leave()}"}
        rights |= {"Accept" if method == "GET" else "Content-Type": kind}
        return self._ask(method, address, headers=rights, **words)

    def line_item(self, member: Member, assignment: str, most: float) -> str:
        """The address of the column for an assignment; it is made where there is none.

        Raises:
            NotSentError: the course system does not answer, or refuses.
        """
        key = (member.lineitems, assignment)
        if key not in self._items:
            name = f"dispatched:{assignment}"
            asked = {"resource_id": name}
            found = _json(self._with_leave("GET", member.lineitems, ITEMS, params=asked))
            if not isinstance(found, list):
                raise NotSentError("the course system's list of columns cannot be read")
            mine = [one["id"] for one in found if one.get("resourceId") == name]
            if not mine:
                item = {
                    "scoreMaximum": most,
                    "label": f"Dispatched: {assignment}",
                    "resourceId": name,
                    "tag": "grade",
                }
                made = self._with_leave("POST", member.lineitems, ITEM, json=item)
                mine = [_json(made)["id"]]
            self._items[key] = str(mine[0])
        return self._items[key]

    def send(self, member: Member, assignment: str, points: Mapping[str, Any], written: str) -> str:
        """Send one score.

        Args:
            member: whose it is.
            assignment: its name.
            points: ``given``, ``most`` and whether something ``waits`` to be read.
            written: the time of the grade; the same for the same grade.

        Returns:
            what the course system said: ``arrived``, or that it had this one or a newer one.

        Raises:
            NotSentError: it did not arrive.
        """
        item = urlsplit(self.line_item(member, assignment, points["most"]))
        address = item._replace(path=item.path.rstrip("/") + "/scores").geturl()
        score = {
            "userId": member.subject,
            "scoreGiven": points["given"],
            "scoreMaximum": points["most"],
            "timestamp": written,
            "activityProgress": "Submitted" if points["waits"] else "Completed",
            "gradingProgress": "PendingManual" if points["waits"] else "FullyGraded",
        }
        said = self._with_leave("POST", address, SCORE, json=score)
        return "it was there" if said.status_code == 409 else "arrived"


def _json(said: requests.Response) -> Any:
    try:
        return said.json()
    except ValueError:
        raise NotSentError("the course system's answer cannot be read") from None
