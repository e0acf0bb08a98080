"""A course system for the tests: LTI 1.3 with Assignment and Grade Services 2.0, as the standard
has it, and able to lie in every way that a forger might.
"""

from __future__ import annotations

import http.server
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, DEPLOYMENT = "the-tool", "deployment-1"
LTI = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/"
SCORE = "application/vnd.ims.lis.v1.score+json"
ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Platform:
    """The course system: its keys, its gradebook, and what it was told.

    ``fail`` holds what it does to the next requests for a score: a status, or ``"lost"`` for a
    score that it takes and does not answer.
    """

    def __init__(self) -> None:
        self.key, self.address = new_key(), ""
        self.tool_keys: Callable[[], dict[str, Any]] = dict
        self.items: list[dict[str, Any]] = []
        self.results: dict[tuple[str, str], dict[str, Any]] = {}
        self.arrived: list[dict[str, Any]] = []
        self.refused: list[str] = []
        self.fail: list[int | str] = []
        self.tokens: dict[str, str] = {}
        self.assertions: set[str] = set()

    def told(self) -> dict[str, Any]:
        """What stands in the hub's ``lti.json``."""
        return {
            "issuer": self.address,
            "client_id": CLIENT,
            "deployments": [DEPLOYMENT],
            "authorize_url": f"{self.address}/authorize",
            "jwks_url": f"{self.address}/jwks",
            "token_url": f"{self.address}/token",
        }

    def keys(self) -> dict[str, Any]:
        public = RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [public | {"kid": "platform", "alg": "RS256", "use": "sig"}]}

    def claims(self, nonce: str, subject: str = "anna", role: str = "Learner") -> dict[str, Any]:
        """The claims of a good launch."""
        now = int(time.time())
        return {
            "iss": self.address,
            "aud": CLIENT,
            "sub": subject,
            "iat": now,
            "exp": now + 60,
            "nonce": nonce,
            f"{LTI}message_type": "LtiResourceLinkRequest",
            f"{LTI}version": "1.3.0",
            f"{LTI}deployment_id": DEPLOYMENT,
            f"{LTI}target_link_uri": "http://127.0.0.1/hub",
            f"{LTI}resource_link": {"id": "the-course"},
            f"{LTI}roles": [f"{ROLE}{role}"],
            f"{AGS}claim/endpoint": {
                "scope": [f"{AGS}scope/lineitem", f"{AGS}scope/score"],
                "lineitems": f"{self.address}/items?course=7",
            },
        }

    def sign(self, claims: dict[str, Any], key: Any = None, algorithm: str = "RS256") -> str:
        return jwt.encode(claims, key or self.key, algorithm, headers={"kid": "platform"})

    def token(self, form: dict[str, list[str]]) -> tuple[int, Any]:
        """Leave to send scores, for whoever shows a fresh assertion signed with the tool's key."""
        try:
            text = form["client_assertion"][0]
            keys = jwt.PyJWKSet.from_dict(self.tool_keys())
            key = keys[jwt.get_unverified_header(text)["kid"]]
            words = jwt.decode(
                text, key, ["RS256"], audience=f"{self.address}/token", issuer=CLIENT,
                options={"require": ["exp", "iat", "jti", "sub"]},
            )  # fmt: skip
            assert words["sub"] == CLIENT
            assert words["jti"] not in self.assertions
            assert form["grant_type"] == ["client_credentials"]
            kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
            assert form["client_assertion_type"] == [kind]
        except (AssertionError, KeyError, jwt.PyJWTError) as error:
            self.refused.append(f"assertion: {error!r}")
            return 400, {"error": "invalid_client"}
        self.assertions.add(words["jti"])
        name = uuid.uuid4().hex
        self.tokens[name] = form["scope"][0]
        return 200, {"access_token": name, "token_type": "Bearer", "expires_in": 3600}

    def score(self, item: str, told: dict[str, Any]) -> int:
        """Take a score; one that is not newer than what is there is refused with 409."""
        known = self.results.get((item, told["userId"]))
        if known and told["timestamp"] <= known["timestamp"]:
            self.refused.append("not newer")
            return 409
        self.results[item, told["userId"]] = told
        self.arrived.append(told)
        return 204


def _handler(platform: Platform) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def say(self, status: int, told: Any = None) -> None:
            body = json.dumps(told).encode() if told is not None else b""
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def may(self, scope: str) -> bool:
            name = self.headers.get("Authorization", "").removeprefix("Bearer ")
            return f"{AGS}scope/{scope}" in platform.tokens.get(name, "").split()

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/jwks":
                return self.say(200, platform.keys())
            if parts.path == "/items" and self.may("lineitem"):
                asked = parse_qs(parts.query).get("resource_id", [None])[0]
                found = [i for i in platform.items if asked in (None, i["resourceId"])]
                return self.say(200, found)
            return self.say(401 if parts.path == "/items" else 404)

        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if parts.path == "/token":
                return self.say(*platform.token(parse_qs(body.decode())))
            if parts.path == "/items" and self.may("lineitem"):
                name = f"{platform.address}/items/{len(platform.items) + 1}?course=7"
                platform.items.append(json.loads(body) | {"id": name})
                return self.say(201, platform.items[-1])
            if parts.path.endswith("/scores") and self.may("score"):
                assert self.headers["Content-Type"] == SCORE
                assert parts.query == "course=7"
                how = platform.fail.pop(0) if platform.fail else 0
                if isinstance(how, int) and how:
                    return self.say(how)
                status = platform.score(parts.path.removesuffix("/scores"), json.loads(body))
                return self.connection.close() if how == "lost" else self.say(status)
            return self.say(401)

    return Handler


@contextmanager
def open_platform() -> Iterator[Platform]:
    """The course system, at work on this machine."""
    platform = Platform()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(platform))
    platform.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield platform
    server.shutdown()
    server.server_close()
