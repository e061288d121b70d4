"""The page of dimensions: radar, bars and table, strongest and weakest, gates.

Source: interface.md, PDF scorecard 2; rubric.md 5 (score without gaps), 6, 11.
"""

from __future__ import annotations

from decimal import Decimal

from questionnaire.messages import msg
from questionnaire.numbers import exact
from reports.card_class import gates_section
from reports.card_cover import unscored_reason
from reports.card_input import CardInput
from reports.card_parts import Column, DimensionPage, Section, Table
from reports.card_paths import ranking_sections
from reports.card_words import Words
from reports.class_mean import ClassMean
from reports.figures.radar import Axis, Radar
from reports.figures.score_bars import ScoreBar, ScoreBars
from reports.printed_numbers import DASH, number_text, plain_text, score_text, signed_text
from scoring.scorecard import DimensionScore, Scorecard, Status


def build_dimensions(given: CardInput, words: Words) -> DimensionPage:
    """Choose and word everything on the page of dimensions."""
    card = given.scorecard
    scored = bool(card.dimensions)
    return DimensionPage(
        title=words.say(msg("Dimensions")),
        empty="" if scored else words.say(unscored_reason(card)),
        radar=_radar(given, words) if scored else None,
        bars=_bars(given, words) if scored else None,
        table=_table(given, words) if scored else None,
        ranking=ranking_sections(card, words) if card.indicators else (),
        gates=gates_section(card, words),
    )


def score_without_gaps(dimension: DimensionScore, card: Scorecard) -> Decimal | None:
    """Score of a dimension from the indicators with a value alone; None without any.

    Source: rubric.md 5 (S without gaps).
    """
    members = [
        item
        for item in card.indicators.values()
        if item.dimension == dimension.code
        and item.status is Status.VALUE
        and item.score is not None
    ]
    with exact():
        weight = sum((item.weight_inside for item in members), Decimal(0))
        points = sum((item.weight_inside * (item.score or 0) for item in members), Decimal(0))
        return points / weight if weight else None


def _share(score: Decimal | None) -> float | None:
    return None if score is None else float(score) / 100


def _before(given: CardInput, code: str) -> Decimal | None:
    """Last year's score of a dimension."""
    last = given.last_year.dimensions.get(code) if given.last_year else None
    return last.score if last else None


def _mean(given: CardInput, code: str) -> Decimal | None:
    """The class mean of a dimension."""
    return given.class_mean.dimensions.get(code) if given.class_mean else None


def _mean_name(mean: ClassMean | None, words: Words) -> str:
    """Class mean with the number of parks; empty without one."""
    return "" if mean is None else words.say(msg("class mean ({n} parks)", n=mean.parks))


def _radar(given: CardInput, words: Words) -> Radar:
    """This year, last year and the class mean."""
    card = given.scorecard
    axes = tuple(
        Axis(
            label=words.say(part.label),
            value=score_text(part.score),
            this=_share(part.score),
            last=_share(_before(given, part.code)),
            mean=_share(_mean(given, part.code)),
        )
        for part in card.dimensions.values()
    )
    return Radar(
        axes=axes,
        this=str(card.year),
        last=str(given.last_year.year) if given.last_year else "",
        mean=_mean_name(given.class_mean, words),
        alternative=words.headed(
            words.say(msg("Radar of the six scores")),
            words.listed(f"{axis.label} {axis.value}" for axis in axes),
        ),
    )


def _bars(given: CardInput, words: Words) -> ScoreBars:
    """The scores against pass line and target."""
    bars = tuple(
        ScoreBar(
            label=words.say(part.label),
            value=score_text(part.score),
            share=_share(part.score),
            mean=_share(_mean(given, part.code)),
        )
        for part in given.scorecard.dimensions.values()
    )
    note = msg("Dotted line: pass line; end of the bar: target")
    if given.class_mean:
        note = msg("Dotted line: pass line; short line: class mean")
    return ScoreBars(
        bars=bars,
        pass_line=words.say(msg("Pass 60")),
        note=words.say(note),
        alternative=words.headed(
            words.say(msg("Scores against the pass line 60 and the target 100")),
            words.listed(f"{bar.label} {bar.value}" for bar in bars),
        ),
    )


def _table(given: CardInput, words: Words) -> Section:
    """Weight, score, points, last year, change, class mean, without gaps."""
    card, last, mean = given.scorecard, given.last_year, given.class_mean
    columns = [
        Column(words.say(msg("Dimension")), 40),
        Column(words.say(msg("Weight %")), 17, "right"),
        Column(words.say(msg("Score")), 17, "right", strong=True),
        Column(words.say(msg("Points")), 19, "right"),
    ]
    if last:
        columns.append(Column(str(last.year), 19, "right"))
        columns.append(Column(words.say(msg("Change")), 19, "right"))
    if mean:
        columns.append(Column(words.say(msg("Class mean")), 20, "right"))
    columns.append(Column(words.say(msg("Without gaps")), 23, "right"))
    rows = [_row(part, given, words) for part in card.dimensions.values()]
    return Section("", "", (Table(tuple(columns), (*rows, _total(given, words)), sums=1),))


def _row(part: DimensionScore, given: CardInput, words: Words) -> tuple[str, ...]:
    """One dimension."""
    before = _before(given, part.code)
    return (
        words.say(part.label),
        plain_text(part.weight),
        score_text(part.score),
        number_text(part.points, 1),
        *_compared(given, part.score, before, _mean(given, part.code)),
        score_text(score_without_gaps(part, given.scorecard)),
    )


def _total(given: CardInput, words: Words) -> tuple[str, ...]:
    """The line of the total."""
    card, last, mean = given.scorecard, given.last_year, given.class_mean
    with exact():
        weight = sum((part.weight for part in card.dimensions.values()), Decimal(0))
    return (
        words.say(msg("Total")),
        plain_text(weight),
        number_text(card.total, 1),
        number_text(card.total, 1),
        *_compared(given, card.total, last.total if last else None, mean.total if mean else None),
        number_text(card.total_missing_left_out, 1),
    )


def _compared(
    given: CardInput, score: Decimal | None, before: Decimal | None, mean: Decimal | None
) -> list[str]:
    """The cells of last year and of the class mean, where the table has them."""
    cells: list[str] = []
    if given.last_year:
        change = DASH
        if score is not None and before is not None:
            with exact():
                change = signed_text(score - before, 1)
        cells += [number_text(before, 1), change]
    if given.class_mean:
        cells.append(number_text(mean, 1))
    return cells
