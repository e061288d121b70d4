"""K, L and N on their bands.

Source: rubric.md 7 (limits; what is printed where there is no code).
"""

from __future__ import annotations

from decimal import Decimal

from questionnaire.messages import msg
from reports.card_code import code_block, k_limits, k_text, l_limits, l_text, n_text
from reports.card_parts import Paragraphs, Part, Picture, Section
from reports.card_words import Words
from reports.colours import ACCENT, CODE_COLOURS, LEVEL_GREYS, TEXT, TRACK
from reports.figures.bands import Band, Bands, BandStep, place_on
from reports.printed_numbers import number_text
from scoring.scorecard import CarbonCode, Scorecard


def band_part(card: Scorecard, words: Words) -> Part:
    """The bands; a sentence where the park has no code."""
    title = words.say(msg("Position on the bands of the code"))
    code = card.code
    if code.status == "none" or code.k_grade is None:
        why = words.say(msg("K, L and N stand as text on the page of the basis."))
        return Section(title, code_block(card, words).note, (Paragraphs((why,)),))
    bands = (_k_band(code, words), _l_band(code, words), _n_band(code, words))
    figure = Bands(
        bands,
        alternative=words.headed(
            title, words.listed(f"{band.symbol} {band.value}" for band in bands)
        ),
    )
    return Picture(title, code_block(card, words).note, figure)


def _k_band(code: CarbonCode, words: Words) -> Band:
    """The band of the five code colours."""
    steps = tuple(
        BandStep(
            f"{band.grade} {words.say(band.colour_name)}",
            CODE_COLOURS[band.grade].ground,
            CODE_COLOURS[band.grade].text,
            band.grade == code.k_grade,
        )
        for band in words.edition.efficiency
    )
    simplified = code.method == "simplified"
    name = words.say(
        msg("against the sample mean, simplified")
        if simplified
        else msg("against the mean of its industries")
    )
    limits = k_limits(words.edition)
    return Band(
        "K", name, k_text(code, words.edition), _place(code.k, limits), steps, _texts(limits)
    )


def _l_band(code: CarbonCode, words: Words) -> Band:
    """The band of levels, in greys."""
    steps = tuple(
        BandStep(words.level(level), fill, TEXT, level == code.l_band)
        for level, fill in LEVEL_GREYS.items()
    )
    unit = words.measure("tCO₂/万元")
    name = words.say(msg("{unit} of value added", unit=unit))
    limits = l_limits(words.edition)
    return Band(
        "L", name, l_text(code, words.edition), _place(code.l, limits), steps, _texts(limits)
    )


def _n_band(code: CarbonCode, words: Words) -> Band:
    """The rate from 0 to 100 %; no band of it is published."""
    place = None if code.n is None else min(max(float(code.n) / 100, 0.0), 1.0)
    filled = BandStep("", TRACK)
    name = words.say(msg("carbon neutrality rate"))
    return Band("N", name, n_text(code), place, (filled,), ("0", "100 %"), fill=ACCENT)


def _place(value: Decimal | None, limits: tuple[Decimal, ...]) -> float | None:
    return None if value is None else place_on(float(value), [float(limit) for limit in limits])


def _texts(limits: tuple[Decimal, ...]) -> tuple[str, ...]:
    return tuple(number_text(limit, 1) for limit in limits)
