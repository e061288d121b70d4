"""Reads the file of one indicator of an edition, strictly.

Source: rubric.md 4 (rules of an indicator) and 13 (form of the file).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from questionnaire.catalogue import Catalogue, FieldType
from questionnaire.errors import FormulaError
from questionnaire.formula import Formula, parse_formula
from questionnaire.formula_types import Kind, kinds_of, type_defects
from questionnaire.messages import LocalText, msg
from questionnaire.units import UnitError, check_formula_unit, units_of
from scoring.edition import CLASSES, BoundsRule, DeclaredNa, Indicator, ZeroRule
from scoring.input_fields import fields_behind
from scoring.scorecard import Bound, Bounds, SourceMark
from scoring.strict_table import StrictTable

MARKS: tuple[SourceMark, ...] = ("design", "to check", "derived", "published")
"""Marks of a value, the weakest first (rubric.md 13)."""

_CODE = re.compile(r"[A-Z][1-9][0-9]?")
_ZERO_EFFECTS: dict[str, tuple[Literal["value 0", "score 0", "missing"], str]] = {
    "value 0": ("value 0", "value 0"),
    "value 0 (peak already passed)": ("value 0", "value 0 (peak already passed)"),
    "score 0 (coal introduced)": ("score 0", "coal introduced"),
    "missing": ("missing", ""),
}


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a formula of an edition may use, from the catalogue."""

    catalogue: Catalogue

    def holds(self, name: str) -> bool:
        """Whether `name` is a field other than a table, or a derived value."""
        field = self.catalogue.fields.get(name)
        if field is not None:
            return field.type is not FieldType.TABLE
        return name in self.catalogue.derived and name.startswith(("inventory.", "enterprises."))


def read_indicator(table: StrictTable, names: Names) -> Indicator | None:
    """Read one file; None when it has no formula to score by (the defects are noted)."""
    code = table.text("code")
    if not _CODE.fullmatch(code):
        table.refuse(
            "code", "bad-code", msg("The code {code} must be a letter and a number.", code=code)
        )
    dimension, label = table.text("dimension"), table.local_text("name")
    kind: Literal["Q", "G"] = table.one_of("type", ("Q", "G"))
    unit = table.text("unit", empty=True)
    formula = _value_formula(table, kind, unit, names)
    lever = _lever(table, formula)
    better: Literal["higher", "lower"] = table.one_of("better", ("higher", "lower"))
    decimals = table.whole("decimals")
    na_rule = table.text("na_rule")
    na_auto, na_declared = _na_rule(table, na_rule, kind, names)
    zero_rule = _zero_rule(table, names)
    shared, figure, source = (
        table.flag("no_data_shared"),
        table.text("fig_4_5"),
        table.local_text("source"),
    )
    bounds = _bounds_rules(table, kind, better, names)
    levels = _levels(table, kind)
    table.finish()
    if formula is None:
        return None
    if kind == "G" and formula.text != f"{code}_level":
        table.refuse(
            "formula",
            "graded-formula",
            msg("A graded indicator is its level; write {code}_level.", code=code),
        )
    formulas = [f for f in (formula, na_auto, zero_rule.condition if zero_rule else None) if f]
    inputs = _in_form_order({name for f in formulas for name in f.names}, names.catalogue)
    field = names.catalogue.fields.get(lever)
    return Indicator(
        code=code,
        dimension=dimension,
        label=label,
        kind=kind,
        unit=unit,
        formula=formula,
        lever=lever,
        lever_is_integer=field is not None and field.type is FieldType.INTEGER,
        better=better,
        decimals=decimals,
        na_rule=na_rule,
        na_auto=na_auto,
        na_declared=na_declared,
        zero_rule=zero_rule,
        no_data_shared=shared,
        figure=figure,
        source=source,
        bounds=bounds,
        levels=levels,
        inputs=inputs,
        fields=fields_behind(names.catalogue, inputs),
    )


def parse_into(
    table: StrictTable, key: str, text: str, names: Names, wanted: Kind = Kind.TRUTH
) -> Formula | None:
    """Parse `text`; note at `key` what is not in the language, unknown names and mixed types.

    Args:
        table: where a defect is noted.
        key: the key that holds the text.
        text: the formula.
        names: the names it may use.
        wanted: what it must give: a truth for a condition, a number for an indicator.
    """
    try:
        formula = parse_formula(text)
    except FormulaError as error:
        table.refuse(
            key,
            "bad-formula",
            msg("{key} is not a formula: {why} Correct the formula.", key=key, why=error.message),
        )
        return None
    unknown = sorted(name for name in formula.names if not names.holds(name))
    if unknown:
        table.refuse(
            key,
            "unknown-name",
            msg(
                "{key} reads {names}, which the field catalogue does not have; correct the codes.",
                key=key,
                names=", ".join(unknown),
            ),
        )
        return None
    defects = type_defects(formula, kinds_of(names.catalogue, None, ""), wanted)
    for defect in defects:
        table.refuse(
            key,
            "formula-type",
            msg("{key} mixes types: {why} Correct the formula.", key=key, why=defect.message),
        )
    return None if defects else formula


def _value_formula(table: StrictTable, kind: str, unit: str, names: Names) -> Formula | None:
    """The formula of the value; that of a quantitative indicator must give its unit."""
    text = table.text("formula")
    formula = parse_into(table, "formula", text, names, Kind.NUMBER) if text else None
    if formula is None or kind == "G":
        return formula
    try:
        check_formula_unit(formula, units_of(names.catalogue), unit)
    except UnitError as error:
        table.refuse(
            "unit",
            "formula-unit",
            msg("{why} Correct the unit or the powers of ten in the formula.", why=error.message),
        )
    return formula


def _lever(table: StrictTable, formula: Formula | None) -> str:
    lever = table.text("lever")
    if formula is not None and lever and lever not in formula.names:
        table.refuse(
            "lever",
            "foreign-lever",
            msg("The lever {lever} must be a name of the formula.", lever=lever),
        )
    return lever


def _na_rule(
    table: StrictTable, text: str, kind: str, names: Names
) -> tuple[Formula | None, DeclaredNa | None]:
    declared = _declared_na(table) if table.has("na_declared") else None
    word, _, rest = text.partition(":")
    if (word == "assessor") != (declared is not None):
        table.refuse(
            "na_declared",
            "na-rule",
            msg("A rule 'assessor: ...' and a table [na_declared] belong together; give both."),
        )
    if word == "auto" and kind == "Q":
        return parse_into(table, "na_rule", rest.strip(), names), None
    if text and word not in ("assessor", "never"):
        table.refuse(
            "na_rule",
            "na-rule",
            msg("na_rule must be 'never', 'auto: condition' or 'assessor: text'."),
        )
    return None, declared


def _declared_na(table: StrictTable) -> DeclaredNa:
    inner = table.table("na_declared")
    declared = DeclaredNa(
        classes=frozenset(inner.words("classes", CLASSES)),
        source_limit_t=inner.number("source_limit_t"),
        refusing_field=inner.text("refusing_field"),
    )
    inner.finish()
    return declared


def _zero_rule(table: StrictTable, names: Names) -> ZeroRule | None:
    text = table.text("zero_rule", empty=True)
    if not text:
        return None
    condition, _, words = text.partition(":")
    effect = _ZERO_EFFECTS.get(words.strip())
    if effect is None:
        table.refuse(
            "zero_rule",
            "zero-rule",
            msg(
                "zero_rule must be 'condition: effect'; the effects are: {effects}.",
                effects=", ".join(_ZERO_EFFECTS),
            ),
        )
        return None
    formula = parse_into(table, "zero_rule", condition.strip(), names)
    return None if formula is None else ZeroRule(formula, *effect)


def _levels(table: StrictTable, kind: str) -> tuple[LocalText, ...]:
    if kind == "Q":
        return ()
    tables = table.tables("levels")
    if len(tables) != 5:
        table.refuse(
            "levels",
            "level-texts",
            msg("A graded indicator has five level texts, 0 to 4; add the missing ones."),
        )
    levels = tuple(level.local_text() for level in tables)
    for level in tables:
        level.finish()
    return levels


def _bounds_rules(
    table: StrictTable, kind: str, better: str, names: Names
) -> tuple[BoundsRule, ...]:
    if kind == "G":
        return ()
    blocks = table.tables("bounds")
    rules = tuple(_bounds_rule(block, better, names) for block in blocks)
    for block in blocks:
        block.finish()
    for park_class in CLASSES:
        _check_periods(table, [rule for rule in rules if park_class in rule.classes], park_class)
    return rules


def _bounds_rule(table: StrictTable, better: str, names: Names) -> BoundsRule:
    classes = frozenset(table.words("classes", CLASSES))
    condition = None
    if table.has("condition"):
        condition = parse_into(table, "condition", table.text("condition"), names)
    valid_from = table.day("valid_from")
    valid_to = table.day("valid_to") if table.has("valid_to") else None
    if valid_to is not None and valid_to < valid_from:
        table.refuse("valid_to", "period", msg("The period ends before it begins; correct it."))
    period = (valid_from, valid_to)
    floor, target = _bound(table, "floor", period), _bound(table, "target", period)
    passing = _bound(table, "passing", period) if table.has("passing") else None
    posts = [bound.value for bound in (floor, passing, target) if bound is not None]
    rising = all(a < b for a, b in pairwise(posts))
    falling = all(a > b for a, b in pairwise(posts))
    if not (rising or falling):
        table.refuse(
            "target",
            "monotonic",
            msg("Floor, passing and target must rise or fall strictly; correct the values."),
        )
    elif rising != (better == "higher"):
        table.refuse(
            "target",
            "direction",
            msg("The direction floor to target contradicts better = {better}.", better=better),
        )
    marks = [bound.mark for bound in (floor, passing, target) if bound is not None]
    bounds = Bounds(floor, passing, target, min(marks, key=MARKS.index))
    return BoundsRule(classes, condition, valid_from, valid_to, bounds)


def _bound(
    table: StrictTable, key: str, period: tuple[datetime.date, datetime.date | None]
) -> Bound:
    inner = table.table(key)
    bound = Bound(
        value=inner.number("value"),
        mark=inner.one_of("mark", MARKS),
        source=inner.local_text("source"),
        valid_from=period[0],
        valid_to=period[1],
        checked_on=inner.text("checked_on", empty=True),
        checked_by=inner.text("checked_by", empty=True),
    )
    inner.finish()
    return bound


def _check_periods(table: StrictTable, rules: list[BoundsRule], park_class: str) -> None:
    """Refuse overlapping or gapped periods; rules of one period differ by their condition."""
    series: dict[str, list[BoundsRule]] = {}
    for rule in rules:
        series.setdefault(rule.condition.text if rule.condition else "", []).append(rule)
    mixed = "" in series and len(series) > 1
    if not rules:
        message = msg("No bounds for class {name}; add a block.", name=park_class)
        table.refuse("bounds", "no-bounds", message)
    spans = [_periods_join(one) for one in series.values()]
    if mixed or not all(spans) or len(set(spans)) > 1:
        message = msg(
            "The periods of class {name} overlap or leave a gap; let each begin on the day after "
            "the one before ends.",
            name=park_class,
        )
        table.refuse("bounds", "periods", message)


def _periods_join(rules: list[BoundsRule]) -> tuple[datetime.date, datetime.date | None] | None:
    """First and last day of periods that follow each other without gap, else None."""
    ordered = sorted(rules, key=lambda rule: rule.valid_from)
    for before, after in pairwise(ordered):
        if before.valid_to is None:
            return None
        if before.valid_to + datetime.timedelta(days=1) != after.valid_from:
            return None
    return ordered[0].valid_from, ordered[-1].valid_to


def _in_form_order(names: set[str], catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(
        [code for code in catalogue.fields if code in names]
        + [code for code in catalogue.derived if code in names]
    )
