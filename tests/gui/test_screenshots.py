"""The pictures of docs/screens: all are there, in every setting; none has lost a colour."""

from pathlib import Path

from PIL import Image

from scripts.pictures.index_page import write_index
from scripts.pictures.scenes import AREAS, SCENES
from scripts.pictures.settings import KEPT, settings_of
from scripts.screenshots import wanted
from scripts.small_pictures import make_small
from support.project import ROOT

SCREENS = ROOT / "docs" / "screens"
MOST_BYTES = 15_000_000


def test_every_scene_has_a_name_of_its_own() -> None:
    assert len(SCENES) == sum(len(scenes) for _, scenes in AREAS)


def test_kept_pictures_are_of_each_language_scheme_and_size() -> None:
    kept = settings_of(["kept"])
    assert {item.language for item in kept} == {"zh", "en"}
    assert {item.scheme for item in kept} == {"light", "dark"}
    assert {(item.width, item.scale) for item in kept} == {(1280, 1), (1440, 1), (1280, 2)}


def test_every_kept_picture_is_there_and_no_other() -> None:
    expected = {f"{scene}-{setting}.webp" for scene in SCENES for setting in KEPT}
    assert {file.name for file in SCREENS.glob("*") if file.suffix != ".md"} == expected
    assert sum(file.stat().st_size for file in SCREENS.glob("*.webp")) < MOST_BYTES


def test_the_index_shows_every_scene(tmp_path: Path) -> None:
    write_index(tmp_path)
    written = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert written == (SCREENS / "README.md").read_text(encoding="utf-8")
    assert all(f"({scene}-{KEPT[0]}.webp)" in written for scene in SCENES)


def test_a_run_goes_on_where_one_was_stopped(tmp_path: Path) -> None:
    scenes, settings = tuple(SCENES.values())[:3], settings_of(["kept"])
    first, *_, last = wanted(tmp_path, scenes, settings, anew=False)
    first.file.touch()
    last.file.with_suffix(".webp").touch()
    left = wanted(tmp_path, scenes, settings, anew=False)
    assert len(left) == len(scenes) * len(settings) - 2
    assert first not in left
    assert len(wanted(tmp_path, scenes, settings, anew=True)) == len(scenes) * len(settings)


def test_a_small_picture_keeps_marks_of_a_rare_colour(tmp_path: Path) -> None:
    """Five red points among 4 096 greys and blues stay red, the ground stays as it was."""
    image = Image.new("RGB", (200, 100), (255, 255, 255))
    for place in range(4096):
        shade = place % 256
        image.putpixel(
            (place % 200, 20 + place // 200), (shade, shade, min(shade + place // 256, 255))
        )
    for column in range(5):
        image.putpixel((column, 5), (179, 23, 58))
    file = tmp_path / "picture.png"
    image.save(file)
    made = make_small(file)
    assert not file.exists()
    with Image.open(made) as opened:
        small = opened.convert("RGB")
    assert small.getpixel((199, 99)) == (255, 255, 255)
    pixel = small.getpixel((2, 5))
    assert isinstance(pixel, tuple)
    assert max(abs(a - b) for a, b in zip(pixel, (179, 23, 58), strict=True)) <= 12
