"""What an import would do, worked out before anything is changed.

Source: interface.md, Excel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exchange.matching import ColumnMatch
from questionnaire.answers import AnswerSet, Value
from questionnaire.errors import Defect
from questionnaire.fill_shape import FillDocument
from questionnaire.problems import Problem


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that an import changes.

    Attributes:
        code: field code, or graded indicator whose state or marks change.
        place: sheet and cell; empty when unknown.
        before, after: values; None where there is none (then a state, reason or quality changes).
    """

    code: str
    place: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class TableChange:
    """How many rows of a table an import adds, changes and deletes."""

    code: str
    added: int
    changed: int
    deleted: int


@dataclass(frozen=True)
class ImportPlan:
    """A workbook that was read against the answers of a park, with nothing changed yet.

    Attributes:
        workbook: name of the file that was read.
        year: the answer set that it is for.
        before: that set as it is stored; None when the import makes it.
        after: the set as it would be; None when it cannot be worked out.
        defects: what refuses the import, with sheet and cell; empty when it can be applied.
        notes: what was read otherwise than it stands, left aside, or looks like a slip.
        problems: all problems of the set afterwards, soft ones included.
        columns: what the columns of tables were taken for.
        chosen: headings that the user assigned: table -> folded heading -> column.
        fields, tables: what it changes.
        changes_nothing: whether the answers stay as they are.
    """

    workbook: str
    year: int
    before: AnswerSet | None
    after: AnswerSet | None
    defects: tuple[Defect, ...]
    notes: tuple[Defect, ...]
    problems: tuple[Problem, ...]
    columns: tuple[ColumnMatch, ...]
    chosen: Mapping[str, Mapping[str, str]]
    fields: tuple[FieldChange, ...]
    tables: tuple[TableChange, ...]
    changes_nothing: bool

    @property
    def refused(self) -> bool:
        """Whether it cannot be applied."""
        return bool(self.defects) or self.after is None

    @property
    def is_foreign(self) -> bool:
        """Whether sheets were taken, or could be, for tables without hidden codes saying so."""
        unknown = any(item.rule == "no-sheet" for item in self.defects)
        return unknown or any(item.how != "code" for item in self.columns)


def table_changes(before: AnswerSet, after: AnswerSet) -> Iterator[TableChange]:
    """The tables whose rows differ, by code."""
    for code in sorted(before.tables.keys() | after.tables.keys()):
        old, new = before.rows(code), after.rows(code)
        if old is new:
            continue
        added = sum(row_id not in old for row_id in new)
        deleted = sum(row_id not in new for row_id in old)
        changed = sum(
            row is not old[row_id] and row != old[row_id]
            for row_id, row in new.items()
            if row_id in old
        )
        if added or deleted or changed:
            yield TableChange(code, added, changed, deleted)


def field_changes(
    before: AnswerSet, after: AnswerSet, places: Mapping[str, str]
) -> Iterator[FieldChange]:
    """The fields, states and marks that differ, by code.

    Args:
        before: the answers as they are.
        after: the answers as they would be.
        places: part of a document of answers -> sheet and cell.
    """
    codes = {
        code
        for code in before.answers.keys() | after.answers.keys()
        if before.answers.get(code) != after.answers.get(code)
    }
    codes |= {
        f"{code}_level"
        for code in before.marks.keys() | after.marks.keys()
        if before.marks.get(code) != after.marks.get(code)
    }
    for code in sorted(codes):
        place = places.get(f"fields.{code}") or places.get(f"status.{code}", "")
        yield FieldChange(code, place, before.value(code), after.value(code))


def values_only(document: FillDocument) -> FillDocument:
    """The part of a document that cannot clash with itself: its values.

    >>> values_only({"fields": {"gdp": "1"}, "status": {"gdp": {}}})
    {'fields': {'gdp': '1'}}
    """
    return {"fields": document["fields"]} if "fields" in document else {}
