"""Units of formulas: dimension and decimal scale, so that a slip of 万, 亿 or kWh is refused.

A formula's unit follows from the units of the fields it reads. Multiplying by the number c makes
the number of a value c times as large and therefore its unit c times as small:
`inventory.net_co2_energy / 10000 / gdp` is t ÷ (1/10000) ÷ 亿元 = 10⁴ t/亿元 = t/万元.

Mass, coal equivalent and carbon dioxide are kinds of their own; 家, 个 and 项 count things and
have no dimension, 人 are people.

Source: rubric.md 1 (form units and the conversions of the formulas).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from questionnaire.catalogue import Catalogue
from questionnaire.errors import FormulaError
from questionnaire.formula import Formula
from questionnaire.formula_syntax import Syntax, dotted_name, function_name
from questionnaire.messages import Message, msg
from questionnaire.numbers import exact, to_text


class UnitError(FormulaError):
    """A unit that is not known, or a formula whose unit is not the declared one."""

    code = "bad-unit"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit.

    Attributes:
        dimension: base units with their powers, sorted, none with power 0; `()` for a plain
            number.
        scale: how many base units one unit is (元, kWh, GJ, t, m², m³); exact.
    """

    dimension: tuple[tuple[str, int], ...]
    scale: Decimal

    def __mul__(self, other: Unit) -> Unit:
        """Unit of a product."""
        return self._combined(other, 1)

    def __truediv__(self, other: Unit) -> Unit:
        """Unit of a quotient."""
        return self._combined(other, -1)

    def write(self) -> str:
        """The unit in base units, e.g. `10000 元 人^-1`, for messages."""
        powers = " ".join(
            f"{name}^{power}" if power != 1 else name for name, power in self.dimension
        )
        scale = "" if self.scale == 1 and powers else to_text(self.scale)
        return f"{scale} {powers}".strip()

    def _combined(self, other: Unit, sign: int) -> Unit:
        powers = dict(self.dimension)
        for name, power in other.dimension:
            powers[name] = powers.get(name, 0) + sign * power
        with exact():
            scale = self.scale * other.scale if sign > 0 else self.scale / other.scale
        return Unit(tuple(sorted((n, p) for n, p in powers.items() if p)), scale)


NUMBER = Unit((), Decimal(1))
"""The unit of a plain number."""

_BASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "元": ("元", "1"),
        "kWh": ("kWh", "1"),
        "MWh": ("kWh", "1000"),
        "kW": ("kW", "1"),
        "MW": ("kW", "1000"),
        "kJ": ("GJ", "0.000001"),
        "MJ": ("GJ", "0.001"),
        "GJ": ("GJ", "1"),
        "TJ": ("GJ", "1000"),
        "kg": ("t", "0.001"),
        "t": ("t", "1"),
        "kgce": ("tce", "0.001"),
        "tce": ("tce", "1"),
        "tCO2": ("tCO2", "1"),
        "tCO2e": ("tCO2e", "1"),
        "tC": ("tC", "1"),
        "m²": ("m²", "1"),
        "m2": ("m²", "1"),
        "km²": ("m²", "1000000"),
        "ha": ("m²", "10000"),
        "m³": ("m³", "1"),
        "m3": ("m³", "1"),
        "Nm3": ("m³", "1"),
        "人": ("人", "1"),
        "年": ("年", "1"),
        "月": ("月", "1"),
        "a": ("a", "1"),
        "级": ("级", "1"),
        "分": ("分", "1"),
        "℃": ("℃", "1"),
        "%": ("", "0.01"),
        "家": ("", "1"),
        "个": ("", "1"),
        "项": ("", "1"),
        "": ("", "1"),
    }
)
_CARBON_DIOXIDE = re.compile(r"(^|[._])co2(_|$)|removals$")
_PREFIXES: Mapping[str, str] = MappingProxyType(
    {"万": "10000", "亿": "100000000", "10^4 ": "10000"}
)


def parse_unit(text: str) -> Unit:
    """Read a printed unit: factors divided by `/`, each with 万 or 亿 before it.

    Args:
        text: e.g. `亿元`, `万kWh`, `tCO₂/万元`; empty for a plain number.

    Raises:
        UnitError: a part of it is not known.

    >>> parse_unit("万元/人") == parse_unit("元/人")
    False
    >>> parse_unit("亿元/km²").write()
    '100 m²^-1 元'
    """
    first, *divisors = text.replace("₂", "2").strip().split("/")
    unit = _parse_factor(first, text)
    for divisor in divisors:
        unit = unit / _parse_factor(divisor, text)
    return unit


def unit_of(formula: Formula, unit_of_name: Callable[[str], str]) -> Unit:
    """The unit that a formula's value has, from the units of what it reads.

    Args:
        formula: a formula of arithmetic; comparisons and texts have no unit.
        unit_of_name: the printed unit of a field or computed value.

    Raises:
        UnitError: sums or comparisons of different units, or an unknown unit.
    """
    return _UnitReader(formula.syntax, unit_of_name).read(formula.syntax.tree)


def units_of(catalogue: Catalogue) -> Callable[[str], str]:
    """Printed units of fields and computed values by their codes.

    The form writes emissions in t and 万t; a code that names co2 means tonnes of carbon dioxide.

    Args:
        catalogue: fields and computed values with their units.

    Returns:
        A function for `unit_of`; it raises `UnitError` for a code that is not in the catalogue.
    """

    def unit_of_name(name: str) -> str:
        question = catalogue.fields.get(name) or catalogue.derived.get(name)
        if question is None:
            message = msg("The name {name} is not in the catalogue.", name=name)
            raise UnitError(message, msg("Use the code of a field or of a computed value."))
        is_co2 = _CARBON_DIOXIDE.search(name) and question.unit in {"t", "万t"}
        return f"{question.unit}CO2" if is_co2 else question.unit

    return unit_of_name


def same_unit(a: Unit, b: Unit) -> bool:
    """Whether two units have the same dimension and scale."""
    return a == b


def check_formula_unit(formula: Formula, unit_of_name: Callable[[str], str], declared: str) -> None:
    """Hold the unit of a formula against the declared one, in dimension and scale.

    Args:
        formula: the formula.
        unit_of_name: the printed unit of a field or computed value.
        declared: the printed unit of its value.

    Raises:
        UnitError: they differ, or the formula mixes units.

    >>> from questionnaire.formula import parse_formula
    >>> units = {"co2": "t", "gdp": "亿元"}
    >>> check_formula_unit(parse_formula("co2 / 10000 / gdp"), units.__getitem__, "t/万元")
    """
    found, wanted = unit_of(formula, unit_of_name), parse_unit(declared)
    if same_unit(found, wanted):
        return
    raise UnitError(
        msg(
            "The formula {formula} gives {found}, not the declared unit {declared} ({wanted}).",
            formula=formula.text,
            found=found.write(),
            declared=declared or "1",
            wanted=wanted.write(),
        ),
        msg("Check the powers of ten in the formula and the units of its fields."),
    )


def _parse_factor(text: str, whole: str) -> Unit:
    factor = text.strip()
    scale = Decimal(1)
    for prefix, size in _PREFIXES.items():
        if factor.startswith(prefix):
            factor, scale = factor.removeprefix(prefix), Decimal(size)
            break
    if factor not in _BASES:
        message = msg("The unit {unit} has the unknown part {part}.", unit=whole, part=text)
        raise UnitError(message, msg("Use the units of the form, e.g. 亿元, 万kWh, tCO2/万元."))
    kind, size = _BASES[factor]
    return Unit(((kind, 1),) if kind else (), scale * Decimal(size))


@dataclass(frozen=True, slots=True)
class _UnitReader:
    """Computes units along a syntax tree."""

    syntax: Syntax
    unit_of_name: Callable[[str], str]

    def read(self, node: ast.expr) -> Unit:
        """Unit of a part of the formula."""
        if isinstance(node, ast.Name | ast.Attribute):
            return parse_unit(self.unit_of_name(dotted_name(node) or self.syntax.segment(node)))
        if isinstance(node, ast.Constant) and not isinstance(node.value, str):
            return NUMBER
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return self.read(node.operand)
        if isinstance(node, ast.BinOp):
            return self._read_operation(node)
        if isinstance(node, ast.Call) and function_name(node) in {"min", "max", "abs"}:
            return self._common(node.args, node)
        if isinstance(node, ast.Call) and function_name(node) in {"sum", "get"}:
            return self.read(node.args[0])
        raise self._error(msg("{part} has no unit.", part=self.syntax.segment(node)))

    def _read_operation(self, node: ast.BinOp) -> Unit:
        if isinstance(node.op, ast.Add | ast.Sub):
            return self._common([node.left, node.right], node)
        left, right = self._factor(node.left), self._factor(node.right)
        return left * right if isinstance(node.op, ast.Mult) else left / right

    def _factor(self, node: ast.expr) -> Unit:
        """Unit of a factor; a number makes the value larger and so its unit smaller."""
        number = self._literal(node)
        if number is None:
            return self.read(node)
        if not number:
            raise self._error(msg("A multiplication or division by 0 has no unit."))
        return NUMBER / Unit((), number)

    def _common(self, parts: list[ast.expr], whole: ast.expr) -> Unit:
        """The one unit of summands; a 0 fits every unit."""
        units = [self.read(part) for part in parts if self._literal(part) != 0]
        if any(unit != units[0] for unit in units):
            message = msg(
                "{part} mixes the units {units}.",
                part=self.syntax.segment(whole),
                units=", ".join(unit.write() for unit in units),
            )
            raise self._error(message)
        return units[0] if units else NUMBER

    def _literal(self, node: ast.expr) -> Decimal | None:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return self._literal(node.operand)
        if isinstance(node, ast.Constant) and not isinstance(node.value, str):
            return self.syntax.number(node)
        return None

    def _error(self, reason: Message) -> UnitError:
        message = msg(
            "The units of the formula {formula} do not fit: {reason}",
            formula=self.syntax.text,
            reason=reason,
        )
        return UnitError(message, msg("Bring both sides to one unit with a factor."))
