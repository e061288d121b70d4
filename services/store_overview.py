"""What the window shows of a store: the parks of a year, and what waits for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from services.bootstrap import Product
from services.environment import Environment
from services.evaluation import IndustryMeans
from services.rankings import Ranked, rank_parks
from services.store_views import StoreView
from services.subjects import open_store


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
    """

    years: tuple[int, ...]
    year: int
    ranked: tuple[Ranked, ...]
    revisions: int
    conflicts: int
    unconfirmed: int
    mean: Decimal | None


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
        year: None takes the newest.
        industry_means: benchmarks for K when the edition has none; None takes the store's own.

    Raises:
        DbError: it cannot be opened.
    """
    with open_store(location) as store:
        view = StoreView(store, product.catalogue)
        years = tuple(sorted({of_year for _, of_year in view.state.shown}, reverse=True))
        if not years:
            return StoreOverview((), 0, (), len(view.heads), 0, 0, None)
        used = year if year in years else years[0]
        _, ranked = rank_parks(product, environment, store, used, industry_means)
        lineages = view.state.shown.values()
        totals = [
            item.scorecard.total_printed
            for item in ranked
            if item.rank is not None and item.scorecard.total_printed is not None
        ]
        return StoreOverview(
            years=years,
            year=used,
            ranked=ranked,
            revisions=len(view.heads),
            conflicts=sum(
                item.submissions.is_conflict + item.assessments.is_conflict for item in lineages
            ),
            unconfirmed=len(view.parks(used)) - len(ranked),
            mean=sum(totals, Decimal(0)) / len(totals) if totals else None,
        )
