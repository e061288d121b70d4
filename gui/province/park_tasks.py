"""What can be done with parks of a store: compare them, write cards, export the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gui.context import Context
from gui.dialogs import FileFilter
from gui.jobs import Progress
from gui.province.comparison_dialog import ComparisonDialog
from questionnaire.errors import GreenparkError
from questionnaire.messages import LocalText, Text, msg
from scoring.scorecard import Scorecard
from services.cards import WrittenCard, write_cards
from services.failures import system_failure
from services.files import write_whole
from services.park_years import cards_of_years
from services.parks_csv import parks_csv
from services.rank_intervals import RankInterval
from services.rankings import Ranked
from services.total_trends import Trend

MOST_COMPARED = 6
"""Parks or years that a window of 1280 pixels holds side by side."""
_CSV_FILES = FileFilter(LocalText("CSV 表格", "CSV tables"), ("*.csv",))


class ParkTasks(QObject):
    """Carries out tasks for a window; long ones as jobs.

    Args:
        location: path or URL of the store.
        context: words, asks and runs jobs.
        window: parent of the dialogs.
    """

    told = Signal(str)
    """With a note of what was done."""

    def __init__(self, location: str, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._location = location
        self._context = context
        self._window = window

    def compare(self, cards: Sequence[Scorecard]) -> None:
        """Show parks of one year side by side; the first `MOST_COMPARED` of them."""
        shown = cards[:MOST_COMPARED]
        title = msg("Parks in {year}", year=shown[0].year)
        self._show(title, [card.park_name for card in shown], shown)

    def compare_years(self, card: Scorecard) -> None:
        """Show the newest years of a park side by side."""
        context, location = self._context, self._location

        def work(progress: Progress) -> tuple[Scorecard, ...]:
            progress.step(msg("Reading the store"))
            return cards_of_years(context.product, context.environment, location, card.park_code)

        job = context.jobs.run(work, msg("Reading the store"))
        job.on_success(self._show_years).on_failure(self._fail).only_for(self).start()

    def write_card(self, card: Scorecard) -> None:
        """Write the scorecard of a park into a folder that the user chooses, and open it."""
        folder = self._context.dialogs.choose_folder(self._window, msg("Folder for the scorecard"))
        if folder is None:
            return
        context, location = self._context, self._location

        def work(progress: Progress) -> tuple[WrittenCard, ...]:
            progress.step(msg("Writing the scorecard"))
            return write_cards(
                context.product,
                context.environment,
                location,
                folder,
                park=card.park_code,
                year=card.year,
                language=context.language,
            )

        job = context.jobs.run(work, msg("Writing the scorecard"))
        job.on_success(self._show_cards).on_failure(self._fail).only_for(self).start()

    def export(
        self,
        parks: Sequence[Ranked],
        intervals: Mapping[str, RankInterval],
        trends: Mapping[str, Trend],
    ) -> None:
        """Write the table as it is shown into a CSV file that the user names."""
        stem = "parks" if "://" in self._location else Path(self._location).stem
        name = f"{stem}-{parks[0].scorecard.year}.csv"
        path = self._context.dialogs.save_file(
            self._window, msg("Export the table"), name, [_CSV_FILES]
        )
        if path is None:
            return
        try:
            write_whole(path, parks_csv(parks, self._context.language, intervals, trends))
        except OSError as error:
            self._fail(system_failure(error))
            return
        self.told.emit(self._context.texts.tr(msg("Wrote {file}.", file=path)))

    def _show_years(self, cards: tuple[Scorecard, ...]) -> None:
        shown = cards[-MOST_COMPARED:]
        title = msg("Years of {park}", park=shown[-1].park_name)
        self._show(title, [str(card.year) for card in shown], shown)

    def _show(self, title: Text, heads: Sequence[Text], cards: Sequence[Scorecard]) -> None:
        dialog = ComparisonDialog(title, heads, cards, self._context, self._window)
        self._context.dialogs.run(dialog)
        dialog.deleteLater()

    def _show_cards(self, cards: tuple[WrittenCard, ...]) -> None:
        for card in cards:
            self.told.emit(self._context.texts.tr(msg("Wrote {file}.", file=card.file)))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(card.file)))

    def _fail(self, error: GreenparkError) -> None:
        self._context.dialogs.show_error(self._window, error)
