"""Kills a window that is typed into, again and again, at random moments.

Run as a program: `python window_kills.py FILE KILLS SEED`. A child opens the park file in a window
without a screen and types one number after the other into the fields below in turn, each with Tab;
whenever the workspace says `saved`, it tells over a pipe how many it has typed. It is killed after
a random number of reports, a random number of turns of an empty loop later. Then the file is
opened: all that was reported must be there, and the fields must be as they were after some number
of values. Prints one JSON object.

One process does all of it because only a fork of a process that has everything imported starts a
window quickly enough. Only the children make a `QApplication`, which no fork would survive.
"""

import json
import os
import random
import signal
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from db.park_file import ParkFile
from gui.fill.page_stack import PageStack
from gui.fill.park_workspace import ParkWorkspace
from gui.fonts import load_fonts
from gui.main_window import MainWindow
from gui.workspaces import OpenRequest
from support.sessions import PRODUCT, YEAR, environment
from support.window import make_context

FIELDS = ("gdp", "industrial_output", "industrial_workers", "firms_above_scale")
FIRST = 1000
_PAUSES_MS = (0, 0, 0, 1, 5)
_WITHOUT_PAGES_AHEAD = 0.75
"""Share of the windows that make no pages ahead beside the typing."""
_MOST_WAITING = (1, 3, 8)
"""How many values are typed before the disk is waited for: on a slow one it would never be reached
by somebody who types more quickly than it flushes, and nothing would be reported."""


def type_without_end(path: Path, told: int, seed: int) -> None:
    """Type into the fields in turn, at a changing speed."""
    application = QApplication(["greenpark", "-platform", "offscreen", "-style", "fusion"])
    load_fonts()
    made = make_context()
    context = replace(made, environment=environment(path.parent))
    window = MainWindow(context)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.open("park", OpenRequest(str(path)))
    workspace = window.workspace
    assert isinstance(workspace, ParkWorkspace)
    number = int(str(workspace.session.answers.value(FIELDS[-1]))) // len(FIELDS) * len(FIELDS)
    chance = random.Random(seed)

    def tell(time: str) -> None:
        if time:
            os.write(told, b"%d\n" % number)

    workspace.saved.connect(tell)
    pages = workspace.findChild(PageStack)
    assert pages is not None
    if chance.random() < _WITHOUT_PAGES_AHEAD:
        pages.stop()
    most = chance.choice(_MOST_WAITING)
    while True:
        if workspace.session.save_state.pending >= most:
            while workspace.session.save_state.pending:
                application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        code = FIELDS[number % len(FIELDS)]
        editor = workspace.findChild(QLineEdit, f"field.{code}")
        assert editor is not None
        editor.setFocus()
        editor.selectAll()
        QTest.keyClicks(editor, str(number + 1))
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        number += 1
        application.processEvents()
        QTest.qWait(chance.choice(_PAUSES_MS))


def found(path: Path) -> tuple[int, list[str]]:
    """How many values have reached the file, and what is wrong in it."""
    with ParkFile.open(path, PRODUCT.catalogue) as park:
        answers = park.history()[YEAR]
        problems = [str(problem) for problem in park.check()]
    values = [int(str(answers.value(code))) for code in FIELDS]
    number = max(values)
    if values != expected(number):
        problems.append(f"after {number} values: {values}")
    return number, problems


def expected(number: int) -> list[int]:
    """What the fields hold after a number of values.

    >>> expected(1005)
    [1005, 1002, 1003, 1004]
    """
    last = range(number - len(FIELDS) + 1, number + 1)
    return sorted(last, key=lambda value: (value - 1) % len(FIELDS))


def kill_once(path: Path, chance: random.Random) -> int:
    """Let a child type and kill it; gives the last number reported as saved."""
    reading, writing = os.pipe()
    seed = chance.randrange(2**31)
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            type_without_end(path, writing, seed)
        finally:
            os._exit(1)
    os.close(writing)
    told = b""
    for _ in range(chance.randrange(1, 6)):
        told += os.read(reading, 1000)
    for _ in range(chance.randrange(1_000_000)):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 1000):
        told += more
    os.close(reading)
    numbers = told.decode().split("\n")[:-1]
    return int(numbers[-1]) if numbers else 0


def main(path: Path, kills: int, seed: int) -> dict[str, object]:
    """Kill and look, many times."""
    chance = random.Random(seed)
    wrong: list[str] = []
    last, silent = FIRST, 0
    for _ in range(kills):
        told = kill_once(path, chance)
        silent += told == 0
        last, problems = found(path)
        wrong += problems
        if last < told:
            wrong.append(f"told {told}, found {last}")
    return {"kills": kills, "last": last, "wrong": wrong, "silent": silent}


if __name__ == "__main__":
    result = main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(result))
