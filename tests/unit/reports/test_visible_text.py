"""Foreign text: nothing that acts instead of being seen gets onto a page."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.visible_text import visible


@pytest.mark.parametrize(
    "text,shown",
    [
        ("甲\t乙\r\n丙", "甲 乙  丙"),
        ("a\u202eb\u2066c", "a[U+202E]b[U+2066]c"),
        ("\x1b[31mred", "[U+001B][31mred"),
        ("zero\u200bwidth\ufeff", "zero[U+200B]width[U+FEFF]"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
    ],
)
def test_unseen_characters_become_code_points(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_result_holds_nothing_unseen_and_is_stable(text: str) -> None:
    shown = visible(text)
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert visible(shown) == shown
