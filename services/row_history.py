"""The edits of a table, of one row or of one cell in words: what came, went and changed.

Source: interface.md, 填报 (edit history; tables); submissions.md, Files (edit log).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Literal, TypeAlias

from db.edits import LoggedEdit, Place
from questionnaire.answer_scope import key_columns
from questionnaire.answers import Row
from questionnaire.catalogue import Column, FieldType, Table
from questionnaire.messages import LocalText, Text, msg
from questionnaire.row_units import row_unit
from questionnaire.values import value_to_json
from services.edit_words import (
    FieldEdit,
    confirmation_line,
    content_of,
    line_of,
    operation_words,
    replay_words,
    value_words,
)
from services.number_words import NOTHING
from services.park_sessions import ParkSession
from services.translation import word

Event: TypeAlias = Literal["came", "went", "moved"]
Cells: TypeAlias = Mapping[str, object]
"""Cells of a row by column, in canonical spelling."""

_EVENTS: Mapping[tuple[str, Event], Text] = MappingProxyType(
    {
        ("edit", "came"): msg("row added"),
        ("edit", "went"): msg("row deleted"),
        ("edit", "moved"): msg("row moved"),
        ("undo", "came"): msg("row restored"),
        ("undo", "went"): msg("row taken back"),
        ("undo", "moved"): msg("row moved back"),
        ("redo", "came"): msg("row added again"),
        ("redo", "went"): msg("row deleted again"),
        ("redo", "moved"): msg("row moved again"),
    }
)
_MOST_NAMED = 5
"""Rows of one step that are named one by one; more are counted."""


def table_events(session: ParkSession, table: str) -> Iterator[tuple[int, FieldEdit]]:
    """Rows of a table that came, went or moved, with the place of each line in the log.

    Steps of many rows are one line.

    Args:
        session: an open park file; everything is written before the log is read.
        table: code of the table, of the year that is shown.

    Raises:
        DbError: the file cannot be read.
    """
    teller = _Teller(session, table)
    log = session.log_of(Place(session.year, "row", table))
    for _, step in groupby(log, key=lambda item: (item.group, _event(item))):
        items = list(step)
        if len(items) > _MOST_NAMED:
            yield items[-1].sequence, teller.many(items)
        else:
            yield from ((item.sequence, teller.row(item, named=True)) for item in items)


def row_history(session: ParkSession, table: str, row_id: str) -> tuple[FieldEdit, ...]:
    """What happened to a row and its cells, newest first; `place` is the column.

    Args:
        session: an open park file; everything is written before the log is read.
        table: code of the table, of the year that is shown.
        row_id: a row that is there, or was.

    Raises:
        DbError: the file cannot be read.
    """
    log = session.log_of(Place(session.year, "row", table, row_id))
    teller = _Teller(session, table)
    lines = [teller.line(item) for item in log]
    return tuple(reversed(lines))


def cell_history(
    session: ParkSession, table: str, row_id: str, column: str
) -> tuple[FieldEdit, ...]:
    """What happened to a cell, newest first: its values, and the coming and going of its row.

    Args:
        session: an open park file; everything is written before the log is read.
        table: code of the table, of the year that is shown.
        row_id: a row that is there, or was.
        column: name of the column.

    Raises:
        DbError: the file cannot be read.
    """
    problem = f"table:{table}.{column}:{row_id}"
    log = [
        *session.log_of(Place(session.year, "cell", table, row_id, column)),
        *session.log_of(Place(session.year, "confirmed", problem)),
    ]
    log.sort(key=lambda item: item.sequence, reverse=True)
    teller = _Teller(session, table)
    return tuple(teller.cell(item, column) for item in log)


def row_name(session: ParkSession, table: str, row: Row) -> Text:
    """What a row is called: its first required text, else its natural key; a dash when blank.

    Args:
        session: gives the catalogue and the references.
        table: code of the table.
        row: its cells.
    """
    columns = session.catalogue.tables[table].columns
    cells = {name: value_to_json(columns[name], value) for name, value in row.items()}
    return _name(session, table, cells)


def _name(session: ParkSession, code: str, cells: Cells) -> Text:
    table = session.catalogue.tables[code]
    texts = (c for c in table.columns.values() if c.type is FieldType.TEXT)
    title = next((column.code for column in texts if column.required == "yes"), "")
    names = (title,) if title else key_columns(table)
    filled = [name for name in names if name in cells]
    words = [value_words(session, table.columns[name], cells[name], "") for name in filled]
    return _joined(words, " · ") if words else NOTHING


class _Teller:
    """Words the log of one table."""

    def __init__(self, session: ParkSession, table: str) -> None:
        self._session = session
        self._table: Table = session.catalogue.tables[table]
        self._rows: Mapping[str, Row] = session.answers.rows(table)

    def line(self, item: LoggedEdit) -> FieldEdit:
        """The line of an edit of a row, of one of its cells or of a problem there."""
        place = item.edit.place
        if place.kind == "row":
            return self.row(item)
        if place.kind == "cell":
            return self.cell(item, place.column, self._label(place.column))
        column = place.code.partition(".")[2].partition(":")[0]
        return confirmation_line(item, self._label(column))

    def row(self, item: LoggedEdit, *, named: bool = False) -> FieldEdit:
        """A row that came, went or moved, with all its cells; `named`: with its name as place."""
        old, new = self._cells(item.edit.old), self._cells(item.edit.new)
        return line_of(
            item,
            _event_words(item),
            self._all_cells(item, old),
            self._all_cells(item, new),
            place=self._name(item, new or old) if named else "",
        )

    def many(self, items: Sequence[LoggedEdit]) -> FieldEdit:
        """Many rows that came, went or moved in one step."""
        count = msg("{n} {n|row|rows}", n=f"{len(items):,}")
        event = _event(items[-1])
        old = count if event == "went" else NOTHING
        new = NOTHING if event == "went" else count
        return line_of(items[-1], _event_words(items[-1]), old, new)

    def cell(self, item: LoggedEdit, column: str, place: Text = "") -> FieldEdit:
        """An edit of a cell, of its row, or of its problem, as the cell sees it."""
        kind = item.edit.place.kind
        if kind == "confirmed":
            return confirmation_line(item, place)
        sides = []
        for stored in (item.edit.old, item.edit.new):
            content = content_of(stored)
            if kind == "row":
                content = None if content is None else content.get("cells", {}).get(column)
            sides.append(self._value(column, content, item))
        action = _event_words(item) if kind == "row" else _cell_action(item)
        return line_of(item, action, *sides, place=place)

    def _name(self, item: LoggedEdit, cells: Cells) -> Text:
        row = self._rows.get(item.edit.place.row_id)
        if cells or row is None:
            return _name(self._session, self._table.code, cells)
        return row_name(self._session, self._table.code, row)  # it only moved

    def _label(self, column: str) -> Text:
        known = self._table.columns.get(column)
        return column if known is None else known.label

    def _cells(self, stored: str | None) -> Cells:
        content = content_of(stored)
        found: Cells = {} if content is None else content.get("cells", {})
        return found

    def _all_cells(self, item: LoggedEdit, cells: Cells) -> Text:
        """Each filled cell with its column, in the order of the form."""
        told = [
            msg("{column}: {value}", column=self._label(name), value=self._value(name, cell, item))
            for name, cell in ((name, cells.get(name)) for name in self._table.columns)
            if cell is not None
        ]
        return _joined(told, "；", "; ") if told else NOTHING

    def _value(self, column: str, stored: object, item: LoggedEdit) -> Text:
        question = self._table.columns.get(column)
        if stored is None:
            return NOTHING
        if question is None:  # of another catalogue
            return str(stored)
        return value_words(self._session, question, stored, self._unit(question, item))

    def _unit(self, column: Column, item: LoggedEdit) -> str:
        """The unit of a cell, by what its row has chosen: now, or before it went."""
        row = self._rows.get(item.edit.place.row_id)
        if row is None:
            cells = self._cells(item.edit.new) or self._cells(item.edit.old)
            row = {name: cell for name, cell in cells.items() if isinstance(cell, str)}
        return row_unit(self._table, column, row, self._session.product.references)


def _event(item: LoggedEdit) -> Event:
    if item.edit.old is None:
        return "came"
    return "went" if item.edit.new is None else "moved"


def _event_words(item: LoggedEdit) -> Text:
    event = _event(item)
    told = operation_words(item) if event == "came" else None
    return told or _EVENTS[item.action, event]


def _cell_action(item: LoggedEdit) -> Text:
    told = replay_words(item) or operation_words(item)
    return told or (msg("erased") if item.edit.new is None else msg("entered"))


def _joined(words: Iterable[Text], chinese: str, english: str = "") -> LocalText:
    found = list(words)
    return LocalText(
        chinese.join(word(text, "zh") for text in found),
        (english or chinese).join(word(text, "en") for text in found),
    )
