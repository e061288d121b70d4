"""The scorecard as PDF: the same card gives the same bytes.

Source: interface.md, PDF scorecard; visual.md, Scorecard PDF; submissions.md, File signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportlab.lib.units import mm

from questionnaire.messages import Language
from reports.card_model import CardModel
from reports.card_parts import BasisPage
from reports.flow import NORMAL, Flow, TextSize
from reports.fonts import Fonts
from reports.pdf_carbon import draw_carbon
from reports.pdf_cover import draw_cover
from reports.pdf_dimensions import draw_dimensions
from reports.pdf_file import LANGUAGE_TAGS, FileFacts, write_file
from reports.pdf_indicators import draw_indicators
from reports.running_texts import RunningTexts, furnish
from reports.sheet import Sheet
from reports.text_layout import TextLayout

_BASIS_START = 55 * mm
"""Room that the basis needs to begin on the page before."""
_TEXTS: Mapping[Language, TextSize] = MappingProxyType({"zh": NORMAL, "en": TextSize(7.5, 1.34)})
"""English takes more room than Chinese, whose lines stand further apart."""


def render_scorecard(card: CardModel, fonts: Fonts, second: CardModel | None = None) -> bytes:
    """Draw a card.

    Args:
        card: the model, from `card_model.build_card`.
        fonts: made once by `fonts.load_fonts`.
        second: the same card in another language, which follows in the same file; None for one
            language.

    Returns:
        A PDF; with a statement it has room for the file signature, see `file_signature.sign_file`.
    """
    sheet = Sheet(TextLayout(fonts))
    cards = [item for item in (card, second) if item is not None]
    firsts = [_draw_card(sheet, item, fonts, nesting=len(cards) - 1) for item in cards]
    for number in range(len(sheet.pages)):
        part = sum(number >= first for first in firsts) - 1
        furnish(sheet, _running_texts(cards[part]), number, is_cover=number in firsts)
        if part > 0:
            sheet.mark_language(LANGUAGE_TAGS[cards[part].language], number)
    title = " · ".join([card.title, *(item.cover.heading for item in cards[1:])])
    return write_file(
        sheet, FileFacts(title, card.issued, card.cover.statement_text, card.language)
    )


def _draw_card(sheet: Sheet, card: CardModel, fonts: Fonts, nesting: int) -> int:
    """Draw the pages of a card behind those drawn so far.

    Returns:
        The number of its first page, from 0.
    """
    first = len(sheet.pages)
    sheet.layout = TextLayout(fonts)
    sheet.new_page()
    sheet.nesting = 0
    draw_cover(sheet, card.cover)
    sheet.nesting = nesting
    flow = Flow(sheet, _TEXTS[card.language])
    draw_dimensions(flow, card.dimensions)
    draw_indicators(flow, card.indicators)
    draw_carbon(flow, card.carbon)
    _draw_basis(flow, card.basis)
    return first


def _draw_basis(flow: Flow, basis: BasisPage) -> None:
    """The page of the basis, and at its end the characters that the font lacks."""
    flow.need(_BASIS_START)
    flow.title(basis.title)
    flow.set_columns(2)
    for section in basis.sections:
        flow.section(section)
    flow.missing_glyphs(basis.glyphs_title, basis.glyphs_note)


def _running_texts(card: CardModel) -> RunningTexts:
    return RunningTexts(card.head_name, card.head_year, card.head_right, card.foot, card.watermark)
