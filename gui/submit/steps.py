"""The steps of the assistant after the check: declaration, file, done."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.context import Context
from gui.dialogs import PARK_FILES
from gui.submit.facts_form import FactsForm
from gui.submit.submit_view_model import SubmitViewModel
from gui.widgets.labels import label
from questionnaire.messages import Text, msg
from services.number_words import in_groups
from services.submissions import Submitted


class Step(QWidget):
    """A column of parts, from the top.

    Args:
        view_model: what the step shows and does.
        context: words and asks.
    """

    changed = Signal()
    """After the step became ready, or is no longer."""

    def __init__(self, view_model: SubmitViewModel, context: Context) -> None:
        super().__init__()
        self.view_model = view_model
        self.context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(context.theme.px(12))

    def stack(self, *parts: QWidget | QHBoxLayout) -> None:
        """Put the parts below each other."""
        for part in parts:
            if isinstance(part, QHBoxLayout):
                self._column.addLayout(part)
            else:
                self._column.addWidget(part)
        self._column.addStretch(1)

    def paragraph(self, text: Text, role: str = "") -> QWidget:
        """A text that wraps."""
        made = label(self.tr_text(text), role)
        made.setWordWrap(True)
        return made

    def button(self, name: str, text: Text) -> QPushButton:
        """A button of the step, which Enter does not press."""
        made = QPushButton(self.tr_text(text))
        made.setObjectName(f"submit.{name}")
        made.setAutoDefault(False)
        return made

    def tr_text(self, text: object) -> str:
        """Word a text."""
        return self.context.texts.tr(text)


class DeclareStep(Step):
    """What is declared, by whom, and the tick that declares it."""

    def __init__(self, view_model: SubmitViewModel, context: Context) -> None:
        super().__init__(view_model, context)
        self._facts = FactsForm(context)
        self.declared = QCheckBox(
            self.tr_text(msg("We are responsible for the truth of all data and documents."))
        )
        self.declared.setObjectName("submit.declared")
        self.declared.toggled.connect(lambda _on: self.changed.emit())
        duty = msg(
            "The submission is signed with the key of this park: every later change of its "
            "figures or documents shows. False data withdraw the rating and are recorded."
        )
        self.stack(self._facts, self.paragraph(duty, "label"), self.declared)

    def show_declaration(self) -> None:
        """Show who declares what."""
        said = self.view_model.declaration()
        self._facts.show_facts(
            [
                ("submit.park", msg("Park"), f"{said.park}  {said.code}"),
                ("submit.year", msg("Year"), str(said.year)),
                ("submit.person", msg("Person in charge"), said.person or "–"),
                ("submit.day", msg("Date of the declaration"), said.day or "–"),
                ("submit.confirmed", msg("Confirmed problems"), str(said.confirmed)),
                ("submit.documents", msg("Evidence documents"), str(said.documents)),
            ]
        )


class FileStep(Step):
    """Where the submission is written, and what it holds."""

    def __init__(self, view_model: SubmitViewModel, context: Context) -> None:
        super().__init__(view_model, context)
        self.target: Path | None = None
        self._place = QLineEdit()
        self._place.setObjectName("submit.place")
        self._place.setReadOnly(True)
        self._place.setAccessibleName(self.tr_text(msg("File to send")))
        choose = self.button("choose", msg("Choose…"))
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self._place, 1)
        row.addWidget(choose)
        self.with_evidence = QCheckBox(
            self.tr_text(msg("Send the contents of the evidence as well"))
        )
        self.with_evidence.setObjectName("submit.evidence")
        self.with_evidence.setChecked(True)
        self.stack(
            self.paragraph(msg("File to send"), "key"),
            row,
            self.with_evidence,
            self.paragraph(msg("What the file holds"), "key"),
            *(self.paragraph(text, "label") for text in _contents()),
        )

    def suggest(self) -> None:
        """Suggest a place, unless one was chosen."""
        folder = self.context.settings.last_folder
        if self.target is None and folder:
            self._take(Path(folder) / self.view_model.suggested_name())

    def _choose(self) -> None:
        name = self.view_model.suggested_name()
        path = self.context.dialogs.save_file(self, msg("File to send"), name, [PARK_FILES])
        if path is not None:
            self._take(path)

    def _take(self, path: Path) -> None:
        self.target = path
        self._place.setText(str(path))
        self._place.setToolTip(str(path))
        self.changed.emit()


class DoneStep(Step):
    """What was written, in digits to read aloud, and what comes next."""

    def __init__(self, view_model: SubmitViewModel, context: Context) -> None:
        super().__init__(view_model, context)
        self._done: Submitted | None = None
        self._facts = FactsForm(context)
        copy = self.button("copy", msg("Copy"))
        copy.clicked.connect(self._copy)
        folder = self.button("folder", msg("Open the folder"))
        folder.clicked.connect(self._open_folder)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addWidget(folder)
        row.addStretch(1)
        self.stack(
            self.paragraph(msg("The file is ready to be sent."), "key"),
            self._facts,
            row,
            self.paragraph(msg("What comes next"), "key"),
            *(self.paragraph(text, "label") for text in _next_steps()),
        )

    def show_done(self, done: Submitted) -> None:
        """Show a submission that was written."""
        self._done = done
        self._facts.show_facts(self._lines(done))

    def _lines(self, done: Submitted) -> Iterable[tuple[str, Text, Text]]:
        return (
            ("submit.file", msg("File"), done.file.name),
            ("submit.in", msg("Folder"), str(done.file.parent)),
            (
                "submit.revision",
                msg("Revision"),
                in_groups(done.revisions[max(done.revisions)]),
            ),
            ("submit.key", msg("Key"), in_groups(done.fingerprint)),
        )

    def _copy(self) -> None:
        if self._done is not None:
            lines = [
                f"{self.tr_text(what)}: {self.tr_text(value)}"
                for _, what, value in self._lines(self._done)
            ]
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _open_folder(self) -> None:
        if self._done is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._done.file.parent)))


def _contents() -> tuple[Text, ...]:
    return (
        msg("All answers, tables, levels and reasons of this year, as they were checked just now."),
        msg("The list of the evidence; its contents when they are sent as well."),
        msg("The signature. Drafts and other years stay in the park file."),
    )


def _next_steps() -> tuple[Text, ...]:
    return (
        msg("1  Send the file to the province, by any way: it is signed."),
        msg("2  Read the digits of the key to the province when it asks: they confirm the signer."),
        msg(
            "3  Corrections later: change the form and submit again; the province sees the changes."
        ),
    )
