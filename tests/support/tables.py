"""Reading and selecting cells of a table block in tests."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from gui.fill.table_block import TableBlock

PlaceTable = Callable[[str, int], TableBlock]
"""Shows a table, by its code and page, alone in a window."""


def column(block: TableBlock, name: str) -> int:
    """Place of a column."""
    return block.model.column_position(name)


def texts(block: TableBlock, name: str) -> list[str]:
    """What the cells of a column show, from the top."""
    at = column(block, name)
    return [block.model.text(row, at) for row in range(block.model.rowCount())]


def select(block: TableBlock, *cells: tuple[int, int]) -> None:
    """Select some cells, as with Ctrl and the pointer; the first is the current one."""
    block.grid.choose(*cells[0])
    for row, at in cells[1:]:
        index = block.model.index(row, at)
        block.grid.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def put_on_clipboard(text: str) -> None:
    """What a spreadsheet leaves there."""
    QGuiApplication.clipboard().setText(text)


def clipboard() -> str:
    """What a spreadsheet would paste."""
    return QGuiApplication.clipboard().text()


def open_menu() -> QMenu:
    """The menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def entries(menu: QMenu) -> dict[str, QAction]:
    """The entries of a menu and its menus by id of their action."""
    found = [*menu.actions()]
    for inner in menu.findChildren(QMenu):
        found += inner.actions()
    names = ((action.objectName().removeprefix("table_menu."), action) for action in found)
    return {name: action for name, action in names if name}


def filled(block: TableBlock, cells: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether each cell holds something."""
    return [block.model.is_filled(row, at) for row, at in cells]
