"""The year of a park file that is shown: its answers, and what is worked out from them.

`services.park_drafts.ParkDraft` adds the file, the edit log and undo.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from accounting.inventory import Inventory
from questionnaire.answers import AnswerSet, History
from questionnaire.catalogue import Catalogue
from questionnaire.problems import Problem
from questionnaire.scope import Scope
from scoring.edition import Edition, Indicator
from scoring.scorecard import Scorecard
from services.bootstrap import Product
from services.edit_effects import CheckIndex
from services.environment import Environment
from services.errors import UnknownItem
from services.form_progress import counts_of_page, is_asked, progress_of_page
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
        self._live = self._evaluate(history, newest_year(history))
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
        return progress_of_page(self.product.check_plan, self._live.scope, page)

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

    # Checks of large tables

    @property
    def is_checked(self) -> bool:
        """Whether all checks were run; until then problems may be missing."""
        return self._live.is_checked

    @property
    def unchecked(self) -> frozenset[str]:
        """Fields and tables at which problems may be missing yet."""
        return self._live.unchecked

    def check_more(self) -> bool:
        """Run some of the checks of large tables, for some milliseconds; whether any are left.

        The listeners hear of it once, when the last one was run.
        """
        if self.is_checked:
            return False
        left = self._live.check_more()
        if not left:
            self._announce(Change(frozenset()))
        return left

    def finish_checks(self) -> None:
        """Run all checks that are left, however long it takes."""
        while self.check_more():
            pass

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
