"""Types of formulas: number, text, yes/no and date are never mixed.

While a formula is evaluated a value of a wrong type only makes it unknown, so that no answer can
break a check. That a formula never asks for such a mixture is held here, when it is loaded.

Source: rubric.md 14.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from questionnaire.catalogue import Catalogue, FieldType, Question
from questionnaire.errors import Defect
from questionnaire.formula import Formula
from questionnaire.formula_compiler import Reference
from questionnaire.formula_syntax import (
    PLACE_FUNCTIONS,
    ROW_FUNCTIONS,
    dotted_name,
    function_name,
)
from questionnaire.messages import Message, msg


class Kind(StrEnum):
    """Type of a part of a formula."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    DATE = "date"


KindOf = Callable[[Reference], Kind]
"""Kind of a name, with the table of the condition it stands in."""

_FUNCTIONS: Mapping[str, tuple[Kind | None, Kind]] = MappingProxyType(
    {
        "abs": (Kind.NUMBER, Kind.NUMBER),
        "min": (Kind.NUMBER, Kind.NUMBER),
        "max": (Kind.NUMBER, Kind.NUMBER),
        "change": (Kind.NUMBER, Kind.NUMBER),
        "len": (Kind.TEXT, Kind.NUMBER),
        "matches": (Kind.TEXT, Kind.TRUTH),
        "count_items": (Kind.TEXT, Kind.NUMBER),
        "uscc_valid": (Kind.TEXT, Kind.TRUTH),
        "all_codes": (Kind.TEXT, Kind.TRUTH),
        "year": (Kind.DATE, Kind.NUMBER),
        "today": (None, Kind.DATE),
        "unique": (None, Kind.TRUTH),
        "unique_in_year": (None, Kind.TRUTH),
        "evidence_count": (None, Kind.NUMBER),
    }
)
"""Kind of the arguments (None = any) and of the value of each function."""


_QUESTION_KINDS: Mapping[FieldType, Kind] = MappingProxyType(
    {
        FieldType.TEXT: Kind.TEXT,
        FieldType.CHOICE: Kind.TEXT,
        FieldType.BOOL: Kind.TRUTH,
        FieldType.DATE: Kind.DATE,
    }
)


def type_defects(formula: Formula, kind_of: KindOf, wanted: Kind) -> tuple[Defect, ...]:
    """Every mixture of types in a formula.

    Args:
        formula: the formula.
        kind_of: kind of each name that it reads.
        wanted: kind that its value must have: a number for an indicator, a truth for a check.

    Returns:
        Defects of rule `formula-type`, placed at the character; empty when all fits.

    >>> from questionnaire.formula import parse_formula
    >>> kinds = lambda reference: Kind.TEXT
    >>> [str(d.message) for d in type_defects(parse_formula("x > 3"), kinds, Kind.TRUTH)]
    ['x is a text, where a number is needed.']
    """
    reader = _KindReader(formula, kind_of)
    return tuple(reader.expect(formula.syntax.tree, wanted))


def kinds_of(catalogue: Catalogue, place: Question | None, table: str) -> KindOf:
    """Kinds of the names that an expression of the catalogue reads.

    Args:
        catalogue: fields, columns and computed values.
        place: the field or column that `x` means; None in a cross-check.
        table: the table of the column, empty for a field or a cross-check.

    Returns:
        A function for `type_defects`; a name that is not in the catalogue counts as a number.
    """

    def kind_of(reference: Reference) -> Kind:
        if reference.name == "x" and place is not None:
            return _QUESTION_KINDS.get(place.type, Kind.NUMBER)
        own, _, column = reference.name.rpartition(".")
        if own and reference.name in catalogue.derived:
            return Kind.NUMBER
        columns = catalogue.tables.get(own or reference.table or table)
        cell = columns.columns.get(column) if columns else None
        question = cell or catalogue.fields.get(reference.name)
        if question is None:
            return Kind.TEXT if reference.name == "category" else Kind.NUMBER
        return _QUESTION_KINDS.get(question.type, Kind.NUMBER)

    return kind_of


@dataclass(frozen=True, slots=True)
class _KindReader:
    """Reads kinds along a syntax tree; `table` is that of the condition it stands in."""

    formula: Formula
    kind_of: KindOf
    table: str = ""

    def expect(self, node: ast.expr, wanted: Kind | None) -> Iterator[Defect]:
        """Defects inside `node`, and that it has another kind than the wanted one."""
        yield from self._inside(node)
        kind = self._kind(node)
        if wanted is not None and kind is not wanted:
            yield self._defect(
                node,
                msg(
                    "{part} is a {kind}, where a {wanted} is needed.",
                    part=self.formula.syntax.segment(node),
                    kind=_KIND_NAMES[kind],
                    wanted=_KIND_NAMES[wanted],
                ),
            )

    def _kind(self, node: ast.expr) -> Kind:
        if isinstance(node, ast.Constant):
            return Kind.TEXT if isinstance(node.value, str) else Kind.NUMBER
        if isinstance(node, ast.Name | ast.Attribute):
            name = dotted_name(node) or self.formula.syntax.segment(node)
            return Kind.TRUTH if name in {"true", "false"} else self._name_kind(name)
        if isinstance(node, ast.BinOp):
            return Kind.NUMBER
        if isinstance(node, ast.UnaryOp):
            return Kind.NUMBER if isinstance(node.op, ast.USub) else Kind.TRUTH
        return self._function_kind(node) if isinstance(node, ast.Call) else Kind.TRUTH

    def _function_kind(self, node: ast.Call) -> Kind:
        name = function_name(node)
        if name == "get":
            return self._kind(node.args[0])
        return Kind.NUMBER if name in {"sum", "count"} else _FUNCTIONS[name][1]

    def _name_kind(self, name: str) -> Kind:
        return self.kind_of(Reference(name, self.table))

    def _inside(self, node: ast.expr) -> Iterator[Defect]:
        if isinstance(node, ast.BinOp):
            yield from self.expect(node.left, Kind.NUMBER)
            yield from self.expect(node.right, Kind.NUMBER)
        elif isinstance(node, ast.UnaryOp):
            yield from self.expect(node.operand, self._kind(node))
        elif isinstance(node, ast.BoolOp):
            for part in node.values:
                yield from self.expect(part, Kind.TRUTH)
        elif isinstance(node, ast.Compare):
            yield from self._inside_comparison(node)
        elif isinstance(node, ast.Call):
            yield from self._inside_call(node)

    def _inside_comparison(self, node: ast.Compare) -> Iterator[Defect]:
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            members = right.elts if isinstance(right, ast.Tuple) else [right]
            ordered = isinstance(operator, ast.Lt | ast.LtE | ast.Gt | ast.GtE)
            kind = self._kind(left)
            if ordered and kind not in {Kind.NUMBER, Kind.DATE}:
                kind = Kind.NUMBER
            yield from self.expect(left, kind)
            for member in members:
                if not (self._is_blank(member) and not ordered):
                    yield from self.expect(member, kind)
            left = right

    def _inside_call(self, node: ast.Call) -> Iterator[Defect]:
        name = function_name(node)
        if name in ROW_FUNCTIONS:
            if name == "sum":
                yield from self.expect(node.args[0], Kind.NUMBER)
            rows = _KindReader(self.formula, self.kind_of, _table_of(self.formula, node))
            for condition in node.args[1:]:
                yield from rows.expect(condition, Kind.TRUTH)
        elif name not in PLACE_FUNCTIONS or name == "change":
            for argument in node.args:
                yield from self.expect(argument, _FUNCTIONS[name][0])

    def _is_blank(self, node: ast.expr) -> bool:
        """Whether a part is `""`, to which a blank of any kind is equal in a requirement."""
        return self.formula.requirement and isinstance(node, ast.Constant) and node.value == ""

    def _defect(self, node: ast.expr, message: Message) -> Defect:
        return Defect("", str(self.formula.syntax.span(node)[0] + 1), "formula-type", message)


def _table_of(formula: Formula, node: ast.Call) -> str:
    return formula.syntax.segment(node.args[0]).split(".")[0]


_KIND_NAMES: Mapping[Kind, Message] = MappingProxyType(
    {
        Kind.NUMBER: msg("number"),
        Kind.TEXT: msg("text"),
        Kind.TRUTH: msg("yes or no"),
        Kind.DATE: msg("date"),
    }
)
