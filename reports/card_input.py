"""What a card is made from, gathered by the caller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from accounting.inventory import Inventory
from questionnaire.catalogue import Catalogue
from questionnaire.problems import Problem
from reports.class_mean import ClassMean
from reports.policy_events import PolicyEvent
from scoring.edition import Edition
from scoring.scorecard import Robustness, Scorecard


@dataclass(frozen=True, slots=True)
class CardInput:
    """Everything a card prints; nothing of it is computed again.

    Attributes:
        scorecard: the result.
        catalogue: labels and units of the fields.
        edition: names and limits of grades and bands; the edition that scored.
        inventory: of the same year; its grid factor and uncertainty are named. None = left out.
        problems: of the answers; soft ones are printed with the reason of their confirmation.
        robustness: None when it was not asked for; the card then says so.
        last_year: result of the year before, by the same edition where possible; None without one.
        inventories: of earlier years by the fixed settings of scores, by year; may be empty.
        boundaries: boundary version by year; a year that is missing has the version of its
            neighbour. No change is printed from one version to another.
        class_mean: means of the class in the store; None without a store or with too few parks.
        events: policy events to mark on the series, in the order of preference.
        submission_id, assessment_id: revision ids; empty or None when there is none.
        issued: date of issue; None on a draft that was never issued.
        assessors: names.
        boundary_version: name of the boundary of the park area.
        statement_text: the signed statement; must be None for a draft.
        draft: 草稿, see submissions.md "Which cards are signed".
        demonstration: every page says 演示数据.
        region: printed beside the year, e.g. 江苏省; may be empty.
    """

    scorecard: Scorecard
    catalogue: Catalogue
    edition: Edition
    inventory: Inventory | None = None
    problems: tuple[Problem, ...] = ()
    robustness: Robustness | None = None
    last_year: Scorecard | None = None
    inventories: Mapping[int, Inventory] = field(default_factory=dict)
    boundaries: Mapping[int, str] = field(default_factory=dict)
    class_mean: ClassMean | None = None
    events: tuple[PolicyEvent, ...] = ()
    submission_id: str = ""
    assessment_id: str | None = None
    issued: date | None = None
    assessors: tuple[str, ...] = ()
    boundary_version: str = ""
    statement_text: str | None = None
    draft: bool = True
    demonstration: bool = False
    region: str = ""
