"""What would raise the grade: smallest single moves, and the set that reaches it together.

All functions are called within `numbers.exact()`.

Source: rubric.md 11.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.numbers import round_to, settle
from scoring.drafts import Draft
from scoring.edition import Edition
from scoring.goalposts import FULL, ZERO, value_for
from scoring.levers import Lever
from scoring.park_year import ParkYear
from scoring.scorecard import Grade, Move, RaiseSet, Status

MOST_MOVES = 5
_LEVELS = Decimal(4)


@dataclass(frozen=True, slots=True)
class Step:
    """The next grade and the points that are needed for it."""

    grade: Grade
    needed: Decimal


def next_step(edition: Edition, grade: Grade, total: Decimal) -> Step | None:
    """The next better grade above `grade`; None at the best one."""
    letters = [band.letter for band in edition.grades]
    position = letters.index(grade)
    if position == 0:
        return None
    band = edition.grades[position - 1]
    return Step(band.letter, (band.lower or ZERO) - total)


def movable(drafts: Sequence[Draft]) -> list[Draft]:
    """Indicators with a value that no rule has set and that are not yet at 100."""
    return [
        draft
        for draft in drafts
        if draft.status is Status.VALUE and not draft.fixed and (draft.score or ZERO) < FULL
    ]


def single_moves(
    edition: Edition,
    park: ParkYear,
    drafts: Sequence[Draft],
    weights: Mapping[str, Decimal],
    step: Step,
) -> tuple[Move, ...]:
    """The five smallest moves of one indicator alone that reach the next grade."""
    ranked: list[tuple[Decimal, int, Draft, Decimal]] = []
    for order, draft in enumerate(drafts):
        weight = weights[draft.indicator.code]
        if not weight:
            continue
        wanted = (draft.score or ZERO) + FULL * step.needed / weight
        if settle(wanted) > FULL:
            continue
        relative = _needed_value(edition, park, draft, wanted)
        if relative is not None:
            needed, distance = relative
            ranked.append((settle(distance), order, draft, needed))
    ranked.sort(key=lambda entry: entry[:2])
    return tuple(_move(park, *entry[2:]) for entry in ranked[:MOST_MOVES])


def _needed_value(
    edition: Edition, park: ParkYear, draft: Draft, wanted: Decimal
) -> tuple[Decimal, Decimal] | None:
    """The value or level needed and the relative move to it."""
    value = draft.value or ZERO
    if draft.bounds is None:
        scores = edition.level_scores
        level = next(n for n, score in enumerate(scores) if score >= settle(wanted))
        return Decimal(level), (level - value) / _LEVELS
    needed = value_for(wanted, draft.bounds)
    if draft.indicator.lever_is_integer:
        lever = Lever(draft.indicator, park, value)
        rounded = lever.needed_for(needed)
        at_rounded = None if rounded is None else lever.value_at(rounded)
        if at_rounded is None:
            return None
        needed = at_rounded
    span = draft.bounds.target.value - draft.bounds.floor.value
    return needed, abs(needed - value) / abs(span)


def _move(park: ParkYear, draft: Draft, needed: Decimal) -> Move:
    indicator, value = draft.indicator, draft.value or ZERO
    if draft.bounds is None:
        change: Decimal | None = needed - value
        span, text = _LEVELS, f"level {value} -> {needed}"
    else:
        lever = Lever(indicator, park, value)
        lever_needed = lever.needed_for(needed)
        known = lever_needed is not None and lever.present is not None
        change = lever_needed - lever.present if known else None  # type: ignore[operator]
        span = abs(draft.bounds.target.value - draft.bounds.floor.value)
        text = f"{round_to(value, 4)} -> {round_to(needed, 4)} {indicator.unit}".rstrip()
    return Move(
        code=indicator.code,
        current=value,
        needed=needed,
        unit=indicator.unit,
        relative=abs(needed - value) / span,
        lever=indicator.lever,
        lever_change=change,
        text=text,
    )


def headroom(draft: Draft, weight: Decimal) -> Decimal:
    """Points that an indicator could still bring: e_i (100 - s_i) / 100."""
    return weight * (FULL - (draft.score or ZERO)) / FULL


def raise_set(drafts: Sequence[Draft], weights: Mapping[str, Decimal], step: Step) -> RaiseSet:
    """The indicators with the largest headroom that reach the next grade together."""
    rooms = [
        (draft.indicator.code, headroom(draft, weights[draft.indicator.code])) for draft in drafts
    ]
    rooms.sort(key=lambda room: -settle(room[1]))
    gain, members = ZERO, []
    wanted = settle(step.needed)
    for code, room in rooms:
        if settle(gain) >= wanted:
            break
        gain += room
        members.append((code, room))
    reachable = settle(gain) >= wanted
    return RaiseSet(step.needed, step.grade, gain, tuple(members), reachable)
