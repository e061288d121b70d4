"""The input that a field gets by its type, and what it shows of the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from PySide6.QtWidgets import QLineEdit

from gui.context import Context
from gui.fill.codes_editor import CodesEditor
from gui.fill.editors import BoolEditor, ChoiceEditor, DateEditor, LineEditor
from gui.fill.level_editor import LevelEditor
from gui.fill.long_editor import LongEditor
from gui.fill.value_words import Choices
from gui.style import set_role
from questionnaire.catalogue import FieldType
from services.field_views import FieldView

Editor: TypeAlias = LineEditor | LongEditor | ChoiceEditor | BoolEditor | LevelEditor

_DASH = "—"
"""Stands in an input that is not asked for a value."""
_DATE = "YYYY-MM-DD"


@dataclass(frozen=True, slots=True)
class InputAnswer:
    """What an input shows.

    Attributes:
        value: what `AnswerSet.value` holds; None for none.
        text: its wording, or the refused text.
        look: `off` while a state is declared, `computed` where nobody enters it.
        is_locked: whether nothing can be changed.
        problem: the worst problem of the field.
    """

    value: object
    text: str
    look: Literal["", "off", "computed"]
    is_locked: bool
    problem: Literal["error", "warn", ""]


def input_for(view: FieldView, context: Context) -> Editor:
    """A new input for a field; not for a table."""
    made = _BY_TYPE.get(view.kind)
    if made is not None:
        return made(context)
    if view.is_multiline:
        return LongEditor()
    if view.suggestions:
        return CodesEditor()
    return LineEditor(is_number=view.kind.is_number)


def line_of(editor: Editor) -> QLineEdit | None:
    """The line that is typed into; None where there is none."""
    inner = editor.lineEdit() if isinstance(editor, ChoiceEditor) else editor
    return inner if isinstance(inner, QLineEdit) else None


def name_input(editor: Editor, view: FieldView, choices: Choices) -> None:
    """Tell an input the words of its field, and what it offers.

    Args:
        editor: of the field.
        view: the field.
        choices: of a choice; empty for others.
    """
    unit = f" ({view.unit})" if view.unit else ""
    editor.setAccessibleName(f"{view.label}{unit}")
    editor.setAccessibleDescription(view.help)
    if isinstance(editor, ChoiceEditor):
        editor.set_choices(choices)
        line = line_of(editor)
        if line is not None:
            line.setAccessibleName(view.label)
    if isinstance(editor, CodesEditor):
        editor.set_codes([(item.code, item.label) for item in view.suggestions])
    if isinstance(editor, LevelEditor):
        editor.set_level_texts([choice.label for choice in view.choices])


def show_answer(editor: Editor, answer: InputAnswer) -> None:
    """Let an input show an answer; what is just being typed into it stays."""
    editor.show_value(answer.value, answer.text)
    editor.set_read_only(answer.is_locked)
    set_role(editor, "locked", "yes" if answer.is_locked and answer.look != "computed" else "")
    line = editor if isinstance(editor, LongEditor) else line_of(editor)
    if line is not None:
        blank = _DATE if isinstance(editor, DateEditor) else ""
        line.setPlaceholderText(_DASH if answer.look == "off" else blank)
    set_role(editor, "answer", answer.look)
    if isinstance(editor, LevelEditor):
        editor.set_problem(answer.problem)
    elif not isinstance(editor, BoolEditor):
        set_role(editor, "problem", answer.problem)


def commit_input(editor: Editor) -> None:
    """Let an input hand over what was typed."""
    if isinstance(editor, LineEditor | LongEditor | ChoiceEditor):
        editor.commit()


def is_half_typed(editor: Editor) -> bool:
    """Whether an input holds what was not handed over yet."""
    return isinstance(editor, LineEditor | LongEditor | ChoiceEditor) and editor.is_touched


_BY_TYPE: Mapping[FieldType, Callable[[Context], Editor]] = MappingProxyType(
    {
        FieldType.CHOICE: lambda _: ChoiceEditor(),
        FieldType.BOOL: BoolEditor,
        FieldType.DATE: DateEditor,
        FieldType.LEVEL: LevelEditor,
    }
)
