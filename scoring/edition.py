"""A rubric edition: all rules, goalposts and weights of an evaluation (rubric.md 13).

Read by `edition_loader.load_edition`; frozen, so that one edition serves any number of parks.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from questionnaire.answers import Quality
from questionnaire.formula import Formula
from questionnaire.messages import LocalText
from scoring.scorecard import Benchmark, Bounds, Colour, Grade, ParkClass

CLASSES: tuple[ParkClass, ...] = ("IC", "IE", "CC", "CE")
"""Industry type (I 行业类, C 综合类) and energy type (C coal, E electricity, gas, heat)."""

CLASS_INPUTS: tuple[str, ...] = (
    "energy_intensive_output",
    "industrial_output",
    "inventory.coal_products_tce",
    "inventory.carrier_tce_oil",
    "inventory.carrier_tce_gas",
    "inventory.carrier_tce_electricity",
    "inventory.carrier_tce_heat",
    "inventory.carrier_tce_renewable",
    "inventory.carrier_tce_other",
)
"""What the park class rests on (rubric.md 2)."""

CODE_INPUTS: tuple[str, ...] = (
    "industrial_value_added",
    "gdp",
    "power_self_renewable",
    "power_green_purchased",
    "green_certificates",
    "inventory.code_co2",
    "inventory.net_co2",
    "inventory.net_co2_energy",
    "inventory.removals",
)
"""What the carbon code rests on (rubric.md 7)."""


@dataclass(frozen=True, slots=True)
class BoundsRule:
    """Goalposts that hold for some classes in a period, both ends inclusive.

    Attributes:
        condition: further condition over derived values; None = always.
        valid_to: None = open.
    """

    classes: frozenset[ParkClass]
    condition: Formula | None
    valid_from: datetime.date
    valid_to: datetime.date | None
    bounds: Bounds

    def covers(self, day: datetime.date) -> bool:
        """Whether the period contains `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class ZeroRule:
    """A rule that is checked before the formula (rubric.md 4.1).

    Attributes:
        effect: `value 0`: the value is 0; `score 0`: the score is 0 and the value is not shown;
            `missing`: the indicator is missing.
        note: words of rubric.md 16 printed beside the indicator.
    """

    condition: Formula
    effect: Literal["value 0", "score 0", "missing"]
    note: str


@dataclass(frozen=True, slots=True)
class DeclaredNa:
    """When an assessor may declare a graded indicator not applicable (rubric.md 4.4, S5).

    Attributes:
        source_limit_t: an enterprise with more tonnes of CO2 a year refuses it.
        refusing_field: a value above 0 in this field refuses it.
    """

    classes: frozenset[ParkClass]
    source_limit_t: Decimal
    refusing_field: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the 53 indicators.

    Attributes:
        formula: over field codes, `inventory.*` and `enterprises.*`; `<code>_level` for G.
        lever: the field or derived value that a gap is expressed in.
        lever_is_integer: whether a lever is rounded away from its present value.
        decimals: places of the printed value.
        na_rule: text of the rule; `never` for none.
        na_auto: condition of an automatic 不适用; None = never.
        na_declared: condition of a declared 不适用; None = not allowed.
        no_data_shared: whether 暂无数据 shares the weight out.
        figure: item of NRDC fig 4-5.
        source: document of the benchmark.
        levels: texts of levels 0 to 4 of a graded item.
        inputs: names read by formula and rules, in form order.
        fields: form fields and tables that the inputs rest on.
    """

    code: str
    dimension: str
    label: LocalText
    kind: Literal["Q", "G"]
    unit: str
    formula: Formula
    lever: str
    lever_is_integer: bool
    better: Literal["higher", "lower"]
    decimals: int
    na_rule: str
    na_auto: Formula | None
    na_declared: DeclaredNa | None
    zero_rule: ZeroRule | None
    no_data_shared: bool
    figure: str
    source: LocalText
    bounds: tuple[BoundsRule, ...]
    levels: tuple[LocalText, ...]
    inputs: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the six dimensions."""

    code: str
    label: LocalText
    source: LocalText


@dataclass(frozen=True, slots=True)
class WeightSet:
    """A named set of weights; every group sums to 100 exactly.

    Attributes:
        dimensions: class -> dimension -> percent.
        inside: class -> indicator -> percent inside its dimension.
    """

    name: str
    author: str
    date: datetime.date
    method: str
    dimensions: Mapping[ParkClass, Mapping[str, Decimal]]
    inside: Mapping[ParkClass, Mapping[str, Decimal]]


@dataclass(frozen=True, slots=True)
class GateRule:
    """One gate (rubric.md 6).

    Attributes:
        fields: fields that it rests on; `P2` for G6.
        fails: condition of failing, unknown = unverified; None for G6.
        not_applicable: condition of not applying; None = always applies.
        effect: words of rubric.md 16 printed when it fails.
        cap: best grade that is left; None = no cap.
    """

    code: str
    label: LocalText
    fields: tuple[str, ...]
    fails: Formula | None
    not_applicable: Formula | None
    effect: str
    cap: Grade | None
    source: LocalText


@dataclass(frozen=True, slots=True)
class GradeBand:
    """A grade with its inclusive lower limit; None for the lowest grade."""

    letter: Grade
    label: LocalText
    lower: Decimal | None


@dataclass(frozen=True, slots=True)
class EfficiencyBand:
    """A grade 1 to 5 of carbon efficiency K with its inclusive upper limit; None = open."""

    grade: int
    upper: Decimal | None
    word: LocalText
    colour: Colour
    colour_name: LocalText
    hex: str
    text_hex: str
    lightness: Decimal


@dataclass(frozen=True, slots=True)
class LevelBand:
    """A band of the carbon level L, tCO2 per 10^4 yuan, with its inclusive upper limit."""

    band: Literal["low", "medium", "high"]
    upper: Decimal | None
    label: LocalText


@dataclass(frozen=True, slots=True)
class ClassRules:
    """Limits of the park class (rubric.md 2 and 11), percent and percentage points."""

    energy_intensive_share: Decimal
    near_share_points: Decimal
    near_carrier_percent: Decimal
    outside_sample: frozenset[ParkClass]


@dataclass(frozen=True, slots=True)
class CodeRules:
    """Limits of the carbon code (rubric.md 7).

    Attributes:
        coverage_final, coverage_provisional: values of P2, percent.
        value_added_covered: least share c for the industry mix, 0 to 1.
        valid_years: years that a code stays valid.
    """

    coverage_final: Decimal
    coverage_provisional: Decimal
    value_added_covered: Decimal
    valid_years: int


@dataclass(frozen=True, slots=True)
class Edition:
    """A whole edition.

    Attributes:
        hash: folder hash, lower-case hex.
        catalogue_hash: hash of the field catalogue that the formulas refer to.
        valid_from_year: first assessment year it may be used for.
        retrospective_before: earlier years are printed 回溯评价.
        coverage_limit: percent of data coverage below which the grade is 暂定.
        level_scores: scores of levels 0 to 4.
        no_data_shared_years: years running that a shared 暂无数据 is accepted.
        quality_weights: letter -> weight in the quality index.
        indicators: by code, in the order of the table.
        benchmarks: industry -> mean; empty until values are entered.
        names: every field and derived value that a rule reads.
        fields_of: derived value -> form fields and tables it rests on.
        field_labels, field_units: label and unit of every such name.
    """

    id: str
    hash: str
    catalogue_hash: str
    label: LocalText
    valid_from_year: int
    retrospective_before: int
    default_weights: str
    coverage_limit: Decimal
    level_scores: tuple[Decimal, ...]
    no_data_shared_years: int
    quality_weights: Mapping[Quality, Decimal]
    class_rules: ClassRules
    code_rules: CodeRules
    dimensions: Mapping[str, Dimension]
    indicators: Mapping[str, Indicator]
    weight_sets: Mapping[str, WeightSet]
    gates: tuple[GateRule, ...]
    grades: tuple[GradeBand, ...]
    efficiency: tuple[EfficiencyBand, ...]
    levels: tuple[LevelBand, ...]
    benchmarks: Mapping[str, Benchmark]
    names: frozenset[str]
    fields_of: Mapping[str, tuple[str, ...]]
    field_labels: Mapping[str, LocalText]
    field_units: Mapping[str, str]
