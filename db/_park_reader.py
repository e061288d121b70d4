"""Reading answers and the edit log out of a park file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import InvalidOperation
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from db._row_reader import RowReader
from db._tables_park import METADATA
from db.contents import read_answer, read_mark, read_role
from db.edits import Edit, EditAction, LoggedEdit, LoggedGroup, Place
from db.errors import DamagedFile
from db.waiting_rows import LARGE_TABLE, ReadRows, WaitingRows
from questionnaire.answers import Answer, AnswerSet, History, Mark, Role, Row
from questionnaire.catalogue import Catalogue

ENTRY = METADATA.tables["entry"]
TABLE_ROW = METADATA.tables["table_row"]
EDIT_GROUP = METADATA.tables["edit_group"]
EDIT = METADATA.tables["edit"]

Read = TypeVar("Read")
BROKEN = (ValueError, KeyError, TypeError, AttributeError, InvalidOperation)
"""What reading a text raises that this program did not write."""


def read_years(connection: Connection) -> tuple[int, ...]:
    """Years that have an answer set, oldest first."""
    query = select(ENTRY.c.year).where(ENTRY.c.kind == "set").order_by(ENTRY.c.year)
    return tuple(connection.scalars(query))


def read_history(
    connection: Connection, catalogue: Catalogue, name: str, *, may_wait: bool = False
) -> History:
    """All answer sets.

    Args:
        connection: to the file.
        catalogue: the field catalogue.
        name: of the file.
        may_wait: leave the rows of large tables to `WaitingRows`.

    Raises:
        DamagedFile: a content that this program did not write, with its place.
    """
    reader = SetReader(connection, catalogue, name, may_wait=may_wait)
    return {year: reader.read(year) for year in read_years(connection)}


def read_set(
    connection: Connection, catalogue: Catalogue, name: str, year: int
) -> AnswerSet | None:
    """One answer set; None when there is none.

    Raises:
        DamagedFile: a content that this program did not write, with its place.
    """
    if year not in read_years(connection):
        return None
    return SetReader(connection, catalogue, name).read(year)


class SetReader:
    """Reads answer sets; what the catalogue does not have is left out."""

    def __init__(
        self, connection: Connection, catalogue: Catalogue, name: str, *, may_wait: bool = False
    ) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._name = name
        self._may_wait = may_wait

    def read(self, year: int) -> AnswerSet:
        """The answer set of a year that has one.

        Raises:
            DamagedFile: a content that this program did not write, with its place.
        """
        answers: dict[str, Answer] = {}
        marks: dict[str, dict[Role, Mark]] = {}
        confirmed: dict[str, str] = {}
        query = select(ENTRY).where(ENTRY.c.year == year).order_by(ENTRY.c.kind, ENTRY.c.code)
        for _, kind, code, role, text in self._connection.execute(query):
            where = f"{year}.{kind}.{code}"
            if kind == "answer":
                answers.update(self._checked(where, text, partial(self._answer, code)))
            elif kind == "mark":
                by_role = marks.setdefault(code, {})
                by_role[self._checked(where, role, read_role)] = self._checked(
                    where, text, read_mark
                )
            elif kind == "confirmed":
                confirmed[code] = self._checked(where, text, json.loads)
        return AnswerSet(year, answers, self._tables(year), marks, confirmed)

    def _answer(self, code: str, text: str) -> dict[str, Answer]:
        known = code in self._catalogue.fields or "value" not in json.loads(text)
        return {code: read_answer(self._catalogue, code, text)} if known else {}

    def _tables(self, year: int) -> dict[str, Mapping[str, Row]]:
        query = (
            select(TABLE_ROW.c.table_code, TABLE_ROW.c.row_id, TABLE_ROW.c.content)
            .where(TABLE_ROW.c.year == year)
            .order_by(TABLE_ROW.c.table_code, TABLE_ROW.c.position)
        )
        tables: dict[str, Mapping[str, Row]] = {}
        for table, found in groupby(self._connection.execute(query), itemgetter(0)):
            if table in self._catalogue.tables:
                texts = {row_id: text for _, row_id, text in found}
                read = self._rows_reader(f"{year}.row.{table}", table, texts)
                rows = WaitingRows(tuple(texts), read)
                may_wait = self._may_wait and len(rows) > LARGE_TABLE
                tables[table] = rows if may_wait else dict(rows.items())
        return tables

    def _rows_reader(self, where: str, table: str, texts: Mapping[str, str]) -> ReadRows:
        """Reads rows of a table out of their texts."""
        reader = RowReader(self._catalogue.tables[table].columns)

        def read_one(text: str) -> Row:
            return reader.read([text])[0]

        def read(ids: Sequence[str]) -> Sequence[Row]:
            try:
                return reader.read([*map(texts.__getitem__, ids)])
            except BROKEN:
                return [self._checked(f"{where}[{i}]", texts[i], read_one) for i in ids]

        return read

    def _checked(self, where: str, text: str, read: Callable[[str], Read]) -> Read:
        try:
            return read(text)
        except BROKEN as error:
            raise DamagedFile(self._name, where) from error


def read_groups(connection: Connection) -> Iterator[tuple[int, EditAction, int | None]]:
    """Number, action and target of all groups in order."""
    query = select(EDIT_GROUP.c.number, EDIT_GROUP.c.action, EDIT_GROUP.c.target)
    yield from connection.execute(query.order_by(EDIT_GROUP.c.number))


def read_group_heads(connection: Connection) -> Iterator[LoggedGroup]:
    """All groups in order, without their edits."""
    for row in connection.execute(select(EDIT_GROUP).order_by(EDIT_GROUP.c.number)):
        yield LoggedGroup(*row)


def read_log(
    connection: Connection, place: Place | None = None, group: int | None = None
) -> Iterator[LoggedEdit]:
    """The log in order, of one place or one group if asked for."""
    query = select(EDIT, EDIT_GROUP).join_from(EDIT, EDIT_GROUP).order_by(EDIT.c.sequence)
    if place is not None:
        query = query.where(*_touches(place))
    if group is not None:
        query = query.where(EDIT.c.edit_group == group)
    for row in connection.execute(query):
        sequence, number, year, kind, code, row_id, column, role, old, new, typed = row[:11]
        _, action, _, author, time, reason = row[11:]
        edit = Edit(Place(year, kind, code, row_id, column, role), old, new, typed)
        yield LoggedEdit(sequence, number, action, author, time, reason, edit)


def _touches(place: Place) -> list[ColumnElement[bool]]:
    conditions = [EDIT.c.year == place.year, EDIT.c.code == place.code]
    if place.kind == "row" and not place.row_id:
        return [*conditions, EDIT.c.kind == "row"]
    if place.kind == "row":
        of_row = and_(EDIT.c.row_id == place.row_id, EDIT.c.kind.in_(("row", "cell")), *conditions)
        return [EDIT.c.year == place.year, or_(of_row, _confirms_in(place))]
    if place.kind == "cell":
        of_cell = EDIT.c.column_name == place.column
        return [*conditions, EDIT.c.row_id == place.row_id, or_(EDIT.c.kind == "row", of_cell)]
    return [*conditions, EDIT.c.kind == place.kind, EDIT.c.role == place.role]


def _confirms_in(row: Place) -> ColumnElement[bool]:
    """Problem ids of the cells of a row are `table:TABLE.COLUMN:ROW`."""
    problem = EDIT.c.code
    of_table = problem.startswith(f"table:{row.code}.", autoescape=True)
    return and_(
        EDIT.c.kind == "confirmed", of_table, problem.endswith(f":{row.row_id}", autoescape=True)
    )
