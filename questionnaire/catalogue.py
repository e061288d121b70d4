"""The field catalogue: what is asked, in which unit, with which checks.

Read by `catalogue_loader.load_catalogue` from the TOML files of `resources/catalogue/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal, TypeAlias

from questionnaire.messages import Language, LocalText

NO_TEXT = LocalText("")
"""Stands where a catalogue that is made by hand has no text."""
_INDICATOR = re.compile(r"[A-Z][0-9]{1,2}")


class FieldType(StrEnum):
    """Type of a field or a column."""

    TEXT = "text"
    DECIMAL = "decimal"
    INTEGER = "integer"
    CHOICE = "choice"
    BOOL = "bool"
    DATE = "date"
    LEVEL = "level"
    TABLE = "table"

    @property
    def is_number(self) -> bool:
        """Whether values are `Decimal`."""
        return self in (FieldType.DECIMAL, FieldType.INTEGER, FieldType.LEVEL)


Yearly: TypeAlias = Literal["yes", "no", "base_year"]
EvidenceRule: TypeAlias = Literal["none", "optional", "required"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed code of a choice field.

    Attributes:
        attributes: `unit` or `factor_unit` that other columns of the row take from this choice; an
            attribute without value is absent.
    """

    code: str
    label: LocalText
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What a field and a table column have in common.

    Attributes:
        code: field code, or column name.
        label: short name.
        type: see `FieldType`.
        unit: printed unit, empty for none. A part `{source}:unit` (or `:ncv_unit`, `:factor_unit`)
            stands for the unit of what the row has chosen: from the reference list `source`, e.g.
            `fuels:unit` by the row's `carrier`, or from the choices of the column `source`, e.g.
            `flow:unit`. `row_units.row_unit` words it.
        choices: allowed codes of a choice written in the catalogue.
        choice_source: name of the reference list that holds the choices instead (`fuels`,
            `processes`, `sinks`, `industries`, `editions`, `weight_sets`, `grid_years`); else
            empty.
        minimum, maximum: inclusive limits; None = none.
        hard_check: expression that must be true; empty = none.
        soft_check: expression that warns when true; empty = none.
        hard_message, soft_message: own wording of the failed check; None = worded from the
            expression.
        required: `yes`, `no`, or the condition after `if` as an expression.
        help: how to fill it in.
    """

    code: str
    label: LocalText
    type: FieldType
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    choice_source: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    hard_check: str = ""
    soft_check: str = ""
    hard_message: LocalText | None = None
    soft_message: LocalText | None = None
    required: str = "no"
    help: LocalText = field(default_factory=lambda: LocalText(""))


@dataclass(frozen=True, slots=True)
class Field(Question):
    """A field of the form.

    Attributes:
        page: 0 to 10.
        group: key of the group on the page.
        yearly: asked anew each year, once, or once for the base year.
        evidence: whether submitting needs an evidence row that names it.
        used_by: indicators, gates and analyses that read it.
        source: document that defines it, with its mark.
        multiline: whether a text may take several lines.
        suggests: reference list of the codes that a text is made of, separated by ；; empty for
            free text. What else is typed is left to the checks.
    """

    page: int = 0
    group: str = ""
    yearly: Yearly = "no"
    evidence: EvidenceRule = "none"
    used_by: tuple[str, ...] = ()
    source: LocalText = NO_TEXT
    multiline: bool = False
    suggests: str = ""


@dataclass(frozen=True, slots=True)
class Column(Question):
    """A column of a table field."""

    table: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table field.

    Attributes:
        code: code of the field of type table.
        columns: by name, in form order.
        natural_key: columns that identify a row within a year (rubric.md 14); `peak_plan` uses its
            year alone.
        has_year: whether the table has a `year` column.
    """

    code: str
    columns: Mapping[str, Column]
    natural_key: tuple[str, ...]
    has_year: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A titled part of a page."""

    page: int
    key: str
    label: LocalText


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the form with its groups in order.

    Attributes:
        number: 0 to 10.
        label: title.
        groups: its parts.
        short: title where there is room for two characters; without one the start of `label`.
    """

    number: int
    label: LocalText
    groups: tuple[Group, ...]
    short: LocalText


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """A check across pages and tables; its expression must be true."""

    id: str
    severity: Literal["hard", "soft"]
    expression: str
    message: LocalText


@dataclass(frozen=True, slots=True)
class DerivedValue:
    """A value computed from the form.

    Attributes:
        code: `inventory.*`, `enterprises.*`, `class.*`, `code.*`, `total.*`, `coverage.*`.
        depends_on: tables, fields and other derived values that it rests on.
    """

    code: str
    label: LocalText
    unit: str
    definition: str
    depends_on: tuple[str, ...]
    used_by: tuple[str, ...]
    source: LocalText


@dataclass(frozen=True, slots=True)
class Industry:
    """A division (大类) of GB/T 4754."""

    code: str
    label: LocalText
    energy_intensive: bool
    source: str


@dataclass(frozen=True)
class Catalogue:
    """The whole catalogue.

    Attributes:
        id: e.g. `2026.1`.
        hash: folder hash, lower-case hex.
        units: parts of units that are printed in another way than they are written, as printed.
    """

    id: str
    hash: str
    pages: tuple[Page, ...]
    fields: Mapping[str, Field]
    tables: Mapping[str, Table]
    cross_checks: tuple[CrossCheck, ...]
    derived: Mapping[str, DerivedValue]
    industries: Mapping[str, Industry]
    units: Mapping[str, LocalText] = field(default_factory=dict)

    def unit_text(self, unit: str, language: Language) -> str:
        """A unit as it is printed; empty for none.

        Args:
            unit: as a field, an indicator or a factor has it, e.g. `万元/人`; a part that `units`
                lacks stays as it is.
            language: of the reader.
        """
        parts = self._unit_parts
        if parts is None:
            return unit
        printed = parts.sub(lambda found: _in(self.units[found[0]], language), unit)
        return printed.strip()

    def amount(self, number: str, unit: str) -> LocalText:
        """A printed number with its unit; a power of ten is written as a factor."""
        chinese, english = (self.unit_text(unit, language) for language in ("zh", "en"))
        factor = "× " if english.startswith("10") else ""
        return LocalText(f"{number} {chinese}".rstrip(), f"{number} {factor}{english}".rstrip())

    @cached_property
    def _unit_parts(self) -> re.Pattern[str] | None:
        longest_first = sorted(self.units, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    @cached_property
    def evidence_codes(self) -> frozenset[str]:
        """Codes that evidence may support: fields, tables, and the indicators that read them."""
        uses = [use for item in self.fields.values() for use in item.used_by]
        uses += [use for item in self.derived.values() for use in item.used_by]
        indicators = {use for use in uses if _INDICATOR.fullmatch(use)}
        levels = {
            code.removesuffix("_level")
            for code, item in self.fields.items()
            if item.type is FieldType.LEVEL
        }
        return frozenset(self.fields) | indicators | levels


@dataclass(frozen=True, slots=True)
class Reference:
    """One item of a reference list that choices, units and default values come from.

    Attributes:
        code: e.g. `raw_coal`.
        label: name.
        unit: unit of the amount entered for it; empty for none.
        attributes: `default_ncv`, `default_tce`, `default_co2`, `default_factor` (Decimal),
            `category`, `ncv_unit`, `factor_unit`, `gas` (str); an attribute without value is
            absent.
        selectable: whether the form offers it.
    """

    code: str
    label: LocalText
    unit: str = ""
    attributes: Mapping[str, Decimal | str] = field(default_factory=dict)
    selectable: bool = True


References: TypeAlias = Mapping[str, Mapping[str, Reference]]
"""Name of the reference list -> code -> item."""


def _in(text: LocalText, language: Language) -> str:
    """A part of a unit; unlike other texts it may be empty in English."""
    return text.zh if language == "zh" else text.en
