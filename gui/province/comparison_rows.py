"""Results side by side as rows of texts: whole result, carbon code, dimensions, indicators.

Source: interface.md, 汇总 (compare two or more parks, year on year).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gui.widgets.code_tile import WORDS
from questionnaire.catalogue import Catalogue
from questionnaire.messages import LocalText, Text, msg
from questionnaire.numbers import exact
from reports.printed_numbers import signed_text
from scoring.scorecard import IndicatorScore, Scorecard
from services.bootstrap import Product
from services.code_numbers import k_number, l_number
from services.number_words import NOTHING, number

_LEVEL_UNIT = "tCO₂/万元"


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One line of a comparison.

    Attributes:
        label: what it is.
        unit: of the values; empty for none.
        values: one for each card.
        change: last card against the first, for numbers; empty for words.
        is_group: whether it only heads the lines under it.
    """

    label: Text
    unit: Text = ""
    values: tuple[Text, ...] = ()
    change: str = ""
    is_group: bool = False


def compare(cards: Sequence[Scorecard], product: Product) -> list[ComparedRow]:
    """The lines of a comparison.

    Args:
        cards: at least one; the change is that of the last against the first.
        product: its catalogue words units, its editions hold the limits of the codes.
    """
    return [
        ComparedRow(msg("Result"), is_group=True),
        *_result(cards),
        ComparedRow(msg("Carbon code"), is_group=True),
        *_code(cards, product),
        ComparedRow(msg("Dimensions"), is_group=True),
        *_dimensions(cards),
        *_indicators(cards, product.catalogue),
    ]


def _result(cards: Sequence[Scorecard]) -> Iterator[ComparedRow]:
    yield _words(msg("Class"), cards, lambda card: card.class_used)
    yield _numbers(msg("Total"), "", cards, lambda card: card.total_printed, 1)
    yield _words(msg("Grade"), cards, lambda card: card.grade)
    yield _numbers(msg("Coverage"), "%", cards, lambda card: card.data_coverage, 1)


def _code(cards: Sequence[Scorecard], product: Product) -> Iterator[ComparedRow]:
    yield _words(msg("Colour"), cards, lambda card: WORDS[card.code.k_grade or 0])
    limited = [(card.code, product.editions[card.edition_id]) for card in cards]
    yield ComparedRow(
        LocalText("K"),
        values=tuple(k_number(*item) for item in limited),
        change=_change([code.k for code, _ in limited], 3),
    )
    yield ComparedRow(
        LocalText("L"),
        _unit(_LEVEL_UNIT, product.catalogue),
        tuple(l_number(*item) for item in limited),
        _change([code.l for code, _ in limited], 3),
    )
    yield _numbers(LocalText("N"), "%", cards, lambda card: card.code.n, 1)


def _dimensions(cards: Sequence[Scorecard]) -> Iterator[ComparedRow]:
    for code, label in _dimension_labels(cards).items():
        scores = [_dimension(card, code) for card in cards]
        yield _row(label, msg("points"), scores, 1)


def _indicators(cards: Sequence[Scorecard], catalogue: Catalogue) -> Iterator[ComparedRow]:
    found = {code: item for card in cards for code, item in card.indicators.items()}
    dimensions = _dimension_labels(cards)
    shown = ""
    for code in dict.fromkeys(code for card in cards for code in card.indicators):
        indicator = found[code]
        if indicator.dimension != shown:
            shown = indicator.dimension
            label = dimensions.get(shown, LocalText(shown))
            yield ComparedRow(msg("Indicators of {dimension}", dimension=label), is_group=True)
        yield _indicator(indicator, cards, catalogue)


def _indicator(
    indicator: IndicatorScore, cards: Sequence[Scorecard], catalogue: Catalogue
) -> ComparedRow:
    """The value with its score behind it; the change is that of the value."""
    places = indicator.decimals if indicator.kind == "Q" else 0
    own = [card.indicators.get(indicator.code) for card in cards]
    values = tuple(_value_and_score(item, places) for item in own)
    change = _change([None if item is None else item.value for item in own], places)
    label = msg("{code} {name}", code=indicator.code, name=indicator.label)
    unit = _unit(indicator.unit, catalogue) if indicator.kind == "Q" else msg("level")
    return ComparedRow(label, unit, values, change)


def _value_and_score(item: IndicatorScore | None, places: int) -> str:
    if item is None or (item.value is None and item.score is None):
        return NOTHING
    return f"{number(item.value, places)}  ({number(item.score, 0)})"


def _dimension(card: Scorecard, code: str) -> Decimal | None:
    item = card.dimensions.get(code)
    return None if item is None else item.score


def _dimension_labels(cards: Sequence[Scorecard]) -> dict[str, LocalText]:
    return {code: item.label for card in cards for code, item in card.dimensions.items()}


def _words(
    label: Text, cards: Sequence[Scorecard], value: Callable[[Scorecard], Text | None]
) -> ComparedRow:
    return ComparedRow(label, "", tuple(value(card) or NOTHING for card in cards))


def _numbers(
    label: Text,
    unit: Text,
    cards: Sequence[Scorecard],
    value: Callable[[Scorecard], Decimal | None],
    places: int,
) -> ComparedRow:
    return _row(label, unit, [value(card) for card in cards], places)


def _row(label: Text, unit: Text, values: Sequence[Decimal | None], places: int) -> ComparedRow:
    shown = tuple(number(item, places) for item in values)
    return ComparedRow(label, unit, shown, _change(values, places))


def _unit(unit: str, catalogue: Catalogue) -> Text:
    if not unit:
        return ""
    return LocalText(catalogue.unit_text(unit, "zh"), catalogue.unit_text(unit, "en"))


def _change(values: Sequence[Decimal | None], places: int) -> str:
    first, last = values[0], values[-1]
    if first is None or last is None:
        return NOTHING
    with exact():
        return signed_text(last - first, places)
