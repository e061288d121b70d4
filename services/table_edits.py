"""Rows and blocks of cells as edits: what a new row starts with, and a block from the clipboard.

Source: carbon-accounting.md 3 (non-energy use); interface.md, 填报 (tables).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from db.edits import Edit
from questionnaire.answers import AnswerSet, Row, Value
from questionnaire.catalogue import Catalogue, References
from questionnaire.messages import msg
from questionnaire.value_problem import ValueProblem
from services.draft_edits import Edits, cell_edits, insertion_edits, read_typed, typed_text
from services.session_values import CellRefusal

FEEDSTOCKS = frozenset({"naphtha", "lubricant", "paraffin", "solvent", "bitumen", "crude_oil"})
"""Carriers that count as material, not fuel, unless the user says less (carbon-accounting.md 3)."""

_PLAN = "peak_plan"


def first_cells(catalogue: Catalogue, answers: AnswerSet, table: str) -> dict[str, Value]:
    """What a new row starts with: the year, where the table has one.

    The year of the answers; in the peak plan the year after the last planned one.
    """
    if not catalogue.tables[table].has_year:
        return {}
    year = Decimal(answers.year)
    if table == _PLAN:
        planned = [row.get("year") for row in answers.rows(table).values()]
        years = [item for item in planned if isinstance(item, Decimal)]
        year = max(years) + 1 if years else year
    return {"year": year}


def material_use(table: str, before: Row, after: Row) -> Mapping[str, Value]:
    """Non-energy use that a row of a feedstock starts with: its consumption.

    It is proposed once, when carrier and consumption have come together; a cell that was typed or
    blanked later stays.

    >>> material_use("energy_carriers", {}, {"carrier": "naphtha", "consumption": Decimal(5)})
    {'non_energy': Decimal('5')}
    """
    if table != "energy_carriers" or after.get("carrier") not in FEEDSTOCKS:
        return {}
    complete = before.get("carrier") in FEEDSTOCKS and "consumption" in before
    if complete or "consumption" not in after or "non_energy" in after:
        return {}
    return {"non_energy": after["consumption"]}


def changed_cell(
    catalogue: Catalogue,
    answers: AnswerSet,
    place: tuple[str, str, str],
    value: Value | None,
    typed: str | None,
) -> Edits:
    """One cell of a row that is there, and what it brings along."""
    table, row_id, column = place
    before = answers.rows(table)[row_id]
    edits = cell_edits(catalogue, answers, place, value, typed)
    if not edits or value is None:
        return edits
    more = material_use(table, before, {**before, column: value})
    for name, proposed in more.items():
        edits += cell_edits(catalogue, answers, (table, row_id, name), proposed)
    return edits


@dataclass(frozen=True, slots=True)
class Block:
    """Texts from the clipboard and where they go.

    Attributes:
        table: table code.
        row_id: row of the first line; None adds rows behind the last one.
        column: column of the first text of a line.
        lines: texts as they were copied; None leaves its cell as it is.
        rows: rows in the order in which the user sees them.
        columns: columns in that order.
    """

    table: str
    row_id: str | None
    column: str
    lines: Sequence[Sequence[str | None]]
    rows: Sequence[str]
    columns: Sequence[str]


class BlockReader:
    """Reads a block against a table; cells that cannot be read are listed and left as they are."""

    def __init__(
        self,
        catalogue: Catalogue,
        references: References,
        answers: AnswerSet,
        new_id: Callable[[], str],
    ) -> None:
        """Read against `answers`; new rows are named by `new_id`."""
        self._catalogue = catalogue
        self._references = references
        self._answers = answers
        self._new_id = new_id
        self._known: dict[tuple[str, str], Value | ValueProblem | None] = {}
        self.refusals: list[CellRefusal] = []
        self.new_rows: list[tuple[str, Row]] = []

    def edits(self, block: Block) -> Edits:
        """The edits of the block: cells of rows that are there, then new rows."""
        first = len(block.rows) if block.row_id is None else list(block.rows).index(block.row_id)
        found: list[Edit] = []
        for number, line in enumerate(block.lines):
            if first + number < len(block.rows):
                found += self._in_row(block, number, block.rows[first + number], line)
            elif any(text and text.strip() for text in line):
                self._new_row(block, number, line)
        known = tuple(self._answers.rows(block.table))
        after = known[-1] if known else ""
        return (
            *found,
            *insertion_edits(self._catalogue, self._answers, block.table, self.new_rows, after),
        )

    def _in_row(
        self, block: Block, number: int, row_id: str, line: Sequence[str | None]
    ) -> list[Edit]:
        before = self._answers.rows(block.table)[row_id]
        found: list[Edit] = []
        after: dict[str, Value] = dict(before)
        for column, text, value in self._read(block, number, row_id, line):
            question = self._catalogue.tables[block.table].columns[column]
            place = (block.table, row_id, column)
            typed = typed_text(question, text, value)
            found += cell_edits(self._catalogue, self._answers, place, value, typed)
            after.pop(column, None)
            if value is not None:
                after[column] = value
        for name, proposed in material_use(block.table, before, after).items():
            place = (block.table, row_id, name)
            found += cell_edits(self._catalogue, self._answers, place, proposed)
        return found

    def _new_row(self, block: Block, number: int, line: Sequence[str | None]) -> None:
        row = first_cells(self._catalogue, self._answers, block.table)
        for column, _, value in self._read(block, number, "", line):
            if value is not None:
                row[column] = value
        row.update(material_use(block.table, {}, row))
        self.new_rows.append((self._new_id(), row))

    def _read(
        self, block: Block, number: int, row_id: str, line: Sequence[str | None]
    ) -> list[tuple[str, str, Value | None]]:
        start = list(block.columns).index(block.column)
        columns = block.columns[start:]
        read: list[tuple[str, str, Value | None]] = []
        for position, text in enumerate(line):
            if text is None:
                continue
            if position >= len(columns):
                self._refuse_outside(number, position, row_id, text)
                continue
            column = columns[position]
            found = self._value(block.table, column, text)
            if isinstance(found, ValueProblem):
                self.refusals.append(
                    CellRefusal(
                        number, position, row_id, column, text, found.message, found.proposal
                    )
                )
            else:
                read.append((column, text, found))
        return read

    def _value(self, table: str, column: str, text: str) -> Value | ValueProblem | None:
        """What a text means in a column; most texts of a block come again and again."""
        place = (column, text)
        if place not in self._known:
            question = self._catalogue.tables[table].columns[column]
            try:
                self._known[place] = read_typed(question, text, self._references)
            except ValueProblem as problem:
                self._known[place] = problem
        return self._known[place]

    def _refuse_outside(self, number: int, position: int, row_id: str, text: str) -> None:
        if text.strip():
            message = msg("The block is wider than the table; this cell has no column.")
            self.refusals.append(CellRefusal(number, position, row_id, "", text, message))


def typed_cells(
    catalogue: Catalogue, references: References, table: str, cells: Mapping[str, object]
) -> dict[str, Value]:
    """Cells of a row to be made; blanks are left out.

    Raises:
        ValueProblem: a cell cannot be read.
    """
    columns = catalogue.tables[table].columns
    read = {name: read_typed(columns[name], typed, references) for name, typed in cells.items()}
    return cast(
        dict[str, Value], {name: value for name, value in read.items() if value is not None}
    )
