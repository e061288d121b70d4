"""The dialog of the conflicts of a store: two versions side by side, one of them is withdrawn.

Source: submissions.md, Lineage and conflicts; interface.md, 汇总.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.context import Context
from gui.province.text_table import TextTable, TextTableModel
from gui.widgets.dialog_size import open_at
from gui.widgets.labels import label
from merging.differences import Proposal
from questionnaire.errors import GreenparkError
from questionnaire.messages import Text, msg
from questionnaire.moments import moment_here
from services.conflict_desk import ConflictDesk, ConflictView, VersionView
from services.number_words import in_groups

_WIDTH_PX, _HEIGHT_PX = 1040, 640
_CONFLICT_HEADS: tuple[Text, ...] = (
    msg("Park code"),
    msg("Park"),
    msg("Year"),
    msg("What"),
    msg("Versions"),
    msg("Differences"),
)
_DIFFERENCE_HEADS: tuple[Text, ...] = (
    msg("Place"),
    msg("Before both"),
    msg("Version A"),
    msg("Version B"),
    msg("Changed by"),
)
_SHOWN_DIGITS = 16


class ConflictsDialog(QDialog):
    """Shows where versions differ; the one that does not hold is withdrawn with a reason.

    Args:
        desk: reads conflicts and withdraws.
        context: words and asks.
        parent: the window.
        read_only: whether the store may only be looked at.

    Attributes:
        changed: whether anything was withdrawn.
    """

    def __init__(
        self,
        desk: ConflictDesk,
        context: Context,
        parent: QWidget | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._context = context
        self._read_only = read_only
        self._conflicts: tuple[ConflictView, ...] = ()
        self.changed = False
        self.setObjectName("conflicts")
        self.setWindowTitle(self._tr(msg("Conflicts")))
        open_at(self, context.theme, _WIDTH_PX, _HEIGHT_PX)
        self._build()
        self._refresh()

    def _build(self) -> None:
        px = self._context.theme.px
        self._title = label("", "title")
        self._title.setObjectName("conflicts.title")
        self._model = TextTableModel(self._context, _CONFLICT_HEADS, (4, 5), self)
        self._table = self._made(self._model, "conflicts.table", msg("Conflicts"), stretched=1)
        self._table.selectionModel().currentRowChanged.connect(self._on_current)
        self._versions = label("", "label")
        self._versions.setObjectName("conflicts.versions")
        self._versions.setWordWrap(True)
        self._lines = TextTableModel(self._context, _DIFFERENCE_HEADS, (), self)
        self._differences = self._made(
            self._lines, "conflicts.differences", msg("Differences"), stretched=0
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(10))
        column.addWidget(self._title)
        column.addWidget(self._table, 2)
        column.addWidget(self._versions)
        column.addWidget(self._differences, 4)
        column.addLayout(self._buttons())

    def _made(self, model: TextTableModel, name: str, spoken: Text, *, stretched: int) -> TextTable:
        table = TextTable(model, self._context.theme, stretched)
        table.setObjectName(name)
        table.setAccessibleName(self._tr(spoken))
        return table

    def _buttons(self) -> QHBoxLayout:
        self._withdraw_a = self._button("withdraw_a", msg("Withdraw version A…"))
        self._withdraw_a.clicked.connect(lambda: self._withdraw(0))
        self._withdraw_b = self._button("withdraw_b", msg("Withdraw version B…"))
        self._withdraw_b.clicked.connect(lambda: self._withdraw(1))
        close = self._button("close", msg("Close"))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self._withdraw_a)
        row.addWidget(self._withdraw_b)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _button(self, name: str, text: Text) -> QPushButton:
        button = QPushButton(self._tr(text))
        button.setObjectName(f"conflicts.{name}")
        button.setAutoDefault(False)
        return button

    def _refresh(self) -> None:
        self._conflicts = self._desk.conflicts(self._context.language)
        self._title.setText(self._tr(_counted(len(self._conflicts))))
        self._model.show_rows([_conflict_row(item) for item in self._conflicts])
        if self._conflicts:
            self._table.selectRow(0)
        self._on_current()

    def _current(self) -> ConflictView | None:
        row = self._table.currentIndex().row()
        return self._conflicts[row] if 0 <= row < len(self._conflicts) else None

    def _on_current(self, *_rows: QModelIndex) -> None:
        conflict = self._current()
        versions = () if conflict is None else conflict.versions
        self._versions.setText(
            "\n".join(
                self._tr(_version_words(letter, version))
                for letter, version in zip("ABCDEFGH", versions, strict=False)
            )
        )
        differences = () if conflict is None else conflict.differences
        self._lines.show_rows(
            [(item.where, item.base, item.a, item.b, _who(item.proposal)) for item in differences]
        )
        for button in (self._withdraw_a, self._withdraw_b):
            button.setEnabled(conflict is not None and not self._read_only)

    def _withdraw(self, place: int) -> None:
        conflict = self._current()
        if conflict is None:
            return
        version = conflict.versions[place]
        reason = self._context.dialogs.ask_text(
            self, msg("Withdraw a version"), msg("Why it does not hold; the reason is kept")
        )
        if reason:
            self._do(lambda: self._desk.withdraw(version.revision, reason))

    def _do(self, change: Callable[[], None]) -> None:
        try:
            change()
        except GreenparkError as error:
            self._context.dialogs.show_error(self, error)
            return
        self.changed = True
        self._refresh()

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)


def _counted(count: int) -> Text:
    if not count:
        return msg("There are no conflicts.")
    return msg("Conflicts to decide: {n}", n=count)


def _conflict_row(conflict: ConflictView) -> tuple[Text, ...]:
    what = msg("assessment") if conflict.judges else msg("submission")
    counts = (str(len(conflict.versions)), str(len(conflict.differences)))
    return (conflict.park, conflict.name, str(conflict.year), what, *counts)


def _version_words(letter: str, version: VersionView) -> Text:
    return msg(
        "Version {letter}: {author}, {time}, {revision}",
        letter=letter,
        author=version.author,
        time=moment_here(version.time),
        revision=in_groups(version.revision[:_SHOWN_DIGITS]),
    )


def _who(proposal: Proposal | None) -> Text:
    words: dict[Proposal | None, Text] = {
        None: msg("both, differently"),
        "equal": msg("both alike"),
        "a": msg("only A"),
        "b": msg("only B"),
    }
    return words[proposal]
