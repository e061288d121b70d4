"""The benchmarks measure what they say."""

from decimal import Decimal

import pypdfium2
import pytest

from bench import bench_merge, medians_of
from bench.bench_card import bare_document
from bench.bench_rescore import EDITED, Desk
from bench.sample import Sample, decimal_loop, read_sample
from reports.card_input import CardInput
from reports.card_model import build_card
from services.cards import shipped_fonts
from services.translation import translator


@pytest.fixture(scope="module")
def sample() -> Sample:
    return read_sample()


def test_works_are_measured_in_turns() -> None:
    order: list[str] = []
    taken = medians_of(2, lambda: order.append("ours"), lambda: order.append("bare"))
    assert order == ["ours", "bare"] * 3
    assert len(taken) == 2
    assert all(seconds >= 0 for seconds in taken)


def test_works_are_measured_with_the_given_clock() -> None:
    ticks = iter(range(100))
    assert medians_of(3, lambda: None, clock=lambda: float(next(ticks))) == (1.0,)


def test_sample_is_the_worked_example(sample: Sample) -> None:
    inventory = sample.inventory()
    card = sample.card(inventory, sample.invalid(inventory))
    assert (card.park_name, card.class_used, card.grade) == ("合成园区甲", "CE", "B")


def test_an_edit_changes_the_result(sample: Sample) -> None:
    desk = Desk(sample)
    before, _ = desk.rescore(sample)
    after, problems = desk.rescore(sample.with_number(EDITED, Decimal("-1")))
    assert [p.id for p in problems] == [f"field:{EDITED}"]
    assert after.total is not None
    assert before.total is not None
    assert after.total < before.total


def test_the_loop_adds_what_it_says() -> None:
    assert decimal_loop() == Decimal("1.000001") * sum(range(10_000))


def test_the_bare_document_names_park_and_indicators(sample: Sample) -> None:
    shipped_fonts()
    card = sample.card(sample.inventory())
    given = CardInput(card, sample.product.catalogue, sample.edition)
    pdf = bare_document(build_card(given, "zh", translator("zh")))
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert [code for code in card.indicators if code not in text] == []
    assert card.park_name in text


def test_merge_and_raw_copy_end_with_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(bench_merge.NUMBER, "2")
    (row,) = bench_merge.run()  # raises if the stores differ or a file is refused
    assert "merge 2 submissions" in row.name
    assert row.yardstick.startswith("raw copy; a flush of this disk ")
    assert row.ratio is not None
