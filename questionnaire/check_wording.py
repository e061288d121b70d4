"""Wording of failed checks that have no message of their own.

A check is worded from its expression: labels instead of codes, the values that it read, and only
the parts that failed. Both languages are written side by side, as in the catalogue.

Source: rubric.md 1 (a check without its own message is worded from its expression) and 14.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from questionnaire.answers import Value
from questionnaire.catalogue import Catalogue, Choice, Question
from questionnaire.formula import Formula, parse_formula
from questionnaire.formula_syntax import dotted_name, function_name
from questionnaire.messages import Language, LocalText
from questionnaire.numbers import round_to, to_text
from questionnaire.scope import Scope
from questionnaire.values import is_blank

_COMPUTED_PLACES = 4
_MOST_SHOWN = 60
"""Characters of a text that a message repeats; a longer one stands in its field."""

_FUNCTIONS: Mapping[str, LocalText] = {
    "abs": LocalText("|{0}|", "|{0}|"),
    "len": LocalText("“{0}”的字数", "length of {0}"),
    "matches": LocalText("{0}的格式为 {1}", "{0} has the form {1}"),
    "count_items": LocalText("{0}的项数", "number of items in {0}"),
    "year": LocalText("{0}的年份", "year of {0}"),
    "uscc_valid": LocalText(
        "{0}为18位且校验位正确", "{0} has 18 characters and a right check character"
    ),
    "today": LocalText("今天", "today"),
    "all_codes": LocalText(
        "{0}中每一项都是字段或指标代码", "every item of {0} is the code of a field or an indicator"
    ),
    "min": LocalText("最小值（{*}）", "least of ({*})"),
    "max": LocalText("最大值（{*}）", "greatest of ({*})"),
    "change": LocalText(
        "{0}较上年变动幅度（%）", "size of the change of {0} on the year before (%)"
    ),
    "unique": LocalText("{0}不重复", "{0} is unique"),
    "unique_in_year": LocalText("{0}在同一年内不重复", "{0} is unique within the year"),
    "evidence_count": LocalText("{0}的证明材料份数", "evidence rows for {0}"),
    "sum": LocalText("合计（{*}）", "sum of ({*})"),
    "count": LocalText("行数（{*}）", "rows of ({*})"),
    "get": LocalText("{0}（{1}）", "{0} ({1})"),
}
_SIGNS: Mapping[type[ast.AST], LocalText] = {
    ast.Add: LocalText("+"),
    ast.Sub: LocalText("−"),
    ast.Mult: LocalText("×"),
    ast.Div: LocalText("÷"),
    ast.Eq: LocalText("="),
    ast.NotEq: LocalText("≠"),
    ast.Lt: LocalText("<"),
    ast.LtE: LocalText("≤"),
    ast.Gt: LocalText(">"),
    ast.GtE: LocalText("≥"),
    ast.In: LocalText("属于", "is one of"),
    ast.NotIn: LocalText("不属于", "is none of"),
    ast.And: LocalText("且", "and"),
    ast.Or: LocalText("或", "or"),
}
_TRUE = LocalText("是", "yes")
_FALSE = LocalText("否", "no")
_BLANK = LocalText("未填", "blank")
_NOT = LocalText("不满足：{0}", "not: {0}")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words expressions with the labels of one catalogue.

    Attributes:
        catalogue: labels, units and choices.
        parts: parsed parts of expressions by their text, kept so that many failing rows stay quick.
    """

    catalogue: Catalogue
    parts: dict[str, Formula] = field(default_factory=dict)

    def failed_parts(self, formula: Formula, scope: Scope, *, failed: bool) -> tuple[Formula, ...]:
        """The parts of an `and` or `or` whose value is `failed`; the whole where it has none."""
        tree = formula.syntax.tree
        if not isinstance(tree, ast.BoolOp):
            return (formula,)
        parts = [self._part(formula, node) for node in tree.values]
        return tuple(part for part in parts if part.evaluate(scope) is failed) or (formula,)

    def rule(self, formulas: tuple[Formula, ...], place: Question | None) -> LocalText:
        """The expressions with labels, joined by “; ”.

        Args:
            formulas: what is worded.
            place: the field or column that `x` means; None in a cross-check.
        """
        return _both(lambda language: "; ".join(
            _Writer(self.catalogue, formula, place, language).write(formula.syntax.tree)
            for formula in formulas
        ))  # fmt: skip

    def readings(
        self, formulas: tuple[Formula, ...], scope: Scope, place: Question | None
    ) -> LocalText:
        """Every value that the expressions read: label, value and unit, each once."""
        return _both(lambda language: self._readings(formulas, scope, place, language))

    def _readings(
        self,
        formulas: tuple[Formula, ...],
        scope: Scope,
        place: Question | None,
        language: Language,
    ) -> str:
        worded: dict[str, None] = {}
        for formula in formulas:
            writer = _Writer(self.catalogue, formula, place, language)
            for node, value in formula.readings(scope):
                worded[writer.reading(node, value)] = None
        return "; ".join(worded)

    def _part(self, formula: Formula, node: ast.expr) -> Formula:
        text = formula.syntax.segment(node)
        if text not in self.parts:
            self.parts[text] = parse_formula(text)
        return self.parts[text]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Words one expression in one language."""

    catalogue: Catalogue
    formula: Formula
    place: Question | None
    language: Language
    table: str = ""

    def write(self, node: ast.expr) -> str:
        """The words of a part of the expression."""
        if isinstance(node, ast.Name | ast.Attribute):
            return self._write_name(node)
        if isinstance(node, ast.Constant):
            return _write_constant(self.formula, node)
        if isinstance(node, ast.Call):
            return self._write_call(node)
        if isinstance(node, ast.Compare):
            return self._write_comparison(node)
        return self._write_operation(node)

    def reading(self, node: ast.expr, value: Value | None) -> str:
        """Label, value and unit of something that was read."""
        question = self._question(node)
        blank = is_blank(value)
        if value is None or blank:
            worded = self._say(_BLANK)
        elif isinstance(value, Decimal) and question is None:
            worded = to_text(round_to(value, _COMPUTED_PLACES))
        else:
            worded = self._value_label(value, question.choices if question else ())
        derived = self.catalogue.derived.get(dotted_name(node) or "")
        unit = question.unit if question else derived.unit if derived else ""
        if ":" not in unit and not blank:
            worded = self.catalogue.amount(worded, unit).in_language(self.language)
        return f"{self.write(node)} {worded}"

    def _write_operation(self, node: ast.expr) -> str:
        if isinstance(node, ast.UnaryOp):
            inner = self._inside(node.operand, node)
            return self._say(_NOT, inner) if isinstance(node.op, ast.Not) else f"−{inner}"
        if isinstance(node, ast.BoolOp):
            sign = f" {self._say(_SIGNS[type(node.op)])} "
            return sign.join(self._inside(value, node) for value in node.values)
        if isinstance(node, ast.BinOp):
            sign = self._say(_SIGNS[type(node.op)])
            left, right = self._inside(node.left, node), self._inside(node.right, node, last=True)
            return f"{left} {sign} {right}"
        raise AssertionError(f"not on the allow-list: {type(node).__name__}")

    def _inside(self, node: ast.expr, outer: ast.expr, *, last: bool = False) -> str:
        """A part of an operation, in brackets where it would be read otherwise without them."""
        words = self.write(node)
        if _binding(node) > _binding(outer) or (
            _binding(node) == _binding(outer) and not (last and isinstance(node, ast.BinOp))
        ):
            return words
        return f"({words})"

    def _write_comparison(self, node: ast.Compare) -> str:
        sides = [node.left, *node.comparators]
        choices = next((c for side in sides if (c := self._choices(side))), ())
        words = [self._write_side(sides[0], choices)]
        for operator, side in zip(node.ops, sides[1:], strict=True):
            words += (self._say(_SIGNS[type(operator)]), self._write_side(side, choices))
        return " ".join(words)

    def _write_side(self, node: ast.expr, choices: tuple[Choice, ...]) -> str:
        if isinstance(node, ast.Tuple):
            return "(" + ", ".join(self._write_side(item, choices) for item in node.elts) + ")"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return self._value_label(node.value, choices)
        return self.write(node)

    def _write_call(self, node: ast.Call) -> str:
        name = function_name(node)
        rows = name in {"sum", "count", "get"}
        first = node.args[0] if node.args else None
        table = (dotted_name(first) or self.formula.syntax.segment(first)) if first else ""
        inner = _Writer(
            self.catalogue, self.formula, self.place, self.language, table.split(".")[0]
        ) if rows else self  # fmt: skip
        words = [inner.write(argument) for argument in node.args]
        return self._say(_FUNCTIONS[name], *words)

    def _write_name(self, node: ast.Name | ast.Attribute) -> str:
        name = dotted_name(node) or self.formula.syntax.segment(node)
        if name in {"true", "false"}:
            return self._say(_TRUE if name == "true" else _FALSE)
        question = self._question(node)
        if question is not None and dotted_name(node) is None:
            return self._say(question.label)
        if name in self.catalogue.derived:
            return self._say(self.catalogue.derived[name].label)
        table, _, column = name.partition(".")
        if column and question is not None:
            return f"{self._say(self.catalogue.fields[table].label)}·{self._say(question.label)}"
        return name

    def _question(self, node: ast.expr) -> Question | None:
        """The field or column that a name means; None for computed values and functions."""
        name = dotted_name(node) or (node.id if isinstance(node, ast.Name) else "")
        if name == "x":
            return self.place
        tables = self.catalogue.tables
        own = self.table or getattr(self.place, "table", "")
        if own in tables and name in tables[own].columns:
            return tables[own].columns[name]
        table, _, column = name.partition(".")
        if column and name not in self.catalogue.derived and table in tables:
            return tables[table].columns.get(column)
        return self.catalogue.fields.get(name)

    def _choices(self, node: ast.expr) -> tuple[Choice, ...]:
        question = self._question(node)
        return question.choices if question else ()

    def _value_label(self, value: Value, choices: tuple[Choice, ...]) -> str:
        if isinstance(value, bool):
            return self._say(_TRUE if value else _FALSE)
        label = next((choice.label for choice in choices if choice.code == value), None)
        if label is not None:
            return f"“{self._say(label)}”"
        if isinstance(value, Decimal):
            return to_text(value)
        return _quoted(value) if isinstance(value, str) else value.isoformat()

    def _say(self, text: LocalText, *words: str) -> str:
        said = text.in_language(self.language)
        if "{*}" in said:
            return said.replace("{*}", ", ".join(words))
        for number, word in enumerate(words):
            before, place, after = said.partition(f"{{{number}}}")
            said = f"{before}{word}{after}" if place else said
        return said


def _both(words: Callable[[Language], str]) -> LocalText:
    return LocalText(words("zh"), words("en"))


def _quoted(text: str) -> str:
    return f"“{text}”" if len(text) <= _MOST_SHOWN else f"“{text[:_MOST_SHOWN]}…”"


def _write_constant(formula: Formula, node: ast.Constant) -> str:
    return f"“{node.value}”" if isinstance(node.value, str) else formula.syntax.segment(node)


def _binding(node: ast.expr) -> int:
    """How tightly an operation binds; names and functions bind tightest."""
    if isinstance(node, ast.BoolOp):
        return 1 if isinstance(node.op, ast.Or) else 2
    if isinstance(node, ast.UnaryOp):
        return 3 if isinstance(node.op, ast.Not) else 7
    if isinstance(node, ast.Compare):
        return 4
    if isinstance(node, ast.BinOp):
        return 5 if isinstance(node.op, ast.Add | ast.Sub) else 6
    return 8
