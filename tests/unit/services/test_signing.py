"""Ed25519 by the vectors of RFC 8032, and the strict base64url of statements."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from services.signing import (
    SpellingError,
    fingerprint,
    from_base64url,
    public_bytes,
    sign,
    to_base64url,
    verify,
)

# RFC 8032, 7.1: secret key, public key, message, signature of TEST 1 and TEST 2.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
        "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0"
        "85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.parametrize("secret,public,message,signature", VECTORS)
def test_vectors(secret: str, public: str, message: str, signature: str) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    assert public_bytes(key).hex() == public
    assert sign(key, bytes.fromhex(message)).hex() == signature
    assert verify(bytes.fromhex(public), bytes.fromhex(signature), bytes.fromhex(message))


@given(st.sampled_from(["public", "signature", "message"]), st.integers(0, 63), st.integers(0, 7))
def test_one_flipped_bit_verifies_nothing(part: str, byte: int, bit: int) -> None:
    _, public, message, signature = VECTORS[1]
    parts = {
        "public": bytearray.fromhex(public),
        "signature": bytearray.fromhex(signature),
        "message": bytearray.fromhex(message),
    }
    parts[part][byte % len(parts[part])] ^= 1 << bit
    assert not verify(bytes(parts["public"]), bytes(parts["signature"]), bytes(parts["message"]))


@pytest.mark.parametrize("public,signature", [(b"", b""), (b"x" * 31, b"y" * 64), (b"", b"y")])
def test_a_wrong_length_verifies_nothing(public: bytes, signature: bytes) -> None:
    assert verify(public, signature, b"") is False
    assert verify(bytes.fromhex(VECTORS[0][1]), signature, b"") is False


def test_fingerprint_is_the_sha256_of_the_public_key() -> None:
    public = bytes.fromhex(VECTORS[0][1])
    assert fingerprint(public) == hashlib.sha256(public).hexdigest()


# RFC 4648, 10, without padding; the last one needs both characters of base64url.
@pytest.mark.parametrize(
    "data,text",
    [
        (b"f", "Zg"),
        (b"fo", "Zm8"),
        (b"foo", "Zm9v"),
        (b"foob", "Zm9vYg"),
        (b"\xfb\xff\xbf", "-_-_"),
    ],
)
def test_base64url(data: bytes, text: str) -> None:
    assert to_base64url(data) == text
    assert from_base64url(text) == data


@pytest.mark.parametrize(
    "text", ["", "Zg==", "Zh", "Z", "Zm9v\n", " Zm9v", "+/+/", "Zm9v!", "Ｚｇ", "Zm=9v"]
)
def test_any_other_spelling_is_refused(text: str) -> None:
    with pytest.raises(SpellingError) as caught:
        from_base64url(text)
    assert "base64url" in str(caught.value)
    assert "Copy the statement again" in str(caught.value.hint)


@given(st.binary(min_size=1, max_size=80))
def test_any_bytes_are_read_back(data: bytes) -> None:
    assert from_base64url(to_base64url(data)) == data
