"""The parts of a printed form: all texts chosen and worded, nothing left to look up.

A model knows nothing of fonts, pages or PDF.

Source: interface.md, 填报 ("Print the blank or filled form as PDF"; Submit, statement page).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from questionnaire.messages import Language
from reports.card_parts import Align, Fact, Section


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tick: a choice, or a level with its words."""

    text: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to tick or to write beside a field of a blank form."""

    text: str
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A field on paper.

    Attributes:
        code: field code.
        label: short name, with a mark where an answer is needed.
        value: as it is printed; empty leaves a line to write on.
        unit: printed unit; empty for none.
        is_number: whether its value stands at the right.
        options: what can be ticked beside each other, in place of a line to write on.
        levels: what can be ticked under each other.
        notes: state with its reason, quality, evidence, that it does not apply.
        blanks: what is ticked or written of these on a blank form.
        help: how to fill it in.
    """

    code: str
    label: str
    value: str
    unit: str
    is_number: bool
    options: tuple[Option, ...] = ()
    levels: tuple[Option, ...] = ()
    notes: tuple[str, ...] = ()
    blanks: tuple[Blank, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a table on paper.

    Attributes:
        title: its name and unit.
        align: numbers stand at the right.
        is_key: whether it names the row; it is repeated where a table is parted by columns.
    """

    title: str
    align: Align = "left"
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table on paper; the first column holds the number of the row.

    Attributes:
        rows: at most as many as are printed.
        notes: state of the table, how many rows it has and how many are left out.
        blank_rows: empty rows to write into.
    """

    code: str
    label: str
    columns: tuple[FormColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    help: str
    blank_rows: int = 0


FormItem: TypeAlias = FormEntry | FormTable


@dataclass(frozen=True, slots=True)
class FormGroup:
    """A titled part of a page of the form."""

    title: str
    items: tuple[FormItem, ...]


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page of the form, which may take any number of sheets."""

    title: str
    groups: tuple[FormGroup, ...]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """The sheet that is signed and sealed.

    Attributes:
        title: 填报声明.
        facts: park, year, fingerprint, counts.
        declaration: what the signers say; of a draft, that this is none.
        places: 填表人, 审核人, 负责人; each signs and dates.
        signature, day: words under the lines of each place.
        seal: words in the place of the seal.
    """

    title: str
    facts: tuple[Fact, ...]
    declaration: tuple[str, ...]
    places: tuple[str, ...]
    signature: str
    day: str
    seal: str


@dataclass(frozen=True, slots=True)
class FormModel:
    """A form, ready to be drawn.

    Attributes:
        language: of all texts.
        title: of the document.
        printed: date of printing.
        heading, state: at the left and right of the blue rule of the first sheet.
        name: park; a line to write on where it is empty.
        facts: under the name.
        legend: how to read or fill in the form.
        head_left, head_right, foot: running head from sheet 2 on, and foot.
        watermark: the large word on a draft; empty otherwise.
        pages: of the form; empty where only the statement is printed.
        remarks: problems with the reasons of their confirmation.
        statement: the last sheet.
        glyphs_title, glyphs_note: head of the list of characters that the font lacks.
    """

    language: Language
    title: str
    printed: date
    heading: str
    state: str
    name: str
    facts: tuple[Fact, ...]
    legend: tuple[str, ...]
    head_left: str
    head_right: str
    foot: str
    watermark: str
    pages: tuple[FormPage, ...]
    remarks: tuple[Section, ...]
    statement: StatementPage
    glyphs_title: str
    glyphs_note: str
