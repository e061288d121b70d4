"""The 碳效码 on a card: number, colour word, K, L, N, and why it is 暂定 or 未评.

Source: rubric.md 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from questionnaire.messages import Message, msg
from reports.card_parts import BandStep, CodeBlock, CodeFigure
from reports.card_words import CODE_STATUS_WORDS, Words
from reports.printed_numbers import DASH, limits_not_met, number_text, percent_of, plain_text
from scoring.edition import Edition
from scoring.scorecard import CarbonCode, RatingStatus, Scorecard

_FULL = Decimal(100)
_NO_CODE: Mapping[RatingStatus, Message] = MappingProxyType(
    {
        "no rating": msg("no rating this year"),
        "withdrawn": msg("rating withdrawn"),
        "unclassified": msg("class of the park unknown"),
    }
)


def code_block(card: Scorecard, words: Words) -> CodeBlock:
    """Choose and word the code of a card."""
    code = card.code
    coded = code.status != "none" and code.k_grade is not None
    return CodeBlock(
        title=words.say(msg("Carbon-efficiency code")),
        k_grade=code.k_grade if coded else None,
        status=code.status,
        colour_word=words.colour(code.colour if coded else "none"),
        efficiency_word=words.efficiency(code.k_grade)
        if coded and code.k_grade is not None
        else "",
        note=_note(card, words),
        figures=code_figures(code, words) if coded else (),
        band=_band(words),
    )


def code_figures(code: CarbonCode, words: Words) -> tuple[CodeFigure, ...]:
    """K, L and N in words; a dash where one cannot be computed."""
    return (
        CodeFigure("K", k_text(code, words.edition), _k_words(code, words)),
        CodeFigure("L", l_text(code, words.edition), _l_words(code, words)),
        CodeFigure("N", n_text(code), (words.say(msg("carbon neutrality rate")),)),
    )


def k_limits(edition: Edition) -> tuple[Decimal, ...]:
    """Upper limits of grades 1 to 4 of K, inclusive."""
    return tuple(band.upper for band in edition.efficiency if band.upper is not None)


def l_limits(edition: Edition) -> tuple[Decimal, ...]:
    """Upper limits of low and medium carbon, inclusive; tCO2 per 10^4 yuan."""
    return tuple(band.upper for band in edition.levels if band.upper is not None)


def k_text(code: CarbonCode, edition: Edition) -> str:
    """K with three places, more where it would equal a limit that it does not meet."""
    if code.k is None:
        return DASH
    return number_text(code.k, 3, limits_not_met(code.k, k_limits(edition), "lower"))


def l_text(code: CarbonCode, edition: Edition) -> str:
    """L with three places, under the same rule."""
    if code.l is None:
        return DASH
    return number_text(code.l, 3, limits_not_met(code.l, l_limits(edition), "lower"))


def n_text(code: CarbonCode) -> str:
    """N in percent, capped at 100 on the label."""
    if code.n is None:
        return DASH
    return "≥100 %" if code.n >= _FULL else f"{number_text(code.n, 1, [_FULL])} %"


def p2_text(code: CarbonCode, edition: Edition) -> str:
    """Carbon data coverage in percent."""
    if code.p2 is None:
        return DASH
    rules = edition.code_rules
    limits = (rules.coverage_provisional, rules.coverage_final)
    return f"{number_text(code.p2, 1, limits_not_met(code.p2, limits, 'higher'))} %"


def share_text(code: CarbonCode, words: Words) -> str:
    """Share c of value added with a benchmark, in percent."""
    if code.value_added_covered is None:
        return DASH
    limits = (words.edition.code_rules.value_added_covered, Decimal(1))
    unmet = limits_not_met(code.value_added_covered, limits, "higher")
    share = number_text(percent_of(code.value_added_covered), 1, [limit * _FULL for limit in unmet])
    return f"{share} %"


def _k_words(code: CarbonCode, words: Words) -> tuple[str, ...]:
    """What K is; behind it 净吸收 below zero and 简化口径."""
    notes: list[Message] = []
    if code.k is not None and code.k < 0:
        notes.append(msg("net absorption"))
    if code.method == "simplified":
        notes.append(msg("simplified basis"))
    name = words.say(msg("carbon efficiency"))
    return (name, words.joined(map(words.say, notes))) if notes else (name,)


def _l_words(code: CarbonCode, words: Words) -> tuple[str, ...]:
    """Band and unit of L."""
    unit = words.measure("tCO₂/万元")
    return (words.level(code.l_band), unit) if code.l_band else (unit,)


def _note(card: Scorecard, words: Words) -> str:
    """Why the code is not 正式; empty when it is."""
    code = card.code
    if code.status == "final":
        return ""
    state = words.say(CODE_STATUS_WORDS[code.status])
    return words.headed(state, words.joined(words.say(reason) for reason in _reasons(card, words)))


def _reasons(card: Scorecard, words: Words) -> list[Message]:
    """Every reason for 暂定 or 未评."""
    code = card.code
    if code.status == "none":
        return [_NO_CODE.get(card.rating_status) or _missing(code, words)]
    reasons = [msg("simplified basis")] if code.method == "simplified" else []
    limit = words.edition.code_rules.coverage_final
    if code.p2 is not None and code.p2 < limit:
        reasons.append(_coverage_below(code, limit, words))
    return reasons or [msg("a gate is unverified")]


def _coverage_below(code: CarbonCode, limit: Decimal, words: Words) -> Message:
    """That the carbon data cover too little."""
    return msg(
        "carbon data coverage P2 {value} below {limit} %",
        value=p2_text(code, words.edition),
        limit=plain_text(limit),
    )


def _missing(code: CarbonCode, words: Words) -> Message:
    """What a rated park lacks for a code."""
    if code.p2 is None:
        return msg("carbon data coverage P2 cannot be computed")
    limit = words.edition.code_rules.coverage_provisional
    if code.p2 < limit:
        return _coverage_below(code, limit, words)
    return msg("K cannot be computed")


def _band(words: Words) -> tuple[BandStep, ...]:
    """The five colours with their limits."""
    bands = words.edition.efficiency
    limits = [f"≤{number_text(limit, 1)}" for limit in k_limits(words.edition)]
    limits = [f"K {limits[0]}", *limits[1:], f">{limits[-1][1:]}"]
    return tuple(
        BandStep(band.grade, words.say(band.colour_name), limit)
        for band, limit in zip(bands, limits, strict=True)
    )
