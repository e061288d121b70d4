"""Palette and style sheet out of the tokens.

Widgets say what they are by dynamic properties that the sheet knows (`set_role`):

    role: `title`, `key`, `note`, `label`, `total`, `error`, `warn`, `link` of labels and buttons;
        `link_error`, `link_warn` of links in the colour of what they lead to;
        `primary`, `quiet` of buttons; `hairline` of frames
    ground: `surface`, `panel`, `window`, `warn` of plain widgets
    problem: `error`, `warn` of inputs
    filter: `on` of inputs above a column that hide rows now
    answer: `off` (不适用, 暂无数据), `computed` of inputs of the form

Only the application has a style sheet. One of a widget of its own would make every change of the
application's sheet work through the widgets below it once for each of their ancestors.

Source: visual.md, Tokens and Measure.
"""

from __future__ import annotations

from dataclasses import asdict
from importlib.resources import files
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from gui.tokens import (
    BODY_PX,
    BUTTON_RADIUS_PX,
    HEAD_PX,
    INPUT_PX,
    INPUT_RADIUS_PX,
    KEY_PX,
    NOTE_PX,
    STATUS_BAR_PX,
    TABLE_ROW_PX,
    TITLE_PX,
    TOOL_BAR_PX,
    TOTAL_PX,
    Tokens,
)

_SIZES = {
    "note": NOTE_PX,
    "body": BODY_PX,
    "key": KEY_PX,
    "title": TITLE_PX,
    "total": TOTAL_PX,
    "input": INPUT_PX - 2,  # borders of 1 px stand outside
    "input_focused": INPUT_PX - 4,  # those of 2 px as well: nothing jumps
    "row": TABLE_ROW_PX,
    "head": HEAD_PX,
    "bar": TOOL_BAR_PX,
    "status": STATUS_BAR_PX,
    "radius": INPUT_RADIUS_PX,
    "button_radius": BUTTON_RADIUS_PX,
    "x1": 1,
    "x2": 2,
    "x3": 3,
    "x4": 4,
    "x6": 6,
    "x7": 7,
    "x8": 8,
    "x10": 10,
    "x12": 12,
    "x14": 14,
    "x16": 16,
    "x24": 24,
    "x28": 28,
    "box": 340,
}


def set_role(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet reads, and draw the widget anew if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else the first look reads it
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def palette_of(tokens: Tokens) -> QPalette:
    """The palette of a scheme; native boxes and unstyled controls follow it."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.panel,
        role.Text: tokens.text,
        role.Button: tokens.window,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.error,
        role.Light: tokens.surface,
        role.Midlight: tokens.panel,
        role.Mid: tokens.line,
        role.Dark: tokens.edge,
        role.Shadow: tokens.text3,
        role.Highlight: tokens.tint,
        role.HighlightedText: tokens.text,
        role.Accent: tokens.fill,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.text3,
    }
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(group.Disabled, name, QColor(tokens.disabled))
    return palette


def style_sheet(tokens: Tokens, scale: float) -> str:
    """The style sheet of a scheme at a scale."""
    controls = files("resources") / "icons" / "controls"
    marks = {
        name: str(controls / f"{name}-{tokens.name}.svg").replace("\\", "/")
        for name in ("chevron-down", "chevron-up", "chevron-right", "check", "tick")
    }
    return Template(_SHEET).substitute(
        {name: colour for name, colour in asdict(tokens).items() if name != "name"},
        **{name: f"{round(size * scale)}px" for name, size in _SIZES.items()},
        **{name.replace("-", "_"): path for name, path in marks.items()},
    )


def colour(value: str, alpha: float = 1.0) -> QColor:
    """A token as a colour to paint with; `alpha` 0 is clear, 1 is solid."""
    found = QColor(value)
    found.setAlphaF(alpha)
    return found


def mixed(first: str, second: str, share: float) -> QColor:
    """The colour between two tokens: `share` 0 is the first, 1 the second; for heat cells."""
    one, two = QColor(first), QColor(second)
    inside = min(max(share, 0.0), 1.0)
    return QColor(
        *(
            round(a + (b - a) * inside)
            for a, b in zip(
                (one.red(), one.green(), one.blue()),
                (two.red(), two.green(), two.blue()),
                strict=True,
            )
        )
    )


TEXT_CURSOR = Qt.CursorShape.PointingHandCursor
"""Over what can be pressed and looks like text."""

_SHEET = """
QMainWindow { background: $window; }
QDialog, QMessageBox { background: $surface; }
QDialogButtonBox { button-layout: 3; }
QMessageBox QLabel#qt_msgbox_informativelabel { min-width: ${box}; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="panel"] { background: $panel; }
QWidget[ground="window"] { background: $window; }
QWidget[ground="warn"] { background: $warn_ground; }
QFrame[role="hairline"] { background: $line; border: none; }

QLabel { background: transparent; }
QLabel[role="total"] { font-size: $total; font-weight: 700; }
QLabel[role="headline"] { font-size: $x24; font-weight: 700; }
QLabel[role="title"] { font-size: $title; font-weight: 700; }
QLabel[role="key"] { font-size: $key; font-weight: 700; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="label"] { color: $text2; }
QLabel[role="note"] { font-size: $note; color: $text3; }
QLabel[role="error"] { font-size: $note; color: $error; }
QLabel[role="warn"] { font-size: $note; color: $warn; }
QLabel:disabled { color: $disabled; }

QMenuBar { background: $window; padding: 0 $x8; }
QMenuBar::item { background: transparent; padding: $x6 $x10; border-radius: $radius; }
QMenuBar::item:selected { background: $hover; }
QMenuBar::item:pressed { background: $tint; color: $accent; }
QMenu { background: $surface; border: 1px solid $line; padding: $x4 0; }
QMenu::item { padding: $x6 $x24 $x6 $x12; }
QMenu::item:selected { background: $tint; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: $x4 0; }
QMenu::icon { padding-left: $x8; }
QMenu::indicator { width: $x16; height: $x16; padding-left: $x4; }
QMenu::indicator:checked { image: url("$tick"); }
QMenu::right-arrow { image: url("$chevron_right"); width: $x14; height: $x14; }

QToolBar { background: $window; border: none; border-bottom: 1px solid $line;
  spacing: $x4; padding: 0 $x8; min-height: $bar; }
QToolBar::separator { background: $line; width: 1px; margin: $x6 $x8; }
QToolButton { background: transparent; border: 2px solid transparent;
  border-radius: $button_radius; padding: $x3 $x6; color: $text; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $tint; color: $accent; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }

QStatusBar { background: $window; border-top: 1px solid $line; min-height: $status;
  font-size: $note; color: $text2; }
QStatusBar::item { border: none; }
QStatusBar QLabel { font-size: $note; color: $text2; }
QStatusBar QToolButton { font-size: $note; padding: 0 $x4; }

QPushButton { background: $surface; border: 1px solid $edge; border-radius: $button_radius;
  padding: 0 $x14; min-height: $input; color: $text; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $tint; }
QPushButton:focus { border: 2px solid $accent; padding: 0 $x12; }
QPushButton:disabled { color: $disabled; border-color: $line; background: $window; }
QPushButton[role="primary"] { background: $fill; border: 1px solid $fill; color: $on_fill; }
QPushButton[role="primary"]:hover { border-color: $text; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $line; border-color: $line; color: $text3; }
QPushButton[role="quiet"] { background: transparent; border: 2px solid transparent; }
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:focus { border-color: $accent; }
QPushButton[role^="link"] { background: transparent; border: 2px solid transparent;
  color: $accent; padding: 0 $x1; min-height: $x24; text-align: left; }
QPushButton[role="link_error"] { color: $error; }
QPushButton[role="link_warn"] { color: $warn; }
QPushButton[role^="link"]:hover { text-decoration: underline; }
QPushButton[role^="link"]:focus { border-color: $accent; }
QPushButton[role="link"]:disabled { color: $disabled; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: $radius;
  selection-background-color: $fill; selection-color: $on_fill; }
QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox { min-height: $input; padding: 0 $x8; }
QPlainTextEdit, QTextEdit { padding: $x4; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0; min-height: 0;
  background: transparent; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QComboBox:focus {
  border: 2px solid $accent; padding: 0 $x7; min-height: ${input_focused}; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: $x3; }
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled, QDateEdit:disabled,
QComboBox:disabled, QLineEdit:read-only {
  background: $window; color: $text3; border-color: $line; }
QLineEdit[filter="on"], QComboBox[filter="on"] { background: $tint; border-color: $accent; }
QLineEdit[problem="error"], QPlainTextEdit[problem="error"], QComboBox[problem="error"],
QDateEdit[problem="error"], QSpinBox[problem="error"] { border: 2px solid $error; }
QLineEdit[problem="warn"], QPlainTextEdit[problem="warn"], QComboBox[problem="warn"],
QDateEdit[problem="warn"], QSpinBox[problem="warn"] { border: 2px solid $warn; }
QLineEdit[problem]:focus, QComboBox[problem]:focus, QDateEdit[problem]:focus,
QSpinBox[problem]:focus { border: 2px solid $accent; padding: 0 $x7;
  min-height: ${input_focused}; }
QPlainTextEdit[problem]:focus { border: 2px solid $accent; padding: $x3; }
QLineEdit[answer="off"], QPlainTextEdit[answer="off"], QComboBox[answer="off"] {
  background: $window; border-color: $line; color: $text3; }
QLineEdit[locked="yes"], QPlainTextEdit[locked="yes"], QComboBox[locked="yes"] {
  background: $window; border-color: $line; color: $text3; }
QComboBox[locked="yes"] QLineEdit { color: $text3; }
QComboBox[locked="yes"]::down-arrow { image: none; }
QLineEdit[locked="yes"]:focus, QComboBox[locked="yes"]:focus { border: 2px solid $accent; }
QPlainTextEdit[locked="yes"]:focus { border: 2px solid $accent; }
QLineEdit[answer="computed"] { background: transparent; border-color: transparent; color: $text; }
QLineEdit[answer="off"]:focus, QComboBox[answer="off"]:focus,
QLineEdit[answer="computed"]:focus { border: 2px solid $accent; }
QComboBox::drop-down { border: none; width: $x24; }
QComboBox::down-arrow { image: url("$chevron_down"); width: $x14; height: $x14; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line;
  selection-background-color: $tint; selection-color: $text; outline: none; }
QSpinBox::up-button, QSpinBox::down-button, QDateEdit::up-button, QDateEdit::down-button {
  border: none; width: $x16; }
QSpinBox::up-arrow, QDateEdit::up-arrow { image: url("$chevron_up"); width: $x10; height: $x10; }
QSpinBox::down-arrow, QDateEdit::down-arrow {
  image: url("$chevron_down"); width: $x10; height: $x10; }

QCheckBox, QRadioButton { spacing: $x8; padding: $x2; border: 2px solid transparent;
  border-radius: $radius; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QTableView::indicator { width: $x14; height: $x14;
  border: 1px solid $edge; border-radius: $radius; background: $surface; }
QCheckBox::indicator:checked, QTableView::indicator:checked {
  background: $fill; border-color: $fill; image: url("$check"); }
QCheckBox::indicator:disabled { background: $window; border-color: $line; }
QCheckBox[locked="yes"] { color: $text3; }
QCheckBox[locked="yes"]::indicator { background: $window; border-color: $line; }
QCheckBox[locked="yes"]::indicator:checked { background: $text3; border-color: $text3; }

QAbstractItemView { background: $surface; border: none; color: $text; outline: none;
  selection-background-color: $tint; selection-color: $text; gridline-color: $line; }
QTableView, QTreeView, QListView { background: $surface; }
QTableView::item { padding: 0 $x4; border: 2px solid transparent; }
QTableView::item:selected { background: $tint; color: $text; }
QTableView::item:focus, QTreeView::item:focus, QListView::item:focus {
  border: 2px solid $accent; }
QListView[role="popup"] { border: 1px solid $edge; }
QListView[role="popup"]::item { min-height: $x28; padding: 0 $x10; }
QListView[role="popup"]::item:selected { background: $tint; color: $text; }
QListWidget::item { border: 2px solid transparent; padding: $x4; }
QListWidget::item:focus { border-color: $accent; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $text2; border: none; font-size: $note;
  border-bottom: 1px solid $line; padding: 0 $x8; min-height: $head; }
QHeaderView::section:checked { font-weight: 400; }
QTableCornerButton::section { background: $window; border: none;
  border-bottom: 1px solid $line; border-right: 1px solid $line; }

QScrollArea { border: none; background: transparent; }
QAbstractScrollArea::corner { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: $x10; margin: 0; }
QScrollBar:horizontal { background: transparent; height: $x10; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: $x3; margin: $x2; }
QScrollBar::handle:vertical { min-height: $x28; }
QScrollBar::handle:horizontal { min-width: $x28; }
QScrollBar::handle:hover { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $line; border: none; border-radius: $x2; height: $x4;
  max-height: $x4; text-align: right; }
QProgressBar::chunk { background: $fill; border-radius: $x2; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: $x4; }
QTabWidget::pane { border: none; padding-top: $x8; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $text2; padding: $x6 $x12;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $accent; font-weight: 700; border-bottom-color: $accent; }
QTabBar::tab:focus { background: $tint; }
"""
