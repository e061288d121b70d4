"""A field of a printed form as a piece: label and help, value or what to tick, notes.

Source: interface.md, 填报 (each field: label, unit, editor, state); visual.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from reports.colours import EDGE, LINE, TEXT, TEXT_2, TEXT_3
from reports.form_model import Blank, FormEntry, Option
from reports.pieces import Piece
from reports.sheet import LEFT, RIGHT, Sheet

_LABELS = 68 * mm
"""Width of label, code and help."""
_VALUE = LEFT + 72 * mm
_NUMBER_END = LEFT + 106 * mm
_UNIT = LEFT + 107.5 * mm
_NOTE = LEFT + 128 * mm
_LABEL_SIZE, _VALUE_SIZE, _SMALL = 8.5, 9.0, 7.0
_LABEL_LINE, _VALUE_LINE, _SMALL_LINE = 3.9 * mm, 4.1 * mm, 3.3 * mm
_BLANK_LINE = 5 * mm
"""Room for handwriting."""
_PAD = 1.1 * mm
_FIRST = 3.2 * mm
"""Base line of the first line, below the pad."""
_BOX = 2.5 * mm
_GAP = 3.5 * mm


def entry_piece(sheet: Sheet, entry: FormEntry) -> Piece:
    """A field; never broken."""
    layout = sheet.layout
    labels = layout.wrap(entry.label, _LABELS, _LABEL_SIZE)
    helps = layout.wrap(entry.help, _LABELS, _SMALL) if entry.help else []
    notes = [line for note in entry.notes for line in layout.wrap(note, RIGHT - _NOTE, _SMALL)]
    end = _NOTE if notes or entry.blanks else RIGHT
    values = _value_lines(sheet, entry, end)
    levels = [_level_lines(sheet, option, end) for option in entry.levels]
    options = _option_lines(sheet, entry.options, end)
    middle = max(
        len(values) * _VALUE_LINE,
        len(options) * _VALUE_LINE,
        sum(map(len, levels)) * _SMALL_LINE,
    )
    left = len(labels) * _LABEL_LINE + (1 + len(helps)) * _SMALL_LINE
    right = len(notes) * _SMALL_LINE + len(entry.blanks) * _BLANK_LINE
    height = max(left, middle, right) + 2 * _PAD

    def draw(_left: float, y: float) -> None:
        base = y + _PAD + _FIRST
        _draw_labels(sheet, entry, labels, helps, base)
        _draw_value(sheet, entry, values, base)
        _draw_options(sheet, options, base)
        _draw_levels(sheet, levels, base)
        for number, line in enumerate(notes):
            sheet.text(_NOTE, base + number * _SMALL_LINE, line, _SMALL, colour=TEXT_2)
        _draw_blanks(sheet, entry.blanks, base)
        sheet.line(LEFT, y + height, RIGHT, y + height, colour=LINE)

    return Piece(height, draw)


def _draw_blanks(sheet: Sheet, blanks: Sequence[Blank], base: float) -> None:
    """What to tick, and lines to write on behind their words."""
    for blank in blanks:
        width = sheet.text(_NOTE, base, blank.text, _SMALL, colour=TEXT_2)
        if blank.is_line:
            low = base + 0.9 * mm
            sheet.line(_NOTE + width + 1.5 * mm, low, RIGHT, low, colour=EDGE)
        base += _BLANK_LINE


def _draw_labels(
    sheet: Sheet, entry: FormEntry, labels: Sequence[str], helps: Sequence[str], base: float
) -> None:
    for line in labels:
        sheet.text(LEFT, base, line, _LABEL_SIZE)
        base += _LABEL_LINE
    for line in (entry.code, *helps):
        sheet.text(LEFT, base - 0.5 * mm, line, _SMALL, colour=TEXT_3)
        base += _SMALL_LINE


def _value_lines(sheet: Sheet, entry: FormEntry, end: float) -> list[str]:
    """Lines of a value; a number stays on one line."""
    if entry.is_number or not entry.value:
        return [entry.value]
    end = _UNIT if entry.unit else end
    return sheet.layout.wrap(entry.value, end - _VALUE - 2 * mm, _VALUE_SIZE, bold=True)


def _draw_value(sheet: Sheet, entry: FormEntry, lines: Sequence[str], base: float) -> None:
    """The value, or a line to write on where there is nothing to tick; then the unit."""
    for number, line in enumerate(lines):
        side = _NUMBER_END if entry.is_number else _VALUE
        sheet.text(
            side, base + number * _VALUE_LINE, line, _VALUE_SIZE, bold=True,
            side="right" if entry.is_number else "left",
        )  # fmt: skip
    if not entry.value and not entry.options and not entry.levels:
        end = _NUMBER_END if entry.unit or entry.is_number else _NOTE - 3 * mm
        sheet.line(_VALUE, base + 1.2 * mm, end, base + 1.2 * mm, colour=EDGE)
    sheet.text(_UNIT, base, entry.unit, 8, colour=TEXT_2)


def _option_lines(sheet: Sheet, options: Sequence[Option], end: float) -> list[list[Option]]:
    """Options beside each other, as many as fit on a line."""
    lines: list[list[Option]] = []
    used = 0.0
    for option in options:
        width = _BOX + 1 * mm + sheet.layout.width(option.text, _SMALL) + _GAP
        if not lines or used + width > end - _VALUE:
            lines.append([])
            used = 0.0
        lines[-1].append(option)
        used += width
    return lines


def _draw_options(sheet: Sheet, lines: Sequence[Sequence[Option]], base: float) -> None:
    for line in lines:
        x = _VALUE
        for option in line:
            _draw_box(sheet, x, base, chosen=option.chosen)
            x += _BOX + 1 * mm
            x += sheet.text(x, base, option.text, _SMALL) + _GAP
        base += _VALUE_LINE


def _level_lines(sheet: Sheet, option: Option, end: float) -> list[tuple[str, bool | None]]:
    """Lines of a level; only the first has a box, ticked or not."""
    lines = sheet.layout.wrap(option.text, end - _VALUE - _BOX - 3 * mm, _SMALL, bold=option.chosen)
    return [(line, option.chosen if number == 0 else None) for number, line in enumerate(lines)]


def _draw_levels(
    sheet: Sheet, levels: Sequence[Sequence[tuple[str, bool | None]]], base: float
) -> None:
    for level in levels:
        own = level[0][1] is True
        for line, chosen in level:
            if chosen is not None:
                _draw_box(sheet, _VALUE, base, chosen=chosen)
            sheet.text(
                _VALUE + _BOX + 1 * mm, base, line, _SMALL,
                colour=TEXT if own else TEXT_2, bold=own,
            )  # fmt: skip
            base += _SMALL_LINE


def _draw_box(sheet: Sheet, x: float, base: float, *, chosen: bool) -> None:
    """A box to tick, with a cross in it where it is chosen."""
    top = base - _BOX + 0.3 * mm
    sheet.box(x, top, _BOX, _BOX, stroke=EDGE, line_width=0.6)
    if chosen:
        right, low = x + _BOX, top + _BOX
        sheet.line(x, top, right, low, colour=TEXT, width=0.9)
        sheet.line(x, low, right, top, colour=TEXT, width=0.9)
