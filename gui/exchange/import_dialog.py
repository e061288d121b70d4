"""The dialog of an import: what would change, what is wrong, what the columns are; then import.

Source: interface.md, Excel.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from exchange.matching import ColumnMatch
from gui.context import Context
from gui.exchange.import_rows import (
    CHANGE_HEADS,
    COLUMN_HEADS,
    FINDING_HEADS,
    assignable,
    change_rows,
    column_rows,
    finding_rows,
)
from gui.jobs import Job, Progress
from gui.province.text_table import TextTable, TextTableModel
from gui.style import set_role
from gui.widgets.dialog_size import open_at
from gui.widgets.labels import label
from questionnaire.errors import GreenparkError
from questionnaire.messages import Text, msg
from services.import_plans import ImportPlan
from services.imports import ImportChoices, read_workbook
from services.park_sessions import ParkSession
from services.prepared_imports import PreparedImport, prepare_import

_WIDTH_PX, _HEIGHT_PX = 960, 620
_CHANGES, _DEFECTS, _NOTES, _COLUMNS = range(4)


class ImportDialog(QDialog):
    """Reads a file as a job and shows what importing it would do; nothing changes before Import.

    Attributes:
        plan: what was read last; None until it was.
        prepared: the import, to be taken once the dialog is accepted; None before.
    """

    def __init__(
        self, session: ParkSession, context: Context, file: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._file = file
        self._chosen: dict[str, dict[str, str]] = {}
        self._table = ""
        self._assignable: tuple[ColumnMatch, ...] = ()
        self._job: Job[ImportPlan] | Job[PreparedImport] | None = None
        self.plan: ImportPlan | None = None
        self.prepared: PreparedImport | None = None
        self.setObjectName("import")
        self.setWindowTitle(self._tr(msg("Import {file}", file=file.name)))
        open_at(self, context.theme, _WIDTH_PX, _HEIGHT_PX)
        self._build()
        context.jobs.progressed.connect(self._show_progress)
        self.read()

    def read(self) -> None:
        """Read the file anew, with the columns as they were assigned."""
        product, environment = self._context.product, self._context.environment
        history, file = self._session.history, self._file
        chosen = {table: dict(columns) for table, columns in self._chosen.items()}
        choices = ImportChoices(table=self._table, columns=chosen, shown_year=self._session.year)

        def work(progress: Progress) -> ImportPlan:
            return read_workbook(product, environment, history, file, choices, progress.at)

        self._busy(msg("Reading {file} …", file=file.name))
        job = self._context.jobs.run(work, msg("Reading a workbook"))
        self._job = job.on_success(self._show).on_failure(self._fail).on_cancelled(self.reject)
        job.only_for(self).start()

    def assign(self, heading: str, table: str, column: str) -> None:
        """Say which column a heading is, and read again; kept for later imports."""
        self._chosen.setdefault(table, {})[heading] = column
        self.read()

    def choose_table(self, table: str) -> None:
        """Say which table sheets without hidden codes are, and read again; empty: by headings."""
        if table != self._table:
            self._table = table
            self.read()

    def _build(self) -> None:
        px = self._context.theme.px
        self._summary, self._note = label("", "title"), label("", "label")
        for text, name in ((self._summary, "summary"), (self._note, "note")):
            text.setObjectName(f"import.{name}")
            text.setWordWrap(True)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("import.tabs")
        self._tabs.setDocumentMode(True)
        self._models = [
            self._add_tab("changes", CHANGE_HEADS, 3),
            self._add_tab("defects", FINDING_HEADS, 1),
            self._add_tab("notes", FINDING_HEADS, 1),
            self._add_tab("columns", COLUMN_HEADS, 3),
        ]
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(10))
        column.addWidget(self._summary)
        column.addWidget(self._note)
        column.addWidget(self._tabs, 1)
        column.addLayout(self._naming())
        column.addLayout(self._assigning())
        column.addWidget(self._bar)
        column.addLayout(self._buttons())
        self._tabs.currentChanged.connect(self._show_assigning)
        self._show_assigning()

    def _add_tab(self, name: str, heads: tuple[Text, ...], stretched: int) -> TextTableModel:
        model = TextTableModel(self._context, heads, (), self)
        table = TextTable(model, self._context.theme, stretched)
        table.setObjectName(f"import.{name}")
        number, title = self._tabs.count(), self._tr(_TITLES[self._tabs.count()])
        table.setAccessibleName(title)
        self._tabs.addTab(table, title)
        self._tabs.setTabVisible(number, number == _CHANGES)
        return model

    def _naming(self) -> QHBoxLayout:
        """The line that says which table a foreign ledger is."""
        self._tables = QComboBox()
        self._tables.setObjectName("import.table")
        self._tables.setAccessibleName(self._tr(msg("Table of the form")))
        self._tables.addItem(self._tr(msg("by its headings")), "")
        catalogue = self._context.product.catalogue
        for code in (code for code in catalogue.fields if code in catalogue.tables):
            self._tables.addItem(self._tr(catalogue.fields[code].label), code)
        self._tables.activated.connect(
            lambda _number: self.choose_table(str(self._tables.currentData()))
        )
        self._table_line = (label(self._tr(msg("The ledger is the table")), "label"), self._tables)
        line = QHBoxLayout()
        for part in self._table_line:
            line.addWidget(part)
        line.addStretch(1)
        return line

    def _assigning(self) -> QHBoxLayout:
        """The line that assigns a heading to a column."""
        self._heading, self._column = QComboBox(), QComboBox()
        self._heading.setObjectName("import.heading")
        self._column.setObjectName("import.column")
        self._heading.setAccessibleName(self._tr(msg("Heading")))
        self._column.setAccessibleName(self._tr(msg("Column of the form")))
        self._heading.currentIndexChanged.connect(self._offer_columns)
        self._assign = self._button("assign", msg("Assign"), self._assign_current)
        before, between = (
            label(self._tr(text), "label") for text in (msg("The heading"), msg("is the column"))
        )
        self._line = (before, self._heading, between, self._column, self._assign)
        line = QHBoxLayout()
        for part in self._line:
            line.addWidget(part)
        line.addStretch(1)
        return line

    def _buttons(self) -> QHBoxLayout:
        self._close = self._button("close", msg("Cancel"), self.reject)
        self._take = self._button("take", msg("Import"), self._import)
        set_role(self._take, "role", "primary")
        self._take.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._take)
        return buttons

    def _button(self, name: str, text: Text, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(self._tr(text))
        button.setObjectName(f"import.{name}")
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        return button

    def _show(self, plan: ImportPlan) -> None:
        self.plan = plan
        self._bar.hide()
        product, language = self._context.product, self._context.texts.language
        contents = (
            change_rows(plan, product.catalogue, product.references, language),
            finding_rows(plan.defects),
            finding_rows(plan.notes),
            column_rows([item for item in plan.columns if item.how != "code"], product.catalogue),
        )
        for number, (model, rows) in enumerate(zip(self._models, contents, strict=True)):
            model.show_rows(rows)
            title = msg("{title} ({n})", title=_TITLES[number], n=len(rows))
            self._tabs.setTabText(number, self._tr(title))
            self._tabs.setTabVisible(number, bool(rows) or number == _CHANGES)
        self._tabs.setCurrentIndex(self._first_tab(plan))
        self._summary.setText(self._tr(_summary(plan)))
        self._note.setText(self._tr(_advice(plan)))
        self._take.setEnabled(not plan.refused and not plan.changes_nothing)
        self._assignable = assignable(plan)
        self._heading.clear()
        self._heading.addItems([item.heading for item in self._assignable])
        self._show_assigning()

    def _first_tab(self, plan: ImportPlan) -> int:
        """What matters most: defects; the columns of a ledger of which nothing was taken."""
        if plan.defects:
            return _DEFECTS
        return _COLUMNS if plan.changes_nothing and assignable(plan) else _CHANGES

    def _offer_columns(self, number: int) -> None:
        self._column.clear()
        if 0 <= number < len(self._assignable):
            item = self._assignable[number]
            columns = self._context.product.catalogue.tables[item.table].columns
            for name, column in columns.items():
                self._column.addItem(self._tr(column.label), name)
            self._column.setCurrentIndex(self._column.findData(item.column))

    def _assign_current(self) -> None:
        number = self._heading.currentIndex()
        column = self._column.currentData()
        if 0 <= number < len(self._assignable) and column is not None:
            item = self._assignable[number]
            self.assign(item.heading, item.table, str(column))

    def _show_assigning(self) -> None:
        foreign = self.plan is not None and self.plan.is_foreign
        assigning = bool(self._assignable) and self._tabs.currentIndex() == _COLUMNS
        for naming_part in self._table_line:
            naming_part.setVisible(foreign)
        for part in self._line:
            part.setVisible(assigning)

    def _show_progress(self, job: Job[object]) -> None:
        if job is self._job:
            self._bar.setRange(0, job.stage.total)
            self._bar.setValue(job.stage.done)

    def _busy(self, text: Text) -> None:
        self._take.setEnabled(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self._tr(text))
        self._bar.show()
        self._summary.setText(self._tr(text))

    def _import(self) -> None:
        """Work out what the file becomes, as a job; then the dialog is accepted."""
        plan = self.plan
        if plan is None or plan.after is None or plan.refused:
            return
        product, history, after = self._context.product, self._session.history, plan.after
        today = self._context.environment.today()

        def work(progress: Progress) -> PreparedImport:
            return prepare_import(product, history, after, today, progress.at)

        self._busy(msg("Importing {file} …", file=plan.workbook))
        job = self._context.jobs.run(work, msg("Importing"))
        self._job = job.on_success(self._take_over).on_failure(self._fail).on_cancelled(self.reject)
        job.only_for(self).start()

    def _take_over(self, prepared: PreparedImport) -> None:
        self.prepared = prepared
        self.accept()

    def _fail(self, error: GreenparkError) -> None:
        self._bar.hide()
        self._summary.setText(self._tr(error.message))
        self._note.setText(self._tr(error.hint) if error.hint is not None else "")
        self._models[_DEFECTS].show_rows(finding_rows(error.defects))

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)

    @override
    def reject(self) -> None:
        """Leave; reading or importing stops."""
        if self._job is not None:
            self._job.cancel()
        super().reject()


_TITLES: tuple[Text, ...] = (msg("Changes"), msg("Defects"), msg("Notes"), msg("Columns"))


def _summary(plan: ImportPlan) -> Text:
    if plan.refused:
        return msg(
            "{file} cannot be imported: {n} {n|defect|defects}",
            file=plan.workbook,
            n=len(plan.defects),
        )
    if plan.changes_nothing:
        return msg("{file} changes nothing", file=plan.workbook)
    return msg("{file} for {year}: what changes", file=plan.workbook, year=plan.year)


def _advice(plan: ImportPlan) -> Text:
    if plan.refused:
        return msg("Correct the cells named in Excel or WPS, save, and import again.")
    if plan.changes_nothing:
        return msg("All that it holds is in the answers already.")
    return msg("A blank cell erases nothing. The import is one step: Ctrl+Z takes it back.")
