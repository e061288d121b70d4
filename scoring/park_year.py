"""The answers of one park and year as the rules see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from questionnaire.answers import AnswerSet, History, Row, Value
from questionnaire.formula import Formula
from questionnaire.formula_functions import items_of
from questionnaire.scope import Values
from scoring.basis import Basis
from scoring.edition import Edition


@dataclass(frozen=True)
class ParkYear:
    """One park and year.

    Attributes:
        answers: the answer set of the year.
        history: all answer sets of the park.
        basis: derived values and grid factor.
        invalid: fields that failed a hard check; they count as blank.
        values: every name that a rule of the edition reads -> value, None = unknown.
        scope: the same for formulas.
    """

    year: int
    answers: AnswerSet
    history: History
    basis: Basis
    invalid: frozenset[str]
    values: Mapping[str, Value | None]
    scope: Values

    @cached_property
    def evidence(self) -> Mapping[str, tuple[str, ...]]:
        """Field or indicator code -> ids of the evidence rows that name it."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self.answers.rows("evidence").values():
            number, supports = row.get("evidence_id"), row.get("supports")
            if isinstance(number, str) and isinstance(supports, str):
                for code in items_of(supports):
                    found[code] = (*found.get(code, ()), number)
        return found

    def number(self, name: str) -> Decimal | None:
        """A number, or None when it is unknown."""
        value = self.values.get(name)
        return value if isinstance(value, Decimal) else None

    def text(self, field: str) -> str:
        """A text field, empty when blank."""
        value = self.answers.value(field)
        return value if isinstance(value, str) else ""

    def evaluate(self, formula: Formula) -> Value | None:
        """Value of a formula; the caller has entered `numbers.exact()`."""
        return formula.value_in_context(self.scope)

    def rows_of_year(self, table: str) -> Iterator[tuple[str, Row]]:
        """Rows of the assessed year with their ids."""
        year = Decimal(self.year)
        for row_id, row in self.answers.rows(table).items():
            if row.get("year") == year:
                yield row_id, row


def read_park_year(
    edition: Edition, history: History, year: int, basis: Basis, invalid: frozenset[str]
) -> ParkYear:
    """Collect what the rules of `edition` read; a year without answers counts as all blank."""
    answers = history.get(year, AnswerSet(year))
    values = {name: _value(edition, answers, basis, invalid, name) for name in edition.names}
    return ParkYear(year, answers, history, basis, invalid, values, Values(values))


def _value(
    edition: Edition, answers: AnswerSet, basis: Basis, invalid: frozenset[str], name: str
) -> Value | None:
    behind = edition.fields_of.get(name)
    if behind is None:
        return None if name in invalid else answers.value(name)
    return None if invalid and not invalid.isdisjoint(behind) else basis.values.get(name)
