"""Scores that a store remembers: one for each state of what they rest on; old ones stay."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from importlib.metadata import version

from db.records import CodeEntry, ScoreEntry, ScoreKey
from db.store import Store
from questionnaire.canonical_json import Json, encode, sha256_hex
from questionnaire.numbers import to_text
from scoring.scorecard import Scorecard
from services.environment import Environment
from services.evaluation import Evaluation
from services.means import means_hash
from services.result_json import scorecard_json
from services.store_views import Current, StoreView


def remember_score(
    store: Store,
    view: StoreView,
    environment: Environment,
    current: Current,
    evaluation: Evaluation,
) -> None:
    """Keep the score of a current submission, unless the store has it for the same grounds."""
    key = score_key(view, current, evaluation)
    if store.has_score(key):
        return
    card = evaluation.scorecard
    store.add_score(
        ScoreEntry(
            key=key,
            time=environment.timestamp(),
            park_class=card.class_used,
            total=_text(card.total),
            grade=card.grade,
            coverage=_text(card.data_coverage),
            rating_status=card.rating_status,
            content=json.dumps(scorecard_json(card), ensure_ascii=False, sort_keys=True),
            code=_code(card),
        )
    )


def recalled_score(
    store: Store, view: StoreView, current: Current, evaluation: Evaluation
) -> ScoreEntry | None:
    """The remembered score of a current submission; None unless all its grounds still hold."""
    key = score_key(view, current, evaluation)
    return next((one for one in store.scores([key.revision]) if one.key == key), None)


def score_key(view: StoreView, current: Current, evaluation: Evaluation) -> ScoreKey:
    """What a score rests on.

    The weight set, the submissions of earlier years (暂无数据 in a row, rubric.md 4.4) and the
    version of the program are taken into the hash of the industry means, so that a score is
    computed again when they change.
    """
    submission = current.submission
    earlier = {
        str(year): before.submission
        for year in view.years(submission.park)
        if year < submission.year
        and (before := view.lineage(submission.park, year)) is not None
        and before.submission is not None
    }
    grounds: dict[str, Json] = {
        "means": means_hash(evaluation.industry_means),
        "weights": evaluation.used_weight_set,
        "earlier": earlier,
        "program": _program(),
    }
    return ScoreKey(
        revision=submission.id,
        assessment=current.assessment.id if current.assessment else "",
        rubric_hash=evaluation.edition.hash,
        factors_hash=evaluation.product.factors.hash,
        means_hash=sha256_hex(encode(grounds)),
    )


@cache
def _program() -> str:
    """The version of the program, which does not change while it runs."""
    return version("greenpark")


def _code(card: Scorecard) -> CodeEntry:
    code = card.code
    return CodeEntry(
        status=code.status,
        colour=code.colour,
        k_grade=code.k_grade,
        k=_text(code.k),
        l=_text(code.l),
        n=_text(code.n),
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else to_text(number)
