"""How a workbook of answers is laid out: which sheet, row and column holds what.

The first row of each sheet is hidden and holds codes: in its first cell what the sheet is, in the
others what the columns are. The first column is hidden and holds what the row is: a field code, a
row id, a mark, a problem id. So a sheet may be renamed, and its columns and rows moved, and is
still read right.

Source: interface.md, Excel.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from exchange.vocabulary import CONFIRMATIONS_TITLE, MARKS_TITLE
from questionnaire.catalogue import Catalogue
from questionnaire.messages import Language

SheetKind: TypeAlias = Literal["page", "table", "marks", "confirmations", "settings", "audit"]

FORMAT_VERSION = "1"
CODE_ROW, TITLE_ROW, HEAD_ROW = 1, 2, 3
KEY_COLUMN = 1
"""Row of the codes, of the title, of the headings; column of the keys."""

PAGE_COLUMNS = ("label", "unit", "value", "state", "reason", "quality", "last")
MARK_COLUMNS = ("code", "label", "role", "level", "name", "time", "reason")
CONFIRMATION_COLUMNS = ("id", "problem", "reason")

SETTINGS_SHEET = "greenpark"
LISTS_SHEET = "greenpark_lists"
"""Hidden sheets: what the workbook is, and the choices of the drop-down lists."""

_MARKER = re.compile(r"#greenpark ([a-z]+)(?: ([a-z0-9_]+))?")
_MOST_NAME = 31
_REFUSED = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What a sheet is.

    Attributes:
        kind: see the module.
        code: number of the page, code of the table; else empty.
    """

    kind: SheetKind
    code: str = ""

    @property
    def marker(self) -> str:
        """The first cell of such a sheet.

        >>> SheetPlan("table", "sinks").marker
        '#greenpark table sinks'
        """
        return f"#greenpark {self.kind} {self.code}".rstrip()


AUDIT_SHEET = SheetPlan("audit")
"""A sheet of the audit workbook: it is computed from the others and holds no answers."""


def read_marker(text: str) -> SheetPlan | None:
    """What the first cell of a sheet says that it is; None when it says nothing.

    >>> read_marker("#greenpark page 1")
    SheetPlan(kind='page', code='1')
    """
    match = _MARKER.fullmatch(text.strip())
    if match is None or match[1] not in get_args(SheetKind):
        return None
    return SheetPlan(match[1], match[2] or "")  # type: ignore[arg-type]  # checked above


def sheet_names(catalogue: Catalogue, language: Language) -> dict[SheetPlan, str]:
    """The sheets of a workbook of answers in their order, each page before its tables."""
    names: dict[SheetPlan, str] = {}
    for page in catalogue.pages:
        title = f"{page.number} {page.label.in_language(language)}"
        names[SheetPlan("page", str(page.number))] = _free_name(title, names.values())
        for code, field in catalogue.fields.items():
            if field.page == page.number and code in catalogue.tables:
                label = field.label.in_language(language)
                names[SheetPlan("table", code)] = _free_name(label, names.values())
    for kind, text in (("confirmations", CONFIRMATIONS_TITLE), ("marks", MARKS_TITLE)):
        names[SheetPlan(kind)] = _free_name(text.in_language(language), names.values())  # type: ignore[arg-type]  # two of the kinds
    return names


def _free_name(title: str, taken: Collection[str]) -> str:
    """A name that a sheet can have and no other has.

    >>> _free_name("Energy/carbon targets", ["Energy-carbon targets"])
    'Energy-carbon targets 2'
    """
    plain = _REFUSED.sub("-", title).strip()
    folded = {name.casefold() for name in taken}
    name, number = plain[:_MOST_NAME], 1
    while name.casefold() in folded:
        number += 1
        ending = f" {number}"
        name = plain[: _MOST_NAME - len(ending)] + ending
    return name
