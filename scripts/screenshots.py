"""Pictures of every page and dialog of the window, in both languages, schemes and all sizes.

    .venv/bin/python -m scripts.screenshots FOLDER [--scenes start,store] [--settings all]
    .venv/bin/python -m scripts.screenshots docs/screens --settings kept --small --index

Pictures of park files and stores show the demonstration, of which `make demo` leaves the files in
`build/demo`; `--demonstration` names another folder. Nothing is shown on a screen. A picture that
is there already is kept, so that a run can go on where one was stopped; `--anew` makes all again.
What is pictured is listed in `scripts.pictures.scenes`, the ways to look at it in
`scripts.pictures.settings`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from gui.fonts import load_fonts
from scripts.pictures.index_page import write_index
from scripts.pictures.painting import painted
from scripts.pictures.scene import Scene
from scripts.pictures.scenes import SCENES, scenes_of
from scripts.pictures.settings import SETTINGS, Setting, settings_of
from scripts.pictures.stage import Examples, of_demonstration, staged
from scripts.small_pictures import make_small

_SCREEN = 2560, 1440
"""Points of the screen that nobody sees."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that is not there yet; `file` is the PNG, which `make_small` replaces."""

    scene: Scene
    setting: Setting
    file: Path

    @property
    def is_there(self) -> bool:
        """Whether it was made before, in either form."""
        return self.file.exists() or self.file.with_suffix(".webp").exists()


def wanted(
    folder: Path, scenes: Sequence[Scene], settings: Sequence[Setting], *, anew: bool
) -> tuple[Wanted, ...]:
    """The pictures to make in a folder, scene by scene."""
    found = (
        Wanted(scene, setting, folder / f"{scene.name}-{setting.name}.png")
        for scene in scenes
        for setting in settings
    )
    return tuple(item for item in found if anew or not item.is_there)


def picture(item: Wanted, examples: Examples, *, small: bool) -> None:
    """Set up a scene and write what is looked at first."""

    def look(widget: QWidget, over: Sequence[QWidget]) -> None:
        if not looked:
            painted(widget, over).save(str(item.file))
            looked.append(item.file)

    looked: list[Path] = []
    with staged(item.setting, examples, look) as stage:
        stage.play(item.scene.play)
    if not looked:
        raise RuntimeError(f"{item.scene.name}: nothing to look at")
    if small:
        make_small(item.file)


def make(items: Sequence[Wanted], examples: Examples, scale: int, *, small: bool) -> None:
    """Make the pictures of one scale; a process has but one."""
    if not items:
        return
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    with tempfile.TemporaryDirectory() as name:
        application = QApplication(
            [sys.argv[0], "-platform", f"offscreen:configfile={_screen(Path(name))}",
             "-style", "fusion"]
        )  # fmt: skip
    load_fonts()
    for number, item in enumerate(items, start=1):
        print(f"{number}/{len(items)} {item.file.name}", flush=True)
        picture(item, examples, small=small)
    application.quit()


def _screen(folder: Path) -> Path:
    """The description of the screen, for Qt; the usual one of this platform is very small."""
    size = dict(zip(("width", "height"), _SCREEN, strict=True))
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file = folder / "screen.json"
    screen = {"name": "screen", "x": 0, "y": 0, **size, **dots}
    file.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return file


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scenes", default="all", help="all, or some of: " + ", ".join(SCENES))
    ways = ", ".join(setting.name for setting in SETTINGS)
    parser.add_argument("--settings", default="kept", help=f"all, kept, or some of: {ways}")
    parser.add_argument("--demonstration", type=Path, default=Path("build/demo"))
    parser.add_argument("--anew", action="store_true", help="make also what is there already")
    parser.add_argument("--small", action="store_true", help="give each picture a palette")
    parser.add_argument("--index", action="store_true", help="write README.md of the folder")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the pictures that were asked for; gives the exit code."""
    given = _read(arguments)
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    examples = of_demonstration(given.demonstration.resolve())
    settings = settings_of(given.settings.split(","))
    items = wanted(folder, scenes_of(given.scenes.split(",")), settings, anew=given.anew)
    scales = sorted({item.setting.scale for item in items})
    for other in scales[1:]:
        names = ",".join(item.name for item in settings if item.scale == other)
        again = [sys.executable, "-m", "scripts.screenshots", *(arguments or sys.argv[1:])]
        subprocess.run([*again, "--settings", names], check=True)
    of_scale = [item for item in items if item.setting.scale == scales[0]] if scales else []
    make(of_scale, examples, scales[0] if scales else 1, small=given.small)
    if given.index:
        write_index(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
