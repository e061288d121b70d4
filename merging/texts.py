"""Which texts may stand in a revision: not empty, not endless, NFC, no control characters.

Looking at every text costs more than reading the whole payload, so `check_texts` first asks the
raw text a few questions that the C library answers, and walks the document only when one of them
says that something may be wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from merging.findings import Findings
from merging.shapes import join
from questionnaire.messages import msg

MAX_TEXT_LENGTH = 50_000
"""Most characters of one text (quality.md, Attacks)."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ESCAPED_CONTROL = re.compile(rb"\\[bfru]")
_ASCII = bytes(range(0x80))
_SETTLED = re.compile("[\u2010-\u2027\u3001-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e]*")
"""Han characters and their punctuation: each stays itself in NFC, whatever stands before it."""


def check_texts(findings: Findings, payload: bytes, document: object) -> None:
    """Note every text and key that may not stand in a revision.

    Args:
        findings: takes the defects.
        payload: the whole payload; it decides whether `document` has to be walked.
        document: the parsed payload.
    """
    if not _is_suspicious(payload):
        return
    for place, text in _texts("", document):
        _check_text(findings, place, text)


def _is_suspicious(payload: bytes) -> bool:
    """Whether some text may be wrong; False is certain, True is not."""
    return (
        b'""' in payload  # an empty text or key
        or _may_hold_control(payload)
        or _may_hold_long_text(payload)
        or not _is_normalized(payload)
    )


def _is_normalized(payload: bytes) -> bool:
    beyond_ascii = payload.translate(None, _ASCII).decode()
    if _SETTLED.fullmatch(beyond_ascii):
        return True
    return unicodedata.is_normalized("NFC", payload.decode())


def _may_hold_control(payload: bytes) -> bool:
    """Look for DEL, for the first byte of U+0080 to U+00BF, and for escapes but of LF and TAB."""
    if b"\x7f" in payload or b"\xc2" in payload:
        return True
    return b"\\" in payload and _ESCAPED_CONTROL.search(payload) is not None


def _may_hold_long_text(payload: bytes) -> bool:
    """Look for a stretch without `"` that is longer than a text may be; jumps, never scans all."""
    if b"\\" in payload and b'\\"' in payload:
        return True
    start = 0
    while len(payload) - start > MAX_TEXT_LENGTH:
        quote = payload.rfind(b'"', start, start + MAX_TEXT_LENGTH + 1)
        if quote < 0:
            return True
        start = quote + 1
    return False


def _check_text(findings: Findings, place: str, text: str) -> None:
    if not text:
        findings.add(place, "empty-text", msg("An absent thing has no key; a text is not empty."))
    if len(text) > MAX_TEXT_LENGTH:
        findings.add(
            place,
            "text-length",
            msg("A text has at most {limit} characters.", limit=MAX_TEXT_LENGTH),
        )
    if (found := _CONTROL.search(text)) is not None:
        findings.add(
            place,
            "control-character",
            msg("The text holds the control character {code}.", code=f"U+{ord(found[0]):04X}"),
        )
    if not unicodedata.is_normalized("NFC", text):
        findings.add(place, "normal-form", msg("The text is not in normal form NFC."))


def _texts(place: str, value: object) -> Iterator[tuple[str, str]]:
    """All texts and keys with their places; the shape has been checked, so it is not deep."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield join(place, key), key
            yield from _texts(join(place, key), item)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(f"{place}[{number}]", item)
