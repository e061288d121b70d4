"""The 碳效码 on a card: number, colour word, K, L, N, and why it is 暂定 or 未评.

Source: rubric.md 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from questionnaire.messages import Message, msg
from reports.card_parts import BandStep, CodeBlock, CodeFigure
from reports.card_words import (
    CODE_STATUS_WORDS,
    COLOUR_WORDS,
    COLOURS_BY_GRADE,
    EFFICIENCY_WORDS,
    K_LIMITS,
    L_LIMITS,
    LEVEL_WORDS,
    P2_LIMITS,
    SHARE_LIMITS,
    Words,
)
from reports.printed_numbers import DASH, limits_not_met, number_text, percent_of
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
        colour_word=words.say(COLOUR_WORDS[code.colour if coded else "none"]),
        efficiency_word=words.say(EFFICIENCY_WORDS[code.k_grade])
        if coded and code.k_grade is not None
        else "",
        note=_note(card, words),
        figures=code_figures(code, words) if coded else (),
        band=_band(words),
    )


def code_figures(code: CarbonCode, words: Words) -> tuple[CodeFigure, ...]:
    """K, L and N in words; a dash where one cannot be computed."""
    return (
        CodeFigure("K", k_text(code), _k_words(code, words)),
        CodeFigure("L", l_text(code), _l_words(code, words)),
        CodeFigure("N", n_text(code), (words.say(msg("carbon neutrality rate")),)),
    )


def k_text(code: CarbonCode) -> str:
    """K with three places, more where it would equal a limit that it does not meet."""
    if code.k is None:
        return DASH
    return number_text(code.k, 3, limits_not_met(code.k, K_LIMITS, "lower"))


def l_text(code: CarbonCode) -> str:
    """L with three places, under the same rule."""
    if code.l is None:
        return DASH
    return number_text(code.l, 3, limits_not_met(code.l, L_LIMITS, "lower"))


def n_text(code: CarbonCode) -> str:
    """N in percent, capped at 100 on the label."""
    if code.n is None:
        return DASH
    return "≥100 %" if code.n >= _FULL else f"{number_text(code.n, 1, [_FULL])} %"


def p2_text(code: CarbonCode) -> str:
    """Carbon data coverage in percent."""
    if code.p2 is None:
        return DASH
    return f"{number_text(code.p2, 1, limits_not_met(code.p2, P2_LIMITS, 'higher'))} %"


def share_text(code: CarbonCode) -> str:
    """Share c of value added with a benchmark, in percent."""
    if code.value_added_covered is None:
        return DASH
    unmet = limits_not_met(code.value_added_covered, SHARE_LIMITS, "higher")
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
    return (words.say(LEVEL_WORDS[code.l_band]), unit) if code.l_band else (unit,)


def _note(card: Scorecard, words: Words) -> str:
    """Why the code is not 正式; empty when it is."""
    code = card.code
    if code.status == "final":
        return ""
    state = words.say(CODE_STATUS_WORDS[code.status])
    return words.headed(state, words.joined(words.say(reason) for reason in _reasons(card)))


def _reasons(card: Scorecard) -> list[Message]:
    """Every reason for 暂定 or 未评."""
    code = card.code
    if code.status == "none":
        return [_NO_CODE.get(card.rating_status) or _missing(code)]
    reasons = [msg("simplified basis")] if code.method == "simplified" else []
    if code.p2 is not None and code.p2 < P2_LIMITS[1]:
        reasons.append(msg("carbon data coverage P2 {value} below 80 %", value=p2_text(code)))
    return reasons or [msg("a gate is unverified")]


def _missing(code: CarbonCode) -> Message:
    """What a rated park lacks for a code."""
    if code.p2 is None:
        return msg("carbon data coverage P2 cannot be computed")
    if code.p2 < P2_LIMITS[0]:
        return msg("carbon data coverage P2 {value} below 50 %", value=p2_text(code))
    return msg("K cannot be computed")


def _band(words: Words) -> tuple[BandStep, ...]:
    """The five colours with their limits."""
    limits = [f"≤{number_text(limit, 1)}" for limit in K_LIMITS] + [
        f">{number_text(K_LIMITS[-1], 1)}"
    ]
    limits[0] = f"K {limits[0]}"
    return tuple(
        BandStep(grade, words.say(COLOUR_WORDS[colour]), limit)
        for grade, (colour, limit) in enumerate(zip(COLOURS_BY_GRADE, limits, strict=True), 1)
    )
