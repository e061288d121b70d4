"""One page of the form: what its fields show, and what is done to them.

Widgets show `field(code)` and `messages(code)` and call the methods; every rule is behind the
session.

Source: interface.md, 填报; visual.md, Principles 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from gui.fill.blanks import is_blank_problem
from gui.fill.session_signals import SessionSignals
from gui.fill.value_words import Choices, choices_of
from gui.texts import Texts
from gui.widgets.labels import MINUS
from questionnaire.answers import Quality, State
from questionnaire.catalogue import FieldType
from questionnaire.messages import LocalText, Text, msg
from questionnaire.problems import Problem, Severity, beside_its_field
from services.field_views import FieldView, PageReader, PageView
from services.park_sessions import ParkSession
from services.session_values import Change, EditResult

MessageKind: TypeAlias = Literal["error", "warn", "note"]
LinkAction: TypeAlias = Literal["jump", "confirm", "accept", "state", "note", "list"]

STATES: dict[State | None, LocalText] = {
    None: LocalText("未填", "Not filled in"),
    State.NA: LocalText("不适用", "Not applicable"),
    State.NO_DATA: LocalText("暂无数据", "No data yet"),
}
"""What the state menu calls the states that are no value."""

_MOST_MESSAGES = 3
_SEPARATORS = re.compile("[；;]")
_LONGEST_CHANGE = len("+999.9 %")


@dataclass(frozen=True, slots=True)
class Link:
    """Something to press behind a message.

    Attributes:
        label: what it says.
        action: go to a field, explain a problem, take a proposal, change a reason or a note, show
            the list.
        argument: field code, problem id or proposed text.
    """

    label: Text
    action: LinkAction
    argument: str = ""


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A sentence under a field, with its links."""

    kind: MessageKind
    text: Text
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedText:
    """A text that a field could not take; it stays until it is corrected."""

    typed: str
    message: Text
    proposal: str | None


class PageViewModel(QObject):
    """The fields of the page that is shown.

    Args:
        session: the open file.
        signals: its changes as signals.
        texts: the language.
        page: 0 to 10.
    """

    refreshed = Signal()
    """After anything that the page shows may differ."""

    def __init__(
        self,
        session: ParkSession,
        signals: SessionSignals,
        texts: Texts,
        page: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.number = page
        self._session = session
        self._texts = texts
        self._refused: dict[str, RefusedText] = {}
        self._left: set[str] = set()
        self._shown: dict[str, tuple[tuple[Problem, ...], tuple[Problem, ...]]] = {}
        self._reader = PageReader(session, page)
        self._view: PageView
        self._fields: dict[str, FieldView] = {}
        self._is_stale = True  # what was read
        self._is_behind = False  # what is on the screen
        self._is_shown = False
        signals.changed.connect(self._follow)
        texts.language_changed.connect(self.refresh)

    # What is shown

    @property
    def view(self) -> PageView:
        """The page as it is now."""
        self._read()
        return self._view

    @property
    def year(self) -> int:
        """The year that is filled in."""
        return self._session.year

    @property
    def previous_year(self) -> int | None:
        """The year beside it; None when there is none."""
        before = self._session.previous
        return None if before is None else before.year

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._session.read_only

    def codes(self) -> tuple[str, ...]:
        """Codes of the fields and tables in form order."""
        self._read()
        return tuple(self._fields)

    def field(self, code: str) -> FieldView:
        """A field as it is now."""
        self._read()
        return self._fields[code]

    def choices(self, code: str) -> Choices:
        """What a choice field offers."""
        field = self._session.catalogue.fields[code]
        return choices_of(field, self._session.product.references, self._texts)

    def names_of_codes(self, code: str) -> str:
        """The codes that a field holds with their names; empty where it holds none of a list."""
        view = self.field(code)
        names = {item.code: item.label for item in view.suggestions}
        held = [item for item in _SEPARATORS.split(view.text) if item in names]
        return "；".join(f"{item} {names[item]}" for item in held)

    def refused(self, code: str) -> RefusedText | None:
        """The text that the field could not take; None when there is none."""
        return self._refused.get(code)

    def shown_value(self, code: str) -> object:
        """The value that an editor shows: what `AnswerSet.value` holds."""
        return self._session.answers.value(code)

    def is_visible(self, code: str) -> bool:
        """Whether the field is asked, or holds an answer or a refused text."""
        return self.field(code).asked or code in self._refused

    def problem(self, code: str) -> Literal["error", "warn", ""]:
        """The worst open problem of a field."""
        if code in self._refused:
            return "error"
        kinds = {item.severity for item in self._problems(code) if item.open}
        if Severity.HARD in kinds:
            return "error"
        return "warn" if kinds else ""

    def messages(self, code: str) -> tuple[MessageLine, ...]:
        """What stands under a field: refusal, reason of its state, problems."""
        lines = list(self._lines(code))
        if len(lines) <= _MOST_MESSAGES:
            return tuple(lines)
        more = msg("{n} more {n|problem|problems}", n=len(lines) - _MOST_MESSAGES + 1)
        last = MessageLine("note", more, (Link(msg("Show all"), "list", code),))
        return (*lines[: _MOST_MESSAGES - 1], last)

    def change(self, code: str) -> str:
        """The change on last year; beyond ±999 % only that, of a year none."""
        text = self.field(code).change
        if self.field(code).is_year:
            return ""
        if len(text) <= _LONGEST_CHANGE:
            return text
        return f"<{MINUS}999 %" if text.startswith(MINUS) else ">+999 %"

    # What is done

    def leave(self, code: str) -> None:
        """Take note that a field was left; from now on it says so when it is blank."""
        if code in self._fields and code not in self._left:
            self._left.add(code)
            if self.field(code).state is None:
                self.refresh()

    def enter(self, code: str, typed: object) -> None:
        """Take what was typed or chosen; a text that cannot be read stays with its message."""
        self._refused.pop(code, None)
        result = self._session.set_field(code, typed, initiator=self)
        self._keep(code, str(typed), result)

    def accept(self, code: str, proposal: str) -> None:
        """Take the proposed reading of a refused text."""
        self.enter(code, proposal)

    def set_state(self, code: str, state: State | None, reason: str = "") -> None:
        """Declare 不适用 or 暂无数据 with its reason; None makes the field 未填."""
        self._refused.pop(code, None)
        if state is None:
            result = self._session.erase_field(code, initiator=self)
        elif self.field(code).state is state:
            result = self._session.set_reason(self._place(code), reason, initiator=self)
        else:
            result = self._session.set_state(code, state, reason, initiator=self)
        self._keep(code, "", result)

    def set_note(self, code: str, note: str) -> None:
        """Write 填报说明 of the value; a blank takes it away."""
        self._keep(code, "", self._session.set_reason(code, note, initiator=self))

    def set_quality(self, code: str, letter: Quality | None) -> None:
        """Give the quality of the value."""
        self._keep(code, "", self._session.set_quality(code, letter, initiator=self))

    def confirm(self, code: str, problem: str, reason: str | None) -> Text | None:
        """Explain a soft problem; gives why that was refused, None when it was taken."""
        return self._session.confirm(problem, reason, initiator=self).refused

    def show(self) -> None:
        """Begin to follow the session: the page is on the screen."""
        self._is_shown = True
        if self._is_behind:
            self.refresh()

    def hide(self) -> None:
        """Follow the session only when shown again."""
        self._is_shown = False

    def refresh(self) -> None:
        """Read everything anew when it is asked for."""
        self._is_stale = True
        self._is_behind = not self._is_shown
        if self._is_shown:
            self.refreshed.emit()

    # What the methods above rest on

    def _place(self, code: str) -> str:
        """Where an answer lies: of a level at its graded indicator."""
        field = self.field(code)
        return field.indicator if field.kind is FieldType.LEVEL else code

    def _keep(self, code: str, typed: str, result: EditResult) -> None:
        if result.refused is not None:
            self._refused[code] = RefusedText(typed, result.refused, result.proposal)
        if result.refused is not None or not result.changed:
            self.refresh()

    def _follow(self, change: Change) -> None:
        if change.year:
            self._refused.clear()
            self._left.clear()
        elif change.initiator is not self:
            for code in change.codes:
                self._refused.pop(code, None)
        self.refresh()

    def _read(self) -> None:
        if self._is_stale:
            self._view = self._reader.read(self._texts.language)
            fields = (field for group in self._view.groups for field in group.fields)
            self._fields = {field.code: field for field in fields}
            self._is_stale = False

    def _lines(self, code: str) -> Iterator[MessageLine]:
        field, refused = self.field(code), self._refused.get(code)
        if refused is not None:
            yield MessageLine("error", refused.message, _accepting(refused.proposal))
        if field.state in (State.NA, State.NO_DATA):
            change = (Link(msg("Change the reason"), "state", field.state.value),)
            links = () if self.read_only else change
            yield MessageLine("note", msg("Reason: {reason}", reason=field.reason or "–"), links)
        elif field.reason:
            links = () if self.read_only else (Link(msg("Change the note"), "note"),)
            yield MessageLine("note", msg("Note: {note}", note=field.reason), links)
        for problem in self._problems(code):
            yield self._line_of(code, problem)

    def _problems(self, code: str) -> tuple[Problem, ...]:
        """The problems to show: not those of cells, and blanks only once the field was left."""
        found = self.field(code).problems
        known = self._shown.get(code)
        if known is None or known[0] is not found:  # a ledger can have very many
            known = found, tuple(item for item in found if not _is_cell(item.id))
            self._shown[code] = known
        if code in self._left:
            return known[1]
        return tuple(item for item in known[1] if not is_blank_problem(self._session, item))

    def _line_of(self, code: str, problem: Problem) -> MessageLine:
        links = list(self._jumps(code, problem))
        if problem.severity is Severity.HARD:
            return MessageLine("error", beside_its_field(problem.message), tuple(links))
        if problem.confirmed is not None:
            text: Text = msg("Explained: {reason}", reason=problem.confirmed)
            label = msg("Change the reason")
        else:
            text, label = beside_its_field(problem.message), msg("Explain")
        if not self.read_only:
            links.append(Link(label, "confirm", problem.id))
        return MessageLine("warn" if problem.open else "note", text, tuple(links))

    def _jumps(self, code: str, problem: Problem) -> Iterator[Link]:
        """To the first other field that the problem rests on."""
        known = self._session.catalogue.fields
        others = [name for name in problem.fields if name != code and name in known]
        for name in others[:1]:
            yield Link(msg("Go to {field}", field=known[name].label), "jump", name)


def _accepting(proposal: str | None) -> tuple[Link, ...]:
    if proposal is None:
        return ()
    return (Link(msg("Take {value}", value=proposal), "accept", proposal),)


def _is_cell(problem_id: str) -> bool:
    """Whether a problem belongs to a cell; the table shows it there."""
    return problem_id.startswith("table:") and problem_id.count(":") == 2
