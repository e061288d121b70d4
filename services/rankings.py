"""Ranking of the parks of a store in one year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from db.store import Store
from questionnaire.messages import msg
from questionnaire.numbers import round_to
from scoring.scorecard import CodeStatus, Scorecard
from services.bootstrap import Product
from services.environment import Environment
from services.errors import UnknownItem
from services.evaluation import Evaluation, IndustryMeans
from services.kept_means import used_means
from services.score_cache import remember_score
from services.store_views import StoreView

LeftOutReason: TypeAlias = Literal["unconfirmed", "conflict"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One park in the ranking.

    Attributes:
        rank: 1, 2, 2, 4 ... by printed total; None for a park without rating.
        status: final; provisional when the grade is 暂定 or 自评; none without rating.
    """

    rank: int | None
    scorecard: Scorecard

    @property
    def status(self) -> CodeStatus:
        """Status of the rating."""
        if self.scorecard.rating_status != "rated":
            return "none"
        return "provisional" if self.scorecard.provisional else "final"


def rank_parks(
    product: Product,
    environment: Environment,
    store: Store,
    year: int | None = None,
    industry_means: IndustryMeans | None = None,
) -> tuple[int, tuple[Ranked, ...]]:
    """Rank the parks whose current submission is confirmed, best first.

    Args:
        product: the shipped data.
        environment: clock, keys and new ids.
        store: open for writing, because it remembers scores.
        year: None takes the newest year of the store.
        industry_means: benchmarks for K when the edition has none; None takes the store's own.

    Returns:
        The year, and the parks; those without rating come last, by code.

    Raises:
        UnknownItem: the store has nothing for the year.
    """
    view = StoreView(store, product.catalogue)
    used = year if year is not None else view.newest_year()
    if not view.parks(used):
        years = ", ".join(map(str, sorted({of_year for _, of_year in view.state.shown})))
        raise UnknownItem(
            msg("The store has nothing for {year}.", year=used),
            msg("It has: {years}.", years=years or "–"),
        )
    means = used_means(store, industry_means)
    cards: list[Scorecard] = []
    for park in view.parks(used):
        current = view.current(park, used)
        if current is None or current.signer_state != "confirmed":
            continue
        evaluation = Evaluation(
            product,
            view.history(park),
            used,
            environment.today(),
            industry_means=means,
        )
        remember_score(store, view, environment, current, evaluation)
        cards.append(evaluation.scorecard)
    return used, _ranked(cards)


def left_out(product: Product, store: Store, year: int) -> dict[str, LeftOutReason]:
    """Parks with submissions of a year that are not ranked, by code, and why.

    `unconfirmed`: nobody has confirmed the key that signed; `conflict`: several versions stand side
    by side.
    """
    view = StoreView(store, product.catalogue)
    found: dict[str, LeftOutReason] = {}
    for park in view.parks(year):
        current = view.current(park, year)
        if current is None:
            found[park] = "conflict"
        elif current.signer_state != "confirmed":
            found[park] = "unconfirmed"
    return found


def _ranked(cards: list[Scorecard]) -> tuple[Ranked, ...]:
    rated = [
        card for card in cards if card.rating_status == "rated" and card.total_printed is not None
    ]
    rated.sort(key=lambda card: (-_total(card), card.park_code))
    others = sorted((card for card in cards if card not in rated), key=lambda card: card.park_code)
    totals = [_total(card) for card in rated]
    return (
        *(Ranked(totals.index(_total(card)) + 1, card) for card in rated),
        *(Ranked(None, card) for card in others),
    )


def _total(card: Scorecard) -> Decimal:
    return round_to(card.total or Decimal(0), 1)
