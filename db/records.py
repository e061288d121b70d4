"""Rows of the four shared tables as values, and what a store keeps about revisions.

Source: submissions.md, Files, Merge and Store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from merging.lineage import RevisionHead
from questionnaire.canonical_json import Json

SignerStatus: TypeAlias = Literal["confirmed", "unconfirmed", "revoked"]


class StoredRevision(NamedTuple):
    """A revision as it is stored and sent.

    Attributes:
        id: SHA-256 of `payload`, lower-case hex.
        kind: submission, assessment, resolution or withdrawal.
        park: park code.
        year: assessment year as text, e.g. `2025`.
        payload: canonical JSON.
        signature: over the 32 digest bytes.
        signer: fingerprint of the key, lower-case hex.
        alg: `ed25519`.
    """

    id: str
    kind: str
    park: str
    year: str
    payload: bytes
    signature: bytes
    signer: str
    alg: str


class StoredEvidence(NamedTuple):
    """An evidence file; `content` is None when it was left out of a submission.

    Attributes:
        sha256: of the content, lower-case hex.
        media_type: an unsigned hint.
        size: bytes of the content.
        content: the bytes, or None.
    """

    sha256: str
    media_type: str
    size: int
    content: bytes | None


class StoredSigner(NamedTuple):
    """A public key with the name that goes with it (an unsigned hint in files).

    Attributes:
        fingerprint: SHA-256 of the public key, lower-case hex.
        public_key: 32 bytes.
        name: of the signer; may be empty.
    """

    fingerprint: str
    public_key: bytes
    name: str


@dataclass(frozen=True, slots=True)
class SignerRecord:
    """What a store knows about a key.

    Attributes:
        status: an unknown key is `unconfirmed`.
        park: code of the only park whose submissions a confirmed park key counts for; None for an
            office key and for keys that are not confirmed.
        office: whether it is an office key.
        time, reason: of the last confirmation or revocation; None before the first.
    """

    fingerprint: str
    public_key: bytes
    name: str
    status: SignerStatus = "unconfirmed"
    park: str | None = None
    office: bool = False
    time: str | None = None
    reason: str | None = None


# Plain tuples: a merge moves hundreds of thousands of them between processes.
AnswerEntry: TypeAlias = tuple[str, str, str | None]
"""One answer of a revision in the index: code, state, canonical text (None without a value)."""

RowEntry: TypeAlias = tuple[str, str, str]
"""One table row of a revision in the index: table, row id, canonical JSON of its cells."""

InventoryEntry: TypeAlias = tuple[str, str | None]
"""One `inventory.*` value of a revision in the index: key, text (None when it is incomplete)."""


@dataclass(frozen=True, slots=True)
class IndexRows:
    """The index of one revision, computed by the service; empty for kinds without tables.

    Attributes:
        park_name: name of the park as the revision gives it; None leaves the park table alone.
    """

    park_name: str | None = None
    answers: Sequence[AnswerEntry] = ()
    rows: Sequence[RowEntry] = ()
    inventory: Sequence[InventoryEntry] = ()


class ReceivedRevision(NamedTuple):
    """A revision that has passed every check, with what the store looks up by."""

    stored: StoredRevision
    head: RevisionHead
    rows: IndexRows


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """Everything that one merged file brings; stored whole or not at all.

    Attributes:
        name: file name as received, for the audit.
        sha256: of the file's bytes.
        sender: who sent it, as text; empty when unknown.
        author: who merges, for the audit.
        time: of the merge, YYYY-MM-DDThh:mm:ssZ.
        revisions: those to take; known ones are passed over.
        evidence: contents and hashes; a content completes a hash that came without one.
        signers: keys of the revisions.
        details: counts and control totals for the audit entry.
    """

    name: str
    sha256: str
    sender: str
    author: str
    time: str
    revisions: Sequence[ReceivedRevision]
    evidence: Iterable[StoredEvidence] = ()
    signers: Sequence[StoredSigner] = ()
    details: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the audit log of a store.

    Attributes:
        sequence: 1, 2, 3 ...
        action: e.g. `merge`, `confirm`, `revoke`, `rebuild`.
        details: canonical JSON of what was done.
        hash: SHA-256 of the hash before it followed by the canonical JSON of this entry.
    """

    sequence: int
    time: str
    author: str
    action: str
    details: str
    hash: str


@dataclass(frozen=True, slots=True)
class ScoreKey:
    """What a score rests on; a score is computed again when one of these changes.

    Attributes:
        revision: id of the submission.
        assessment: id of the assessment; empty for none.
        rubric_hash, factors_hash: hashes of the editions used.
        means_hash: hash of the user's industry means; empty for none.
    """

    revision: str
    assessment: str
    rubric_hash: str
    factors_hash: str
    means_hash: str


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """The 碳效码 of a score; numbers are decimal strings, None where there is no value."""

    status: str
    colour: str
    k_grade: int | None
    k: str | None
    l: str | None  # noqa: E741 - the published symbol
    n: str | None


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """A score in the store.

    Attributes:
        key: what it rests on.
        time: when it was computed.
        park_class, grade, rating_status: words of rubric.md 16; None where there is none.
        total, coverage: decimal strings; None where there is no value.
        content: JSON of the whole result.
        code: the 碳效码.
    """

    key: ScoreKey
    time: str
    park_class: str | None
    total: str | None
    grade: str | None
    coverage: str | None
    rating_status: str
    content: str
    code: CodeEntry
