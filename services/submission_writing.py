"""Writing a submission: its evidence copied one by one, the file read back, then put in its place.

Each call of a `SubmitProgress` may raise to cancel: until the file is put in its place nothing has
changed anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from db.errors import DamagedFile
from db.park_file import ParkFile
from db.records import StoredEvidence, StoredRevision, StoredSigner
from db.submission_file import placed_submission
from merging.revision import read_revision
from questionnaire.canonical_json import sha256_hex
from questionnaire.messages import Text, msg

PROGRAM = "greenpark"
FORMAT = "1"

SubmitProgress: TypeAlias = Callable[[int, int, Text], None]
"""Hears how far a submission is: steps done, all steps (0 when nobody knows), what is done now."""

_KIB = 1024
_MB = 1_000_000


def tell_nobody(_done: int, _total: int, _text: Text) -> None:
    """The progress of a submission that nobody watches."""


@contextmanager
def checked_submission(  # noqa: PLR0913 - the parts of a file, where it goes, who watches
    park: ParkFile,
    target: Path,
    revisions: Sequence[StoredRevision],
    signers: Sequence[StoredSigner],
    *,
    created_at: str,
    with_evidence: bool,
    progress: SubmitProgress,
) -> Iterator[None]:
    """Write a submission that takes its place when the block ends without an error.

    Memory holds one evidence content at a time. What was written is read back and its hashes are
    computed before the block begins.

    Args:
        park: has the evidence that the revisions name.
        target: the file; an older one is replaced as a whole.
        revisions: those that are sent.
        signers: their keys.
        created_at: YYYY-MM-DDThh:mm:ssZ.
        with_evidence: whether contents of evidence travel; hashes always do.
        progress: hears each evidence that is copied and each part that is verified.

    Raises:
        DamagedFile: an evidence in the park file is not what its hash says.
        StorageFailed: it cannot be written; what was at `target` is still there.
    """
    named = _named_evidence(revisions)
    evidence = [item for item in park.evidence_without_contents() if item.sha256 in named]
    meta = {"format": FORMAT, "program": PROGRAM, "created_at": created_at}
    copied = _copied(park, evidence, progress) if with_evidence else evidence
    with placed_submission(target, revisions, copied, signers, meta) as written:
        total = len(revisions) + len(evidence)
        for number, (digest, content) in enumerate(written):
            progress(number, total, msg("Verifying what was written"))
            if sha256_hex(content) != digest:
                raise DamagedFile(park.path.name, named.get(digest, digest))
        yield


def _named_evidence(revisions: Iterable[StoredRevision]) -> dict[str, str]:
    """What the revisions call their evidence files, by hash."""
    rows = (
        row
        for item in revisions
        for row in read_revision(item.payload).content["tables"].get("evidence", {}).values()
    )
    return {
        row["sha256"]: f"{row.get('evidence_id', '')} {row.get('file_name', '')}".strip()
        for row in rows
        if "sha256" in row
    }


def _copied(
    park: ParkFile, evidence: Sequence[StoredEvidence], progress: SubmitProgress
) -> Iterator[StoredEvidence]:
    total = sum(item.size for item in evidence)
    done = 0
    for number, item in enumerate(evidence, start=1):
        text = msg(
            "Copying evidence: {n} of {count}, {done} of {total} MB",
            n=number,
            count=len(evidence),
            done=f"{done / _MB:.1f}",
            total=f"{total / _MB:.1f}",
        )
        progress(done // _KIB, total // _KIB, text)
        yield item._replace(content=park.evidence_content(item.sha256))
        done += item.size
