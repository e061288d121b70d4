"""The page that shows the pictures of a folder by area and scene."""

from __future__ import annotations

from pathlib import Path

from scripts.pictures.scenes import AREAS
from scripts.pictures.settings import KEPT


def write_index(folder: Path) -> None:
    """Write README.md of a folder: every scene with its kept pictures."""
    lines = ["# 界面图 · Pictures of the window", "", *_HEAD]
    for area, scenes in AREAS:
        lines += ["", f"## {area.zh} · {area.en}"]
        for scene in scenes:
            first, *others = (f"{scene.name}-{setting}.webp" for setting in KEPT)
            links = " · ".join(f"[{name}]({name})" for name in others)
            lines += ["", f"### {scene.title.zh} · {scene.title.en}", ""]
            lines += [f"![{scene.title.zh} {scene.title.en}]({first})", "", links]
    (folder / "README.md").write_text("\n".join([*lines, ""]), encoding="utf-8")


_HEAD = (
    "每一页、每个对话框：中文与英文、浅色与深色、1280×720、1440×900 与 200 %。数据是虚构的示例省。",
    "",
    "Every page and dialog in Chinese and English, light and dark, at 1280×720, 1440×900 and",
    "200 %, with the made-up demonstration.",
    "",
    "```bash",
    "make demo          # 示例省 the demonstration, build/demo",
    "make screenshots   # 这里的图 the pictures here; 全部 all: "
    "python -m scripts.screenshots FOLDER --settings all",
    "```",
)
