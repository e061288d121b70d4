"""The statement of a card: eight lines that a QR code carries and a key has signed.

A statement has one spelling only. Whatever is read is written again and compared, so a changed
character is either refused here or changes the signed message.

Source: submissions.md, Statement on a card.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from questionnaire.messages import Message, msg
from questionnaire.numbers import round_to
from reports.errors import StatementError
from scoring.scorecard import CodeStatus, Colour, Grade, Scorecard

Sign: TypeAlias = Callable[[bytes], bytes]
"""Makes the 64 bytes of an Ed25519 signature over a message."""

Verify: TypeAlias = Callable[[bytes, bytes, bytes], bool]
"""Whether (public key, signature, message) fit together."""

TITLE = "园区绿色低碳评价 GP1"
ABSENT = "–"
HASH_DIGITS = 12
KEY_BYTES = 32
SIGNATURE_BYTES = 64
MOST_QR_BYTES = 2331
"""What a QR code of level M holds in byte mode (ISO/IEC 18004, version 40)."""

COLOUR_WORDS: Mapping[Colour, str] = MappingProxyType(
    {
        "dark_green": "深绿",
        "light_green": "浅绿",
        "yellow": "黄",
        "orange": "橙",
        "red": "红",
        "none": ABSENT,
    }
)
STATUS_WORDS: Mapping[CodeStatus, str] = MappingProxyType(
    {"final": "正式", "provisional": "暂定", "none": "未评"}
)
_COLOURS: Mapping[str, Colour] = {word: colour for colour, word in COLOUR_WORDS.items()}
_STATUSES: Mapping[str, CodeStatus] = {word: status for status, word in STATUS_WORDS.items()}
_GRADES: Mapping[str, Grade | None] = {
    "A": "A", "B": "B", "C": "C", "D": "D", "E": "E", ABSENT: None,
}  # fmt: skip
_COLOUR_OF_GRADE: tuple[Colour, ...] = (
    "none", "dark_green", "light_green", "yellow", "orange", "red",
)  # fmt: skip

_YEAR = re.compile(r"[0-9]{4}")
_TOTAL = re.compile(r"(?:100\.0|[1-9]?[0-9]\.[0-9])")
_HASH = re.compile(rf"[0-9a-f]{{{HASH_DIGITS}}}")
_IDENTITY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """What a statement says, before anyone signs it.

    Attributes:
        code: park code.
        year: assessment year, four digits.
        name: park name; tabs and line feeds are written as spaces.
        grade: None when there is no rating.
        total_printed: total with one place as printed; None when nothing is scored.
        k_grade: 1 to 5; None when the code is 未评.
        colour: `none` exactly when `k_grade` is None.
        status: final 正式, provisional 暂定, none 未评.
        rubric_id: edition.
        rubric_hash: first 12 digits of its hash.
        submission: revision id, 64 lower-case hex digits.
        assessment: revision id of the assessment; None without one.
        issued: date of issue.
    """

    code: str
    year: int
    name: str
    grade: Grade | None
    total_printed: str | None
    k_grade: int | None
    colour: Colour
    status: CodeStatus
    rubric_id: str
    rubric_hash: str
    submission: str
    assessment: str | None
    issued: date


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that was read.

    Attributes:
        facts: what it says.
        public_key: 32 bytes of the Ed25519 key.
        signature: 64 bytes over `message`.
        message: bytes of lines 1 to 7, which are signed.
    """

    facts: StatementFacts
    public_key: bytes
    signature: bytes
    message: bytes


def unsigned_lines(facts: StatementFacts, public_key: bytes) -> tuple[str, ...]:
    """Lines 1 to 7 of a statement, always in Chinese.

    Args:
        facts: what to state.
        public_key: 32 bytes.

    Raises:
        StatementError: when a value has no allowed spelling; nothing is cut or mended silently.
    """
    _check(facts, public_key)
    revisions = [facts.submission] + ([facts.assessment] if facts.assessment else [])
    return (
        TITLE,
        "\t".join((one_line(facts.code), str(facts.year), one_line(facts.name))),
        "\t".join(
            (
                facts.grade or ABSENT,
                facts.total_printed or ABSENT,
                ABSENT if facts.k_grade is None else str(facts.k_grade),
                COLOUR_WORDS[facts.colour],
                STATUS_WORDS[facts.status],
            )
        ),
        "\t".join((one_line(facts.rubric_id), facts.rubric_hash)),
        "\t".join(revisions),
        facts.issued.isoformat(),
        _encode(public_key),
    )


def write_statement(facts: StatementFacts, public_key: bytes, sign: Sign) -> str:
    """Write and sign a statement: eight lines, no final line feed.

    Args:
        facts: what to state.
        public_key: 32 bytes of the key that `sign` uses.
        sign: makes an Ed25519 signature over the UTF-8 bytes of lines 1 to 7.

    Raises:
        StatementError: see `unsigned_lines`, or when the signature has not 64 bytes.
    """
    lines = unsigned_lines(facts, public_key)
    signature = sign("\n".join(lines).encode())
    if len(signature) != SIGNATURE_BYTES:
        raise _refuse("signature-length", msg("A signature has 64 bytes."))
    return "\n".join((*lines, _encode(signature)))


def read_statement(text: str) -> Statement:
    """Read a statement strictly; any other spelling than the written one is refused.

    Raises:
        StatementError: names the rule and the line.
    """
    lines = text.split("\n")
    if len(lines) != 8:
        raise _refuse(
            "statement-lines",
            msg("A statement has 8 lines and no final line feed; this one has {n}.", n=len(lines)),
        )
    facts = _read_facts(lines)
    key = _decode(lines[6], KEY_BYTES, 7)
    signature = _decode(lines[7], SIGNATURE_BYTES, 8)
    written = unsigned_lines(facts, key)
    for number, (given, expected) in enumerate(zip(lines[:7], written, strict=True), 1):
        if given != expected:
            raise _wrong_line(number)
    return Statement(facts, key, signature, "\n".join(written).encode())


def signature_fits(statement: Statement, verify: Verify) -> bool:
    """Whether the key of a statement has signed its lines 1 to 7."""
    return verify(statement.public_key, statement.signature, statement.message)


def fits_qr(text: str) -> bool:
    """Whether a statement fits into a QR code; only a name of hundreds of characters does not."""
    return len(text.encode()) <= MOST_QR_BYTES


def one_line(text: str) -> str:
    r"""The text with tabs and line feeds as spaces.

    >>> one_line("a\tb\nc")
    'a b c'
    """
    return text.replace("\t", " ").replace("\n", " ")


def _check(facts: StatementFacts, public_key: bytes) -> None:
    """Refuse values that the format cannot hold, and a code that contradicts itself."""
    revisions = [facts.submission] + ([] if facts.assessment is None else [facts.assessment])
    wrong = {
        2: not (facts.code and facts.name and _YEAR.fullmatch(str(facts.year))),
        3: not _result_agrees(facts),
        4: not (facts.rubric_id and _HASH.fullmatch(facts.rubric_hash)),
        5: not all(_IDENTITY.fullmatch(revision) for revision in revisions),
        7: len(public_key) != KEY_BYTES,
    }
    for number, is_wrong in wrong.items():
        if is_wrong:
            raise _wrong_line(number)


def _result_agrees(facts: StatementFacts) -> bool:
    """Whether total, grade, number, colour and status fit together."""
    if facts.total_printed is not None and not _TOTAL.fullmatch(facts.total_printed):
        return False
    if facts.k_grade is None:
        return facts.colour == "none" and facts.status == "none"
    coded = 1 <= facts.k_grade <= 5 and facts.colour == _COLOUR_OF_GRADE[facts.k_grade]
    return coded and facts.status != "none"


def _read_facts(lines: list[str]) -> StatementFacts:
    """The facts of lines 1 to 6; spelling is compared afterwards by writing them again."""
    if lines[0] != TITLE:
        raise _wrong_line(1)
    code, year, name = _parts(lines, 2, 3)
    grade, total, k_grade, colour, status = _parts(lines, 3, 5)
    rubric_id, rubric_hash = _parts(lines, 4, 2)
    submission, *assessment = lines[4].split("\t")
    if len(assessment) > 1:
        raise _wrong_line(5)
    if not _YEAR.fullmatch(year):
        raise _wrong_line(2)
    known = grade in _GRADES and colour in _COLOURS and status in _STATUSES
    if not known or k_grade not in {ABSENT, "1", "2", "3", "4", "5"}:
        raise _wrong_line(3)
    return StatementFacts(
        code=code,
        year=int(year),
        name=name,
        grade=_GRADES[grade],
        total_printed=None if total == ABSENT else total,
        k_grade=None if k_grade == ABSENT else int(k_grade),
        colour=_COLOURS[colour],
        status=_STATUSES[status],
        rubric_id=rubric_id,
        rubric_hash=rubric_hash,
        submission=submission,
        assessment=assessment[0] if assessment else None,
        issued=_read_date(lines[5]),
    )


def _parts(lines: list[str], number: int, count: int) -> list[str]:
    """The `count` parts of line `number` between tabs."""
    parts = lines[number - 1].split("\t")
    if len(parts) != count:
        raise _wrong_line(number)
    return parts


def _read_date(text: str) -> date:
    """The date of line 6."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _wrong_line(6) from error


def _encode(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _decode(text: str, length: int, number: int) -> bytes:
    """Read base64url of `length` bytes; whatever is not written again alike is refused."""
    try:
        data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (ValueError, binascii.Error) as error:
        raise _wrong_line(number) from error
    if len(data) != length or _encode(data) != text:
        raise _wrong_line(number)
    return data


def _wrong_line(number: int) -> StatementError:
    """The refusal of one line."""
    return _refuse(
        f"statement-line-{number}",
        msg("Line {number} of the statement is not in the one allowed spelling.", number=number),
    )


def _refuse(rule: str, message: Message) -> StatementError:
    """A refusal with its remedy."""
    return StatementError(
        rule, message, msg("Scan the code again, or ask the office that issued the card.")
    )


def statement_facts(
    card: Scorecard, submission: str, assessment: str | None, issued: date
) -> StatementFacts:
    """What the statement of a result says.

    The status is the weaker of result and code: 未评 without a code, 暂定 when either is
    provisional.
    """
    coded = card.code.status != "none" and card.code.k_grade is not None
    provisional = bool(card.provisional) or card.code.status == "provisional"
    total = card.total_printed
    return StatementFacts(
        code=card.park_code,
        year=card.year,
        name=card.park_name,
        grade=card.grade if card.rating_status == "rated" else None,
        total_printed=None if total is None else str(round_to(total, 1)),
        k_grade=card.code.k_grade if coded else None,
        colour=card.code.colour if coded else "none",
        status=("provisional" if provisional else "final") if coded else "none",
        rubric_id=card.edition_id,
        rubric_hash=card.edition_hash[:HASH_DIGITS],
        submission=submission,
        assessment=assessment,
        issued=issued,
    )
