"""The dialog that makes a park file: code, name, year, place."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.dialogs import PARK_FILES
from gui.style import set_role
from gui.widgets.dialog_size import grow
from gui.widgets.labels import label
from questionnaire.errors import GreenparkError
from questionnaire.messages import Text, msg
from services.failures import system_failure
from services.opening import SUFFIX
from services.parks import new_park

_FIRST_YEAR, _LAST_YEAR = 2010, 2100
_WIDTH_PX, _INSET_PX = 560, 8


class NewParkDialog(QDialog):
    """Asks for what a park file begins with and makes it when accepted.

    It stays open when that fails, with every problem under its line.

    Attributes:
        path: the file that was made; None until then.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.path: Path | None = None
        self._chosen: Path | None = None
        self._is_chosen = False
        tr = context.texts.tr
        self.setWindowTitle(tr(msg("New park file")))
        self.setMinimumWidth(context.theme.px(_WIDTH_PX))
        self._code, self._name, self._place = QLineEdit(), QLineEdit(), QLineEdit()
        self._year = QSpinBox()
        self._year.lineEdit().setTextMargins(context.theme.px(_INSET_PX), 0, 0, 0)
        self._year.setRange(_FIRST_YEAR, _LAST_YEAR)
        self._year.setValue(context.environment.today().year - 1)
        self._editors: dict[str, QLineEdit | QSpinBox] = {
            "park_code": self._code,
            "park_name": self._name,
            "assessment_year": self._year,
        }
        self._place.setReadOnly(True)
        self._choose = QPushButton(tr(msg("Choose…")))
        self._choose.clicked.connect(self._choose_place)
        self._problems: dict[str, QLabel] = {}
        self._general = label(role="error")
        self._general.setWordWrap(True)
        self._buttons = QDialogButtonBox(self)
        self._make = QPushButton(tr(msg("Make the file")))
        set_role(self._make, "role", "primary")
        self._buttons.addButton(self._make, QDialogButtonBox.ButtonRole.AcceptRole)
        self._cancel = QPushButton(tr(msg("Cancel")))
        self._buttons.addButton(self._cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._name.textChanged.connect(self._suggest_place)
        self._suggest_place()
        self._order_tabs()
        self._code.setFocus()

    def problem(self, code: str) -> str:
        """What stands under a line: `park_code`, `park_name`, `assessment_year`, `place`."""
        return self._problems[code].text()

    def _lay_out(self) -> None:
        tr = self._context.texts.tr
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._place, 1)
        row.addWidget(self._choose)
        fields = self._context.product.catalogue.fields
        lines: tuple[tuple[str, Text, QWidget], ...] = (
            *((code, fields[code].label, editor) for code, editor in self._editors.items()),
            ("place", msg("Place of the file"), place),
        )
        for number, (code, text, editor) in enumerate(lines):
            name, problem = label(tr(text), "label"), label(role="error")
            problem.setWordWrap(True)
            problem.setMinimumHeight(problem.fontMetrics().height() + 2)
            focus = self._choose if code == "place" else editor
            name.setBuddy(focus)
            editor.setObjectName(f"new_park.{code}")
            focus.setAccessibleName(tr(text))
            self._place.setAccessibleName(tr(text))
            grid.addWidget(name, 2 * number, 0)
            grid.addWidget(editor, 2 * number, 1)
            grid.addWidget(problem, 2 * number + 1, 1)
            self._problems[code] = problem
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.addLayout(grid)
        column.addWidget(self._general)
        column.addWidget(self._buttons)

    def _order_tabs(self) -> None:
        fields = (self._code, self._name, self._year, self._place, self._choose)
        parts = (*fields, self._cancel, self._make)
        for before, after in pairwise(parts):
            self.setTabOrder(before, after)

    def _suggest_place(self) -> None:
        if self._is_chosen:
            return
        self._chosen = None
        self._place.setText("")
        folder = self._context.settings.last_folder
        if folder:
            self._chosen = Path(folder) / self._suggested_name()
            self._place.setText(str(self._chosen))

    def _suggested_name(self) -> str:
        """A file name out of the park's name, without what file systems refuse."""
        name = "".join(c for c in self._name.text().strip() if c.isalnum() or c in " _-（）()·")
        return f"{name.strip() or 'park'}{SUFFIX}"

    def _choose_place(self) -> bool:
        path = self._context.dialogs.save_file(
            self, msg("Place of the file"), self._suggested_name(), [PARK_FILES]
        )
        if path is None:
            return False
        self._chosen = path
        self._place.setText(str(path))
        self._is_chosen = True
        return True

    def _clear_problems(self) -> None:
        for line in self._problems.values():
            line.setText("")
        self._general.setText("")
        for editor in self._editors.values():
            set_role(editor, "problem", "")

    def _show_error(self, error: GreenparkError) -> None:
        tr = self._context.texts.tr
        for defect in error.defects:
            code = defect.place.removeprefix("fields.").removeprefix("field:")
            if code in self._problems:
                is_blank = not self._editors[code].text().strip()
                self._problems[code].setText(
                    tr(msg("Please fill this in.") if is_blank else defect.message)
                )
                set_role(self._editors[code], "problem", "error")
            else:
                self._general.setText(tr(defect.message))
        if not error.defects:
            hint = tr(error.hint) if error.hint is not None else ""
            self._problems["place"].setText(f"{tr(error.message)} {hint}".strip())
        grow(self)
        wrong = (editor for code, editor in self._editors.items() if self._problems[code].text())
        next(wrong, self._choose).setFocus()

    @override
    def accept(self) -> None:
        self._clear_problems()
        if self._chosen is None and not self._choose_place():
            return
        target = self._chosen
        if target is None:
            return
        try:
            new_park(
                self._context.product,
                self._context.environment,
                target,
                code=self._code.text().strip(),
                name=self._name.text().strip(),
                year=self._year.value(),
            )
        except GreenparkError as error:
            self._show_error(error)
            return
        except OSError as error:
            self._show_error(system_failure(error))
            return
        self.path = target
        super().accept()
