"""The form as PDF: the same form and date give the same bytes.

Source: interface.md, 填报 (print); visual.md, Scorecard PDF (A4, 18 mm, hair lines, heads repeat).
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from reports.card_parts import Fact
from reports.colours import ACCENT, EDGE, LINE, TEXT_2, TEXT_3
from reports.flow import Flow
from reports.fonts import Fonts
from reports.form_entries import entry_piece
from reports.form_model import FormEntry, FormGroup, FormItem, FormModel, FormPage, StatementPage
from reports.form_tables import table_parts
from reports.pdf_file import FileFacts, write_file
from reports.pieces import Piece, room, together
from reports.running_texts import RunningTexts, furnish
from reports.sheet import LEFT, RIGHT, WIDTH, Sheet
from reports.text_layout import TextLayout

_TITLE_SIZES = ((24.0, 1), (17.0, 2), (12.0, 5))
"""Sizes of the name and the lines that it may take in each."""
_FACT = 5.2 * mm
_PAGE_START = 60 * mm
"""Room that a page of the form needs to begin on the sheet before."""
_PLACE = 23 * mm
_SEAL = 46 * mm


def render_form(form: FormModel, fonts: Fonts) -> bytes:
    """Draw a form.

    Args:
        form: the model, from `services.form_wording`.
        fonts: made once by `fonts.load_fonts`.
    """
    sheet = Sheet(TextLayout(fonts))
    flow = Flow(sheet)
    flow.new_page()
    if form.pages:
        _draw_head(flow, form)
        for page in form.pages:
            _draw_page(flow, page)
        _draw_remarks(flow, form)
        flow.new_page()
    _draw_statement(flow, form.statement)
    texts = RunningTexts(form.head_left, "", form.head_right, form.foot, form.watermark)
    for number in range(len(sheet.pages)):
        furnish(sheet, texts, number, is_cover=bool(form.pages) and number == 0)
    return write_file(sheet, FileFacts(form.title, form.printed, None, form.language))


def _draw_head(flow: Flow, form: FormModel) -> None:
    """Heading, name, facts and legend at the head of the first sheet."""
    sheet = flow.sheet
    sheet.bookmark(form.heading, 0)
    sheet.text(LEFT, 15 * mm, form.heading, 10, colour=TEXT_2)
    sheet.text(RIGHT, 15 * mm, form.state, 10, colour=TEXT_2, side="right")
    sheet.box(LEFT, 19.5 * mm, WIDTH, 1.1 * mm, fill=ACCENT)
    flow.y = _draw_name(sheet, form.name)
    _draw_facts(flow, form.facts)
    flow.y += 2 * mm
    for text in form.legend:
        flow.paragraph(text, 7.5)


def _draw_name(sheet: Sheet, name: str) -> float:
    """The name of the park, or a line to write it on.

    Returns:
        Where the next part starts.
    """
    y = 24 * mm
    if not name:
        sheet.line(LEFT, y + 11 * mm, LEFT + 120 * mm, y + 11 * mm, colour=EDGE)
        return y + 14 * mm
    size, lines = _TITLE_SIZES[-1][0], [name]
    for size, most in _TITLE_SIZES:
        lines = sheet.layout.wrap(name, WIDTH, size, bold=True)
        if len(lines) <= most:
            break
    for line in sheet.layout.clip(lines, _TITLE_SIZES[-1][1], WIDTH, size):
        y += size * 1.32
        sheet.text(LEFT, y, line, size, bold=True)
    return y + 4 * mm


def _draw_facts(flow: Flow, facts: Sequence[Fact]) -> None:
    """Labels with their values; a line to write on in place of an empty one."""
    sheet = flow.sheet
    widest = max(sheet.layout.width(fact.label, 8.5) for fact in facts)
    values = LEFT + max(widest + 4 * mm, 34 * mm)
    for fact in facts:
        sheet.text(LEFT, flow.y + _FACT - 1.4 * mm, fact.label, 8.5, colour=TEXT_3)
        for line in sheet.layout.wrap(fact.value, RIGHT - values, 9):
            flow.y += _FACT
            sheet.text(values, flow.y - 1.4 * mm, line, 9)
        if not fact.value:
            sheet.line(values, flow.y, values + 70 * mm, flow.y, colour=EDGE)


def _draw_page(flow: Flow, page: FormPage) -> None:
    """A page of the catalogue: its title, then its groups."""
    flow.need(_PAGE_START)
    flow.title(page.title)
    for group in page.groups:
        _draw_group(flow, group)


def _draw_group(flow: Flow, group: FormGroup) -> None:
    """A group; its title stays with its first field."""
    title: Piece | None = _group_title(flow.sheet, group.title)
    for item in group.items:
        for piece in _pieces(flow.sheet, item):
            flow.place([together(title, piece) if title else piece])
            title = None
    if title:
        flow.place([title])
    flow.place([room(2 * mm)])


def _group_title(sheet: Sheet, text: str) -> Piece:
    def draw(left: float, y: float) -> None:
        sheet.bookmark(text, 1)
        sheet.text(left, y + 5.6 * mm, text, 10.5, bold=True)
        sheet.line(left, y + 7.4 * mm, RIGHT, y + 7.4 * mm, colour=EDGE)

    return Piece(7.4 * mm, draw)


def _pieces(sheet: Sheet, item: FormItem) -> Sequence[Piece]:
    return [entry_piece(sheet, item)] if isinstance(item, FormEntry) else table_parts(sheet, item)


def _draw_remarks(flow: Flow, form: FormModel) -> None:
    """Problems with their reasons, and the characters that the font lacks."""
    flow.place([room(3 * mm)])
    for section in form.remarks:
        flow.section(section)
    flow.missing_glyphs(form.glyphs_title, form.glyphs_note)


def _draw_statement(flow: Flow, page: StatementPage) -> None:
    """The sheet that is signed and sealed."""
    sheet = flow.sheet
    flow.title(page.title)
    flow.y += 3 * mm
    _draw_facts(flow, page.facts)
    flow.y += 4 * mm
    for text in page.declaration:
        flow.paragraph(text, 10)
    flow.y += 6 * mm
    top = flow.y
    for number, place in enumerate(page.places):
        _draw_place(sheet, page, place, top + number * _PLACE)
    left = RIGHT - _SEAL
    sheet.box(left, top, _SEAL, _SEAL, stroke=EDGE, dash=(3, 3))
    sheet.text(left + _SEAL / 2, top + _SEAL / 2, page.seal, 8.5, colour=TEXT_3, side="centre")
    flow.y = top + len(page.places) * _PLACE


def _draw_place(sheet: Sheet, page: StatementPage, place: str, y: float) -> None:
    """Lines for a signature and a date, with the words of who signs."""
    base = y + 12 * mm
    sheet.text(LEFT, base, place, 10, bold=True)
    for start, width, words in (
        (LEFT + 34 * mm, 50 * mm, page.signature),
        (LEFT + 90 * mm, 32 * mm, page.day),
    ):
        sheet.line(start, base + 1.2 * mm, start + width, base + 1.2 * mm, colour=EDGE)
        sheet.text(start, base + 4.8 * mm, words, 7.5, colour=TEXT_3)
    sheet.line(LEFT, y + _PLACE, LEFT + 122 * mm, y + _PLACE, colour=LINE)
