"""Limits of evidence: of one file, of all files of a year."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from services import evidence
from services.bootstrap import load_product
from services.environment import Environment
from services.errors import ServiceError
from services.evidence import EvidenceDetails, add_evidence, next_evidence_id
from services.keys import KeyRing
from services.parks import EditOutcome, new_park

DETAILS = EvidenceDetails(("T1",), "规划批复", "合成省人民政府", "2025-03-01", "document")


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """A machine with a fixed clock and counted ids."""
    numbers = iter(range(1000))
    return Environment(
        home=tmp_path,
        now=lambda: datetime(2026, 3, 1, tzinfo=UTC),
        new_id=lambda: f"row-{next(numbers)}",
        keys=KeyRing(tmp_path / "keys"),
    )


@pytest.fixture
def park(environment: Environment, tmp_path: Path) -> Path:
    """A new park file."""
    path = tmp_path / "p.parkdb"
    new_park(load_product(), environment, path, code="TEST0001", name="合成园区甲", year=2025)
    return path


def _add(environment: Environment, park: Path, content: bytes) -> EditOutcome:
    scan = park.with_name("scan.bin")
    scan.write_bytes(content)
    return add_evidence(load_product(), environment, park, scan, DETAILS)


def test_all_files_of_a_year_together(
    environment: Environment, park: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_YEAR_BYTES", 3 << 20)
    _add(environment, park, b"a" * (2 << 20))
    with pytest.raises(ServiceError, match="The evidence of 2025 would exceed 3 MiB") as caught:
        _add(environment, park, b"b" * (2 << 20))
    assert caught.value.hint is not None
    _add(environment, park, b"a" * (2 << 20))  # the same content counts once
    _add(environment, park, b"b" * (1 << 20))


def test_the_limits_are_those_of_the_design() -> None:
    assert (evidence.MOST_FILE_BYTES, evidence.MOST_YEAR_BYTES) == (20 << 20, 200 << 20)


def test_ids_follow_each_other(environment: Environment, park: Path) -> None:
    assert [str(note) for note in _add(environment, park, b"a").notes] == ["Stored as E01."]
    assert [str(note) for note in _add(environment, park, b"b").notes] == ["Stored as E02."]


def test_an_id_in_between_is_used_before_a_new_one() -> None:
    rows = [{"evidence_id": name} for name in ("E01", "E03", "Z99")]
    assert next_evidence_id(rows) == "E02"
