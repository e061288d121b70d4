"""The year of a park file that is shown: its answers, and what is worked out from them.

`services.park_drafts.ParkDraft` adds the file, the edit log and undo.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from accounting.inventory import Inventory
from db.waiting_rows import WaitingRows
from questionnaire.answers import AnswerSet, History
from questionnaire.catalogue import Catalogue
from questionnaire.errors import GreenparkError
from questionnaire.problems import Problem
from questionnaire.scope import Scope
from scoring.edition import Edition, Indicator
from scoring.scorecard import Scorecard
from services.bootstrap import Product
from services.edit_effects import CheckIndex
from services.environment import Environment
from services.errors import UnknownItem
from services.form_progress import counts_of_page, fields_of_pages, is_asked, progress_of
from services.live_evaluation import LiveEvaluation
from services.parks import newest_year
from services.session_values import Change


class ShownPark:
    """One year of a park, and the listeners that hear of its changes.

    Attributes:
        product: the shipped data.
        environment: clock, keys and new ids.
        path: the file.
    """

    def __init__(
        self, product: Product, environment: Environment, path: Path, history: History
    ) -> None:
        """Show the newest year."""
        self.product = product
        self.environment = environment
        self.path = path
        self._index = CheckIndex(product.check_plan)
        self._fields = fields_of_pages(product.check_plan)
        self._live = self._evaluate(history, newest_year(history))
        self._earlier: LiveEvaluation | None = None
        self._on_change: list[Callable[[Change], None]] = []

    @property
    def catalogue(self) -> Catalogue:
        """The fields."""
        return self.product.catalogue

    @property
    def year(self) -> int:
        """The year shown."""
        return self._live.year

    @property
    def park_name(self) -> str:
        """Name of the park; its code, or the name of the file, where it has none."""
        named = self.answers.value("park_name") or self.answers.value("park_code")
        return str(named or self.path.stem)

    @property
    def history(self) -> History:
        """The answer sets of all years."""
        return self._live.history

    @property
    def years(self) -> tuple[int, ...]:
        """Years that have answers, oldest first."""
        return tuple(sorted(self.history))

    @property
    def answers(self) -> AnswerSet:
        """The answers of the year."""
        return self._live.answers

    @property
    def previous(self) -> AnswerSet | None:
        """The answers of the newest year before; None when there are none."""
        earlier = [year for year in self.history if year < self.year]
        return self.history[max(earlier)] if earlier else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems found, hard ones first; once checked, all that `check` lists."""
        return self._live.problems

    def problems_at(self, code: str) -> tuple[Problem, ...]:
        """The problems that are shown at a field or table: those that name it first."""
        return self._live.problems_by_code.get(code, ())

    def problem_counts(self, page: int) -> tuple[int, int]:
        """Hard problems, and soft ones that are not confirmed, shown on a page."""
        return counts_of_page(self.catalogue, self._live.problems_by_code, page)

    def progress(self, page: int) -> tuple[int, int]:
        """Fields of a page that are answered, and all that have to be or are."""
        return progress_of(self._fields[page], self._live.scope)

    def is_asked(self, code: str) -> bool:
        """Whether a field applies: its condition is not false, or it has an answer."""
        return is_asked(self.product.check_plan, self._live.scope, code)

    @property
    def scorecard(self) -> Scorecard:
        """The result for the answers as they are.

        Raises:
            ChecksRunning: not all checks were run yet.
            GreenparkError: the edition or weight set is not installed, or not for the year.
        """
        return self._live.scorecard

    @property
    def inventory(self) -> Inventory:
        """The CO2 inventory by the settings of page 7."""
        return self._live.inventory

    @property
    def scoring_inventory(self) -> Inventory:
        """The CO2 inventory by the fixed settings of scores."""
        return self._live.scoring_inventory

    @property
    def edition(self) -> Edition:
        """The rubric edition used.

        Raises:
            UnknownItem: it is not installed.
        """
        return self._live.edition

    def indicator(self, code: str) -> Indicator | None:
        """An indicator of the edition; None when there is none, or no edition for the year."""
        try:
            return self.edition.indicators.get(code)
        except UnknownItem:
            return None

    def scope_of(self, code: str) -> Scope:
        """What the conditions of a field see; to be used at once, it follows the edits."""
        return self._live.scope.for_field(code)

    def scope_of_cell(self, table: str, row_id: str, column: str) -> Scope:
        """What the conditions of a cell see; to be used at once, it follows the edits."""
        return self._live.scope.for_cell(table, row_id, column)

    # Checks of large tables

    @property
    def is_checked(self) -> bool:
        """Whether all checks were run; until then problems may be missing."""
        return self._live.is_checked

    def is_read(self, table: str) -> bool:
        """Whether all rows of a table are in memory; asking for all of them reads the others."""
        rows = self.answers.rows(table)
        return not isinstance(rows, WaitingRows) or rows.is_read

    @property
    def unchecked(self) -> frozenset[str]:
        """Fields and tables at which problems may be missing yet."""
        return self._live.unchecked

    def check_more(self) -> bool:
        """Go on with the checks of large tables, for some milliseconds; whether any are left.

        The earlier year comes last, once `earlier_scorecard` was asked for. The listeners hear of
        each year when its last check was run.

        Raises:
            DamagedFile: a row was not written by this program.
        """
        earlier = self._earlier
        if not self.is_checked:
            if not self._live.check_more():
                self._announce(Change(frozenset()))
        elif earlier is not None and not earlier.is_checked and not earlier.check_more():
            self._announce(Change(frozenset(), problems=False))
        return self.has_checks_left

    @property
    def has_checks_left(self) -> bool:
        """Whether `check_more` has anything to do."""
        return not self.is_checked or not (self._earlier is None or self._earlier.is_checked)

    def finish_checks(self) -> None:
        """Run all checks that are left, however long it takes."""
        while self.check_more():
            pass

    @property
    def earlier_scorecard(self) -> Scorecard | None:
        """The result of the newest year before the one shown; None without a total of such a year.

        Where large tables of that year are still to be checked it is None until they are.
        """
        sets = {year: answers for year, answers in self.history.items() if year < self.year}
        if not sets:
            return None
        if self._earlier is None or not _are_same(sets, self._earlier.history):
            self._earlier = self._evaluate(sets, max(sets))
        try:
            card = self._earlier.scorecard
        except GreenparkError:
            return None
        return card if card.total is not None else None

    # Listeners

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Hear of every change; gives the function that ends it."""
        self._on_change.append(callback)
        return lambda: self._on_change.remove(callback)

    # Inside

    def _show(self, live: LiveEvaluation, initiator: object) -> None:
        """Show another year, or everything anew."""
        self._live = live
        tables = frozenset(self.catalogue.tables)
        codes = frozenset(self.catalogue.fields)
        self._announce(Change(codes, tables, initiator=initiator, year=True))

    def _evaluate(self, history: History, year: int) -> LiveEvaluation:
        today = self.environment.today()
        return LiveEvaluation(self.product, self._index, history, year, today)

    def _announce(self, change: Change) -> None:
        for callback in tuple(self._on_change):
            callback(change)


def _are_same(one: History, other: History) -> bool:
    """Whether two histories hold the very same sets; an edit of one year leaves the others."""
    return one.keys() == other.keys() and all(one[year] is other[year] for year in one)
