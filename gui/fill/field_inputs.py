"""The input that a field gets by its type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from gui.context import Context
from gui.fill.codes_editor import CodesEditor
from gui.fill.editors import BoolEditor, ChoiceEditor, DateEditor, LineEditor
from gui.fill.level_editor import LevelEditor
from gui.fill.long_editor import LongEditor
from questionnaire.catalogue import FieldType
from services.field_views import FieldView

Editor: TypeAlias = LineEditor | LongEditor | ChoiceEditor | BoolEditor | LevelEditor


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


_BY_TYPE: Mapping[FieldType, Callable[[Context], Editor]] = MappingProxyType(
    {
        FieldType.CHOICE: lambda _: ChoiceEditor(),
        FieldType.BOOL: BoolEditor,
        FieldType.DATE: DateEditor,
        FieldType.LEVEL: LevelEditor,
    }
)
