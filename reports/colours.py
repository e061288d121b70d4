"""Colour tokens of the printed pages.

One place for every colour: the light tokens of the window, the five colours of the 碳效码 and
the carriers of charts. The five code colours are used for the code and for nothing else.

Source: visual.md, Tokens and 碳效码 tile; rubric.md 7 (hex values and text colours).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

SURFACE = "#FFFFFF"
PANEL = "#F8F9FA"
LINE = "#DCE0E4"
EDGE = "#87909B"
TEXT = "#1A1E23"
TEXT_2 = "#48515B"
TEXT_3 = "#616B76"
ACCENT = "#1F5FB4"
TINT = "#E8F0FA"
TRACK = "#E6E8ED"
"""Ground of a bar: the part that is not reached."""
DRAFT = "#EDEFF2"
"""The large word 草稿 under the text of a draft; quiet, so it is no carrier of text."""
CARRIER_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "coal": "#2E3A47",
        "oil": "#6B5876",
        "gas": "#3F7CB4",
        "electricity": "#8DB5DE",
        "heat": "#B8A6CB",
        "other": "#A9B1BA",
        "process": "#D8CBB0",
    }
)
"""Carriers in charts, in the order in which they are stacked; other fuels are grey."""
LEVEL_GREYS: Mapping[str, str] = MappingProxyType(
    {"low": "#F4F5F7", "medium": "#DFE3E8", "high": "#BCC4CE"}
)
"""Levels of L: greys, because the code colours belong to K."""


@dataclass(frozen=True, slots=True)
class CodeColour:
    """Ground and text colour of one grade of the 碳效码.

    Attributes:
        ground: fill of the tile.
        text: colour of the number on it.
        least_contrast: contrast ratio that rubric.md 7 states for the pair.
    """

    ground: str
    text: str
    least_contrast: float


CODE_COLOURS: Mapping[int, CodeColour] = MappingProxyType(
    {
        1: CodeColour("#09372E", "#FFFFFF", 13.1),
        2: CodeColour("#87C57A", "#15191E", 8.6),
        3: CodeColour("#F9EF66", "#15191E", 14.7),
        4: CodeColour("#D57411", "#15191E", 5.3),
        5: CodeColour("#A5120E", "#FFFFFF", 7.8),
    }
)
"""By grade K 1 to 5."""


def mixed(ink: str, ground: str, strength: float) -> str:
    """A colour between two `#RRGGBB` colours, as ink of that strength looks on the ground.

    >>> mixed("#000000", "#FFFFFF", 0.2)
    '#CCCCCC'
    """
    pairs = ((int(ink[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * strength + b * (1 - strength)):02X}" for a, b in pairs)


def contrast(first: str, second: str) -> float:
    """WCAG contrast ratio of two `#RRGGBB` colours, 1 to 21, in any order.

    >>> round(contrast("#FFFFFF", "#000000"), 2)
    21.0
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, 0 to 1."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    """One sRGB channel, 0 to 1, in linear light."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
