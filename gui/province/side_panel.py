"""The panel beside the parks: codes, intensity and structure, the chosen park.

Source: mockups/province-parks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gui.context import Context
from gui.province.chosen_park import ChosenPark
from gui.province.chosen_view import ParkView, SeveralView
from gui.province.cluster_chart import ClusterChart
from gui.province.cluster_view import cluster_view
from gui.province.code_bars import CodeBars
from gui.style import set_role
from gui.widgets.labels import hairline, label, wrapped_label
from questionnaire.messages import msg
from scoring.scorecard import Scorecard
from services.park_clusters import clusters, code_counts

PANEL_PX, NARROW_PANEL_PX = 280, 240


class SidePanel(QScrollArea):
    """What the parks of the table look like together, and the chosen one by itself."""

    grade_chosen = Signal(object)
    """With the grade of the code whose parks alone shall be shown, or None for all."""
    park_chosen = Signal(str)
    """With the code of a park that was pressed."""
    open_asked = Signal()
    """When the chosen park shall be opened."""
    compare_asked = Signal()
    """When the chosen parks shall be set side by side."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("store.panel")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bars = CodeBars(context)
        self._bars.grade_chosen.connect(self.grade_chosen)
        self._chart = ClusterChart(context)
        self._chart.park_chosen.connect(self.park_chosen)
        self._park = ChosenPark(context)
        self._park.open_asked.connect(self.open_asked)
        self._park.compare_asked.connect(self.compare_asked)
        self._bars_head, self._chart_head = label("", "strong"), wrapped_label("strong")
        self._axes, self._left_out = wrapped_label("note"), wrapped_label("note")
        self._left_out.setObjectName("store.panel.left_out")
        self._lay_out()
        self.retranslate()

    def show_codes(self, cards: Sequence[Scorecard], chosen: object) -> None:
        """Count the codes of parks; `chosen` is the grade whose parks alone are shown."""
        self._bars.show_counts(code_counts(cards), chosen)

    def show_clusters(self, cards: Sequence[Scorecard]) -> None:
        """Draw the parks that the table shows."""
        view = cluster_view(clusters(cards, self._context.product.editions))
        self._chart.show_view(view)
        self._left_out.setText(self._context.texts.tr(view.note))
        self._left_out.setVisible(bool(view.note))

    def show_park(self, code: str, view: ParkView) -> None:
        """Show the one chosen park."""
        self._chart.choose([code])
        self._park.show_park(view)

    def show_several(self, codes: Iterable[str], view: SeveralView) -> None:
        """Show several chosen parks, or that there is none."""
        self._chart.choose(codes)
        self._park.show_several(view)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        tr = self._context.texts.tr
        self._bars_head.setText(tr(msg("Carbon codes, number of parks")))
        self._chart_head.setText(tr(msg("Intensity and industrial structure")))
        self._axes.setText(
            tr(msg("Upward: K; across: share of energy-intensive industries in output, %"))
        )
        for part in (self._bars, self._chart, self._park):
            part.retranslate()

    def _lay_out(self) -> None:
        px = self._context.theme.px
        inside = QWidget()
        set_role(inside, "ground", "panel")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(self._bars_head)
        column.addWidget(self._bars)
        column.addWidget(hairline())
        column.addWidget(self._chart_head)
        column.addWidget(self._axes)
        column.addWidget(self._chart, 1)
        column.addWidget(self._left_out)
        column.addWidget(hairline())
        column.addWidget(self._park)
        self.setWidget(inside)
