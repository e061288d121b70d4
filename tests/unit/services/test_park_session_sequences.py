"""Random edits, undos and redos: memory, file, a model and a plain evaluation always agree."""

import copy
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.park_file import ParkFile
from questionnaire.answers import AnswerSet, State
from questionnaire.catalogue import FieldType
from questionnaire.problems import Severity
from services.editing import changed_codes
from services.park_sessions import ParkSession
from support.sessions import PRODUCT, copy_of, environment, evaluation_of

CODES = tuple(PRODUCT.catalogue.fields)
TABLES = tuple(PRODUCT.catalogue.tables)
LEVELS = tuple(
    code for code, item in PRODUCT.catalogue.fields.items() if item.type is FieldType.LEVEL
)
TYPED = (
    *("", "0", "5.5", "1,200", "12", "2025", "2024", "x1", "true", "E01", "E04", "-3", "yes", "no"),
    *(
        "91320594MA1TEXT06F",
        "9132010013480512XR",
        "verified",
        "none",
        "managed_outside",
        "contract",
    ),
    *("gdp;T1;industries", "2025-06-30", "multi", "own_series", "grid_bought", "lime"),
)
COMMON = (
    ("energy_carriers", "consumption"),
    ("energy_carriers", "carrier"),
    ("enterprises", "uscc"),
    ("enterprises", "energy_tce"),
    ("enterprises", "above_scale"),
    ("enterprises", "in_boundary"),
    ("enterprises", "report_status"),
    ("evidence", "evidence_id"),
    ("evidence", "supports"),
    ("industries", "output"),
    ("power_heat_balance", "quantity"),
    ("peak_plan", "year"),
)
CARRIERS = ("naphtha", "raw_coal", "natural_gas", "heat")

numbers = st.integers(0, 400)
operations = st.lists(
    st.one_of(
        st.tuples(st.just("field"), numbers, st.sampled_from(TYPED)),
        st.tuples(st.just("erase"), numbers, st.just("")),
        st.tuples(st.just("state"), numbers, st.sampled_from(("na", "no_data", "end"))),
        st.tuples(st.just("level"), numbers, st.sampled_from(("0", "3", ""))),
        st.tuples(st.just("cell"), numbers, st.sampled_from(TYPED + CARRIERS)),
        st.tuples(st.just("common"), numbers, st.sampled_from(TYPED + CARRIERS)),
        st.tuples(st.just("add"), numbers, st.sampled_from(CARRIERS)),
        st.tuples(st.just("double"), numbers, st.just("")),
        st.tuples(st.just("delete"), numbers, st.just("")),
        st.tuples(st.just("paste"), numbers, st.sampled_from(TYPED)),
        st.tuples(st.just("confirm"), numbers, st.sampled_from(("reason given", ""))),
        st.tuples(st.just("undo"), numbers, st.just("")),
        st.tuples(st.just("undo"), numbers, st.just("")),
        st.tuples(st.just("redo"), numbers, st.just("")),
    ),
    min_size=4,
    max_size=16,
)


def edit(session: ParkSession, kind: str, number: int, typed: str) -> bool:
    """Carry out one operation; whether it changed anything."""
    code = CODES[number % len(CODES)]
    level = LEVELS[number % len(LEVELS)]
    state = {"na": State.NA, "no_data": State.NO_DATA}.get(typed)
    actions: dict[str, Callable[[], bool]] = {
        "field": lambda: session.set_field(code, typed).changed,
        "erase": lambda: session.erase_field(code).changed,
        "state": lambda: session.set_state(code, state, "a reason of many words").changed,
        "level": lambda: session.set_field(level, typed).changed,
        "common": lambda: _edit_common(session, number, typed),
        "confirm": lambda: _confirm(session, number, typed),
    }
    action = actions.get(kind)
    return _edit_table(session, kind, number, typed) if action is None else action()


def _edit_table(session: ParkSession, kind: str, number: int, typed: str) -> bool:
    table = TABLES[number % len(TABLES)]
    rows = tuple(session.answers.rows(table))
    if kind == "add":
        cells = {"carrier": typed, "consumption": "7"} if table == "energy_carriers" else {}
        return session.add_row(table, rows[number % len(rows)] if rows else None, cells).changed
    if not rows:
        return False
    row_id = rows[number % len(rows)]
    columns = tuple(PRODUCT.catalogue.tables[table].columns)
    column = columns[number % len(columns)]
    block = [[typed, "3"], ["5", typed], ["1", "2"]]
    actions: dict[str, Callable[[], bool]] = {
        "cell": lambda: session.set_cell(table, row_id, column, typed).changed,
        "double": lambda: session.duplicate_row(table, row_id).changed,
        "delete": lambda: session.delete_rows(table, [row_id, rows[0]]).changed,
        "paste": lambda: session.paste(table, row_id, column, block).changed,
    }
    return actions[kind]()


def _edit_common(session: ParkSession, number: int, typed: str) -> bool:
    table, column = COMMON[number % len(COMMON)]
    rows = tuple(session.answers.rows(table))
    if not rows:
        return session.add_row(table).changed
    return session.set_cell(table, rows[number % len(rows)], column, typed).changed


def _confirm(session: ParkSession, number: int, reason: str) -> bool:
    soft = [item.id for item in session.problems if item.severity is Severity.SOFT]
    if not soft:
        return False
    return session.confirm(soft[number % len(soft)], reason or None).changed


@dataclass
class Model:
    """What undo and redo mean: stacks of whole answer sets."""

    now: AnswerSet
    done: list[AnswerSet] = field(default_factory=list)
    undone: list[AnswerSet] = field(default_factory=list)

    def step(self, after: AnswerSet) -> None:
        """Take note of an edit."""
        self.done.append(self.now)
        self.undone.clear()
        self.now = after

    def undo(self) -> bool:
        """Go back."""
        if not self.done:
            return False
        self.undone.append(self.now)
        self.now = self.done.pop()
        return True

    def redo(self) -> bool:
        """Go forth."""
        if not self.undone:
            return False
        self.done.append(self.now)
        self.now = self.undone.pop()
        return True


def assert_same_orders(left: AnswerSet, right: AnswerSet) -> None:
    """Equal, rows in the same order."""
    assert left == right
    assert {t: list(r) for t, r in left.tables.items()} == {
        t: list(r) for t, r in right.tables.items()
    }


def assert_agrees_with_evaluation(session: ParkSession) -> None:
    """Problems, inventories and scorecard are those of every other door."""
    plain = evaluation_of(session)
    assert session.problems == plain.problems
    assert session.inventory == plain.inventory
    assert session.scoring_inventory == plain.scoring_inventory
    assert session.scorecard == plain.scorecard


def lapse_rule(session: ParkSession, edit_it: Callable[[], bool]) -> bool:
    """Carry out an edit and hold the confirmations that are left against the rule."""
    before, problems = session.answers, evaluation_of(session).problems
    changed = edit_it()
    after = session.answers
    codes = changed_codes(before, after)
    rests: dict[str, set[str]] = {}
    for item in (*problems, *evaluation_of(session).problems):
        if item.severity is Severity.SOFT:
            rests.setdefault(item.id, set()).update(item.fields)
    for name in before.confirmed.keys() - after.confirmed.keys():
        assert rests[name] & codes
    for name in before.confirmed.keys() & after.confirmed.keys():
        assert not rests.get(name, set()) & codes
    return changed


@given(operations)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_memory_file_model_and_evaluation_agree(
    made_park: Path, tmp_path: Path, steps: list[tuple[str, int, str]]
) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        path = copy_of(made_park, Path(folder))
        session = ParkSession.open(PRODUCT, environment(tmp_path), path)
        model = Model(session.answers)
        try:
            for kind, number, typed in steps:
                if kind == "undo":
                    if model.undo():
                        assert session.undo()
                elif kind == "redo":
                    assert session.redo() == model.redo()
                elif kind == "confirm":
                    if edit(session, kind, number, typed):
                        model.step(copy.deepcopy(session.answers))
                elif lapse_rule(session, lambda k=kind, n=number, t=typed: edit(session, k, n, t)):  # type: ignore[misc]
                    model.step(copy.deepcopy(session.answers))
                assert_same_orders(session.answers, model.now)
                assert_agrees_with_evaluation(session)
        finally:
            session.close()
        with ParkFile.open(path, PRODUCT.catalogue) as park:
            assert park.check() == ()
            assert_same_orders(park.history()[session.year], model.now)
