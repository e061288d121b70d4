"""Totals of parks over the last years.

Source: interface.md, 汇总 (trend); mockups/province-parks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from questionnaire.answers import History
from questionnaire.numbers import exact, round_to
from reports.printed_numbers import signed_text
from scoring.errors import RubricError
from services.bootstrap import Product
from services.environment import Environment
from services.errors import UnknownItem
from services.evaluation import Evaluation
from services.kept_means import used_means
from services.number_words import number
from services.rankings import Ranked
from services.score_cache import recalled_score, remember_score
from services.store_views import Current, StoreView
from services.subjects import open_store

if TYPE_CHECKING:
    from db.store import Store

TREND_YEARS = 4
"""The shown year and the three before it."""


@dataclass(frozen=True, slots=True)
class YearTotal:
    """The printed total of a park in a year; None where it is not rated or nothing counts."""

    year: int
    total: Decimal | None


Trend: TypeAlias = tuple[YearTotal, ...]
"""Totals of `TREND_YEARS` years, oldest first."""


def change_of(trend: Trend) -> Decimal | None:
    """The last total less that of the year before; None where one of them is missing.

    >>> change_of((YearTotal(2023, Decimal("67.5")), YearTotal(2024, Decimal("70.9"))))
    Decimal('3.4')
    """
    totals = [item.total for item in trend[-2:]]
    if len(totals) < 2 or totals[0] is None or totals[1] is None:
        return None
    with exact():
        return totals[1] - totals[0]


def trend_lines(trend: Trend) -> tuple[str, ...]:
    """Each year with its total and, in brackets, the change to the year before.

    >>> trend_lines((YearTotal(2023, Decimal("67.5")), YearTotal(2024, Decimal("70.9"))))
    ('2023: 67.5', '2024: 70.9 (+3.4)')
    """
    lines = []
    for place, item in enumerate(trend):
        change = change_of(trend[: place + 1])
        behind = "" if change is None else f" ({signed_text(change, 1)})"
        lines.append(f"{item.year}: {number(item.total, 1)}{behind}")
    return tuple(lines)


def total_trends(
    product: Product,
    environment: Environment,
    location: str,
    parks: Iterable[Ranked],
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Mapping[str, Trend]:
    """Totals of these parks in their year and the three before it, by park code.

    A score that the store remembers is taken from there; others are computed and remembered.
    Parks without rating have totals of the years in which they were rated.

    Args:
        product: the shipped data.
        environment: clock.
        location: path or URL of the store.
        parks: those of one year.
        progress: told of finished parks and of all; what it raises ends the work.

    Raises:
        DbError: the store cannot be opened.
    """
    shown = list(parks)
    with open_store(location) as store:
        reader = _Totals(product, environment, store)
        found: dict[str, Trend] = {}
        for done, item in enumerate(shown):
            progress(done, len(shown))
            card = item.scorecard
            last = card.total_printed if item.rank is not None else None
            found[card.park_code] = (
                *reader.before(card.park_code, card.year),
                YearTotal(card.year, last),
            )
    return found


class _Totals:
    """Printed totals of parks of a store that count."""

    def __init__(self, product: Product, environment: Environment, store: Store) -> None:
        self._product = product
        self._environment = environment
        self._store = store
        self._view = StoreView(store, product.catalogue)
        self._means = used_means(store, None)

    def before(self, park: str, shown: int) -> Iterator[YearTotal]:
        """The years of a trend before the shown one."""
        for year in range(shown - TREND_YEARS + 1, shown):
            current = self._view.current(park, year)
            counts = current is not None and current.signer_state == "confirmed"
            yield YearTotal(year, self._total(current) if counts and current else None)

    def _total(self, current: Current) -> Decimal | None:
        """The total of a year; None where it is not rated or no installed edition covers it."""
        try:
            remembered = recalled_score(self._store, self._view, current, self._alone(current))
            if remembered is not None:
                return _printed(remembered.rating_status, remembered.total)
            evaluation = self._evaluation(current, self._view.history(current.submission.park))
            card = evaluation.scorecard
        except (UnknownItem, RubricError):
            return None
        remember_score(self._store, self._view, self._environment, current, evaluation)
        return card.total_printed if card.rating_status == "rated" else None

    def _alone(self, current: Current) -> Evaluation:
        """By the answers of its year alone, which name edition and weights but give no score."""
        park, year = current.submission.park, current.submission.year
        return self._evaluation(current, {year: self._view.answers(park, year)})

    def _evaluation(self, current: Current, history: History) -> Evaluation:
        return Evaluation(
            self._product,
            history,
            current.submission.year,
            self._environment.today(),
            industry_means=self._means,
        )


def _printed(rating_status: str, total: str | None) -> Decimal | None:
    return round_to(Decimal(total), 1) if total is not None and rating_status == "rated" else None
