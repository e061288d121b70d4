"""What a card is made from, gathered from an evaluation and the years around it.

Source: interface.md, PDF scorecard; submissions.md, Which cards are signed.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from accounting.inventory import Inventory
from questionnaire.answers import AnswerSet
from questionnaire.catalogue import Catalogue
from reports.card_input import CardInput
from reports.card_series import MOST_EVENTS, MOST_YEARS
from reports.class_mean import ClassMean
from reports.policy_events import KINDS, PolicyEvent, choose_events, load_policy_events
from scoring.scorecard import Scorecard
from services.evaluation import Evaluation
from services.robustness import robustness_of
from services.shipped_data import read_resources
from services.subjects import Subject

_THEMES = ("E", "coal", "carbon-market")
"""Events on the chart of emissions by carrier."""
_KINDS = tuple(kind for kind in KINDS if kind != "statistic")


def card_input(
    evaluation: Evaluation,
    subject: Subject,
    issued: date,
    *,
    statement_text: str | None,
    class_mean: ClassMean | None = None,
) -> CardInput:
    """What the card of a subject prints.

    Args:
        evaluation: of the subject.
        subject: the park and year.
        issued: date of issue or printing.
        statement_text: the signed statement; None makes a draft.
        class_mean: from a store; None without one.
    """
    inventories = _inventories(evaluation)
    first = min((*inventories, evaluation.year))
    return CardInput(
        scorecard=evaluation.scorecard,
        catalogue=evaluation.product.catalogue,
        edition=evaluation.edition,
        inventory=evaluation.scoring_inventory,
        problems=evaluation.problems,
        robustness=robustness_of(evaluation.scorecard, evaluation.edition),
        last_year=_last_year(evaluation),
        inventories=inventories,
        boundaries={
            year: version
            for year, answers in evaluation.history.items()
            if (version := _text(answers, "boundary_version"))
        },
        class_mean=class_mean,
        events=choose_events(
            shipped_events(),
            (first, evaluation.year),
            _places(evaluation.answers, evaluation.product.catalogue),
            _THEMES,
            kinds=_KINDS,
            most=MOST_EVENTS,
        ),
        submission_id=subject.submission.id if subject.submission else "",
        assessment_id=subject.assessment.id if subject.assessment else None,
        issued=issued,
        assessors=_assessors(evaluation),
        boundary_version=_text(evaluation.answers, "boundary_version"),
        statement_text=statement_text,
        draft=statement_text is None,
        demonstration=subject.demonstration,
    )


@cache
def shipped_events() -> tuple[PolicyEvent, ...]:
    """The policy and event library, read once in a process.

    Raises:
        PolicyEventError: it has defects.
    """
    return load_policy_events(read_resources("policies")["events.toml"], "policies/events.toml")


def _inventories(evaluation: Evaluation) -> dict[int, Inventory]:
    """Inventories of the earlier years that are drawn."""
    earlier = sorted(year for year in evaluation.history if year < evaluation.year)
    return {
        year: _in_year(evaluation, year).scoring_inventory for year in earlier[-(MOST_YEARS - 1) :]
    }


def _last_year(evaluation: Evaluation) -> Scorecard | None:
    """The result of the year before."""
    year = evaluation.year - 1
    return _in_year(evaluation, year).scorecard if year in evaluation.history else None


def _in_year(evaluation: Evaluation, year: int) -> Evaluation:
    """Another year of the park, by the same edition."""
    return Evaluation(
        evaluation.product,
        evaluation.history,
        year,
        evaluation.today,
        rubric=evaluation.edition.id,
        industry_means=evaluation.industry_means,
    )


def _places(answers: AnswerSet, catalogue: Catalogue) -> tuple[str, ...]:
    """The park and what it lies in, from the inside out, as the library names regions."""
    question = catalogue.fields["park_city"]
    code = answers.value("park_city")
    named = next((item.label.zh for item in question.choices or () if item.code == code), "")
    city = named.removesuffix("市")
    county = _text(answers, "park_county").rstrip("市县区")
    places = (_text(answers, "park_name"), f"{city}{county}", city, "江苏", "全国")
    return tuple(dict.fromkeys(place for place in places if place))


def _assessors(evaluation: Evaluation) -> tuple[str, ...]:
    """Names of the assessors."""
    named = (_text(evaluation.answers, code) for code in ("assessor_a", "assessor_b"))
    return tuple(name for name in named if name)


def _text(answers: AnswerSet, code: str) -> str:
    """A text answer; empty for none."""
    value = answers.value(code)
    return value if isinstance(value, str) else ""
