"""Comparing a revision with a field catalogue (submissions.md, Lineage and conflicts).

A submission may have been made with an older or a newer catalogue: answers are carried over by
field code, what cannot be is listed. A value that its own catalogue would not have allowed is a
reason to refuse the revision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from merging.bulk_reading import BulkTest, bulk_test_of
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


class Fitting:
    """A catalogue, ready to be compared with many revisions.

    Values are first tested many at a time, over all fields and columns that share a test; only
    where one of them fails is each looked at, to say what is wrong.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._fields = {code: bulk_test_of(field) for code, field in catalogue.fields.items()}
        self._tables = {
            code: {name: bulk_test_of(column) for name, column in table.columns.items()}
            for code, table in catalogue.tables.items()
        }

    def check(self, revision: Revision) -> tuple[Defect, ...]:
        """List what the catalogue does not know, and values that are not of its types.

        Defects of `CARRY_OVER_RULES` are listed only; any other refuses the revision. Limits and
        choice codes count only against the catalogue that the revision names.
        """
        if self._fits(revision.content):
            return ()
        checker = _Checker(self._catalogue, strict=_names(revision, self._catalogue))
        checker.check(revision.content)
        return tuple(checker.findings.defects)

    def _fits(self, content: Mapping[str, Any]) -> bool:
        """Whether all of a revision surely fits."""
        values: dict[BulkTest, list[Plain]] = defaultdict(list)
        return (
            all(f"{code}_level" in self._fields for code in content.get("marks", ()))
            and self._gather_answers(values, content.get("answers", {}))
            and self._gather_gates(values, content.get("gates", {}))
            and self._gather_cells(values, content.get("tables", {}))
            and all(test(spellings) for test, spellings in values.items())
        )

    def _gather_answers(
        self, values: dict[BulkTest, list[Plain]], answers: Mapping[str, Mapping[str, Any]]
    ) -> bool:
        """Put the values of answers to their tests; False when one is not known."""
        for code, answer in answers.items():
            test = self._fields.get(code)
            if test is not None and "value" in answer:
                values[test].append(answer["value"])
            elif not may_lack_value(code, State(answer["state"]), self._catalogue):
                return False
        return True

    def _gather_gates(
        self, values: dict[BulkTest, list[Plain]], gates: Mapping[str, Plain]
    ) -> bool:
        for code, value in gates.items():
            test = self._fields.get(code)
            if test is None:
                return False
            values[test].append(value)
        return True

    def _gather_cells(
        self,
        values: dict[BulkTest, list[Plain]],
        tables: Mapping[str, Mapping[str, Mapping[str, Plain]]],
    ) -> bool:
        for code, rows in tables.items():
            tests = self._tables.get(code)
            if tests is None:
                return False
            for columns, cells in _columns_of(rows.values()):
                if not tests.keys() >= set(columns):
                    return False
                for column, same in zip(columns, cells, strict=True):
                    values[tests[column]] += same
        return True


def _columns_of(
    rows: Iterable[Mapping[str, Plain]],
) -> Iterator[tuple[tuple[str, ...], Iterable[tuple[Plain, ...]]]]:
    """Columns with their cells; rows that have the same columns are turned together."""
    alike = defaultdict(list)
    for row in rows:
        alike[tuple(row)].append(row.values())
    for columns, some in alike.items():
        yield columns, zip(*some, strict=True)


def _names(revision: Revision, catalogue: Catalogue) -> bool:
    named: Mapping[str, str] = revision.content.get("catalogue", {})
    return named.get("hash") == catalogue.hash


class _Checker:
    """Walks a revision beside a catalogue."""

    def __init__(self, catalogue: Catalogue, *, strict: bool) -> None:
        self.findings = Findings()
        self._catalogue = catalogue
        self._strict = strict

    def check(self, content: Mapping[str, Any]) -> None:
        """Check everything that a revision says."""
        for code, answer in content.get("answers", {}).items():
            self.check_answer(code, answer)
        for code, value in content.get("gates", {}).items():
            self.check_field(f"gates.{code}", code, value)
        for code, rows in content.get("tables", {}).items():
            self.check_table(code, rows)
        for code in content.get("marks", {}):
            if f"{code}_level" not in self._catalogue.fields:
                self.note_unknown(f"marks.{code}", "unknown-mark", code)

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
        """Check all cells of a table, column by column."""
        table = self._catalogue.tables.get(code)
        if table is None:
            self.note_unknown(f"tables.{code}", "unknown-table", code)
            return
        for name in sorted({name for row in rows.values() for name in row}):
            column = table.columns.get(name)
            if column is None:
                self.note_unknown(f"tables.{code}.{name}", "unknown-column", f"{code}.{name}")
                continue
            for row_id, row in rows.items():
                if name in row:
                    self._check_value(f"tables.{code}[{row_id}].{name}", column, row[name])

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


def _is_allowed(question: Question, value: object) -> bool:
    if isinstance(value, Decimal):
        if question.minimum is not None and value < question.minimum:
            return False
        return question.maximum is None or value <= question.maximum
    if question.type is FieldType.CHOICE and question.choices:
        return any(choice.code == value for choice in question.choices)
    return True
