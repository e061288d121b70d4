"""Kills fill, submit and merge at random moments, again and again, and looks at what is left.

Run as a program: `python killing_commands.py (fill|submit|merge) FOLDER KILLS SEED`, where FOLDER
holds what `support.journeys.prepare` has made. A child carries out the use case without end and
tells over a pipe what it has finished. Every other time it is killed after a random number of turns
of an empty loop, somewhere within about one and a half runs; the other times a random moment after
a file beside the one written appears, which is when it writes. Prints one JSON object.

One process does all of it because only a fork of a process that has everything imported is quick
enough to be killed dozens of times in a test.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from db.errors import DbError
from db.park_file import ParkFile
from db.store import Store
from questionnaire.errors import GreenparkError
from services.bootstrap import load_product
from services.evidence import EvidenceDetails, add_evidence
from services.merges import merge_files
from services.parks import fill_park
from services.submissions import submit
from services.verification import verify_anything, verify_store
from support.journeys import (
    CODE,
    PARK,
    STORE,
    documents_of,
    identity,
    machine,
    of_park,
    send,
)

FILES = 200


@dataclass
class Case:
    """A use case to kill.

    Attributes:
        work: does it without end, telling the number of each run that is finished.
        found: the number that the files have reached, and what is wrong in them.
    """

    folder: Path
    work: Callable[["Case", int], None]
    found: Callable[["Case"], tuple[int, list[str]]]
    files: list[Path] = field(default_factory=list)


def fill_without_end(case: Case, told: int) -> None:
    """Count up a field."""
    environment, path = machine(case.folder), case.folder / PARK
    number = _filled(path)
    while True:
        number += 1
        fields = {"gdp": str(number), "contact_name": f"填报人{number}"}
        fill_park(load_product(), environment, path, {"fields": fields})
        os.write(told, b"%d\n" % number)


def _filled(path: Path) -> int:
    with ParkFile.open(path, load_product().catalogue, read_only=True) as park:
        return int(str(park.history()[2025].value("gdp")))


def found_filled(case: Case) -> tuple[int, list[str]]:
    """The number in the park file; its state must be that of its log."""
    path = case.folder / PARK
    with ParkFile.open(path, load_product().catalogue) as park:
        answers = park.history()[2025]
        wrong = [str(problem) for problem in park.check()]
    number = int(str(answers.value("gdp")))
    if number > START and answers.value("contact_name") != f"填报人{number}":
        wrong.append(f"half an edit: {number}, {answers.value('contact_name')}")
    return number, wrong


START = 680
"""The number in the worked example."""


def submit_without_end(case: Case, told: int) -> None:
    """Change an answer and submit it, each time to the same place."""
    environment, path = machine(case.folder), case.folder / PARK
    number = _submitted(case)
    while True:
        number += 1
        fill_park(load_product(), environment, path, {"fields": {"fulltime_staff": str(number)}})
        submit(load_product(), environment, path, case.folder / "out.parkdb")
        os.write(told, b"%d\n" % number)


def _submitted(case: Case) -> int:
    target = case.folder / "out.parkdb"
    if not target.exists():
        return 0
    documents = {identity(item): item for item in documents_of(target)}
    parents = {name for item in documents.values() for name in item["parents"]}
    (newest,) = documents.keys() - parents
    return int(documents[newest]["answers"]["fulltime_staff"]["value"])


def found_submitted(case: Case) -> tuple[int, list[str]]:
    """The number in the submission, which must be whole and known to the park file."""
    target = case.folder / "out.parkdb"
    wrong, sent = [], set[str]()
    if target.exists():
        wrong = [str(item) for item in verify_anything(str(target), None, None).problems]
        sent = {identity(item) for item in documents_of(target)}
    with ParkFile.open(case.folder / PARK, load_product().catalogue) as park:
        wrong += [str(problem) for problem in park.check()]
        wrong += [f"unknown: {name}" for name in sent - {item.id for item in park.revisions()}]
    return _submitted(case), wrong


def give_evidence(folder: Path) -> None:
    """So much evidence that most of a submission is copying it."""
    details = EvidenceDetails(("gdp",), "统计资料", "统计局", "2025-03-01", "document")
    for number in range(2):
        document = folder / f"{number}.pdf"
        document.write_bytes(b"%PDF-1.7" + bytes([number]) * 5_000_000)
        add_evidence(load_product(), machine(folder), folder / PARK, document, details)


def merge_without_end(case: Case, told: int) -> None:
    """Merge one file after the other."""
    environment = machine(case.folder)
    with Store.open(case.folder / STORE) as store:
        number = len(store.known_ids())
        while True:
            merge_files(load_product(), environment, store, [case.files[number]])
            number += 1
            os.write(told, b"%d\n" % number)


def found_merged(case: Case) -> tuple[int, list[str]]:
    """The number of revisions in the store; each with its index and its entry in the audit log."""
    with Store.open(case.folder / STORE) as store:
        number = len(store.known_ids())
        wrong = [str(problem) for problem in verify_store(store)]
        merged = [entry for entry in store.audit() if entry.action == "merge"]
        if len(merged) != number or len(store.answer_values("gdp")) != number:
            wrong.append(f"{number} revisions, {len(merged)} entries, other index")
    return number, wrong


def small_files(folder: Path) -> list[Path]:
    """Submissions of many parks, each with few rows."""
    (real,) = documents_of(folder / STORE)
    small = {**real, "tables": {"energy_carriers": real["tables"]["energy_carriers"]}}
    key = machine(folder).keys.park(CODE)
    return [folder / STORE] + [
        send(folder / f"{number:03}.parkdb", key, of_park(small, f"TEST1{number:03}"))
        for number in range(FILES)
    ]


def timed_run(work: Callable[[Case, int], None], case: Case) -> int:
    """Turns of an empty loop that take as long as one run of the use case."""
    reading, writing = os.pipe()
    child = _forked(work, case, reading, writing)
    os.close(writing)
    os.read(reading, 100)
    begun = time.perf_counter()
    os.read(reading, 100)
    one = time.perf_counter() - begun
    _killed(child)
    os.close(reading)
    begun = time.perf_counter()
    _turn(1_000_000)
    return int(1_000_000 * one / (time.perf_counter() - begun))


def _forked(work: Callable[[Case, int], None], case: Case, reading: int, writing: int) -> int:
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            work(case, writing)
        finally:
            os._exit(1)
    return child


def _killed(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def kill_once(case: Case, turns: int, while_writing: int | None) -> int:
    """Let a child work and kill it; gives the last number that it told, 0 for none.

    Args:
        case: the use case.
        turns: of an empty loop before the kill; the most that are waited for a file.
        while_writing: turns after a journal or a temporary file has appeared; None kills anywhere.
    """
    reading, writing = os.pipe()
    child = _forked(case.work, case, reading, writing)
    os.close(writing)
    if while_writing is None:
        _turn(turns)
    else:
        _wait_for_writing(case.folder, turns)
        _turn(while_writing)
    _killed(child)
    told = b""
    while more := os.read(reading, 1000):
        told += more
    os.close(reading)
    numbers = told.decode().split("\n")[:-1]
    return int(numbers[-1]) if numbers else 0


def _turn(turns: int) -> None:
    for _ in range(turns):
        pass


def _wait_for_writing(folder: Path, most: int) -> None:
    """Look until something is being written; each look takes some 500 turns."""
    before = set(_unfinished(folder))
    for _ in range(most // 500):
        if set(_unfinished(folder)) - before:
            return


def _unfinished(folder: Path) -> list[str]:
    """Names of journals and temporary files."""
    with os.scandir(folder) as entries:
        return [item.name for item in entries if item.name.endswith(("-journal", "-wal", ".tmp"))]


def main(kind: str, folder: Path, kills: int, seed: int) -> dict[str, object]:
    """Kill and look, many times; then let the use case run to its end once."""
    work, found = {
        "fill": (fill_without_end, found_filled),
        "submit": (submit_without_end, found_submitted),
        "merge": (merge_without_end, found_merged),
    }[kind]
    case = Case(folder, work, found, small_files(folder) if kind == "merge" else [])
    load_product()
    if kind == "submit":
        give_evidence(folder)
    turns = timed_run(work, case)
    last, wrong = found(case)
    chance = random.Random(seed)
    midway = 0
    for number in range(kills):
        before = set(_unfinished(folder))
        if number % 2:
            told = kill_once(case, turns * 3, chance.randrange(turns // 8))
        else:
            told = kill_once(case, chance.randrange(turns * 3 // 2), None)
        told = max(told, last)
        journal = bool(set(_unfinished(folder)) - before)
        try:
            last, problems = found(case)
        except (DbError, GreenparkError) as error:
            return {"kills": kills, "wrong": [*wrong, f"does not open: {error}"]}
        wrong += problems
        if last not in {told, told + 1}:
            wrong.append(f"told {told}, found {last}")
        midway += journal or last != told
    return {"kills": kills, "last": last, "wrong": wrong, "midway": midway}


if __name__ == "__main__":
    result = main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    sys.stdout.write(json.dumps(result, ensure_ascii=False))
