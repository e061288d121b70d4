"""The scorecard as PDF: the same card gives the same bytes.

Source: interface.md, PDF scorecard; visual.md, Scorecard PDF; submissions.md, File signature.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Protocol

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject
from reportlab.pdfgen.canvas import Canvas

from questionnaire.messages import Language
from reports.card_model import CardModel
from reports.card_parts import BasisPage, Paragraphs, Section
from reports.colours import DRAFT, LINE, TEXT_3
from reports.file_signature import info_entries
from reports.flow import NORMAL, Flow, TextSize
from reports.fonts import Fonts
from reports.pdf_carbon import draw_carbon
from reports.pdf_cover import draw_cover
from reports.pdf_dimensions import draw_dimensions
from reports.pdf_indicators import draw_indicators
from reports.sheet import LEFT, RIGHT, WIDTH, Sheet
from reports.text_layout import TextLayout


class _Hash(Protocol):
    """What the library makes the identifier of a file with."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""


_BASIS_START = 55 * mm
"""Room that the basis needs to begin on the page before."""
_SMALL = 7.5
"""Size of running head and foot."""
_HEAD = 13.5 * mm
"""Base line of the running head."""
_TEXTS: Mapping[Language, TextSize] = MappingProxyType({"zh": NORMAL, "en": TextSize(7.5, 1.34)})
"""English takes more room than Chinese, whose lines stand further apart."""
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


class CardInfo(PDFObject):
    """The Info dictionary of a card, in place of the library's own.

    All texts are hexadecimal, so that a park's name can never look like an entry; the dates are
    the date of issue and are left out on a draft that has none.
    """

    def __init__(self, title: str, issued: date | None, statement_text: str | None) -> None:
        """Keep what the dictionary says."""
        self.invariant = 1
        self._title = _hexadecimal(title)
        self._issued = issued
        self._statement_text = statement_text

    def digest(self, signature: _Hash) -> None:
        """Let the identifier of the file depend on its title; called by the library."""
        signature.update(self._title)

    def format(self, document: PDFDocument) -> bytes:
        """The dictionary as it stands in the file."""
        entries = [b"/Title %s\n" % self._title, b"/Producer (greenpark)\n"]
        if self._issued is not None:
            stamp = f"(D:{self._issued:%Y%m%d}000000Z)".encode("ascii")
            entries.append(b"/CreationDate %s\n/ModDate %s\n" % (stamp, stamp))
        if self._statement_text is not None:
            entries.append(info_entries(self._statement_text))
        return b"<<\n" + b"".join(entries) + b">>"


class CardCanvas(Canvas):
    """The canvas of a card."""

    _doc: PDFDocument

    def draw(self, sheet: Sheet, info: CardInfo) -> None:
        """Draw all pages, with this Info dictionary."""
        self._doc.info = info  # type: ignore[assignment]  # all that the library asks of it
        sheet.draw_on(self, self._doc)


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
        _furnish(sheet, cards[part], number, is_cover=number in firsts)
        if part > 0:
            sheet.mark_language(_LANGUAGES[cards[part].language], number)
    title = " · ".join([card.title, *(item.cover.heading for item in cards[1:])])
    return _write(sheet, card, title, fonts)


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
    missing = flow.sheet.layout.missing
    if missing:
        listed = "　".join(f"U+{ord(character):04X}" for character in missing)
        texts = Paragraphs((basis.glyphs_note, listed))
        flow.section(Section(basis.glyphs_title, "", (texts,)))


def _furnish(sheet: Sheet, card: CardModel, number: int, *, is_cover: bool) -> None:
    """Running head (not on a cover) and foot of page `number`, and the large word of a draft."""
    if card.watermark:
        sheet.large_word(card.watermark, colour=DRAFT, page=number)
    if not is_cover:
        _draw_head(sheet, card, number)
    sheet.line(LEFT, 282 * mm, RIGHT, 282 * mm, colour=LINE, page=number)
    foot = sheet.layout.fit(card.foot, WIDTH - 20 * mm, _SMALL)
    sheet.text(LEFT, 286.5 * mm, foot, _SMALL, colour=TEXT_3, page=number)
    count = f"{number + 1}/{len(sheet.pages)}"
    sheet.text(RIGHT, 286.5 * mm, count, _SMALL, colour=TEXT_3, side="right", page=number)


def _draw_head(sheet: Sheet, card: CardModel, number: int) -> None:
    """Park and year at the left, grade and code at the right; under each other if long."""
    layout = sheet.layout
    year = f"　{card.head_year}"
    room = WIDTH - layout.width(year, _SMALL)
    beside = room - layout.width(card.head_right, _SMALL) - 6 * mm
    lower = 0.0 if layout.width(card.head_name, _SMALL) <= beside else 2.6 * mm
    name = layout.fit(card.head_name, room, _SMALL)
    sheet.text(LEFT, _HEAD - lower * 0.2, name + year, _SMALL, colour=TEXT_3, page=number)
    sheet.text(
        RIGHT, _HEAD + lower, card.head_right, _SMALL, colour=TEXT_3, side="right", page=number
    )
    rule = _HEAD + 2 * mm + lower
    sheet.line(LEFT, rule, RIGHT, rule, colour=LINE, page=number)


def _hexadecimal(text: str) -> bytes:
    """A text as the hexadecimal string of a PDF (UTF-16BE with its mark)."""
    return b"<FEFF%s>" % text.encode("utf-16-be", "replace").hex().upper().encode("ascii")


def _write(sheet: Sheet, card: CardModel, title: str, fonts: Fonts) -> bytes:
    """Turn the pages into a file."""
    target = io.BytesIO()
    canvas = CardCanvas(
        target,
        pagesize=A4,
        pageCompression=1,
        invariant=1,
        initialFontName=fonts.regular.name,  # type: ignore[arg-type]  # a name, not a number
        lang=_LANGUAGES[card.language],
    )
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.draw(sheet, CardInfo(title, card.issued, card.cover.statement_text))
    canvas.save()
    return target.getvalue()
