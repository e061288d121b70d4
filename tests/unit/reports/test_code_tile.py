"""The tile: number, colour, frame and ladder, measured in pixels of the drawn page."""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import Image

from reports.card_parts import BandStep
from reports.code_tile import draw_band, draw_tile
from reports.colours import CODE_COLOURS
from reports.fonts import Fonts
from reports.pdf_file import FileFacts, write_file
from reports.sheet import Sheet
from reports.text_layout import TextLayout
from scoring.scorecard import CodeStatus

SIDE = 200
"""Side of the tile in points and pixels; it stands at (100, 100)."""
WHITE = (255, 255, 255)


def show(
    fonts: Fonts, k_grade: int | None, status: CodeStatus, own: int | None = None
) -> Image.Image:
    sheet = Sheet(TextLayout(fonts))
    sheet.new_page()
    draw_tile(sheet, 100, 100, SIDE, k_grade, status)
    steps = [BandStep(grade, "x", "") for grade in CODE_COLOURS]
    draw_band(sheet, 100, 400, 200, steps, own)
    document = pypdfium2.PdfDocument(write_file(sheet, FileFacts("")))
    image: Image.Image = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    return image


def colour_of(text: str) -> tuple[int, ...]:
    return tuple(int(text[i : i + 2], 16) for i in (1, 3, 5))


def box_heights(image: Image.Image, ground: tuple[int, ...]) -> list[int]:
    """Heights of the five boxes of the ladder, read down the middle of each."""
    heights = []
    for number in range(5):
        x = round(200 + (number - 2) * SIDE * 0.135)
        column = [image.getpixel((x, y)) for y in range(250, 293)]
        heights.append(sum(pixel != ground for pixel in column))
    return heights


@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5])
def test_own_box_of_the_ladder_is_taller(fonts: Fonts, grade: int) -> None:
    ground = colour_of(CODE_COLOURS[grade].ground)
    image = show(fonts, grade, "final")
    assert image.getpixel((115, 150)) == ground
    heights = box_heights(image, ground)
    others = heights[: grade - 1] + heights[grade:]
    assert max(others) - min(others) <= 1
    assert heights[grade - 1] >= 1.5 * max(others)


def test_provisional_has_a_dashed_outer_frame(fonts: Fonts) -> None:
    image = show(fonts, 3, "provisional")
    edge = [image.getpixel((100, y)) for y in range(130, 270)]
    assert edge.count(WHITE) > 20
    assert len(edge) - edge.count(WHITE) > 40
    assert image.getpixel((105, 200)) == WHITE
    assert image.getpixel((120, 150)) == colour_of(CODE_COLOURS[3].ground)


def test_no_code_has_a_dashed_frame_without_fill(fonts: Fonts) -> None:
    image = show(fonts, None, "none")
    edge = [image.getpixel((100, y)) for y in range(130, 270)]
    assert edge.count(WHITE) > 20
    assert image.getpixel((120, 150)) == WHITE
    assert image.getpixel((200, 188)) != WHITE  # the dash
    heights = box_heights(image, WHITE)
    assert max(heights) - min(heights) <= 1


@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5])
def test_band_shows_all_five_and_outlines_the_own(fonts: Fonts, grade: int) -> None:
    image = show(fonts, 3, "final", own=grade)
    found = [image.getpixel((104 + 40 * number, 404)) for number in range(5)]
    assert found == [colour_of(pair.ground) for pair in CODE_COLOURS.values()]
    other = show(fonts, 3, "final", own=None)
    changed = [
        number
        for number in range(5)
        if image.crop((102 + 40 * number, 398, 138 + 40 * number, 401)).tobytes()
        != other.crop((102 + 40 * number, 398, 138 + 40 * number, 401)).tobytes()
    ]
    assert changed == [grade - 1]
