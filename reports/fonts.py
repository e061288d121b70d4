"""The two fonts of every report: parsed once in a process, then used by every page.

Source: visual.md, Type (Noto Sans SC as two static TrueType files, 400 and 700).
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "NotoSansSC-Regular"
BOLD = "NotoSansSC-Bold"


@dataclass(frozen=True, slots=True)
class Face:
    """One weight: its name in the PDF library and the advance of each character.

    Attributes:
        name: by which the canvas calls it.
        widths: code point -> advance, in 1/1000 of the size.
        missing_width: advance of the box that stands for a missing character.
    """

    name: str
    widths: dict[int, float]
    missing_width: float

    def has(self, character: str) -> bool:
        """Whether the font can print a character."""
        return ord(character) in self.widths

    def width(self, text: str, size: float) -> float:
        """Width of a text in points."""
        widths, missing = self.widths, self.missing_width
        return sum([widths.get(ord(character), missing) for character in text]) * size / 1000


@dataclass(frozen=True, slots=True)
class Fonts:
    """What every file embeds; make it once with `load_fonts` and reuse it.

    Attributes:
        regular, bold: the two faces.
        colour_profile: ICC profile that says what the colours mean.
    """

    regular: Face
    bold: Face
    colour_profile: bytes


def load_fonts(regular: bytes, bold: bytes, colour_profile: bytes) -> Fonts:
    """Parse the two font files and make them known to the PDF library.

    Args:
        regular: TrueType file of weight 400.
        bold: TrueType file of weight 700.
        colour_profile: ICC profile of sRGB.

    The PDF library keeps fonts by name for the whole process, so the first files loaded are the
    ones embedded.
    """
    return Fonts(_load(REGULAR, regular), _load(BOLD, bold), colour_profile)


def _load(name: str, data: bytes) -> Face:
    """Parse and register one file."""
    font = TTFont(name, io.BytesIO(data))
    registerFont(font)
    known = font.face.charToGlyph
    widths = {code: float(font.face.charWidths[code]) for code in known}
    return Face(name, widths, widths.get(ord("□"), 1000.0))
