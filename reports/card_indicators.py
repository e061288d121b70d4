"""The page of indicators: every value on its scale, strongest and weakest, what raises the grade.

Source: rubric.md 4 (values, statuses), 11 (strengths, gaps, moves), 13 (marks), 15 (decimals), 18
(what is stated beside scores).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from questionnaire.messages import Message, msg
from reports.card_cover import unscored_reason
from reports.card_input import CardInput
from reports.card_parts import IndicatorGroup, IndicatorPage, IndicatorRow, Scale
from reports.card_paths import gap_section, path_section
from reports.card_values import unit_text, value_text
from reports.card_words import MARK_SIGNS, NOTE_WORDS, STATUS_WORDS, Words
from reports.printed_numbers import DASH, number_text, plain_text, score_text
from scoring.scorecard import (
    DimensionScore,
    Gap,
    IndicatorScore,
    Scorecard,
    Status,
)

BESIDE: Mapping[str, Message] = MappingProxyType(
    {
        "E6": msg("near-zero target: low for almost every park today"),
        "P2": msg("enterprise reports may rest on the national grid factor"),
        "S1": msg("whole R&D; green R&D is not scored"),
    }
)
"""What stands beside the score of an indicator (rubric.md 18 and 4.1)."""


def build_indicators(given: CardInput, words: Words) -> IndicatorPage:
    """Choose and word everything on the page of indicators."""
    card = given.scorecard
    return IndicatorPage(
        title=words.say(msg("Indicators")),
        legend=(
            words.say(
                msg(
                    "Scale: floor (0), pass value (60) at the tick, target (100); ▼ the park; "
                    "graded items: level 0, 2 and 4. Weight: effective, of 100."
                )
            ),
            words.say(
                msg(
                    "Bounds: ◇ to check against the text, ○ design value, △ derived, "
                    "no sign: published. Weights and levels are design values."
                )
            ),
        ),
        columns=heads(words),
        groups=tuple(_group(dimension, card, words) for dimension in card.dimensions.values()),
        empty="" if card.indicators else words.say(unscored_reason(card)),
        sections=(path_section(card, words), gap_section(card, words)) if card.indicators else (),
    )


def heads(words: Words) -> tuple[str, ...]:
    """Heads of the table in the order of its columns."""
    texts = (
        msg("Id"),
        msg("Indicator"),
        msg("Value"),
        msg("Unit"),
        msg("Floor"),
        msg("Pass"),
        msg("Target"),
        msg("Score"),
        msg("Weight"),
        msg("Points"),
        msg("To pass"),
    )
    return tuple(words.say(text) for text in texts)


def _group(dimension: DimensionScore, card: Scorecard, words: Words) -> IndicatorGroup:
    """The indicators of one dimension under its score and weight."""
    title = msg(
        "{label}　{score} points　weight {weight} %",
        label=dimension.label,
        score=score_text(dimension.score),
        weight=plain_text(dimension.weight),
    )
    members = (item for item in card.indicators.values() if item.dimension == dimension.code)
    return IndicatorGroup(
        words.say(title), tuple(_row(item, card.gaps.get(item.code), words) for item in members)
    )


def _row(item: IndicatorScore, gap: Gap | None, words: Words) -> IndicatorRow:
    """One line of the table."""
    sign = MARK_SIGNS[item.mark] if item.kind == "Q" else ""
    has_value = item.status is Status.VALUE
    return IndicatorRow(
        code=item.code,
        label=f"{words.say(item.label)} {sign}".rstrip(),
        note=words.joined(_notes(item, words)),
        value=value_text(item) if has_value else words.say(STATUS_WORDS[item.status]),
        unit=unit_text(item, words) if has_value else "",
        scale=_scale(item),
        score=score_text(item.score),
        weight=number_text(item.weight_effective, 2),
        points=number_text(item.points, 1),
        to_pass=_to_pass(item, gap, words) if has_value else DASH,
    )


def _notes(item: IndicatorScore, words: Words) -> list[str]:
    """What stands under the name: note of the score and open point."""
    texts: list[str] = []
    if item.note:
        texts.append(words.say(NOTE_WORDS.get(item.note, item.note)))
    if item.code in BESIDE and item.status is Status.VALUE:
        texts.append(words.say(BESIDE[item.code]))
    return texts


def _scale(item: IndicatorScore) -> Scale | None:
    """The bar; the place of the park on it is its score."""
    if item.score is None or item.status is not Status.VALUE:
        return None
    share = float(item.score) / 100
    if item.bounds is None:
        return Scale(share) if item.kind == "G" else None
    passing = item.bounds.passing
    return Scale(
        share,
        plain_text(item.bounds.floor.value),
        plain_text(passing.value) if passing else "",
        plain_text(item.bounds.target.value),
        ticked=passing is not None,
    )


def _to_pass(item: IndicatorScore, gap: Gap | None, words: Words) -> str:
    """Distance to the passing value in the indicator's unit, with the direction to go."""
    if item.kind == "G":
        if item.value is None or item.value >= 2:
            return words.say(msg("reached"))
        return words.say(msg("+{n} {n|level|levels}", n=number_text(2 - item.value, 0)))
    if gap is None or gap.to_pass is None:
        return DASH
    if gap.to_pass.gap <= 0:
        return words.say(msg("reached"))
    sign = "+" if item.better == "higher" else "−"
    return sign + number_text(gap.to_pass.gap, item.decimals, [Decimal(0)])
