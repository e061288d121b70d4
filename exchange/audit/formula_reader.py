"""Reads the formulas that the audit sheets are written with, to compute what they give.

The grammar is the part of a spreadsheet's that `formula_writer` and the sheets use: numbers, texts,
cells and ranges of named sheets, calls, and the operators with their usual precedence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple, TypeAlias

from exchange.cells import column_of


class Area(NamedTuple):
    """A cell or a range; columns and rows from 1, limits inclusive.

    Attributes:
        sheet: its name; empty for the sheet that the formula stands on.
    """

    sheet: str
    left: int
    top: int
    right: int
    bottom: int

    @property
    def is_cell(self) -> bool:
        """Whether it is a single cell."""
        return self.left == self.right and self.top == self.bottom


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator with two operands; that of a sign has 0 on its left."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Node, ...]


Node: TypeAlias = Decimal | str | bool | Area | Operation | Call

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]+)?)
    |(?P<text>"(?:[^"]|"")*")
    |(?P<cell>(?:'(?P<sheet>(?:[^']|'')+)'!)?\$?(?P<left>[A-Z]{1,3})\$?(?P<top>[0-9]{1,7})
        (?::\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>[0-9]{1,7}))?)(?![A-Za-z0-9(])
    |(?P<word>[A-Z][A-Z0-9.]*)
    |(?P<sign><=|>=|<>|[-+*/&=<>(),]))""",
    re.VERBOSE,
)
_PRECEDENCE = {
    "=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4,
}  # fmt: skip


def read_formula(text: str) -> Node:
    """The tree of a formula, without its leading `=`.

    Raises:
        ValueError: it is not in the grammar.

    >>> read_formula("1+B2")
    Operation(sign='+', left=Decimal('1'), right=Area(sheet='', left=2, top=2, right=2, bottom=2))
    """
    reader = _Reader(text)
    node = reader.expression()
    if reader.token is not None:
        raise ValueError(text)
    return node


class _Reader:
    """Recursive descent with precedence."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self.token: re.Match[str] | None = None
        self._next()

    def expression(self, least: int = 1) -> Node:
        """An operand and the operations on it that bind at least so closely."""
        node = self._operand()
        while (rank := _PRECEDENCE.get(self._sign, 0)) >= least:
            sign = self._sign
            self._next()
            node = Operation(sign, node, self.expression(rank + 1))
        return node

    @property
    def _sign(self) -> str:
        return "" if self.token is None else self.token["sign"] or ""

    def _next(self) -> None:
        self.token = next(self._tokens, None)

    def _take(self, sign: str) -> None:
        if self._sign != sign:
            raise ValueError(sign)
        self._next()

    def _operand(self) -> Node:
        if self._sign == "-":
            self._next()
            return Operation("-", Decimal(0), self._operand())
        if self._sign == "(":
            self._next()
            node = self.expression()
            self._take(")")
            return node
        token = self.token
        if token is None or token["sign"]:
            raise ValueError(token and token["sign"])
        self._next()
        return self._call(token["word"]) if token["word"] else _literal(token)

    def _call(self, name: str) -> Node:
        if name in ("TRUE", "FALSE") and self._sign != "(":
            return name == "TRUE"
        self._take("(")
        arguments: list[Node] = []
        while self._sign != ")":
            if arguments:
                self._take(",")
            arguments.append(self.expression())
        self._next()
        return Call(name, tuple(arguments))


def _literal(token: re.Match[str]) -> Node:
    if token["number"]:
        return Decimal(token["number"])
    if token["text"] is not None:
        return token["text"][1:-1].replace('""', '"')
    left, top = _column(token["left"]), int(token["top"])
    right = _column(token["right"]) if token["right"] else left
    bottom = int(token["bottom"]) if token["bottom"] else top
    return Area((token["sheet"] or "").replace("''", "'"), left, top, right, bottom)


@cache
def _column(letters: str) -> int:
    return column_of(letters)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise ValueError(text[position:])
        yield token
        position = token.end()
