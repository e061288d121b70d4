"""What follows from the scores: strongest, weakest, moves to the next grade, gaps and levers.

Source: rubric.md 11.
"""

from __future__ import annotations

from decimal import Decimal

from questionnaire.messages import msg
from questionnaire.numbers import exact
from reports.card_parts import Block, Column, Paragraphs, Section, Table
from reports.card_words import GRADE_WORDS, RATING_WORDS, STATUS_WORDS, Words
from reports.printed_numbers import DASH, MINUS, number_text, signed_text
from scoring.scorecard import Gap, IndicatorScore, Move, RaiseSet, Scorecard, Status

_ZERO = Decimal(0)
_LARGE = 1000
"""Changes of a lever from here on are printed without decimals."""


def ranking_section(card: Scorecard, words: Words) -> Section:
    """The three strongest and the three weakest indicators."""
    columns = (
        Column("", 22),
        Column(words.say(msg("Id")), 10),
        Column(words.say(msg("Indicator")), 74),
        Column(words.say(msg("Value")), 30, "right"),
        Column(words.say(msg("Score")), 18, "right", strong=True),
        Column(words.say(msg("Headroom")), 20, "right"),
    )
    rows = [
        _ranked(card.indicators[code], words.say(kind), words)
        for kind, codes in ((msg("strongest"), card.strongest), (msg("weakest"), card.weakest))
        for code in codes
    ]
    return Section(
        words.say(msg("Strongest and weakest")),
        words.say(msg("weakest: most points still to gain (headroom)")),
        (Table(columns, tuple(rows)),),
    )


def _ranked(item: IndicatorScore, kind: str, words: Words) -> tuple[str, ...]:
    """One line of the strongest and weakest."""
    with exact():
        room = item.weight_effective * (100 - (item.score or 0)) / 100
    shown = item.status is Status.VALUE
    value = f"{number_text(item.value, item.decimals)} {words.say(item.unit)}".rstrip()
    return (
        kind,
        item.code,
        words.say(item.label),
        value if shown else words.say(STATUS_WORDS[item.status]),
        number_text(item.score, 1),
        number_text(room, 2),
    )


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
        blocks.append(Paragraphs((words.say(msg("No single indicator suffices.")),)))
        blocks.extend(_set_blocks(card.raise_set, card, words))
    note = msg(
        "{gap} points to {grade} {word}",
        gap=number_text(card.raise_set.needed, 1, [_ZERO]),
        grade=card.raise_set.next_grade,
        word=GRADE_WORDS[card.raise_set.next_grade],
    )
    return Section(title, words.say(note), tuple(blocks))


def _moves(card: Scorecard, words: Words) -> Table:
    """The smallest single moves."""
    columns = (
        Column(words.say(msg("Id")), 10),
        Column(words.say(msg("Indicator")), 56),
        Column(words.say(msg("From → to")), 44, strong=True),
        Column(words.say(msg("Lever")), 36),
        Column(words.say(msg("Change of the lever")), 28, "right"),
    )
    return Table(columns, tuple(_move(move, card, words) for move in card.raise_grade))


def _move(move: Move, card: Scorecard, words: Words) -> tuple[str, ...]:
    """One single move."""
    item = card.indicators[move.code]
    current, needed = (number_text(n, item.decimals) for n in (move.current, move.needed))
    unit = words.say(msg("level")) if item.kind == "G" else words.say(move.unit)
    return (
        move.code,
        words.say(item.label),
        f"{current} → {needed} {unit}",
        words.field(move.lever) if item.kind == "Q" else words.say(msg("level of the item")),
        lever_text(move.lever, move.lever_change, words) if item.kind == "Q" else DASH,
    )


def _set_blocks(raised: RaiseSet, card: Scorecard, words: Words) -> list[Block]:
    """The indicators that together suffice, or that do not."""
    columns = (
        Column(words.say(msg("Id")), 10),
        Column(words.say(msg("Indicator")), 134),
        Column(words.say(msg("Headroom")), 30, "right", strong=True),
    )
    rows = tuple(
        (code, words.say(card.indicators[code].label), number_text(room, 2))
        for code, room in raised.members
    )
    text = (
        msg("Together these reach the target: gain {gain} of {needed} points needed.",
            gain=number_text(raised.gain, 1), needed=number_text(raised.needed, 1))
        if raised.reachable
        else msg("Not reachable: all headroom together is {gain} of {needed} points needed.",
                 gain=number_text(raised.gain, 1), needed=number_text(raised.needed, 1))
    )  # fmt: skip
    return [Paragraphs((words.say(text),)), Table(columns, rows)]


def gap_section(card: Scorecard, words: Words) -> Section:
    """Gaps to pass, or to the target where there is no passing value, with the lever.

    Only indicators below it are listed.
    """
    title = words.say(msg("Gaps in physical units"))
    below = [gap for gap in card.gaps.values() if (gap.to_pass or gap.to_target).gap > 0]
    if not below:
        text = words.say(msg("Every quantitative indicator with a value has reached its bound."))
        return Section(title, "", (Paragraphs((text,)),))
    columns = (
        Column(words.say(msg("Id")), 9),
        Column(words.say(msg("Indicator")), 46),
        Column(words.say(msg("To")), 13),
        Column(words.say(msg("Gap")), 17, "right", strong=True),
        Column(words.say(msg("Unit")), 19),
        Column(words.say(msg("Lever")), 38),
        Column(words.say(msg("Change of the lever")), 32, "right", strong=True),
    )
    rows = tuple(_gap(card.indicators[gap.code], gap, words) for gap in below)
    note = msg("change of the lever with every other entry unchanged")
    return Section(title, words.say(note), (Table(columns, rows),))


def _gap(item: IndicatorScore, gap: Gap, words: Words) -> tuple[str, ...]:
    """One line of the gaps."""
    bound = gap.to_pass or gap.to_target
    sign = "+" if item.better == "higher" else MINUS
    return (
        item.code,
        words.say(item.label),
        words.say(msg("Pass") if gap.to_pass else msg("Target")),
        sign + number_text(bound.gap, item.decimals, [_ZERO]),
        words.say(item.unit),
        words.field(bound.lever),
        lever_text(bound.lever, bound.lever_change, words),
    )


def lever_text(lever: str, change: Decimal | None, words: Words) -> str:
    """Change of a lever in its unit; a dash where it is not defined."""
    if change is None:
        return DASH
    return f"{_change_text(lever, change, words)} {words.unit(lever)}".rstrip()


def _change_text(lever: str, change: Decimal, words: Words) -> str:
    """Change of a lever; a change that is not zero never prints as zero."""
    unmet = () if change.is_zero() else (_ZERO,)
    places = 0 if words.is_whole(lever) or abs(change) >= _LARGE else 2
    return signed_text(change, places, unmet)
