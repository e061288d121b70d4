"""Coverage, data quality, strong and weak points, and the notes of a card.

All functions are called within `numbers.exact()`.

Source: rubric.md 2, 6, 7, 9, 11, 13 and 18.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from questionnaire.answers import QUALITIES, Quality
from questionnaire.messages import Message, msg
from questionnaire.numbers import settle
from scoring.drafts import Draft
from scoring.edition import Edition
from scoring.moves import headroom
from scoring.park_class import Classification
from scoring.park_year import ParkYear
from scoring.scorecard import CarbonCode, GateResult, Provisional, Status

_ZERO = Decimal(0)
_PASS_SHARE = Decimal("0.6")
_SHOWN = 3


def data_coverage(drafts: Sequence[Draft], weights: Mapping[str, Decimal]) -> Decimal | None:
    """Share of the global weight that rests on values, percent; N/A items are left out.

    Args:
        drafts: all indicators.
        weights: indicator -> global weight.
    """
    counted = [d for d in drafts if d.status not in (Status.NA, Status.NA_AUTO)]
    base = sum((weights[d.indicator.code] for d in counted), _ZERO)
    covered = (weights[d.indicator.code] for d in counted if d.status is Status.VALUE)
    return sum(covered, _ZERO) / base * 100 if base else None


def quality_of(park: ParkYear, fields: Iterable[str]) -> Quality:
    """The worst quality letter of some fields; unmarked counts as C."""
    answers = park.answers.answers
    worst: Quality = "A"
    for field in fields:
        answer = answers.get(field)
        worst = max(worst, (answer.quality if answer else None) or "C")
    return worst


def quality_shares(
    park: ParkYear, drafts: Sequence[Draft], weights: Mapping[str, Decimal]
) -> dict[Quality, Decimal]:
    """Letter -> share of the global weight of indicators with a value; empty without any."""
    sums: dict[Quality, Decimal] = dict.fromkeys(QUALITIES, _ZERO)
    for draft in drafts:
        if draft.status is Status.VALUE:
            letter = quality_of(park, draft.indicator.fields)
            sums[letter] += weights[draft.indicator.code]
    base = sum(sums.values(), _ZERO)
    return {letter: total / base for letter, total in sums.items()} if base else {}


def quality_index(edition: Edition, shares: Mapping[Quality, Decimal]) -> Decimal | None:
    """Weighted quality, 0.2 to 1; None without any value."""
    terms = (edition.quality_weights[letter] * share for letter, share in shares.items())
    return sum(terms, _ZERO) if shares else None


def strongest(drafts: Sequence[Draft], weights: Mapping[str, Decimal]) -> tuple[str, ...]:
    """Three indicators with the most points above a passing score."""

    def surplus(draft: Draft) -> Decimal:
        score = (draft.score or _ZERO) / 100
        return settle(weights[draft.indicator.code] * (score - _PASS_SHARE))

    scored = [d for d in drafts if d.status is Status.VALUE and weights[d.indicator.code]]
    ranked = sorted(scored, key=surplus, reverse=True)
    return tuple(draft.indicator.code for draft in ranked[:_SHOWN])


def weakest(drafts: Sequence[Draft], weights: Mapping[str, Decimal]) -> tuple[str, ...]:
    """Three indicators with the largest headroom; those without any are no weak points."""
    rooms = [(settle(headroom(d, weights[d.indicator.code])), d.indicator.code) for d in drafts]
    ranked = sorted((room for room in rooms if room[0] > 0), key=lambda room: -room[0])
    return tuple(code for _, code in ranked[:_SHOWN])


def provisional_words(
    edition: Edition, coverage: Decimal | None, drafts: Sequence[Draft]
) -> tuple[Provisional, ...]:
    """Why the grade is 暂定 or 自评; empty when it is neither."""
    words: list[Provisional] = []
    levels = [draft.level for draft in drafts if draft.level is not None]
    if coverage is None or settle(coverage) < edition.coverage_limit:
        words.append("data coverage below 80 %")
    if any(level.open for level in levels):
        words.append("reconciliation required")
    if any(level.self_only for level in levels):
        words.append("self-assessment only")
    return tuple(words)


def class_notes(edition: Edition, park: ParkYear, classes: Classification) -> list[Message]:
    """Notes on year and class."""
    notes: list[Message] = []
    if park.year < edition.retrospective_before:
        notes.append(
            msg("Retrospective evaluation: year {year} by a later rubric.", year=park.year)
        )
    if classes.ignored_override is not None:
        notes.append(classes.ignored_override)
    if classes.used in edition.class_rules.outside_sample:
        notes.append(msg("Class {name} lies outside the sample of the study.", name=classes.used))
    if park.basis.grid_year is not None and park.basis.grid_year > park.year:
        notes.append(
            msg(
                "The grid factor of {grid_year} stands for {year}.",
                grid_year=park.basis.grid_year,
                year=park.year,
            )
        )
    return notes


def result_notes(
    drafts: Sequence[Draft], gates: Sequence[GateResult], code: CarbonCode
) -> list[Message]:
    """Notes on indicators, gates and code."""
    notes = [
        msg("{code}: {reason}", code=d.indicator.code, reason=d.standing.reason)
        for d in drafts
        if d.indicator.na_declared and d.status is Status.MISSING and d.standing.reason
    ]
    by_code = {d.indicator.code: d for d in drafts}
    if "E6" in by_code and by_code["E6"].status is Status.VALUE:
        notes.append(msg("E6 is held against a near-zero level, which few parks are near today."))
    if "P2" in by_code and by_code["P2"].status is Status.VALUE:
        notes.append(
            msg(
                "P2 holds enterprise reports, whose power may be counted with the national factor, "
                "against a park total with the provincial factor."
            )
        )
    unverified = [gate.gate for gate in gates if gate.result == "unverified"]
    if unverified:
        notes.append(
            msg("Gates not verified, so not confirmed: {gates}.", gates=", ".join(unverified))
        )
    if code.method == "simplified":
        notes.append(
            msg("The carbon efficiency K is simplified: no means of its industries cover enough.")
        )
    elif code.value_added_covered is not None and settle(code.value_added_covered) < 1:
        notes.append(msg("Industries with a mean cover a part of the value added only."))
    return notes
