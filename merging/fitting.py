"""Comparing a revision with a field catalogue (submissions.md, Lineage and conflicts).

A submission may have been made with an older or a newer catalogue: answers are carried over by
field code, what cannot be is listed. A value that its own catalogue would not have allowed is a
reason to refuse the revision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from merging.contents import is_known, may_lack_value
from merging.findings import Findings
from merging.revision import Revision
from merging.spellings import Plain, reader_of
from questionnaire.answers import State
from questionnaire.catalogue import Catalogue, FieldType, Question
from questionnaire.errors import Defect
from questionnaire.messages import msg

CARRY_OVER_RULES = frozenset({"unknown-field", "unknown-table", "unknown-column", "unknown-mark"})
"""Rules of defects that are listed and never refuse a revision."""


def check_against(revision: Revision, catalogue: Catalogue) -> tuple[Defect, ...]:
    """List what the catalogue does not know, and values that are not of its types.

    Defects of `CARRY_OVER_RULES` are listed only; any other refuses the revision. Limits and choice
    codes count only against the catalogue that the revision names.
    """
    checker = _Checker(catalogue, strict=_names(revision, catalogue))
    content = revision.content
    for code, answer in content.get("answers", {}).items():
        checker.check_answer(code, answer)
    for code, value in content.get("gates", {}).items():
        checker.check_field(f"gates.{code}", code, value)
    for code, rows in content.get("tables", {}).items():
        checker.check_table(code, rows)
    for code in content.get("marks", {}):
        if f"{code}_level" not in catalogue.fields:
            checker.note_unknown(f"marks.{code}", "unknown-mark", code)
    return tuple(checker.findings.defects)


def _names(revision: Revision, catalogue: Catalogue) -> bool:
    named: Mapping[str, str] = revision.content.get("catalogue", {})
    return named.get("hash") == catalogue.hash


_TEXTS = frozenset({FieldType.TEXT, FieldType.CHOICE})


class _Checker:
    """Walks a revision beside a catalogue."""

    def __init__(self, catalogue: Catalogue, *, strict: bool) -> None:
        self.findings = Findings()
        self._catalogue = catalogue
        self._strict = strict

    def note_unknown(self, place: str, rule: str, code: str) -> None:
        """List something that cannot be carried over."""
        self.findings.add(
            place, rule, msg("{code} is not in catalogue {id}.", code=code, id=self._catalogue.id)
        )

    def check_answer(self, code: str, answer: Mapping[str, Any]) -> None:
        """Check one answer with its state."""
        place = f"answers.{code}"
        if "value" in answer:
            self.check_field(place, code, answer["value"])
        elif not is_known(code, self._catalogue):
            self.note_unknown(place, "unknown-field", code)
        elif not may_lack_value(code, State(answer["state"]), self._catalogue):
            self.findings.add(place, "missing-value", msg("The state value needs a value."))

    def check_field(self, place: str, code: str, value: Plain) -> None:
        """Check the value of a field."""
        field = self._catalogue.fields.get(code)
        if field is None:
            self.note_unknown(place, "unknown-field", code)
        else:
            self._check_value(place, field, value)

    def check_table(self, code: str, rows: Mapping[str, Mapping[str, Plain]]) -> None:
        """Check all cells of a table, column by column so that each is looked up once."""
        table = self._catalogue.tables.get(code)
        if table is None:
            self.note_unknown(f"tables.{code}", "unknown-table", code)
            return
        for name in sorted({name for row in rows.values() for name in row}):
            column = table.columns.get(name)
            if column is None:
                self.note_unknown(f"tables.{code}.{name}", "unknown-column", f"{code}.{name}")
                continue
            self._check_column(code, column, rows)

    def _check_column(
        self, table: str, column: Question, rows: Mapping[str, Mapping[str, Plain]]
    ) -> None:
        name = column.code
        cells = [row[name] for row in rows.values() if name in row]
        values = _read_all(column.type, cells)
        if None not in values and (not self._limits(column) or _are_allowed(column, values)):
            return
        for row_id, row in rows.items():
            if name in row:
                self._check_value(f"tables.{table}[{row_id}].{name}", column, row[name])

    def _limits(self, question: Question) -> bool:
        return self._strict and (
            question.minimum is not None or question.maximum is not None or bool(question.choices)
        )

    def _check_value(self, place: str, question: Question, spelling: Plain) -> None:
        value = reader_of(question.type)(spelling)
        if value is None:
            self.findings.add(
                place,
                "value-type",
                msg("{value} is no {type}.", value=repr(spelling)[:40], type=question.type.value),
            )
        elif self._strict and not _is_allowed(question, value):
            self.findings.add(
                place,
                "value-range",
                msg(
                    "{value} is outside the limits or choices of {code}.",
                    value=str(spelling)[:40],
                    code=question.code,
                ),
            )


def _read_all(kind: FieldType, cells: Sequence[Plain]) -> Sequence[object]:
    """The values of many cells; None for one that is not of the type."""
    if kind in _TEXTS and set(map(type, cells)) <= {str}:
        return cells
    return [reader_of(kind)(cell) for cell in cells]


def _are_allowed(question: Question, values: Sequence[object]) -> bool:
    """`_is_allowed` for a whole column, decided by its least and greatest number or its codes."""
    if question.type is FieldType.CHOICE and question.choices:
        return {choice.code for choice in question.choices}.issuperset(values)
    numbers = [value for value in values if isinstance(value, Decimal)]
    return not numbers or all(
        _is_allowed(question, number) for number in (min(numbers), max(numbers))
    )


def _is_allowed(question: Question, value: object) -> bool:
    if isinstance(value, Decimal):
        if question.minimum is not None and value < question.minimum:
            return False
        return question.maximum is None or value <= question.maximum
    if question.type is FieldType.CHOICE and question.choices:
        return any(choice.code == value for choice in question.choices)
    return True
