"""Ed25519 signatures, fingerprints and the base64url of statements (submissions.md, Revision)."""

from __future__ import annotations

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from questionnaire.messages import msg
from services.errors import ServiceError

ALGORITHM = "ed25519"
"""The `alg` of a revision."""


class SpellingError(ServiceError):
    """A key or a signature that is not spelled in the one accepted way."""

    code = "bad-spelling"


def fingerprint(public_key: bytes) -> str:
    """SHA-256 of the 32-byte public key, 64 lower-case hex digits; shown as its first 16."""
    return hashlib.sha256(public_key).hexdigest()


def public_bytes(private_key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of the public key."""
    return private_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def sign(private_key: Ed25519PrivateKey, digest: bytes) -> bytes:
    """Signature of 64 bytes over `digest` (of a revision: the 32 bytes of its id)."""
    return private_key.sign(digest)


def verify(public_key: bytes, signature: bytes, digest: bytes) -> bool:
    """Whether `signature` over `digest` was made by the holder of `public_key`.

    A key or signature of a wrong length or form verifies nothing: False, never an error.
    """
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, digest)
    except (InvalidSignature, ValueError):
        return False
    return True


def to_base64url(data: bytes) -> str:
    """Base64url without padding.

    >>> to_base64url(bytes([251, 255]))
    '-_8'
    """
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    r"""Read base64url without padding, accepting its one spelling (encoded again and compared).

    Raises:
        SpellingError: for padding, other characters, or stray bits at the end.

    >>> from_base64url("-_8")
    b'\xfb\xff'
    """
    try:
        data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (binascii.Error, UnicodeEncodeError):
        data = b""
    if not text or to_base64url(data) != text:
        raise SpellingError(
            msg("{text} is not base64url without padding.", text=repr(text)[:60]),
            hint=msg("Copy the statement again, unchanged."),
        )
    return data
