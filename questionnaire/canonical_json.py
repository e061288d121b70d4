"""The one JSON encoding of everything that is hashed or signed (submissions.md, Revision).

UTF-8; strings escaped as in RFC 8785, in NFC, with CRLF and CR turned into LF; keys in
code-point order; `,` and `:` without space. Numbers never occur: they are strings.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TypeAlias

from questionnaire.errors import QuestionnaireError
from questionnaire.messages import msg

Json: TypeAlias = str | bool | Mapping[str, "Json"] | Sequence["Json"]

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def normal_text(text: str) -> str:
    r"""Return `text` in NFC with LF line ends.

    >>> normal_text("a\r\nb")
    'a\nb'
    """
    if text.isascii() and "\r" not in text:
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def encode(value: Json) -> bytes:
    """Encode a value of strings, booleans, lists and objects.

    Raises:
        QuestionnaireError: for a number, null, a lone surrogate, or two keys that become one.

    >>> encode({"b": "1", "a": [True]})
    b'{"a":[true],"b":"1"}'
    """
    try:
        return spelled(_normal(value)).encode("utf-8")
    except UnicodeEncodeError as error:
        raise QuestionnaireError(msg("A text holds half of a character pair.")) from error


def spelled(value: object) -> str:
    """The encoding, as text, of a part of a payload that `merging.revision` has read.

    Its texts are normal already and it holds no numbers, so neither is looked at again.

    >>> spelled({"b": "1", "a": [True]})
    '{"a":[true],"b":"1"}'
    """
    return _ENCODER.encode(value)


def sha256_hex(data: bytes) -> str:
    """Lower-case hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()


def folder_hash(parsed: Mapping[str, Mapping[str, object]]) -> str:
    """Hash of a catalogue, rubric or factor folder.

    SHA-256 of the canonical JSON `{relative path: parsed file}` of its TOML files. The readers
    refuse a bare number with a fraction; other numbers and dates count as TOML writes them.

    Args:
        parsed: relative path with `/` -> parsed file.

    >>> folder_hash({"a.toml": {"x": "1"}}) == sha256_hex(b'{"a.toml":{"x":"1"}}')
    True
    """
    return sha256_hex(encode(_plain(parsed)))


def _normal(value: object) -> object:
    if isinstance(value, str):
        return normal_text(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, dict | Mapping):  # the first spares nearly all values the second
        result = {normal_text(key): _normal(item) for key, item in value.items()}
        if len(result) != len(value):
            raise QuestionnaireError(msg("Two keys of an object become the same."))
        return result
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_normal(item) for item in value]
    raise QuestionnaireError(msg("{type} has no canonical form.", type=type(value).__name__))


def _plain(value: object) -> Json:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bool | str):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)
