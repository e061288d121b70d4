"""Problems, inventories and scorecard of one year while somebody types.

They equal those of `services.evaluation.Evaluation` on the same answers at every moment; only the
way there is shorter. The checks of large tables wait for `check_more`; until they were run,
problems may be missing, and there is no scorecard.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from accounting.compute import compute_inventory
from accounting.entry_checks import check_entries
from accounting.inventory import Inventory, InventorySettings
from accounting.ledger import TABLE as LEDGER
from accounting.settings import scoring_settings, settings_of
from db.waiting_rows import WaitingRows
from questionnaire.answer_scope import AnswerScope
from questionnaire.answers import AnswerSet, History
from questionnaire.catalogue import Catalogue
from questionnaire.messages import msg
from questionnaire.problems import Problem, Severity
from scoring.edition import Edition
from scoring.score import score
from scoring.scorecard import Scorecard
from services.bootstrap import Product
from services.edit_effects import CheckIndex, EditEffect
from services.errors import ServiceError
from services.evaluation import Evaluation, basis_of
from services.late_checks import SMALL_TABLE
from services.live_ledger import LiveLedger
from services.live_problems import LiveProblems
from services.live_scope import LiveScope

_ROWS_COUNTED_AT_ONCE = 500


class ChecksRunning(ServiceError):
    """The result of a year of which not all rows were checked yet; it will be there soon."""

    code = "checks-running"


class LiveEvaluation:
    """Results for the year that is shown."""

    def __init__(
        self,
        product: Product,
        index: CheckIndex,
        history: History,
        year: int,
        today: datetime.date,
        small: int = SMALL_TABLE,
    ) -> None:
        """Evaluate a year.

        Args:
            product: the shipped data.
            index: the columns that its checks rest on.
            history: the answer sets of the park.
            year: the year shown; its set is in `history`.
            today: date of the checks.
            small: most rows of a table whose checks do not wait.
        """
        self._product = product
        self.history = history
        self.year = year
        self._today = today
        totals = [name for name in product.catalogue.derived if name.startswith(f"{LEDGER}.")]
        self._resting_on_totals = product.check_plan.affected(totals)
        self._unread = _unread_tables(history, year)
        self._ledger = LiveLedger(self.answers, late=len(self.answers.rows(LEDGER)) > small)
        self._scope = LiveScope(product.catalogue, history, year, product.references, today)
        self._scoring_inventory = self._inventory_by(scoring_settings())
        self._scope.follow(history, self._scoring_inventory.values, {}, ())
        self._problems = LiveProblems(product.check_plan, index, self._scope, small)
        self._read_by_entries = codes_of_account(product.catalogue)
        self._entries = self._check_entries()
        self._listed: tuple[Problem, ...] | None = None
        self._by_code: Mapping[str, tuple[Problem, ...]] | None = None
        self._inventory: Inventory | None = None
        self._scorecard: Scorecard | None = None

    @property
    def answers(self) -> AnswerSet:
        """The answers of the year."""
        return self.history[self.year]

    def follow(self, history: History, effect: EditEffect) -> None:
        """Take over the answers after an edit of the year."""
        before, self.history = self.answers, history
        if LEDGER in effect.codes or "boundary_out_of_area" in effect.codes:
            self._ledger.follow(self.answers, effect.rows.get(LEDGER, ()))
        changed = self._renew_inventory() if effect.codes else []
        self._scope.follow(history, self._scoring_inventory.values, effect.rows, effect.moved)
        self._problems.follow(before, effect, changed)
        if effect.confirmed or effect.codes & self._read_by_entries:
            self._entries = self._check_entries()
        self._listed = self._by_code = None
        if effect.codes:
            self._inventory = self._scorecard = None

    @property
    def is_checked(self) -> bool:
        """Whether all rows were counted and all checks run."""
        return not (self._unread or self._ledger.waiting) and self._problems.is_complete

    @property
    def waiting(self) -> int:
        """How many rows and checks wait, a row for each thing that is done with it."""
        unread = sum(map(len, self._unread))
        return unread + self._ledger.waiting + self._problems.waiting

    @property
    def unchecked(self) -> frozenset[str]:
        """Fields and tables at which problems may be missing yet."""
        if not self._ledger.waiting:
            return self._problems.unchecked
        checks = self._product.check_plan.cross_checks
        resting = {checks[name].fields[0] for name in self._resting_on_totals & checks.keys()}
        return self._problems.unchecked | resting

    def check_more(self) -> bool:
        """Go on for some milliseconds with the rows that wait; whether any are left.

        First they are read, then counted, then checked.

        Raises:
            DamagedFile: a row was not written by this program.
        """
        if self._unread:
            if not self._unread[0].read_more():
                self._unread.pop(0)
        elif self._ledger.waiting:
            self._ledger.count_more(_ROWS_COUNTED_AT_ONCE)
            if not self._ledger.waiting:
                self._take_totals()
        else:
            self._problems.check_more()
        self._listed = self._by_code = None
        return not self.is_checked

    def _take_totals(self) -> None:
        """Work out what follows from the totals of the ledger, which were unknown so far."""
        changed = self._renew_inventory()
        self._scope.follow(self.history, self._scoring_inventory.values, {}, ())
        self._problems.follow(self.answers, EditEffect(), changed)
        self._inventory = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems found, hard ones first; once checked, all as `Evaluation.problems`."""
        if self._listed is None:
            found = [*self._problems.in_form_order(), *self._entries]
            self._listed = tuple(sorted(found, key=lambda item: item.severity is not Severity.HARD))
        return self._listed

    @property
    def problems_by_code(self) -> Mapping[str, tuple[Problem, ...]]:
        """The problems by the field or table that they name first."""
        if self._by_code is None:
            found: dict[str, list[Problem]] = {}
            for problem in self.problems:
                found.setdefault(problem.fields[0] if problem.fields else "", []).append(problem)
            self._by_code = {code: tuple(items) for code, items in found.items()}
        return self._by_code

    @property
    def scope(self) -> AnswerScope:
        """What the checks see."""
        return self._scope

    @property
    def invalid_fields(self) -> frozenset[str]:
        """Fields whose own type, range or hard check fails."""
        return self._problems.invalid_fields

    @property
    def scoring_inventory(self) -> Inventory:
        """Inventory by the fixed settings of scores."""
        return self._scoring_inventory

    @property
    def inventory(self) -> Inventory:
        """Inventory by the settings of page 7."""
        if self._inventory is None:
            self._inventory = self._inventory_by(settings_of(self.answers))
        return self._inventory

    @property
    def edition(self) -> Edition:
        """The rubric edition used.

        Raises:
            UnknownItem: it is not installed.
        """
        return self._plain().edition

    @property
    def scorecard(self) -> Scorecard:
        """The complete result.

        Raises:
            ChecksRunning: which values count is not known before all were checked.
            GreenparkError: the edition or weight set is not installed, or not for the year.
        """
        if not self.is_checked:
            raise ChecksRunning(
                msg("The rows of large tables are being checked; the result follows."),
                msg("Wait a few seconds."),
            )
        if self._scorecard is None:
            plain = self._plain()
            self._scorecard = score(
                plain.edition,
                self._product.catalogue,
                self.history,
                self.year,
                basis_of(self._scoring_inventory),
                invalid_fields=self.invalid_fields,
                weight_set=plain.used_weight_set,
            )
        return self._scorecard

    def _plain(self) -> Evaluation:
        return Evaluation(self._product, self.history, self.year, self._today)

    def _renew_inventory(self) -> list[str]:
        """Compute the inventory again; names of the values that differ."""
        before = self._scoring_inventory.values
        self._scoring_inventory = self._inventory_by(scoring_settings())
        after = self._scoring_inventory.values
        return [name for name, value in after.items() if before.get(name) != value]

    def _inventory_by(self, settings: InventorySettings) -> Inventory:
        return compute_inventory(
            self._product.catalogue,
            self.history,
            self.year,
            settings,
            self._product.factors,
            ledger=self._ledger.totals,
        )

    def _check_entries(self) -> tuple[Problem, ...]:
        return check_entries(
            self._product.catalogue,
            self.history,
            self.year,
            settings_of(self.answers),
            self._product.factors,
            self._today,
        )


def _unread_tables(history: History, year: int) -> list[WaitingRows]:
    """Tables of a year, and of the year before that it is compared with, that wait to be read."""
    sets = [history[each] for each in (year, year - 1) if each in history]
    tables = [rows for answers in sets for rows in answers.tables.values()]
    return [rows for rows in tables if isinstance(rows, WaitingRows) and not rows.is_read]


def codes_of_account(catalogue: Catalogue) -> frozenset[str]:
    """Fields and tables that the account of energy and CO2 and its checks may read.

    The ledger is not among them: its totals are computed values.
    """
    settings = {code for code, field in catalogue.fields.items() if field.page == 7}
    behind = {
        code
        for name in catalogue.derived
        if name.startswith("inventory.")
        for code in codes_behind(catalogue, name)
    }
    return frozenset({*settings, *behind, "enterprise_energy", "industrial_output"}) - {LEDGER}


def codes_behind(
    catalogue: Catalogue, name: str, seen: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Fields and tables that a computed value rests on; a field or table rests on itself.

    Args:
        catalogue: the fields and computed values.
        name: code of a field or table, or name of a computed value.
        seen: computed values on the way here.
    """
    derived = catalogue.derived.get(name)
    if derived is None:
        yield name.partition(".")[0]
        return
    for basis in derived.depends_on:
        if basis not in seen:
            yield from codes_behind(catalogue, basis, seen | {name})
