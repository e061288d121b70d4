"""Reads gates, grades, bands of the carbon code and industry means of an edition.

Source: rubric.md 6, 7 and 13.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from questionnaire.catalogue import Catalogue
from questionnaire.formula import Formula
from questionnaire.messages import msg
from scoring.edition import CodeRules, EfficiencyBand, GateRule, GradeBand, LevelBand
from scoring.indicator_reader import Names, parse_into
from scoring.scorecard import Benchmark, Colour, Grade
from scoring.strict_table import StrictTable

GATES: tuple[str, ...] = ("G1", "G2", "G3", "G4", "G5", "G6", "G7")
LETTERS: tuple[Grade, ...] = ("A", "B", "C", "D", "E")

_CAPS: dict[str, Grade | None] = {
    "no rating this year": None,
    "rating withdrawn": None,
    "cap C": "C",
    "cap B": "B",
    "T9 = 0; cap C": "C",
    "": None,
}
_COLOURS: tuple[Colour, ...] = ("dark_green", "light_green", "yellow", "orange", "red")
_HEX = re.compile(r"#[0-9A-F]{6}")
_MEAN_UNIT = "tCO₂/万元"


@dataclass(frozen=True, slots=True)
class Bands:
    """What `bands.toml` holds."""

    grades: tuple[GradeBand, ...]
    efficiency: tuple[EfficiencyBand, ...]
    levels: tuple[LevelBand, ...]
    coverage_final: Decimal
    coverage_provisional: Decimal
    valid_years: int

    def code_rules(self, value_added_covered: Decimal) -> CodeRules:
        """The limits of the carbon code, joined with the one that `edition.toml` holds."""
        return CodeRules(
            self.coverage_final, self.coverage_provisional, value_added_covered, self.valid_years
        )


def read_gates(table: StrictTable, names: Names) -> tuple[GateRule, ...]:
    """Read `gates.toml`; all seven gates in their order are needed."""
    tables = table.tables("gates")
    gates = tuple(_gate(inner, names) for inner in tables)
    table.finish()
    if tables and tuple(gate.code for gate in gates) != GATES:
        table.refuse(
            "gates",
            "gates",
            msg("The gates must be {codes} in this order.", codes=", ".join(GATES)),
        )
    return gates


def _gate(table: StrictTable, names: Names) -> GateRule:
    fields = table.texts("fields")
    effect = table.one_of("effect", tuple(_CAPS))
    gate = GateRule(
        code=table.text("code"),
        label=table.local_text("name"),
        fields=fields,
        fails=_gate_formula(table, "fails", names, fields),
        not_applicable=_gate_formula(table, "not_applicable", names, fields),
        effect=effect,
        cap=_CAPS[effect],
        source=table.local_text("source"),
    )
    table.finish()
    return gate


def _gate_formula(
    table: StrictTable, key: str, names: Names, fields: Sequence[str]
) -> Formula | None:
    text = table.text(key, empty=True)
    formula = parse_into(table, key, text, names) if text else None
    if formula is not None and not formula.names <= set(fields):
        table.refuse(
            key, "gate-fields", msg("{key} may read only the fields of the gate.", key=key)
        )
    return formula


def read_bands(table: StrictTable) -> Bands:
    """Read `bands.toml`."""
    code = table.table("code")
    bands = Bands(
        grades=_grades(table),
        efficiency=_efficiency(table),
        levels=_levels(table),
        coverage_final=code.number("coverage_final"),
        coverage_provisional=code.number("coverage_provisional"),
        valid_years=code.whole("valid_years"),
    )
    code.finish()
    table.finish()
    return bands


def _grades(table: StrictTable) -> tuple[GradeBand, ...]:
    bands = []
    for inner in table.tables("grades"):
        letter = inner.one_of("letter", LETTERS)
        bands.append(GradeBand(letter, inner.local_text("name"), inner.optional_number("lower")))
        inner.finish()
    _check_ladder(table, "grades", [None if b.lower is None else -b.lower for b in bands])
    if bands and tuple(band.letter for band in bands) != LETTERS:
        table.refuse("grades", "grades", msg("The grades must be A, B, C, D, E in this order."))
    return tuple(bands)


def _efficiency(table: StrictTable) -> tuple[EfficiencyBand, ...]:
    bands = []
    for inner in table.tables("efficiency"):
        bands.append(
            EfficiencyBand(
                grade=inner.whole("grade"),
                upper=inner.optional_number("upper"),
                word=inner.local_text("word"),
                colour=inner.one_of("colour", _COLOURS),
                colour_name=inner.local_text("colour"),
                hex=_colour(inner, "hex"),
                text_hex=_colour(inner, "text_hex"),
                lightness=inner.number("lightness"),
            )
        )
        inner.finish()
    _check_ladder(table, "efficiency", [band.upper for band in bands])
    if bands and [band.grade for band in bands] != [1, 2, 3, 4, 5]:
        table.refuse("efficiency", "efficiency", msg("The grades must be 1 to 5 in this order."))
    return tuple(bands)


def _levels(table: StrictTable) -> tuple[LevelBand, ...]:
    bands = []
    for inner in table.tables("level"):
        bands.append(
            LevelBand(
                band=inner.one_of("band", ("low", "medium", "high")),
                upper=inner.optional_number("upper"),
                label=inner.local_text("name"),
            )
        )
        inner.finish()
    _check_ladder(table, "level", [band.upper for band in bands])
    return tuple(bands)


def _colour(table: StrictTable, key: str) -> str:
    text = table.text(key)
    if text and not _HEX.fullmatch(text):
        table.refuse(
            key,
            "colour",
            msg("{key} is {value}; write a colour like #87C57A.", key=key, value=text),
        )
    return text


def _check_ladder(table: StrictTable, key: str, limits: Sequence[Decimal | None]) -> None:
    """Limits must rise strictly and only the last one be open."""
    closed = [limit for limit in limits[:-1] if limit is not None]
    rising = all(a < b for a, b in pairwise(closed))
    if limits and (len(closed) != len(limits) - 1 or limits[-1] is not None or not rising):
        table.refuse(
            key,
            "ladder",
            msg("The limits of {key} must follow in order, the last one open.", key=key),
        )


def read_benchmarks(table: StrictTable, catalogue: Catalogue) -> dict[str, Benchmark]:
    """Read `benchmarks/industry_means.toml`; it may hold no value at all."""
    unit = table.one_of("unit", (_MEAN_UNIT,))
    means: dict[str, Benchmark] = {}
    for inner in table.tables("means"):
        industry = inner.text("industry")
        if industry not in catalogue.industries or industry in means:
            inner.refuse(
                "industry",
                "industry",
                msg(
                    "The industry {code} is no division of GB/T 4754 06 to 46, or given twice.",
                    code=industry,
                ),
            )
        value = inner.number("value")
        if value <= 0:
            inner.refuse("value", "positive", msg("A mean must be greater than 0; correct it."))
        inner.one_of("unit", (unit,))
        means[industry] = Benchmark(industry, value, unit, inner.text("year"), inner.text("source"))
        inner.finish()
    table.finish()
    return means
