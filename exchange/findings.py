"""What is found while a workbook is read, each with its sheet and cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from exchange.cells import place_of
from questionnaire.errors import Defect
from questionnaire.messages import Message, msg

MOST_DEFECTS = 1_000


@dataclass
class _Counted:
    place: str
    message: Message
    count: int = 1


@dataclass
class Findings:
    """Defects, which refuse the workbook, and notes, which do not.

    Attributes:
        file: name of the workbook.
        defects: the first thousand.
    """

    file: str
    defects: list[Defect] = field(default_factory=list)
    _more: int = 0
    _notes: list[Defect] = field(default_factory=list)
    _counted: dict[tuple[str, str, int], _Counted] = field(default_factory=dict)

    def refuse(self, place: str, rule: str, message: Message) -> None:
        """Note a defect."""
        if len(self.defects) < MOST_DEFECTS:
            self.defects.append(Defect(self.file, place, rule, message))
        else:
            self._more += 1

    def note(self, place: str, rule: str, message: Message) -> None:
        """Note something that is no reason to refuse."""
        self._notes.append(Defect(self.file, place, rule, message))

    def count(self, cell: tuple[str, int, int], rule: str, message: Message) -> None:
        """Note what may be so in many cells of a column; they become one note.

        Args:
            cell: sheet, column and row, counted from 1.
            rule: short stable name.
            message: of the first cell.
        """
        sheet, column, row = cell
        known = self._counted.get((rule, sheet, column))
        if known is None:
            self._counted[rule, sheet, column] = _Counted(place_of(sheet, column, row), message)
        else:
            known.count += 1

    @property
    def notes(self) -> tuple[Defect, ...]:
        """All notes."""
        return (
            *self._notes,
            *(
                Defect(self.file, item.place, rule, _worded(item))
                for (rule, _sheet, _column), item in self._counted.items()
            ),
        )

    @property
    def all_defects(self) -> tuple[Defect, ...]:
        """The defects, and how many more there are."""
        if not self._more:
            return tuple(self.defects)
        message = msg("There {n|is|are} {n} more; correct those above first.", n=self._more)
        return (*self.defects, Defect(self.file, "", "more", message))


def _worded(item: _Counted) -> Message:
    if item.count == 1:
        return item.message
    return msg(
        "{text} So {n|is|are} {n} {n|cell|cells} of this column.", text=item.message, n=item.count
    )
