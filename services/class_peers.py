"""The other parks of a class, from the results of a store.

Source: interface.md, 填报 (the class mean needs a store).
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from db.records import ScoreKey
from db.store import Store
from reports.class_mean import ClassMean, Peer, class_mean
from scoring.scorecard import Scorecard
from services.bootstrap import Product
from services.evaluation import Evaluation, IndustryMeans
from services.result_json import scorecard_json
from services.score_cache import score_key
from services.store_views import StoreView


class Peers:
    """Results of the confirmed parks of a store, each read or computed once.

    The numbers are those of `score --json` (four places), whether the store remembers a result or
    not, so that a card does not depend on what is remembered.
    """

    def __init__(
        self,
        product: Product,
        store: Store,
        view: StoreView,
        today: datetime.date,
        industry_means: IndustryMeans | None,
    ) -> None:
        self._product = product
        self._store = store
        self._view = view
        self._today = today
        self._means = industry_means
        self._results: dict[int, list[Mapping[str, Any]]] = {}

    def mean(self, card: Scorecard) -> ClassMean | None:
        """Means of the rated parks of the card's class and year, by its edition and weights.

        None without a class, or where too few parks are there.
        """
        if card.class_used is None:
            return None
        if card.year not in self._results:
            self._results[card.year] = self._read(card.year)
        return class_mean(
            _peer(result)
            for result in self._results[card.year]
            if result["class_used"] == card.class_used
            and result["rating_status"] == "rated"
            and result["rubric"]["hash"] == card.edition_hash
            and result["weights"] == card.weight_set
        )

    def _read(self, year: int) -> list[Mapping[str, Any]]:
        """The results of a year."""
        view = self._view
        found = {park: view.current(park, year) for park in view.parks(year)}
        counted = {
            park: current
            for park, current in found.items()
            if current is not None and current.signer_state == "confirmed"
        }
        entries = self._store.scores(current.submission.id for current in counted.values())
        known: dict[ScoreKey, str] = {entry.key: entry.content for entry in entries}
        results: list[Mapping[str, Any]] = []
        for park, current in counted.items():
            evaluation = Evaluation(
                self._product, view.history(park), year, self._today, industry_means=self._means
            )
            content = known.get(score_key(view, current, evaluation))
            results.append(json.loads(content) if content else scorecard_json(evaluation.scorecard))
        return results


def _peer(result: Mapping[str, Any]) -> Peer:
    """What a result gives to the mean."""
    intensity = result["indicators"].get("T5", {}).get("value")
    return Peer(
        total=Decimal(result["total"]),
        dimensions={code: _number(score) for code, score in result["dimensions"].items()},
        intensity=_number(intensity),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
