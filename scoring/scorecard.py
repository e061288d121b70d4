"""The result of an evaluation: a frozen value that holds everything a card prints.

Reports and windows compute nothing; they print what stands here (architecture.md, The way of a
number). Scores, points and weights are unrounded unless a name ends in `_printed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias

from questionnaire.answers import Mark, Quality, Role, Value
from questionnaire.messages import LocalText, Message

SourceMark: TypeAlias = Literal["published", "derived", "to check", "design"]
ParkClass: TypeAlias = Literal["IC", "IE", "CC", "CE"]
Grade: TypeAlias = Literal["A", "B", "C", "D", "E"]
RatingStatus: TypeAlias = Literal["rated", "no rating", "withdrawn", "unclassified"]
Provisional: TypeAlias = Literal[
    "data coverage below 80 %", "reconciliation required", "self-assessment only"
]
GateOutcome: TypeAlias = Literal["pass", "fail", "not applicable", "unverified"]
CodeStatus: TypeAlias = Literal["final", "provisional", "none"]
Colour: TypeAlias = Literal["dark_green", "light_green", "yellow", "orange", "red", "none"]


class Status(StrEnum):
    """Status of an indicator (rubric.md 4.4)."""

    VALUE = "value"
    NA_AUTO = "na_auto"
    NA = "na"
    NO_DATA = "no_data"
    NO_DATA_SHARED = "no_data_shared"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Bound:
    """A floor, passing or target value with its provenance (rubric.md 13)."""

    value: Decimal
    mark: SourceMark
    source: LocalText
    valid_from: date
    valid_to: date | None
    checked_on: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """The three goalposts used; `passing` is None where the table has none.

    Attributes:
        mark: the weakest mark of the three: design, to check, derived, published.
    """

    floor: Bound
    passing: Bound | None
    target: Bound
    mark: SourceMark


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """One of the 53 indicators.

    Attributes:
        code: e.g. `T5`.
        kind: Q quantitative, G graded.
        status: see `Status`.
        value: in `unit`, unclipped; the level for G; None when there is none or a zero rule
            hides it.
        bounds: None for graded items and when `status` is not VALUE.
        score: 0 to 100; None when the effective weight is 0.
        weight_inside: percent inside the dimension for the class used.
        weight_effective: percent of the whole after sharing out, e_i (rubric.md 5).
        points: weight_effective * score / 100; 0 when there is no score.
        note: `` or the words of rubric.md 16, e.g. `lower of two`, `value 0`.
        branch: which part of rubric.md 4.1 gave the score, in words with numbers.
        reason: why the status is not VALUE; None when it is.
        quality: worst letter of its fields.
        formula: text of the indicator's formula; `<code>_level` for G.
        substituted: the formula with its numbers.
        inputs: names read by the formula with the values used (None = unknown).
        fields: form fields and tables it rests on.
        evidence: ids of the evidence rows that name it or one of its fields.
        marks: of graded items, by role.
        mark: weakest mark of bounds; `design` for G.
        source: document of the benchmark.
    """

    code: str
    dimension: str
    label: LocalText
    kind: Literal["Q", "G"]
    unit: str
    decimals: int
    better: Literal["higher", "lower"]
    status: Status
    value: Decimal | None
    bounds: Bounds | None
    score: Decimal | None
    weight_inside: Decimal
    weight_effective: Decimal
    points: Decimal
    note: str
    branch: str
    reason: Message | None
    quality: Quality
    formula: str
    substituted: str
    inputs: Mapping[str, Value | None]
    fields: tuple[str, ...]
    evidence: tuple[str, ...]
    marks: Mapping[Role, Mark]
    mark: SourceMark
    source: LocalText
    lever: str
    zero_rule_applied: bool = False


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """One of the six dimensions; `score` is None when no indicator of it counts."""

    code: str
    label: LocalText
    weight: Decimal
    weight_effective: Decimal
    score: Decimal | None
    points: Decimal


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate with the field values it rests on.

    Attributes:
        effect: `` or the words of rubric.md 16: `no rating this year`, `cap C`, `cap B`,
            `T9 = 0; cap C`, `code provisional`, `code none`, `rating withdrawn`.
        fields: field code (or `P2`) -> value, None when empty.
    """

    gate: str
    label: LocalText
    result: GateOutcome
    effect: str
    fields: Mapping[str, Value | None]
    source: LocalText


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Mean carbon intensity of an industry, tCO2 per 10^4 yuan of value added."""

    industry: str
    value: Decimal
    unit: str
    year: str
    source: str


@dataclass(frozen=True, slots=True)
class IndustryValue:
    """Value added of one `industries` row that has a benchmark, 亿元."""

    row: str
    industry: str
    value_added: Decimal


@dataclass(frozen=True, slots=True)
class CarbonCode:
    """碳效码 of the park (rubric.md 7).

    Attributes:
        status: final 正式, provisional 暂定, none 未评.
        k: carbon efficiency, unrounded; None when it cannot be computed.
        k_grade: 1 to 5; None when status is none.
        l: carbon level, tCO2 per 10^4 yuan.
        n: neutrality rate, percent, not capped.
        p2: data coverage of carbon, percent.
        method: industry mix or simplified (简化口径).
        value_added_covered: share c, 0 to 1.
        benchmarks: those used.
        valid_until: 31 December of year + 2.
        mean: M of the industry mix, R when simplified, tCO2 per 10^4 yuan.
        industries: the rows behind M and c.
        inputs: fields, inventory values and grid factor behind K, L and N.
    """

    status: CodeStatus
    k: Decimal | None
    k_grade: int | None
    colour: Colour
    l: Decimal | None  # noqa: E741 - the published symbol
    l_band: Literal["low", "medium", "high"] | None
    n: Decimal | None
    p2: Decimal | None
    method: Literal["industry mix", "simplified"]
    value_added_covered: Decimal | None
    benchmarks: tuple[Benchmark, ...]
    valid_until: date
    mean: Decimal | None = None
    industries: tuple[IndustryValue, ...] = ()
    inputs: Mapping[str, Value | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GapTo:
    """Distance to a bound in the indicator's unit, and as change of the lever; None: undefined."""

    gap: Decimal
    lever: str
    lever_change: Decimal | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Gaps of one quantitative indicator; `to_pass` is None without a passing value."""

    code: str
    to_pass: GapTo | None
    to_target: GapTo


@dataclass(frozen=True, slots=True)
class Move:
    """A smallest single move to the next grade (rubric.md 11).

    Attributes:
        current, needed: value or level before and after, in the indicator's unit.
        relative: |needed - current| / |target - floor|, or level change / 4.
    """

    code: str
    current: Decimal
    needed: Decimal
    unit: str
    relative: Decimal
    lever: str
    lever_change: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class RaiseSet:
    """The set of indicators that together reach the next grade."""

    needed: Decimal
    next_grade: Grade
    gain: Decimal
    members: tuple[tuple[str, Decimal], ...]
    reachable: bool


@dataclass(frozen=True, slots=True)
class NeighbourClass:
    """Total and grade under the class on the other side of a near class limit."""

    park_class: ParkClass
    total_printed: Decimal
    grade: Grade


@dataclass(frozen=True, slots=True)
class ClassOverride:
    """A class that was set by hand."""

    park_class: ParkClass
    reason: str
    author: str | None
    time: str | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The complete result for one park and year.

    When the class is unknown (`rating_status` unclassified) nothing is scored: `indicators` and
    `dimensions` are empty and all totals None; `unclassified_reason` names what is missing.

    Attributes:
        edition_id, edition_hash: rubric edition.
        weight_set: name of the weight set.
        derived: `inventory.*` and `enterprises.*` values used, None = incomplete.
        total: unrounded; total_printed: one place, half to even, which the grade rests on.
        total_missing_left_out: total without missing and no-data items.
        data_coverage, quality_index: percent 0-100 and index 0-1 (rubric.md 9).
        quality_shares: letter -> share of global weight, 0 to 1.
        grade_before_caps, cap, grade: letters; None when there is none.
        binding_cap_gate: gate whose cap lowered the grade; None when none did.
        strongest, weakest: up to three codes each.
        neighbour: result beyond a near class limit; None when none is near or the class is set by
            hand. Near both limits, the first is beyond the industry limit, `second_neighbour`
            beyond the energy limit.
        agreement_kappa: None below ten items with two marks.
        notes: statements that belong on the card (rubric.md 2, 7, 8 and 18).
    """

    park_code: str
    park_name: str
    year: int
    edition_id: str
    edition_hash: str
    edition_label: LocalText
    weight_set: str
    factor_set: str
    factors_hash: str
    grid_year: int | None
    grid_factor: Decimal | None
    class_computed: ParkClass | None
    class_used: ParkClass | None
    class_override: ClassOverride | None
    class_inputs: Mapping[str, Value | None]
    out_of_sample: bool
    unclassified_reason: Message | None
    derived: Mapping[str, Decimal | None]
    indicators: Mapping[str, IndicatorScore]
    dimensions: Mapping[str, DimensionScore]
    total: Decimal | None
    total_printed: Decimal | None
    total_missing_left_out: Decimal | None
    total_geometric: Decimal | None
    data_coverage: Decimal | None
    quality_index: Decimal | None
    quality_shares: Mapping[Quality, Decimal]
    gates: tuple[GateResult, ...]
    cap: Grade | None
    binding_cap_gate: str | None
    grade_before_caps: Grade | None
    grade: Grade | None
    rating_status: RatingStatus
    provisional: tuple[Provisional, ...]
    code: CarbonCode
    gaps: Mapping[str, Gap]
    raise_grade: tuple[Move, ...]
    raise_set: RaiseSet | None
    strongest: tuple[str, ...]
    weakest: tuple[str, ...]
    neighbour: NeighbourClass | None
    agreement_kappa: Decimal | None
    retrospective: bool
    notes: tuple[Message, ...]
    second_neighbour: NeighbourClass | None = None


@dataclass(frozen=True, slots=True)
class Robustness:
    """Monte Carlo statement (rubric.md 12); percentiles are totals, probabilities 0 to 1.

    Attributes:
        leave_one_out: codes whose removal changes the grade before caps.
        stable: 稳健 when the probability of the final grade is at least 0.80, else 临界.
    """

    runs: int
    seed: int
    median: Decimal
    p05: Decimal
    p95: Decimal
    probability: Mapping[str, Decimal]
    stable: bool
    leave_one_out: tuple[str, ...]
