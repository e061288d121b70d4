"""One thing that is pictured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from questionnaire.messages import LocalText
from scripts.pictures.stage import Stage


@dataclass(frozen=True, slots=True)
class Scene:
    """A page, dialog or box in some state.

    Attributes:
        name: for file names.
        title: for the index of the pictures.
        play: sets it up on a stage and has it looked at, once.
    """

    name: str
    title: LocalText
    play: Callable[[Stage], None]
