"""Drawing of page 1.

Source: visual.md, Scorecard PDF; mockups/scorecard-pdf-pages-1-2.png (left).
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from reportlab.lib.units import mm

from reports.card_parts import CodeBlock, CodeFigure, Cover, DimensionBar, Fact, GradeBlock
from reports.code_tile import draw_band, draw_tile
from reports.colours import ACCENT, LINE, TEXT, TEXT_2, TEXT_3, TRACK
from reports.printed_numbers import DASH
from reports.qr_code import draw_qr
from reports.sheet import LEFT, RIGHT, WIDTH, Sheet
from reports.text_layout import TextLayout

_MIDDLE = LEFT + 89 * mm
_CODE_LEFT = _MIDDLE + 6 * mm
_FOOT_TOP = 217 * mm
_DIMENSIONS_HEIGHT = 31 * mm
_FIGURE_STEP = 7.6 * mm
_FIGURE_WIDTH = 17 * mm
_SENTENCE, _SENTENCE_LINE = 9.5, 5.1 * mm
_BEARINGS = MappingProxyType({"A": 0.0, "B": 11.0, "C": 6.3, "D": 11.0, "E": 11.0})
"""Empty space before a large letter, taken back so that it stands at the margin."""
_NAME_SIZES = ((28.0, 1), (20.0, 2), (14.0, 3), (11.0, 5))
"""Sizes of the name and the lines that it may take in each."""


def draw_cover(sheet: Sheet, cover: Cover) -> None:
    """Draw page 1."""
    sheet.bookmark(cover.heading, 0)
    size = _one_size(sheet.layout, (cover.heading + cover.flags,), WIDTH - 6 * mm, (10, 7.5))
    sheet.text(LEFT, 15 * mm, cover.heading, size, colour=TEXT_2)
    sheet.text(RIGHT, 15 * mm, cover.flags, size, colour=TEXT_2, side="right")
    sheet.box(LEFT, 19.5 * mm, WIDTH, 1.1 * mm, fill=ACCENT)
    y = _draw_name(sheet, cover)
    _rule(sheet, y)
    _draw_grade(sheet, cover.grade, y)
    _draw_code(sheet, cover.code, y)
    sheet.line(_MIDDLE, y + 4 * mm, _MIDDLE, y + 70 * mm, colour=LINE)
    y += 74 * mm
    _rule(sheet, y)
    lines = _summary_lines(sheet, cover)
    spare = max(_FOOT_TOP - y - _summary_height(lines) - _DIMENSIONS_HEIGHT, 0.0) / 3
    y = _draw_summary(sheet, cover.summary_title, lines, y + spare)
    _draw_dimensions(sheet, cover, y + spare)
    _rule(sheet, _FOOT_TOP)
    _draw_foot(sheet, cover)


def _one_size(
    layout: TextLayout, texts: Iterable[str], width: float, sizes: tuple[float, float]
) -> float:
    """The largest of the sizes, first down to second, in which each text fits on one line."""
    return min(layout.shrink(text, width, *sizes) for text in texts)


def _rule(sheet: Sheet, y: float) -> None:
    """A hair line over the whole width."""
    sheet.line(LEFT, y, RIGHT, y, colour=LINE)


def _draw_name(sheet: Sheet, cover: Cover) -> float:
    """Name and what stands under it; a long name is set smaller and wraps.

    Returns:
        Where the next part starts.
    """
    layout = sheet.layout
    size, lines = _NAME_SIZES[-1][0], [cover.name]
    for size, most in _NAME_SIZES:
        lines = layout.wrap(cover.name, WIDTH, size, bold=True)
        if len(lines) <= most:
            break
    y = 24 * mm
    for line in layout.clip(lines, _NAME_SIZES[-1][1], WIDTH, size):
        y += size * 1.32
        sheet.text(LEFT, y, line, size, bold=True)
    y += 3 * mm
    size = layout.shrink(cover.subtitle, WIDTH, 10, 8.5)
    for line in layout.wrap(cover.subtitle, WIDTH, size):
        y += 5 * mm
        sheet.text(LEFT, y, line, size, colour=TEXT_2)
    return max(y + 6 * mm, 55 * mm)


def _draw_grade(sheet: Sheet, grade: GradeBlock, y: float) -> None:
    """The letter in ink, uncoloured, with word, total and interval."""
    sheet.text(LEFT, y + 7 * mm, grade.title, 10, colour=TEXT_2)
    if grade.letter == DASH:
        sheet.box(LEFT, y + 40 * mm, 14 * mm, 2 * mm, fill=TEXT_2)
    else:
        sheet.text(LEFT - _BEARINGS[grade.letter], y + 56 * mm, grade.letter, 122, bold=True)
    x = LEFT + 38 * mm
    room = _MIDDLE - x - 3 * mm
    lines = sheet.layout.wrap(grade.word, room, 18, bold=True)
    for number, line in enumerate(reversed(lines)):
        sheet.text(x, y + 37 * mm - number * 8 * mm, line, 18, bold=True)
    width = sheet.text(x, y + 49 * mm, grade.total, 26, bold=True)
    sheet.text(x + width + 2 * mm, y + 49 * mm, grade.unit, 9, colour=TEXT_3)
    sheet.text(x, y + 57 * mm, grade.interval, 9, colour=TEXT_2)
    legend = ["　".join(grade.legend)]
    if sheet.layout.width(legend[0], 7) > _MIDDLE - LEFT - 3 * mm:
        legend = ["　".join(grade.legend[:3]), "　".join(grade.legend[3:])]
    for number, line in enumerate(reversed(legend)):
        sheet.text(LEFT, y + (69 - 3.4 * number) * mm, line, 7, colour=TEXT_3)


def _draw_code(sheet: Sheet, code: CodeBlock, y: float) -> None:
    """The tile with colour word, K, L, N and the band of five."""
    sheet.text(_CODE_LEFT, y + 7 * mm, code.title, 10, colour=TEXT_2)
    layout = sheet.layout
    room = RIGHT - _CODE_LEFT
    for number, line in enumerate(layout.clip(layout.wrap(code.note, room, 7), 2, room, 7)):
        sheet.text(_CODE_LEFT, y + (11.5 + number * 3.2) * mm, line, 7, colour=TEXT_3)
    side = 38 * mm
    draw_tile(sheet, _CODE_LEFT, y + 17 * mm, side, code.k_grade, code.status)
    x = _CODE_LEFT + side + 4.5 * mm
    room = RIGHT - x
    size = layout.shrink(code.colour_word, room, 20, 8, bold=True)
    sheet.text(x, y + 25 * mm, code.colour_word, size, bold=True)
    word = layout.fit(code.efficiency_word, room, 9.5)
    sheet.text(x, y + 31.5 * mm, word, 9.5, colour=TEXT_2)
    _draw_figures(sheet, code.figures, x, y + 38.5 * mm)
    draw_band(sheet, _CODE_LEFT, y + 60 * mm, RIGHT - _CODE_LEFT, code.band, code.k_grade)


def _draw_figures(sheet: Sheet, figures: tuple[CodeFigure, ...], x: float, y: float) -> None:
    """K, L and N under each other; numbers end at one place unless one is long."""
    layout = sheet.layout
    for number, figure in enumerate(figures):
        base = y + number * _FIGURE_STEP
        size = layout.shrink(figure.value, _FIGURE_WIDTH, 8.5, 7, bold=True)
        width = layout.width(figure.value, size, bold=True)
        end = x + 3.4 * mm + max(11.6 * mm, width)
        room = RIGHT - end - 1.5 * mm
        sheet.text(x, base, figure.symbol, 8.5, colour=TEXT_2)
        sheet.text(end, base, figure.value, size, bold=True, side="right")
        lines = [line for text in figure.words for line in layout.wrap(text, room, 7)]
        lines = layout.clip(lines, 2, room, 7)
        rise = 1.4 * mm if len(lines) > 1 else 0.0
        for row, line in enumerate(lines):
            sheet.text(end + 1.5 * mm, base - rise + row * 3.1 * mm, line, 7, colour=TEXT_3)


def _summary_lines(sheet: Sheet, cover: Cover) -> list[list[str]]:
    """The lines of each sentence, at most three."""
    room = WIDTH - 4 * mm
    layout = sheet.layout
    return [
        layout.clip(layout.wrap(text, room, _SENTENCE), 3, room, _SENTENCE)
        for text in cover.summary
    ]


def _summary_height(sentences: list[list[str]]) -> float:
    """Height of the summary with its title in points."""
    return 11.5 * mm + sum(1.3 * mm + len(lines) * _SENTENCE_LINE for lines in sentences)


def _draw_summary(sheet: Sheet, title: str, sentences: list[list[str]], y: float) -> float:
    """Three sentences.

    Returns:
        Where the next part starts.
    """
    y += 10 * mm
    sheet.text(LEFT, y, title, 11.5, bold=True)
    y += 1.5 * mm
    for lines in sentences:
        y += 1.3 * mm
        for number, line in enumerate(lines):
            y += _SENTENCE_LINE
            if number == 0:
                sheet.box(LEFT, y - 5, 2.4, 2.4, fill=ACCENT)
            sheet.text(LEFT + 4 * mm, y, line, _SENTENCE)
    return y


def _draw_dimensions(sheet: Sheet, cover: Cover, y: float) -> None:
    """The six scores."""
    y += 11 * mm
    width = sheet.text(LEFT, y, cover.dimensions_title, 11.5, bold=True)
    if not cover.dimensions:
        sheet.text(LEFT, y + 9 * mm, cover.dimensions_empty, 9, colour=TEXT_2)
        return
    sheet.text(LEFT + width + 4 * mm, y, cover.dimensions_note, 7.5, colour=TEXT_3)
    step = WIDTH / len(cover.dimensions)
    labels = [bar.label for bar in cover.dimensions]
    size = _one_size(sheet.layout, labels, step - 2 * mm, (8.5, 7))
    for number, bar in enumerate(cover.dimensions):
        x = LEFT + number * step
        label = sheet.layout.fit(bar.label, step - 2 * mm, size)
        sheet.text(x, y + 8 * mm, label, size, colour=TEXT_3)
        _draw_score(sheet, bar, x, y + 8 * mm, step - 5 * mm)


def _draw_score(sheet: Sheet, bar: DimensionBar, x: float, y: float, width: float) -> None:
    """Score, change and bar of one dimension."""
    advance = sheet.text(x, y + 6.5 * mm, bar.score, 13, bold=True)
    sheet.text(x + advance + 1.5 * mm, y + 6.5 * mm, bar.change, 7.5, colour=TEXT_3)
    draw_bar(sheet, x, y + 9 * mm, width, bar.share, tick=0.6)


def draw_bar(
    sheet: Sheet, x: float, y: float, width: float, share: float | None, *, tick: float | None
) -> None:
    """A bar on its grey ground, with a tick."""
    height = 1.2 * mm
    sheet.box(x, y, width, height, fill=TRACK)
    if share:
        sheet.box(x, y, width * share, height, fill=ACCENT)
    if tick is not None:
        place = x + width * tick
        sheet.line(place, y - 0.7 * mm, place, y + height + 0.7 * mm, colour=TEXT, width=0.7)


def _draw_foot(sheet: Sheet, cover: Cover) -> None:
    """Facts at the left, the QR code at the right."""
    side = 32 * mm
    top = _FOOT_TOP + 8 * mm
    if cover.qr_text is not None:
        side = draw_qr(sheet, RIGHT, top, cover.qr_text)
    _draw_facts(sheet, cover.facts, RIGHT - side - 10 * mm)
    y = top + (side if cover.qr_text is not None else 0) + 5 * mm
    for text in cover.verify:
        for line in sheet.layout.wrap(text, side + 14 * mm, 7):
            sheet.text(RIGHT, y, line, 7, colour=TEXT_3, side="right")
            y += 3.5 * mm


def _draw_facts(sheet: Sheet, facts: tuple[Fact, ...], right: float) -> None:
    """Facts, each on at most two lines."""
    x = LEFT + 27 * mm
    y = _FOOT_TOP + 3 * mm
    for fact in facts:
        sheet.text(LEFT, y + 5 * mm, sheet.layout.fit(fact.label, 25 * mm, 8.5), 8.5, colour=TEXT_3)
        lines = sheet.layout.wrap(fact.value, right - x, 8.5)
        for line in sheet.layout.clip(lines, 2, right - x, 8.5):
            y += 5 * mm
            sheet.text(x, y, line, 8.5)
        y += 1.2 * mm
