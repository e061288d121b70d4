"""Checks over many rows at once: a formula evaluated column by column.

What comes out is, row by row, what `Formula.value_in_context` gives for each cell; it is only
quicker, because each operation is done for all rows before the next one. A formula with a part that
has no short way is evaluated row by row.

Source: rubric.md 14; quality.md, Speed.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Container, Iterable, Sequence
from functools import lru_cache
from typing import Protocol, TypeAlias

from questionnaire.answers import Value
from questionnaire.formula import Formula
from questionnaire.formula_compiler import OPERATIONS, RELATIONS, Relation
from questionnaire.formula_functions import apply_function
from questionnaire.formula_syntax import PLACE_FUNCTIONS, dotted_name, function_name
from questionnaire.scope import Scope

Cells: TypeAlias = Sequence[Value | None]
"""One value for each row; None is unknown or blank."""


class ColumnScope(Protocol):
    """What the checks of one column see, for all rows at once."""

    def values(self, name: str) -> Cells:
        """Values of a name; `x` is the column itself."""
        ...

    def call(self, function: str, place: str) -> Cells:
        """Values of a function that takes a place (`Scope.call`)."""
        ...

    def among(self, table: str, column: str) -> Container[object]:
        """All values of a column, to ask for one of them."""
        ...

    def scopes(self) -> Iterable[Scope]:
        """The scope of each cell."""
        ...


Evaluator: TypeAlias = Callable[[ColumnScope], Cells]


class _RowByRow(Exception):
    """A part of a formula has no short way."""


def values_over(formula: Formula, scope: ColumnScope) -> Cells:
    """The value of a formula for each row; the caller has entered `numbers.exact()`.

    Args:
        formula: a check of a column.
        scope: the rows.
    """
    evaluate = _compiled(formula)
    if evaluate is not None:
        try:
            return evaluate(scope)
        except ArithmeticError:
            pass  # an overflow in one row leaves the others as they are
    return [formula.value_in_context(row) for row in scope.scopes()]


@lru_cache(maxsize=1024)
def _compiled(formula: Formula) -> Evaluator | None:
    try:
        return _Compiler(formula).compile(formula.syntax.tree)
    except _RowByRow:
        return None


class _Compiler:
    """Turns the tree of one formula into functions over columns."""

    def __init__(self, formula: Formula) -> None:
        self._syntax = formula.syntax
        self._requirement = formula.requirement

    def compile(self, node: ast.expr) -> Evaluator:
        """The function that evaluates `node`.

        Raises:
            _RowByRow: it has no short way.
        """
        if isinstance(node, ast.Name | ast.Attribute):
            return self._name(node)
        if isinstance(node, ast.Constant):
            text = isinstance(node.value, str)
            return _constant(str(node.value) if text else self._syntax.number(node))
        if isinstance(node, ast.Compare):
            return self._comparison(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        return self._operation(node)

    def _name(self, node: ast.Name | ast.Attribute) -> Evaluator:
        name = dotted_name(node) or self._syntax.segment(node)
        if name in {"true", "false"}:
            return _constant(name == "true")
        return lambda scope: scope.values(name)

    def _operation(self, node: ast.expr) -> Evaluator:
        if isinstance(node, ast.BoolOp):
            parts = tuple(self.compile(part) for part in node.values)
            return _decided(parts, settles=isinstance(node.op, ast.Or))
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
            return _arithmetic(node.op, self.compile(node.left), self.compile(node.right))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            operand = self.compile(node.operand)
            return lambda scope: [
                not value if isinstance(value, bool) else None for value in operand(scope)
            ]
        raise _RowByRow

    def _comparison(self, node: ast.Compare) -> Evaluator:
        if isinstance(node.ops[0], ast.In | ast.NotIn):
            return self._membership(node)
        sides = [self.compile(side) for side in (node.left, *node.comparators)]
        links = tuple(
            _compared(RELATIONS[type(op)], left, right, requirement=self._requirement)
            for op, left, right in zip(node.ops, sides, sides[1:], strict=False)
        )
        return links[0] if len(links) == 1 else _decided(links, settles=False)

    def _membership(self, node: ast.Compare) -> Evaluator:
        name = dotted_name(node.comparators[0])
        if name is None or self._requirement or not isinstance(node.ops[0], ast.In):
            raise _RowByRow
        member = self.compile(node.left)
        table, column = name.split(".")

        def is_member(scope: ColumnScope) -> Cells:
            known = scope.among(table, column)
            return [None if value is None else value in known for value in member(scope)]

        return is_member

    def _call(self, node: ast.Call) -> Evaluator:
        name = function_name(node)
        if name in PLACE_FUNCTIONS:
            place = self._syntax.segment(node.args[0])
            return lambda scope: scope.call(name, place)
        if name not in {"abs", "len", "count_items", "year", "uscc_valid"}:
            raise _RowByRow
        argument = self.compile(node.args[0])
        return lambda scope: [apply_function(name, value) for value in argument(scope)]


def _constant(value: Value) -> Evaluator:
    return lambda scope: [value] * len(scope.values("x"))


def _arithmetic(operation: ast.operator, left: Evaluator, right: Evaluator) -> Evaluator:
    combine = OPERATIONS[type(operation)]
    return lambda scope: [combine(a, b) for a, b in zip(left(scope), right(scope), strict=True)]


def _decided(parts: tuple[Evaluator, ...], *, settles: bool) -> Evaluator:
    """`or` (settles = True) and `and` (False): one part with that value decides the whole."""

    def decide(values: tuple[Value | None, ...]) -> bool | None:
        result: bool | None = not settles
        for value in values:
            if value is settles:
                return settles
            if value is not (not settles):
                result = None
        return result

    return lambda scope: [*map(decide, zip(*[part(scope) for part in parts], strict=True))]


def _compared(
    relation: Relation, left: Evaluator, right: Evaluator, *, requirement: bool
) -> Evaluator:
    def compare(scope: ColumnScope) -> Cells:
        return [
            None if a is None or b is None else relation(a, b)
            for a, b in zip(left(scope), right(scope), strict=True)
        ]

    def compare_with_blanks(scope: ColumnScope) -> Cells:
        return [
            bool(relation("" if a is None else a, "" if b is None else b))
            for a, b in zip(left(scope), right(scope), strict=True)
        ]

    return compare_with_blanks if requirement else compare
