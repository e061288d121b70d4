"""A session and its file: what is saved, failures of the disk, other windows, crashes."""

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from db.errors import DiskFull, FileLocked
from db.park_file import ParkFile
from questionnaire.errors import GreenparkError
from services.park_saving import Unsaved
from services.park_sessions import ParkSession
from services.session_values import SaveState
from support.sessions import PRODUCT, YEAR, copy_of, environment


def answers_in(path: Path) -> Any:
    """The answers of the newer year in a file."""
    with ParkFile.open(path, PRODUCT.catalogue) as park:
        assert park.check() == ()
        return park.history()[YEAR]


def let_disk_be_full(session: ParkSession, pages: int = 1) -> None:
    """Let SQLite refuse to make the file larger than so many pages; 1 is: than it is now."""
    session._writer.ask(lambda park: park._driver.execute(f"PRAGMA max_page_count={pages}"))


def type_long_texts(session: ParkSession, count: int) -> None:
    """Edits that need more pages."""
    for number in range(count):
        assert session.set_field("contact_name", f"{number} " + "长" * 3000).changed


def test_what_is_reported_as_saved_is_in_the_file(session: ParkSession, park: Path) -> None:
    heard: list[SaveState] = []
    session.on_saved(heard.append)
    for amount in ("701", "702", "703"):
        session.set_field("gdp", amount)
    state = session.wait_saved(30)
    assert (state.pending, state.saved, state.failure) == (0, 3, None)
    assert [item.saved for item in heard] == [1, 2, 3]
    with ParkFile.open(park, PRODUCT.catalogue, read_only=True) as reader:
        assert reader.history() == session.history


def test_each_edit_is_one_group_with_what_was_typed(session: ParkSession) -> None:
    session.set_field("gdp", " 1,701.50 ")
    session.set_field("gdp", "1702")
    logged = session.history_of("gdp")[-2:]
    assert [item.edit.typed for item in logged] == [" 1,701.50 ", None]
    assert [item.reason for item in logged] == ["field", "field"]
    assert logged[0].group + 1 == logged[1].group
    assert '"value":"1701.5"' in (logged[0].edit.new or "")


def test_listeners_can_leave(session: ParkSession) -> None:
    heard: list[object] = []
    stop_saved, stop = session.on_saved(heard.append), session.subscribe(heard.append)
    stop()
    stop_saved()
    session.set_field("gdp", "700")
    session.wait_saved(30)
    assert heard == []


def test_a_full_disk_keeps_the_edits_and_says_so(session: ParkSession, park: Path) -> None:
    let_disk_be_full(session)
    heard: list[SaveState] = []
    session.on_saved(heard.append)
    type_long_texts(session, 3)
    state = session.wait_saved(30)
    assert state.failure is not None
    assert str(state.failure) == "No space is left to write park.parkdb; nothing was half-written."
    assert state.remedy is not None
    assert state.pending == 3 - state.saved
    assert heard[-1].failure == state.failure
    assert str(session.answers.value("contact_name")).startswith("2 ")
    with pytest.raises(Unsaved) as refused:
        session.close()
    assert "could not be written to park.parkdb" in str(refused.value)
    assert "Save the file elsewhere" in str(refused.value.hint)
    let_disk_be_full(session, 1_000_000)
    session.retry_saving()
    assert session.wait_saved(30).failure is None
    session.close()
    assert answers_in(park).value("contact_name") == session.answers.value("contact_name")


def test_unsaved_edits_go_to_another_file(session: ParkSession, park: Path, tmp_path: Path) -> None:
    session.set_field("gdp", "700")
    session.wait_saved(30)
    let_disk_be_full(session)
    type_long_texts(session, 3)
    session.undo()
    assert session.wait_saved(30).failure is not None
    other = tmp_path / "other.parkdb"
    assert session.save_elsewhere(other) is None
    assert (session.path, session.save_state.pending, session.save_state.failure) == (
        other,
        0,
        None,
    )
    session.set_field("gdp", "701")
    assert session.undo()
    assert session.undo()
    session.close()
    assert answers_in(other) == session.answers
    assert str(answers_in(other).value("contact_name")).startswith("0 ")
    with (
        ParkFile.open(park, PRODUCT.catalogue) as old,
        ParkFile.open(other, PRODUCT.catalogue) as new,
    ):
        assert old.edit_log() == new.edit_log()[: len(old.edit_log())]


def test_the_answers_are_saved_even_when_the_file_cannot_be_read(
    session: ParkSession, park: Path, tmp_path: Path
) -> None:
    session.set_field("gdp", "700")
    session.wait_saved(30)
    size = park.stat().st_size
    session._writer.ask(lambda file: file._driver.execute("PRAGMA cache_size=0"))
    park.write_bytes(b"\0" * size)
    other = tmp_path / "other.parkdb"
    note = session.save_elsewhere(other)
    assert "could not be read any more" in str(note)
    session.set_field("gdp", "702")
    assert session.undo()
    session.close()
    assert answers_in(other) == session.answers


def test_edits_wait_while_the_file_is_gone_and_are_written_when_it_is_back(
    session: ParkSession, park: Path
) -> None:
    session.wait_saved(30)
    away = park.rename(park.with_name("away.parkdb"))
    session.set_field("gdp", "700")
    state = session.wait_saved(30)
    assert state.failure is not None
    assert state.pending == 1
    away.rename(park)
    session.set_field("gdp", "701")
    assert session.wait_saved(30).pending == 0
    session.close()
    assert answers_in(park) == session.answers


def test_a_second_window_reads_only(session: ParkSession, park: Path, tmp_path: Path) -> None:
    machine = environment(tmp_path)
    with pytest.raises(FileLocked):
        ParkSession.open(PRODUCT, machine, park)
    second = ParkSession.open(PRODUCT, machine, park, read_only=True)
    assert second.read_only
    assert second.recovered is None
    assert second.problems == session.problems
    row = next(iter(second.answers.rows("evidence")))
    for result in (
        second.set_field("gdp", "1"),
        second.set_cell("evidence", row, "title", "x"),
        second.delete_rows("evidence", [row]),
        second.add_year(2026),
        second.confirm("yearly", None),
    ):
        assert not result.changed
        assert "reading only" in str(result.refused)
    assert not second.undo()
    second.close()


def test_a_closed_file_has_no_note_and_no_mark(park: Path, tmp_path: Path) -> None:
    for _ in range(2):
        session = ParkSession.open(PRODUCT, environment(tmp_path), park)
        assert session.recovered is None
        session.set_field("gdp", "700")
        session.close()
    with ParkFile.open(park, PRODUCT.catalogue) as file:
        assert "open" not in file.meta()


def test_a_file_left_open_is_opened_with_a_note(
    session: ParkSession, park: Path, tmp_path: Path
) -> None:
    (tmp_path / "found").mkdir()
    unchanged = copy_of(park, tmp_path / "found")
    opened = ParkSession.open(PRODUCT, environment(tmp_path), unchanged)
    assert "Nothing had been changed" in str(opened.recovered)
    opened.close()
    session.set_field("gdp", "700")
    session.set_field("gdp", "701")
    session.wait_saved(30)
    changed = copy_of(park, tmp_path / "found")
    opened = ParkSession.open(PRODUCT, environment(tmp_path), changed)
    assert str(opened.recovered).startswith(
        "The program ended without closing this file. 2 edits made since 2026-12-01 "
    )
    assert opened.can_undo
    opened.close()


def test_closing_ends_the_thread(park: Path, tmp_path: Path) -> None:
    session = ParkSession.open(PRODUCT, environment(tmp_path), park)
    session.set_field("gdp", "700")
    names = {thread.name for thread in threading.enumerate() if not thread.daemon}
    assert any(name.startswith("park-writer") for name in names)
    session.close()
    assert not any(thread.name.startswith("park-writer") for thread in threading.enumerate())


def test_an_error_that_nobody_foresaw_is_reported_too(session: ParkSession) -> None:
    session._writer.ask(lambda park: park._driver.set_authorizer(lambda *_: sqlite3.SQLITE_DENY))
    session.set_field("gdp", "700")
    state = session.wait_saved(30)
    assert state.failure is not None
    assert state.pending == 1
    session._writer.ask(lambda park: park._driver.set_authorizer(None))
    session.retry_saving()
    assert session.wait_saved(30).pending == 0


def test_a_file_without_answers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.parkdb"
    ParkFile.create(path, PRODUCT.catalogue, created_at="2026-03-01T08:00:00Z").close()
    with pytest.raises(GreenparkError, match="holds no answers"):
        ParkSession.open(PRODUCT, environment(tmp_path), path)


def test_disk_full_is_what_the_hook_provokes(session: ParkSession) -> None:
    let_disk_be_full(session)
    with pytest.raises(DiskFull):
        session._writer.ask(lambda park: park.set_meta("x", "y" * 100_000))
