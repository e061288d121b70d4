"""Checking one file that somebody sent, before anything of it gets into a store.

What comes out is slim: what a store keeps and a merge counts, and not the parsed revisions, because
it may come from another process (`services/checking_ahead.py`).

Source: submissions.md, Merge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from accounting.factor_library import FactorLibrary
from db.errors import RefusedFile
from db.formats import FileKind
from db.records import StoredEvidence, StoredRevision, StoredSigner
from db.submission_file import SubmissionContent, read_submission
from merging.fitting import CARRY_OVER_RULES, Fitting
from merging.lineage import RevisionHead, head_of
from merging.revision import Revision, RevisionError, read_revision
from questionnaire.canonical_json import sha256_hex
from questionnaire.catalogue import Catalogue
from questionnaire.errors import Defect, GreenparkError
from questionnaire.messages import Message, msg
from services.errors import ServiceError
from services.failures import is_environment_failure
from services.quick_json import read_canonical
from services.revision_index import RevisionFacts, evidence_hashes, facts_of
from services.signing import ALGORITHM, fingerprint, verify


class FileRefused(ServiceError):
    """A file that cannot be merged; the store is as before it."""

    code = "file-refused"

    def __init__(self, rule: str, message: Message, defects: Sequence[Defect] = ()) -> None:
        """Name the broken rule, what is wrong, and what to ask the sender."""
        hint = msg("Ask the sender to submit again with the current program and send that file.")
        super().__init__(message, hint, defects)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was refused.

    Attributes:
        hint: what to do or to ask the sender.
        defects: single places inside the file, where the rule names some.
    """

    file: str
    rule: str
    message: Message
    hint: Message | None
    defects: tuple[Defect, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedRevision:
    """A revision that has passed every check.

    Attributes:
        author: name that the revision gives.
        facts: what the store keeps and the control totals count of it.
    """

    stored: StoredRevision
    head: RevisionHead
    author: str
    facts: RevisionFacts


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file whose revisions, signatures and evidence hold.

    Attributes:
        sha256: of the file's bytes.
        signers: its keys by fingerprint.
        evidence: what its revisions name.
        notes: remarks, e.g. that drafts of a park file stay behind.
    """

    sha256: str
    revisions: tuple[CheckedRevision, ...]
    signers: Mapping[str, StoredSigner]
    evidence: tuple[StoredEvidence, ...]
    notes: tuple[Message, ...]

    @property
    def size(self) -> int:
        """Bytes of payloads and evidence."""
        payloads = sum(len(item.stored.payload) for item in self.revisions)
        return payloads + sum(len(item.content or b"") for item in self.evidence)


Checked: TypeAlias = CheckedFile | Refusal


class FileChecker:
    """Checks files by a catalogue; `amounts` of the inventory are counted by a factor library."""

    def __init__(self, catalogue: Catalogue, factors: FactorLibrary) -> None:
        self._catalogue = catalogue
        self._factors = factors
        self._fitting = Fitting(catalogue)

    def checked_or_refused(self, path: Path) -> Checked:
        """Check a file, or say why it is refused.

        Raises:
            EnvironmentFailed, StorageFailed: the machine failed, not the file.
        """
        if not path.exists():
            message, hint = msg("There is no file {file}.", file=path), msg("Check the path.")
            return Refusal(path.name, "no-file", message, hint)
        try:
            return self.check(path)
        except GreenparkError as error:
            if is_environment_failure(error):
                raise
            return refusal_of(path, error)

    def check(self, path: Path) -> CheckedFile:
        """Check a file as a whole.

        Raises:
            RefusedFile, FileRefused: with the rule that it breaks.
        """
        with read_submission(path) as content:
            signers = check_signers(content.signers())
            revisions = []
            unknown: list[Defect] = []
            wanted: set[str] = set()
            for item in content.revisions():
                revision = check_revision(item, signers)
                unknown += self._carried_over(revision)
                wanted |= evidence_hashes(revision)
                head, facts = head_of(revision, item.signer), self._facts(revision)
                revisions.append(CheckedRevision(item, head, revision.author, facts))
            evidence = tuple(
                check_evidence(item) for item in content.evidence() if item.sha256 in wanted
            )
            notes = _notes(content, unknown)
            return CheckedFile(content.sha256, tuple(revisions), signers, evidence, notes)

    def _facts(self, revision: Revision) -> RevisionFacts:
        return facts_of(self._catalogue, self._factors, revision)

    def _carried_over(self, revision: Revision) -> Sequence[Defect]:
        """What the catalogue does not know of a revision; it stays in the revision, unused.

        Raises:
            FileRefused: a value is not of the type or within the limits of its field.
        """
        defects = self._fitting.check(revision)
        wrong = [item for item in defects if item.rule not in CARRY_OVER_RULES]
        if wrong:
            raise FileRefused(
                "revision-values",
                msg(
                    "Revision {name} holds values that its fields do not allow.",
                    name=revision.id[:16],
                ),
                wrong,
            )
        return defects


def refusal_of(path: Path, error: GreenparkError) -> Refusal:
    """What the sender has to hear of an error."""
    if isinstance(error, RefusedFile):  # its own message repeats the file and the rule
        (defect,) = error.defects
        return Refusal(path.name, error.rule, defect.message, error.hint)
    rule = getattr(error, "rule", error.code)
    return Refusal(path.name, rule, error.message, error.hint, error.defects)


def check_signers(signers: Iterable[StoredSigner]) -> dict[str, StoredSigner]:
    """The keys by fingerprint.

    Raises:
        FileRefused: a fingerprint is not that of its key.
    """
    found = {}
    for signer in signers:
        if fingerprint(signer.public_key) != signer.fingerprint:
            raise FileRefused(
                "signer-fingerprint",
                msg("The fingerprint {name} is not that of its key.", name=signer.fingerprint[:16]),
            )
        found[signer.fingerprint] = signer
    return found


def check_revision(item: StoredRevision, signers: Mapping[str, StoredSigner]) -> Revision:
    """Recompute id, columns and signature of a stored revision.

    Raises:
        FileRefused: one of them does not hold.
    """
    name = item.id[:16]
    try:
        revision = read_revision(item.payload, read_canonical)
    except RevisionError as error:
        raise FileRefused(
            "revision-content",
            msg("The content of revision {name} is not valid.", name=name),
            error.defects,
        ) from error
    if revision.id != item.id:
        raise FileRefused(
            "revision-id", msg("Revision {name} was changed: its id does not fit.", name=name)
        )
    columns = (revision.kind.value, revision.park, f"{revision.year:04}", ALGORITHM)
    if (item.kind, item.park, item.year, item.alg) != columns:
        raise FileRefused(
            "revision-columns",
            msg("The columns of revision {name} contradict its content.", name=name),
        )
    signer = signers.get(item.signer)
    if signer is None:
        raise FileRefused(
            "signer-missing", msg("The key that signed revision {name} is missing.", name=name)
        )
    if not verify(signer.public_key, item.signature, bytes.fromhex(item.id)):
        raise FileRefused(
            "signature", msg("The signature of revision {name} is broken.", name=name)
        )
    return revision


def check_evidence(item: StoredEvidence) -> StoredEvidence:
    """The evidence, if its content is there and has the hash, or is left out.

    Raises:
        FileRefused: the content was changed.
    """
    if item.content is not None and sha256_hex(item.content) != item.sha256:
        raise FileRefused(
            "evidence-hash",
            msg("Evidence {name} was changed: its hash does not fit.", name=item.sha256[:16]),
        )
    return item


def _notes(content: SubmissionContent, unknown: Sequence[Defect]) -> tuple[Message, ...]:
    notes = []
    if content.kind is FileKind.PARK:
        notes.append(
            msg("This is a park file; only its submitted revisions were merged, no drafts.")
        )
    if unknown:
        places = ", ".join(dict.fromkeys(item.place for item in unknown))
        notes.append(msg("Made with another catalogue; unused here: {places}.", places=places))
    return tuple(notes)
