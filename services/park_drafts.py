"""What is behind a park session: the file with its edit log, undo, other years.

`services.park_sessions.ParkSession` adds the edits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from db.edits import EditGroup, LoggedEdit, Place, changes
from db.errors import DbError
from db.park_file import ParkFile
from db.replay import apply_edits
from questionnaire.answer_scope import indicator_of
from questionnaire.answers import History
from questionnaire.catalogue import FieldType
from questionnaire.messages import Message, msg
from questionnaire.problems import Problem, Severity
from services.bootstrap import Product
from services.draft_edits import Edits, confirmation_edits
from services.draft_writer import DraftWriter, Found, WriteStep
from services.edit_effects import EditEffect, effect_of
from services.editing import without_lapsed
from services.environment import Environment
from services.errors import UnknownItem
from services.late_checks import check_of
from services.many_rows import without_collections
from services.park_saving import OPEN_MARK, crash_note, mark_open, save_copy, unsaved
from services.parks import LOCAL_AUTHOR, next_year
from services.prepared_imports import PreparedImport
from services.session_values import Change, EditResult, SaveState
from services.shown_park import ShownPark
from services.undo_history import Replay, UndoHistory

MANY = 1000
"""Of a step of more edits the answers before and after are kept, so that undo takes no time."""

_UNCHANGED = EditResult()


class ParkDraft(ShownPark):
    """An open park file, and how edits of the year that is shown are carried out.

    Attributes:
        read_only: whether edits are refused, because another window writes the file.
        recovered: what was found after a crash; None when the file had been closed.
        author: whom the edit log names.
    """

    def __init__(
        self, product: Product, environment: Environment, park: ParkFile, history: History
    ) -> None:
        """Take over an open file; `open` is the door."""
        super().__init__(product, environment, park.path, history)
        groups = park.groups()
        self.read_only = park.read_only
        self.recovered = None if park.read_only else crash_note(park.meta(), groups)
        self.author = LOCAL_AUTHOR
        if not park.read_only:
            mark_open(park, environment.timestamp())
        self._writer = DraftWriter(
            park, self._reopened, lambda: environment.now().astimezone(), self._tell_saved
        )
        self._undo = UndoHistory(groups, self._edits_of_group)
        self._on_saved: list[Callable[[SaveState], None]] = []

    @classmethod
    def open(
        cls, product: Product, environment: Environment, path: Path, *, read_only: bool = False
    ) -> Self:
        """Open a park file and show its newest year; large tables are read by `check_more`.

        Args:
            product: the shipped data.
            environment: clock, keys and new ids.
            path: the file.
            read_only: leave writing to another window.

        Raises:
            DbError: as `ParkFile.open`; `FileLocked` when another window writes it.
            UnknownItem: the file holds no answers.
        """
        park = ParkFile.open(path, product.catalogue, read_only=read_only)
        try:
            with without_collections():
                return cls(product, environment, park, park.history_on_demand())
        except BaseException:
            park.close()
            raise

    # Years

    def choose_year(self, year: int, initiator: object = None) -> None:
        """Show another year.

        Raises:
            UnknownItem: the file has no answers for it.
        """
        if year not in self.history:
            raise UnknownItem(
                msg("The file has no answers for {year}.", year=year),
                msg("It has: {years}.", years=", ".join(map(str, self.years))),
            )
        self._show(self._evaluate(self.history, year), initiator)

    def add_year(self, year: int, initiator: object = None) -> EditResult:
        """Make the answers of a new year from the newest ones, as `roll`, and show it."""
        if year in self.history:
            return EditResult(refused=msg("The file already has answers for {year}.", year=year))
        if self.read_only:
            return read_only_refusal()
        after, _ = next_year(self.product, self.environment, self.history, year)
        edits = changes(None, after, self.catalogue)
        history = apply_edits(self.history, edits, self.catalogue)
        self._record(edits, "roll")
        self._show(self._evaluate(history, year), initiator)
        return EditResult(changed=True)

    def take_import(self, prepared: PreparedImport, initiator: object = None) -> EditResult:
        """Take an import as one step, and show its year; at once, however many rows it has.

        It is refused when anything was edited since it was prepared.
        """
        if self.read_only:
            return read_only_refusal()
        if prepared.base is not self.history:
            return EditResult(
                refused=msg("The answers have changed since the file was read. Import it again.")
            )
        if not prepared.edits:
            return _UNCHANGED
        self._record(prepared.edits, "import", states=(prepared.base, prepared.live.history))
        self._show(prepared.live, initiator)
        return EditResult(changed=True)

    # Undo

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back, also of earlier sessions."""
        return not self.read_only and self._undo.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone edit to carry out again."""
        return not self.read_only and self._undo.can_redo

    @property
    def undo_text(self) -> Message | None:
        """What `undo` would take back; None when there is nothing."""
        if not self.can_undo:
            return None
        return self._undo.next_text(self.catalogue)

    def undo(self, initiator: object = None) -> bool:
        """Take the newest edit back; False when there is none. Shows the year it was made in."""
        return self.can_undo and self._replay("undo", self._undo.undo(self.history), initiator)

    def redo(self, initiator: object = None) -> bool:
        """Carry the newest undone edit out again; False when there is none."""
        return self.can_redo and self._replay("redo", self._undo.redo(self.history), initiator)

    def history_of(self, code: str, row_id: str = "", column: str = "") -> tuple[LoggedEdit, ...]:
        """The edits of a field, row or cell of the year, oldest first, once all is written.

        Raises:
            DbError: the file cannot be read.
        """
        if column:
            place = Place(self.year, "cell", code, row_id, column)
        elif row_id:
            place = Place(self.year, "row", code, row_id)
        elif code in self.catalogue.fields and (
            self.catalogue.fields[code].type is FieldType.LEVEL
        ):
            place = Place(self.year, "mark", indicator_of(code), role="self")
        else:
            place = Place(self.year, "answer", code)
        return self.log_of(place)

    def log_of(self, place: Place) -> tuple[LoggedEdit, ...]:
        """The edits of a place, oldest first, once all is written.

        Raises:
            DbError: the file cannot be read.
        """
        return self._writer.ask(lambda park: park.edit_log(place))

    # Listeners and the disk

    def on_saved(self, callback: Callable[[SaveState], None]) -> Callable[[], None]:
        """Hear on the writer's thread how far the file is; gives the function that ends it."""
        self._on_saved.append(callback)
        return lambda: self._on_saved.remove(callback)

    @property
    def save_state(self) -> SaveState:
        """How far the file is."""
        return self._writer.state

    def wait_saved(self, timeout_s: float | None = None) -> SaveState:
        """Wait until everything queued was written or tried, or the time is over."""
        return self._writer.wait(timeout_s)

    def work_on_file(self, work: Callable[[ParkFile], Found]) -> Found:
        """Let a use case work on the file of the session, after all edits were written.

        Raises:
            Unsaved: edits could not be written, so the file is behind what is shown.
            GreenparkError: the work failed.
        """
        state = self.wait_saved()
        if state.pending:
            raise unsaved(self.path.name, state.pending, state.failure)
        return self._writer.ask(work)

    def retry_saving(self) -> None:
        """Try again to write what could not be written; returns at once."""
        self._writer.retry()

    def save_elsewhere(self, path: Path) -> Message | None:
        """Write everything, unsaved edits included, to another file and go on in it.

        Returns:
            A note when the present file cannot be read any more and only answers were saved.

        Raises:
            DbError: the other file cannot be written; the session stays as it is.
        """
        self._writer.wait()
        park, note = save_copy(self._writer, path, self.catalogue, self.environment, self.history)
        self.path = path
        self._writer.move_to(park, self._reopened)
        if note is not None:  # a rescued file has a log of its own
            self._undo = UndoHistory(park.groups(), self._edits_of_group)
        self.read_only = False
        return note

    def close(self, *, discard: bool = False) -> None:
        """Wait for the writer and close the file; a closed session stays closed.

        Args:
            discard: close although edits cannot be written; they are lost.

        Raises:
            Unsaved: edits cannot be written; the session stays open.
        """
        if self._writer.is_closed:
            return
        self._writer.retry()
        state = self._writer.wait()
        if state.pending and not discard:
            raise unsaved(self.path.name, state.pending, state.failure)
        try:
            if not self.read_only and not state.pending:
                self._writer.ask(lambda park: park.clear_meta(OPEN_MARK))
        except DbError as error:
            if not discard:
                raise unsaved(self.path.name, 0, error.message) from error
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close(discard=error is not None)

    # Inside

    def _commit(
        self,
        edits: Edits,
        reason: str,
        initiator: object,
        *,
        rows: tuple[str, ...] = (),
        given: frozenset[str] = frozenset(),
        evidence: tuple[bytes, str] | None = None,
    ) -> EditResult:
        """Carry out edits of the year as one step; confirmations that they end lapse with them."""
        if self.read_only:
            return read_only_refusal()
        if not edits:
            return _UNCHANGED
        before = self.history
        earlier = self.problems if self.answers.confirmed else ()
        effect = self._follow(edits)
        lapsed = self._lapsed(effect, earlier, given)
        if lapsed:
            ended = self._follow(lapsed)
            edits += lapsed
            effect = EditEffect(
                effect.codes, effect.cells, effect.rows, effect.moved, ended.confirmed
            )
        states = (before, self.history) if len(edits) > MANY else None
        self._record(edits, reason, evidence, states)
        self._tell(effect, initiator)
        return EditResult(changed=True, rows=rows)

    def _follow(self, edits: Edits, after: History | None = None) -> EditEffect:
        """Go on with the answers after some edits of the year, given or to be worked out."""
        effect = effect_of(edits)
        history = after or apply_edits(self.history, edits, self.catalogue)
        if self._is_most(effect):
            self._live = self._evaluate(history, self.year)
        else:
            self._live.follow(history, effect)
        return effect

    def _is_most(self, effect: EditEffect) -> bool:
        """Whether so many rows are touched that working all out anew is quicker."""
        touched = sum(map(len, effect.rows.values()))
        known = sum(len(self.answers.rows(table)) for table in effect.rows)
        return touched > MANY and touched > known / 2

    def _lapsed(
        self, effect: EditEffect, earlier: tuple[Problem, ...], given: frozenset[str]
    ) -> Edits:
        """The end of confirmations that rest on what changed."""
        if not self.answers.confirmed or not effect.codes:
            return ()
        problems = (*self.problems, *earlier, *self._possible_problems())
        kept = without_lapsed(self.answers, effect.codes, problems, given).confirmed
        gone = sorted(self.answers.confirmed.keys() - kept.keys())
        return tuple(edit for name in gone for edit in confirmation_edits(self.answers, name, None))

    def _possible_problems(self) -> Iterator[Problem]:
        """The confirmed problems that may be there, for their checks were not run yet."""
        if self.is_checked:
            return
        plan = self.product.check_plan
        for name in self.answers.confirmed:
            check = check_of(name)
            found = plan.value_checks.get(check) or plan.cross_checks.get(check)
            if found is not None:
                yield Problem(Severity.SOFT, name, found.fields, "")

    def _record(
        self,
        edits: Edits,
        reason: str,
        evidence: tuple[bytes, str] | None = None,
        states: tuple[History, History] | None = None,
    ) -> None:
        self._undo.record(edits, states)
        group = EditGroup(self.author, self.environment.timestamp(), reason, edits)
        self._writer.put(WriteStep("edit", group, evidence))

    def _replay(self, action: str, replay: Replay, initiator: object) -> bool:
        edits = replay.edits
        group = EditGroup(self.author, self.environment.timestamp(), action, ())
        step = WriteStep("undo" if action == "undo" else "redo", group)
        years = {edit.place.year for edit in edits}
        if years == {self.year} and all(edit.place.kind != "set" for edit in edits):
            effect = self._follow(edits, replay.history)
            self._writer.put(step)  # last, so that writing takes no time from working out
            self._tell(effect, initiator)
            return True
        history = replay.history or apply_edits(self.history, edits, self.catalogue)
        self._writer.put(step)
        there = sorted(years & history.keys())
        year = there[-1] if there else max(history)
        self._show(self._evaluate(history, year), initiator)
        return True

    def _tell(self, effect: EditEffect, initiator: object) -> None:
        rows = {table: ids for table, ids in effect.rows.items() if table not in effect.moved}
        tables = effect.codes & self.catalogue.tables.keys()
        change = Change(
            effect.codes, tables, score=bool(effect.codes), initiator=initiator, rows=rows
        )
        self._announce(change)

    def _tell_saved(self, state: SaveState) -> None:
        for callback in tuple(self._on_saved):
            callback(state)

    def _reopened(self) -> ParkFile:
        return ParkFile.open(self.path, self.catalogue)

    def _edits_of_group(self, number: int) -> Edits:
        logged = self._writer.ask(lambda park: park.edit_log(group=number))
        return tuple(item.edit for item in logged)


def read_only_refusal() -> EditResult:
    """The answer to every edit of a file that another window writes."""
    return EditResult(refused=msg("The file is open for reading only; another window writes it."))
