"""What the window shows of a store: the parks of a year, and what waits for a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from services.bootstrap import Product
from services.environment import Environment
from services.evaluation import IndustryMeans
from services.kept_means import KeptMeans, kept_means
from services.rankings import Ranked, rank_parks
from services.store_views import StoreView
from services.subjects import open_store

if TYPE_CHECKING:
    from db.store import Store


@dataclass(frozen=True, slots=True)
class YearCount:
    """A year of a store, and how many parks count in it: their signer is confirmed."""

    year: int
    parks: int


@dataclass(frozen=True, slots=True)
class StoreOverview:
    """A store at one moment.

    Attributes:
        years: newest first; empty for an empty store.
        year: the shown year; 0 for an empty store.
        ranked: its parks, best first, those without rating last.
        revisions: number of all revisions.
        conflicts: number of parks and years with several heads.
        unconfirmed: number of submissions of the year whose signer does not count yet.
        mean: mean of the printed totals; None without a rated park.
        means: industry means that the store keeps; None when it keeps none.
    """

    years: tuple[YearCount, ...]
    year: int
    ranked: tuple[Ranked, ...]
    revisions: int
    conflicts: int
    unconfirmed: int
    mean: Decimal | None
    means: KeptMeans | None

    @property
    def lacks_means(self) -> bool:
        """Whether codes are provisional only because nobody gave industry means."""
        return self.means is None and any(
            item.scorecard.code.method == "simplified" for item in self.ranked
        )


def overview(
    product: Product,
    environment: Environment,
    location: str,
    year: int | None = None,
    industry_means: IndustryMeans | None = None,
) -> StoreOverview:
    """Read a store.

    Args:
        product: the shipped data.
        environment: clock.
        location: path or URL of the store.
        year: None takes the year with most rated parks, of equal ones the newest.
        industry_means: benchmarks for K when the edition has none; None takes the store's own.

    Raises:
        DbError: it cannot be opened.
    """
    with open_store(location) as store:
        view = StoreView(store, product.catalogue)
        years = _years(view)
        means = kept_means(store)
        if not years:
            return StoreOverview((), 0, (), len(view.heads), 0, 0, None, means)
        ranking = _Ranking(product, environment, store, industry_means)
        used = year if year in {item.year for item in years} else _fullest(years, ranking)
        ranked = ranking.parks(used)
        return StoreOverview(
            years=years,
            year=used,
            ranked=ranked,
            revisions=len(view.heads),
            conflicts=sum(
                item.submissions.is_conflict + item.assessments.is_conflict
                for item in view.state.shown.values()
            ),
            unconfirmed=len(view.parks(used)) - len(ranked),
            mean=_mean(ranked),
            means=means,
        )


def spans(years: Iterable[int]) -> str:
    """Years in words, those that follow each other as one span.

    >>> spans([2025, 2023, 2022, 2021])
    '2021–2023, 2025'
    """
    found: list[list[int]] = []
    for year in sorted(years):
        if found and year == found[-1][-1] + 1:
            found[-1].append(year)
        else:
            found.append([year])
    return ", ".join("–".join(dict.fromkeys((str(run[0]), str(run[-1])))) for run in found)


class _Ranking:
    """Ranks the parks of a store, each year once."""

    def __init__(
        self,
        product: Product,
        environment: Environment,
        store: Store,
        industry_means: IndustryMeans | None,
    ) -> None:
        self._rank = partial(rank_parks, product, environment, store, industry_means=industry_means)
        self._found: dict[int, tuple[Ranked, ...]] = {}

    def parks(self, year: int) -> tuple[Ranked, ...]:
        if year not in self._found:
            _, self._found[year] = self._rank(year)
        return self._found[year]

    def rated(self, year: int) -> int:
        return sum(item.rank is not None for item in self.parks(year))


def _years(view: StoreView) -> tuple[YearCount, ...]:
    counting = Counter(
        year for (_, year), lineage in view.state.official.items() if lineage.submission is not None
    )
    years = {year for _, year in view.state.shown}
    return tuple(YearCount(year, counting[year]) for year in sorted(years, reverse=True))


def _fullest(years: tuple[YearCount, ...], ranking: _Ranking) -> int:
    """The year with most rated parks, of equal ones the newest.

    No more parks can be rated than count, so that most years need not be ranked to know.
    """
    best = (0, years[0].year)
    for item in sorted(years, key=lambda item: (item.parks, item.year), reverse=True):
        if (item.parks, item.year) <= best:
            break
        best = max(best, (ranking.rated(item.year), item.year))
    return best[1]


def _mean(ranked: Iterable[Ranked]) -> Decimal | None:
    totals = [
        item.scorecard.total_printed
        for item in ranked
        if item.rank is not None and item.scorecard.total_printed is not None
    ]
    return sum(totals, Decimal(0)) / len(totals) if totals else None
