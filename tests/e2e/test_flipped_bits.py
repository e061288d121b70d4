"""A submission with one flipped bit is refused by name and rule, or it is still the same.

Source: submissions.md, Merge (content hash); quality.md, Faults (corrupt file).
"""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from db.store import Store
from services.bootstrap import load_product
from services.evidence import EvidenceDetails, add_evidence
from services.merges import merge_files
from services.submissions import submit
from support.journeys import PARK, Prepared, machine

SEEDS = range(4)
FLIPS_EACH = 300


@pytest.fixture(scope="module")
def submitted(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a submission that carries evidence, and an empty store."""
    folder = tmp_path_factory.mktemp("flipped")
    prepared.copy("keys", folder / "keys")
    park = prepared.copy(PARK, folder / PARK)
    scan = folder / "scan.txt"
    scan.write_text("盖章页扫描件\n" * 400, encoding="utf-8")
    details = EvidenceDetails(("T1",), "规划批复", "合成省人民政府", "2025-03-01", "document")
    add_evidence(load_product(), machine(folder), park, scan, details)
    submit(load_product(), machine(folder), park, folder / "real.parkdb")
    Store.open(folder / "empty.db", create=True).close()
    return folder


def _positions(size: int, seed: int) -> Iterator[tuple[int, int]]:
    """Bytes with the bit to flip: some of the head, some of each page's, others."""
    chance = random.Random(seed)
    for number in range(FLIPS_EACH):
        place = chance.randrange(size)
        if number % 6 == 0:
            place = chance.randrange(100)
        if number % 6 == 1:
            place = place // 4096 * 4096 + chance.randrange(12)
        yield place, 1 << chance.randrange(8)


def _content(path: Path, *tables: str) -> str:
    """Everything in a store, or in some of its tables, as one hash."""
    with closing(sqlite3.connect(path)) as connection:
        named = [f'INSERT INTO "{table}"' for table in tables] or [""]
        lines = [line for line in connection.iterdump() if line.startswith(tuple(named))]
    return sha256("\n".join(lines).encode()).hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_refused_by_name_or_still_the_same(submitted: Path, tmp_path: Path, seed: int) -> None:
    real = (submitted / "real.parkdb").read_bytes()
    empty, path, flipped = submitted / "empty.db", tmp_path / "s.db", tmp_path / "flipped.parkdb"
    product, home = load_product(), machine(submitted)
    shutil.copyfile(empty, path)
    with Store.open(path) as store:
        expected = merge_files(product, home, store, [submitted / "real.parkdb"]).content_hash
    kept = _content(path, "revision", "evidence", "signer", "answer", "table_row")
    shutil.copyfile(empty, path)
    nothing = _content(empty)
    refused = 0
    for place, bit in _positions(len(real), seed):
        flipped.write_bytes(real[:place] + bytes([real[place] ^ bit]) + real[place + 1 :])
        with Store.open(path) as store:
            outcome = merge_files(product, home, store, [flipped])
        if not outcome.refused:
            assert outcome.content_hash == expected, (place, bit)
            found = _content(path, "revision", "evidence", "signer", "answer", "table_row")
            assert found == kept, (place, bit)
            shutil.copyfile(empty, path)
            continue
        refused += 1
        (refusal,) = outcome.refused
        assert refusal.file == "flipped.parkdb"
        assert refusal.rule
        assert refusal.hint is not None
        assert _content(path) == nothing, (place, bit)
    assert refused > FLIPS_EACH // 2


@pytest.mark.slow
def test_a_file_cut_short_anywhere_is_refused(submitted: Path, tmp_path: Path) -> None:
    real = (submitted / "real.parkdb").read_bytes()
    path, cut = tmp_path / "s.db", tmp_path / "cut.parkdb"
    shutil.copyfile(submitted / "empty.db", path)
    before = _content(path)
    chance = random.Random(7)
    lengths = [0, 1, 16, 99, 100, 4096, *(chance.randrange(len(real)) for _ in range(40))]
    with Store.open(path) as store:
        for length in lengths:
            cut.write_bytes(real[:length])
            outcome = merge_files(load_product(), machine(submitted), store, [cut])
            assert [item.file for item in outcome.refused] == ["cut.parkdb"], length
    assert _content(path) == before
