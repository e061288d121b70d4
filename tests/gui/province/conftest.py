"""A store with parks that differ, made once and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.store import Store
from gui.context import Context
from gui.province.store_workspace import StoreWorkspace, open_store
from gui.workspaces import OpenRequest
from services.office import confirm_signer
from support.journeys import (
    STORE,
    SUBMISSION,
    documents_of,
    like,
    machine,
    merged,
    of_park,
    prepare,
    send,
)

PARKS = (("TEST0002", "示例临港绿色石化与高端装备制造产业园区一期二期三期", "720"),
         ("TEST0003", "=HYPERLINK(1)", "640"))  # fmt: skip
"""Parks beside TEST0001, like the worked example: code, name, GDP in 亿元."""


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 2025 with three parks that count, and of 2026 with one."""
    folder = tmp_path_factory.mktemp("province")
    prepared, home = prepare(folder), machine(folder)
    document = documents_of(folder / SUBMISSION)[0]
    sent = [
        like(of_park(document, code), answers={"gdp": gdp, "park_name": name})
        for code, name, gdp in PARKS
    ]
    for one in (*sent, of_park(document, "TEST0002", 2026)):
        park = str(one["park"])
        key = home.keys.park(park)
        merged(home, folder / STORE, send(folder / f"{park}-{one['year']}", key, one))
        with Store.open(folder / STORE) as opened:
            confirm_signer(home, opened, key.fingerprint, park=park)
    return prepared.folder / STORE


@pytest.fixture
def store(made_store: Path, tmp_path: Path) -> Path:
    """A copy for one test."""
    copied = tmp_path / "province.db"
    copied.write_bytes(made_store.read_bytes())
    return copied


@pytest.fixture
def province(context: Context, store: Path, qtbot: QtBot) -> Iterator[StoreWorkspace]:
    """The store, open and shown."""
    made = open_store(OpenRequest(str(store)), context)
    bar = made.tool_bar()
    for part in (made, *bar.start, *bar.end):
        qtbot.addWidget(part)
    made.resize(1400, 700)
    made.show()
    yield made
    made.hide()
