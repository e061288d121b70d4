"""Grammar of formulas and check expressions: what is allowed, and within which limits.

Python's own parser reads the text, an allow-list decides what stays: comparison, arithmetic,
`and`, `or`, `not`, `in`, numbers, strings, tuples, `true`, `false`, names, `table.column`, and
calls of the functions below. Nothing is ever handed to `eval`.

Source: rubric.md 14.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.errors import Defect, FormulaError
from questionnaire.messages import Message, msg

MAX_LENGTH = 4000
"""Most characters of a formula."""

MAX_DEPTH = 60
"""Most levels of nesting of a formula."""

MAX_NODES = 600
"""Most operations, names and numbers of a formula."""

MAX_PATTERN = 200
"""Most characters of the pattern of `matches`."""

ARITY: Mapping[str, tuple[int, int]] = {
    "abs": (1, 1),
    "len": (1, 1),
    "matches": (2, 2),
    "count_items": (1, 1),
    "year": (1, 1),
    "uscc_valid": (1, 1),
    "today": (0, 0),
    "all_codes": (1, 1),
    "min": (1, 50),
    "max": (1, 50),
    "change": (1, 1),
    "unique": (1, 1),
    "unique_in_year": (1, 1),
    "evidence_count": (1, 1),
    "sum": (1, 2),
    "count": (1, 2),
    "get": (2, 2),
}
"""Fewest and most arguments of each function."""

PLACE_FUNCTIONS = frozenset({"change", "unique", "unique_in_year", "evidence_count"})
"""Functions that take the place of a field or cell, not its value."""

ROW_FUNCTIONS = frozenset({"sum", "count", "get"})
"""Functions over the rows of a table."""

COMPUTED_PREFIXES = frozenset({"inventory", "code", "class", "total", "coverage"})
"""First parts of dotted names that are always computed values, never a table."""

_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.USub, ast.Not, ast.And, ast.Or)
_COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn)
_EXPRESSIONS = (
    ast.BinOp,
    ast.UnaryOp,
    ast.BoolOp,
    ast.Compare,
    ast.Call,
    ast.Constant,
    ast.Name,
    ast.Attribute,
    ast.Tuple,
)
_NUMBER = re.compile(r"[0-9]{1,30}(\.[0-9]{1,30})?")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_REPEATED_REPEAT = re.compile(r"\([^()]*[+*}][^()]*\)[+*{]")


@dataclass(frozen=True, slots=True)
class Syntax:
    """A formula that is in the language.

    Attributes:
        text: the formula on one line, without spaces at the ends.
        tree: its syntax tree; every node is on the allow-list.
    """

    text: str
    tree: ast.expr

    def segment(self, node: ast.expr) -> str:
        """The part of the text that `node` was read from."""
        start, end = self.span(node)
        return self.text[start:end]

    def span(self, node: ast.expr) -> tuple[int, int]:
        """First and last character position of `node`; the parser counts in UTF-8 bytes."""
        source = self.text.encode()
        start = len(source[: node.col_offset].decode())
        return start, start + len(source[node.col_offset : node.end_col_offset].decode())

    def number(self, node: ast.Constant) -> Decimal:
        """The number as it is written, never through a float."""
        return Decimal(self.segment(node))


def read_syntax(text: str) -> Syntax:
    """Parse a formula and hold it against the allow-list.

    Args:
        text: the formula; line breaks count as spaces.

    Returns:
        The syntax tree with the text it came from.

    Raises:
        FormulaError: with every construct that the language does not have.

    >>> read_syntax("a / (b + 2)").text
    'a / (b + 2)'
    """
    if len(text) > MAX_LENGTH:
        message = msg(
            "A formula of {length} characters is too long; at most {most} are allowed.",
            length=len(text),
            most=MAX_LENGTH,
        )
        raise FormulaError(message, msg("Split the formula into several checks."))
    line = re.sub(r"\s*\n\s*", " ", text.strip())
    syntax = Syntax(line, _parse(line))
    _check_size(syntax)
    defects = sorted(_defects(syntax), key=lambda defect: int(defect.place))
    if defects:
        raise FormulaError(
            msg("The formula {formula} is not in the formula language.", formula=line),
            msg(
                "Use + - * /, comparisons, and, or, not, in, numbers, texts, field codes, "
                "table.column and the listed functions only."
            ),
            defects,
        )
    return syntax


def dotted_name(node: ast.expr) -> str | None:
    """`table.column` of a dotted name, or None for any other node."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return None


def function_name(node: ast.Call) -> str:
    """Name of the called function; the grammar allows only plain names there."""
    return node.func.id if isinstance(node.func, ast.Name) else ""


def is_column_argument(node: ast.Call) -> bool:
    """Whether a `min` or `max` runs over a whole column: its one argument is `table.column`."""
    name = dotted_name(node.args[0]) if len(node.args) == 1 else None
    return name is not None and name.split(".")[0] not in COMPUTED_PREFIXES


def _parse(line: str) -> ast.expr:
    try:
        if "\\" in line:
            raise ValueError("backslash")
        return ast.parse(line, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # The parser's own words are English prose about Python; they would mislead.
        message = msg("The formula {formula} cannot be read.", formula=line)
        hint = msg("Check brackets, quotes and operators; backslashes are not allowed.")
        raise FormulaError(message, hint) from None


def _check_size(syntax: Syntax) -> None:
    """Refuse deep or large trees before anything recursive runs over them."""
    level: list[ast.AST] = [syntax.tree]
    depth = total = 0
    while level:
        depth += 1
        total += len(level)
        if depth > MAX_DEPTH or total > MAX_NODES:
            raise FormulaError(
                msg(
                    "The formula {formula} is nested too deeply or too large.", formula=syntax.text
                ),
                msg("Split the formula into several checks."),
            )
        level = [
            child
            for node in level
            for child in ast.iter_child_nodes(node)
            if isinstance(child, ast.expr | ast.keyword)
        ]


def _defects(syntax: Syntax) -> Iterator[Defect]:
    """Every construct that is not on the allow-list."""
    called = {id(node.func) for node in ast.walk(syntax.tree) if isinstance(node, ast.Call)}
    membership = _right_sides_of_in(syntax.tree)
    for node in ast.walk(syntax.tree):
        if not isinstance(node, ast.expr) or id(node) in called:
            continue  # operators are judged with the expression that holds them
        if not isinstance(node, _EXPRESSIONS):
            yield _defect(syntax, node)
        else:
            yield from _expression_defects(syntax, node, membership)


def _right_sides_of_in(tree: ast.expr) -> frozenset[int]:
    """Nodes after `in`: the only place of tuples and of whole columns."""
    return frozenset(
        id(right)
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for operator, right in zip(node.ops, node.comparators, strict=True)
        if isinstance(operator, ast.In | ast.NotIn)
    )


def _expression_defects(
    syntax: Syntax, node: ast.expr, membership: frozenset[int]
) -> Iterator[Defect]:
    segment = syntax.segment(node)
    fine = True
    if isinstance(node, ast.Constant):
        number = type(node.value) in (int, float) and _NUMBER.fullmatch(segment) is not None
        fine = number or type(node.value) is str
    elif isinstance(node, ast.Name):
        fine = _NAME.fullmatch(node.id) is not None and segment == node.id
    elif isinstance(node, ast.Attribute):
        fine = dotted_name(node) == segment and _NAME.fullmatch(node.attr) is not None
    elif isinstance(node, ast.Tuple):
        fine = id(node) in membership
    elif isinstance(node, ast.BinOp | ast.UnaryOp | ast.BoolOp):
        fine = isinstance(node.op, _OPERATORS)
    elif isinstance(node, ast.Compare):
        fine = _is_plain_comparison(node)
    if not fine:
        yield _defect(syntax, node)
    if isinstance(node, ast.Call):
        yield from _call_defects(syntax, node)
    if id(node) in membership and not (isinstance(node, ast.Tuple) or dotted_name(node)):
        message = msg(
            "After in stands a list in brackets or table.column, not {part}.", part=segment
        )
        yield Defect("", _place(syntax, node), "formula-membership", message)


def _is_plain_comparison(node: ast.Compare) -> bool:
    """Whether all operators are in the language and no chain mixes `in` with others.

    `a in t == b` is legal Python whose meaning nobody would guess.
    """
    known = all(isinstance(operator, _COMPARISONS) for operator in node.ops)
    return known and (
        len(node.ops) == 1 or not any(isinstance(o, ast.In | ast.NotIn) for o in node.ops)
    )


def _call_defects(syntax: Syntax, node: ast.Call) -> Iterator[Defect]:
    name = function_name(node)
    message: Message | None = None
    if name not in ARITY:
        message = msg("There is no function {name}.", name=syntax.segment(node.func))
    elif node.keywords or not ARITY[name][0] <= len(node.args) <= ARITY[name][1]:
        message = msg("The function {name} has a wrong number of arguments.", name=name)
    elif name in PLACE_FUNCTIONS and not isinstance(node.args[0], ast.Name):
        message = msg("The function {name} takes a field code or x.", name=name)
    elif name in ROW_FUNCTIONS:
        message = _row_function_defect(name, node)
    elif name == "matches":
        message = _pattern_defect(node.args[1])
    if message is not None:
        yield Defect("", _place(syntax, node), "formula-function", message)


def _row_function_defect(name: str, node: ast.Call) -> Message | None:
    if name == "count":
        if not isinstance(node.args[0], ast.Name):
            return msg("The function count takes the code of a table first.")
    elif dotted_name(node.args[0]) is None:
        return msg("The function {name} takes table.column first.", name=name)
    inner = (part for condition in node.args[1:] for part in ast.walk(condition))
    if any(isinstance(part, ast.Call) and function_name(part) in ROW_FUNCTIONS for part in inner):
        return msg("A condition over rows cannot hold sum, count or get.")
    return None


def _pattern_defect(node: ast.expr) -> Message | None:
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return msg("The pattern of matches is a text in quotes.")
    pattern = node.value
    if len(pattern) > MAX_PATTERN or _REPEATED_REPEAT.search(pattern):
        return msg("The pattern {pattern} is too long or repeats a repetition.", pattern=pattern)
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return msg("The pattern {pattern} cannot be read.", pattern=pattern)
    return None


def _defect(syntax: Syntax, node: ast.expr) -> Defect:
    message = msg("The formula language has no {part}.", part=syntax.segment(node))
    return Defect("", _place(syntax, node), "formula-grammar", message)


def _place(syntax: Syntax, node: ast.expr) -> str:
    return str(syntax.span(node)[0] + 1)
