"""Colours, fonts, icons, tile: contrast of every pair, both schemes, figures of equal width."""

import sys
from dataclasses import fields

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.fonts import FAMILY
from gui.icons import icon_pixmap
from gui.style import mixed, palette_of, style_sheet
from gui.tokens import DARK, LIGHT, Pair, Tokens, contrast_pairs
from gui.widgets.code_tile import CodeTile, paint_tile
from gui.widgets.labels import ElidedLabel
from reports import colours
from reports.colours import CODE_COLOURS, contrast

SCHEMES = (LIGHT, DARK)


def _name(value: object) -> str:
    if isinstance(value, Pair):
        return f"{value.ink}-on-{value.ground}"
    return value.name if isinstance(value, Tokens) else str(value)


@pytest.mark.parametrize("pair", contrast_pairs(), ids=_name)
@pytest.mark.parametrize("tokens", SCHEMES, ids=_name)
def test_contrast(tokens: Tokens, pair: Pair) -> None:
    found = contrast(getattr(tokens, pair.ink), getattr(tokens, pair.ground))
    assert found >= pair.least, f"{pair.ink} on {pair.ground}: {found:.2f}"


def test_every_ink_is_in_a_pair() -> None:
    exempt = {"name", "line", "disabled"}
    used = {name for pair in contrast_pairs() for name in (pair.ink, pair.ground)}
    assert {field.name for field in fields(Tokens)} - exempt == used


def test_printed_pages_have_the_light_tokens() -> None:
    printed = (colours.SURFACE, colours.LINE, colours.EDGE, colours.TEXT, colours.ACCENT)
    assert printed == (LIGHT.surface, LIGHT.line, LIGHT.edge, LIGHT.text, LIGHT.accent)


@pytest.mark.parametrize("tokens", SCHEMES, ids=_name)
def test_palette_comes_from_the_tokens(tokens: Tokens) -> None:
    palette = palette_of(tokens)
    assert palette.color(QPalette.ColorRole.Window) == QColor(tokens.window)
    assert palette.color(QPalette.ColorRole.Text) == QColor(tokens.text)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == QColor(tokens.disabled)


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("tokens", SCHEMES, ids=_name)
def test_style_sheet_is_filled_in(tokens: Tokens, scale: float) -> None:
    sheet = style_sheet(tokens, scale)
    assert "$" not in sheet
    assert f"font-size: {round(18 * scale)}px" in sheet


def test_scheme_can_be_switched(context: Context, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(context.theme.changed):
        context.theme.set_scheme("dark")
    assert context.theme.tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(DARK.surface)
    context.theme.set_scheme("light")
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(LIGHT.surface)


def test_measures_follow_the_size_of_text(context: Context) -> None:
    context.theme.set_scale(1.5)
    assert context.theme.px(28) == 42
    assert context.theme.font(12).pixelSize() == 18
    context.theme.set_scale(1.0)


def test_both_weights_of_the_bundled_font_are_there(context: Context) -> None:
    assert context.theme.font().family() == FAMILY
    assert {"Regular", "Bold"} <= set(QFontDatabase.styles(FAMILY))


@pytest.mark.parametrize("bold", [False, True])
def test_figures_have_one_width(context: Context, bold: bool) -> None:
    metrics = QFontMetrics(context.theme.font(bold=bold))
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


@pytest.mark.usefixtures("qapp")
def test_icon_has_the_colour_asked_for() -> None:
    image = icon_pixmap("check", "#B3173A", 32).toImage()
    seen = {
        QColor(image.pixelColor(x, y)).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert seen == {"#b3173a"}


def _tile(context: Context, k_grade: int | None, status: str, side: int = 96) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    place = QRectF(0, 0, side, side)
    paint_tile(painter, place, k_grade, status, LIGHT, context.theme.font())  # type: ignore[arg-type]
    painter.end()
    return image


@pytest.mark.parametrize("grade", sorted(CODE_COLOURS))
def test_tile_has_its_colour_number_and_ladder(context: Context, grade: int) -> None:
    image = _tile(context, grade, "final")
    colours_of = CODE_COLOURS[grade]
    assert image.pixelColor(48, 6) == QColor(colours_of.ground)
    own = round(48 + (grade - 3) * 96 * 0.135)
    assert image.pixelColor(own, round(96 * 0.85)) == QColor(colours_of.text)
    ink = QColor(colours_of.text)
    number = [image.pixelColor(x, y) == ink for x in range(96) for y in range(14, 66)]
    assert any(number)


def test_tile_without_rating_has_no_fill(context: Context) -> None:
    for grade, status in ((None, "final"), (3, "none")):
        assert _tile(context, grade, status).pixelColor(48, 8) == QColor(LIGHT.surface)


def test_provisional_tile_has_a_frame_outside(context: Context) -> None:
    image = _tile(context, 3, "provisional")
    assert image.pixelColor(48, 5) == QColor(LIGHT.surface)
    edge = {image.pixelColor(x, 0).name() for x in range(20, 76)}
    assert len(edge) > 1, "the frame is dashed"


def test_small_tile_has_no_ladder(context: Context) -> None:
    image = _tile(context, 2, "final", 18)
    seen = {image.pixelColor(x, 16).name() for x in range(3, 15)}
    assert seen == {CODE_COLOURS[2].ground.lower()}


def test_tile_says_its_words(context: Context, qtbot: QtBot) -> None:
    tile = CodeTile(context.theme, 56)
    qtbot.addWidget(tile)
    tile.show_code(4, "provisional")
    assert [context.texts.tr(word) for word in tile.words()] == ["橙", "暂定"]
    tile.show_code(None, "none")
    assert [context.texts.tr(word) for word in tile.words()] == ["未评"]
    assert (tile.width(), tile.height()) == (56, 56)


def test_heat_is_between_surface_and_heat() -> None:
    assert mixed(LIGHT.surface, LIGHT.heat, 0).name().upper() == LIGHT.surface
    assert mixed(LIGHT.surface, LIGHT.heat, 1).name().upper() == LIGHT.heat
    assert mixed(LIGHT.surface, LIGHT.heat, 7).name().upper() == LIGHT.heat


def test_long_text_is_cut_and_whole_in_the_tip(context: Context, qtbot: QtBot) -> None:
    assert context.theme.tokens is LIGHT
    label = ElidedLabel("江苏示例临港绿色石化与高端装备制造产业园区")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.toolTip() == "江苏示例临港绿色石化与高端装备制造产业园区"
    label.resize(800, 20)
    assert label.toolTip() == ""


@pytest.mark.usefixtures("qapp")
def test_qt_keeps_the_references_of_none() -> None:
    """PySide6 6.12.0 loses one in every void call on Python 3.11 and ends by crashing."""
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(2000):
        painter.drawRect(0, 0, 4, 4)
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < 500
