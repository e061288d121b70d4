"""The dialog of 二次录入核对: which pages and who, the blind fields, the differences.

Source: interface.md, 填报.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.context import Context
from gui.second_keying.keying_view_model import DifferenceView, KeyingViewModel
from gui.style import set_role
from gui.widgets.dialog_size import open_at
from gui.widgets.labels import label
from questionnaire.catalogue import Field
from questionnaire.errors import GreenparkError
from questionnaire.messages import LocalText, Text, msg
from services.park_sessions import ParkSession

_WIDTH_PX, _HEIGHT_PX, _INPUT_PX, _DECISION_PX = 720, 560, 200, 220
CHOOSE, KEY, DECIDE = range(3)
_OPEN, _SECOND = 0, 2
"""Places of the chooser: not decided, and the second value; the first stands between them."""


class KeyingDialog(QDialog):
    """Three steps; nothing of the first keying is shown before the third.

    Args:
        session: the open file.
        page: number of the page that is ticked at first.
        context: words and measures.
        parent: the window.
    """

    def __init__(
        self, session: ParkSession, page: int, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.model = KeyingViewModel(session, context.texts)
        self.setObjectName("keying")
        self.setWindowTitle(self._tr(msg("Second keying")))
        open_at(self, context.theme, _WIDTH_PX, _HEIGHT_PX)
        self._stack = QStackedWidget()
        for made in (self._choose_step(page), self._scrolled("keys"), self._scrolled("decisions")):
            self._stack.addWidget(made)
        self._build()
        self._go(CHOOSE)

    def _build(self) -> None:
        px = self._context.theme.px
        self._title, self._note = label("", "key"), label("", "label")
        self._title.setObjectName("keying.title")
        self._note.setWordWrap(True)
        self._cancel = self._button("cancel", self.reject)
        self._cancel.setText(self._tr(msg("Cancel")))
        self._back = self._button("back", lambda: self._go(self._stack.currentIndex() - 1))
        self._back.setText(self._tr(msg("Back")))
        self._next = self._button("next", self._go_on)
        set_role(self._next, "role", "primary")
        row = QHBoxLayout()
        row.addWidget(self._cancel)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(10))
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addWidget(self._stack, 1)
        column.addLayout(row)

    # Steps

    def _choose_step(self, page: int) -> QWidget:
        step = QWidget()
        form = QFormLayout(step)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(self._context.theme.px(16))
        form.setVerticalSpacing(self._context.theme.px(8))
        self._by = QLineEdit()
        self._by.setObjectName("keying.by")
        self._by.setAccessibleName(self._tr(msg("Second person")))
        self._by.textChanged.connect(lambda _text: self._refresh())
        form.addRow(label(self._tr(msg("Second person")), "label"), self._by)
        self._pages: dict[int, QCheckBox] = {}
        for number, title, count in self.model.pages():
            box = QCheckBox(self._tr(_in_brackets(f"{number} {self._tr(title)}", str(count))))
            box.setObjectName(f"keying.page.{number}")
            box.setChecked(number == page)
            box.toggled.connect(lambda _on: self._refresh())
            self._pages[number] = box
            form.addRow(label("", "label"), box)
        return step

    def _scrolled(self, name: str) -> QScrollArea:
        area = QScrollArea()
        area.setObjectName(f"keying.{name}")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        return area

    def _show_keys(self) -> None:
        chosen = tuple(number for number, box in self._pages.items() if box.isChecked())
        fields = self.model.fields(chosen)
        kept = {field.code: self.model.typed.get(field.code, "") for field in fields}
        self.model.typed = kept
        self._fill(KEY, (self._key_row(field) for field in fields))

    def _key_row(self, field: Field) -> tuple[QWidget, QWidget]:
        unit = self.model.unit_of(field)
        words = self._tr(field.label)
        name = label(self._tr(_in_brackets(words, unit)) if unit else words, "label")
        name.setWordWrap(True)
        editor = QLineEdit(self.model.typed[field.code])
        editor.setObjectName(f"keying.field.{field.code}")
        editor.setAccessibleName(name.text())
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setFixedWidth(self._context.theme.px(_INPUT_PX))
        editor.textChanged.connect(lambda text: self._typed(field.code, text))
        return name, editor

    def _typed(self, code: str, text: str) -> None:
        self.model.typed[code] = text
        self._refresh()

    def _show_differences(self) -> None:
        self._fill(DECIDE, (self._decision_row(item) for item in self.model.compare()))

    def _decision_row(self, item: DifferenceView) -> tuple[QWidget, QWidget]:
        words = msg(
            "{field}: first {first}, second {second}",
            field=item.label,
            first=item.first,
            second=item.problem or item.second,
        )
        name = label(self._tr(words), "label")
        name.setWordWrap(True)
        chooser = QComboBox()
        chooser.setObjectName(f"keying.decision.{item.code}")
        chooser.setAccessibleName(name.text())
        chooser.setFixedWidth(self._context.theme.px(_DECISION_PX))
        chooser.addItem(self._tr(msg("Decide…")))
        chooser.addItem(self._tr(msg("Keep the first: {value}", value=item.first)))
        if not item.problem:
            chooser.addItem(self._tr(msg("Take the second: {value}", value=item.second)))
        chooser.activated.connect(lambda index: self._decide(item.code, index))
        return name, chooser

    def _decide(self, code: str, index: int) -> None:
        self.model.decide(code, take_second=None if index == _OPEN else index == _SECOND)
        self._refresh()

    def _fill(self, step: int, rows: Iterable[tuple[QWidget, QWidget]]) -> None:
        area = self._stack.widget(step)
        assert isinstance(area, QScrollArea)  # noqa: S101 - made above
        content = QWidget()
        set_role(content, "ground", "surface")
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, self._context.theme.px(12), 0)
        grid.setVerticalSpacing(self._context.theme.px(8))
        grid.setHorizontalSpacing(self._context.theme.px(16))
        grid.setColumnStretch(0, 1)
        parts: list[QWidget] = [area]
        for place, (name, part) in enumerate(rows):
            grid.addWidget(name, place, 0)
            grid.addWidget(part, place, 1, Qt.AlignmentFlag.AlignTop)
            parts.append(part)
        grid.setRowStretch(len(parts), 1)
        area.setWidget(content)
        # What is made after the buttons would come after them.
        for before, after in pairwise([*parts, self._cancel]):
            QWidget.setTabOrder(before, after)

    # Going on

    def _go(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self._refresh()
        shown = self._stack.widget(step)
        assert shown is not None  # noqa: S101 - made in the constructor
        for editor in shown.findChildren(QLineEdit)[:1]:
            editor.setFocus()

    def _go_on(self) -> None:
        step = self._stack.currentIndex()
        if step == CHOOSE:
            self.model.by = self._by.text().strip()
            self._show_keys()
        elif step == KEY:
            self._show_differences()
        else:
            self._finish()
            return
        self._go(step + 1)

    def _finish(self) -> None:
        try:
            self.model.finish()
        except GreenparkError as error:
            self._context.dialogs.show_error(self, error)
            return
        self.accept()

    def _refresh(self) -> None:
        step = self._stack.currentIndex()
        self._title.setText(self._tr(_TITLES[step]))
        self._note.setText(self._tr(self._note_of(step)))
        self._back.setVisible(step > CHOOSE)
        self._next.setText(self._tr(_NEXT[step]))
        ready = (
            bool(self._by.text().strip()) and any(box.isChecked() for box in self._pages.values()),
            any(text.strip() for text in self.model.typed.values()),
            self.model.is_decided,
        )
        self._next.setEnabled(ready[step])

    def _note_of(self, step: int) -> Text:
        if step == DECIDE:
            return msg(
                "{n} {n|field agrees|fields agree}. Decide each of the others.", n=self.model.agreed
            )
        return _NOTES[step]

    def _button(self, name: str, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"keying.{name}")
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        return button

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)


def _in_brackets(name: str, remark: str) -> LocalText:
    """A name with a remark, in the brackets of the language."""
    return LocalText(f"{name}（{remark}）", f"{name} ({remark})")


_TITLES: tuple[Text, ...] = (
    msg("Which pages are keyed a second time?"),
    msg("Key from the documents"),
    msg("Differences"),
)
_NOTES: tuple[Text, ...] = (
    msg("Only numbers and dates that are filled in are asked; the first values are not shown."),
    msg("Leave blank what you do not check."),
)
_NEXT: tuple[Text, ...] = (msg("Next"), msg("Compare"), msg("Finish"))


def key_again(parent: QWidget, session: ParkSession, page: int, context: Context) -> None:
    """Show the dialog for the open file."""
    dialog = KeyingDialog(session, page, context, parent)
    context.dialogs.run(dialog)
    dialog.deleteLater()
