"""A list to choose from shortens its text and keeps it whole in the tip."""

from pytestqt.qtbot import QtBot

from gui.widgets.elided_box import ElidedBox


def test_a_long_choice_ends_in_dots(qtbot: QtBot) -> None:
    box = ElidedBox()
    qtbot.addWidget(box)
    box.addItems(["26 化学原料和化学制品制造业", "全部"])
    box.resize(120, 28)
    assert box.shown_text.startswith("26 ")
    assert box.shown_text.endswith("…")
    box.setCurrentIndex(1)
    assert box.shown_text == "全部"
    box.setCurrentIndex(0)
    box.resize(400, 28)
    assert box.shown_text == box.currentText()
