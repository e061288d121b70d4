"""What a set of revisions amounts to: heads, current ones, gaps, conflicts, withdrawals.

Works on `RevisionHead`s alone, so that a store of many thousand revisions needs no payload. Order
is by parents, never by clock (submissions.md, Merge; Lineage and conflicts).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from merging.revision import Kind, Revision

ParkYear: TypeAlias = tuple[str, int]


@dataclass(frozen=True, slots=True)
class RevisionHead:
    """What lineage needs to know of a revision.

    Attributes:
        id: SHA-256 of the payload.
        judges: id of the judged submission; only of assessments and their resolutions.
        withdraws: id of the withdrawn revision; only of withdrawals.
        signer: fingerprint of the key that signed it.
    """

    id: str
    kind: Kind
    park: str
    year: int
    parents: tuple[str, ...] = ()
    judges: str | None = None
    withdraws: str | None = None
    signer: str = ""

    @property
    def is_assessment(self) -> bool:
        """Whether it belongs to the graph of assessments; a resolution with `judges` does."""
        return self.judges is not None


def head_of(revision: Revision, signer: str) -> RevisionHead:
    """The light form of a revision that `signer` (a fingerprint) has signed."""
    return RevisionHead(
        id=revision.id,
        kind=revision.kind,
        park=revision.park,
        year=revision.year,
        parents=revision.parents,
        judges=revision.judges,
        withdraws=revision.withdraws,
        signer=signer,
    )


@dataclass(frozen=True, slots=True)
class ConfirmedKeys:
    """Whose signature counts for what; call it with a revision head.

    Attributes:
        parks: fingerprint -> park codes that the key was confirmed for.
        offices: fingerprints of confirmed office keys, the store's own included.
    """

    parks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    offices: frozenset[str] = frozenset()

    def __call__(self, head: RevisionHead) -> bool:
        """A park key counts only for submissions of its park, an office key for other kinds."""
        if head.kind is Kind.SUBMISSION:
            return head.park in self.parks.get(head.signer, frozenset())
        return head.signer in self.offices


@dataclass(frozen=True, slots=True)
class Graph:
    """The submissions, or the assessments, of one park and year.

    Attributes:
        heads: ids without a child in the graph, sorted.
        gaps: id -> parents that are not there (an older file was not received).
    """

    heads: tuple[str, ...] = ()
    gaps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def current(self) -> str | None:
        """The only head; None when there is none or a conflict."""
        return self.heads[0] if len(self.heads) == 1 else None

    @property
    def is_conflict(self) -> bool:
        """Whether there are several heads."""
        return len(self.heads) > 1


@dataclass(frozen=True, slots=True)
class Lineage:
    """The two graphs of one park and year.

    Attributes:
        stale: heads of assessments that do not judge the current submission (待复评).
    """

    submissions: Graph = field(default_factory=Graph)
    assessments: Graph = field(default_factory=Graph)
    stale: tuple[str, ...] = ()

    @property
    def submission(self) -> str | None:
        """Id of the current submission (or resolution)."""
        return self.submissions.current

    @property
    def assessment(self) -> str | None:
        """Id of the assessment that is used: current, and of the current submission."""
        current = self.assessments.current
        return None if current in self.stale else current


@dataclass(frozen=True, slots=True)
class StoreState:
    """What a store shows, and what of it is official.

    Attributes:
        hidden: ids that effective withdrawals take out, whether received or not.
        effective: ids of the effective withdrawals.
        unconfirmed: visible ids whose signer does not count for them (待确认).
        shown: lineage of all visible revisions, confirmed or not.
        official: lineage of the confirmed ones alone; rankings and figures rest on it.
        content_hash: of all ids that are neither withdrawals nor hidden.
    """

    hidden: frozenset[str]
    effective: frozenset[str]
    unconfirmed: frozenset[str]
    shown: Mapping[ParkYear, Lineage]
    official: Mapping[ParkYear, Lineage]
    content_hash: str


def official_state(
    revisions: Iterable[RevisionHead], confirmed: Callable[[RevisionHead], bool]
) -> StoreState:
    """Work out the state of a set of revisions; order and repetition do not matter.

    Args:
        revisions: all revisions of the store.
        confirmed: whether the signer of a revision counts for it, e.g. a `ConfirmedKeys`.
    """
    known = {head.id: head for head in revisions}
    trusted = frozenset(head.id for head in known.values() if confirmed(head))
    effective = effective_withdrawals(known[name] for name in trusted)
    hidden = frozenset(
        target for name in effective if (target := known[name].withdraws) is not None
    )
    visible = {
        head.id: head
        for head in known.values()
        if head.kind is not Kind.WITHDRAWAL and head.id not in hidden
    }
    return StoreState(
        hidden=hidden,
        effective=effective,
        unconfirmed=frozenset(known) - hidden - trusted,
        shown=lineages(visible.values(), visible.keys()),
        official=lineages(
            (head for head in visible.values() if head.id in trusted), visible.keys()
        ),
        content_hash=content_hash(visible),
    )


def effective_withdrawals(confirmed: Iterable[RevisionHead]) -> frozenset[str]:
    """Ids of the withdrawals that no effective withdrawal withdraws.

    Args:
        confirmed: revisions whose signer counts; others than withdrawals are ignored.

    A withdrawal names the hash of what it withdraws, so it is always the younger one and there are
    no circles. They are decided from the youngest on, without recursion.
    """
    pending = {head.id: head for head in confirmed if head.withdraws is not None}
    undecided: dict[str, int] = defaultdict(int)
    for head in pending.values():
        undecided[head.withdraws or ""] += 1
    ready = [name for name in pending if not undecided[name]]
    struck: set[str] = set()
    effective: set[str] = set()
    while ready:
        name = ready.pop()
        target = pending[name].withdraws or ""
        if name not in struck:
            effective.add(name)
            struck.add(target)
        undecided[target] -= 1
        if not undecided[target] and target in pending:
            ready.append(target)
    return frozenset(effective)


def lineages(
    heads: Iterable[RevisionHead], received: Iterable[str] | None = None
) -> dict[ParkYear, Lineage]:
    """The lineage of each park and year.

    Args:
        heads: revisions that are neither hidden nor withdrawals.
        received: ids that are there; a parent outside them is a gap. Default: those of `heads`.
            A parent that is there but unconfirmed is no gap: no older file is wanting.
    """
    groups: dict[ParkYear, list[RevisionHead]] = defaultdict(list)
    for head in heads:
        groups[head.park, head.year].append(head)
    there = None if received is None else frozenset(received)
    return {key: _lineage(group, there) for key, group in sorted(groups.items())}


def _lineage(group: Iterable[RevisionHead], received: frozenset[str] | None) -> Lineage:
    submissions: list[RevisionHead] = []
    assessments: list[RevisionHead] = []
    for head in group:
        (assessments if head.is_assessment else submissions).append(head)
    submitted = _graph(submissions, received)
    assessed = _graph(assessments, received)
    judged = {head.id: head.judges for head in assessments}
    current = submitted.current
    stale = tuple(name for name in assessed.heads if current is None or judged[name] != current)
    return Lineage(submitted, assessed, stale)


def _graph(heads: list[RevisionHead], received: frozenset[str] | None) -> Graph:
    there = frozenset(head.id for head in heads) if received is None else received
    followed = {parent for head in heads for parent in head.parents}
    gaps = {
        head.id: missing
        for head in sorted(heads, key=lambda head: head.id)
        if (missing := tuple(parent for parent in head.parents if parent not in there))
    }
    return Graph(tuple(sorted(head.id for head in heads if head.id not in followed)), gaps)


def content_hash(ids: Iterable[str]) -> str:
    """SHA-256 of the sorted ids joined by LF, lower-case hex.

    Args:
        ids: of the revisions that are neither withdrawals nor hidden by an effective one.

    >>> content_hash(["b", "a"]) == content_hash(["a", "b", "a"])
    True
    """
    return hashlib.sha256("\n".join(sorted(set(ids))).encode("ascii")).hexdigest()


def conflict_id(park: str, year: int, heads: Iterable[str]) -> str:
    """Short name of a conflict: the same for the same heads, whatever their order.

    >>> conflict_id("G32001", 2025, ["a", "b"])
    '86bea7561d69'
    """
    text = "\n".join([park, str(year), *sorted(heads)])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def common_ancestor(heads: Mapping[str, RevisionHead], first: str, second: str) -> str | None:
    """Id of the nearest revision that both descend from, the two themselves included.

    Nearest: no other common ancestor descends from it; of several such ones that with the fewest
    steps to both, then the smallest id. None when they share nothing that is in `heads`.
    """
    steps_first, steps_second = _steps(heads, first), _steps(heads, second)
    common = steps_first.keys() & steps_second.keys()
    older = {parent for name in common for parent in heads[name].parents if parent in common}
    nearest = sorted(
        common - older, key=lambda name: (steps_first[name] + steps_second[name], name)
    )
    return nearest[0] if nearest else None


def _steps(heads: Mapping[str, RevisionHead], start: str) -> dict[str, int]:
    """Ancestors of `start` and itself, with the fewest steps to each."""
    steps: dict[str, int] = {}
    reached, count = [start] if start in heads else [], 0
    while reached:
        steps.update(dict.fromkeys(reached, count))
        count += 1
        reached = [
            parent
            for parent in dict.fromkeys(p for name in reached for p in heads[name].parents)
            if parent in heads and parent not in steps
        ]
    return steps
