"""Merging files into a store: a union of revisions, checked file by file, all or nothing each.

Source: submissions.md, Merge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db.errors import RefusedFile
from db.formats import FileKind
from db.records import (
    ReceivedFile,
    ReceivedRevision,
    SignerRecord,
    StoredEvidence,
    StoredRevision,
    StoredSigner,
)
from db.store import Store
from db.submission_file import SubmissionContent, read_submission
from merging.control_totals import ControlTotalError, ControlTotals, LedgerRow, Outcome
from merging.fitting import CARRY_OVER_RULES, check_against
from merging.lineage import RevisionHead, head_of
from merging.revision import Kind, Revision, RevisionError, read_revision
from questionnaire.canonical_json import sha256_hex
from questionnaire.errors import Defect, GreenparkError
from questionnaire.messages import Message, msg
from questionnaire.numbers import to_text
from services.bootstrap import Product
from services.environment import OFFICE_AUTHOR, Environment
from services.errors import ServiceError, UnknownItem
from services.failures import is_environment_failure
from services.revision_index import RevisionFacts, facts_of
from services.signing import ALGORITHM, fingerprint, verify
from services.store_views import StoreView
from services.submissions import evidence_hashes

SUMS = frozenset({"energy_tce", "co2_t"})
"""Ledger rows that are sums of a figure, not counts."""

_FIGURES = frozenset({"in", "taken", "equal", "refused", "conflict"})

Progress = Callable[[int, int, str], None]


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
class FileOutcome:
    """What one file brought.

    Attributes:
        ledger: control totals, `in = taken + equal + refused + conflict` in every row.
        added, identical: numbers of revisions.
        new_signers: fingerprints that the store does not count.
        notes: remarks, e.g. that drafts of a park file stay behind.
    """

    file: str
    ledger: tuple[LedgerRow, ...]
    added: int = 0
    identical: int = 0
    unconfirmed: frozenset[str] = frozenset()
    notes: tuple[Message, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class MergeOutcome:
    """What a merge did.

    Attributes:
        content_hash: of the store afterwards.
        conflicts: number of conflicts in the store afterwards.
    """

    content_hash: str
    files: tuple[FileOutcome, ...]
    conflicts: int
    unconfirmed_signers: int
    notes: tuple[Message, ...] = field(default=())

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The files that were refused."""
        return tuple(item.refusal for item in self.files if item.refusal is not None)


def merge_files(
    product: Product,
    environment: Environment,
    store: Store,
    paths: Sequence[Path],
    progress: Progress = lambda _done, _all, _name: None,
) -> MergeOutcome:
    """Merge files; one bad file never stops the others. A store that holds something is backed up.

    Args:
        product: the shipped data.
        environment: clock, keys and new ids.
        store: open for writing.
        paths: submissions, park files, stores, or folders of such.
        progress: called after each file with number done, number of all, file name.

    Raises:
        UnknownItem: the folders hold nothing that could be merged.
        StorageFailed: the store cannot be written; it is as before the file.
    """
    files = list(expand(paths))
    if not files:
        raise UnknownItem(
            msg("There is no file to merge in {folders}.", folders=", ".join(map(str, paths))),
            msg("Name files, or a folder that holds *.parkdb files."),
        )
    if store.known_ids():
        store.keep_backup(environment.timestamp())
    known = _Known(StoreView(store, product.catalogue), store.signers())
    outcomes = []
    for number, path in enumerate(files, start=1):
        outcomes.append(_merge_file(product, environment, store, path, known))
        progress(number, len(files), path.name)
    view = StoreView(store, product.catalogue)
    lineages = view.state.shown.values()
    return MergeOutcome(
        content_hash=view.state.content_hash,
        files=tuple(outcomes),
        conflicts=sum(
            item.submissions.is_conflict + item.assessments.is_conflict for item in lineages
        ),
        unconfirmed_signers=len(frozenset().union(*(item.unconfirmed for item in outcomes))),
    )


def expand(paths: Iterable[Path]) -> Iterable[Path]:
    """The files among `paths`; of a folder its `*.parkdb` and `*.db` files by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(item for item in path.iterdir() if item.suffix in {".parkdb", ".db"})
        else:
            yield path


class _Known:
    """What the store holds already, kept up to date while files are merged.

    Attributes:
        ids: of all revisions.
        confirmed: fingerprints of the keys that count; no merge confirms or revokes one.
    """

    def __init__(self, view: StoreView, signers: Iterable[SignerRecord]) -> None:
        self.confirmed = frozenset(
            signer.fingerprint for signer in signers if signer.status == "confirmed"
        )
        self.read(view)

    def read(self, view: StoreView) -> None:
        """Begin anew from what the store really holds, also after a file that was not kept."""
        self.ids: set[str] = set(view.heads)
        self._heads: dict[tuple[str, int, bool], set[str]] = {}
        self._followed: set[str] = set()
        for head in view.heads.values():
            if head.id not in view.state.hidden:
                self.add(head)

    def add(self, head: RevisionHead) -> None:
        """Take a revision into the lines of its park and year."""
        self.ids.add(head.id)
        if head.kind is Kind.WITHDRAWAL:
            return
        heads = self._heads.setdefault(_line(head), set())
        heads.difference_update(head.parents)
        self._followed.update(head.parents)
        if head.id not in self._followed:
            heads.add(head.id)

    def makes_conflict(self, head: RevisionHead) -> bool:
        """Whether a revision that was added stands beside another head."""
        heads = self._heads.get(_line(head), set())
        return len(heads) > 1 and head.id in heads


def _line(head: RevisionHead) -> tuple[str, int, bool]:
    return head.park, head.year, head.is_assessment


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file whose revisions, signatures and evidence hold."""

    sha256: str
    revisions: tuple[tuple[StoredRevision, Revision, RevisionFacts], ...]
    signers: Mapping[str, StoredSigner]
    evidence: tuple[StoredEvidence, ...]
    notes: tuple[Message, ...]


def _merge_file(
    product: Product, environment: Environment, store: Store, path: Path, known: _Known
) -> FileOutcome:
    if not path.exists():
        message, hint = msg("There is no file {file}.", file=path), msg("Check the path.")
        return FileOutcome(path.name, (), refusal=Refusal(path.name, "no-file", message, hint))
    try:
        checked = _check_file(product, path)
        return _take(environment, store, path, checked, known)
    except GreenparkError as error:
        if is_environment_failure(error):
            raise
        if isinstance(error, ControlTotalError):
            known.read(StoreView(store, product.catalogue))
        return FileOutcome(path.name, (), refusal=_refusal(path, error))


def _refusal(path: Path, error: GreenparkError) -> Refusal:
    """What the sender has to hear."""
    if isinstance(error, RefusedFile):  # its own message repeats the file and the rule
        (defect,) = error.defects
        return Refusal(path.name, error.rule, defect.message, error.hint)
    rule = getattr(error, "rule", error.code)
    return Refusal(path.name, rule, error.message, error.hint, error.defects)


def _check_file(product: Product, path: Path) -> _Checked:
    with read_submission(path) as content:
        signers = check_signers(content.signers())
        revisions = []
        unknown: list[Defect] = []
        for item in content.revisions():
            revision = check_revision(item, signers)
            unknown += _carried_over(product, revision)
            revisions.append((item, revision, facts_of(product, revision)))
        wanted = frozenset().union(*(evidence_hashes(revision) for _, revision, _ in revisions))
        evidence = tuple(
            check_evidence(item) for item in content.evidence() if item.sha256 in wanted
        )
        notes = _notes(content, unknown)
        return _Checked(content.sha256, tuple(revisions), signers, evidence, notes)


def _carried_over(product: Product, revision: Revision) -> list[Defect]:
    """What this catalogue does not know of a revision; it stays in the revision, unused.

    Raises:
        FileRefused: a value is not of the type or within the limits of its field.
    """
    defects = check_against(revision, product.catalogue)
    wrong = [item for item in defects if item.rule not in CARRY_OVER_RULES]
    if wrong:
        raise FileRefused(
            "revision-values",
            msg(
                "Revision {name} holds values that its fields do not allow.", name=revision.id[:16]
            ),
            wrong,
        )
    return list(defects)


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
        revision = read_revision(item.payload)
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


def _take(
    environment: Environment, store: Store, path: Path, checked: _Checked, known: _Known
) -> FileOutcome:
    totals = ControlTotals(path.name)
    new = [item for item in checked.revisions if item[1].id not in known.ids]
    heads = [head_of(revision, stored.signer) for stored, revision, _ in new]
    for _, _, facts in checked.revisions:
        totals.arrive(facts.amounts)
    for head in heads:
        known.add(head)
    taken = {head.id: _outcome(head, known) for head in heads}
    for _, revision, facts in checked.revisions:
        totals.add(taken.get(revision.id, Outcome.EQUAL), facts.amounts)
    ledger = totals.check()
    store.add_file(_received(environment, path, checked, new, ledger))
    used = {stored.signer for stored, _, _ in checked.revisions}
    return FileOutcome(
        file=path.name,
        ledger=ledger,
        added=len(new),
        identical=len(checked.revisions) - len(new),
        unconfirmed=frozenset(used - known.confirmed),
        notes=checked.notes,
    )


def _outcome(head: RevisionHead, known: _Known) -> Outcome:
    return Outcome.CONFLICT if known.makes_conflict(head) else Outcome.TAKEN


def _received(
    environment: Environment,
    path: Path,
    checked: _Checked,
    new: Sequence[tuple[StoredRevision, Revision, RevisionFacts]],
    ledger: Sequence[LedgerRow],
) -> ReceivedFile:
    authors = list(dict.fromkeys(revision.author for _, revision, _ in checked.revisions))
    names = {stored.signer: revision.author for stored, revision, _ in checked.revisions}
    return ReceivedFile(
        name=path.name,
        sha256=checked.sha256,
        sender=", ".join(authors),
        author=OFFICE_AUTHOR,
        time=environment.timestamp(),
        revisions=[
            ReceivedRevision(stored, head_of(revision, stored.signer), facts.index)
            for stored, revision, facts in new
        ],
        evidence=checked.evidence,
        signers=[checked.signers[name]._replace(name=author) for name, author in names.items()],
        details={"ledger": [ledger_row_texts(row) for row in ledger]},
    )


def ledger_row_texts(row: LedgerRow) -> dict[str, str]:
    """A ledger row with its figures as canonical decimal texts."""
    return {
        "file": row.file,
        "table": row.table,
        "in": to_text(row.incoming),
        "taken": to_text(row.taken),
        "equal": to_text(row.equal),
        "refused": to_text(row.refused),
        "conflict": to_text(row.conflict),
    }


def ledger_row_json(row: LedgerRow) -> dict[str, object]:
    """A ledger row in the shape of `merge --json`: counts as numbers, sums as decimal strings."""
    texts = ledger_row_texts(row)
    if row.table in SUMS:
        return dict(texts)
    return {key: int(text) if key in _FIGURES else text for key, text in texts.items()}
