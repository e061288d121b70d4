"""Clock, row ids, draws and evidence files of the demonstration follow from the seed alone."""

import struct
import uuid
import zlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from services.demonstration.draws import Draws
from services.demonstration.evidence_files import evidence_files, tiny_pdf, tiny_png
from services.demonstration.machine import FixedClock, SeededIds, demonstration_environment
from services.demonstration.profiles import Trend, ending_at
from services.media_types import media_type


def test_the_clock_stands_still_until_it_is_moved_on() -> None:
    clock = FixedClock()
    first = clock.now()
    assert clock.now() == first
    clock.move_on()
    assert (clock.now() - first).total_seconds() == 60


def test_the_day_is_that_of_utc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC-14")
    environment = demonstration_environment(tmp_path, 1, FixedClock())
    assert environment.today() == date(2026, 3, 31)
    assert environment.timestamp() == "2026-03-31T08:00:00Z"
    assert environment.demonstration


def test_row_ids_are_uuids_of_version_5_out_of_the_seed() -> None:
    first, again, other = SeededIds(1), SeededIds(1), SeededIds(2)
    ids = [first.next() for _ in range(50)]
    assert ids == [again.next() for _ in range(50)]
    assert not set(ids) & {other.next() for _ in range(50)}
    assert {uuid.UUID(item).version for item in ids} == {5}
    assert len(set(ids)) == 50


def test_keys_follow_from_the_seed(tmp_path: Path) -> None:
    one = demonstration_environment(tmp_path / "a", 1, FixedClock()).keys
    same = demonstration_environment(tmp_path / "b", 1, FixedClock()).keys
    other = demonstration_environment(tmp_path / "c", 2, FixedClock()).keys
    assert one.office().fingerprint == same.office().fingerprint
    assert one.park("DEMO-01").fingerprint != other.park("DEMO-01").fingerprint


def test_draws_repeat_and_reach_both_ends() -> None:
    draws, same = Draws("7"), Draws("7")
    numbers = [draws.between(3, 9) for _ in range(200)]
    assert numbers == [same.between(3, 9) for _ in range(200)]
    assert set(numbers) == set(range(3, 10))


def test_shares_fall_and_add_up_to_one() -> None:
    shares = Draws("x").shares(12)
    assert abs(sum(shares, Decimal(0)) - 1) < Decimal("1e-20")
    assert shares[0] > shares[-1]
    assert shares[-1] > 0
    assert len(shares) == 12


def test_a_trend_keeps_the_decimals_of_its_value() -> None:
    trend = Trend(Decimal("33.20"), Decimal(25), Decimal(-20))
    assert trend.at(2020) == Decimal("33.20")
    assert str(trend.at(2019)) == "26.56"  # 33.2 / 1.25
    assert str(trend.at(2022)) == "21.25"  # 33.2 * 0.64 = 21.248


def test_a_trend_is_nothing_before_it_begins() -> None:
    trend = Trend(Decimal(100), after=Decimal(10), since=2021)
    assert [trend.at(year) for year in (2016, 2020, 2021)] == [0, 0, 110]


def test_a_trend_reaches_the_value_it_ends_at() -> None:
    trend = ending_at(Decimal("14.641"), 3, Decimal(5), Decimal(10))  # 10 * 1.1 ** 4
    assert (str(trend.at(2020)), str(trend.at(2024))) == ("10.000", "14.641")


def test_the_pdf_opens_and_says_what_it_is() -> None:
    document = pypdfium2.PdfDocument(tiny_pdf("DEMONSTRATION DATA"))
    try:
        assert len(document) == 1
        text = document[0].get_textpage()
        assert text.get_text_bounded() == "DEMONSTRATION DATA"
    finally:
        document.close()


def test_the_png_holds_its_picture_and_its_comment() -> None:
    data = tiny_png("DEMONSTRATION DATA")
    chunks: dict[bytes, bytes] = {}
    place = 8
    while place < len(data):
        size, kind = struct.unpack(">I4s", data[place : place + 8])
        content = data[place + 8 : place + 8 + size]
        (check,) = struct.unpack(">I", data[place + 8 + size : place + 12 + size])
        assert check == zlib.crc32(kind + content)
        chunks[kind] = content
        place += 12 + size
    assert chunks[b"IHDR"][:8] == struct.pack(">II", 16, 16)
    assert len(zlib.decompress(chunks[b"IDAT"])) == 16 * (1 + 16 * 3)
    assert chunks[b"tEXt"] == b"Comment\x00DEMONSTRATION DATA"


def test_evidence_files_are_of_three_kinds_and_say_that_nothing_is_real() -> None:
    files = evidence_files("DEMO-01", 2025)
    assert [media_type(item.content) for item in files] == [
        "application/pdf",
        "text/plain",
        "image/png",
    ]
    assert evidence_files("DEMO-01", 2025) == files
    for item in files:
        assert b"DEMONSTRATION DATA" in item.content or "演示数据" in item.content.decode()
        assert "虚构" in item.details.title
