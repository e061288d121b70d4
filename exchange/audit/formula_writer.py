"""Formulas of the product's formula language as formulas of a spreadsheet.

Unknown is an empty text in a spreadsheet cell, and in a condition the number 0.5: with 1 for true
and 0 for false, `and` is MIN, `or` is MAX and `not` is 1 minus, which is three-valued logic
(Kleene). So a condition is one number that can be followed like any other.

Only functions are used that Excel, WPS and LibreOffice all have.

Source: rubric.md 14 and 15.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from exchange.errors import ExchangeError
from questionnaire.formula import Formula
from questionnaire.formula_syntax import dotted_name, function_name
from questionnaire.messages import msg
from questionnaire.numbers import to_text

Names: TypeAlias = Mapping[str, str]
"""Name in the formula language -> reference of its cell."""

TRUE, FALSE, UNKNOWN = "1", "0", "0.5"

_OPERATORS: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_RELATIONS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "=",
    ast.NotEq: "<>",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_FUNCTIONS = frozenset({"min", "max", "abs"})
_PLACES, _DIGITS = 12, 15


class Untranslatable(ExchangeError):
    """A formula that reads what no spreadsheet cell holds."""


def number_formula(formula: Formula, names: Names) -> str:
    """A formula with a number as result; an empty text where an operand is unknown.

    Args:
        formula: of the formula language, arithmetic only.
        names: the cell of each name.

    Raises:
        Untranslatable: it is no arithmetic over cells.

    >>> from questionnaire.formula import parse_formula
    >>> number_formula(parse_formula("gdp / land * 100"), {"gdp": "B1", "land": "B2"})
    'IF(COUNT(B1,B2)<2,"",IFERROR(B1/B2*100,""))'
    """
    text = _Writer(formula, names).arithmetic(formula.syntax.tree)
    return _guarded(_cells(formula.syntax.tree, names), f'IFERROR({text},"")', '""')


def truth_formula(formula: Formula, names: Names) -> str:
    """A condition as 1 for true, 0 for false and 0.5 for unknown.

    Raises:
        Untranslatable: it reads rows, places or texts in another way than by comparing them.

    >>> from questionnaire.formula import parse_formula
    >>> truth_formula(parse_formula('body != "yes" or staff < 2'), {"body": "B1", "staff": "B2"})
    'MAX(IF(B1="",0.5,IF(B1<>"yes",1,0)),IF(COUNT(B2)<1,0.5,IF(ROUND(B2-2,12)<0,1,0)))'
    """
    return _Writer(formula, names).truth(formula.syntax.tree)


def text_literal(text: str) -> str:
    """A text as it stands in a formula.

    >>> text_literal('4" pipe')
    '"4"" pipe"'
    """
    return '"' + text.replace('"', '""') + '"'


class _Writer:
    """Writes the parts of one formula."""

    def __init__(self, formula: Formula, names: Names) -> None:
        self._formula, self._names = formula, names

    def arithmetic(self, node: ast.expr, outer: int = 0) -> str:
        """A number; in brackets where the operation around it binds more closely."""
        if isinstance(node, ast.Constant) and not isinstance(node.value, str):
            return to_text(self._formula.syntax.number(node))
        if isinstance(node, ast.Name | ast.Attribute):
            return self._reference(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return f"(0-{self.arithmetic(node.operand, 2)})"
        if isinstance(node, ast.BinOp):
            return self._operation(node, outer)
        if isinstance(node, ast.Call) and function_name(node) in _FUNCTIONS:
            parts = ",".join(self.arithmetic(part) for part in node.args)
            return f"{function_name(node).upper()}({parts})"
        raise self._refused(node)

    def truth(self, node: ast.expr) -> str:
        """A condition as a number."""
        if isinstance(node, ast.Name) and node.id in ("true", "false"):
            return TRUE if node.id == "true" else FALSE
        if isinstance(node, ast.BoolOp):
            name = "MIN" if isinstance(node.op, ast.And) else "MAX"
            return f"{name}({','.join(self.truth(part) for part in node.values)})"
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return f"(1-{self.truth(node.operand)})"
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._comparison(node.left, node.ops[0], node.comparators[0])
        raise self._refused(node)

    def _operation(self, node: ast.BinOp, outer: int) -> str:
        sign = _OPERATORS[type(node.op)]
        close = 1 if sign in "+-" else 2
        left = self.arithmetic(node.left, close)
        right = self.arithmetic(node.right, close + (sign in "-/"))
        text = f"{left}{sign}{right}"
        return f"({text})" if close < outer else text

    def _comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> str:
        if isinstance(operator, ast.In | ast.NotIn) and isinstance(right, ast.Tuple):
            parts = ",".join(self._comparison(left, ast.Eq(), part) for part in right.elts)
            return f"MAX({parts})" if isinstance(operator, ast.In) else f"(1-MAX({parts}))"
        sign = _RELATIONS.get(type(operator))
        if sign is None:
            raise self._refused(left)
        if isinstance(right, ast.Constant) and isinstance(right.value, str):
            cell = self._reference(left)
            literal = text_literal(right.value)
            return f'IF({cell}="",{UNKNOWN},IF({cell}{sign}{literal},{TRUE},{FALSE}))'
        gap = f"{self.arithmetic(left, 1)}-{self.arithmetic(right, 2)}"
        places = min(self._places(left), self._places(right))
        told = f"IF(ROUND({gap},{places}){sign}0,{TRUE},{FALSE})"
        cells = dict.fromkeys((*_cells(left, self._names), *_cells(right, self._names)))
        divided = any(isinstance(part, ast.Div) for part in ast.walk(left))
        told = f"IFERROR({told},{UNKNOWN})" if divided else told
        return _guarded(tuple(cells), told, UNKNOWN)

    def _places(self, node: ast.expr) -> int:
        """Places that a spreadsheet's 15 digits leave beside a limit of this size."""
        if isinstance(node, ast.Constant):
            number = self._formula.syntax.number(node)
            return min(_PLACES, _DIGITS - len(str(int(abs(number)))))
        return _PLACES

    def _reference(self, node: ast.expr) -> str:
        name = node.id if isinstance(node, ast.Name) else dotted_name(node)
        if name is None or name not in self._names:
            raise self._refused(node)
        return self._names[name]

    def _refused(self, node: ast.expr) -> Untranslatable:
        return Untranslatable(
            msg(
                "{part} of the formula {formula} cannot stand in a spreadsheet.",
                part=self._formula.syntax.segment(node),
                formula=self._formula.text,
            ),
            msg("Write the condition over fields and numbers."),
        )


def _cells(node: ast.expr, names: Names) -> tuple[str, ...]:
    """The cells that a part of a formula reads, each once, in reading order."""
    found: dict[str, None] = {}
    for part in ast.walk(node):
        name = part.id if isinstance(part, ast.Name) else None
        if isinstance(part, ast.Attribute):
            name = dotted_name(part)
        if name is not None and name in names:
            found[names[name]] = None
    return tuple(found)


def _guarded(cells: Sequence[str], formula: str, unknown: str) -> str:
    """A formula that has a result only when all its cells hold numbers."""
    if not cells:
        return formula
    return f"IF(COUNT({','.join(cells)})<{len(cells)},{unknown},{formula})"


def rounded_half_even(number: str, places: int) -> str:
    """A number rounded as the product rounds it (GB/T 8170: half to even).

    Args:
        number: reference of a cell with a number that is not negative.
        places: decimals that are kept.

    >>> rounded_half_even("B1", 1)
    'IF(ABS(MOD(B1*10,1)-0.5)<0.000000001,ROUND(B1*10/2,0)*2/10,ROUND(B1,1))'
    """
    scale = to_text(Decimal(10) ** places)
    half = f"ABS(MOD({number}*{scale},1)-0.5)<0.000000001"
    return f"IF({half},ROUND({number}*{scale}/2,0)*2/{scale},ROUND({number},{places}))"
