"""One field of the form: mark, label, input, unit, last year, change, state, evidence, messages.

Source: visual.md, 填报; interface.md, 填报; mockups/fill-1440-light.png.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QEnterEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.field_inputs import (
    Editor,
    InputAnswer,
    commit_input,
    input_for,
    is_half_typed,
    line_of,
    name_input,
    show_answer,
)
from gui.fill.field_menu import field_menu, leave_menu_to_field
from gui.fill.field_messages import FieldMessages, ReasonLine
from gui.fill.level_editor import LevelEditor
from gui.fill.long_editor import LongEditor
from gui.fill.page_view_model import STATES, Link, PageViewModel
from gui.fill.pasted_files import files_of, pasted_files
from gui.fill.problem_mark import ProblemMark
from gui.fill.row_places import RowParts, place_parts
from gui.fill.state_menu import StateMenu
from gui.style import set_role
from gui.tokens import ICON_PX
from gui.widgets.labels import ElidedLabel, label
from questionnaire.answers import State
from questionnaire.catalogue import FieldType
from questionnaire.messages import LocalText, Text, msg
from services.field_views import FieldView

_SHORT_STATES: Mapping[State, LocalText] = MappingProxyType(
    {State.NA: LocalText("不适用", "N/A"), State.NO_DATA: LocalText("暂无数据", "No data")}
)
"""Words of the states that fit their column."""
_READ_ONLY = msg("The file is open for reading only; another window writes it.")
_WIDE = frozenset({FieldType.TEXT, FieldType.CHOICE, FieldType.LEVEL})


class FieldRow(QWidget):
    """A field with everything that belongs to it.

    Args:
        context: what every view is given.
        model: the page of the field.
        code: field code; not of a table.
    """

    evidence_wanted = Signal(str, object)
    """With the field code and the paths of dropped files; an empty tuple asks for a file."""
    jump_wanted = Signal(str)
    """With the code of another field."""
    list_wanted = Signal(str)
    """With the field code: all its problems shall be listed."""
    history_wanted = Signal(str)
    """With the field code: its edits shall be shown."""
    grown = Signal()
    """After the row needs another height."""

    def __init__(
        self, context: Context, model: PageViewModel, code: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.code = code
        self._context = context
        self._model = model
        self._wants: Callable[[str], None] | None = None
        view = model.field(code)
        self._is_wide = view.kind in _WIDE
        self.editor = self._make_editor(view)
        self._mark = ProblemMark(context, self)
        self._label = label("", "", self)
        self._label.setWordWrap(True)
        self._label.setBuddy(self.editor)
        self._unit = label("", "note", self)
        self._last, self._change = self._number(), self._number()
        self._state = self._make_state()
        self._clip = self._tool_button()
        self._clip.clicked.connect(lambda: self.evidence_wanted.emit(code, ()))
        self._messages = FieldMessages(context, self)
        self._messages.pressed.connect(self._follow_link)
        self._note = label("", "note", self)
        self._note.setWordWrap(True)
        self._reason = ReasonLine(self)
        self._reason.hide()
        self._reason.given.connect(self._take_reason)
        self._reason.dropped.connect(self._end_reason)
        self._parts = self._all_parts()
        self._is_busy = False
        self._state_shown: object = None
        leave_menu_to_field(self.editor)
        self.setAcceptDrops(True)
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), self.sizePolicy().Policy.Fixed)
        self._chain_tabs()
        self.refresh()

    # What is shown

    def refresh(self) -> None:
        """Show the field as it is now; nothing is done when it is as it was."""
        view, messages = self._model.field(self.code), self._model.messages(self.code)
        theme = self._context.theme
        look = (self._context.texts.language, theme.tokens, theme.scale, self._model.read_only)
        state = (view, messages, self._model.refused(self.code), look)
        if state == self._state_shown:
            return
        # What is half typed stays, so the answer is still to be shown.
        self._state_shown = None if is_half_typed(self.editor) else state
        self.setVisible(self._model.is_visible(self.code))
        self._label.setText(view.label.replace("&", "&&"))  # a lone one would mark a letter
        name_input(self.editor, view, self._model.choices(self.code))
        self._show_value(view)
        self._unit.setText("" if self._is_wide else view.unit)
        self._show_last_year(view)
        self._show_tip(view)
        self._show_state(view)
        self._show_clip(view)
        for button in (self._state, self._clip):
            button.setIconSize(QSize(theme.px(ICON_PX), theme.px(ICON_PX)))
        self.show_activity()
        self._mark.show_problem(self._model.problem(self.code))
        self._note.setText(self._level_text(view) or self._model.names_of_codes(self.code))
        if self._messages.show_lines(messages):
            tr = self._context.texts.tr
            self._mark.setToolTip("\n".join(tr(line.text) for line in messages))
            self._chain_tabs()
        self._place()

    def messages(self) -> FieldMessages:
        """The lines under the field."""
        return self._messages

    def reason_line(self) -> ReasonLine:
        """The line in which a reason is typed."""
        return self._reason

    def state_button(self) -> QToolButton:
        """The button with the menu of states."""
        return self._state

    def clip_button(self) -> QToolButton:
        """The evidence clip."""
        return self._clip

    def input_right(self) -> int:
        """Where the input ends, for alignment."""
        return self.editor.geometry().right()

    # What is done

    def focus_editor(self) -> None:
        """Put the cursor into the input."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        line = line_of(self.editor)
        if line is not None:
            line.selectAll()

    def commit(self) -> None:
        """Hand over what was typed."""
        commit_input(self.editor)

    def choose_state(self, state: State | None) -> None:
        """Make the field 未填, or ask for the reason of 不适用 or 暂无数据."""
        if self._model.read_only or self._model.field(self.code).computed:
            return
        self.commit()
        if state is None:
            self._model.set_state(self.code, None)
            return
        view = self._model.field(self.code)
        known = view.reason if view.state is state else ""
        prompt = msg("Why “{state}”? Enter takes it, Esc drops it.", state=STATES[state])
        self._ask(known, prompt, lambda reason: self._model.set_state(self.code, state, reason))

    def explain(self, problem: str) -> None:
        """Ask for the reason that confirms a soft problem."""
        known = next(
            (
                item.confirmed or ""
                for item in self._model.field(self.code).problems
                if item.id == problem
            ),
            "",
        )
        prompt = msg("Why is the value right? At least 5 characters.")
        self._ask(known, prompt, lambda reason: self._confirm(problem, reason))

    def write_note(self) -> None:
        """Ask for 填报说明 of the value."""
        prompt = msg("How did the value come about? Enter takes it, Esc drops it.")
        known = self._model.field(self.code).reason
        self._ask(known, prompt, lambda note: self._model.set_note(self.code, note))

    def open_menu(self) -> None:
        """Open the menu of states."""
        self._state.showMenu()

    # Making

    def _make_editor(self, view: FieldView) -> Editor:
        made = input_for(view, self._context)
        if isinstance(made, LevelEditor):
            made.pointed.connect(lambda _: self._note.setText(self._level_text(None)))
        elif isinstance(made, LongEditor):
            made.grown.connect(self._place)
        made.setObjectName(f"field.{self.code}")
        made.committed.connect(self._enter)
        made.setParent(self)
        return made

    def _enter(self, typed: object) -> None:
        self._model.enter(self.code, typed)
        self._show_value(self._model.field(self.code))  # also where only the wording was another

    def _number(self) -> ElidedLabel:
        made = ElidedLabel("", parent=self)
        set_role(made, "role", "label")
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return made

    def _make_state(self) -> QToolButton:
        """The button with the menu of states and qualities."""
        button = self._tool_button()
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = self._states = StateMenu(self._context, button)
        menu.aboutToShow.connect(self._offer_states)
        menu.state_chosen.connect(self.choose_state)
        menu.quality_chosen.connect(lambda letter: self._model.set_quality(self.code, letter))
        menu.note_wanted.connect(self.write_note)
        menu.history_wanted.connect(lambda: self.history_wanted.emit(self.code))
        menu.evidence_wanted.connect(lambda: self.evidence_wanted.emit(self.code, ()))
        button.setMenu(menu)
        return button

    def _offer_states(self) -> None:
        view = self._model.field(self.code)
        self._states.offer(view, locked=view.computed or self._model.read_only)

    def _open_field_menu(self, place: QPoint) -> None:
        self.editor.setFocus(Qt.FocusReason.PopupFocusReason)
        self._offer_states()
        field_menu(self.editor, self._states).popup(place)

    def _tool_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return button

    def _all_parts(self) -> RowParts:
        return RowParts(
            mark=self._mark,
            label=self._label,
            editor=self.editor,
            unit=self._unit,
            last=self._last,
            change=self._change,
            state=self._state,
            clip=self._clip,
            note=self._note,
            messages=self._messages,
            reason=self._reason,
            is_wide=self._is_wide,
        )

    def _chain_tabs(self) -> None:
        """The Tab key goes from the input to its links, then to the reason."""
        before: QWidget = self.editor
        for link in (*self._messages.links(), self._reason):
            QWidget.setTabOrder(before, link)
            before = link

    # Showing

    def _show_value(self, view: FieldView) -> None:
        off = view.state in (State.NA, State.NO_DATA)
        refused = self._model.refused(self.code)
        answer = InputAnswer(
            value=None if refused is not None else self._model.shown_value(self.code),
            text=refused.typed if refused is not None else "" if off else view.text,
            look="off" if off else "computed" if view.computed else "",
            is_locked=self._model.read_only or view.computed,
            problem=self._model.problem(self.code),
        )
        show_answer(self.editor, answer)

    def _show_last_year(self, view: FieldView) -> None:
        shown = not self._is_wide
        self._last.setVisible(shown)
        self._change.setVisible(shown)
        self._last.setText(view.previous)
        self._change.setText(self._model.change(self.code))
        self._change.setToolTip(view.change)
        self._last.setAccessibleName(f"{view.previous_year or ''} {view.previous}".strip())

    def _show_tip(self, view: FieldView) -> None:
        """Why nothing can be typed, and last year's value where there is no room beside."""
        tips: list[Text] = [_READ_ONLY] if self._model.read_only else []
        if self._is_wide and view.previous:
            tips.append(msg("{year}: {value}", year=view.previous_year, value=view.previous))
        self.editor.setToolTip("\n".join(map(self._context.texts.tr, tips)))

    def _show_state(self, view: FieldView) -> None:
        tr = self._context.texts.tr
        words: list[str] = []
        if view.computed:
            words.append(tr(msg("automatic")))
        elif view.state in (State.NA, State.NO_DATA):
            words.append(tr(_SHORT_STATES[view.state]))
        elif view.quality:
            words.append(tr(msg("Quality {letter}", letter=view.quality)))
        self._state.setText(" ".join(words))
        self._state.setIcon(QIcon() if view.computed else self._context.theme.icon("chevron-down"))
        self._state.setAccessibleName(tr(msg("State of {field}", field=view.label)))
        locked = self._model.read_only
        self._state.setToolTip(tr(_READ_ONLY if locked else msg("State and data quality (Ctrl+.)")))
        self._state.setEnabled(not (view.computed or locked))

    def _show_clip(self, view: FieldView) -> None:
        tr = self._context.texts.tr
        count = len(view.evidence)
        self._clip.setIcon(self._context.theme.icon("paperclip"))
        self._clip.setText(str(count) if count else "")
        name = msg("Evidence of {field}: {n}", field=view.label, n=count)
        self._clip.setAccessibleName(tr(name))
        locked = self._model.read_only
        blank = tr(_READ_ONLY if locked else msg("Add evidence…"))
        self._clip.setToolTip(", ".join(view.evidence) or blank)
        self._clip.setEnabled(bool(count) or not locked)

    def _level_text(self, view: FieldView | None) -> str:
        if not isinstance(self.editor, LevelEditor):
            return ""
        if view is None:
            view = self._model.field(self.code)
        under = self.editor.under
        level = under if under >= 0 else self.editor.level
        if level is None:
            return self._context.texts.tr(msg("Choose a level: 0 to 4")) if not view.state else ""
        text = self.editor.text_of(level)
        return self._context.texts.tr(msg("Level {level}: {text}", level=level, text=text))

    def _is_active(self) -> bool:
        focused = QApplication.focusWidget()
        return self.underMouse() or (focused is not None and self.isAncestorOf(focused))

    def show_activity(self) -> None:
        """Show the buttons of the row while it has the focus or the pointer."""
        is_active = self._is_active()
        for button in (self._state, self._clip):
            button.setVisible(is_active or bool(button.text()))

    # Reasons and links

    def _ask(self, known: str, prompt: Text, take: Callable[[str], None]) -> None:
        self._wants = take
        self._reason.begin(known, self._context.texts.tr(prompt))
        self._place()

    def _take_reason(self, reason: str) -> None:
        take = self._wants
        if take is not None:
            self._reason.hide()
            take(reason)
        self._place()

    def _end_reason(self) -> None:
        self._reason.hide()
        self._place()

    def _confirm(self, problem: str, reason: str) -> None:
        refused = self._model.confirm(self.code, problem, reason)
        if refused is not None:
            self._ask(reason, refused, lambda text: self._confirm(problem, text))

    def _follow_link(self, link: Link) -> None:
        if link.action == "jump":
            self.jump_wanted.emit(link.argument)
        elif link.action == "confirm":
            self.explain(link.argument)
        elif link.action == "accept":
            self._model.accept(self.code, link.argument)
            self.focus_editor()
        elif link.action == "state":
            self.choose_state(State(link.argument))
        elif link.action == "note":
            self.write_note()
        else:
            self.list_wanted.emit(self.code)

    # Places

    def _place(self) -> None:
        if self._is_busy or self.width() <= 0:
            return
        self._is_busy = True
        height = place_parts(self._parts, self._context.theme, self.width())
        self._is_busy = False
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.grown.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.show_activity()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: object) -> None:
        self.show_activity()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Period and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.open_menu()
            return
        if event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._open_field_menu(self.editor.mapToGlobal(self.editor.rect().bottomLeft()))
            return
        if event.matches(QKeySequence.StandardKey.Paste) and not self._model.read_only:
            with pasted_files() as paths:
                self._offer(paths)
            return
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._open_field_menu(event.globalPos())

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self._model.read_only:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if self._offer(files_of(event.mimeData())):
            event.acceptProposedAction()

    def _offer(self, paths: tuple[Path, ...]) -> bool:
        """Files become evidence of the field; whether there were any."""
        if paths:
            self.evidence_wanted.emit(self.code, paths)
        return bool(paths)
