"""The compiler of formulas: from a checked syntax tree to nested functions.

Each function takes a scope and returns a value, None when unknown. Decimals are combined in the
context that the caller has set.

Source: rubric.md 14.
"""

from __future__ import annotations

import ast
import datetime as dt
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from questionnaire.answers import Value
from questionnaire.formula_functions import apply_function, compile_pattern, matches_pattern
from questionnaire.formula_syntax import (
    PLACE_FUNCTIONS,
    ROW_FUNCTIONS,
    Syntax,
    dotted_name,
    function_name,
    is_column_argument,
)
from questionnaire.numbers import settle
from questionnaire.scope import Scope

Evaluator: TypeAlias = Callable[[Scope], Value | None]
Order: TypeAlias = Callable[[Decimal | dt.date, Decimal | dt.date], bool]
Relation: TypeAlias = Callable[[Value, Value], bool | None]
Operation: TypeAlias = Callable[[Value | None, Value | None], Decimal | None]

_RESIDUE = Decimal("1E-12")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that a formula reads.

    Attributes:
        name: `gdp`, `x`, `inventory.total_tce`, `energy_carriers.consumption`, or a table code.
        table: the table whose rows the surrounding condition runs over; there its columns come
            before the fields of the form. Empty outside conditions.
    """

    name: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class Hole:
    """A part of the text that `substitute` replaces by a value."""

    node: ast.expr
    start: int
    end: int
    name: str
    value: Evaluator


class Compiler:
    """Turns a checked syntax tree into nested functions and notes names and holes on the way."""

    def __init__(self, syntax: Syntax, *, requirement: bool) -> None:
        self.references: set[Reference] = set()
        self.holes: list[Hole] = []
        self._syntax = syntax
        self._requirement = requirement
        self._blank = "" if requirement else None
        self._table = ""

    def compile(self, node: ast.expr) -> Evaluator:
        """The function that evaluates `node`."""
        if isinstance(node, ast.Name | ast.Attribute):
            return self._compile_name(node)
        if isinstance(node, ast.Constant):
            return _constant(
                node.value if isinstance(node.value, str) else self._syntax.number(node)
            )
        if isinstance(node, ast.Call):
            return self._compile_call(node)
        if isinstance(node, ast.Compare):
            return self._compile_comparison(node)
        return self._compile_operation(node)

    def _compile_name(self, node: ast.Name | ast.Attribute) -> Evaluator:
        name = dotted_name(node) or self._syntax.segment(node)
        if name in {"true", "false"}:
            return _constant(name == "true")
        self.references.add(Reference(name, self._table))

        def read(scope: Scope) -> Value | None:
            return scope.value(name)

        self._note_hole(node, name, read)
        return read

    def _compile_operation(self, node: ast.expr) -> Evaluator:
        if isinstance(node, ast.BinOp):
            return _arithmetic(node.op, self.compile(node.left), self.compile(node.right))
        if isinstance(node, ast.BoolOp):
            parts = tuple(self.compile(value) for value in node.values)
            return _decided(parts, settles=isinstance(node.op, ast.Or))
        if isinstance(node, ast.UnaryOp):
            operand = self.compile(node.operand)
            return _negated(operand) if isinstance(node.op, ast.Not) else _minus(operand)
        raise AssertionError(f"not on the allow-list: {type(node).__name__}")

    def _compile_comparison(self, node: ast.Compare) -> Evaluator:
        if isinstance(node.ops[0], ast.In | ast.NotIn):
            return self._compile_membership(node)
        text = node.comparators[0]
        if (
            isinstance(node.ops[0], ast.Eq)
            and len(node.ops) == 1
            and isinstance(text, ast.Constant)
            and isinstance(text.value, str)
        ):
            return _member_of_texts(self.compile(node.left), (text.value,), self._blank)
        sides = [self.compile(side) for side in (node.left, *node.comparators)]
        links = tuple(
            _compared(RELATIONS[type(op)], left, right, requirement=self._requirement)
            for op, left, right in zip(node.ops, sides, sides[1:], strict=False)
        )
        return links[0] if len(links) == 1 else _decided(links, settles=False)

    def _compile_membership(self, node: ast.Compare) -> Evaluator:
        member = self.compile(node.left)
        right = node.comparators[0]
        name = dotted_name(right)
        if name is not None:
            self.references.add(Reference(name))
            table, column = name.split(".")
            found = _member_of_column(member, table, column)
        else:
            items = right.elts if isinstance(right, ast.Tuple) else []
            choices = tuple(self.compile(item) for item in items)
            found = _decided(
                tuple(
                    _compared(_equal, member, choice, requirement=self._requirement)
                    for choice in choices
                ),
                settles=True,
            )
            texts = [item.value for item in items if isinstance(item, ast.Constant)]
            if len(texts) == len(items) and all(isinstance(text, str) for text in texts):
                found = _member_of_texts(member, texts, self._blank)
        return _negated(found) if isinstance(node.ops[0], ast.NotIn) else found

    def _compile_call(self, node: ast.Call) -> Evaluator:
        name = function_name(node)
        if name in ROW_FUNCTIONS:
            return self._compile_row_function(name, node)
        if name in PLACE_FUNCTIONS:
            return self._compile_place_function(name, node)
        if name in {"min", "max"}:
            return self._compile_extreme(name, node)
        arguments = tuple(self.compile(argument) for argument in node.args)
        if name in {"today", "all_codes"}:
            return lambda scope: scope.call(name, [argument(scope) for argument in arguments])
        if name == "matches":
            pattern = node.args[1]
            assert isinstance(pattern, ast.Constant)  # noqa: S101 - held by the grammar
            return _matching(arguments[0], str(pattern.value))
        only = arguments[0]
        return lambda scope: apply_function(name, only(scope))

    def _compile_place_function(self, name: str, node: ast.Call) -> Evaluator:
        place = self._syntax.segment(node.args[0])
        self.references.add(Reference(place, self._table))

        def ask(scope: Scope) -> Value | None:
            return scope.call(name, (place,))

        self._note_hole(node, self._syntax.segment(node), ask)
        return ask

    def _compile_row_function(self, name: str, node: ast.Call) -> Evaluator:
        table, _, column = (
            dotted_name(node.args[0]) or self._syntax.segment(node.args[0])
        ).partition(".")
        self.references.add(Reference(f"{table}.{column}" if column else table))
        condition = _Condition(_constant(True), frozenset())  # noqa: FBT003
        if len(node.args) > 1:
            condition = self._compile_condition(table, node.args[1])
        value = _over_rows(name, table, column, condition)
        self._note_hole(node, self._syntax.segment(node), value)
        return value

    def _compile_condition(self, table: str, node: ast.expr) -> _Condition:
        self._table, outside = table, self._table
        self.references, known = set(), self.references
        condition = self.compile(node)
        names = frozenset(item.name for item in self.references if item.table == table)
        self.references |= known
        self._table = outside
        asks = any(
            isinstance(part, ast.Call) and function_name(part) in PLACE_FUNCTIONS
            for part in ast.walk(node)
        )
        return _Condition(condition, None if asks else names)

    def _compile_extreme(self, name: str, node: ast.Call) -> Evaluator:
        choose = min if name == "min" else max
        if not is_column_argument(node):
            arguments = tuple(self.compile(argument) for argument in node.args)
            return lambda scope: _extreme(choose, (a(scope) for a in arguments), blanks=False)
        reference = self._syntax.segment(node.args[0])
        table, column = reference.split(".")
        self.references.add(Reference(reference))

        def over_column(scope: Scope) -> Value | None:
            return _extreme(choose, scope.column(table, column), blanks=True)

        self._note_hole(node, self._syntax.segment(node), over_column)
        return over_column

    def _note_hole(self, node: ast.expr, name: str, value: Evaluator) -> None:
        # Inside a condition over rows no name has one value: the whole function is replaced.
        if not self._table:
            self.holes.append(Hole(node, *self._syntax.span(node), name, value))


def _constant(value: Value) -> Evaluator:
    return lambda _scope: value


def _minus(operand: Evaluator) -> Evaluator:
    def negate(scope: Scope) -> Value | None:
        value = operand(scope)
        return -value if isinstance(value, Decimal) else None

    return negate


def _arithmetic(operation: ast.operator, left: Evaluator, right: Evaluator) -> Evaluator:
    combine = OPERATIONS[type(operation)]
    return lambda scope: combine(left(scope), right(scope))


def _negated(operand: Evaluator) -> Evaluator:
    def negate(scope: Scope) -> Value | None:
        value = operand(scope)
        return not value if isinstance(value, bool) else None

    return negate


def _decided(parts: tuple[Evaluator, ...], *, settles: bool) -> Evaluator:
    """`or` (settles = True) and `and` (False): one part with that value decides the whole."""

    def decide(scope: Scope) -> Value | None:
        result: bool | None = not settles
        for part in parts:
            value = part(scope)
            if value is settles:
                return settles
            if value is not (not settles):
                result = None
        return result

    return decide


def _compared(
    relation: Relation, left: Evaluator, right: Evaluator, *, requirement: bool
) -> Evaluator:
    def compare(scope: Scope) -> Value | None:
        a, b = left(scope), right(scope)
        return None if a is None or b is None else relation(a, b)

    def compare_with_blanks(scope: Scope) -> Value | None:
        a, b = left(scope), right(scope)
        return bool(relation("" if a is None else a, "" if b is None else b))

    return compare_with_blanks if requirement else compare


def _gap(a: Decimal, b: Decimal) -> Decimal:
    """Difference of two numbers, zero where only the residue of a division parts them."""
    gap = a - b
    return settle(a) - settle(b) if -_RESIDUE < gap < _RESIDUE and gap else gap


def _equal(a: Value, b: Value) -> bool:
    if type(a) is not type(b):
        return False  # Decimal(1) == True would hold otherwise
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return not _gap(a, b)
    return a == b


def _differ(a: Value, b: Value) -> bool:
    return not _equal(a, b)


def _ordered(order: Order) -> Relation:
    def compare(a: Value, b: Value) -> bool | None:
        if isinstance(a, Decimal) and isinstance(b, Decimal):
            return order(_gap(a, b), _ZERO)
        if isinstance(a, dt.date) and isinstance(b, dt.date):
            return order(a, b)
        return None

    return compare


def _of_numbers(combine: Callable[[Decimal, Decimal], Decimal]) -> Operation:
    def calculate(a: Value | None, b: Value | None) -> Decimal | None:
        return combine(a, b) if isinstance(a, Decimal) and isinstance(b, Decimal) else None

    return calculate


def _quotient(a: Value | None, b: Value | None) -> Decimal | None:
    return a / b if isinstance(a, Decimal) and isinstance(b, Decimal) and b else None


OPERATIONS: Mapping[type[ast.operator], Operation] = {
    ast.Add: _of_numbers(operator.add),
    ast.Sub: _of_numbers(operator.sub),
    ast.Mult: _of_numbers(operator.mul),
    ast.Div: _quotient,
}
"""Arithmetic of two operands; unknown unless both are numbers, and through zero."""

RELATIONS: Mapping[type[ast.cmpop], Relation] = {
    ast.Eq: _equal,
    ast.NotEq: _differ,
    ast.Lt: _ordered(operator.lt),
    ast.LtE: _ordered(operator.le),
    ast.Gt: _ordered(operator.gt),
    ast.GtE: _ordered(operator.ge),
}
"""Comparisons of two values that are not blank."""


def _member_of_texts(member: Evaluator, texts: Iterable[object], blank: str | None) -> Evaluator:
    """Whether a value is one of some texts, the usual comparison over many rows."""
    choices = frozenset(texts)
    unknown = None if blank is None else blank in choices

    def is_member(scope: Scope) -> Value | None:
        value = member(scope)
        return unknown if value is None else value in choices

    return is_member


def _member_of_column(member: Evaluator, table: str, column: str) -> Evaluator:
    def is_member(scope: Scope) -> Value | None:
        value = member(scope)
        return None if value is None else value in scope.column(table, column)

    return is_member


def _matching(text: Evaluator, pattern: str) -> Evaluator:
    compiled = compile_pattern(pattern)

    def match(scope: Scope) -> Value | None:
        value = text(scope)
        return matches_pattern(value, compiled) if isinstance(value, str) else None

    return match


@dataclass(frozen=True, slots=True)
class _Condition:
    """A condition over rows.

    Attributes:
        holds: evaluates it for one row.
        names: what it reads of the row, so that rows in which these are equal need one answer; None
            when it asks for the place of the row.
    """

    holds: Evaluator
    names: frozenset[str] | None


def _over_rows(name: str, table: str, column: str, condition: _Condition) -> Evaluator:
    """`sum`, `count` and `get`; a condition that is unknown leaves the row out."""
    holds, names = condition.holds, condition.names

    def count(scope: Scope) -> Value | None:
        rows = scope.rows(table)
        if names is None:
            return Decimal(sum(1 for row in rows if holds(row) is True))
        return Decimal(sum(times for row, times in rows.counted(names) if holds(row) is True))

    def total(scope: Scope) -> Value | None:
        rows = scope.rows(table)
        if names is None:
            cells = (row.value(column) for row in rows if holds(row) is True)
            return sum((cell for cell in cells if isinstance(cell, Decimal)), _ZERO)
        return sum((part for row, part in rows.summed(names, column) if holds(row) is True), _ZERO)

    def first(scope: Scope) -> Value | None:
        row = next((row for row in scope.rows(table) if holds(row) is True), None)
        return None if row is None else row.value(column)

    return {"count": count, "sum": total, "get": first}[name]


def _extreme(
    choose: Callable[[list[Decimal]], Decimal], values: Iterable[Value | None], *, blanks: bool
) -> Value | None:
    """Least or greatest number; a blank cell of a column is left out, a blank operand unknown."""
    given = list(values)
    numbers = [value for value in given if isinstance(value, Decimal)]
    if not numbers or (len(numbers) < len(given) and not blanks):
        return None
    return choose(numbers)
