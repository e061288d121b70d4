"""The model of a card, independent of any PDF library: all texts chosen, all numbers worded.

Source: interface.md, PDF scorecard ("Reports are built from a report model").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from questionnaire.messages import Language, Translate, keep_english, msg
from reports.card_basis import build_basis
from reports.card_carbon import build_carbon
from reports.card_code import code_block
from reports.card_cover import HASH_DIGITS, build_cover, grade_letter, grade_states, grade_word
from reports.card_dimensions import build_dimensions
from reports.card_indicators import build_indicators
from reports.card_input import CardInput
from reports.card_parts import BasisPage, CarbonPage, Cover, DimensionPage, IndicatorPage
from reports.card_words import CODE_STATUS_WORDS, Words
from reports.errors import ReportError
from reports.printed_numbers import number_text
from scoring.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class CardModel:
    """A card, ready to be drawn.

    Attributes:
        language: of all texts.
        title: of the document.
        issued: date of issue; None on a draft.
        head_name, head_year, head_right: running head from page 2 on; the name is cut to fit.
        foot: running foot.
        watermark: the large word on a draft; empty otherwise.
        cover, dimensions, indicators, carbon, basis: the pages.
    """

    language: Language
    title: str
    issued: date | None
    head_name: str
    head_year: str
    head_right: str
    foot: str
    watermark: str
    cover: Cover
    dimensions: DimensionPage
    indicators: IndicatorPage
    carbon: CarbonPage
    basis: BasisPage


def build_card(
    given: CardInput, language: Language, translate: Translate = keep_english
) -> CardModel:
    """Choose and word everything a card prints.

    Args:
        given: the result and what belongs to it.
        language: of all texts.
        translate: maps English message ids to that language.

    Raises:
        ReportError: when a draft is given a statement, or a card that is no draft has none.
    """
    if given.draft == (given.statement_text is not None):
        raise ReportError(
            "card-statement",
            msg("A draft has no statement, and a card that is no draft has one."),
            msg("Sign cards from a store only; make every other card a draft."),
        )
    words = Words(language, translate, given.catalogue, given.edition)
    cover = build_cover(given, words)
    return CardModel(
        language=language,
        title=f"{cover.heading} {cover.name} {given.scorecard.year}",
        issued=given.issued,
        head_name=cover.name,
        head_year=words.say(msg("scorecard {year}", year=given.scorecard.year)),
        head_right=_head_right(given, words),
        foot=_foot(given, words),
        watermark=words.say(msg("Draft")) if given.draft else "",
        cover=cover,
        dimensions=build_dimensions(given, words),
        indicators=build_indicators(given, words),
        carbon=build_carbon(given, words),
        basis=build_basis(given, words),
    )


def _head_right(given: CardInput, words: Words) -> str:
    """Grade, total and code for the running head, each with its state."""
    card = given.scorecard
    parts = (
        _graded(given, words),
        f"{number_text(card.total_printed, 1)} {words.say(msg('points'))}",
        _coded(card, words),
        words.say(msg("Draft")) if given.draft else "",
    )
    return "　".join(filter(None, parts))


def _graded(given: CardInput, words: Words) -> str:
    """Letter and word of the grade, its states in brackets."""
    text = f"{grade_letter(given.scorecard)} {grade_word(given.scorecard, words)}"
    states = words.listed(words.say(state) for state in grade_states(given))
    return words.bracketed(text, states) if states else text


def _coded(card: Scorecard, words: Words) -> str:
    """Number and word of the code, its state in brackets."""
    code = code_block(card, words)
    mark = f"{code.k_grade or ''} {code.colour_word}".strip()
    text = words.say(msg("carbon code {mark}", mark=mark))
    return (
        words.bracketed(text, words.say(CODE_STATUS_WORDS[code.status])) if code.k_grade else text
    )


def _foot(given: CardInput, words: Words) -> str:
    """Edition and hash for the running foot; 演示数据 where it is one."""
    card = given.scorecard
    text = words.say(
        msg(
            "Rubric edition {edition} · hash {digits}",
            edition=card.edition_id,
            digits=card.edition_hash[:HASH_DIGITS],
        )
    )
    if not given.demonstration:
        return text
    made_up = msg("Demonstration data: park and values are made up")
    return f"{words.say(made_up)}　{text}"
