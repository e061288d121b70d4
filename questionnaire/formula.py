"""Formulas and check expressions: parsed once, evaluated in three-valued logic.

A formula is compiled to nested functions, so that evaluating it walks no tree. *Unknown* is None:
a blank operand, a `change` without an earlier value, a `get` without a match, a division by zero,
an overflow. `or` is true if one part is true, `and` false if one part is false, else unknown.

A value of a type that an operation has no meaning for makes the operation unknown (`==` false);
that this cannot happen with the declared types is checked when the catalogue is loaded
(`formula_types.check_types`).

Source: rubric.md 14 and 15.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from questionnaire.answers import Value
from questionnaire.formula_compiler import Compiler, Evaluator, Hole, Reference
from questionnaire.formula_syntax import Syntax, read_syntax
from questionnaire.numbers import exact, to_text
from questionnaire.scope import Scope

WriteValue: TypeAlias = Callable[[str, Value | None], str]


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula or check expression. Two formulas are equal when their texts are.

    Attributes:
        text: the formula as written, on one line.
        requirement: whether it is the condition of a `required`, where a blank equals `""` and is
            never greater or less than anything.
        references: the names that it reads, with the table of the condition they stand in.
        syntax: its syntax tree.
    """

    text: str
    requirement: bool
    references: frozenset[Reference] = field(compare=False)
    syntax: Syntax = field(compare=False, repr=False)
    _evaluator: Evaluator = field(compare=False, repr=False)
    _holes: tuple[Hole, ...] = field(compare=False, repr=False)

    @property
    def names(self) -> frozenset[str]:
        """The plain and dotted names that it reads; functions, `true` and `false` excluded."""
        return frozenset(reference.name for reference in self.references)

    def evaluate(self, scope: Scope) -> Value | None:
        """The value in `scope`, computed with precision 50; None is unknown. Never raises."""
        with exact():
            return self.value_in_context(scope)

    def value_in_context(self, scope: Scope) -> Value | None:
        """As `evaluate`, where the caller has entered `numbers.exact()` around many formulas."""
        try:
            return self._evaluator(scope)
        except ArithmeticError:
            return None  # an overflow: no number, as with a division by zero

    @property
    def parts(self) -> tuple[Evaluator, ...]:
        """The parts that `substitute` replaces, each to be evaluated by itself.

        A scope keeps what it needed for a function over rows. So a caller that must not be held up
        evaluates the parts one by one first, inside `numbers.exact()`; then the whole is quick.
        """
        return tuple(hole.value for hole in self._holes)

    def substitute(self, scope: Scope, write: WriteValue | None = None) -> str:
        """The text with values in place of names, spacing and brackets kept.

        Args:
            scope: where the values come from.
            write: words a value by its name, to add units or to round; `write_value` if not given.

        Returns:
            The text; functions over rows and places stand as their value, unknown as `?`.
        """
        worded = write or (lambda _name, value: write_value(value))
        parts: list[str] = []
        position = 0
        with exact():
            for hole in self._holes:
                parts += (self.text[position : hole.start], worded(hole.name, hole.value(scope)))
                position = hole.end
        return "".join((*parts, self.text[position:]))

    def readings(self, scope: Scope) -> tuple[tuple[ast.expr, Value | None], ...]:
        """The parts of the text that `substitute` replaces, with their values, in reading order."""
        with exact():
            return tuple((hole.node, hole.value(scope)) for hole in self._holes)

    def __reduce__(  # type: ignore[explicit-override]  # typing.override is not in Python 3.11
        self,
    ) -> tuple[Callable[[str], Formula], tuple[str]]:
        """Pickled as its text: compiled functions cannot travel to another process."""
        return (parse_requirement if self.requirement else parse_formula), (self.text,)


def parse_formula(text: str) -> Formula:
    """Parse a formula or a check expression.

    Raises:
        FormulaError: it is not in the formula language; all defects are listed.

    >>> from questionnaire.scope import Values
    >>> formula = parse_formula("used / (made + stock) * 100")
    >>> scope = Values({"used": Decimal("37.9"), "made": Decimal("41.2"), "stock": Decimal("0.3")})
    >>> formula.substitute(scope)
    '37.9 / (41.2 + 0.3) * 100'
    >>> formula.evaluate(Values({"used": Decimal(1), "made": None})) is None
    True
    """
    return _formula(text, requirement=False)


def parse_requirement(text: str) -> Formula:
    """Parse the condition of a `required` (the part after `if`), in which a blank equals `""`.

    Raises:
        FormulaError: it is not in the formula language; all defects are listed.

    >>> from questionnaire.scope import Values
    >>> parse_requirement('kind != ""').evaluate(Values({}))
    False
    """
    return _formula(text, requirement=True)


def write_value(value: Value | None) -> str:
    """Write a value as the formula language does; unknown is `?`, a negative number in brackets.

    >>> write_value(Decimal("-1.50")), write_value("met"), write_value(None), write_value(True)
    ('(-1.5)', '"met"', '?', 'true')
    """
    if value is None:
        return "?"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"({to_text(value)})" if value < 0 else to_text(value)
    return f'"{value}"' if isinstance(value, str) else value.isoformat()


# The loader of the catalogue reads its expressions, and the plan of checks again. A formula never
# changes, so the second reader takes that of the first.
@lru_cache(maxsize=1024)
def _formula(text: str, *, requirement: bool) -> Formula:
    syntax = read_syntax(text)
    compiler = Compiler(syntax, requirement=requirement)
    evaluator = compiler.compile(syntax.tree)
    return Formula(
        text=syntax.text,
        requirement=requirement,
        references=frozenset(compiler.references),
        syntax=syntax,
        _evaluator=evaluator,
        _holes=tuple(sorted(compiler.holes, key=lambda hole: hole.start)),
    )
