"""The panel at the right of the form: result, code, radar, help of the current field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.context import Context
from gui.live.live_view_model import (
    FieldHelp,
    LiveView,
    UseView,
    earlier_scorecard,
    field_help,
    live_view,
)
from gui.live.radar import Radar
from gui.style import set_role
from gui.widgets.code_tile import CodeTile
from gui.widgets.labels import label
from questionnaire.messages import msg
from scoring.scorecard import Scorecard
from services.evaluation import Evaluation
from services.park_sessions import ParkSession
from services.session_values import Change

_TILE_PX = 60


class LivePanel(QScrollArea):
    """Follows a session; `show_field` tells it which field has the focus."""

    def __init__(
        self, session: ParkSession, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._code = ""
        self._before = self._earlier()
        self._build()
        self._ending = session.subscribe(self._on_change)
        context.texts.language_changed.connect(self.refresh)
        context.theme.changed.connect(self.refresh)
        self.refresh()

    def close_panel(self) -> None:
        """Hear no more of the session."""
        self._ending()

    def show_field(self, code: str) -> None:
        """Show help, formula and bounds of a field or table."""
        self._code = code
        self._show_help(field_help(self._session, code) if code else None)

    def refresh(self) -> None:
        """Show the present result in the present language."""
        self._show_result(live_view(self._session, self._before))
        self.show_field(self._code)

    def _on_change(self, change: Change) -> None:
        if change.year:
            self._before = self._earlier()
        if change.score or change.year:
            self.refresh()

    def _earlier(self) -> Scorecard | None:
        years = [year for year in self._session.years if year < self._session.year]
        evaluation = (
            Evaluation(
                self._context.product,
                self._session.history,
                max(years),
                self._context.environment.today(),
            )
            if years
            else None
        )
        return earlier_scorecard(self._session, evaluation)

    def _build(self) -> None:
        self.setObjectName("live")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        panel = QWidget()
        set_role(panel, "ground", "panel")
        self._column = QVBoxLayout(panel)
        px = self._context.theme.px
        self._column.setContentsMargins(px(16), px(14), px(16), px(16))
        self._column.setSpacing(px(10))
        self._notice = self._wrapped("note")
        self._column.addWidget(self._notice)
        self._result = QWidget()
        inner = QVBoxLayout(self._result)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(10))
        for part in (self._total_part(), self._code_part(), self._radar_part()):
            inner.addWidget(part)
            inner.addWidget(_hairline())
        self._column.addWidget(self._result)
        self._help = QWidget()
        self._help_column = QVBoxLayout(self._help)
        self._help_column.setContentsMargins(0, 0, 0, 0)
        self._help_column.setSpacing(px(4))
        self._help_labels: list[QLabel] = []
        self._column.addWidget(self._help)
        self._column.addStretch(1)
        self.setWidget(panel)

    def _total_part(self) -> QWidget:
        self._total_head, self._coverage = label("", "note"), self._wrapped("note", right=True)
        self._total, self._unit = label("", "total"), label("", "note")
        self._grade = self._wrapped("title", right=True)
        self._distance = self._wrapped("note", right=True)
        self._total.setObjectName("live.total")
        self._grade.setObjectName("live.grade")
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._total_head, 0, 0)
        grid.addWidget(self._coverage, 0, 1, 1, 2)
        grid.addWidget(self._total, 1, 0, 2, 1)
        grid.addWidget(self._unit, 2, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self._grade, 1, 2)
        grid.addWidget(self._distance, 2, 2)
        grid.setColumnStretch(2, 1)
        return part

    def _code_part(self) -> QWidget:
        self._code_head, self._code_note = label("", "note"), self._wrapped("note", right=True)
        self._tile = CodeTile(self._context.theme, _TILE_PX)
        self._tile.setObjectName("live.tile")
        self._colour = self._wrapped("title")
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(self._context.theme.px(6))
        grid.addWidget(self._code_head, 0, 0)
        grid.addWidget(self._code_note, 0, 1)
        grid.setColumnStretch(1, 1)
        tile = QHBoxLayout()
        tile.setSpacing(self._context.theme.px(12))
        tile.addWidget(self._tile)
        tile.addWidget(self._colour, 1)
        grid.addLayout(tile, 1, 0, 1, 2)
        letters = QHBoxLayout()
        self._letters: list[tuple[QLabel, QLabel]] = []
        for name in "KLN":
            value, note = label("", "key"), label("", "note")
            value.setObjectName(f"live.{name}")
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(value)
            column.addWidget(note)
            letters.addLayout(column, 1)
            self._letters.append((value, note))
        grid.addLayout(letters, 2, 0, 1, 2)
        return part

    def _radar_part(self) -> QWidget:
        self._radar_head, self._legend = label("", "note"), label("", "note")
        self._radar = Radar(self._context.theme, self._context.texts)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self._radar_head)
        head.addStretch(1)
        head.addWidget(self._legend)
        column.addLayout(head)
        column.addWidget(self._radar)
        return part

    def _show_result(self, view: LiveView) -> None:
        tr = self._context.texts.tr
        self._notice.setVisible(view.notice is not None)
        self._result.setVisible(view.notice is None)
        if view.notice is not None:
            self._notice.setText(tr(view.notice))
            return
        self._total_head.setText(tr(msg("Result")))
        self._coverage.setText(tr(msg("data coverage {percent} %", percent=view.coverage)))
        self._total.setText(view.total)
        self._unit.setText(tr(msg("points (so far)")))
        self._grade.setText(" ".join(tr(part) for part in view.grade))
        self._distance.setText(tr(view.distance))
        self._show_code(view)
        self._radar_head.setText(tr(msg("Six dimensions")))
        legend = f"━ {view.year}" + (f"   ╌ {view.last_year}" if view.last_year else "")
        self._legend.setText(legend)
        self._radar.show_axes(view.axes)

    def _show_code(self, view: LiveView) -> None:
        tr = self._context.texts.tr
        self._code_head.setText(tr(msg("Carbon-efficiency code")))
        self._code_note.setText(" · ".join(tr(part) for part in view.code_note))
        self._tile.show_code(view.k_grade, view.code_status)
        words = " · ".join(tr(part) for part in self._tile.words())
        self._colour.setText(words)
        self._tile.setAccessibleName(f"{view.k_grade or '–'} {words}")
        for (value_label, note), (name, value, text) in zip(
            self._letters, view.letters, strict=True
        ):
            value_label.setText(value)
            note.setText(f"{name} {tr(text)}")

    def _show_help(self, shown: FieldHelp | None) -> None:
        """Show help; labels stay and only changed texts are set, so that typing moves nothing."""
        lines = [] if shown is None else self._help_lines(shown)
        while len(self._help_labels) < len(lines):
            made = self._wrapped("")
            self._help_labels.append(made)
            self._help_column.addWidget(made)
        for position, item in enumerate(self._help_labels):
            text, role = lines[position] if position < len(lines) else ("", "")
            if item.text() != text:
                item.setText(text)
            set_role(item, "role", role)
            item.setVisible(bool(text))

    def _help_lines(self, shown: FieldHelp) -> list[tuple[str, str]]:
        """Texts with their roles, without the empty ones."""
        tr = self._context.texts.tr
        lines = [(tr(shown.label), "key"), (tr(shown.help), "label")]
        for use in shown.uses:
            lines += self._use_lines(use)
        lines.append((tr(msg("Definition: {source}", source=shown.source)), "note"))
        return [line for line in lines if line[0]]

    def _use_lines(self, use: UseView) -> list[tuple[str, str]]:
        tr = self._context.texts.tr
        code, name = use.title
        return [
            (tr(msg("Used for {code} {name}", code=code, name=name)), "strong"),
            (use.formula, "note"),
            (use.substituted, "label"),
            (tr(use.result), "label"),
            (tr(use.bounds), "note"),
            (tr(use.marks), "note"),
        ]

    @staticmethod
    def _wrapped(role: str, *, right: bool = False) -> QLabel:
        made = label("", role)
        made.setWordWrap(True)
        if right:
            made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return made


def _hairline() -> QFrame:
    line = QFrame()
    set_role(line, "role", "hairline")
    line.setFixedHeight(1)
    return line
