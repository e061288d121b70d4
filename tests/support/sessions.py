"""The worked example as a park file of two years, for tests of sessions."""

import datetime
import itertools
import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from uuid import uuid4

from db.edits import EditGroup, changes
from db.park_file import ParkFile
from questionnaire.answers import Answer, AnswerSet, Row, State
from services.bootstrap import load_product
from services.environment import Environment
from services.evaluation import Evaluation
from services.keys import KeyRing
from services.park_sessions import ParkSession
from services.parks import fill_park, new_park
from support.project import ROOT

YEAR = 2025
BEFORE = 2024
PRODUCT = load_product()
START = datetime.datetime(2026, 12, 1, 8, 0, 0, tzinfo=datetime.UTC)


def environment(home: Path) -> Environment:
    """A machine with a clock that goes on by a second at each look, and ids never used before."""
    seconds = itertools.count()
    return Environment(
        home=home,
        now=lambda: START + datetime.timedelta(seconds=next(seconds)),
        new_id=lambda: str(uuid4()),
        keys=KeyRing(home / "keys"),
    )


@cache
def example_document() -> Mapping[str, object]:
    """The inputs of the worked example, in the shape of `fill`."""
    text = (ROOT / "tests" / "data" / "worked_example.json").read_text(encoding="utf-8")
    inputs = json.loads(text)["inputs"]
    assert isinstance(inputs, dict)
    return inputs


def make_park(path: Path, home: Path) -> Path:
    """The worked example in a park file, with the same answers for the year before."""
    inputs = example_document()
    fields = inputs["fields"]
    assert isinstance(fields, dict)
    machine = environment(home)
    new_park(PRODUCT, machine, path, code=fields["park_code"], name=fields["park_name"], year=YEAR)
    fill_park(PRODUCT, machine, path, inputs)
    with ParkFile.open(path, PRODUCT.catalogue) as park:
        earlier = year_before(park.history()[YEAR])
        edits = changes(None, earlier, PRODUCT.catalogue)
        park.apply(EditGroup("陈工", machine.timestamp(), "", edits))
    return path


def year_before(answers: AnswerSet) -> AnswerSet:
    """The same answers as those of the year before, with other amounts of energy."""
    tables = {
        table: {f"{row_id}-b": _earlier(row) for row_id, row in rows.items()}
        for table, rows in answers.tables.items()
    }
    fields = {**answers.answers, "assessment_year": Answer(State.VALUE, Decimal(BEFORE))}
    return replace(answers, year=BEFORE, answers=fields, tables=tables, confirmed={})


def _earlier(row: Row) -> Row:
    cells = dict(row)
    if row.get("year") == YEAR:
        cells["year"] = Decimal(BEFORE)
    amount = row.get("consumption")
    if isinstance(amount, Decimal):
        cells["consumption"] = amount * 2
    return cells


def copy_of(park: Path, folder: Path) -> Path:
    """A copy of a park file that a test may change."""
    return Path(shutil.copy(park, folder / "park.parkdb"))


def evaluation_of(session: ParkSession) -> Evaluation:
    """The same answers, evaluated as every other door does."""
    today = session.environment.today()
    return Evaluation(session.product, session.history, session.year, today)
