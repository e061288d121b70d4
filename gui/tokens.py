"""Colours and measures of the window; one place for both schemes.

Source: visual.md, Tokens and Measure. The five colours of the 碳效码 are in `reports.colours`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme, each `#RRGGBB`.

    Attributes:
        window: bars and frame.
        surface: page, table, input.
        panel: page list and live panel.
        line: hair lines.
        edge: border of an input.
        text, text2, text3: value, label, note.
        disabled: text that cannot be used.
        accent: focus, link, selection mark.
        fill, on_fill: ground and text of the primary button.
        tint: selected row.
        hover: under the pointer.
        error, error_ground: must be corrected.
        warn, warn_ground: needs a reason.
        heat: ground of a heat cell at 100; at 0 it is `surface`.
    """

    name: str
    window: str
    surface: str
    panel: str
    line: str
    edge: str
    text: str
    text2: str
    text3: str
    disabled: str
    accent: str
    fill: str
    on_fill: str
    tint: str
    hover: str
    error: str
    error_ground: str
    warn: str
    warn_ground: str
    heat: str


LIGHT = Tokens(
    name="light",
    window="#F2F4F6",
    surface="#FFFFFF",
    panel="#F8F9FA",
    line="#DCE0E4",
    edge="#87909B",
    text="#1A1E23",
    text2="#48515B",
    text3="#616B76",
    disabled="#99A1AA",
    accent="#1F5FB4",
    fill="#1F5FB4",
    on_fill="#FFFFFF",
    tint="#E8F0FA",
    hover="#EDF0F3",
    error="#B3173A",
    error_ground="#FCEDF0",
    warn="#8A5800",
    warn_ground="#FFF6E0",
    heat="#B7CFEF",
)

DARK = Tokens(
    name="dark",
    window="#1B1E22",
    surface="#23272C",
    panel="#1F2327",
    line="#383E46",
    edge="#7A838E",
    text="#E7EAED",
    text2="#B9C0C8",
    text3="#9AA3AD",
    disabled="#69717B",
    accent="#86B6F6",
    fill="#2F6BC4",
    on_fill="#FFFFFF",
    tint="#26354A",
    hover="#2B3036",
    error="#FF8D9C",
    error_ground="#3B252B",
    warn="#F0BC55",
    warn_ground="#372F1F",
    heat="#2F4F7C",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """An ink on a ground, by the names of their tokens, and the contrast that it must have."""

    ink: str
    ground: str
    least: float


_GROUNDS = ("window", "surface", "panel", "tint", "hover")


def contrast_pairs() -> Sequence[Pair]:
    """Every pair of tokens that the window shows on each other.

    Text needs 4.5 : 1, borders and marks 3 : 1 (visual.md, Tokens; WCAG 2.2, 1.4.3 and 1.4.11).
    `disabled` and `line` are exempt there: what cannot be used, and what only decorates.
    """
    texts = [
        Pair(ink, ground, 4.5)
        for ink in ("text", "text2", "text3", "accent", "error", "warn")
        for ground in _GROUNDS
    ]
    own = [
        Pair("on_fill", "fill", 4.5),
        Pair("error", "error_ground", 4.5),
        Pair("text", "error_ground", 4.5),
        Pair("warn", "warn_ground", 4.5),
        Pair("text", "warn_ground", 4.5),
        Pair("text", "heat", 4.5),
    ]
    # An input is filled with surface, so its border stands out from its inside on every ground.
    edges = [Pair("edge", ground, 3.0) for ground in ("surface", "panel")]
    return (*texts, *own, *edges)


NOTE_PX, BODY_PX, KEY_PX, TITLE_PX, TOTAL_PX = 12, 13, 15, 18, 36
"""Sizes of type: notes and table heads, body, group and key values, page title, total."""

GRID_PX = 4
INPUT_PX, FIELD_ROW_PX, TABLE_ROW_PX, LIST_ROW_PX = 28, 34, 28, 34
HEAD_PX, TOOL_BAR_PX, STATUS_BAR_PX = 36, 44, 24
PAGE_LIST_PX, PAGE_STRIP_PX = 232, 56
LIVE_PANEL_PX, NARROW_LIVE_PANEL_PX = 300, 264
INPUT_RADIUS_PX, BUTTON_RADIUS_PX, FOCUS_PX, ICON_PX = 3, 4, 2, 16
NARROW_WINDOW_PX = 1360
"""Width of the window below which the live panel takes its narrow form."""
