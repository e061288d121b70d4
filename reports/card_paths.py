"""What follows from the scores: strongest, weakest, moves to the next grade, gaps and levers.

Source: rubric.md 11.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from questionnaire.messages import msg
from questionnaire.numbers import exact
from reports.card_parts import Block, Column, Paragraphs, Section, Table
from reports.card_values import unit_text, value_text
from reports.card_words import RATING_WORDS, STATUS_WORDS, Words
from reports.printed_numbers import DASH, MINUS, number_text, score_text, signed_text
from scoring.scorecard import Gap, IndicatorScore, Move, RaiseSet, Scorecard, Status

_ZERO = Decimal(0)
_GAP_COLUMNS = (Column("", 7.5), Column("", 51), Column("", 27.5, "right", strong=True))
_GUTTER = Column("", 2)
_LARGE = 1000
"""Changes of a lever from here on are printed without decimals."""


def ranking_sections(card: Scorecard, words: Words) -> tuple[Section, Section]:
    """The three strongest and the three weakest indicators."""
    return (
        Section(
            words.say(msg("Strongest three")),
            words.say(msg("most points above the pass line")),
            (_ranking(card, card.strongest, words),),
        ),
        Section(
            words.say(msg("Weakest three")),
            words.say(msg("most points still to gain (headroom)")),
            (_ranking(card, card.weakest, words, headroom=True),),
        ),
    )


def _ranking(
    card: Scorecard, codes: Sequence[str], words: Words, *, headroom: bool = False
) -> Block:
    """A list of indicators with value and score, if wanted with their headroom."""
    if not codes:
        return Paragraphs((words.say(msg("none")),))
    columns = [
        Column(words.say(msg("Id")), 8),
        Column(words.say(msg("Indicator")), 38),
        Column(words.say(msg("Value")), 26, "right"),
        Column(words.say(msg("Score")), 11, "right", strong=True),
    ]
    rows = [_ranked(card.indicators[code], words) for code in codes]
    if headroom:
        columns.append(Column(words.say(msg("Headroom")), 17, "right"))
        rows = [
            (*row, _headroom(card.indicators[code])) for row, code in zip(rows, codes, strict=True)
        ]
    return Table(tuple(columns), tuple(rows))


def _ranked(item: IndicatorScore, words: Words) -> tuple[str, ...]:
    """One line of the strongest and weakest."""
    value = words.amount(value_text(item), unit_text(item, words))
    shown = value if item.status is Status.VALUE else words.say(STATUS_WORDS[item.status])
    return (item.code, words.say(item.label), shown, score_text(item.score))


def _headroom(item: IndicatorScore) -> str:
    """Points that an indicator can still add to the total."""
    with exact():
        return number_text(item.weight_effective * (100 - (item.score or 0)) / 100, 2)


def path_section(card: Scorecard, words: Words) -> Section:
    """How the next grade can be reached: a binding cap first, then moves, else the set."""
    title = words.say(msg("How to raise the grade"))
    blocks: list[Block] = []
    if card.rating_status != "rated":
        state = RATING_WORDS[card.rating_status]
        blocks.append(Paragraphs((words.say(msg("{state}: no path is given.", state=state)),)))
        return Section(title, "", tuple(blocks))
    if card.binding_cap_gate:
        text = msg(
            "First remove gate {gate}: it caps the grade at {cap}.",
            gate=card.binding_cap_gate,
            cap=card.cap or DASH,
        )
        blocks.append(Paragraphs((words.say(text),)))
    if card.raise_set is None:
        blocks.append(Paragraphs((words.say(msg("The highest grade is reached.")),)))
        return Section(title, "", tuple(blocks))
    if card.raise_grade:
        alone = words.say(msg("Each line alone suffices, all others unchanged."))
        blocks.extend((Paragraphs((alone,)), _moves(card, words)))
    else:
        blocks.append(Paragraphs(_set_texts(card.raise_set, card, words)))
    note = msg(
        "{gap} points to {grade} ({word})",
        gap=number_text(card.raise_set.needed, 1, [_ZERO]),
        grade=card.raise_set.next_grade,
        word=words.grade(card.raise_set.next_grade),
    )
    return Section(title, words.say(note), tuple(blocks))


def _moves(card: Scorecard, words: Words) -> Table:
    """The smallest single moves."""
    columns = (
        Column(words.say(msg("Id")), 9),
        Column(words.say(msg("Indicator")), 60),
        Column(words.say(msg("From → to")), 45, strong=True),
        Column(words.say(msg("Lever")), 60),
    )
    return Table(columns, tuple(_move(move, card, words) for move in card.raise_grade))


def _move(move: Move, card: Scorecard, words: Words) -> tuple[str, ...]:
    """One single move."""
    item = card.indicators[move.code]
    lever = words.say(msg("level of the item"))
    if item.kind == "Q":
        change = lever_text(move.lever, move.lever_change, words)
        lever = f"{words.field(move.lever)} {change}"
    needed = number_text(move.needed, item.decimals)
    path = f"{value_text(item)} → {needed} {unit_text(item, words)}".rstrip()
    return (move.code, words.say(item.label), path, lever)


def _set_texts(raised: RaiseSet, card: Scorecard, words: Words) -> tuple[str, ...]:
    """The indicators that together suffice, or that do not, with their headroom."""
    text = (
        msg("Together these reach the target: gain {gain} of {needed} points needed.",
            gain=number_text(raised.gain, 1), needed=number_text(raised.needed, 1))
        if raised.reachable
        else msg("Not reachable: all headroom together is {gain} of {needed} points needed.",
                 gain=number_text(raised.gain, 1), needed=number_text(raised.needed, 1))
    )  # fmt: skip
    members = words.listed(
        f"{code} {words.say(card.indicators[code].label)} +{number_text(room, 2)}"
        for code, room in raised.members
    )
    alone = msg("No single indicator suffices.")
    return (words.together(map(words.say, (alone, text))), members)


def gap_section(card: Scorecard, words: Words) -> Section:
    """What closes the gap to pass, or to the target where there is no passing value.

    Only indicators below it are listed, in two columns; the gap to pass itself stands in the table
    of indicators.
    """
    title = words.say(msg("Closing the gaps"))
    below = [gap for gap in card.gaps.values() if (gap.to_pass or gap.to_target).gap > 0]
    if not below:
        text = words.say(msg("Every quantitative indicator with a value has reached its bound."))
        return Section(title, "", (Paragraphs((text,)),))
    rows = [_gap(card.indicators[gap.code], gap, words) for gap in below]
    half = (len(rows) + 1) // 2
    second = rows[half:] + [("", "", "")] * (2 * half - len(rows))
    pairs = tuple((*one, "", *other) for one, other in zip(rows[:half], second, strict=True))
    table = Table((*_GAP_COLUMNS, _GUTTER, *_GAP_COLUMNS), pairs, spacing="compact")
    note = msg("change of the lever to pass, with every other entry unchanged")
    return Section(title, words.say(note), (table,))


def _gap(item: IndicatorScore, gap: Gap, words: Words) -> tuple[str, str, str]:
    """Code, lever and change of the lever; a gap to the target is named."""
    bound = gap.to_pass or gap.to_target
    lever = words.field(bound.lever)
    if gap.to_pass is None:
        sign = "+" if item.better == "higher" else MINUS
        number = sign + number_text(bound.gap, item.decimals, [_ZERO])
        text = msg("to target {gap} {unit}", gap=number, unit=words.measure(item.unit))
        lever = words.bracketed(lever, words.say(text))
    return (item.code, lever, lever_text(bound.lever, bound.lever_change, words))


def lever_text(lever: str, change: Decimal | None, words: Words) -> str:
    """Change of a lever in its unit; a dash where it is not defined."""
    if change is None:
        return DASH
    return words.amount(_change_text(lever, change, words), words.unit(lever))


def _change_text(lever: str, change: Decimal, words: Words) -> str:
    """Change of a lever; a change that is not zero never prints as zero."""
    unmet = () if change.is_zero() else (_ZERO,)
    places = 0 if words.is_whole(lever) or abs(change) >= _LARGE else 2
    return signed_text(change, places, unmet)
