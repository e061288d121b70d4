"""Merging files into a store: a union of revisions, checked file by file, all or nothing each.

A few files are written in one transaction, so the store is always as before or after a file.

Source: submissions.md, Merge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from db.records import (
    ReceivedFile,
    ReceivedRevision,
    SignerRecord,
)
from db.store import Store
from merging.control_totals import ControlTotalError, ControlTotals, LedgerRow, Outcome
from merging.lineage import RevisionHead
from merging.revision import Kind
from questionnaire.messages import Message, msg
from questionnaire.numbers import to_text
from services.bootstrap import Product
from services.checking_ahead import checked_in_order, is_small
from services.environment import OFFICE_AUTHOR, Environment
from services.errors import UnknownItem
from services.file_checks import Checked, CheckedFile, CheckedRevision, Refusal, refusal_of
from services.store_views import StoreView

SUMS = frozenset({"energy_tce", "co2_t"})
"""Ledger rows that are sums of a figure, not counts."""

_FIGURES = frozenset({"in", "taken", "equal", "refused", "conflict"})
_FILES_TOGETHER = 16
_BYTES_TOGETHER = 4 << 20

Progress = Callable[[int, int, str], None]


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
        StorageFailed: the store cannot be written; it is as after some file before.
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
    outcomes: list[FileOutcome] = []
    with closing(checked_in_order(product, files)) as checked:
        while len(outcomes) < len(files):
            batch = _Batch(environment, known, files[len(outcomes) :])
            store.add_files(batch.brought(checked))
            if batch.is_cut:
                known.read(StoreView(store, product.catalogue))
            for outcome in batch.outcomes:
                outcomes.append(outcome)
                progress(len(outcomes), len(files), outcome.file)
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


class _Batch:
    """Files that are written in one transaction: its end costs as much as a file.

    Attributes:
        outcomes: of the files so far, the first of `paths`.
        is_cut: whether a file was not kept after it was counted as known.
    """

    def __init__(self, environment: Environment, known: _Known, paths: Sequence[Path]) -> None:
        self.outcomes: list[FileOutcome] = []
        self.is_cut = False
        self._environment = environment
        self._known = known
        self._paths = paths
        self._size = 0

    def brought(self, checked: Iterable[tuple[Path, Checked]]) -> Iterator[ReceivedFile]:
        """What the files bring, one by one; at least one file of `checked` is taken."""
        for path, found in checked:
            if isinstance(found, Refusal):
                self.outcomes.append(FileOutcome(path.name, (), refusal=found))
            else:
                yield from self._brought(path, found)
            if self._is_full():
                return

    def _brought(self, path: Path, found: CheckedFile) -> Iterator[ReceivedFile]:
        try:
            file, outcome = _taken(self._environment, path, found, self._known)
        except ControlTotalError as error:
            self.is_cut = True
            outcome = FileOutcome(path.name, (), refusal=refusal_of(path, error))
        else:
            yield file
        self.outcomes.append(outcome)
        self._size += found.size

    def _is_full(self) -> bool:
        """Whether the batch ends; a file that takes long begins one, before the store is locked."""
        number = len(self.outcomes)
        return (
            self.is_cut
            or number == _FILES_TOGETHER
            or self._size > _BYTES_TOGETHER
            or (number < len(self._paths) and not is_small(self._paths[number]))
        )


def _taken(
    environment: Environment, path: Path, checked: CheckedFile, known: _Known
) -> tuple[ReceivedFile, FileOutcome]:
    """What a file brings, and what became of it.

    Raises:
        ControlTotalError: its control totals differ.
    """
    totals = ControlTotals(path.name)
    new = [item for item in checked.revisions if item.head.id not in known.ids]
    for item in checked.revisions:
        totals.arrive(item.facts.amounts)
    for item in new:
        known.add(item.head)
    taken = {item.head.id: _outcome(item.head, known) for item in new}
    for item in checked.revisions:
        totals.add(taken.get(item.head.id, Outcome.EQUAL), item.facts.amounts)
    ledger = totals.check()
    used = {item.stored.signer for item in checked.revisions}
    return _received(environment, path, checked, new, ledger), FileOutcome(
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
    checked: CheckedFile,
    new: Sequence[CheckedRevision],
    ledger: Sequence[LedgerRow],
) -> ReceivedFile:
    authors = list(dict.fromkeys(item.author for item in checked.revisions))
    names = {item.stored.signer: item.author for item in checked.revisions}
    return ReceivedFile(
        name=path.name,
        sha256=checked.sha256,
        sender=", ".join(authors),
        author=OFFICE_AUTHOR,
        time=environment.timestamp(),
        revisions=[ReceivedRevision(item.stored, item.head, item.facts.index) for item in new],
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
