"""The years of one park of a store, each evaluated, to be set side by side."""

from __future__ import annotations

from scoring.scorecard import Scorecard
from services.bootstrap import Product
from services.environment import Environment
from services.evaluation import Evaluation
from services.kept_means import used_means
from services.store_views import StoreView
from services.subjects import open_store


def cards_of_years(
    product: Product, environment: Environment, location: str, park: str
) -> tuple[Scorecard, ...]:
    """Results of every year in which a park counts, oldest first.

    Args:
        product: the shipped data.
        environment: today's date.
        location: path or URL of the store.
        park: its code.

    Raises:
        DbError: the store cannot be opened.
    """
    with open_store(location) as store:
        view = StoreView(store, product.catalogue)
        means = used_means(store, None)
        history = view.history(park)
        return tuple(
            Evaluation(product, history, year, environment.today(), industry_means=means).scorecard
            for year in view.years(park)
            if (current := view.current(park, year)) is not None
            and current.signer_state == "confirmed"
        )
