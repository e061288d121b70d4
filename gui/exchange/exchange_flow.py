"""Import, export and template from the window of a park: ask where, do it, say what became of it.

Source: interface.md, Excel.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from gui.context import Context
from gui.dialogs import ALL_FILES, FileFilter
from gui.exchange.import_dialog import ImportDialog
from gui.jobs import Progress
from questionnaire.messages import Language, LocalText, Text, msg
from services.audit_workbooks import write_audit
from services.bootstrap import Product
from services.environment import Environment
from services.import_columns import remember_columns
from services.park_sessions import ParkSession
from services.subjects import Subject
from services.workbooks import WrittenFiles, write_answers

WORKBOOKS = FileFilter(LocalText("Excel 工作簿", "Excel workbooks"), ("*.xlsx",))
READABLE = FileFilter(
    LocalText("Excel 工作簿和 CSV", "Excel workbooks and CSV"), ("*.xlsx", "*.xlsm", "*.csv")
)
JSON_FILES = FileFilter(LocalText("JSON 文件", "JSON files"), ("*.json",))


class _Writer(Protocol):
    """Writes the answers of a year to a file."""

    def __call__(
        self,
        product: Product,
        environment: Environment,
        subject: Subject,
        out: Path,
        *,
        language: Language,
    ) -> WrittenFiles: ...


def import_file(parent: QWidget, session: ParkSession, context: Context) -> None:
    """Ask for a file, show what importing it would change, and take it as one step."""
    title = msg("Workbook or CSV table to import")
    for file in context.dialogs.open_files(parent, title, [READABLE, ALL_FILES]):
        dialog = ImportDialog(session, context, file, parent)
        if context.dialogs.run(dialog) and dialog.plan is not None and dialog.prepared is not None:
            refused = session.take_import(dialog.prepared).refused
            if refused is not None:
                context.dialogs.note(parent, refused)
            remember_columns(context.environment, dialog.plan.chosen)
        dialog.deleteLater()


def export_file(parent: QWidget, session: ParkSession, context: Context) -> None:
    """Ask where, and write all answers of the year as a workbook or JSON."""
    suggested = f"{session.park_name} {session.year}.xlsx"
    out = context.dialogs.save_file(parent, msg("Export to"), suggested, [WORKBOOKS, JSON_FILES])
    if out is not None:
        _write(parent, session, context, out, write_answers)


def export_audit(parent: QWidget, session: ParkSession, context: Context) -> None:
    """Ask where, and write the audit workbook: the export, with results as live formulas."""
    suggested = context.texts.tr(
        msg("Audit workbook {park} {year}.xlsx", park=session.park_name, year=session.year)
    )
    out = context.dialogs.save_file(parent, msg("Audit workbook"), suggested, [WORKBOOKS])
    if out is not None:
        _write(parent, session, context, out, write_audit)


def save_template(parent: QWidget, session: ParkSession, context: Context) -> None:
    """Ask where, and write a template that starts from the answers of the year."""
    suggested = context.texts.tr(
        msg("Template {park} {year}.xlsx", park=session.park_name, year=session.year)
    )
    out = context.dialogs.save_file(parent, msg("Template"), suggested, [WORKBOOKS])
    if out is not None:
        _write(parent, session, context, out, partial(write_answers, template=True))


def _write(
    parent: QWidget, session: ParkSession, context: Context, out: Path, writer: _Writer
) -> None:
    product, environment, language = context.product, context.environment, context.texts.language
    subject = Subject("park", session.history, session.year)

    def work(progress: Progress) -> WrittenFiles:
        progress.step(msg("Writing {file}", file=out.name))
        return writer(product, environment, subject, out, language=language)

    def show(written: WrittenFiles) -> None:
        detail: Text = written.notes[0] if written.notes else str(out.parent)
        context.dialogs.note(parent, msg("Wrote {file}.", file=out.name), detail)

    context.jobs.run(work, msg("Writing {file}", file=out.name)).on_success(show).start()


def exchange_actions(
    parent: QWidget, session: ParkSession, context: Context, commit: Callable[[], None]
) -> dict[str, Callable[[], None]]:
    """What the menus offer; a file that is open for reading only takes no import.

    Args:
        parent: the window.
        session: the open file.
        context: what every view is given.
        commit: takes what is being typed, before anything is written or read.
    """
    flows = {"export": export_file, "audit": export_audit, "template": save_template}
    if not session.read_only:
        flows["import"] = import_file

    def action(flow: Callable[[QWidget, ParkSession, Context], None]) -> Callable[[], None]:
        def run() -> None:
            commit()
            flow(parent, session, context)

        return run

    return {name: action(flow) for name, flow in flows.items()}
