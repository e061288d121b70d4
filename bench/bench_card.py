"""Scorecards as PDF against a bare document of the same texts, tables and fonts."""

import io
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
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
from reports.card_parts import Table as PrintedTable
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
        clock=time.process_time,
    )
    return [
        Row("word a scorecard", worded),
        Row("draw a scorecard", drawn, "≤ 150 ms", bare, BARE, drawn <= 0.15),
    ]


def bare_document(model: CardModel) -> bytes:
    """The texts of a card as plain tables: no figures, code tile, line breaking or outline."""
    target = io.BytesIO()
    document = SimpleDocTemplate(target, pagesize=A4, leftMargin=18 * mm, rightMargin=18 * mm)
    document.build([_table(rows) for rows in _tables(model)], canvasmaker=_compressed)
    return target.getvalue()


def _compressed(*arguments: object, **options: object) -> Canvas:
    return Canvas(*arguments, **{**options, "pageCompression": 1})  # type: ignore[arg-type]


def _tables(part: object) -> Iterator[Rows]:
    """Every table of a part of the model; its other texts as tables of one or more columns."""
    if isinstance(part, PrintedTable):
        yield [tuple(column.title for column in part.columns), *part.rows]
    elif isinstance(part, tuple):
        alike = [_texts(item) for item in part if not isinstance(item, tuple)]
        widths = {len(texts) for texts in alike}
        if len(alike) == len(part) and len(widths) == 1 and widths != {0}:
            yield alike
        else:
            for item in part:
                yield from _tables(item)
    elif is_dataclass(part):
        values = [getattr(part, field.name) for field in fields(part)]
        if lines := [(value,) for value in values if isinstance(value, str)]:
            yield lines
        for value in values:
            yield from _tables(value)


def _texts(part: object) -> tuple[str, ...]:
    """All texts of a part in one row, if it holds no tables; else none."""
    if isinstance(part, str):
        return (part,)
    values = [getattr(part, field.name) for field in fields(part)] if is_dataclass(part) else []
    if any(isinstance(value, tuple) for value in values):
        return ()
    return tuple(text for value in values for text in _texts(value))


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
        edition=sample.edition,
        inventory=inventory,
        problems=problems,
    )
