"""The JSON of results, in the words and shapes of interface.md: numbers are decimal strings."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from accounting.inventory import Inventory, InventoryLine
from questionnaire.messages import Language
from questionnaire.numbers import round_to, to_text
from questionnaire.problems import Problem
from scoring.scorecard import (
    Bounds,
    CarbonCode,
    Gap,
    GapTo,
    IndicatorScore,
    Move,
    RaiseSet,
    Robustness,
    Scorecard,
)
from services.translation import word

JsonObject: TypeAlias = dict[str, object]

_PLACES = 4


def four_places(number: Decimal | None) -> str | None:
    """A number with four decimals, or None (rubric.md 15 rule 4)."""
    return None if number is None else format(round_to(number, _PLACES), "f")


def scorecard_json(card: Scorecard, language: Language = "zh") -> JsonObject:
    """The object of `score --json` without its robustness block; a store keeps the Chinese one."""
    return {
        "ok": True,
        "park": {"code": card.park_code, "name": card.park_name},
        "year": card.year,
        "rubric": {"id": card.edition_id, "hash": card.edition_hash},
        "weights": card.weight_set,
        "factors": {
            "set": card.factor_set,
            "hash": card.factors_hash,
            "grid_year": card.grid_year,
        },
        "class_computed": card.class_computed,
        "class_used": card.class_used,
        "out_of_sample": card.out_of_sample,
        "derived": {name: four_places(value) for name, value in card.derived.items()},
        "indicators": {code: _indicator(item, language) for code, item in card.indicators.items()},
        "dimensions": {code: four_places(item.score) for code, item in card.dimensions.items()},
        "total": four_places(card.total),
        "total_printed": _plain(card.total_printed),
        "total_missing_left_out": four_places(card.total_missing_left_out),
        "total_geometric": four_places(card.total_geometric),
        "data_coverage": four_places(card.data_coverage),
        "quality_index": four_places(card.quality_index),
        "gates": [
            {"gate": gate.gate, "result": gate.result, "effect": gate.effect} for gate in card.gates
        ],
        "cap": card.cap,
        "grade_before_caps": card.grade_before_caps,
        "grade": card.grade,
        "rating_status": card.rating_status,
        "provisional": list(card.provisional),
        "code": _code(card.code),
        "gaps": {code: _gap(gap) for code, gap in card.gaps.items()},
        "raise_grade": [_move(move) for move in card.raise_grade],
        "raise_set": _raise_set(card.raise_set),
    }


def printed_total(card: Scorecard) -> str | None:
    """The total as printed, with one place; None when nothing is scored."""
    return None if card.total is None else format(round_to(card.total, 1), "f")


def robustness_json(result: Robustness) -> JsonObject:
    """The Monte Carlo block of `score --robustness --json`."""
    return {
        "runs": result.runs,
        "seed": result.seed,
        "median": _one_place(result.median),
        "p05": _one_place(result.p05),
        "p95": _one_place(result.p95),
        "probability": {grade: four_places(share) for grade, share in result.probability.items()},
        "stable": result.stable,
        "leave_one_out": list(result.leave_one_out),
    }


def problems_json(problems: tuple[Problem, ...], language: Language) -> list[JsonObject]:
    """The list of `check --json`."""
    return [
        {
            "severity": problem.severity.value,
            "id": problem.id,
            "fields": list(problem.fields),
            "message": word(problem.message, language),
            "confirmed": problem.confirmed,
        }
        for problem in problems
    ]


_TOTAL_NAMES = {
    "scope1_t": "inventory.scope1_co2",
    "scope2_t": "inventory.scope2_co2",
    "exports_t": "inventory.export_co2",
    "territorial_t": "inventory.territorial_co2",
    "net_t": "inventory.net_co2",
    "biogenic_t": "inventory.biogenic_co2",
    "removals_t": "inventory.removals",
    "instruments_t": "inventory.instruments_co2",
}


def inventory_json(inventory: Inventory, language: Language) -> JsonObject:
    """The object of `inventory --json`; numbers unrounded, null where incomplete."""
    values = inventory.values
    totals: JsonObject = {
        name.removeprefix("inventory."): _exact(value)
        for name, value in values.items()
        if name.startswith("inventory.")
    }
    totals |= {short: _exact(values.get(name)) for short, name in _TOTAL_NAMES.items()}
    totals["after_instruments_t"] = _difference(
        values.get("inventory.net_co2"), values.get("inventory.instruments_co2")
    )
    totals["uncertainty_percent"] = _exact(inventory.uncertainty_percent)
    totals["quality_share"] = _exact(inventory.quality_share)
    grid = inventory.grid
    return {
        "ok": True,
        "year": inventory.year,
        "factors": {
            "set": inventory.settings.factor_set,
            "hash": inventory.factors_hash,
            "grid_policy": inventory.settings.grid_policy,
            "grid_year": grid.data_year if grid else None,
            "grid_factor": _exact(grid.value) if grid else None,
            "grid_lag": grid.lag if grid else None,
        },
        "lines": [_line(line, language) for line in inventory.lines],
        "totals": totals,
        "incomplete": list(inventory.incomplete),
        "warnings": problems_json(inventory.problems, language),
    }


def _line(line: InventoryLine, language: Language) -> JsonObject:
    return {
        "source": line.source,
        "label": word(line.label, language),
        "scope": line.scope,
        "gas": line.gas,
        "activity": _exact(line.activity),
        "unit": line.unit,
        "factor": _exact(line.factor),
        "factor_unit": line.factor_unit,
        "factor_set": line.factor_set,
        "factor_source": word(line.factor_source, language),
        "state": line.state,
        "co2_t": _exact(line.co2_t),
        "rows": list(line.rows),
        "flags": list(line.flags),
    }


def _indicator(item: IndicatorScore, language: Language) -> JsonObject:
    bounds = item.bounds
    return {
        "status": item.status.value,
        "value": four_places(item.value),
        "unit": item.unit,
        **_bound_values(bounds),
        "score": four_places(item.score),
        "weight_inside": four_places(item.weight_inside),
        "weight_effective": four_places(item.weight_effective),
        "points": four_places(item.points),
        "note": item.note,
        "formula": item.formula,
        "substituted": item.substituted,
        "source": word(item.source, language),
        "mark": item.mark,
        "quality": item.quality,
    }


def _bound_values(bounds: Bounds | None) -> JsonObject:
    if bounds is None:
        return {"floor": None, "pass": None, "target": None}
    return {
        "floor": four_places(bounds.floor.value),
        "pass": four_places(bounds.passing.value) if bounds.passing else None,
        "target": four_places(bounds.target.value),
    }


def _code(code: CarbonCode) -> JsonObject:
    return {
        "status": code.status,
        "K": four_places(code.k),
        "K_grade": code.k_grade,
        "colour": code.colour,
        "L": four_places(code.l),
        "L_band": code.l_band,
        "N": four_places(code.n),
        "method": code.method,
        "value_added_covered": four_places(code.value_added_covered),
        "valid_until": code.valid_until.isoformat(),
    }


def _gap(gap: Gap) -> JsonObject:
    return {
        "pass": _gap_to(gap.to_pass) if gap.to_pass else None,
        "target": _gap_to(gap.to_target),
    }


def _gap_to(gap: GapTo) -> JsonObject:
    return {
        "gap": four_places(gap.gap),
        "lever": gap.lever,
        "lever_change": four_places(gap.lever_change),
    }


def _move(move: Move) -> JsonObject:
    return {
        "code": move.code,
        "move": move.text,
        "relative": four_places(move.relative),
        "lever": move.lever,
        "lever_change": four_places(move.lever_change),
    }


def _raise_set(found: RaiseSet | None) -> JsonObject:
    if found is None:
        return {}
    return {
        "needed": four_places(found.needed),
        "next_grade": found.next_grade,
        "gain": four_places(found.gain),
        "set": [
            {"code": code, "headroom": four_places(headroom)} for code, headroom in found.members
        ],
        "reachable": "yes" if found.reachable else "no",
    }


def _difference(total: Decimal | None, part: Decimal | None) -> str | None:
    return None if total is None or part is None else to_text(total - part)


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _one_place(number: Decimal) -> str:
    return format(round_to(number, 1), "f")


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else to_text(number)


def strings(values: Mapping[str, Decimal | None]) -> dict[str, str | None]:
    """Numbers in canonical text, by name."""
    return {name: None if value is None else to_text(value) for name, value in values.items()}
