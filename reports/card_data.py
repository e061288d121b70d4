"""Data coverage, data quality and every indicator without a value, on the page of the basis.

Source: rubric.md 4.4 (the report lists every indicator that is not `value`), 9.
"""

from __future__ import annotations

from questionnaire.messages import msg
from reports.card_parts import Block, Fact, Facts, Paragraphs, Section
from reports.card_words import STATUS_WORDS, Words
from reports.printed_numbers import DASH, limits_not_met, number_text, percent_of
from scoring.scorecard import IndicatorScore, Scorecard, Status


def data_section(card: Scorecard, words: Words) -> Section:
    """Coverage, quality, gaps."""
    counted = [item for item in card.indicators.values() if item.status is Status.VALUE]
    of_all = msg("{n} of {all} indicators have a value", n=len(counted), all=len(card.indicators))
    facts = (
        Fact(
            words.say(msg("Data coverage")),
            words.bracketed(coverage_text(card, words), words.say(of_all)),
        ),
        Fact(words.say(msg("Data quality index")), number_text(card.quality_index, 3)),
        Fact(
            words.say(msg("Share of each quality letter")),
            words.listed(
                f"{letter} {number_text(percent_of(share), 1)} %"
                for letter, share in sorted(card.quality_shares.items())
            )
            or DASH,
        ),
    )
    return Section(
        words.say(msg("Data coverage and quality")), "", (Facts(facts), _gaps(card, words))
    )


def coverage_text(card: Scorecard, words: Words) -> str:
    """Data coverage in percent; a dash when nothing is scored."""
    coverage = card.data_coverage
    if coverage is None:
        return DASH
    unmet = limits_not_met(coverage, [words.edition.coverage_limit], "higher")
    return f"{number_text(coverage, 1, unmet)} %"


def _gaps(card: Scorecard, words: Words) -> Block:
    """Every indicator without a value, with its reason."""
    if not card.indicators:
        return Paragraphs((words.say(msg("Nothing is scored.")),))
    missing = [item for item in card.indicators.values() if item.status is not Status.VALUE]
    if not missing:
        return Paragraphs((words.say(msg("Every indicator has a value.")),))
    return Facts(tuple(_gap(item, words) for item in missing))


def _gap(item: IndicatorScore, words: Words) -> Fact:
    """An indicator without a value: its state and the reason."""
    state = words.say(STATUS_WORDS[item.status])
    label = words.say(item.label)
    text = words.headed(label, words.say(item.reason)) if item.reason else label
    return Fact(f"{item.code} {state}", text)
