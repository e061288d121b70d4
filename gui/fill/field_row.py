"""One field of the form: mark, label, input, unit, last year, change, state, evidence, messages.

Source: visual.md, 填报; interface.md, 填报; mockups/fill-1440-light.png.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QEnterEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from gui.context import Context
from gui.fill.codes_editor import CodesEditor
from gui.fill.editors import BoolEditor, ChoiceEditor, DateEditor, LineEditor
from gui.fill.field_inputs import Editor, input_for
from gui.fill.field_messages import FieldMessages, ReasonLine
from gui.fill.level_editor import LevelEditor
from gui.fill.long_editor import LongEditor
from gui.fill.page_view_model import STATES, Link, PageViewModel
from gui.fill.pasted_files import files_of, pasted_files
from gui.fill.problem_mark import ProblemMark
from gui.fill.row_columns import Span, columns_for
from gui.fill.state_menu import StateMenu
from gui.style import set_role
from gui.tokens import FIELD_ROW_PX, ICON_PX, INPUT_PX
from gui.widgets.labels import ElidedLabel, label
from questionnaire.answers import State
from questionnaire.catalogue import FieldType
from questionnaire.messages import Text, msg
from services.field_views import FieldView

DASH = "—"
_WIDE = frozenset({FieldType.TEXT, FieldType.CHOICE, FieldType.LEVEL})
_MESSAGE_GAP_PX = 2


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
        self.editor.setParent(self)
        self._mark = ProblemMark(context, self)
        self._label = label("", "", self)
        self._label.setWordWrap(True)
        self._label.setBuddy(self.editor)
        self._unit = label("", "note", self)
        self._last = ElidedLabel("", parent=self)
        self._change = ElidedLabel("", parent=self)
        for number in (self._last, self._change):
            set_role(number, "role", "label")
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._state = self._make_state()
        self._clip = self._tool_button(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._clip.clicked.connect(lambda: self.evidence_wanted.emit(code, ()))
        self._messages = FieldMessages(context, self)
        self._messages.pressed.connect(self._follow_link)
        self._note = label("", "note", self)
        self._note.setWordWrap(True)
        self._reason = ReasonLine(self)
        self._reason.hide()
        self._reason.given.connect(self._take_reason)
        self._reason.dropped.connect(self._end_reason)
        self._is_busy = False
        self._state_shown: object = None
        self.setAcceptDrops(True)
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), self.sizePolicy().Policy.Fixed)
        self._chain_tabs()
        self.refresh()

    # What is shown

    def refresh(self) -> None:
        """Show the field as it is now; what is as it was is left alone."""
        view = self._model.field(self.code)
        look = (self._context.texts.language, self._context.theme.tokens, self._context.theme.scale)
        state = (view, self._model.messages(self.code), self._model.refused(self.code), look)
        if state == self._state_shown:
            self._show_value(view)
            return
        self._state_shown = state
        tr = self._context.texts.tr
        self.setVisible(self._model.is_visible(self.code))
        self._label.setText(view.label.replace("&", "&&"))  # a lone one would mark a letter
        self._name_editor(view)
        self._show_value(view)
        self._unit.setText("" if self._is_wide else view.unit)
        self._show_last_year(view)
        self._show_state(view)
        self._show_clip(view)
        self._mark.show_problem(self._model.problem(self.code))
        self._note.setText(self._level_text(view) or self._model.names_of_codes(self.code))
        if self._messages.show_lines(self._model.messages(self.code)):
            self._mark.setToolTip("\n".join(tr(m.text) for m in self._model.messages(self.code)))
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
        line = self.editor.lineEdit() if isinstance(self.editor, ChoiceEditor) else self.editor
        if isinstance(line, QLineEdit):
            line.selectAll()

    def commit(self) -> None:
        """Hand over what was typed."""
        if isinstance(self.editor, LineEditor | LongEditor | ChoiceEditor):
            self.editor.commit()

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
        made.committed.connect(lambda typed: self._model.enter(self.code, typed))
        return made

    def _make_state(self) -> QToolButton:
        """The button with the menu of states and qualities."""
        button = self._tool_button(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = StateMenu(self._context, button)
        menu.aboutToShow.connect(lambda: menu.offer(self._model.field(self.code)))
        menu.state_chosen.connect(self.choose_state)
        menu.quality_chosen.connect(lambda letter: self._model.set_quality(self.code, letter))
        menu.note_wanted.connect(self.write_note)
        menu.history_wanted.connect(lambda: self.history_wanted.emit(self.code))
        button.setMenu(menu)
        return button

    def _tool_button(self, style: Qt.ToolButtonStyle) -> QToolButton:
        button = QToolButton(self)
        button.setToolButtonStyle(style)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        button.setIconSize(QSize(ICON_PX, ICON_PX))
        return button

    def _chain_tabs(self) -> None:
        """The Tab key goes from the input to its links, then to the reason."""
        before: QWidget = self.editor
        for link in (*self._messages.links(), self._reason):
            QWidget.setTabOrder(before, link)
            before = link

    # Showing

    def _name_editor(self, view: FieldView) -> None:
        unit = f" ({view.unit})" if view.unit else ""
        self.editor.setAccessibleName(f"{view.label}{unit}")
        self.editor.setAccessibleDescription(view.help)
        if isinstance(self.editor, ChoiceEditor):
            self.editor.set_choices(self._model.choices(self.code))
            line = self.editor.lineEdit()
            if line is not None:
                line.setAccessibleName(view.label)
        if isinstance(self.editor, CodesEditor):
            self.editor.set_codes([(item.code, item.label) for item in view.suggestions])
        if isinstance(self.editor, LevelEditor):
            self.editor.set_level_texts([choice.label for choice in view.choices])

    def _show_value(self, view: FieldView) -> None:
        off = view.state in (State.NA, State.NO_DATA)
        locked = self._model.read_only or view.computed
        refused = self._model.refused(self.code)
        text = view.text if refused is None else refused.typed
        if off and refused is None:
            text = ""
        value = self._model.shown_value(self.code) if refused is None else None
        self.editor.show_value(value, text)
        if isinstance(self.editor, LineEditor | LongEditor):
            self.editor.setReadOnly(locked)
            self.editor.setPlaceholderText(self._placeholder(off=off))
        elif isinstance(self.editor, ChoiceEditor):
            self.editor.set_read_only(locked)
            line = self.editor.lineEdit()
            if line is not None:
                line.setPlaceholderText(self._placeholder(off=off))
        else:
            self.editor.set_read_only(locked)
        set_role(self.editor, "answer", "off" if off else "computed" if view.computed else "")
        problem = self._model.problem(self.code)
        if isinstance(self.editor, LevelEditor):
            self.editor.set_problem(problem)
        elif not isinstance(self.editor, BoolEditor):
            set_role(self.editor, "problem", problem)

    def _placeholder(self, *, off: bool) -> str:
        if off:
            return DASH
        return "YYYY-MM-DD" if isinstance(self.editor, DateEditor) else ""

    def _show_last_year(self, view: FieldView) -> None:
        shown = not self._is_wide
        self._last.setVisible(shown)
        self._change.setVisible(shown)
        self._last.setText(view.previous)
        self._change.setText(self._model.change(self.code))
        self._change.setToolTip(view.change)
        self._last.setAccessibleName(f"{view.previous_year or ''} {view.previous}".strip())
        if self._is_wide and view.previous:
            tip = msg("{year}: {value}", year=view.previous_year, value=view.previous)
            self.editor.setToolTip(self._context.texts.tr(tip))

    def _show_state(self, view: FieldView) -> None:
        tr = self._context.texts.tr
        words: list[str] = []
        if view.computed:
            words.append(tr(msg("automatic")))
        elif view.state in (State.NA, State.NO_DATA):
            words.append(tr(STATES[view.state]))
        elif view.quality:
            words.append(tr(msg("Quality {letter}", letter=view.quality)))
        self._state.setText(" ".join(words))
        self._state.setIcon(QIcon() if view.computed else self._context.theme.icon("chevron-down"))
        self._state.setAccessibleName(tr(msg("State of {field}", field=view.label)))
        self._state.setToolTip(tr(msg("State and data quality (Ctrl+.)")))
        self._state.setEnabled(not (view.computed or self._model.read_only))
        self._state.setVisible(bool(words) or self._is_active())

    def _show_clip(self, view: FieldView) -> None:
        tr = self._context.texts.tr
        count = len(view.evidence)
        self._clip.setIcon(self._context.theme.icon("paperclip"))
        self._clip.setText(str(count) if count else "")
        name = msg("Evidence of {field}: {n}", field=view.label, n=count)
        self._clip.setAccessibleName(tr(name))
        self._clip.setToolTip(", ".join(view.evidence) or tr(msg("Add evidence…")))
        self._clip.setVisible(bool(count) or self._is_active())

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
        view = self._model.field(self.code)
        self._show_state(view)
        self._show_clip(view)

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
        px = self._context.theme.px
        columns = columns_for(round(self.width() / self._context.theme.scale))
        label_height = self._label.heightForWidth(px(columns.label.width))
        line = max(px(FIELD_ROW_PX), label_height + px(4))
        self._put(self._mark, columns.mark, 0, line)
        self._put(self._label, columns.label, 0, line)
        top = (line - px(INPUT_PX)) // 2
        entry = columns.wide if self._is_wide else columns.input
        is_long = isinstance(self.editor, LongEditor)
        tall = self.editor.sizeHint().height() if is_long else px(INPUT_PX)
        self._put(self.editor, entry, top, tall)
        self._put(self._unit, columns.unit, 0, line)
        self._put(self._last, columns.last, 0, line)
        self._put(self._change, columns.change, 0, line)
        self._put(self._state, columns.state, top, px(INPUT_PX))
        self._put(self._clip, columns.evidence, top, px(INPUT_PX))
        below = Span(columns.input.left, columns.evidence.right - columns.input.left)
        height = self._place_below(
            max(line, 2 * top + tall), columns.wide, Span(below.left, below.width)
        )
        self._is_busy = False
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.grown.emit()

    def _place_below(self, line: int, wide: Span, below: Span) -> int:
        """Note, messages and reason under the line; gives the height of the row."""
        px = self._context.theme.px
        at = line
        for widget, span in ((self._note, wide), (self._messages, below), (self._reason, wide)):
            shown = bool(self._note.text()) if widget is self._note else not widget.isHidden()
            if widget is self._messages:
                shown = bool(self._messages.texts())
            widget.setVisible(shown)
            if shown:
                height = self._height_of(widget, px(span.width))
                widget.setGeometry(QRect(px(span.left), at, px(span.width), height))
                at += height + px(_MESSAGE_GAP_PX)
        return at

    def _height_of(self, widget: QWidget, width: int) -> int:
        if widget is self._reason:
            return self._context.theme.px(INPUT_PX)
        layout = widget.layout()
        if layout is not None:
            return (
                layout.totalHeightForWidth(width)
                if layout.hasHeightForWidth()
                else layout.sizeHint().height()
            )
        return widget.heightForWidth(width)

    def _put(self, widget: QWidget, span: Span, top: int, height: int) -> None:
        px = self._context.theme.px
        widget.setGeometry(QRect(px(span.left), top, px(span.width), height))

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
        if event.matches(QKeySequence.StandardKey.Paste) and not self._model.read_only:
            with pasted_files() as paths:
                self._offer(paths)
            return
        super().keyPressEvent(event)

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
