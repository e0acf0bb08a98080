"""The key with which the hub shows a course system that it is itself."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

FILE = "lti-key.pem"


def private(state: Path) -> rsa.RSAPrivateKey:
    """The private key; it is made at the first call, and only its owner can read it."""
    path = state / FILE
    if not path.exists():
        made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        text = made.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        part = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text)
        part.replace(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def public(state: Path) -> dict[str, list[dict[str, Any]]]:
    """The public key as a key set; its ``kid`` is made from it."""
    key = RSAAlgorithm.to_jwk(private(state).public_key(), as_dict=True)
    key |= {"alg": "RS256", "use": "sig", "kid": name_of(key)}
    key.pop("key_ops", None)
    return {"keys": [key]}


def name_of(key: dict[str, Any]) -> str:
    """The name of a public key: its digest."""
    return hashlib.sha256(json.dumps([key["n"], key["e"]]).encode()).hexdigest()[:16]
