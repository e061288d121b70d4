"""The dialog of the industry means that a store keeps.

Source: rubric.md 7 (K rests on the means of the industries); docs/decisions/0015.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.context import Context
from gui.dialogs import FileFilter
from gui.province.text_table import TextTable, TextTableModel
from gui.style import set_role
from gui.widgets.dialog_size import open_at
from gui.widgets.labels import label
from questionnaire.errors import GreenparkError
from questionnaire.messages import LocalText, Text, msg
from questionnaire.moments import moment_here
from services.environment import OFFICE_AUTHOR
from services.kept_means import KeptMeans
from services.means_desk import MeansDesk
from services.number_words import plain_number

_WIDTH_PX, _HEIGHT_PX, _ERROR_PX = 940, 560, 150
_HEADS: tuple[Text, ...] = (
    msg("Industry"),
    msg("Mean"),
    msg("Unit"),
    msg("Year"),
    msg("Source"),
)
_MEANS_FILES = FileFilter(LocalText("行业均值", "Industry means"), ("*.csv", "*.json"))


class MeansDialog(QDialog):
    """Shows what is kept; takes another file, or removes it.

    Args:
        desk: keeps and removes.
        context: words and asks.
        parent: the window.
        read_only: whether the store may only be looked at.

    Attributes:
        changed: whether the store keeps something else than before.
    """

    def __init__(
        self,
        desk: MeansDesk,
        context: Context,
        parent: QWidget | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._context = context
        self._read_only = read_only
        self.changed = False
        self.setObjectName("means")
        self.setWindowTitle(self._tr(msg("Industry means")))
        open_at(self, context.theme, _WIDTH_PX, _HEIGHT_PX)
        self._build()
        self._show(desk.kept())

    def _build(self) -> None:
        px = self._context.theme.px
        self._title, self._note = label("", "key"), label("", "label")
        self._title.setObjectName("means.title")
        self._note.setObjectName("means.note")
        self._note.setWordWrap(True)
        self._model = TextTableModel(self._context, _HEADS, (1,), self)
        self._table = TextTable(self._model, self._context.theme, stretched=4)
        self._table.setObjectName("means.table")
        self._table.setAccessibleName(self._tr(msg("Industry means")))
        self._rest = QWidget()
        self._error = QPlainTextEdit()
        self._error.setObjectName("means.error")
        self._error.setAccessibleName(self._tr(msg("What is wrong with the file")))
        self._error.setReadOnly(True)
        self._error.setMaximumHeight(px(_ERROR_PX))
        set_role(self._error, "problem", "error")
        self._error.hide()
        self._choose = self._button("choose", msg("Choose a file…"), self._keep)
        set_role(self._choose, "role", "primary")
        self._remove = self._button("remove", msg("Remove"), self._drop)
        close = self._button("close", msg("Close"), self.accept)
        row = QHBoxLayout()
        row.addWidget(self._remove)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(10))
        for part in (self._title, self._note, self._error):
            column.addWidget(part)
        column.addWidget(self._table, 1)
        column.addWidget(self._rest, 1)
        column.addLayout(row)

    def _button(self, name: str, text: Text, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(self._tr(text))
        button.setObjectName(f"means.{name}")
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        return button

    def _show(self, kept: KeptMeans | None) -> None:
        self._title.setText(self._tr(_title(kept)))
        self._note.setText(self._tr(_note(kept)))
        self._model.show_rows([] if kept is None else self._rows(kept))
        self._table.setVisible(kept is not None)
        self._rest.setVisible(kept is None)
        self._table.fit_columns()
        self._choose.setEnabled(not self._read_only)
        self._remove.setEnabled(kept is not None and not self._read_only)

    def _rows(self, kept: KeptMeans) -> list[tuple[Text, ...]]:
        catalogue, language = self._context.product.catalogue, self._context.language
        return [
            (
                f"{code} {self._tr(catalogue.industries[code].label)}",
                plain_number(item.value),
                catalogue.unit_text(item.unit, language),
                item.year or "–",
                item.source,
            )
            for code, item in sorted(kept.means.items())
        ]

    def _keep(self) -> None:
        chosen = self._context.dialogs.open_files(
            self, msg("File of industry means"), [_MEANS_FILES]
        )
        if chosen:
            self._do(lambda: self._desk.keep(chosen[0]))

    def _drop(self) -> None:
        self._do(self._desk.drop)

    def _do(self, change: Callable[[], object]) -> None:
        try:
            change()
        except GreenparkError as error:
            self._show_error(error)
            return
        self.changed = True
        self._error.hide()
        self._show(self._desk.kept())

    def _show_error(self, error: GreenparkError) -> None:
        """Name every defect where the file was chosen; what was kept is still shown."""
        lines = [self._tr(error.message)]
        lines += [f"{item.place}\u2002{self._tr(item.message)}" for item in error.defects]
        lines += [self._tr(error.hint)] if error.hint is not None else []
        self._error.setPlainText("\n".join(lines))
        self._error.show()

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)


def _title(kept: KeptMeans | None) -> Text:
    if kept is None:
        return msg("The store has no industry means")
    return msg("{n} {n|industry|industries} from {file}", n=len(kept.means), file=kept.file)


def _note(kept: KeptMeans | None) -> Text:
    if kept is None:
        return msg(
            "Carbon codes are provisional until means are given: a CSV file with the columns "
            "industry, value, unit, year, source, or JSON with a value for each industry. "
            "Industries are divisions of GB/T 4754, values are in tCO₂ per 10⁴ yuan of value added."
        )
    return msg(
        "Given by {author} on {day}. Every code, ranking and scorecard of this store rests on "
        "them.",
        author=msg("office") if kept.author == OFFICE_AUTHOR else kept.author,
        day=moment_here(kept.time)[:10],
    )
