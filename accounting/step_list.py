"""Building of steps: each number with its formula and operands (questionnaire/trace.py)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from accounting.account import Account
from accounting.findings import place_of
from accounting.step_labels import ATTRIBUTES, NUMBERS
from questionnaire.answers import Value
from questionnaire.catalogue import Catalogue
from questionnaire.messages import LocalText, Text
from questionnaire.trace import Input, Step

MOST_TERMS = 40
"""Most operands of one sum; a longer one is carried on in further steps."""

_MARKS = {
    "official text checked": "published",
    "published copy": "published",
    "to check": "to check",
}
METHOD = LocalText("碳核算方法", "carbon accounting method")
"""Where the rule of a number stands that is no derived value of the catalogue."""


def known_number(name: str, catalogue: Catalogue) -> tuple[LocalText, str, LocalText]:
    """Label, unit and source of a number: of the catalogue, or of `step_labels`."""
    derived = catalogue.derived.get(name)
    if derived is not None:
        return derived.label, derived.unit, derived.source
    return (*(NUMBERS.get(name) or (LocalText(name, name), "")), METHOD)


class StepList:
    """Steps of one account in the order in which they rest on each other."""

    def __init__(self, account: Account, catalogue: Catalogue) -> None:
        """Explain `account`; `catalogue` gives labels, units and sources."""
        self.account = account
        self.catalogue = catalogue
        self._steps: dict[str, Step] = {}

    def steps(self) -> tuple[Step, ...]:
        """All steps so far."""
        return tuple(self._steps.values())

    def has(self, name: str) -> bool:
        """Whether a step of this name is there."""
        return name in self._steps

    def add(self, name: str, value: Value | None, formula: str, inputs: Sequence[Input]) -> None:
        """Add one number; label, unit and source come from the catalogue or `step_labels`."""
        label, unit, source = known_number(name, self.catalogue)
        self._put(Step(name, label, value, unit, formula, tuple(inputs), source))

    def add_row(  # one number of a row: what, of which row, how
        self,
        place: tuple[str, str, str],
        value: Value | None,
        unit: str,
        formula: str,
        inputs: Sequence[Input],
    ) -> None:
        """Add a number of a row; `place` = (table, row id, attribute)."""
        table, row_id, attribute = place
        row = place_of(table, row_id, self.account.answers, self.catalogue, self.account.library)
        what = ATTRIBUTES[attribute]
        label = LocalText(f"{row.zh}：{what.zh}", f"{row.en}: {what.en}")
        name = row_name(*place)
        self._put(Step(name, label, value, unit, formula, tuple(inputs), METHOD))

    def _put(self, step: Step) -> None:
        self._steps.setdefault(step.name, step)

    def input(self, name: str, step: str) -> Input:
        """An operand that is the value of another step, which must be there."""
        known = self._steps[step]
        return Input(name, known.value, known.unit, "step", step)

    def add_sum(self, name: str, value: Decimal | None, terms: Sequence[Input]) -> None:
        """Add a sum from left to right, in steps of at most `MOST_TERMS` operands.

        The terms are renamed t1, t2 ...; no terms give 0.
        """
        named = [
            Input(f"t{n}", t.value, t.unit, t.kind, t.reference, t.source, t.mark)
            for n, t in enumerate(terms, start=1)
        ]
        carried: list[Input] = []
        while len(named) + len(carried) > MOST_TERMS:
            chunk = [*carried, *named[: MOST_TERMS - len(carried)]]
            named = named[MOST_TERMS - len(carried) :]
            part = f"{name}.to_{chunk[-1].name}"
            subtotal = sum((t.value for t in chunk if isinstance(t.value, Decimal)), Decimal(0))
            self.add(part, subtotal, _plus(chunk), chunk)
            carried = [self.input("before", part)]
        rest = [*carried, *named]
        self.add(name, value, _plus(rest), rest)


def _plus(terms: Sequence[Input]) -> str:
    return " + ".join(term.name for term in terms) or "0"


def row_name(table: str, row_id: str, attribute: str) -> str:
    """Name of the step of a row's number; a computed attribute never has a column's name.

    >>> row_name("energy_carriers", "r1", "net")
    'energy_carriers[r1].net'
    """
    return f"{table}[{row_id}].{attribute}"


def cell(table: str, row_id: str, column: str, value: Value | None, unit: str = "") -> Input:
    """An operand that stands in a cell."""
    return Input(column, value, unit, "cell", f"{table}[{row_id}].{column}")


def factor_input(
    name: str, value: Decimal | None, unit: str, reference: str, provenance: tuple[Text, str]
) -> Input:
    """An operand that stands in a factor table; `provenance` = (source, state)."""
    source, state = provenance
    return Input(name, value, unit, "factor", reference, source, _MARKS.get(state, ""))
