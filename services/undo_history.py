"""What a session can undo and redo: its own edits, and those that the log of the file holds.

The numbers of groups run on as the file counts them, so that the session and the file always mean
the same group, though the file is some edits behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from db.edits import Edit, LoggedGroup, inverse
from db.undo_stacks import UndoStacks
from questionnaire.answers import History
from questionnaire.catalogue import Catalogue
from questionnaire.messages import Message, Text, msg

Edits = tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """A step taken back or carried out again.

    Attributes:
        edits: what it changes; none when there is no such step.
        history: the answers after it, where they were kept; None: the edits have to be applied.
    """

    edits: Edits = ()
    history: History | None = None


class UndoHistory:
    """The groups of one file.

    The first group makes the file's first answer set and is never taken back.
    """

    def __init__(self, groups: Iterable[LoggedGroup], load: Callable[[int], Edits]) -> None:
        """Take the groups of the log; `load` reads the edits of one that others made."""
        known = tuple(groups)
        self._stacks = UndoStacks((item.number, item.action, item.target) for item in known)
        self._times = {item.number: item.time for item in known}
        self._number = known[-1].number if known else 0
        self._first = known[0].number if known else 1
        self._load = load
        self._edits: dict[int, Edits] = {}
        self._states: dict[int, tuple[History, History]] = {}

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return self._stacks.next_undo not in {None, self._first}

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone edit, and no other edit since."""
        return self._stacks.next_redo is not None

    def next_text(self, catalogue: Catalogue) -> Message | None:
        """What an undo takes back, in words; None when there is nothing."""
        number = self._stacks.next_undo
        if number is None:
            return None
        if number in self._edits:
            return text_of_edits(self._edits[number], catalogue)
        return msg("the edit of {time}", time=self._times[number])

    def record(self, edits: Edits, states: tuple[History, History] | None = None) -> None:
        """Take note of a group that was made.

        Args:
            edits: what it changed.
            states: the answers before and after it, to be kept of a group of very many edits:
                taking it back then costs nothing.
        """
        self._number += 1
        self._edits[self._number] = edits
        if states is not None:
            self._states[self._number] = states
        self._stacks.note(self._number, "edit", None)

    def undo(self, now: History) -> Replay:
        """Take the newest group back; `now` are the answers as they are."""
        target = self._stacks.next_undo
        if target is None or not self.can_undo:
            return Replay()
        edits = self._edits_of(target)
        self._number += 1
        self._stacks.note(self._number, "undo", target)
        before, after = self._states.get(target, (None, None))
        return Replay(inverse(edits), before if now is after else None)

    def redo(self, now: History) -> Replay:
        """Carry out the newest undone group again; `now` are the answers as they are."""
        target = self._stacks.next_redo
        if target is None:
            return Replay()
        edits = self._edits_of(target)
        self._number += 1
        self._stacks.note(self._number, "redo", target)
        before, after = self._states.get(target, (None, None))
        return Replay(edits, after if now is before else None)

    def _edits_of(self, number: int) -> Edits:
        if number not in self._edits:
            self._edits[number] = self._load(number)
        return self._edits[number]


def text_of_edits(edits: Edits, catalogue: Catalogue) -> Message:
    """What a step did, by the label of the first place that it changed."""
    place = edits[0].place
    kinds = {edit.place.kind for edit in edits}
    if "set" in kinds:
        return msg("the answers of {year}", year=place.year)
    if place.kind == "confirmed":
        return msg("the confirmation of {id}", id=place.code)
    level = f"{place.code}_level"
    field = catalogue.fields.get(place.code) or catalogue.fields.get(level)
    label: Text = field.label if field is not None else place.code
    changed = sum(edit.place.kind != "confirmed" for edit in edits)
    if place.kind == "cell" and changed == 1:
        column = catalogue.tables[place.code].columns[place.column].label
        return msg("“{column}” in “{label}”", column=column, label=label)
    if changed == 1:
        return msg("“{label}”", label=label)
    return msg("{n} {n|change|changes} in “{label}”", n=changed, label=label)
