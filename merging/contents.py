"""The answers that a revision holds (submissions.md, Revision)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from merging.compose import Judgement
from merging.revision import Revision
from merging.spellings import Reader, reader_of
from questionnaire.answers import Answer, AnswerSet, Mark, Role, Row, State, Value
from questionnaire.catalogue import Catalogue, FieldType


def answers_of(revision: Revision, catalogue: Catalogue) -> AnswerSet:
    """Answers, tables and self marks of a submission or a resolution of submissions.

    What the catalogue does not know, or knows with another type, is left out; `merging.fitting`
    lists it. Of an assessment or a withdrawal the set is empty.
    """
    content = revision.content
    if revision.judges is not None:
        return AnswerSet(revision.year)
    return AnswerSet(
        year=revision.year,
        answers=_Answers(content.get("answers", {}), catalogue),
        tables=_Tables(content.get("tables", {}), catalogue),
        marks=_marks(content.get("marks", {})),
        confirmed=dict(content.get("confirmed", {})),
    )


def judgement_of(assessment: Revision, catalogue: Catalogue) -> Judgement:
    """Marks, gates and class override of an assessment or a resolution of assessments."""
    content = assessment.content
    override = content.get("class_override")
    gates = {
        code: _read_field(code, gate, catalogue) for code, gate in content.get("gates", {}).items()
    }
    return Judgement(
        marks=_marks(content.get("marks", {})),
        gates={code: value for code, value in gates.items() if value is not None},
        class_override=(override["class"], override["reason"]) if override else None,
        reason=content.get("reason", ""),
    )


def with_assessment(answers: AnswerSet, assessment: Revision, catalogue: Catalogue) -> AnswerSet:
    """The park's answers with the assessment laid over them.

    Marks of assessors stand beside the park's self marks; gates and the class override take the
    place of the park's answers to the same fields.
    """
    judgement = judgement_of(assessment, catalogue)
    laid: dict[str, Value] = dict(judgement.gates)
    if judgement.class_override is not None:
        laid["class_override"], laid["class_override_reason"] = judgement.class_override
    codes = dict.fromkeys([*answers.marks, *judgement.marks])
    marks = {
        code: {**answers.marks.get(code, {}), **judgement.marks.get(code, {})} for code in codes
    }
    over = {code: Answer(State.VALUE, value) for code, value in laid.items()}
    return AnswerSet(
        year=answers.year,
        answers={**answers.answers, **over},
        tables=answers.tables,
        marks=marks,
        confirmed=answers.confirmed,
    )


class _Answers(Mapping[str, Answer]):
    """The answers of a revision that the catalogue knows, each read when it is first asked for.

    A merge needs a third of them for the inventory.
    """

    def __init__(self, said: Mapping[str, Any], catalogue: Catalogue) -> None:
        self._said = said
        self._catalogue = catalogue
        self._read: dict[str, Answer | None] = {}

    # `override` is in the standard library from Python 3.12 on.
    def __getitem__(self, code: str) -> Answer:  # type: ignore[explicit-override]
        if code not in self._read:
            self._read[code] = _answer(code, self._said[code], self._catalogue)
        answer = self._read[code]
        if answer is None:
            raise KeyError(code)
        return answer

    def __iter__(self) -> Iterator[str]:  # type: ignore[explicit-override]
        return (code for code in self._said if code in self)

    def __len__(self) -> int:  # type: ignore[explicit-override]
        return sum(1 for _ in self)


def _answer(code: str, said: Mapping[str, Any], catalogue: Catalogue) -> Answer | None:
    """The answer, or None when the catalogue does not know it.

    A graded indicator declared not applicable stands under its own code, which is no field.
    """
    state = State(said["state"])
    value: Value | None = None
    if "value" in said:
        value = _read_field(code, said["value"], catalogue)
        if value is None:
            return None
    elif not may_lack_value(code, state, catalogue):
        return None
    return Answer(state, value, said.get("reason"), said.get("quality"))


def is_known(code: str, catalogue: Catalogue) -> bool:
    """Whether `code` is a field, or a graded indicator (whose level is a field)."""
    return code in catalogue.fields or f"{code}_level" in catalogue.fields


def may_lack_value(code: str, state: State, catalogue: Catalogue) -> bool:
    """Whether an answer without a value fits: another state than value, or a table field."""
    if state is not State.VALUE:
        return is_known(code, catalogue)
    field = catalogue.fields.get(code)
    return field is not None and field.type is FieldType.TABLE


def _read_field(code: str, spelling: str | bool, catalogue: Catalogue) -> Value | None:  # noqa: FBT001
    field = catalogue.fields.get(code)
    return None if field is None else reader_of(field.type)(spelling)


class _Tables(Mapping[str, Mapping[str, Row]]):
    """The tables of a revision that the catalogue knows, each read when it is first asked for.

    A merge needs few of them for the inventory, and reading them all is a third of its work.
    """

    def __init__(self, said: Mapping[str, Any], catalogue: Catalogue) -> None:
        self._said = {code: rows for code, rows in said.items() if code in catalogue.tables}
        self._catalogue = catalogue
        self._read: dict[str, dict[str, Row]] = {}

    # `override` is in the standard library from Python 3.12 on.
    def __getitem__(self, code: str) -> Mapping[str, Row]:  # type: ignore[explicit-override]
        if code not in self._read:
            columns = self._catalogue.tables[code].columns.items()
            readers = {name: reader_of(column.type) for name, column in columns}
            rows = self._said[code].items()
            self._read[code] = {row_id: _row(row, readers) for row_id, row in rows}
        return self._read[code]

    def __iter__(self) -> Iterator[str]:  # type: ignore[explicit-override]
        return iter(self._said)

    def __len__(self) -> int:  # type: ignore[explicit-override]
        return len(self._said)


def _row(said: Mapping[str, str | bool], readers: Mapping[str, Reader]) -> Row:
    return {
        column: value
        for column, cell in said.items()
        if column in readers and (value := readers[column](cell)) is not None
    }


def _marks(said: Mapping[str, Any]) -> dict[str, dict[Role, Mark]]:
    return {
        code: {role: _mark(mark) for role, mark in by_role.items()}
        for code, by_role in said.items()
    }


def _mark(said: Mapping[str, str]) -> Mark:
    return Mark(int(said["level"]), said.get("name"), said.get("time"), said.get("reason"))
