"""The list of problems follows the edits row by row: what stays chosen stays in its place."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView

from gui.context import Context
from gui.fill.park_workspace import ParkWorkspace
from gui.fill.problems_model import ProblemsModel
from services.park_sessions import ParkSession

LAND, WATER = "industrial_land", "industrial_freshwater"
Step = Callable[[ParkSession], object]
STEPS: tuple[tuple[str, Step], ...] = (
    ("a slip", lambda session: session.set_field(LAND, "28500")),
    ("a second problem", lambda session: session.set_field(WATER, "1")),
    ("the first is solved", lambda session: session.set_field(LAND, "28.4")),
    ("many at once", lambda session: session.erase_field("industrial_output")),
    ("back", lambda session: session.undo()),
    ("another year", lambda session: session.choose_year(min(session.years))),
    ("the newest year", lambda session: session.choose_year(max(session.years))),
)


def _fresh(workspace: ParkWorkspace, context: Context) -> ProblemsModel:
    return ProblemsModel(workspace.model, workspace.session.catalogue, context.texts)


def test_rows_follow_every_step(workspace: ParkWorkspace, context: Context) -> None:
    workspace.show_problems()
    model = workspace.problems.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    numbers = []
    for name, step in STEPS:
        step(workspace.session)
        assert model.problems == _fresh(workspace, context).problems, name
        assert tester.model() is model
        numbers.append(model.rowCount())
    assert len(set(numbers)) > 2, "steps that bring and take rows"


def test_a_chosen_problem_stays_chosen_while_others_come_and_go(workspace: ParkWorkspace) -> None:
    workspace.session.set_field(WATER, "1")
    workspace.show_problems()
    view = workspace.findChild(QListView, "problems.list")
    assert view is not None
    model = workspace.problems.model
    wanted = next(item for item in model.problems if WATER in item.fields)
    workspace.problems.choose(wanted.id)
    for typed in ("28500", "28.4"):
        workspace.session.set_field(LAND, typed)
        chosen = workspace.problems.chosen
        assert chosen is not None
        assert chosen.id == wanted.id
    assert str(view.currentIndex().data(Qt.ItemDataRole.DisplayRole))
