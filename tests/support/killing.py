"""Kills a process that writes to a park file or a store, again and again, at random moments.

Run as a program: `python killing.py (park|store) FILE KILLS SEED`. A child writes one numbered
group after the other and tells the number over a pipe once the call has returned; it is killed
after a random number of them, a random number of turns of an empty loop later. Then the file is
opened: every number that was told must be there, and nothing half of the next. Prints one JSON
object.

One process does all of it because only a fork of a process that has everything imported is quick
enough to be killed hundreds of times in a test.
"""

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from db.edits import Edit, EditGroup, Place
from db.errors import DbError
from db.park_file import ParkFile
from db.records import IndexRows, ReceivedFile
from db.store import Store
from support.park_samples import CATALOGUE, SIGNER, TIME, received, stored

YEAR = Place(2025, "set")
COUNT = Place(2025, "cell", "energy", "r1", "amount")
ROWS = 20


def edit_without_end(path: Path, told: int) -> None:
    """Count up a cell, and put a row in with each number."""
    with ParkFile.open(path, CATALOGUE) as park:
        number = _number(park)
        while True:
            new = Place(2025, "row", "energy", f"n{number + 1}")
            edits = (
                Edit(COUNT, f'"{number}"', f'"{number + 1}"'),
                Edit(new, None, '{"after":"r1","cells":{"carrier":"heat"}}'),
            )
            park.apply(EditGroup("陈工", TIME, "", edits))
            number += 1
            os.write(told, b"%d\n" % number)


def found_in_park(path: Path) -> tuple[int, list[str]]:
    """The number that the file has reached, and what is wrong in it."""
    with ParkFile.open(path, CATALOGUE) as park:
        number = _number(park)
        problems = [str(problem) for problem in park.check()]
        rows = len(park.history()[2025].rows("energy"))
        if rows != number + 1:
            problems.append(f"{rows} rows, number {number}")
        return number, problems


def _number(park: ParkFile) -> int:
    return int(str(park.history()[2025].rows("energy")["r1"]["amount"]))


def new_park(path: Path) -> None:
    """A park file at number 0."""
    row = Place(2025, "row", "energy", "r1")
    edits = (
        Edit(YEAR, None, "true"),
        Edit(row, None, '{"after":"","cells":{"amount":"0"}}'),
    )
    with ParkFile.create(path, CATALOGUE, created_at=TIME) as park:
        park.apply(EditGroup("陈工", TIME, "", edits))


def merge_without_end(path: Path, told: int) -> None:
    """Add one file after the other."""
    with Store.open(path) as store:
        number = len(store.known_ids())
        while True:
            store.add_files([_file(number + 1)])
            number += 1
            os.write(told, b"%d\n" % number)


def _file(number: int) -> ReceivedFile:
    answers = [(f"f{n}", "value", str(n)) for n in range(ROWS)]
    item = received(stored(number), IndexRows("示范园区", answers))
    return ReceivedFile(f"{number}", "0" * 64, "", "省厅", TIME, [item], signers=[SIGNER])


def found_in_store(path: Path) -> tuple[int, list[str]]:
    """The number of files in the store, and what is wrong in it."""
    with Store.open(path) as store:
        number = len(store.known_ids())
        problems = [str(problem) for problem in store.check()]
        if store.known_ids() != {stored(n + 1).id for n in range(number)}:
            problems.append("other revisions than those written")
        if len(store.audit()) != number or len(store.answer_values("f0")) != number:
            problems.append("audit or index differ from the revisions")
        return number, problems


def new_store(path: Path) -> None:
    """An empty store."""
    Store.open(path, create=True).close()


def kill_once(path: Path, work: Callable[[Path, int], None], chance: random.Random) -> int:
    """Let a child work and kill it; gives the last number that it told, 0 for none."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            work(path, writing)
        finally:
            os._exit(1)
    os.close(writing)
    told = b""
    for _ in range(chance.randrange(4)):
        told += os.read(reading, 100)
    for _ in range(chance.randrange(250_000)):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 1000):
        told += more
    os.close(reading)
    numbers = told.decode().split("\n")[:-1]
    return int(numbers[-1]) if numbers else 0


def main(kind: str, path: Path, kills: int, seed: int) -> dict[str, object]:
    """Make the file, kill and look, many times."""
    begin, work, found = {
        "park": (new_park, edit_without_end, found_in_park),
        "store": (new_store, merge_without_end, found_in_store),
    }[kind]
    chance = random.Random(seed)
    begin(path)
    last, midway = 0, 0
    wrong: list[str] = []
    for _ in range(kills):
        told = max(kill_once(path, work, chance), last)
        journal = path.with_name(f"{path.name}-journal").exists()
        try:
            last, problems = found(path)
        except DbError as error:
            return {"kills": kills, "last": last, "wrong": [*wrong, f"does not open: {error}"]}
        wrong += problems
        if last not in {told, told + 1}:
            wrong.append(f"told {told}, found {last}")
        midway += journal or last != told
    return {"kills": kills, "last": last, "wrong": wrong, "midway": midway}


if __name__ == "__main__":
    result = main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    sys.stdout.write(json.dumps(result))
