"""One audit sheet before it is written: cells with contents, looks and notes, by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from exchange.audit.looks import TEXT
from exchange.audit.recalculation import Formula, Result
from exchange.cells import letters_of
from exchange.styles import HEAD, Look

Content: TypeAlias = Decimal | int | str | Formula | None


def reference(sheet: str, column: int, row: int) -> str:
    """A cell of a named sheet, fixed.

    >>> reference("1 顶层设计", 4, 7)
    "'1 顶层设计'!$D$7"
    """
    return f"'{quoted(sheet)}'!${letters_of(column)}${row}"


def range_reference(sheet: str, column: int, top: int, bottom: int) -> str:
    """Cells of a column of a named sheet, fixed.

    >>> range_reference("s", 2, 5, 9)
    "'s'!$B$5:$B$9"
    """
    letters = letters_of(column)
    return f"'{quoted(sheet)}'!${letters}${top}:${letters}${bottom}"


def quoted(sheet: str) -> str:
    """The name of a sheet as it stands between apostrophes."""
    return sheet.replace("'", "''")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of an audit sheet."""

    content: Content
    look: Look
    note: str = ""


@dataclass
class Grid:
    """The cells of one sheet.

    Attributes:
        name: name of the sheet.
        widths: widths of its columns from the first on, in characters.
        cells: by row and column.
        frozen: the cell above and left of which nothing scrolls.
        row: the last row that is used.
    """

    name: str
    widths: Sequence[float]
    cells: dict[tuple[int, int], GridCell] = field(default_factory=dict)
    frozen: str = ""
    row: int = 0

    def put(self, row: int, column: int, content: Content, look: Look, note: str = "") -> str:
        """Fill a cell; gives its reference from any sheet."""
        if content is not None:
            self.cells[row, column] = GridCell(content, look, note)
        self.row = max(self.row, row)
        return reference(self.name, column, row)

    def put_row(self, row: int, contents: Sequence[Content], look: Look = TEXT) -> None:
        """Fill the cells of a row from the second column on."""
        for column, content in enumerate(contents, start=2):
            self.put(row, column, content, look)

    def content(self, column: int, row: int) -> Result | Formula:
        """What stands in a cell, for computing."""
        cell = self.cells.get((row, column))
        if cell is None:
            return None
        return Decimal(cell.content) if isinstance(cell.content, int) else cell.content


@dataclass(frozen=True, slots=True)
class LineColumn:
    """A column of a block of lines.

    Attributes:
        name: by which formulas of the block and sums over it call it.
        heading: what stands above it.
        template: the formula, with `{name}` for the cell of the same line, and other names as the
            line gives them; without `=`. Empty: the line gives the content itself.
        look: how it looks.
        note: what it is, as a note on the heading.
    """

    name: str
    heading: str
    template: str
    look: Look
    note: str = ""


@dataclass(frozen=True)
class Block:
    """Lines of like columns on a sheet.

    Attributes:
        top, bottom: first and last row of the lines.
    """

    grid: Grid
    columns: Mapping[str, int]
    top: int
    bottom: int

    def range(self, name: str) -> str:
        """All cells of a column."""
        return range_reference(self.grid.name, self.columns[name], self.top, self.bottom)

    def cell(self, name: str, line: int) -> str:
        """The cell of a line counted from 0."""
        return reference(self.grid.name, self.columns[name], self.top + line)


def plan_block(grid: Grid, columns: Sequence[LineColumn], lines: int) -> Block:
    """Where a block will stand that is written next."""
    places = {column.name: at for at, column in enumerate(columns, start=2)}
    top = grid.row + 2
    return Block(grid, places, top, max(top, top + lines - 1))


def write_block(
    grid: Grid,
    columns: Sequence[LineColumn],
    lines: Sequence[Mapping[str, Content]],
    shared: Mapping[str, str] | None = None,
) -> Block:
    """Write a heading and a line for each of `lines` below what is on the sheet.

    Args:
        grid: the sheet.
        columns: from the second column on.
        lines: what each line gives: contents of columns without a template, and names for the
            templates.
        shared: names that are the same in all lines.
    """
    block = plan_block(grid, columns, len(lines))
    for at, column in enumerate(columns, start=2):
        grid.put(block.top - 1, at, column.heading, HEAD, column.note)
    for row, line in enumerate(lines, start=block.top):
        names = {**(shared or {}), **line}
        names |= {name: f"${letters_of(at)}{row}" for name, at in block.columns.items()}
        for column in columns:
            content: Content = line.get(column.name)
            if column.template:
                content = Formula(_expanded(column.template, names))
            grid.put(row, block.columns[column.name], content, column.look)
    grid.row = block.bottom
    return block


def _expanded(template: str, names: Mapping[str, Content]) -> str:
    """A template with its names replaced; a line may give parts that are templates themselves."""
    while "{" in template:
        template = template.format_map(names)
    return template
