"""Launches from a course system: a good one logs in, a forged one does not."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests

from dispatched.hub import lti
from dispatched.hub.outbox import Outbox
from dispatched.hub.rooms import HubError, Rooms
from tests.hub_class import free_ports, prepared, running
from tests.hub_platform import LTI, Platform, new_key, open_platform

WORK = "05-2000-contract-work"


@dataclass
class School:
    """A hub, the course system from which its students come, and the hub's rooms."""

    hub: str
    platform: Platform
    rooms: Rooms


@dataclass
class Browser:
    """Somebody's browser at the hub."""

    school: School
    session: requests.Session = field(default_factory=requests.Session)

    def begin(self) -> dict[str, str]:
        """Begin a launch: what the hub asks the course system."""
        platform = self.school.platform
        words = {"iss": platform.address, "login_hint": "anna", "client_id": "the-tool"}
        words |= {"target_link_uri": f"{self.school.hub}/hub", "lti_message_hint": "hint"}
        said = self.session.post(
            f"{self.school.hub}/hub/lti13/oauth_login", words, allow_redirects=False, timeout=20
        )
        place = urlsplit(said.headers["Location"])
        assert place._replace(query="").geturl() == f"{platform.address}/authorize"
        return {name: values[0] for name, values in parse_qs(place.query).items()}

    def end(self, token: str, state: str) -> requests.Response:
        """Bring the signed token to the hub."""
        words = {"id_token": token, "state": state}
        place = f"{self.school.hub}/hub/lti13/oauth_callback"
        return self.session.post(place, words, allow_redirects=False, timeout=20)

    def launch(self, subject: str = "anna", role: str = "Learner") -> requests.Response:
        asked = self.begin()
        platform = self.school.platform
        claims = platform.claims(asked["nonce"], subject, role)
        return self.end(platform.sign(claims), asked["state"])

    def is_in(self) -> bool:
        said = self.session.get(f"{self.school.hub}/hub/home", allow_redirects=False, timeout=20)
        return said.status_code == 200


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    rooms = Rooms(tmp_path_factory.mktemp("lti") / "hub")
    rooms.make()
    with open_platform() as platform:
        (rooms.state / "lti.json").write_text(json.dumps(platform.told()))
        prepared(rooms.root)
        with running(rooms, free_ports()) as hub:
            shown = f"{hub}/hub/lti13/jwks"
            platform.tool_keys = lambda: requests.get(shown, timeout=10).json()
            yield School(hub, platform, rooms)


def test_a_launch_asks_as_the_standard_says(school: School) -> None:
    asked = Browser(school).begin()
    assert asked["scope"] == "openid"
    assert asked["response_type"] == "id_token"
    assert asked["response_mode"] == "form_post"
    assert asked["prompt"] == "none"
    assert asked["client_id"] == "the-tool"
    assert asked["redirect_uri"] == f"{school.hub}/hub/lti13/oauth_callback"
    assert asked["lti_message_hint"] == "hint"
    assert asked["nonce"] != Browser(school).begin()["nonce"]


def test_a_good_launch_logs_in_and_is_remembered(school: School) -> None:
    browser = Browser(school)
    assert browser.launch().status_code == 302
    assert browser.is_in()
    name = lti.person(school.platform.address, "anna")
    member = Outbox(school.rooms.state / "outbox.sqlite").members()[name]
    assert member.subject == "anna"
    assert member.lineitems == f"{school.platform.address}/items?course=7"


def test_two_names_that_differ_in_a_capital_are_two_people(school: School) -> None:
    assert lti.person("x", "anna") != lti.person("x", "Anna") != lti.person("y", "Anna")


def test_a_teacher_is_one_by_role_and_gets_no_score(school: School) -> None:
    browser = Browser(school)
    assert browser.launch("the-teacher", "Instructor").status_code == 302
    name = lti.person(school.platform.address, "the-teacher")
    assert name not in Outbox(school.rooms.state / "outbox.sqlite").members()
    xsrf = {"X-XSRFToken": browser.session.cookies.get("_xsrf", path="/hub/") or ""}
    place = f"{school.hub}/hub/api/users/{name}"
    referer = {"Referer": f"{school.hub}/hub/home"}
    told = browser.session.get(place, headers=xsrf | referer, timeout=20).json()
    assert told["groups"] == ["teachers"]
    assert told["admin"] is False


OTHER_KEY = new_key()

Forge = Callable[[Platform, dict[str, Any]], str]
FORGED: dict[str, Forge] = {
    "another key": lambda p, c: p.sign(c, OTHER_KEY),
    "no algorithm": lambda p, c: jwt.encode(c, None, "none", headers={"kid": "platform"}),
    "a key that is public, as a secret": lambda p, c: jwt.encode(
        c, p.keys()["keys"][0]["n"], "HS256", headers={"kid": "platform"}
    ),
    "another audience": lambda p, c: p.sign(c | {"aud": "another-tool"}),
    "two audiences and no party": lambda p, c: p.sign(c | {"aud": ["the-tool", "another"]}),
    "another issuer": lambda p, c: p.sign(c | {"iss": "https://elsewhere.example"}),
    "another nonce": lambda p, c: p.sign(c | {"nonce": "0" * 64}),
    "no nonce": lambda p, c: p.sign({k: v for k, v in c.items() if k != "nonce"}),
    "expired": lambda p, c: p.sign(c | {"exp": c["iat"] - 10}),
    "no end": lambda p, c: p.sign({k: v for k, v in c.items() if k != "exp"}),
    "signed long ago": lambda p, c: p.sign(c | {"iat": c["iat"] - 3600}),
    "another deployment": lambda p, c: p.sign(c | {f"{LTI}deployment_id": "deployment-2"}),
    "nobody": lambda p, c: p.sign({k: v for k, v in c.items() if k != "sub"}),
    "another version": lambda p, c: p.sign(c | {f"{LTI}version": "1.1"}),
    "another message": lambda p, c: p.sign(c | {f"{LTI}message_type": "Hello"}),
    "changed after signing": lambda p, c: (
        p.sign(c).split(".")[0]
        + "."
        + p.sign(c | {"sub": "the-teacher"}).split(".")[1]
        + "."
        + p.sign(c).split(".")[2]
    ),
    "not a token": lambda p, c: "no token at all",
}


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_launch_is_refused(school: School, how: str) -> None:
    browser = Browser(school)
    asked = browser.begin()
    token = FORGED[how](school.platform, school.platform.claims(asked["nonce"]))
    assert browser.end(token, asked["state"]).status_code in (400, 401, 403)
    assert not browser.is_in()


def test_a_state_of_another_browser_is_refused(school: School) -> None:
    victim, attacker = Browser(school), Browser(school)
    victim.begin()
    asked = attacker.begin()
    token = school.platform.sign(school.platform.claims(asked["nonce"], "attacker"))
    assert victim.end(token, asked["state"]).status_code == 400
    assert not victim.is_in()


def test_a_launch_cannot_be_used_twice_not_even_with_its_cookies(school: School) -> None:
    browser = Browser(school)
    asked = browser.begin()
    cookies = {cookie.name: cookie.value for cookie in browser.session.cookies}
    token = school.platform.sign(school.platform.claims(asked["nonce"]))
    assert browser.end(token, asked["state"]).status_code == 302
    thief = Browser(school)
    thief.session.headers["Cookie"] = "; ".join(f"{n}={v}" for n, v in cookies.items())
    said = thief.end(token, asked["state"])
    assert said.status_code == 400
    assert "used before" in said.text


def test_the_hubs_own_postman_brings_a_score(school: School) -> None:
    Browser(school).launch()
    name = lti.person(school.platform.address, "anna")
    one = {"given": 7.5, "most": 11.0, "waits": False, "submission": "aaa"}
    (school.rooms.scores / f"{WORK}.json").write_text(json.dumps({"points": {name: one}}))
    for _ in range(300):
        if school.platform.arrived:
            break
        time.sleep(0.1)
    (score,) = school.platform.arrived
    assert (score["userId"], score["scoreGiven"]) == ("anna", 7.5)


def test_a_key_that_was_changed_is_fetched_anew(school: School) -> None:
    old, school.platform.key = school.platform.key, new_key()
    try:
        assert Browser(school).launch().status_code == 302
    finally:
        school.platform.key = old


@pytest.mark.parametrize("change", [{"issuer": ""}, {"deployments": []}, {"token_url": 3}, None])
def test_a_course_system_that_is_not_named_well_stops_the_hub(
    tmp_path: Path, change: dict[str, Any] | None
) -> None:
    rooms = Rooms(tmp_path)
    rooms.make()
    told = Platform().told() | {"issuer": "x"} | (change or {})
    text = json.dumps(told) if change is not None else "{"
    (rooms.state / "lti.json").write_text(text)
    with pytest.raises(HubError, match=r"^lti\.json"):
        lti.platform(rooms)


def test_the_public_key_is_shown_and_the_private_one_is_not(school: School) -> None:
    (key,) = school.platform.tool_keys()["keys"]
    assert (key["kty"], key["alg"], key["use"]) == ("RSA", "RS256", "sig")
    assert not {"d", "p", "q"} & {*key}
    assert (school.rooms.state / "lti-key.pem").stat().st_mode & 0o077 == 0
