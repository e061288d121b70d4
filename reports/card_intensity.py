"""Carbon intensity against the province, the sample and the class.

Source: NRDC report 2023-09 (S001) 3.2.2: Jiangsu 2020 0.89, mean of 33 sample parks 0.59
tCO2 per 10^4 yuan of GDP, energy-related CO2; analysis.md A (vs_province).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from questionnaire.messages import msg
from questionnaire.numbers import exact
from reports.card_input import CardInput
from reports.card_parts import Paragraphs, Part, Picture, Section
from reports.card_values import unit_text, value_text
from reports.card_words import MARK_SIGNS, Words
from reports.figures.value_bars import ValueBar, ValueBars
from reports.printed_numbers import number_text, plain_text
from scoring.scorecard import IndicatorScore, Status

PROVINCE_2020 = Decimal("0.89")
"""tCO2 per 10^4 yuan of GDP."""
SAMPLE_2020 = Decimal("0.59")
"""The same, mean of the 33 sample parks."""


def intensity_part(given: CardInput, words: Words) -> Part:
    """Bars of the park, its class, the sample and the province; a sentence without a value."""
    title = words.say(msg("Carbon intensity compared"))
    item = given.scorecard.indicators.get("T5")
    if item is None or item.status is not Status.VALUE or item.value is None:
        why = words.say(msg("The park has no value of its carbon intensity T5."))
        return Section(title, "", (Paragraphs((why,)),))
    park = words.say(msg("This park, {year}", year=given.scorecard.year))
    bars = (
        ValueBar(park, value_text(item), float(item.value), own=True),
        *_compared(given, item, words),
    )
    with exact():
        ratio = item.value / PROVINCE_2020
    text = msg(
        "{ratio} times the level of the province in 2020. Sample and province: NRDC report "
        "2023, section 3.2.2 (energy-related CO₂ per GDP).",
        ratio=number_text(ratio, 2, [Decimal(1)]),
    )
    unit = unit_text(item, words)
    listed = words.listed(f"{bar.label} {bar.value}" for bar in bars)
    figure = ValueBars(bars, words.headed(title, f"{listed} {unit}"))
    return Picture(title, unit, figure, (words.say(text),))


def _compared(given: CardInput, item: IndicatorScore, words: Words) -> Iterator[ValueBar]:
    """What the park is compared with."""
    mean = given.class_mean
    if mean and mean.intensity is not None:
        label = words.say(msg("Class mean, {n} parks", n=mean.parks))
        yield _bar(label, mean.intensity, number_text(mean.intensity, item.decimals))
    passing = item.bounds.passing if item.bounds else None
    if passing:
        name = words.say(msg("Pass value of the class"))
        label = f"{name} {MARK_SIGNS[passing.mark]}".rstrip()
        yield _bar(label, passing.value, plain_text(passing.value))
    sample = words.say(msg("Mean of 33 sample parks, 2020"))
    yield _bar(sample, SAMPLE_2020, plain_text(SAMPLE_2020))
    province = words.say(msg("Jiangsu, 2020"))
    yield _bar(province, PROVINCE_2020, plain_text(PROVINCE_2020))


def _bar(label: str, amount: Decimal, text: str) -> ValueBar:
    """A value that the park is compared with."""
    return ValueBar(label, text, float(amount))
