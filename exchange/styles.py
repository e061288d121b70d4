"""How a workbook of answers looks; colours are those of the light scheme of the window.

Source: visual.md, Tokens; interface.md, Excel (locked except the inputs, conditional colours).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from questionnaire.catalogue import FieldType, Question

FONT_NAME = "等线"
_TEXT, _MUTED, _ACCENT = "1A1E23", "616B76", "1F5FB4"
_HEAD, _INPUT, _GROUP = "E8F0FA", "FFFFFF", "F2F4F6"
_LINE = Side(style="thin", color="DCE0E4")
_EDGE = Side(style="thin", color="87909B")

BAD = PatternFill(bgColor="FCEDF0", fill_type="solid")
BAD_FONT = Font(color="B3173A")
MISSING = PatternFill(bgColor="FFF6E0", fill_type="solid")
"""Conditional colours: a value that import refuses; a required one that is not there."""

TEXT_FORMAT = "@"
DATE_FORMAT = "yyyy-mm-dd"


@dataclass(frozen=True, eq=False)
class Look:
    """How a cell looks and whether it can be typed into.

    Attributes:
        ground: its colour; None for none.
        edged: whether a line runs around it.
        locked: whether it cannot be typed into.
    """

    font: Font
    ground: PatternFill | None = None
    number_format: str = "General"
    alignment: Alignment = Alignment(vertical="center")  # noqa: RUF009 - never changed
    edged: bool = False
    locked: bool = True

    @property
    def border(self) -> Border:
        """The lines around the cell."""
        if self.locked:
            return Border(bottom=_LINE)
        return Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)

    @property
    def protection(self) -> Protection:
        """Whether it can be typed into."""
        return Protection(locked=self.locked)


_PLAIN = Alignment(vertical="center")
_WRAPPED = Alignment(vertical="center", wrap_text=True)
_RIGHT = Alignment(vertical="center", horizontal="right")

TITLE = Look(Font(name=FONT_NAME, size=15, bold=True, color=_TEXT))
NOTE = Look(Font(name=FONT_NAME, size=10, color=_MUTED), alignment=_WRAPPED)
NOTE_LINE = replace(NOTE, alignment=_PLAIN)
HEAD = Look(
    Font(name=FONT_NAME, size=10, bold=True, color=_TEXT),
    PatternFill("solid", fgColor=_HEAD), alignment=_WRAPPED, edged=True,
)  # fmt: skip
GROUP = Look(
    Font(name=FONT_NAME, size=11, bold=True, color=_ACCENT), PatternFill("solid", fgColor=_GROUP)
)
LABEL = Look(Font(name=FONT_NAME, size=11, color=_TEXT), alignment=_WRAPPED, edged=True)
UNIT = Look(Font(name=FONT_NAME, size=10, color=_MUTED), edged=True)
LAST = Look(Font(name=FONT_NAME, size=10, color=_MUTED), alignment=_RIGHT, edged=True)
CODE = Look(Font(name=FONT_NAME, size=9, color=_MUTED), number_format=TEXT_FORMAT, locked=False)
INPUT = Look(
    Font(name=FONT_NAME, size=11, color=_TEXT), PatternFill("solid", fgColor=_INPUT),
    edged=True, locked=False,
)  # fmt: skip
WORDS = replace(INPUT, number_format=TEXT_FORMAT, alignment=_WRAPPED)
CHOICE = replace(INPUT, alignment=_PLAIN)
_TEXT_INPUT = replace(WORDS, alignment=_PLAIN)


def look_of(question: Question, *, wrapped: bool = False) -> Look:
    """How the input of a question looks; the same object for all that look alike.

    Args:
        question: the field or column.
        wrapped: whether long texts run over several lines.
    """
    if wrapped and question.type in (FieldType.TEXT, FieldType.CHOICE):
        return WORDS
    if question.type is FieldType.TEXT:
        return _TEXT_INPUT
    if question.type is FieldType.DATE:
        return _number_look(DATE_FORMAT)
    return _number_look(_number_format(question)) if question.type.is_number else CHOICE


@cache
def locked(look: Look) -> Look:
    """The same look for a cell that cannot be typed into."""
    return replace(look, locked=True)


@cache
def _number_look(number_format: str) -> Look:
    return replace(INPUT, number_format=number_format, alignment=_RIGHT)


def _number_format(question: Question) -> str:
    """Thousands are separated in amounts, not in years; ratios show what digits they have."""
    if question.unit == "年" or question.type is FieldType.LEVEL:
        return "0"
    if question.type is FieldType.INTEGER:
        return "#,##0"
    return "General" if "/" in question.unit or not question.unit else "#,##0.0###;-#,##0.0###;0"
