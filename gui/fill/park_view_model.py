"""The open park file as its workspace shows it: pages, years, problems, saving, undo.

Source: interface.md, 填报; visual.md, 填报.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QObject, Signal

from gui.fill.blanks import ProblemCounter, is_blank_problem
from gui.fill.page_list_model import PageEntry
from gui.fill.session_signals import SessionSignals
from gui.settings import RecentFile
from gui.texts import Texts
from gui.workspaces import ProblemCounts
from questionnaire.catalogue import FieldType
from questionnaire.errors import GreenparkError
from questionnaire.messages import Text, msg
from questionnaire.problems import Problem, Severity
from services.number_words import choice_labels
from services.park_sessions import ParkSession
from services.session_values import Change, EditResult, SaveState

LEDGERS = {8: "enterprises", 10: "evidence"}
"""Pages that are told by the rows of their main table, not by answers."""


class ParkViewModel(QObject):
    """What the workspace shows around its pages.

    Args:
        session: the open file.
        signals: its changes as signals.
        texts: the language.
    """

    refreshed = Signal()
    """After pages, counts, years or undo may differ."""
    saved = Signal(str)
    """With the time at which everything came to the disk; empty while an edit is on its way."""
    failed = Signal(object)
    """With the `SaveState` when writing stopped."""

    def __init__(
        self,
        session: ParkSession,
        signals: SessionSignals,
        texts: Texts,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._texts = texts
        self._counter = ProblemCounter(session)
        self._entries: tuple[PageEntry, ...] | None = None
        signals.changed.connect(self._follow)
        signals.saved.connect(self._tell_saved)

    # What is shown

    @property
    def park_name(self) -> str:
        """Name of the park."""
        return self._session.park_name

    @property
    def year(self) -> int:
        """The year that is filled in."""
        return self._session.year

    @property
    def years(self) -> Sequence[int]:
        """Years of the file, newest first."""
        return tuple(reversed(self._session.years))

    @property
    def counts(self) -> ProblemCounts:
        """Open problems of all pages."""
        entries = self.entries()
        return ProblemCounts(
            sum(item.hard for item in entries),
            sum(item.soft for item in entries),
            not self._session.is_checked,
        )

    @property
    def filled(self) -> int:
        """Answers given on all pages."""
        return sum(entry.filled for entry in self.entries())

    @property
    def asked(self) -> int:
        """Answers asked for on all pages."""
        return sum(entry.asked for entry in self.entries())

    def entries(self) -> tuple[PageEntry, ...]:
        """The pages with their progress and problems."""
        if self._entries is None:
            fields = self._session.catalogue.fields
            unchecked = {fields[c].page for c in self._session.unchecked if c in fields}
            self._entries = tuple(
                PageEntry(
                    page.number,
                    page.label,
                    page.short,
                    *self._session.progress(page.number),
                    *self._counter.counts_of(page.number),
                    self._ledger_rows(page.number),
                    page.number in unchecked,
                )
                for page in self._session.catalogue.pages
            )
        return self._entries

    def about(self) -> str:
        """Where the park is and of which level, in a few words."""
        words = [self._choice_word(code) for code in ("park_level", "park_city")]
        return " · ".join(word for word in words if word)

    def title(self) -> str:
        """File, park and year for the title bar."""
        year = self._texts.tr(msg("Year {year}", year=self._session.year))
        return f"{self._session.park_name} {year}"

    def recent_entry(self) -> RecentFile:
        """What the start page shall say of the file; without a result where there is none yet."""
        session = self._session
        years = ", ".join(str(year) for year in session.years)
        entry = RecentFile(str(session.path), "park", "", session.park_name, years)
        try:
            card = session.scorecard
        except GreenparkError:
            return entry
        total = "" if card.total_printed is None else str(card.total_printed)
        return RecentFile(
            entry.location, "park", "", entry.name, years, total, card.grade or "",
            card.code.k_grade or 0, card.code.status,
        )  # fmt: skip

    def note(self) -> Text | None:
        """What has to be told about the file: read-only, or found after a crash."""
        if self._session.read_only:
            return msg("Read-only: another window writes this file. Nothing can be changed here.")
        return self._session.recovered

    def undo_text(self) -> Text | None:
        """What undo takes back; None when there is nothing."""
        return self._session.undo_text

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return self._session.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone edit."""
        return self._session.can_redo

    # What is done

    def undo(self) -> tuple[Text | None, str]:
        """Take the newest edit back; what it was, and the code of its field or table."""
        return self._replay(self._session.undo, self._session.undo_text)

    def redo(self) -> tuple[Text | None, str]:
        """Carry the newest undone edit out again; what it was, and its field or table."""
        _, code = self._replay(self._session.redo, None)
        return self._session.undo_text, code

    def choose_year(self, year: int) -> None:
        """Show another year of the file."""
        if year != self._session.year and year in self._session.history:
            self._session.choose_year(year)

    def add_year(self, year: int) -> EditResult:
        """Make the next year from the newest one and show it."""
        return self._session.add_year(year)

    def problems(self) -> tuple[Problem, ...]:
        """All problems: hard ones, those to explain, blanks, then the explained ones."""
        order = ("error", "warn", "blank", "note")
        return tuple(
            sorted(self._session.problems, key=lambda item: order.index(self.kind_of(item)))
        )

    def no_problems(self) -> Text:
        """What to say where no problem is found: there is none, or rows are still being checked."""
        if self._session.is_checked:
            return msg("There are no problems.")
        return msg("The rows of large tables are still being checked.")

    def kind_of(self, problem: Problem) -> Literal["error", "warn", "blank", "note"]:
        """To correct, to explain, not filled in yet, or explained."""
        if problem.severity is Severity.HARD:
            return "blank" if is_blank_problem(self._session, problem) else "error"
        return "warn" if problem.open else "note"

    def code_of(self, problem: Problem) -> str:
        """The field or table at which a problem is shown; empty for none."""
        known = self._session.catalogue.fields
        return next((code for code in problem.fields if code in known), "")

    def page_of(self, code: str) -> int:
        """The page of a field or table."""
        return self._session.catalogue.fields[code].page

    # What the methods above rest on

    def _replay(self, act: object, text: Text | None) -> tuple[Text | None, str]:
        touched: list[Change] = []
        end = self._session.subscribe(touched.append)
        try:
            done = bool(act()) if callable(act) else False
        finally:
            end()
        known = self._session.catalogue.fields
        codes = [
            code
            for change in touched
            if not change.year
            for code in sorted(change.codes)
            if code in known
        ]
        return (text if done else None), (codes[0] if codes else "")

    def _follow(self, change: Change) -> None:
        self._entries = None
        if not self._session.read_only and self._session.save_state.pending:
            self.saved.emit("")
        self.refreshed.emit()

    def _tell_saved(self, state: SaveState) -> None:
        now = self._session.save_state
        if now.failure is not None:
            self.failed.emit(now)
        elif now.pending or now.saved_at is None:
            self.saved.emit("")
        else:
            self.saved.emit(now.saved_at.astimezone().strftime("%H:%M:%S"))

    def _ledger_rows(self, page: int) -> int | None:
        table = LEDGERS.get(page)
        return None if table is None else len(self._session.answers.rows(table))

    def _choice_word(self, code: str) -> str:
        field = self._session.catalogue.fields.get(code)
        value = self._session.answers.value(code)
        if field is None or value is None:
            return ""
        if field.type is not FieldType.CHOICE:
            return str(value)
        found = choice_labels(field, self._session.product.references).get(str(value))
        return str(value) if found is None else self._texts.tr(found)
