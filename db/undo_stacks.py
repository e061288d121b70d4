"""Which group of edits the next undo or redo is about, read from the log of groups."""

from __future__ import annotations

from collections.abc import Iterable

from db.edits import EditAction


class UndoStacks:
    """What can be undone and redone; a new edit cuts off what could be redone.

    >>> stacks = UndoStacks([(1, "edit", None), (2, "edit", None), (3, "undo", 2)])
    >>> stacks.next_undo, stacks.next_redo
    (1, 2)
    """

    def __init__(self, groups: Iterable[tuple[int, EditAction, int | None]] = ()) -> None:
        """Take (number, action, target) of all groups in order."""
        self._done: list[int] = []
        self._undone: list[int] = []
        for number, action, target in groups:
            self.note(number, action, target)

    @property
    def next_undo(self) -> int | None:
        """Number of the group that an undo takes back."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> int | None:
        """Number of the group that a redo carries out again."""
        return self._undone[-1] if self._undone else None

    def note(self, number: int, action: EditAction, target: int | None) -> None:
        """Take note of a group that was stored.

        Args:
            number: of the group itself.
            action: what it was.
            target: the group that an undo or redo was about; None for an edit.
        """
        if action == "edit" or target is None:
            self._done.append(number)
            self._undone.clear()
        elif action == "undo":
            self._undone.append(self._done.pop())
        else:
            self._done.append(self._undone.pop())
