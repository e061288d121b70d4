"""The live panel follows the session and shows the numbers of the result."""

import operator
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.live.help_part import HelpPart
from gui.live.live_panel import LivePanel
from gui.live.live_view_model import FieldHelp, field_help, live_view
from gui.live.radar import Radar
from gui.tokens import KEY_PX, NARROW_LIVE_PANEL_PX
from gui.widgets.paragraphs import Paragraphs
from questionnaire.messages import Language, LocalText
from services.live_gaps import ClassGap
from services.park_sessions import ParkSession
from services.parks import fill_park, new_park
from support.command import example

EXPECTED = example()["expected"]


@pytest.fixture
def session(context: Context, tmp_path: Path) -> Iterator[ParkSession]:
    """The worked example, opened for filling in."""
    path = tmp_path / "park.parkdb"
    product, environment = context.product, context.environment
    new_park(product, environment, path, code="TEST0001", name="合成园区甲", year=2025)
    fill_park(product, environment, path, example()["inputs"])
    opened = ParkSession.open(product, environment, path)
    yield opened
    opened.close()


@pytest.fixture
def panel(session: ParkSession, context: Context, qtbot: QtBot) -> Iterator[LivePanel]:
    """The panel at the right of the form."""
    made = LivePanel(session, context)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_panel()


def _text(panel: LivePanel, name: str) -> str:
    found = panel.findChild(QLabel, name)
    assert found is not None
    return found.text()


def _texts(panel: LivePanel) -> str:
    """Everything that is said, when focus and result are settled."""
    QApplication.processEvents()
    return "\n".join(item.text() for item in panel.findChildren(QLabel))


def test_shows_total_grade_and_code(panel: LivePanel) -> None:
    assert _text(panel, "live.total") == EXPECTED["total_printed"]
    assert _text(panel, "live.grade") == "B 良好"
    assert "85" in _texts(panel), "the limit of the next grade"
    assert _text(panel, "live.L") == "0.608"
    assert _text(panel, "live.N") == "18.6 %"


def test_radar_names_the_six_scores(panel: LivePanel) -> None:
    radar = panel.findChild(Radar)
    assert radar is not None
    printed = [f"{float(score):.0f}" for score in EXPECTED["dimensions"].values()]
    assert [part.rpartition(" ")[2] for part in radar.accessibleName().split("; ")] == printed


def test_follows_an_edit_and_its_undo(panel: LivePanel, session: ParkSession) -> None:
    session.set_field("green_firms", "62")
    lowered = _text(panel, "live.total")
    session.undo()
    # P6 = 62 / 412 = 15.05 % scores 36.12 instead of 55.34; at 2.1 % of the weight 0.40 is lost.
    assert (lowered, _text(panel, "live.total")) == ("75.6", "76.0")


def test_a_hidden_panel_catches_up_when_it_is_shown(panel: LivePanel, session: ParkSession) -> None:
    panel.hide()
    session.set_field("green_firms", "62")
    assert _text(panel, "live.total") == EXPECTED["total_printed"]
    panel.show()
    assert _text(panel, "live.total") == "75.6"


def test_help_shows_formula_with_numbers_and_bounds(panel: LivePanel) -> None:
    panel.show_field("industrial_freshwater")
    shown = _texts(panel)
    assert "335 ÷ 2980 × 10000" in shown
    assert "规上工业增加值 ÷ 工业新鲜水取水量 × 10000" in shown
    assert "411" in shown
    assert "1,250" in shown
    assert "待核对" in shown, "the mark of a bound that nobody has compared with the text"


def test_without_a_class_it_names_what_is_missing_and_keeps_the_rest(
    panel: LivePanel, session: ParkSession
) -> None:
    level = _text(panel, "live.L")
    session.erase_field("energy_intensive_output")
    assert _text(panel, "live.total") == "–"
    assert _text(panel, "live.L") == level, "the carbon level does not rest on it"
    assert not panel.gaps().isHidden()
    assert "高耗能行业产值" in panel.gaps().links()[0].accessibleName()
    session.undo()
    assert panel.gaps().isHidden()
    assert _text(panel, "live.total") == EXPECTED["total_printed"]


def test_without_a_class_the_gap_of_a_table_is_its_cell(
    panel: LivePanel, session: ParkSession
) -> None:
    row = next(
        name
        for name, cells in session.answers.rows("energy_carriers").items()
        if cells["year"] == Decimal(2025) and cells["carrier"] == "natural_gas"
    )
    session.set_cell("energy_carriers", row, "consumption", "")
    chosen: list[ClassGap] = []
    panel.gap_chosen.connect(chosen.append)
    panel.gaps().links()[0].click()
    assert chosen[0].problem is not None
    assert chosen[0].problem.id == f"table:energy_carriers.consumption:{row}"


def test_without_a_class_the_help_still_names_the_indicators(session: ParkSession) -> None:
    session.erase_field("energy_intensive_output")
    shown = field_help(session, "industrial_freshwater")
    assert shown is not None
    assert [use.title[0] for use in shown.uses] == ["T7", "I8"]
    assert "工业新鲜水取水量" in shown.uses[1].formula.zh


def test_without_a_class_the_year_before_stays_in_the_radar(session: ParkSession) -> None:
    before = session.scorecard
    session.erase_field("energy_intensive_output")
    axes = live_view(session, before).axes
    assert [axis.score for axis in axes] == [None] * 6
    assert [f"{axis.last_year:.4f}" for axis in axes] == list(EXPECTED["dimensions"].values())


def test_a_word_without_end_is_broken_into_lines(context: Context, qtbot: QtBot) -> None:
    part = HelpPart(context)
    qtbot.addWidget(part)
    heights = []
    for name in ("1" * 10, "1" * 90):
        part.show_help(FieldHelp(LocalText(name), "gdp", LocalText("说明"), LocalText("来源")))
        heights.append(part.heightForWidth(222))
    line = QFontMetrics(context.theme.font(KEY_PX, bold=True)).height()
    assert heights[1] - heights[0] >= 3 * line, "90 digits of 9 px are wider than three lines"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("classless", [False, True])
def test_nothing_is_cut_at_the_least_width(
    panel: LivePanel, session: ParkSession, context: Context, language: Language, classless: bool
) -> None:
    context.texts.set_language(language)
    panel.resize(NARROW_LIVE_PANEL_PX, 600)
    panel.show()
    if classless:
        session.erase_field("energy_intensive_output")
    panel.show_field("industrial_freshwater")
    QApplication.processEvents()
    contents = panel.findChild(QWidget, "live.contents")
    assert contents is not None
    layout = contents.layout()
    assert layout is not None
    right = contents.width() - layout.contentsMargins().right()
    assert contents.width() <= panel.viewport().width()
    for item in panel.findChildren(QWidget):
        if isinstance(item, QLabel | QPushButton) and item.isVisible() and item.text():
            left = item.mapTo(contents, item.rect().topLeft()).x()
            assert left + item.width() <= right + 1, item.text()
            assert item.width() >= item.minimumSizeHint().width(), item.text()
            if isinstance(item, QLabel) and item.wordWrap():
                assert item.height() >= item.heightForWidth(item.width()), item.text()


def test_speaks_english(panel: LivePanel, context: Context) -> None:
    panel.show_field("industrial_freshwater")
    context.texts.set_language("en")
    assert _text(panel, "live.grade") == "B Good"
    assert not any("\u4e00" <= character <= "\u9fff" for character in _text(panel, "live.grade"))


def test_a_code_that_is_no_field_has_no_help(session: ParkSession) -> None:
    assert field_help(session, "nothing") is None


def test_texts_are_laid_out_once_for_each_width(context: Context, qtbot: QtBot) -> None:
    """A layout asks for the height at several widths in turn, at every change."""
    part = Paragraphs(context.theme, 4)
    qtbot.addWidget(part)
    part.show_paragraphs([("工业用地面积", "key"), ("填报年末数", "note")])
    first, again = ([made for w in (222, 240) for made in part._laid_out(w)] for _ in range(2))
    assert all(map(operator.is_, first, again))
    part.show_paragraphs([("工业用地面积", "key"), ("填报年初数", "note")])
    kept, new = part._laid_out(222)
    assert (kept is first[0], new is first[1]) == (True, False)
