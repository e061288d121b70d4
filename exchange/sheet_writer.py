"""One sheet of a workbook while it is written, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exchange.cells import escape, letters_of
from exchange.contents import is_risky, lines_of
from exchange.styles import Look

_MOST_COMMENT_LINES = 12
_LINE_SPACE, _LINE_HEIGHT, _MOST_LINES = 4, 15, 12


class SheetWriter:
    """Writes the rows of one sheet from top to bottom.

    Args:
        book: the workbook, opened for writing only.
        name: name of the sheet.
        widths: width of each column in characters; 0 hides it.
    """

    def __init__(self, book: Workbook, name: str, widths: Sequence[float]) -> None:
        # A sheet of a write-only book has of a worksheet all that is used here.
        sheet = cast("Worksheet", book.create_sheet(name))
        self.sheet = sheet
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0  # as many pages as needed, each as wide as the sheet
        self.row = 0
        self._widths = tuple(widths)
        self._cells: dict[tuple[Look, bool], Cell] = {}
        for number, width in enumerate(widths, start=1):
            column = sheet.column_dimensions[letters_of(number)]
            column.width = width or 8
            column.hidden = not width

    def cell(self, content: object, look: Look, comment: str = "") -> Cell:
        """A cell; `None` leaves it blank."""
        cell = copy(self._dressed(look, quoted=is_risky(content)))
        set_content(cell, content)
        if comment:
            cell.comment = Comment(comment, "greenpark", height=_comment_height(comment), width=320)
        return cell

    def shared(self, look: Look) -> tuple[Cell, Cell]:
        """Two blank cells for many rows: for usual contents, and for texts like a formula."""
        return copy(self._dressed(look, quoted=False)), copy(self._dressed(look, quoted=True))

    def append(self, cells: list[object]) -> int:
        """Write a row; gives its number."""
        self.sheet.append(cells)
        self.row += 1
        return self.row

    def hide_row(self, row: int) -> None:
        """Hide a row that is not written yet."""
        self.sheet.row_dimensions[row].hidden = True

    def height(self, row: int, points: float) -> None:
        """Set the height of a row that is not written yet."""
        self.sheet.row_dimensions[row].height = points

    def fit(self, contents: Sequence[object]) -> None:
        """Make the next row as high as its texts need, given from the first column on."""
        lines = max(
            lines_of(text, width)
            for text, width in zip(contents, self._widths, strict=False)
            if width
        )
        self.height(self.row + 1, _LINE_SPACE + _LINE_HEIGHT * min(lines, _MOST_LINES))

    def offer(self, cells: str, choices: str) -> None:
        """A drop-down list for a range; `choices` is a formula that names them."""
        rule = DataValidation(
            type="list", formula1=choices, allow_blank=True, showErrorMessage=True
        )
        rule.add(cells)
        self.sheet.data_validations.append(rule)

    def demand(self, cells: str, formula: str, title: str, message: str) -> None:
        """Refuse what does not fit a formula when it is typed into a range."""
        rule = DataValidation(
            type="custom", formula1=formula, allow_blank=True, showErrorMessage=True,
            errorTitle=title[:32], error=message[:220],
        )  # fmt: skip
        rule.add(cells)
        self.sheet.data_validations.append(rule)

    def colour(self, cells: str, rule: Rule) -> None:
        """Colour a range where a formula is true."""
        self.sheet.conditional_formatting.add(cells, rule)

    def protect(self) -> None:
        """Lock everything but the inputs, without a password; layout can be changed."""
        lock = self.sheet.protection
        lock.sheet = True
        for freedom in (
            "formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort",
            "autoFilter",
        ):  # fmt: skip
            setattr(lock, freedom, False)  # in the file format, False means: not forbidden

    def _dressed(self, look: Look, *, quoted: bool) -> Cell:
        """A cell to be copied: dressing each anew would take most of the time."""
        cell = self._cells.get((look, quoted))
        if cell is None:
            cell = WriteOnlyCell(self.sheet)
            dress(cell, look)
            cell.quotePrefix = quoted
            self._cells[look, quoted] = cell
        return cell


def set_content(cell: Cell, content: object) -> None:
    """Put a number, a date or a text into a cell; a text is never a formula."""
    if isinstance(content, str):
        cell.value = escape(content)
        cell.data_type = "s"
    else:
        cell.value = content  # type: ignore[assignment]  # numbers, dates and None


def dress(cell: Cell, look: Look) -> None:
    """Give a cell its look."""
    cell.font = look.font
    cell.number_format = look.number_format
    cell.alignment = look.alignment
    cell.protection = look.protection
    if look.ground is not None:
        cell.fill = look.ground
    if look.edged:
        cell.border = look.border


def _comment_height(text: str) -> int:
    lines = 2 + sum(1 + len(line) // 24 for line in text.splitlines())
    return 16 * min(lines, _MOST_COMMENT_LINES)
