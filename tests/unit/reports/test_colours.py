"""Colours: every pair of text and ground reaches the contrast that the design states."""

from __future__ import annotations

import pytest

from reports import colours


@pytest.mark.parametrize(
    "grade,least", [(1, 13.1), (2, 8.6), (3, 14.7), (4, 5.3), (5, 7.7)]
)  # fmt: skip
def test_number_on_its_code_colour_reaches_the_stated_ratio(grade: int, least: float) -> None:
    pair = colours.CODE_COLOURS[grade]
    assert colours.contrast(pair.ground, pair.text) >= least


def test_code_colours_are_those_of_the_rubric() -> None:
    found = {grade: (pair.ground, pair.text) for grade, pair in colours.CODE_COLOURS.items()}
    assert found == {
        1: ("#09372E", "#FFFFFF"),
        2: ("#87C57A", "#15191E"),
        3: ("#F9EF66", "#15191E"),
        4: ("#D57411", "#15191E"),
        5: ("#A5120E", "#FFFFFF"),
    }


@pytest.mark.parametrize("text", [colours.TEXT, colours.TEXT_2, colours.TEXT_3, colours.ACCENT])
@pytest.mark.parametrize("ground", [colours.SURFACE, colours.PANEL, colours.DRAFT])
def test_text_is_legible_on_every_ground(text: str, ground: str) -> None:
    assert colours.contrast(text, ground) >= 4.5


def test_edges_are_visible_on_white() -> None:
    assert colours.contrast(colours.EDGE, colours.SURFACE) >= 3


def test_contrast_of_known_pairs() -> None:
    assert colours.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert colours.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
