"""Computes the cells of the audit sheets, so that a viewer that does not can show their values.

The functions do what they do in a spreadsheet, with decimal numbers of 50 digits. They serve a
second purpose: what the formulas give is held against the program's results before a workbook is
written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from types import MappingProxyType
from typing import Protocol, TypeAlias

from exchange.audit.formula_reader import Area, Call, Node, Operation, read_formula

Result: TypeAlias = Decimal | str | bool | None
"""What a cell holds; None is blank."""

_ZERO, _ONE = Decimal(0), Decimal(1)


class CellError(Exception):
    """An error value such as #DIV/0!."""


class Cells(Protocol):
    """The cells of a workbook."""

    def content(self, sheet: str, column: int, row: int) -> Result | Formula:
        """What stands in a cell."""
        ...


class Formula(str):
    """A formula without its leading `=`."""

    __slots__ = ()


class Recalculation:
    """Computes cells when they are asked for, each once."""

    def __init__(self, cells: Cells) -> None:
        """Compute over `cells`."""
        self._cells = cells
        self._known: dict[tuple[str, int, int], Result | CellError] = {}
        self._columns: dict[Area, list[Result]] = {}
        self._arrays: dict[tuple[str, Operation], list[Result]] = {}

    def value(self, sheet: str, column: int, row: int) -> Result:
        """The value of a cell.

        Raises:
            CellError: it has an error value.
        """
        place = (sheet, column, row)
        if place not in self._known:
            self._known[place] = self._compute(*place)
        found = self._known[place]
        if isinstance(found, CellError):
            raise found
        return found

    def area(self, area: Area) -> list[Result]:
        """The values of a range, row by row; an error value counts as a text."""
        if area not in self._columns:
            self._columns[area] = [
                self._quiet(area.sheet, column, row)
                for row in range(area.top, area.bottom + 1)
                for column in range(area.left, area.right + 1)
            ]
        return self._columns[area]

    def kept(
        self, part: tuple[str, Operation], compute: Callable[[Operation], list[Result]]
    ) -> list[Result]:
        """An array of a part of a formula on a sheet, computed once: sums share conditions."""
        if part not in self._arrays:
            self._arrays[part] = compute(part[1])
        return self._arrays[part]

    def _quiet(self, sheet: str, column: int, row: int) -> Result:
        try:
            return self.value(sheet, column, row)
        except CellError:
            return "#VALUE!"

    def _compute(self, sheet: str, column: int, row: int) -> Result | CellError:
        content = self._cells.content(sheet, column, row)
        if not isinstance(content, Formula):
            return content
        try:
            found = _Evaluator(self, sheet).evaluate(read_formula(content))
        except CellError as error:
            return error
        return _ZERO if found is None else found


class _Evaluator:
    """Evaluates the formulas of one sheet."""

    def __init__(self, cells: Recalculation, sheet: str) -> None:
        self._cells, self._sheet = cells, sheet

    def evaluate(self, node: Node) -> Result:
        """The value of a part of a formula."""
        if isinstance(node, Operation):
            return _OPERATIONS[node.sign](self.evaluate(node.left), self.evaluate(node.right))
        if isinstance(node, Call):
            lazy = _LAZY.get(node.name)
            return lazy(self, node.arguments) if lazy else self._eager(node)
        if isinstance(node, Area):
            return self._cells.value(node.sheet or self._sheet, node.left, node.top)
        return node

    def listed(self, node: Node) -> list[Result]:
        """The values of an argument: those of a range, or one."""
        if isinstance(node, Area):
            return self._cells.area(node._replace(sheet=node.sheet or self._sheet))
        return [self.evaluate(node)]

    def array(self, node: Node) -> list[Result]:
        """A part of a formula for each cell of the ranges in it, as SUMPRODUCT computes it."""
        if isinstance(node, Operation):
            return self._cells.kept((self._sheet, node), self._operated)
        if isinstance(node, Call) and node.name == "ISNUMBER":
            return [isinstance(value, Decimal) for value in self.array(node.arguments[0])]
        return self.listed(node)

    def _operated(self, node: Operation) -> list[Result]:
        left, right = self.array(node.left), self.array(node.right)
        rows = max(len(left), len(right))
        operate = _OPERATIONS[node.sign]
        return [
            operate(a, b)
            for a, b in zip(_stretched(left, rows), _stretched(right, rows), strict=True)
        ]

    def _eager(self, node: Call) -> Result:
        return _FUNCTIONS[node.name]([self.listed(part) for part in node.arguments])


def _stretched(values: list[Result], rows: int) -> list[Result]:
    return values * rows if len(values) == 1 else values


def _number(value: Result) -> Decimal:
    if isinstance(value, bool):
        return _ONE if value else _ZERO
    if isinstance(value, Decimal):
        return value
    if value is None:
        return _ZERO
    raise CellError


def _truth(value: Result) -> bool:
    if isinstance(value, str):
        raise CellError
    return bool(value)


def _if(evaluator: _Evaluator, arguments: Sequence[Node]) -> Result:
    chosen = 1 if _truth(evaluator.evaluate(arguments[0])) else 2
    return evaluator.evaluate(arguments[chosen])


def _iferror(evaluator: _Evaluator, arguments: Sequence[Node]) -> Result:
    try:
        return evaluator.evaluate(arguments[0])
    except CellError:
        return evaluator.evaluate(arguments[1])


def _is_number(evaluator: _Evaluator, arguments: Sequence[Node]) -> Result:
    try:
        return isinstance(evaluator.evaluate(arguments[0]), Decimal)
    except CellError:
        return False


def _choose(evaluator: _Evaluator, arguments: Sequence[Node]) -> Result:
    at = int(_number(evaluator.evaluate(arguments[0])))
    if not 1 <= at < len(arguments):
        raise CellError
    return evaluator.evaluate(arguments[at])


def _sum_of_products(evaluator: _Evaluator, arguments: Sequence[Node]) -> Result:
    """Each argument is computed cell by cell; a text or truth value of a range counts as 0."""
    factors = [
        [v if isinstance(v, Decimal) else _ZERO for v in evaluator.array(part)]
        for part in arguments
    ]
    if len(factors) == 1:
        return sum(factors[0], _ZERO)
    return sum((a * b for a, b in zip(*factors, strict=True) if a and b), _ZERO)


_LAZY: Mapping[str, Callable[[_Evaluator, Sequence[Node]], Result]] = MappingProxyType(
    {
        "IF": _if, "IFERROR": _iferror, "ISNUMBER": _is_number, "CHOOSE": _choose,
        "SUMPRODUCT": _sum_of_products,
    }
)  # fmt: skip

Arguments: TypeAlias = Sequence[Sequence[Result]]


def _numbers(arguments: Arguments) -> list[Decimal]:
    return [v for part in arguments for v in part if isinstance(v, Decimal)]


def _round(arguments: Arguments) -> Result:
    (number,), (places,) = arguments
    step = _ONE.scaleb(-int(_number(places)))
    return _number(number).quantize(step, ROUND_HALF_UP)


def _logarithm(arguments: Arguments) -> Result:
    number = _number(arguments[0][0])
    if number <= 0:
        raise CellError
    return number.ln()


def _match(arguments: Arguments) -> Result:
    (wanted,), values, _exact = arguments
    for at, value in enumerate(values, start=1):
        if value is not None and _OPERATIONS["="](value, wanted):
            return Decimal(at)
    raise CellError


def _index(arguments: Arguments) -> Result:
    at = int(_number(arguments[1][0]))
    if not 1 <= at <= len(arguments[0]):
        raise CellError
    found = arguments[0][at - 1]
    return _ZERO if found is None else found


def _modulus(arguments: Arguments) -> Result:
    number, divisor = _number(arguments[0][0]), _number(arguments[1][0])
    return number - divisor * (number / divisor).to_integral_value("ROUND_FLOOR")


def _value(arguments: Arguments) -> Result:
    given = arguments[0][0]
    if isinstance(given, str):
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", given.strip()):
            raise CellError
        return Decimal(given.strip())
    return _number(given)


def _text(value: Result) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else value


def _integer(arguments: Arguments) -> Result:
    return _number(arguments[0][0]).to_integral_value("ROUND_FLOOR")


def _rows_that_fit(arguments: Arguments) -> list[bool]:
    """For each row whether all pairs of a range and a criterion hold."""
    pairs = list(zip(arguments[::2], arguments[1::2], strict=True))
    fits = [True] * len(pairs[0][0])
    for values, (criterion,) in pairs:
        holds = _criterion(criterion)
        fits = [fit and holds(value) for fit, value in zip(fits, values, strict=True)]
    return fits


def _criterion(criterion: Result) -> Callable[[Result], bool]:
    """What a cell must be: equal to a number or text, or in the relation that the text names."""
    if not isinstance(criterion, str):
        return lambda value: isinstance(value, Decimal) and value == criterion
    sign = next((s for s in ("<>", ">=", "<=", ">", "<", "=") if criterion.startswith(s)), "")
    limit = criterion[len(sign) :]
    if sign in (">=", "<=", ">", "<"):
        compare, number = _OPERATIONS[sign], Decimal(limit)
        return lambda value: isinstance(value, Decimal) and bool(compare(value, number))
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", limit):
        return lambda value: (_text(value) == limit) is (sign != "<>")
    pattern = re.escape(limit.casefold()).replace(r"\*", ".*").replace(r"\?", ".")
    fits = re.compile(pattern, re.DOTALL).fullmatch
    wanted = sign != "<>"
    return lambda value: (isinstance(value, str) and bool(fits(value.casefold()))) is wanted


def _sum_of_rows(arguments: Arguments) -> Result:
    values = arguments[0]
    fits = _rows_that_fit(arguments[1:])
    found = (v for v, fit in zip(values, fits, strict=True) if fit and isinstance(v, Decimal))
    return sum(found, _ZERO)


_FUNCTIONS: Mapping[str, Callable[[Arguments], Result]] = MappingProxyType(
    {
        "ABS": lambda a: abs(_number(a[0][0])),
        "AND": lambda a: all(_truth(v) for part in a for v in part),
        "COUNT": lambda a: Decimal(len(_numbers(a))),
        "COUNTA": lambda a: Decimal(sum(v is not None for part in a for v in part)),
        "COUNTIFS": lambda a: Decimal(sum(_rows_that_fit(a))),
        "HYPERLINK": lambda a: a[1][0],
        "EXP": lambda a: _number(a[0][0]).exp(),
        "INDEX": _index,
        "INT": _integer,
        "LEN": lambda a: Decimal(len(_text(a[0][0]))),
        "LN": _logarithm,
        "MATCH": _match,
        "MAX": lambda a: max(_numbers(a), default=_ZERO),
        "MIN": lambda a: min(_numbers(a), default=_ZERO),
        "MOD": _modulus,
        "NOT": lambda a: not _truth(a[0][0]),
        "OR": lambda a: any(_truth(v) for part in a for v in part),
        "ROUND": _round,
        "SUM": lambda a: sum(_numbers(a), _ZERO),
        "SUMIFS": _sum_of_rows,
        "TRIM": lambda a: " ".join(_text(a[0][0]).split(" ")).strip(),
        "VALUE": _value,
    }
)


def _ordered(left: Result, right: Result) -> int:
    """-1, 0 or 1; numbers are less than texts, texts less than truth values, blanks fit both."""
    left, right = _beside(left, right), _beside(right, left)
    ranks = [2 if isinstance(v, bool) else 1 if isinstance(v, str) else 0 for v in (left, right)]
    if ranks[0] != ranks[1]:
        return -1 if ranks[0] < ranks[1] else 1
    if isinstance(left, str) and isinstance(right, str):
        left, right = left.casefold(), right.casefold()
    return (left > right) - (left < right)  # type: ignore[operator]  # of one kind


def _beside(value: Result, other: Result) -> Result:
    if value is not None:
        return value
    return "" if isinstance(other, str) else False if isinstance(other, bool) else _ZERO


def _divided(left: Result, right: Result) -> Result:
    divisor = _number(right)
    if not divisor:
        raise CellError
    return _number(left) / divisor


def _compared(holds: Callable[[int], bool], left: Result, right: Result) -> Result:
    return holds(_ordered(left, right))


_OPERATIONS: Mapping[str, Callable[[Result, Result], Result]] = MappingProxyType(
    {
        "+": lambda a, b: _number(a) + _number(b),
        "-": lambda a, b: _number(a) - _number(b),
        "*": lambda a, b: _number(a) * _number(b),
        "/": _divided,
        "&": lambda a, b: _text(a) + _text(b),
        "=": partial(_compared, lambda order: order == 0),
        "<>": partial(_compared, lambda order: order != 0),
        "<": partial(_compared, lambda order: order < 0),
        "<=": partial(_compared, lambda order: order <= 0),
        ">": partial(_compared, lambda order: order > 0),
        ">=": partial(_compared, lambda order: order >= 0),
    }
)
