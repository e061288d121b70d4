"""Breaking and measuring of plain text; nothing in it is ever read as markup.

Source: visual.md, Type (CO₂ and m³ with a lowered or raised digit); interface.md, PDF scorecard
(long names wrap; a missing glyph prints as □).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reports.fonts import Face, Fonts

BOX = "□"
ELLIPSIS = "…"
SMALL = 0.66
"""Size of a raised or lowered digit, of the text size."""

_LOWERED = {chr(0x2080 + digit): str(digit) for digit in range(10)}
_RAISED = {chr(0x2070 + digit): str(digit) for digit in (0, 4, 5, 6, 7, 8, 9)}
_SHIFTED = re.compile(f"[{''.join(_LOWERED)}{''.join(_RAISED)}]")
_TOKEN = re.compile(
    r"[（《「『【“‘(\[]*(?:[^\s⺀-￯“”‘’]+|.)[，。；：、）》」』】”’％！？)\],.;:!?%]*"
    r"(?: [◇○△])?\s*",
    re.DOTALL,
)
"""What is not broken: a Latin word or one character, with brackets, punctuation, source mark."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on one base line; `shift` is −1 lowered, 0 normal, 1 raised."""

    text: str
    shift: int


@dataclass(slots=True)
class TextLayout:
    """Measures and breaks text in two faces, and remembers what they cannot print.

    Attributes:
        fonts: the faces.
        missing: characters that were replaced by □, in order of appearance.
    """

    fonts: Fonts
    missing: dict[str, None] = field(default_factory=dict)

    def face(self, *, bold: bool) -> Face:
        """One of the two faces."""
        return self.fonts.bold if bold else self.fonts.regular

    def runs(self, text: str, *, bold: bool) -> list[Run]:
        """Split into runs on one base line; characters the font lacks become □."""
        printable = self._printable(text, self.face(bold=bold))
        runs: list[Run] = []
        place = 0
        for found in _SHIFTED.finditer(printable):
            if found.start() > place:
                runs.append(Run(printable[place : found.start()], 0))
            digit = found[0]
            lowered = digit in _LOWERED
            runs.append(Run(_LOWERED[digit] if lowered else _RAISED[digit], -1 if lowered else 1))
            place = found.end()
        if place < len(printable):
            runs.append(Run(printable[place:], 0))
        return runs

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width in points."""
        face = self.face(bold=bold)
        if _SHIFTED.search(text) is None:
            return face.width(text, size)
        return sum(
            face.width(run.text, size * (SMALL if run.shift else 1))
            for run in self.runs(text, bold=bold)
        )

    def wrap(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """Break a text into lines of at most `width` points; an empty text is one empty line."""
        if self.width(text, size, bold=bold) <= width:
            return [text]
        lines: list[str] = []
        line, room = "", width
        for token in self._tokens(text, width, size, bold=bold):
            advance = self.width(token, size, bold=bold)
            bare = self.width(token.rstrip(), size, bold=bold)
            if line and bare > room:
                lines.append(line.rstrip())
                line, room = "", width
            line += token
            room -= advance
        lines.append(line.rstrip())
        return lines

    def clip(self, lines: list[str], count: int, width: float, size: float) -> list[str]:
        """At most `count` lines; the last one ends in … where something is left out."""
        if len(lines) <= count:
            return lines
        return [*lines[: count - 1], self.fit(lines[count - 1] + ELLIPSIS, width, size)]

    def fit(self, text: str, width: float, size: float, *, bold: bool = False) -> str:
        """The text, or as much of its start as fits before an ellipsis."""
        if self.width(text, size, bold=bold) <= width:
            return text
        room = width - self.width(ELLIPSIS, size, bold=bold)
        for place, character in enumerate(text):
            room -= self.width(character, size, bold=bold)
            if room < 0:
                return text[:place].rstrip() + ELLIPSIS
        return text

    def shrink(
        self, text: str, width: float, size: float, least: float, *, bold: bool = False
    ) -> float:
        """The largest size from `size` down to `least` in which a text fits on one line."""
        while size > least and self.width(text, size, bold=bold) > width:
            size -= 0.25
        return size

    def _tokens(self, text: str, width: float, size: float, *, bold: bool) -> list[str]:
        """What may stand on a line of its own; wider things are broken anywhere."""
        tokens: list[str] = []
        for token in _TOKEN.findall(text):
            if self.width(token, size, bold=bold) <= width:
                tokens.append(token)
            else:
                tokens.extend(token)
        return tokens

    def _printable(self, text: str, face: Face) -> str:
        """Replace what the font lacks by □ and remember it."""
        widths = face.widths
        lacking = [c for c in text if ord(c) not in widths and c not in _LOWERED]
        for character in lacking:
            if character not in _RAISED:
                self.missing[character] = None
                text = text.replace(character, BOX)
        return text
