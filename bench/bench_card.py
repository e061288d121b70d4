"""Scorecards as PDF against a bare document of the same texts, tables and fonts."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate, Table, TableStyle

from bench import Row, medians_of
from bench.sample import Sample, read_sample
from questionnaire.checks import check_fields
from reports.card_input import CardInput
from reports.card_model import CardModel, build_card
from reports.card_parts import Block, Facts, IndicatorRow, Paragraphs, Section
from reports.fonts import REGULAR
from reports.scorecard_pdf import render_scorecard
from services.cards import shipped_fonts
from services.translation import translator

Rows: TypeAlias = Sequence[tuple[str, ...]]

BARE = "bare ReportLab document"
_WIDTH = 174 * mm
_SIZE = 8


def run() -> list[Row]:
    """A draft card of the worked example, after the first one has loaded the fonts."""
    given = _card_input(read_sample())
    fonts = shipped_fonts()
    say = translator("zh")
    model = build_card(given, "zh", say)
    drawn, worded, bare = medians_of(
        11,
        lambda: render_scorecard(model, fonts),
        lambda: build_card(given, "zh", say),
        lambda: bare_document(model),
    )
    return [
        Row("word a scorecard", worded),
        Row("draw a scorecard, 6 pages", drawn, "≤ 150 ms", bare, BARE, drawn <= 0.15),
    ]


def bare_document(model: CardModel) -> bytes:
    """The texts of a card as plain tables: no scales, code tile, line breaking or outline."""
    target = io.BytesIO()
    document = SimpleDocTemplate(target, pagesize=A4, leftMargin=18 * mm, rightMargin=18 * mm)
    document.build([_table(rows) for rows in _tables(model)], canvasmaker=_compressed)
    return target.getvalue()


def _compressed(*arguments: object, **options: object) -> Canvas:
    return Canvas(*arguments, **{**options, "pageCompression": 1})  # type: ignore[arg-type]


def _tables(model: CardModel) -> Iterator[Rows]:
    cover = model.cover
    yield [(cover.heading, cover.flags), (cover.name, cover.subtitle)]
    yield [(text,) for text in cover.summary]
    yield [(bar.label, bar.score, bar.change) for bar in cover.dimensions]
    yield [(fact.label, fact.value) for fact in cover.facts]
    for group in model.indicators.groups:
        yield [(group.title,)]
        yield [_cells(row) for row in group.rows]
    for section in (*model.indicators.sections, *model.basis.sections):
        yield from _tables_of(section)


def _tables_of(section: Section) -> Iterator[Rows]:
    yield [(section.title, section.note)]
    for block in section.blocks:
        yield _rows_of(block)


def _rows_of(block: Block) -> Rows:
    if isinstance(block, Facts):
        return [(fact.label, fact.value) for fact in block.facts]
    if isinstance(block, Paragraphs):
        return [(text,) for text in block.texts]
    return [tuple(column.title for column in block.columns), *block.rows]


def _cells(row: IndicatorRow) -> tuple[str, ...]:
    scale = (row.scale.floor, row.scale.passing, row.scale.target) if row.scale else ("", "", "")
    texts = (row.code, row.label, row.note, row.value, row.unit, *scale)
    return (*texts, row.score, row.weight, row.points, row.to_pass)


def _table(rows: Rows) -> Flowable:
    columns = len(rows[0])
    style = TableStyle([("FONT", (0, 0), (-1, -1), REGULAR, _SIZE)])
    return Table(rows, colWidths=[_WIDTH / columns] * columns, style=style, repeatRows=0)


def _card_input(sample: Sample) -> CardInput:
    inventory = sample.inventory()
    product = sample.product
    problems = check_fields(
        product.check_plan,
        sample.history,
        sample.answers.year,
        inventory.values,
        product.references,
        date(2026, 4, 1),
    )
    return CardInput(
        scorecard=sample.card(inventory),
        catalogue=product.catalogue,
        inventory=inventory,
        problems=problems,
    )
