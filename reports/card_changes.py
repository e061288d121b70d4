"""What changed on last year, on the page of the basis.

Source: interface.md, PDF scorecard 6.
"""

from __future__ import annotations

from decimal import Decimal

from questionnaire.messages import msg
from questionnaire.numbers import exact
from reports.card_code import k_text
from reports.card_data import coverage_text
from reports.card_parts import Block, Column, Paragraphs, Section, Table
from reports.card_words import Words
from reports.printed_numbers import DASH, number_text, signed_text
from scoring.scorecard import Scorecard

SHOWN = 5
"""Indicators listed: those whose points changed most."""


def changes_section(card: Scorecard, last: Scorecard | None, words: Words) -> Section:
    """Total, grade, code and the indicators that moved most."""
    title = words.say(msg("Changes on last year"))
    if last is None:
        why = words.say(msg("No result of the year before is at hand."))
        return Section(title, "", (Paragraphs((why,)),))
    columns = (
        Column(words.say(msg("Item")), 46),
        Column(str(last.year), 13, "right"),
        Column(str(card.year), 13, "right", strong=True),
        Column(words.say(msg("Change")), 12, "right"),
    )
    note = words.say(msg("points; largest changes"))
    blocks: list[Block] = [Table(columns, tuple(_rows(card, last, words)))]
    if (card.edition_id, card.edition_hash) != (last.edition_id, last.edition_hash):
        text = msg("The two years were scored by different editions.")
        blocks.append(Paragraphs((words.say(text),)))
    return Section(title, note, tuple(blocks))


def _rows(card: Scorecard, last: Scorecard, words: Words) -> list[tuple[str, ...]]:
    """The lines of the comparison."""
    rows: list[tuple[str, ...]] = [
        (words.say(msg("Grade")), last.grade or DASH, card.grade or DASH, ""),
        _row(words.say(msg("Total")), last.total, card.total),
        (
            "K",
            k_text(last.code, words.edition),
            k_text(card.code, words.edition),
            _difference(last.code.k, card.code.k, 3),
        ),
        (
            words.say(msg("Data coverage")),
            coverage_text(last, words),
            coverage_text(card, words),
            _difference(last.data_coverage, card.data_coverage, 1),
        ),
    ]
    for code in _moved(card, last):
        item, before = card.indicators[code], last.indicators[code]
        shown = (number_text(before.points, 2), number_text(item.points, 2))
        change = _difference(before.points, item.points, 2)
        rows.append((f"{code} {words.say(item.label)}", *shown, change))
    return rows


def _row(label: str, before: Decimal | None, after: Decimal | None) -> tuple[str, ...]:
    """One line of scores."""
    return (label, number_text(before, 1), number_text(after, 1), _difference(before, after, 1))


def _difference(before: Decimal | None, after: Decimal | None, places: int) -> str:
    """The change; a dash where one of the two is missing."""
    if before is None or after is None:
        return DASH
    with exact():
        return signed_text(after - before, places)


def _moved(card: Scorecard, last: Scorecard) -> list[str]:
    """Codes of the indicators whose points changed most, largest change first."""
    with exact():
        changes = {
            code: abs(item.points - last.indicators[code].points)
            for code, item in card.indicators.items()
            if code in last.indicators and item.points != last.indicators[code].points
        }
    return sorted(changes, key=lambda code: changes[code], reverse=True)[:SHOWN]
