"""A store as it is shown: lineage, current revisions, answers with their assessment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from merging.contents import answers_of, with_assessment
from merging.lineage import ConfirmedKeys, Lineage, RevisionHead, StoreState, official_state
from merging.revision import Revision, read_revision
from questionnaire.answers import AnswerSet
from questionnaire.catalogue import Catalogue
from questionnaire.messages import msg
from services.errors import UnknownItem

if TYPE_CHECKING:
    from db.records import SignerRecord
    from db.store import Store

SignerState: TypeAlias = Literal["confirmed", "unconfirmed"]


@dataclass(frozen=True, slots=True)
class Current:
    """The current submission of a park and year, with the assessment that is used.

    Attributes:
        signer_state: whether the submission counts for official figures.
        pending_assessment: id of an assessment that judges another submission (待复评).
    """

    submission: Revision
    assessment: Revision | None
    signer_state: SignerState
    pending_assessment: str | None


def confirmed_keys(signers: Iterable[SignerRecord]) -> ConfirmedKeys:
    """Whose signature counts for what, by the states of a store's keys."""
    confirmed = [signer for signer in signers if signer.status == "confirmed"]
    return ConfirmedKeys(
        {signer.fingerprint: frozenset({signer.park}) for signer in confirmed if signer.park},
        frozenset(signer.fingerprint for signer in confirmed if signer.office),
    )


class StoreView:
    """Reads a store once and answers questions about it; make a new one after a change."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue
        self._answers: dict[tuple[str, int], AnswerSet] = {}
        self._read: tuple[tuple[str, int], Current | None] | None = None

    @cached_property
    def heads(self) -> dict[str, RevisionHead]:
        """All revisions in their light form, by id."""
        return {head.id: head for head in self._store.heads()}

    @cached_property
    def confirmed_keys(self) -> ConfirmedKeys:
        """Whose signature counts for what."""
        return confirmed_keys(self._store.signers())

    @cached_property
    def state(self) -> StoreState:
        """Lineage of everything, withdrawals applied."""
        return official_state(self.heads.values(), self.confirmed_keys)

    def years(self, park: str) -> tuple[int, ...]:
        """Years of which the store shows something of this park."""
        return tuple(sorted(year for code, year in self.state.shown if code == park))

    def parks(self, year: int) -> tuple[str, ...]:
        """Codes of the parks of which the store shows something of this year."""
        return tuple(sorted(code for code, of_year in self.state.shown if of_year == year))

    def newest_year(self) -> int:
        """The newest year of any park.

        Raises:
            UnknownItem: the store is empty.
        """
        if not self.state.shown:
            raise UnknownItem(
                msg("The store holds no submission."), msg("Merge submissions into it first.")
            )
        return max(year for _, year in self.state.shown)

    def current(self, park: str, year: int) -> Current | None:
        """What counts for a park and year; None when nothing does, or in a conflict.

        The confirmed revisions decide; only where there are none, those of unconfirmed signers are
        shown.
        """
        if self._read is None or self._read[0] != (park, year):  # mostly asked for twice in a row
            self._read = ((park, year), self._read_current(park, year))
        return self._read[1]

    def _read_current(self, park: str, year: int) -> Current | None:
        lineage = self.lineage(park, year)
        if lineage is None or lineage.submission is None:
            return None
        official = self._official(park, year)
        used = lineage.assessment
        return Current(
            submission=self.revision(lineage.submission),
            assessment=self.revision(used) if used else None,
            signer_state="confirmed" if official is lineage else "unconfirmed",
            pending_assessment=lineage.stale[0] if lineage.stale else None,
        )

    def lineage(self, park: str, year: int) -> Lineage | None:
        """The lineage that counts: the official one if it has submissions, else the shown one."""
        official = self._official(park, year)
        return official or self.state.shown.get((park, year))

    def history(self, park: str) -> dict[int, AnswerSet]:
        """Current answers of a park by year, each with its assessment laid over it."""
        return {
            year: answers
            for year in self.years(park)
            if (answers := self._answers_of(park, year)) is not None
        }

    def answers(self, park: str, year: int) -> AnswerSet:
        """Current answers of a park and year, its assessment laid over them.

        Raises:
            UnknownItem: nothing counts for the year.
        """
        found = self._answers_of(park, year)
        if found is None:
            raise UnknownItem(
                msg("The store has nothing for {year}.", year=year),
                msg("Merge submissions into it first."),
            )
        return found

    def revision(self, name: str) -> Revision:
        """A revision by its id."""
        return read_revision(self._store.payload(name))

    def _official(self, park: str, year: int) -> Lineage | None:
        lineage = self.state.official.get((park, year))
        return lineage if lineage is not None and lineage.submissions.heads else None

    def _answers_of(self, park: str, year: int) -> AnswerSet | None:
        key = (park, year)
        if key not in self._answers:
            current = self.current(park, year)
            if current is None:
                return None
            answers = answers_of(current.submission, self._catalogue)
            if current.assessment is not None:
                answers = with_assessment(answers, current.assessment, self._catalogue)
            self._answers[key] = answers
        return self._answers[key]
