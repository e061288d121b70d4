"""Kills a process that types through a park session, again and again, at random moments.

Run as a program: `python typing_kills.py FILE KILLS SEED`. A child types one number after the
other into a field and tells over a pipe which one the session has reported as saved; it is killed
after a random number of reports, a random number of turns of an empty loop later. Then the file
is opened: every number that was reported must be there. Prints one JSON object.
"""

import json
import os
import random
import signal
import sys
from pathlib import Path

from db.park_file import ParkFile
from services.park_saving import crash_note
from services.park_sessions import ParkSession
from services.session_values import SaveState
from support.sessions import PRODUCT, YEAR, environment

FIELD = "firms_above_scale"


def type_without_end(path: Path, told: int) -> None:
    """Count up a field, faster than the disk can follow, and now and then wait for it."""
    session = ParkSession.open(PRODUCT, environment(path.parent), path)
    first = int(str(session.answers.value(FIELD)))

    def tell(state: SaveState) -> None:
        os.write(told, b"%d\n" % (first + state.saved))

    session.on_saved(tell)
    number = first
    while True:
        number += 1
        session.set_field(FIELD, str(number))
        if number % 4 == 0:
            session.wait_saved()


def found(path: Path, *, thoroughly: bool) -> tuple[int, list[str]]:
    """The number that the file has reached, and what is wrong in it."""
    with ParkFile.open(path, PRODUCT.catalogue) as park:
        number = int(str(park.history()[YEAR].value(FIELD)))
        problems = [str(problem) for problem in park.check()] if thoroughly else []
        if crash_note(park.meta(), park.groups()) is None:
            problems.append("no note of the crash")
        return number, problems


def kill_once(path: Path, chance: random.Random) -> int:
    """Let a child type and kill it; gives the last number reported as saved, 0 for none."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            type_without_end(path, writing)
        finally:
            os._exit(1)
    os.close(writing)
    told = b""
    for _ in range(chance.randrange(1, 5)):
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


def main(path: Path, kills: int, seed: int) -> dict[str, object]:
    """Kill and look, many times."""
    chance = random.Random(seed)
    wrong: list[str] = []
    last, told, midway = 0, 0, 0
    for round_number in range(1, kills + 1):
        told = max(kill_once(path, chance), last)
        midway += path.with_name(f"{path.name}-journal").exists()
        last, problems = found(path, thoroughly=round_number % 10 == 0)
        wrong += problems
        if last < told:
            wrong.append(f"told {told}, found {last}")
    return {"kills": kills, "last": last, "wrong": wrong, "midway": midway}


if __name__ == "__main__":
    result = main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(result))
