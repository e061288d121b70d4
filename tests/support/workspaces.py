"""Parts of the workspace of a park file for tests: a field, a table, typing into a field."""

from PySide6.QtCore import Qt

from gui.fill.editors import LineEditor
from gui.fill.field_row import FieldRow
from gui.fill.park_workspace import ParkWorkspace
from gui.fill.table_block import TableBlock
from support.typing_text import press, type_text


def row_of(workspace: ParkWorkspace, code: str) -> FieldRow:
    """The row of a field, with the focus in it."""
    workspace.go_to(code)
    row = workspace.page.row(code)
    assert row is not None
    return row


def block_of(workspace: ParkWorkspace, code: str) -> TableBlock:
    """The block of a table, with the focus in it."""
    workspace.go_to(code)
    block = workspace.page.block(code)
    assert block is not None
    return block


def type_into(workspace: ParkWorkspace, code: str, text: str) -> FieldRow:
    """Type into a field in place of what it holds, and press Enter."""
    row = row_of(workspace, code)
    editor = row.editor
    assert isinstance(editor, LineEditor)
    editor.selectAll()
    type_text(editor, text)
    press(editor, Qt.Key.Key_Return)
    return row
