"""The file signature: every byte of the file is covered, and only one spelling is read."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable
from typing import TypeAlias

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reports.card_input import CardInput
from reports.card_model import build_card
from reports.errors import FileSignatureError
from reports.file_signature import read_file_signature, sign_file
from reports.fonts import Fonts
from reports.scorecard_pdf import render_scorecard
from scoring.scorecard import Scorecard

Issue: TypeAlias = Callable[[Scorecard], CardInput]
ZERO = b"0" * 128


@pytest.fixture
def statement(issue: Issue, worked_card: Scorecard) -> str:
    return str(issue(worked_card).statement_text)


@pytest.fixture
def prepared(issue: Issue, worked_card: Scorecard, fonts: Fonts) -> bytes:
    return render_scorecard(build_card(issue(worked_card), "en"), fonts)


@pytest.fixture
def signed(prepared: bytes, statement: str, key: Ed25519PrivateKey) -> bytes:
    return sign_file(prepared, statement, key.sign)


def rule_of(pdf: bytes) -> str:
    with pytest.raises(FileSignatureError) as caught:
        read_file_signature(pdf)
    assert "as it was issued" in str(caught.value.hint)
    return caught.value.rule


def test_digest_is_that_of_the_file_with_zeros(
    signed: bytes, prepared: bytes, statement: str, key: Ed25519PrivateKey
) -> None:
    found = read_file_signature(signed)
    place = signed.index(b"/GPSignature <") + len(b"/GPSignature <")
    zeroed = signed[:place] + ZERO + signed[place + 128 :]
    assert zeroed == prepared
    assert found.digest == hashlib.sha256(zeroed).digest()
    assert found.statement_text == statement
    assert found.signature.hex().encode() == signed[place : place + 128]
    key.public_key().verify(found.signature, found.digest)


def test_entries_stand_in_the_info_dictionary(signed: bytes, statement: str) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        info = pdf.trailer["/Info"]
        assert bytes(info["/GPStatement"]).decode("utf-16-be") == statement
        assert len(bytes(info["/GPSignature"])) == 64


def test_any_changed_byte_is_seen(signed: bytes) -> None:
    original = read_file_signature(signed)
    chance = random.Random(20260101)
    entries = signed.index(b"/GPSignature") - 40, signed.index(b"/GPStatement") + 40
    tail = range(len(signed) - 900, len(signed))
    places = [*range(*entries), *tail, *(chance.randrange(len(signed)) for _ in range(600))]
    for place in places:
        changed = bytearray(signed)
        changed[place] ^= 1 << chance.randrange(8)
        try:
            found = read_file_signature(bytes(changed))
        except FileSignatureError:
            continue
        assert (found.digest, found.signature) != (original.digest, original.signature), place


def test_inserted_and_lost_bytes_are_seen(signed: bytes) -> None:
    original = read_file_signature(signed)
    chance = random.Random(7)
    for _ in range(300):
        place = chance.randrange(len(signed))
        start, rest = signed[:place], signed[place:]
        for changed in (start + rest[1:], start + b" " + rest):
            try:
                found = read_file_signature(changed)
            except FileSignatureError:
                continue
            assert found.digest != original.digest


def test_upper_case_digits_are_refused(signed: bytes) -> None:
    place = signed.index(b"/GPSignature <") + len(b"/GPSignature <")
    upper = signed[place : place + 128].upper()
    assert rule_of(signed[:place] + upper + signed[place + 128 :]) == "file-spelling"


def test_a_second_key_is_refused(signed: bytes) -> None:
    assert rule_of(signed + b"\n/GPSignature <" + ZERO + b">") == "file-key"


def test_a_second_revision_is_refused(signed: bytes) -> None:
    end = signed[signed.rindex(b"startxref") :]
    assert rule_of(signed + end) == "file-revisions"


def test_info_in_another_object_is_refused(signed: bytes) -> None:
    start = signed.index(b"/Info ")
    number = signed[start + 6 : signed.index(b" 0 R", start)]
    other = b"1".ljust(len(number), b"0")[: len(number)]
    assert number != other
    assert rule_of(signed[: start + 6] + other + signed[start + 6 + len(number) :]) == "file-info"


def test_a_file_without_signature_is_refused() -> None:
    with pikepdf.new() as pdf:
        target = io.BytesIO()
        pdf.save(target)
    assert rule_of(target.getvalue()) == "file-key"


def test_object_streams_are_refused(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        target = io.BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert rule_of(target.getvalue()) in {"file-key", "file-revisions", "file-spelling"}


def test_a_file_is_signed_once(signed: bytes, statement: str, key: Ed25519PrivateKey) -> None:
    with pytest.raises(FileSignatureError, match="signed already"):
        sign_file(signed, statement, key.sign)


def test_another_statement_is_not_signed(
    prepared: bytes, statement: str, key: Ed25519PrivateKey
) -> None:
    with pytest.raises(FileSignatureError, match="another statement"):
        sign_file(prepared, statement + "x", key.sign)


def test_a_signature_of_another_length_is_not_written(prepared: bytes, statement: str) -> None:
    with pytest.raises(FileSignatureError, match="64 bytes"):
        sign_file(prepared, statement, lambda _: b"short")
