"""What the form adds to the style sheet of the window: inputs without an asked value, focus.

Source: visual.md, 填报 (computed rows, 不适用) and Measure (focus is always visible).
"""

from __future__ import annotations

from string import Template

from gui.tokens import Tokens

_SHEET = Template("""
QLineEdit[answer="off"], QPlainTextEdit[answer="off"], QComboBox[answer="off"] {
  background: $window; border-color: $line; color: $text3; }
QLineEdit[answer="computed"] { background: transparent; border-color: transparent; color: $text; }
QLineEdit[answer="off"]:focus, QComboBox[answer="off"]:focus,
QLineEdit[answer="computed"]:focus { border: 2px solid $accent; }
""")


def fill_style(tokens: Tokens) -> str:
    """The rules for a scheme."""
    return _SHEET.substitute(
        window=tokens.window,
        line=tokens.line,
        text=tokens.text,
        text3=tokens.text3,
        accent=tokens.accent,
    )
