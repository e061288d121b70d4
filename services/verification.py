"""Verify: is a card, statement, submission, park file or store what its signer made?

Integrity (`valid`, `broken`) and the standing of signers are told apart: without a store every
signer is unconfirmed (interface.md, verify).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from db.errors import DbError
from db.formats import FileKind
from db.records import SignerRecord, StoredRevision, StoredSigner
from db.store import Store
from db.submission_file import SubmissionContent, read_submission
from merging.lineage import RevisionHead, head_of
from questionnaire.errors import GreenparkError
from questionnaire.messages import Message, msg
from reports.errors import ReportError
from reports.file_signature import read_file_signature
from reports.statement import Statement, read_statement, signature_fits
from services.failures import is_environment_failure
from services.file_checks import check_evidence, check_revision, check_signers
from services.signing import fingerprint, to_base64url, verify
from services.store_views import confirmed_keys
from services.subjects import open_store

VerifiedKind: TypeAlias = Literal["card", "submission", "park", "store", "statement", "unknown"]
SignerStanding: TypeAlias = Literal["confirmed", "unconfirmed", "revoked"]

PDF_START = b"%PDF-"
SQLITE_START = b"SQLite format 3\x00"
_MOST_STATEMENT_BYTES = 64 * 1024
_KINDS: Mapping[FileKind, VerifiedKind] = MappingProxyType(
    {FileKind.PARK: "park", FileKind.SUBMISSION: "submission", FileKind.STORE: "store"}
)


@dataclass(frozen=True, slots=True)
class VerifiedSigner:
    """A key that signed something, with its standing in the store asked about."""

    fingerprint: str
    state: SignerStanding
    name: str
    revisions: int


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of integrity found.

    Attributes:
        valid: False = broken; `problems` say why.
        statement: of a card or a statement.
        is_signed: False when there is no signature of this program at all, e.g. on a draft: it
            counts as broken, but nobody has changed anything.
    """

    kind: VerifiedKind
    valid: bool
    signers: tuple[VerifiedSigner, ...] = ()
    statement: Statement | None = None
    problems: tuple[Message, ...] = ()
    is_signed: bool = True


def verify_anything(words: str, standard_input: bytes | None, store: str | None) -> Verification:
    """Verify a file, the statement on standard input, or a statement given as text.

    Args:
        words: path of an existing file, URL of a store, `-`, or the text of a statement.
        standard_input: what was read from it when `words` is `-`; the line feed with which a
            program ends its output is not taken for a part of the statement.
        store: place of the store whose signers count; None: none counts.
    """
    known = _signers_of(store)
    if standard_input is not None:
        return _verify_statement(standard_input.removesuffix(b"\n"), known)
    path = _existing(words)
    if path is not None:
        return _verify_file(path, known)
    if "://" in words and "\n" not in words:
        return _verify_store(words, known)
    if "\n" in words:
        return _verify_statement(words.encode("utf-8", "surrogateescape"), known)
    nothing = msg("{name} is neither a file nor a statement of a card.", name=words[:80])
    return Verification("unknown", valid=False, problems=(nothing,), is_signed=False)


def _verify_file(path: Path, known: Sequence[SignerRecord]) -> Verification:
    with path.open("rb") as file:
        start = file.read(len(SQLITE_START))
    if start == SQLITE_START:
        return _verify_database(path, known)
    if start.startswith(PDF_START):
        return _verify_card(path.read_bytes(), known)
    if path.stat().st_size > _MOST_STATEMENT_BYTES:
        foreign = msg("{name} is neither a card nor a file of this program.", name=path.name)
        return Verification("unknown", valid=False, problems=(foreign,), is_signed=False)
    return _verify_statement(path.read_bytes(), known)


def verify_store(store: Store) -> tuple[Message, ...]:
    """Everything that does not hold in a store: files, ids, signatures, evidence, audit chain."""
    return store.check(_revision_fault)


def _revision_fault(item: StoredRevision, public_key: bytes | None) -> Message | None:
    signers = {item.signer: StoredSigner(item.signer, public_key, "")} if public_key else {}
    try:
        check_revision(item, signers)
    except GreenparkError as error:
        return error.message
    return None


def statement_json(statement: Statement) -> dict[str, object]:
    """A statement in the shape of `verify --json`."""
    facts = statement.facts
    return {
        "code": facts.code,
        "year": facts.year,
        "name": facts.name,
        "grade": facts.grade,
        "total": facts.total_printed,
        "K_grade": facts.k_grade,
        "colour": facts.colour,
        "status": facts.status,
        "rubric": facts.rubric_id,
        "rubric_hash": facts.rubric_hash,
        "submission": facts.submission,
        "assessment": facts.assessment,
        "issued": facts.issued.isoformat(),
        "key": to_base64url(statement.public_key),
    }


def _verify_statement(data: bytes, known: Sequence[SignerRecord]) -> Verification:
    try:
        text = data.decode("utf-8")
        statement = read_statement(text)
    except (UnicodeDecodeError, ReportError) as error:
        return Verification("statement", valid=False, problems=(_words(error),))
    if not signature_fits(statement, verify):
        return Verification(
            "statement", valid=False, problems=(msg("The signature does not fit the statement."),)
        )
    signers = (_signer(statement, known),)
    return Verification("statement", valid=True, signers=signers, statement=statement)


def _verify_card(data: bytes, known: Sequence[SignerRecord]) -> Verification:
    if b"/GPStatement" not in data and b"/GPSignature" not in data:
        nothing = msg("It carries no signature: a draft, or no card of this program.")
        return Verification("card", valid=False, problems=(nothing,), is_signed=False)
    try:
        found = read_file_signature(data)
        statement = read_statement(found.statement_text)
    except ReportError as error:
        return Verification("card", valid=False, problems=(_words(error),))
    problems = []
    if not signature_fits(statement, verify):
        problems.append(msg("The signature does not fit the statement."))
    if not verify(statement.public_key, found.signature, found.digest):
        problems.append(msg("The file was changed after it was signed."))
    return Verification(
        "card", not problems, (_signer(statement, known),), statement, tuple(problems)
    )


def _verify_database(path: Path, known: Sequence[SignerRecord]) -> Verification:
    try:
        with read_submission(path) as content:
            kind = content.kind
            if kind is not FileKind.STORE:
                signers, problems = _verify_rows(content, known)
                return Verification(_KINDS[kind], not problems, signers, None, problems)
    except DbError as error:
        if is_environment_failure(error):
            raise
        return Verification("unknown", valid=False, problems=(_words(error),))
    return _verify_store(str(path), known)


def _verify_store(location: str, known: Sequence[SignerRecord]) -> Verification:
    with open_store(location) as store:
        problems = verify_store(store)
        names = {record.fingerprint: record.name for record in store.signers()}
        signers = _signers(store.heads(), names, known)
    return Verification("store", not problems, signers, None, problems)


def _verify_rows(
    content: SubmissionContent, known: Sequence[SignerRecord]
) -> tuple[tuple[VerifiedSigner, ...], tuple[Message, ...]]:
    problems: list[Message] = []
    try:
        keys = check_signers(content.signers())
    except GreenparkError as error:
        return (), (error.message,)
    heads: list[RevisionHead] = []
    names: dict[str, str] = {}
    for item in content.revisions():
        try:
            revision = check_revision(item, keys)
        except GreenparkError as error:
            problems.append(error.message)
            continue
        heads.append(head_of(revision, item.signer))
        names[item.signer] = revision.author
    for evidence in content.evidence():
        try:
            check_evidence(evidence)
        except GreenparkError as error:
            problems.append(error.message)
    return _signers(heads, names, known), tuple(problems)


def _signers(
    heads: Iterable[RevisionHead], names: Mapping[str, str], known: Sequence[SignerRecord]
) -> tuple[VerifiedSigner, ...]:
    """The keys of revisions; one that does not count for all it has signed is unconfirmed."""
    signed: dict[str, list[RevisionHead]] = {}
    for head in heads:
        signed.setdefault(head.signer, []).append(head)
    counts = confirmed_keys(known)
    return tuple(
        _standing(name, names.get(name, ""), len(mine), known, counts=all(map(counts, mine)))
        for name, mine in sorted(signed.items())
    )


def _signer(statement: Statement, known: Sequence[SignerRecord]) -> VerifiedSigner:
    """The key of a card; only office keys count for cards."""
    name = fingerprint(statement.public_key)
    return _standing(name, "", 0, known, counts=name in confirmed_keys(known).offices)


def _standing(
    name: str, hint: str, revisions: int, known: Iterable[SignerRecord], *, counts: bool
) -> VerifiedSigner:
    for record in known:
        if record.fingerprint == name:
            state = record.status if counts or record.status == "revoked" else "unconfirmed"
            return VerifiedSigner(name, state, record.name or hint, revisions)
    return VerifiedSigner(name, "unconfirmed", hint, revisions)


def _signers_of(location: str | None) -> Sequence[SignerRecord]:
    if location is None:
        return ()
    with open_store(location) as store:
        return store.signers()


def _existing(words: str) -> Path | None:
    try:
        path = Path(words)
        return path if path.is_file() else None
    except (OSError, ValueError):
        return None


def _words(error: Exception) -> Message:
    if isinstance(error, GreenparkError):
        return error.message
    return msg("This is no statement of a card.")
