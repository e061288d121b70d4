"""What the row of an evidence file says: title, issuer, date, kind, what it supports.

Source: submissions.md (evidence); interface.md, 填报 (evidence clip).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui.context import Context
from gui.fill.editors import ChoiceEditor, DateEditor
from gui.fill.value_words import choices_of
from gui.style import set_role
from gui.widgets.labels import label
from questionnaire.catalogue import Catalogue, Column, References
from questionnaire.messages import Text, msg
from services.evidence import EvidenceDetails


class EvidenceDialog(QDialog):
    """Asks for the details of one file.

    Args:
        context: what every view is given.
        catalogue: labels of the columns.
        document: the file.
        codes: fields and indicators that it supports.
    """

    def __init__(
        self,
        context: Context,
        catalogue: Catalogue,
        document: Path,
        codes: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._columns = catalogue.tables["evidence"].columns
        references: References = context.product.references
        tr = context.texts.tr
        self.setObjectName("evidence_dialog")
        self.setWindowTitle(tr(msg("Evidence of {file}", file=document.name)))
        self.setMinimumWidth(context.theme.px(460))
        self.title = self._line("title", document.stem)
        self.doc_no = self._line("doc_no")
        self.issuer = self._line("issuer")
        self.date = DateEditor(context)
        self.date.setObjectName("evidence.doc_date")
        self.kind = ChoiceEditor()
        self.kind.setObjectName("evidence.kind")
        self.kind.set_choices(choices_of(self._columns["kind"], references, context.texts))
        self.page_ref = self._line("page_ref")
        self.codes = self._line("supports", "；".join(codes))
        self._message = label("", "error")
        self._message.setWordWrap(True)
        self._arrange()

    def details(self) -> EvidenceDetails:
        """What was typed."""
        codes = self.codes.text().replace(";", "；").replace(",", "；").split("；")
        return EvidenceDetails(
            codes=tuple(code.strip() for code in codes if code.strip()),
            title=self.title.text(),
            issuer=self.issuer.text(),
            date=self.date.text(),
            kind=self.kind.typed(),
            doc_no=self.doc_no.text(),
            page_ref=self.page_ref.text(),
        )

    def show_message(self, text: Text) -> None:
        """Say why the details were not taken."""
        self._message.setText(self._context.texts.tr(text))

    def _line(self, name: str, text: str = "") -> QLineEdit:
        line = QLineEdit(text)
        line.setObjectName(f"evidence.{name}")
        return line

    def _arrange(self) -> None:
        tr = self._context.texts.tr
        form = QFormLayout()
        form.setHorizontalSpacing(self._context.theme.px(16))
        parts: tuple[tuple[str, QWidget], ...] = (
            ("title", self.title),
            ("kind", self.kind),
            ("issuer", self.issuer),
            ("doc_date", self.date),
            ("doc_no", self.doc_no),
            ("page_ref", self.page_ref),
            ("supports", self.codes),
        )
        for name, widget in parts:
            column: Column = self._columns[name]
            text = tr(column.label)
            widget.setAccessibleName(text)
            widget.setToolTip(tr(column.help))
            form.addRow(text, widget)
        box = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        add = box.button(QDialogButtonBox.StandardButton.Ok)
        add.setText(tr(msg("Add")))
        set_role(add, "role", "primary")
        box.button(QDialogButtonBox.StandardButton.Cancel).setText(tr(msg("Cancel")))
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        px = self._context.theme.px
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(px(24), px(20), px(24), px(20))
        column_layout.addLayout(form)
        column_layout.addWidget(self._message)
        column_layout.addWidget(box)
