"""Foreign text made harmless for print: every character is seen, none acts.

Source: interface.md, PDF scorecard; quality.md, Attacks (control sequences, bidi overrides).
"""

from __future__ import annotations

import re
import unicodedata

from questionnaire.messages import Language

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SPACES = frozenset("\t\n\r")
_NARROW = str.maketrans("“”‘’", "\"\"''")
"""The font draws curly quotes as wide as a Chinese character, which tears English apart."""
_CO2 = re.compile(r"(?<![A-Za-z])(k?t|)CO2(?![0-9])")


def typeset(text: str, language: Language) -> str:
    """A text of the product as it is printed: CO2 with its lowered digit, English with its quotes.

    >>> typeset("tCO2/万元, CO2e", "zh"), typeset("“GDP” and ECO2", "en")
    ('tCO₂/万元, CO₂e', '"GDP" and ECO2')
    """
    lowered = _CO2.sub(r"\1CO₂", text)
    return lowered.translate(_NARROW) if language == "en" else lowered


def visible(text: str) -> str:
    r"""The text with tabs and line ends as spaces and unseen characters as code points.

    >>> visible("a\u202eb\nc")
    'a[U+202E]b c'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_seen, text))


def _seen(character: str) -> str:
    """One character, or what stands for it."""
    if character in _SPACES:
        return " "
    if unicodedata.category(character) in _UNSEEN:
        return f"[U+{ord(character):04X}]"
    return character
