"""The file signature of a card: two entries of the Info dictionary that cover every byte.

The renderer leaves room for the signature as 128 zeros. Signing replaces them and nothing else,
so the digest is that of the file as it was rendered.

Source: submissions.md, File signature.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from questionnaire.messages import Message, msg
from reports.errors import FileSignatureError
from reports.statement import Sign

DIGITS = 128
EMPTY = b"0" * DIGITS

_STATEMENT_KEY = b"/GPStatement"
_SIGNATURE_KEY = b"/GPSignature"
_SIGNATURE = re.compile(rb"/GPSignature <([0-9a-f]{128})>")
_STATEMENT = re.compile(rb"/GPStatement <((?:[0-9a-f]{4})+)>")
_END = re.compile(rb"startxref\s+([0-9]{1,10})\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\s+0 ([0-9]{1,7})\s*?\n")
_ENTRY = re.compile(rb"([0-9]{10}) 00000 n")
_INFO = re.compile(rb"/Info ([0-9]{1,7}) 0 R\b")
_OBJECT = re.compile(rb"([0-9]{1,7}) 0 obj\s*(<<.*?>>)\s*endobj", re.DOTALL)
_ENTRY_BYTES = 20
"""Bytes of one entry of a cross-reference table (ISO 32000-1, 7.5.4)."""


@dataclass(frozen=True, slots=True)
class FileSignature:
    """What a PDF says about itself.

    Attributes:
        statement_text: text of `/GPStatement`, not yet read as a statement.
        signature: 64 bytes; all zero when the file was prepared and never signed.
        digest: SHA-256 of the file with the digits replaced by zeros; this is what is signed.
    """

    statement_text: str
    signature: bytes
    digest: bytes


def info_entries(statement_text: str) -> bytes:
    """The two entries, ready to be signed, that a renderer puts into the Info dictionary."""
    hexadecimal = statement_text.encode("utf-16-be").hex().encode("ascii")
    return b"%s <%s>\n%s <%s>\n" % (_SIGNATURE_KEY, EMPTY, _STATEMENT_KEY, hexadecimal)


def sign_file(pdf: bytes, statement_text: str, sign: Sign) -> bytes:
    """Sign a rendered card.

    Args:
        pdf: a card rendered with `statement_text`.
        statement_text: the signed statement on it.
        sign: makes the signature over the 32 digest bytes, by the key of the statement.

    Raises:
        FileSignatureError: when the file has no room for it, carries another statement, or is
            signed already.
    """
    found = read_file_signature(pdf)
    if found.statement_text != statement_text:
        raise _refuse(
            "file-statement", msg("The file carries another statement than the one given.")
        )
    if any(found.signature):
        raise _refuse("file-signed", msg("The file is signed already."))
    signature = sign(found.digest).hex().encode("ascii")
    if len(signature) != DIGITS:
        raise _refuse("file-signature-length", msg("A signature has 64 bytes."))
    start, end = _find(pdf, _SIGNATURE_KEY, _SIGNATURE).span(1)
    return pdf[:start] + signature + pdf[end:]


def read_file_signature(pdf: bytes) -> FileSignature:
    """Find statement and signature of a PDF; any other spelling than the written one is refused.

    The two entries must stand once each in the Info dictionary that the trailer names, a plain
    object of a file with one revision. Nothing is verified here.

    Raises:
        FileSignatureError: names the rule.
    """
    statement = _find(pdf, _STATEMENT_KEY, _STATEMENT)
    signature = _find(pdf, _SIGNATURE_KEY, _SIGNATURE)
    first, last = _info_span(pdf)
    if not all(first < found.start() and found.end() < last for found in (statement, signature)):
        raise _refuse(
            "file-info", msg("Statement and signature do not stand in the Info dictionary.")
        )
    start, end = signature.span(1)
    try:
        text = bytes.fromhex(statement[1].decode("ascii")).decode("utf-16-be")
    except UnicodeDecodeError as error:
        raise _refuse("file-statement", msg("The statement in the file is not UTF-16.")) from error
    digest = hashlib.sha256(pdf[:start] + EMPTY + pdf[end:]).digest()
    return FileSignature(text, bytes.fromhex(signature[1].decode("ascii")), digest)


def _find(pdf: bytes, key: bytes, spelling: re.Pattern[bytes]) -> re.Match[bytes]:
    """The only occurrence of a key, in its only spelling."""
    name = key.decode("ascii")
    if (count := pdf.count(key)) != 1:
        raise _refuse(
            "file-key", msg("A signed card has {key} once; this one {n} times.", key=name, n=count)
        )
    found = spelling.search(pdf)
    if found is None:
        raise _refuse("file-spelling", msg("{key} is not in the one allowed spelling.", key=name))
    return found


def _info_span(pdf: bytes) -> tuple[int, int]:
    """Where the Info dictionary stands: through startxref, trailer and cross-reference table."""
    end = _END.search(pdf[-64:])
    once = all(pdf.count(word) == 1 for word in (b"%%EOF", b"startxref", b"trailer"))
    if end is None or not once:
        raise _refuse("file-revisions", msg("A signed card is a file with one revision."))
    table = _TABLE.match(pdf, int(end[1]))
    references = _INFO.findall(pdf, pdf.index(b"trailer"))
    if table is None or len(references) != 1 or int(references[0]) >= int(table[1]):
        raise _no_plain_object()
    entry = _ENTRY.match(pdf, table.end() + _ENTRY_BYTES * int(references[0]))
    found = _OBJECT.match(pdf, int(entry[1])) if entry else None
    if found is None or found[1] != references[0] or _is_nested(found[2]):
        raise _no_plain_object()
    return found.span(2)


def _is_nested(dictionary: bytes) -> bool:
    """Whether a dictionary holds another one, in which the keys could hide."""
    return dictionary.count(b"<<") != 1 or dictionary.count(b">>") != 1


def _no_plain_object() -> FileSignatureError:
    """The refusal of object streams, hybrid files and wrong offsets."""
    return _refuse(
        "file-info", msg("The Info dictionary is not a plain object of an uncompressed section.")
    )


def _refuse(rule: str, message: Message) -> FileSignatureError:
    """A refusal with its remedy."""
    return FileSignatureError(
        rule,
        message,
        msg("Use the PDF as it was issued: saving it again in another program breaks it."),
    )
