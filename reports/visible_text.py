"""Foreign text made harmless for print: every character is seen, none acts.

Source: interface.md, PDF scorecard; quality.md, Attacks (control sequences, bidi overrides).
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SPACES = frozenset("\t\n\r")
_CO2 = re.compile(r"(?<![A-Za-z])(k?t|)CO2(?![0-9])")


def typeset(text: str) -> str:
    """A text of the product as it is printed: CO2 with its lowered digit.

    >>> typeset("tCO2/万元, CO2e"), typeset("ECO2")
    ('tCO₂/万元, CO₂e', 'ECO2')
    """
    return _CO2.sub(r"\1CO₂", text)


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
