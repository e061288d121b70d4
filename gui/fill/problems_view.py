"""The list of problems under the page: filter, jump, explain.

Source: interface.md, 填报 (problems list, F8).
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.fill.field_messages import ReasonLine
from gui.fill.page_list_delegate import MARK_ICONS
from gui.fill.problems_model import KIND_ROLE, PLACE_ROLE, PROBLEM_ROLE, ProblemsModel
from gui.style import colour, set_role
from gui.tokens import FOCUS_PX, ICON_PX, NOTE_PX, TABLE_ROW_PX
from gui.widgets.labels import ElidedLabel, hairline, label
from questionnaire.messages import Text, msg
from questionnaire.problems import Problem

Index = QModelIndex | QPersistentModelIndex
_KINDS = (
    ("", msg("All problems")),
    ("error", msg("To correct")),
    ("warn", msg("To explain")),
    ("blank", msg("Not filled in")),
    ("note", msg("Explained")),
)


_ICONS = {**MARK_ICONS, "blank": "pencil", "note": "check"}


class ProblemDelegate(QStyledItemDelegate):
    """Mark, place and message of a problem on one line."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._context.theme.px(TABLE_ROW_PX))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, colour(tokens.tint))
        kind = str(index.data(KIND_ROLE))
        ink = {"error": tokens.error, "warn": tokens.warn}.get(kind, tokens.text3)
        size = theme.px(ICON_PX)
        mark = QRect(place.left() + theme.px(16), place.center().y() - size // 2, size, size)
        theme.icon(_ICONS[kind], ink).paint(painter, mark)
        elide, middle = Qt.TextElideMode.ElideRight, Qt.AlignmentFlag.AlignVCenter
        where = QRect(mark.right() + theme.px(8), place.top(), theme.px(230), place.height())
        painter.setFont(theme.font(NOTE_PX))
        painter.setPen(colour(tokens.text2))
        metrics = QFontMetrics(painter.font())
        text = metrics.elidedText(str(index.data(PLACE_ROLE)), elide, where.width())
        painter.drawText(where, int(middle | Qt.AlignmentFlag.AlignLeft), text)
        what = place.adjusted(where.right() + theme.px(8) - place.left(), 0, -theme.px(12), 0)
        painter.setFont(theme.font())
        painter.setPen(colour(tokens.text3 if kind == "note" else tokens.text))
        metrics = QFontMetrics(painter.font())
        painter.drawText(
            what,
            int(middle | Qt.AlignmentFlag.AlignLeft),
            metrics.elidedText(str(index.data()), elide, what.width()),
        )
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour(tokens.accent))
            for inset in range(FOCUS_PX):
                painter.drawRect(place.adjusted(inset, inset, -1 - inset, -1 - inset))
        painter.restore()


class _ProblemsList(QListView):
    """Keeps the chosen problem in sight when the text below takes more room."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())


class ProblemsView(QWidget):
    """Filter, list, and the whole text of the chosen problem with its reason."""

    jump_wanted = Signal(object)
    """With the `Problem` whose place shall be shown."""
    explained = Signal(str, str)
    """With the id of a soft problem and the reason that was typed."""
    close_wanted = Signal()
    """When the list shall go."""

    def __init__(self, context: Context, model: ProblemsModel) -> None:
        super().__init__()
        self._context = context
        self.model = model
        self._title = label("", "key")
        self._kinds = QComboBox()
        self._kinds.setObjectName("problems.kind")
        self._search = QLineEdit()
        self._search.setObjectName("problems.search")
        self._close = QToolButton()
        self._close.setObjectName("problems.close")
        self.list = _ProblemsList()
        self.list.setObjectName("problems.list")
        self.list.setModel(model)
        self.list.setItemDelegate(ProblemDelegate(context, self))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self._text = label("")
        self._text.setWordWrap(True)
        self._go = QPushButton()
        self._explain = QPushButton()
        self._reason = ReasonLine()
        self._reason.setObjectName("problems.reason")
        self._reason.hide()
        self._refusal = ElidedLabel()
        set_role(self._refusal, "role", "error")
        self._arrange()
        self._connect()
        set_role(self, "ground", "surface")
        self.retranslate()

    @property
    def chosen(self) -> Problem | None:
        """The problem that is chosen in the list."""
        found = self.list.currentIndex().data(PROBLEM_ROLE)
        return found if isinstance(found, Problem) else None

    def reason_line(self) -> ReasonLine:
        """The line in which a reason is typed."""
        return self._reason

    def open_list(self, text: str = "") -> None:
        """Show the list, filtered by a text, with the focus in it."""
        self._search.setText(text)
        self.model.follow(shown=True)
        self.show()
        if not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(self, problem_id: str) -> None:
        """Mark a problem in the list, if it is there."""
        row = self.model.row_of(problem_id)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))

    def show_refusal(self, refused: Text | None) -> None:
        """Say why a reason was not taken; None when it was."""
        self._refusal.setText("" if refused is None else self._context.texts.tr(refused))
        if refused is not None:
            self._reason.begin(self._reason.text(), self._reason.placeholderText())

    def retranslate(self) -> None:
        """Word everything anew."""
        tr = self._context.texts.tr
        self._title.setText(tr(msg("Problems")))
        chosen = max(self._kinds.currentIndex(), 0)
        self._kinds.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self._kinds.clear()
        self._kinds.addItems([tr(text) for _, text in _KINDS])
        self._kinds.setCurrentIndex(chosen)
        self._kinds.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self._kinds.setAccessibleName(tr(msg("Kind of problem")))
        self._search.setPlaceholderText(tr(msg("Filter by place or text")))
        self._search.setAccessibleName(tr(msg("Filter by place or text")))
        self._close.setIcon(self._context.theme.icon("x"))
        self._close.setToolTip(tr(msg("Close the list")))
        self._close.setAccessibleName(tr(msg("Close the list")))
        self.list.setAccessibleName(tr(msg("Problems")))
        self._go.setText(tr(msg("Go there")))
        self._explain.setText(tr(msg("Explain")))
        self._show_chosen()

    def _arrange(self) -> None:
        px = self._context.theme.px
        top = QHBoxLayout()
        top.setContentsMargins(px(16), px(6), px(12), px(6))
        top.setSpacing(px(8))
        top.addWidget(self._title)
        top.addWidget(self._kinds)
        top.addWidget(self._search, 1)
        top.addWidget(self._close)
        detail = QHBoxLayout()
        detail.setContentsMargins(px(16), px(6), px(12), px(6))
        detail.setSpacing(px(8))
        detail.addWidget(self._text, 1)
        detail.addWidget(self._explain)
        detail.addWidget(self._go)
        below = QVBoxLayout()
        below.setContentsMargins(px(16), 0, px(12), px(4))
        below.addWidget(self._reason)
        below.addWidget(self._refusal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(hairline())
        column.addLayout(detail)
        column.addLayout(below)

    def _connect(self) -> None:
        self._kinds.currentIndexChanged.connect(self._filter)
        self._search.textChanged.connect(self._filter)
        self._close.clicked.connect(self.close_wanted)
        self.list.doubleClicked.connect(self._jump)
        self.list.activated.connect(self._jump)
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        self.model.dataChanged.connect(self._show_chosen)
        self._go.clicked.connect(self._jump)
        self._explain.clicked.connect(self.explain)
        self._reason.given.connect(self._take_reason)
        self._reason.dropped.connect(self._reason.hide)
        self._context.texts.language_changed.connect(self.retranslate)
        self._context.theme.changed.connect(self.retranslate)

    def explain(self) -> None:
        """Ask for the reason of the chosen soft problem."""
        problem = self.chosen
        if problem is not None and self._explain.isEnabled():
            prompt = msg("Why is the value right? At least 5 characters.")
            self._reason.begin(problem.confirmed or "", self._context.texts.tr(prompt))

    def _filter(self) -> None:
        kind = _KINDS[max(self._kinds.currentIndex(), 0)][0]
        self.model.set_filter(self._search.text(), kind)

    def _jump(self) -> None:
        problem = self.chosen
        if problem is not None:
            self.jump_wanted.emit(problem)

    def _take_reason(self, reason: str) -> None:
        self._reason.hide()
        problem = self.chosen
        if problem is not None:
            self.explained.emit(problem.id, reason)

    def _show_chosen(self) -> None:
        problem = self.chosen
        self._refusal.clear()
        self._go.setEnabled(problem is not None)
        kind = str(self.list.currentIndex().data(KIND_ROLE) or "")
        self._explain.setEnabled(kind in {"warn", "note"})
        text = str(self.list.currentIndex().data(Qt.ItemDataRole.ToolTipRole) or "")
        _place, *words = text.splitlines() or [""]  # the place stands in the list
        self._text.setText("  ".join(words))
