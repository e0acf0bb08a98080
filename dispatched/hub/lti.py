"""Login from a course system: LTI 1.3 launches, by ltiauthenticator, and what it leaves to us.

The library checks state, nonce, signature, issuer, audience, times and claims. It keeps no memory
of launches and does not ask for which deployment a launch was made; both are checked here. A
person's name here is made from issuer and subject, so that two never become one.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyterhub.handlers import BaseHandler
from ltiauthenticator.lti13.auth import LTI13Authenticator
from ltiauthenticator.lti13.error import LoginError
from traitlets import Set, Unicode

from dispatched.hub import keypair
from dispatched.hub.outbox import Member, Outbox
from dispatched.hub.rooms import HubError, Rooms

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
TEACHES = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
LONGEST = 3600.0
"""Seconds for which a launch is remembered where it does not say how long it is good."""


@dataclass(frozen=True)
class Platform:
    """A course system, as its administrator names it.

    Args:
        issuer: its name in the tokens that it signs.
        client_id: our name there.
        deployments: the places there from which launches are taken.
        authorize_url: where a login goes.
        jwks_url: its public keys.
        token_url: where we get leave to send scores.
    """

    issuer: str
    client_id: str
    deployments: tuple[str, ...]
    authorize_url: str
    jwks_url: str
    token_url: str


def platform(rooms: Rooms) -> Platform | None:
    """The course system in ``state/lti.json``; none where there is no such file.

    Raises:
        HubError: the file cannot be read, or lacks a word.
    """
    path = rooms.state / "lti.json"
    if not path.exists():
        return None
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        words = {n: told[n] for n in Platform.__annotations__}
    except (ValueError, KeyError, TypeError) as error:
        raise HubError(f"{path.name} cannot be read ({error}): see deploy/hub.md") from None
    places = words.pop("deployments")
    if not isinstance(places, list) or not places:
        raise HubError(f"{path.name}: deployments is a list of one name or more")
    for name, value in [*words.items(), *(("deployments", place) for place in places)]:
        if not isinstance(value, str) or not value:
            raise HubError(f"{path.name}: {name} holds a text")
    return Platform(**words, deployments=tuple(places))


def settings(told: Platform) -> dict[str, Any]:
    """What :class:`LaunchAuthenticator` is to be told of a course system."""
    return {
        "issuer": told.issuer,
        "client_id": {told.client_id},
        "authorize_url": told.authorize_url,
        "jwks_endpoint": told.jwks_url,
        "deployments": {*told.deployments},
        "auto_login": False,
        "tool_name": "Dispatched",
    }


def person(issuer: str, subject: str) -> str:
    """The name here of somebody there; two stay two, whatever signs are in their names.

    >>> person("https://school.example", "anna")
    'lti-350625f23b7ee975'
    """
    return f"lti-{hashlib.sha256(json.dumps([issuer, subject]).encode()).hexdigest()[:16]}"


class KeysHandler(BaseHandler):
    """Our public key, for the course system."""

    def get(self) -> None:
        """The key set as JSON."""
        self.set_header("Content-Type", "application/json")
        self.write(keypair.public(Rooms(Path(self.authenticator.hub_folder)).state))


class LaunchAuthenticator(LTI13Authenticator):
    """Lets in whom a course system sends, once for each launch."""

    hub_folder = Unicode(help="The folder of the hub.").tag(config=True)
    deployments = Set(Unicode(), help="Deployments from which launches are taken.").tag(config=True)

    def get_handlers(self, app: Any) -> list[Any]:
        """The library's addresses, and one for our public key."""
        return [*super().get_handlers(app), ("/lti13/jwks", KeysHandler)]

    async def authenticate(
        self, handler: Any, data: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Who it is, from a token that the library found to be good.

        Raises:
            LoginError: it is of another deployment, names nobody, or was used before.
        """
        told = data or {}
        rooms = Rooms(Path(self.hub_folder))
        book, now = Outbox(rooms.state / "outbox.sqlite"), time.time()
        if told.get(f"{CLAIM}deployment_id") not in self.deployments:
            raise LoginError("The launch is of a deployment that this hub does not know.")
        subject = told.get("sub")
        if not isinstance(subject, str) or not subject:
            raise LoginError("The launch names nobody.")
        until = max(float(told.get("exp") or 0), now + LONGEST)
        if not book.first_use(str(told["nonce"]), until, now):
            raise LoginError("The launch was used before: open the course again.")
        name = person(str(told["iss"]), subject)
        teaches = TEACHES in (told.get(f"{CLAIM}roles") or [])
        place = (told.get(GRADES) or {}).get("lineitems")
        if place and not teaches:
            book.remember(Member(name, subject, str(place)))
        return {"name": name, "groups": ["teachers" if teaches else "students"]}
