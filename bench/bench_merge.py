"""Merging many submissions into a store, against a raw copy of the same rows.

The raw copy has the same schema, indexes and durability and one transaction for each file; it
reads rows that lie ready in tables, by `ATTACH` and `INSERT`, and checks nothing. What a merge does
beside it: a private copy of each file, its schema, ids, signatures, shape and values, the
inventory and the control totals.

The raw copy waits for the disk after each file, a merge after several. The share therefore depends
on how long the disk takes to make something durable, which is printed with it.
"""

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from bench import Row
from bench.sample import Sample, read_sample
from db.records import StoredSigner
from db.store import Store
from db.submission_file import write_submission
from merging.compose import submission_payload
from questionnaire.answers import Answer, AnswerSet, State
from services.environment import Environment, local_environment
from services.keys import KeyRing
from services.merges import merge_files
from services.submissions import signed

NUMBER = "GREENPARK_BENCH_MERGES"
"""Environment variable: how many submissions; 1000 is the size of the design."""

_ROWS = 200
_PADDED = "action_projects"
_TABLES = (
    *("revision", "signer", "received", "lineage", "park"),
    *("answer", "table_row", "inventory", "audit"),
)
_LEAST_SHARE = 0.60
_BYTES_OF_A_FILE = 160 << 10
_FLUSHES = 50


def run() -> list[Row]:
    """Merge, then copy the same rows raw."""
    count = int(os.environ.get(NUMBER, "1000"))
    sample = read_sample()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        answers = len(sample.answers.answers)
        files = list(_submissions(sample, folder, count))
        ours = _seconds_of_merge(sample, folder / "store.db", files)
        ready = _ready_files(folder / "store.db", folder, count)
        raw = _seconds_of_copy(folder / "raw.db", ready)
        flush = _seconds_of_flush(folder / "flushed")
        _compare(folder / "store.db", folder / "raw.db")
    return [
        Row(
            f"merge {count} submissions ({answers} answers, {_ROWS} rows each)",
            ours,
            f"goal ≥ 0.80 of raw, ≥ {_LEAST_SHARE} accepted (here {raw / ours:.2f})",
            raw,
            f"raw copy; a flush of this disk {flush * 1e3:.2f} ms",
            raw / ours >= _LEAST_SHARE,
        )
    ]


def _submissions(sample: Sample, folder: Path, count: int) -> Iterator[Path]:
    keys = KeyRing.seeded(folder / "keys", "bench")
    product = sample.product
    for number in range(count):
        park = f"BENCH{number:05}"
        key = keys.park(park)
        payload = submission_payload(
            park=park,
            answers=_answers(sample.answers, park, number),
            catalogue=product.catalogue,
            catalogue_ref=(product.catalogue.id, product.catalogue.hash),
            rubric_ref=(sample.edition.id, sample.edition.hash),
            factors_ref=("DEFAULT", product.factors.hash),
            parents=[],
            author="填报人",
            created_at="2026-03-01T08:00:00Z",
        )
        path = folder / f"{park}.parkdb"
        signer = StoredSigner(key.fingerprint, key.public_key, "填报人")
        write_submission(path, [signed(payload, key)], [], [signer], {"format": "1"})
        yield path


def _answers(example: AnswerSet, park: str, number: int) -> AnswerSet:
    """The answers of the example as those of another park, with as many rows as the design says."""
    fields = {
        **example.answers,
        "park_code": Answer(State.VALUE, park),
        "gdp": Answer(State.VALUE, Decimal(500 + number)),
    }
    rows = dict(example.rows(_PADDED))
    pattern = next(iter(rows.values()))
    missing = _ROWS - sum(len(table) for table in example.tables.values())
    rows |= {f"more-{place}": pattern for place in range(missing)}
    return replace(example, answers=fields, tables={**example.tables, _PADDED: rows})


def _environment(folder: Path) -> Environment:
    return replace(local_environment(), home=folder, keys=KeyRing(folder / "keys"))


def _seconds_of_merge(sample: Sample, path: Path, files: Sequence[Path]) -> float:
    with Store.open(path, create=True) as store:
        start = time.perf_counter()
        outcome = merge_files(sample.product, _environment(path.parent), store, files)
        taken = time.perf_counter() - start
    if outcome.refused:
        raise AssertionError(outcome.refused[0])
    return taken


def _ready_files(store: Path, folder: Path, count: int) -> list[Path]:
    """The rows that each file brought, each in a database of its own."""
    paths = []
    for number in range(1, count + 1):
        path = folder / f"ready-{number}.db"
        driver = sqlite3.connect(path, isolation_level=None)
        driver.execute("ATTACH ? AS store", (str(store),))
        driver.execute("BEGIN")
        for table in _TABLES:
            driver.execute(f"CREATE TABLE {table} AS {_rows_of(table)}", {"number": number})
        driver.execute("COMMIT")
        driver.close()
        paths.append(path)
    return paths


def _rows_of(table: str) -> str:
    """The query for what the file `:number` brought to a table of the store."""
    revision = "(SELECT revision FROM store.received WHERE number = :number)"
    condition = {
        "revision": f"id = {revision}",
        "signer": f"fingerprint = (SELECT signer FROM store.revision WHERE id = {revision})",  # noqa: S608
        "received": "number = :number",
        "audit": "sequence = :number",
    }.get(table, "revision = :number")
    return f"SELECT * FROM store.{table} WHERE {condition}"  # noqa: S608 - our own names


def _seconds_of_copy(path: Path, files: Sequence[Path]) -> float:
    Store.open(path, create=True).close()
    driver = sqlite3.connect(path, isolation_level=None)
    # As the store opens its file (db/_sqlite.py).
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
        driver.execute(f"PRAGMA {pragma}")
    start = time.perf_counter()
    for file in files:
        driver.execute("ATTACH ? AS ready", (str(file),))
        driver.execute("BEGIN IMMEDIATE")
        for table in _TABLES:
            driver.execute(f"INSERT INTO main.{table} SELECT * FROM ready.{table}")  # noqa: S608
        driver.execute("COMMIT")
        driver.execute("DETACH ready")
    taken = time.perf_counter() - start
    driver.close()
    return taken


def _seconds_of_flush(path: Path) -> float:
    """Median time until as much as a file brings is durable, beyond writing it."""
    block, taken = b"x" * _BYTES_OF_A_FILE, []
    with path.open("wb", buffering=0) as target:
        for _ in range(_FLUSHES):
            target.write(block)
            start = time.perf_counter()
            os.fsync(target.fileno())
            taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _compare(ours: Path, raw: Path) -> None:
    """Both stores must hold the same rows, or the figures say nothing."""
    driver = sqlite3.connect(raw, isolation_level=None)
    driver.execute("ATTACH ? AS ours", (str(ours),))
    for table in _TABLES:
        extra = f"SELECT * FROM ours.{table} EXCEPT SELECT * FROM main.{table}"  # noqa: S608
        (missing,) = driver.execute(f"SELECT count(*) FROM ({extra})").fetchone()  # noqa: S608
        if missing:
            raise AssertionError(f"{missing} rows of {table} differ")
    driver.close()
