"""Answers of one park: values with their states, rows, marks, by year.

An answer is a value, or one of 不适用 (`na`) and 暂无数据 (`no_data`), both with a reason. 未填 is
the absence of an entry, never `None`, never zero (architecture.md, The way of a number).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias

Value: TypeAlias = Decimal | str | bool | datetime.date
"""What a field or a cell can hold: decimal, integer and level fields hold `Decimal`, text and
choice fields `str`, bool fields `bool`, date fields `date`."""

Row: TypeAlias = Mapping[str, Value]
"""Cells of one table row by column; a blank cell has no entry."""

Quality: TypeAlias = Literal["A", "B", "C", "D"]
Role: TypeAlias = Literal["self", "assessor_a", "assessor_b", "reconciled"]

QUALITIES: tuple[Quality, ...] = ("A", "B", "C", "D")
ROLES: tuple[Role, ...] = ("self", "assessor_a", "assessor_b", "reconciled")


class State(StrEnum):
    """State of an answer that has an entry."""

    VALUE = "value"
    NO_DATA = "no_data"
    NA = "na"


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer to one field.

    Attributes:
        state: value, no_data or na.
        value: present exactly when `state` is VALUE and the field is not a table.
        reason: why there is no value (no_data, na), or a 填报说明; None when not given.
        quality: letter of the data quality; None counts as C (rubric.md 9).
    """

    state: State
    value: Value | None = None
    reason: str | None = None
    quality: Quality | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Level 0 to 4 that one person gives to a graded indicator (rubric.md 4.3).

    Attributes:
        level: whole number 0 to 4.
        name: who marked; None when given bare.
        time: YYYY-MM-DDThh:mm:ssZ; None when given bare.
        reason: why; None when given bare.
    """

    level: int
    name: str | None = None
    time: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """All answers of one park for one year.

    Attributes:
        year: the assessment year of the set.
        answers: by field code. A table field has an entry only for a state, reason or quality.
            A level field `<code>_level` never has one: `marks[code]["self"]` holds it. A graded
            indicator declared not applicable has its NA entry under the indicator's code.
        tables: table code -> row id -> row, rows in their order.
        marks: graded indicator code -> role -> mark.
        confirmed: id of a soft problem -> reason of the confirmation.
    """

    year: int
    answers: Mapping[str, Answer] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    marks: Mapping[str, Mapping[Role, Mark]] = field(default_factory=dict)
    confirmed: Mapping[str, str] = field(default_factory=dict)

    def value(self, code: str) -> Value | None:
        """Value of a field, or None when it is blank or has another state.

        `T1_level` is read from the self mark of T1.

        >>> AnswerSet(2025, {"gdp": Answer(State.VALUE, Decimal(680))}).value("gdp")
        Decimal('680')
        """
        answer = self.answers.get(code)
        if answer is not None:
            return answer.value
        if code.endswith("_level"):
            mark = self.marks.get(code.removesuffix("_level"), {}).get("self")
            return None if mark is None else Decimal(mark.level)
        return None

    def state(self, code: str) -> State | None:
        """State of a field; None is 未填. A level field with a self mark has a value."""
        answer = self.answers.get(code)
        if answer is not None:
            return answer.state
        return State.VALUE if self.value(code) is not None else None

    def rows(self, table: str) -> Mapping[str, Row]:
        """Rows of a table by row id; empty when there are none."""
        return self.tables.get(table, {})


History: TypeAlias = Mapping[int, AnswerSet]
"""The answer sets of one park by year, the assessed one included."""
