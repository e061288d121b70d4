"""Reading a workbook or a CSV table against the answers that are there.

Source: interface.md, Excel.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from exchange.book import Sheet, SheetRows
from exchange.cells import Cells, Merge, letters_of, place_of
from exchange.findings import Findings
from exchange.layout import (
    AUDIT_SHEET,
    FORMAT_VERSION,
    LISTS_SHEET,
    SETTINGS_SHEET,
    read_marker,
)
from exchange.matching import HEAD_ROWS, ColumnMatch, Matched, Names, repeated
from exchange.own_reader import OwnReader
from exchange.places import Places
from exchange.table_reader import TableReader
from exchange.units import other_unit
from exchange.vocabulary import LANGUAGES, README_TITLE
from questionnaire.answers import AnswerSet, Row
from questionnaire.catalogue import Catalogue, References
from questionnaire.errors import Defect
from questionnaire.fill_shape import FillDocument
from questionnaire.messages import Message, msg

Progress = Callable[[int, int], None]
"""Told how many sheets of how many were read, and now and then within one; may raise to stop."""

_REPORT_EVERY = 2_000


class Source(Protocol):
    """A file of sheets that is open for reading."""

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Its sheets."""

    @property
    def notes(self) -> tuple[Message, ...]:
        """What of it is left aside."""

    def read(self, sheet: Sheet) -> SheetRows:
        """The rows of a sheet."""


@dataclass(frozen=True)
class ReadAnswers:
    """What a workbook says, against the answers that are there.

    Attributes:
        document: what shall change of fields, states, qualities, marks and confirmations, in the
            shape of `fill`.
        tables: all rows of each table that changes.
        places: where everything stands.
        defects: what refuses the workbook.
        notes: what does not.
        columns: what the columns of tables were taken for.
    """

    document: FillDocument
    tables: Mapping[str, Mapping[str, Row]]
    places: Places
    defects: tuple[Defect, ...]
    notes: tuple[Defect, ...]
    columns: tuple[ColumnMatch, ...]


@dataclass
class Reading:
    """The reading of one file.

    Attributes:
        catalogue: what is asked.
        references: lists that choices come from.
        base: the answers so far; its year is that of rows without one.
        names: what sheets and columns may be called.
        new_row_id: makes the id of a new row.
        progress: told how far it is.
    """

    catalogue: Catalogue
    references: References
    base: AnswerSet
    names: Names
    new_row_id: Callable[[], str]
    progress: Progress = lambda _done, _all: None
    _matches: list[ColumnMatch] = field(default_factory=list)

    def read(self, source: Source, file: str) -> ReadAnswers:
        """Read all sheets.

        Args:
            source: the file.
            file: its name, for messages.

        Raises:
            ExchangeError: the file is damaged or too large.
        """
        findings = Findings(file)
        for note in source.notes:
            findings.note("", "ignored", note)
        places = Places()
        own = OwnReader(self.catalogue, self.references, self.base, findings, places)
        tables: dict[str, Mapping[str, Row]] = {}
        recognised = 0
        for number, sheet in enumerate(source.sheets):
            self.progress(number, len(source.sheets))
            if sheet.name in (SETTINGS_SHEET, LISTS_SHEET):
                continue
            recognised += self._read_sheet(source.read(sheet), own, tables)
        if not recognised:
            message = msg("No sheet was recognised; say which table it is, or fill in a template.")
            findings.refuse("", "no-sheet", message)
        changed = {
            code: rows
            for code, rows in tables.items()
            if rows is not self.base.tables.get(code) and (rows or self.base.rows(code))
        }
        return ReadAnswers(
            own.document, changed, places, findings.all_defects, findings.notes,
            tuple(self._matches),
        )  # fmt: skip

    def _read_sheet(
        self, sheet: SheetRows, own: OwnReader, tables: dict[str, Mapping[str, Row]]
    ) -> bool:
        """Read one sheet; whether it was recognised."""
        head = list(itertools.islice(sheet.rows, HEAD_ROWS))
        if head and 1 in head[0][1] and read_marker(head[0][1][1].text) == AUDIT_SHEET:
            return False
        matched = self.names.match(sheet.name, head)
        findings = own.findings
        if matched is None or matched.plan.kind == "settings":
            if head and sheet.name not in (README_TITLE.zh, README_TITLE.en):
                message = msg("The sheet was not recognised and is not read.")
                findings.note(f"{sheet.name}!A1", "foreign-sheet", message)
            return False
        self._look_at_columns(matched, findings)
        rows = _data_rows(matched, itertools.chain(head, sheet.rows), self.catalogue)
        if matched.plan.kind != "table":
            for number, cells in rows:
                own.take(matched, number, cells)
        else:
            self._read_table(matched, rows, sheet, own, tables)
        _refuse_merges(matched, sheet.merges, findings)
        return True

    def _read_table(
        self,
        matched: Matched,
        rows: Iterator[tuple[int, Cells]],
        sheet: SheetRows,
        own: OwnReader,
        tables: dict[str, Mapping[str, Row]],
    ) -> None:
        table = self.catalogue.tables[matched.plan.code]
        yearly = table.has_year and self.catalogue.fields[table.code].yearly == "yes"
        reader = TableReader(
            table, matched, self.references, own.findings, self.base.year if yearly else None,
            plain=sheet.plain,
        )  # fmt: skip
        for count, (number, cells) in enumerate(rows):
            reader.take(number, cells)
            if count % _REPORT_EVERY == 0:
                self.progress(count, 0)
        base = tables.get(table.code, self.base.rows(table.code))
        tables[table.code] = reader.merge(base, self.new_row_id)
        own.places.tables.setdefault(table.code, []).append(reader.place)

    def _look_at_columns(self, matched: Matched, findings: Findings) -> None:
        """Note columns that moved or are not read; refuse those that stand twice."""
        self._matches += [item for item in matched.matches if item.table]
        for item in matched.matches:
            if item.how == "none" and item.heading.strip():
                message = msg("The column {name} is not read.", name=item.heading)
                findings.note(item.place, "unknown-column", message)
            elif item.table and item.how != "code":
                self._refuse_other_unit(item, findings)
        for column, name in repeated(matched.columns):
            message = msg("The column {name} stands twice; delete one.", name=name)
            findings.refuse(
                place_of(matched.name, column, matched.head_row), "column-twice", message
            )
        if matched.by_code:
            _note_moved(matched, self.names, findings)

    def _refuse_other_unit(self, item: ColumnMatch, findings: Findings) -> None:
        column = self.catalogue.tables[item.table].columns.get(item.column)
        unit = "" if column is None else other_unit(item.heading, column.unit)
        if column is not None and unit:
            message = msg(
                "The heading says {unit}, the form asks for {wanted}; convert the column and "
                "correct its heading.",
                unit=unit,
                wanted=column.unit,
            )
            findings.refuse(item.place, "other-unit", message)


def read_settings(source: Source) -> Mapping[str, str]:
    """What a workbook says of itself: format, catalogue, park, year; empty when it says nothing."""
    sheet = next((item for item in source.sheets if item.name == SETTINGS_SHEET), None)
    if sheet is None:
        return {}
    found: dict[str, str] = {}
    for _number, cells in source.read(sheet).rows:
        if 1 in cells and 2 in cells:
            found[cells[1].text] = cells[2].text
    return found


def is_newer(settings: Mapping[str, str]) -> bool:
    """Whether a workbook was made by a program whose layout is not known here.

    >>> is_newer({"format": "1"}), is_newer({"format": "2"})
    (False, True)
    """
    return settings.get("format", FORMAT_VERSION) != FORMAT_VERSION


def _data_rows(
    matched: Matched, rows: Iterator[tuple[int, Cells]], catalogue: Catalogue
) -> Iterator[tuple[int, Cells]]:
    """The rows below the headings, and below the row of units under them."""
    first = matched.head_row + 1
    for number, cells in rows:
        if number < first or (number == first and _is_unit_row(matched, cells, catalogue)):
            continue
        yield number, cells


def _is_unit_row(matched: Matched, cells: Cells, catalogue: Catalogue) -> bool:
    """Whether a row repeats units: texts only, and one of them the unit of its column."""
    if matched.plan.kind != "table" or any(cell.kind != "text" for cell in cells.values()):
        return False
    columns = catalogue.tables[matched.plan.code].columns
    if matched.by_code and 1 not in cells:
        return True
    return any(
        cells[at].text.strip()
        in {columns[name].unit, *(catalogue.unit_text(columns[name].unit, it) for it in LANGUAGES)}
        for at, name in matched.columns.items()
        if at in cells and name in columns and columns[name].unit
    )


def _note_moved(matched: Matched, names: Names, findings: Findings) -> None:
    order = [name for _, name in sorted(matched.columns.items())]
    plan = matched.plan
    known = list(names.catalogue.tables[plan.code].columns) if plan.kind == "table" else order
    if order != [name for name in known if name in order]:
        message = msg("Columns were moved; they were told apart by their hidden codes.")
        findings.note(f"{matched.name}!A1", "columns-moved", message)
    missing = [name for name in known if name not in order]
    if missing:
        message = msg(
            "These columns are missing and stay as they are: {names}.", names=", ".join(missing)
        )
        findings.note(f"{matched.name}!A1", "columns-missing", message)


def _refuse_merges(matched: Matched, merges: list[Merge], findings: Findings) -> None:
    for merge in merges:
        inside = any(merge.left <= column <= merge.right for column in matched.columns)
        if merge.bottom > matched.head_row and inside:
            place = place_of(matched.name, merge.left, merge.top)
            message = msg(
                "The cells to {end} are merged, so it is not known where their value belongs; "
                "divide them and fill in each.",
                end=f"{letters_of(merge.right)}{merge.bottom}",
            )
            findings.refuse(place, "merged-cells", message)
