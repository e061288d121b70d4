"""Applying edits to answer sets: what the edit log says, without a database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from db.contents import Convert, converters, read_answer, read_cells, read_mark, read_role
from db.edits import Edit
from db.row_order import RowOrder
from questionnaire.answers import Answer, AnswerSet, History, Mark, Role, Row
from questionnaire.catalogue import Catalogue


def apply_edits(history: History, edits: Iterable[Edit], catalogue: Catalogue) -> History:
    """The history after the edits; what they do not touch is shared with `history`.

    Answers of fields, and cells of columns, that the catalogue does not have are left out.

    Raises:
        ValueError, KeyError, TypeError: for edits that do not fit the history.
    """
    drafts: dict[int, _Draft] = {}
    result = dict(history)
    for edit in edits:
        year = edit.place.year
        if edit.place.kind == "set":
            drafts.pop(year, None)
            result.pop(year, None)
            if edit.new is not None:
                result[year] = AnswerSet(year)
            continue
        if year not in drafts:
            drafts[year] = _Draft(result[year], catalogue)
        drafts[year].apply(edit)
    result.update((year, draft.finish()) for year, draft in drafts.items())
    return dict(sorted(result.items()))


class _Draft:
    """An answer set while edits are applied to it."""

    def __init__(self, base: AnswerSet, catalogue: Catalogue) -> None:
        self._base = base
        self._catalogue = catalogue
        self._answers: dict[str, Answer] = dict(base.answers)
        self._marks: dict[str, dict[Role, Mark]] = {c: dict(m) for c, m in base.marks.items()}
        self._confirmed: dict[str, str] = dict(base.confirmed)
        self._tables: dict[str, _TableDraft] = {}

    def apply(self, edit: Edit) -> None:
        """Carry out one edit."""
        place = edit.place
        if place.kind == "answer":
            self._set_answer(place.code, edit.new)
        elif place.kind == "mark":
            self._set_mark(place.code, read_role(place.role), edit.new)
        elif place.kind == "confirmed":
            self._set_confirmed(place.code, edit.new)
        else:
            self._table(place.code).apply(edit)

    def finish(self) -> AnswerSet:
        """The set as the edits left it; a table without rows and a code without marks are gone."""
        tables = {**self._base.tables}
        tables.update((code, draft.rows_in_order()) for code, draft in self._tables.items())
        return AnswerSet(
            self._base.year,
            self._answers,
            {code: rows for code, rows in tables.items() if rows},
            {code: marks for code, marks in self._marks.items() if marks},
            self._confirmed,
        )

    def _table(self, code: str) -> _TableDraft:
        if code not in self._tables:
            convert = converters(self._catalogue, code)
            self._tables[code] = _TableDraft(self._base.rows(code), convert)
        return self._tables[code]

    def _set_answer(self, code: str, text: str | None) -> None:
        if text is None:
            self._answers.pop(code, None)
            return
        content = json.loads(text)
        if "value" not in content or code in self._catalogue.fields:
            self._answers[code] = read_answer(self._catalogue, code, text)

    def _set_mark(self, code: str, role: Role, text: str | None) -> None:
        if text is None:
            del self._marks[code][role]
        else:
            self._marks.setdefault(code, {})[role] = read_mark(text)

    def _set_confirmed(self, problem: str, text: str | None) -> None:
        if text is None:
            del self._confirmed[problem]
        else:
            self._confirmed[problem] = json.loads(text)


class _TableDraft:
    """A table while edits are applied to it."""

    def __init__(self, rows: Mapping[str, Row], convert: Mapping[str, Convert]) -> None:
        self._rows: dict[str, Row] = dict(rows)
        self._order: RowOrder | None = None  # worked out when a row comes, goes or moves
        self._convert = convert

    def apply(self, edit: Edit) -> None:
        """Carry out one edit of a row or a cell."""
        row_id = edit.place.row_id
        if edit.place.kind == "cell":
            row = dict(self._rows[row_id])
            row.pop(edit.place.column, None)
            if edit.new is not None:
                row.update(read_cells({edit.place.column: json.loads(edit.new)}, self._convert))
            self._rows[row_id] = row
            return
        order = self._order = self._order or RowOrder(self._rows)
        if edit.old is not None:
            order.remove(row_id)
        if edit.new is None:
            del self._rows[row_id]
            return
        content = json.loads(edit.new)
        order.insert(row_id, content["after"])
        if edit.old is None:
            self._rows[row_id] = read_cells(content["cells"], self._convert)

    def rows_in_order(self) -> dict[str, Row]:
        """The rows as they stand now."""
        if self._order is None:
            return self._rows
        return {row_id: self._rows[row_id] for row_id in self._order}
