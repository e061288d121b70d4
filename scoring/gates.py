"""Gates, the caps they set, and the grade.

Source: rubric.md 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.numbers import settle
from scoring.edition import Edition, GateRule
from scoring.park_year import ParkYear
from scoring.scorecard import GateOutcome, GateResult, Grade, RatingStatus

COVERAGE_GATE = "G6"
"""The gate that is judged by the value of P2 and touches the code only."""


def judge_gate(rule: GateRule, park: ParkYear) -> GateResult:
    """Judge a gate by its fields; a field that decides and is empty makes it unverified.

    Called within `numbers.exact()`.
    """
    outcome: GateOutcome = "unverified"
    if rule.not_applicable is not None and park.evaluate(rule.not_applicable) is True:
        outcome = "not applicable"
    elif rule.fails is not None:
        fails = park.evaluate(rule.fails)
        outcome = "fail" if fails is True else "pass" if fails is False else "unverified"
    return GateResult(
        gate=rule.code,
        label=rule.label,
        result=outcome,
        effect=rule.effect if outcome == "fail" else "",
        fields={field: park.values.get(field) for field in rule.fields},
        source=rule.source,
    )


def judge_coverage(rule: GateRule, edition: Edition, p2: Decimal | None) -> GateResult:
    """Judge gate G6: the value of P2 decides how far the code is valid."""
    limits = edition.code_rules
    effect = ""
    if p2 is None or settle(p2) < limits.coverage_provisional:
        effect = "code none"
    elif settle(p2) < limits.coverage_final:
        effect = "code provisional"
    return GateResult(
        gate=rule.code,
        label=rule.label,
        result="fail" if effect else "pass",
        effect=effect,
        fields=dict.fromkeys(rule.fields, p2),
        source=rule.source,
    )


@dataclass(frozen=True, slots=True)
class Rating:
    """Grade before and after caps; attributes as in `scorecard.Scorecard`."""

    grade_before_caps: Grade | None
    cap: Grade | None
    binding_cap_gate: str | None
    grade: Grade | None
    status: RatingStatus


def rate(edition: Edition, gates: Sequence[GateResult], printed: Decimal | None) -> Rating:
    """The grade after caps; the lowest cap wins, G7 overrides G1, G1 overrides caps.

    Args:
        edition: grades and caps.
        gates: results of all gates.
        printed: the total rounded to one place; None when there is none.
    """
    failed = {gate.gate for gate in gates if gate.result == "fail"}
    before = None if printed is None else grade_of(edition, printed)
    capping = [(rule.cap, rule.code) for rule in edition.gates if rule.cap and rule.code in failed]
    cap = max((letter for letter, _ in capping), default=None)  # letters: C is lower than B
    effects = {gate.effect for gate in gates}
    status: RatingStatus = "rated"
    if "rating withdrawn" in effects:
        status = "withdrawn"
    elif "no rating this year" in effects:
        status = "no rating"
    if before is None or status != "rated":
        return Rating(before, cap, None, None, status)
    if cap is None or cap <= before:
        return Rating(before, cap, None, before, status)
    binding = next(code for letter, code in capping if letter == cap)
    return Rating(before, cap, binding, cap, status)


def grade_of(edition: Edition, printed: Decimal) -> Grade:
    """Grade of a total that is already rounded to one place; lower limits are inclusive."""
    for band in edition.grades:
        if band.lower is None or printed >= band.lower:
            return band.letter
    raise AssertionError("the last grade is open")  # held by the loader
