"""Everything that is pictured, by area; a new page or dialog adds its scene to one of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from questionnaire.messages import LocalText
from scripts.pictures.exchange_scenes import EXCHANGE_SCENES
from scripts.pictures.form_scenes import FORM_SCENES
from scripts.pictures.park_dialog_scenes import PARK_DIALOG_SCENES
from scripts.pictures.scene import Scene
from scripts.pictures.start_scenes import START_SCENES
from scripts.pictures.store_scenes import STORE_SCENES
from scripts.pictures.table_scenes import TABLE_SCENES

AREAS: tuple[tuple[LocalText, tuple[Scene, ...]], ...] = (
    (LocalText("打开与设置", "Opening and settings"), START_SCENES),
    (LocalText("填报", "Filling in"), FORM_SCENES),
    (LocalText("表格", "Tables"), TABLE_SCENES),
    (LocalText("填报的对话框", "Dialogs of a park file"), PARK_DIALOG_SCENES),
    (LocalText("Excel 与上报", "Excel and submitting"), EXCHANGE_SCENES),
    (LocalText("汇总", "Store"), STORE_SCENES),
)
SCENES: Mapping[str, Scene] = MappingProxyType(
    {scene.name: scene for _, scenes in AREAS for scene in scenes}
)


def scenes_of(names: Sequence[str]) -> tuple[Scene, ...]:
    """The scenes with these names; `all` is each.

    Raises:
        KeyError: there is no such scene.

    >>> [scene.name for scene in scenes_of(["store", "start"])]
    ['store', 'start']
    """
    return tuple(
        scene for name in names for scene in (SCENES.values() if name == "all" else (SCENES[name],))
    )
