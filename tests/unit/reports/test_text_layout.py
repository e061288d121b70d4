"""Breaking and measuring of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.fonts import Fonts
from reports.text_layout import Run, TextLayout


@pytest.fixture(scope="session")
def layout(fonts: Fonts) -> TextLayout:
    return TextLayout(fonts)


def test_a_subscript_that_the_font_lacks_is_a_lowered_digit(layout: TextLayout) -> None:
    assert layout.runs("tCO₂/万元", bold=False) == [Run("tCO", 0), Run("2", -1), Run("/万元", 0)]


def test_a_missing_glyph_is_a_box_and_is_remembered(fonts: Fonts) -> None:
    layout = TextLayout(fonts)
    assert layout.runs("\U00020bb7野家", bold=True) == [Run("□野家", 0)]
    assert list(layout.missing) == ["\U00020bb7"]


def test_chinese_breaks_anywhere_but_not_before_punctuation(layout: TextLayout) -> None:
    assert layout.wrap("工业园区，绿色低碳", 40, 10) == ["工业园", "区，绿色", "低碳"]


def test_latin_words_stay_whole_where_they_fit(layout: TextLayout) -> None:
    lines = layout.wrap("Carbon efficiency of parks", 80, 10)
    assert [line.split() for line in lines] == [["Carbon"], ["efficiency", "of"], ["parks"]]


def test_a_source_mark_stays_with_its_word(layout: TextLayout) -> None:
    room = layout.width("Storage capacity", 10) + 1
    assert layout.wrap("Storage capacity ○", room, 10) == ["Storage", "capacity ○"]


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=300))
def test_no_line_is_too_wide_and_nothing_is_lost(layout: TextLayout, text: str) -> None:
    lines = layout.wrap(text, 60, 9)
    assert "".join(lines) == text
    assert all(layout.width(line, 9) <= 60.001 or len(line) == 1 for line in lines)


def test_a_clipped_text_ends_in_an_ellipsis(layout: TextLayout) -> None:
    lines = layout.wrap("很长的名称" * 20, 60, 10)
    clipped = layout.clip(lines, 2, 60, 10)
    assert len(clipped) == 2
    assert clipped[1].endswith("…")
    assert layout.width(clipped[1], 10) <= 60
