"""Titles of pages that are too long for a line of the page list."""

import pytest
from PySide6.QtGui import QFontMetrics

from gui.context import Context
from gui.fill.page_list_delegate import two_lines
from gui.tokens import NOTE_PX


@pytest.fixture
def metrics(context: Context) -> QFontMetrics:
    """Of the font of the page list."""
    return QFontMetrics(context.theme.font(NOTE_PX))


def test_a_title_breaks_at_a_space(metrics: QFontMetrics) -> None:
    width = metrics.horizontalAdvance("Energy and carbon")
    assert two_lines("Energy and carbon inventory", width, metrics) == (
        "Energy and carbon",
        "inventory",
    )


def test_a_title_without_spaces_breaks_where_the_line_ends(metrics: QFontMetrics) -> None:
    width = metrics.horizontalAdvance("能源与碳")
    assert two_lines("能源与碳清单", width, metrics) == ("能源与碳", "清单")


def test_a_title_that_fits_stays_whole(metrics: QFontMetrics) -> None:
    assert two_lines("基本信息", 400, metrics) == ("基本信息",)


def test_a_title_of_more_than_two_lines_says_that_it_goes_on(metrics: QFontMetrics) -> None:
    width = metrics.horizontalAdvance("能源与碳")
    lines = two_lines("能源与碳清单能源与碳清单", width, metrics)
    assert len(lines) == 2
    assert lines[1].endswith("…")
