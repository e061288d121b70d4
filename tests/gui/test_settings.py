"""Settings: what is written comes back, what is damaged counts as its default."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from gui.settings import MOST_RECENT, RecentFile, Settings


def _entry(number: int) -> RecentFile:
    return RecentFile(
        f"/园区/{number}.parkdb", "park", "2026-04-01T06:36:00Z", f"示例园区{number}", "2025",
        "71.3", "C", 3, "provisional",
    )  # fmt: skip


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.ini"
    first = Settings(path)
    first.language, first.scheme, first.text_scale = "en", "dark", 125
    first.author, first.last_folder = "张三，发改科", "D:/填报"
    first.geometry = QByteArray(b"\x00\x01place")
    first.remember(_entry(1))
    first.keep_shown_columns("parks", ("rank", "park"))
    first.side_panel = False
    assert first.sync()
    again = Settings(path)
    assert (again.shown_columns("parks"), again.side_panel) == (("rank", "park"), False)
    assert (again.language, again.scheme, again.text_scale) == ("en", "dark", 125)
    assert (again.author, again.last_folder) == ("张三，发改科", "D:/填报")
    assert again.geometry == QByteArray(b"\x00\x01place")
    assert again.recent == (_entry(1),)


def test_defaults(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    assert (settings.language, settings.scheme, settings.text_scale) == ("zh", "system", 100)
    assert (settings.author, settings.last_folder, settings.recent) == ("", "", ())
    assert (settings.shown_columns("parks"), settings.side_panel) == (None, None)
    assert settings.geometry.isEmpty()


@pytest.mark.parametrize(
    "text",
    [
        "[General]\nlanguage=xx\nscheme=pink\ntext_scale=9\nrecent=[{\n",
        '[General]\nrecent="[1, {\\"location\\": 3}]"\n',
        '[General]\nrecent="{}"\n',
        "\x00\xff not an ini file",
    ],
)
def test_damaged_settings_count_as_default(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.ini"
    path.write_text(text, encoding="utf-8")
    settings = Settings(path)
    assert (settings.language, settings.scheme, settings.text_scale) == ("zh", "system", 100)
    assert list(settings.recent) == []


def test_newest_file_stands_first_and_once(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    for number in (1, 2, 3, 1):
        settings.remember(_entry(number))
    assert settings.recent == (_entry(1), _entry(3), _entry(2))


def test_list_has_an_end(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    for number in range(MOST_RECENT + 5):
        settings.remember(_entry(number))
    assert len(settings.recent) == MOST_RECENT
    assert settings.recent[0] == _entry(MOST_RECENT + 4)


def test_files_can_be_forgotten(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    for number in (1, 2):
        settings.remember(_entry(number))
    settings.forget(_entry(2).location)
    assert list(settings.recent) == [_entry(1)]
    settings.forget_all()
    assert list(settings.recent) == []
