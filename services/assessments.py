"""Recording what assessors decide about a submission in a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce

from db.store import Store
from merging.compose import Judgement, assessment_payload
from merging.contents import answers_of, judgement_of
from merging.revision import Revision
from questionnaire.answers import AnswerSet, Mark, Role
from questionnaire.catalogue import Catalogue, FieldType
from questionnaire.errors import AnswerError, Defect
from questionnaire.fill_shape import read_fill
from questionnaire.messages import Message, msg
from questionnaire.problems import Problem, Severity
from services.bootstrap import Product
from services.environment import OFFICE_AUTHOR, Environment
from services.errors import ServiceError, UnknownItem
from services.evaluation import Evaluation, IndustryMeans
from services.kept_means import used_means
from services.office import add_office_revision, office_key
from services.revision_index import is_demonstration
from services.score_cache import remember_score
from services.store_views import Current, StoreView

_KEYS = ("marks", "gates", "class_override", "reason")
_OVERRIDE_KEYS = ("class", "reason")
_LEAST_REASON = 10


@dataclass(frozen=True, slots=True)
class Assessed:
    """A recorded assessment with what is still thin about it (`mark:CODE`)."""

    revision: Revision
    problems: tuple[Problem, ...]


def assess(  # noqa: PLR0913 - one argument an option of the command
    product: Product,
    environment: Environment,
    store: Store,
    park: str,
    year: int,
    document: Mapping[str, object],
    *,
    industry_means: IndustryMeans | None = None,
) -> Assessed:
    """Lay marks, gates and class over the current assessment of a submission.

    The store remembers the score that follows.

    Args:
        product: the shipped data.
        environment: clock, keys and new ids.
        store: open for writing.
        park: code of the park.
        year: assessment year.
        document: `{"marks", "gates", "class_override", "reason"}`; bare marks are accepted.
        industry_means: benchmarks for K of the remembered score; None takes the store's own.

    Raises:
        AnswerError: the document has a wrong shape; all defects are listed.
        UnknownItem: the store has no current submission of this park and year.
    """
    view = StoreView(store, product.catalogue)
    current = view.current(park, year)
    if current is None:
        raise UnknownItem(
            msg(
                "The store has no single current submission of {park} for {year}.",
                park=park,
                year=year,
            ),
            msg("Merge it, or settle the conflict first."),
        )
    given = read_judgement(product, document, answers_of(current.submission, product.catalogue))
    judgement, parents = _laid_over(view, product.catalogue, current, given)
    _check_reconciled(judgement.marks)
    key = office_key(environment, store)
    edition = Evaluation(product, view.history(park), year, environment.today()).edition
    payload = assessment_payload(
        park=park,
        year=year,
        judges=current.submission.id,
        judgement=judgement,
        rubric_ref=(edition.id, edition.hash),
        parents=parents,
        author=OFFICE_AUTHOR,
        created_at=environment.timestamp(),
        demonstration=environment.demonstration or is_demonstration(current.submission),
    )
    revision = add_office_revision(product, environment, store, payload, key)
    _remember(product, environment, store, (park, year), industry_means)
    return Assessed(revision, mark_problems(judgement, view.history(park)[year].marks))


def _remember(
    product: Product,
    environment: Environment,
    store: Store,
    park_year: tuple[str, int],
    industry_means: IndustryMeans | None,
) -> None:
    view = StoreView(store, product.catalogue)
    park, year = park_year
    current = view.current(park, year)
    if current is not None:
        evaluation = Evaluation(
            product,
            view.history(park),
            year,
            environment.today(),
            industry_means=used_means(store, industry_means),
        )
        remember_score(store, view, environment, current, evaluation)


def read_judgement(product: Product, document: Mapping[str, object], park: AnswerSet) -> Judgement:
    """Read an assessment document strictly.

    Marks, gates and class are read like those of `fill`. A `self` mark that repeats the park's own
    is passed over.

    Args:
        product: the shipped data.
        document: as in `assess`.
        park: answers of the judged submission.

    Raises:
        AnswerError: with every defect and its place.
    """
    defects = [
        Defect(
            "",
            key,
            "unknown-key",
            msg(
                "{key} is not part of an assessment, which has: {keys}.",
                key=key,
                keys=_listed(_KEYS),
            ),
        )
        for key in document
        if key not in _KEYS
    ]
    gates = _mapping("gates", document.get("gates", {}), defects)
    override = _mapping("class_override", document.get("class_override") or {}, defects)
    marks = document.get("marks", {})
    _check_gates(product.catalogue, gates, defects)
    _check_override(override, defects)
    _check_nothing_empty(document, gates, marks, defects)
    read = _read(product, marks, gates, override, defects)
    _check_own_marks(read, park, defects)
    reason = document.get("reason") or ""
    if not isinstance(reason, str):
        defects.append(Defect("", "reason", "wrong-type", msg("The reason must be a text.")))
    _refuse(defects)
    return Judgement(
        marks={
            code: {role: mark for role, mark in by_role.items() if role != "self"}
            for code, by_role in read.marks.items()
        },
        gates={code: value for code in gates if (value := read.value(code)) is not None},
        class_override=(
            (str(read.value("class_override")), str(read.value("class_override_reason")))
            if override
            else None
        ),
        reason=str(reason),
    )


def mark_problems(
    judgement: Judgement, self_marks: Mapping[str, Mapping[Role, Mark]]
) -> tuple[Problem, ...]:
    """Soft problems of assessor marks: a missing name, or a reason that is missing or too short.

    A mark that differs from the park's own needs a reason of 10 characters (rubric.md 4.3).
    """
    return tuple(
        Problem(Severity.SOFT, f"mark:{code}", (code, f"{code}_level"), reduce(_together, faults))
        for code, marks in judgement.marks.items()
        if (faults := _mark_faults(marks, self_marks.get(code, {}).get("self")))
    )


def _together(first: Message, second: Message) -> Message:
    return msg("{first} {second}", first=first, second=second)


def _mark_faults(marks: Mapping[Role, Mark], own: Mark | None) -> list[Message]:
    faults = []
    for role, mark in marks.items():
        if not mark.name:
            faults.append(msg("The mark of {role} has no name.", role=role))
        differs = own is None or mark.level != own.level or role == "reconciled"
        if differs and len(mark.reason or "") < _LEAST_REASON:
            faults.append(
                msg(
                    "The mark of {role} needs a reason of at least {n} characters.",
                    role=role,
                    n=_LEAST_REASON,
                )
            )
    return faults


def _laid_over(
    view: StoreView, catalogue: Catalogue, current: Current, given: Judgement
) -> tuple[Judgement, list[str]]:
    """The judgement together with the one it follows, and its parents."""
    lineage = view.lineage(current.submission.park, current.submission.year)
    heads = lineage.assessments.heads if lineage else ()
    if len(heads) > 1:
        raise ServiceError(
            msg("There are several assessments side by side."),
            msg("Settle the conflict first: greenpark conflicts STORE."),
        )
    if not heads:
        return given, []
    before = judgement_of(view.revision(heads[0]), catalogue)
    marks = {
        code: {**before.marks.get(code, {}), **given.marks.get(code, {})}
        for code in dict.fromkeys([*before.marks, *given.marks])
    }
    return (
        Judgement(
            marks,
            {**before.gates, **given.gates},
            given.class_override or before.class_override,
            given.reason or before.reason,
        ),
        [heads[0]],
    )


def _read(
    product: Product,
    marks: object,
    gates: Mapping[str, object],
    override: Mapping[str, object],
    defects: list[Defect],
) -> AnswerSet:
    """The parts of a document that have the shape of `fill`; its defects under their own places."""
    fields = dict(gates)
    if override:
        fields["class_override"] = override.get("class")
        fields["class_override_reason"] = override.get("reason")
    empty = AnswerSet(0)
    try:
        return read_fill(
            product.catalogue, {"marks": marks, "fields": fields}, empty, product.references, str
        )
    except AnswerError as error:
        defects += [replace(item, place=_own_place(item.place)) for item in error.defects]
        return empty


def _own_place(place: str) -> str:
    named = {
        "fields.class_override": "class_override.class",
        "fields.class_override_reason": "class_override.reason",
    }
    return named.get(place, place.replace("fields.", "gates.", 1))


def _check_own_marks(read: AnswerSet, park: AnswerSet, defects: list[Defect]) -> None:
    for code, by_role in read.marks.items():
        own, known = by_role.get("self"), park.marks.get(code, {}).get("self")
        if own is not None and (known is None or own.level != known.level):
            fault = msg("The park's own mark cannot be changed by an assessment; leave it out.")
            defects.append(Defect("", f"marks.{code}.self", "self-mark", fault))


def _check_reconciled(marks: Mapping[str, Mapping[Role, Mark]]) -> None:
    """An agreed level lies between the two marks, ends included (rubric.md 4.3).

    Raises:
        AnswerError: one does not.
    """
    defects = []
    for code, by_role in marks.items():
        if not {"assessor_a", "assessor_b", "reconciled"} <= by_role.keys():
            continue
        low, high = sorted((by_role["assessor_a"].level, by_role["assessor_b"].level))
        if not low <= by_role["reconciled"].level <= high:
            fault = msg("The agreed level must lie between {low} and {high}.", low=low, high=high)
            defects.append(Defect("", f"marks.{code}.reconciled", "reconciled-range", fault))
    _refuse(defects)


def _check_gates(catalogue: Catalogue, gates: Mapping[str, object], defects: list[Defect]) -> None:
    allowed = [
        code
        for code, field in catalogue.fields.items()
        if field.type not in (FieldType.TABLE, FieldType.LEVEL)
        and any(use.startswith("gate") for use in field.used_by)
    ]
    for code in gates:
        if code not in allowed:
            codes = ", ".join(allowed)
            fault = msg("{code} is no gate field; there are: {codes}.", code=code, codes=codes)
            defects.append(Defect("", f"gates.{code}", "unknown-gate", fault))


def _check_override(override: Mapping[str, object], defects: list[Defect]) -> None:
    """A class set by hand names the class and gives a reason, and nothing else."""
    if not override:
        return
    for key in override:
        if key not in _OVERRIDE_KEYS:
            fault = msg(
                "{key} is unknown here; give: {keys}.", key=key, keys=_listed(_OVERRIDE_KEYS)
            )
            defects.append(Defect("", f"class_override.{key}", "unknown-key", fault))
    if override.get("class") is None:
        defects.append(Defect("", "class_override.class", "missing", msg("The class is missing.")))
    reason = override.get("reason") or ""
    if isinstance(reason, str) and len(reason.strip()) < _LEAST_REASON:
        fault = msg("A reason of at least {n} characters is needed.", n=_LEAST_REASON)
        defects.append(Defect("", "class_override.reason", "short-reason", fault))


def _check_nothing_empty(
    document: Mapping[str, object],
    gates: Mapping[str, object],
    marks: object,
    defects: list[Defect],
) -> None:
    """An assessment is laid over the earlier one: an empty entry would do nothing unseen."""
    empty = [f"gates.{code}" for code, value in gates.items() if value in (None, "")]
    for code, by_role in marks.items() if isinstance(marks, Mapping) else ():
        roles = by_role.items() if isinstance(by_role, Mapping) else ()
        empty += [f"marks.{code}.{role}" for role, mark in roles if mark is None]
    if "class_override" in document and not document["class_override"]:
        empty.append("class_override")
    fault = msg("An entry cannot be taken away here; withdraw the assessment that made it.")
    defects += [Defect("", place, "empty", fault) for place in empty]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _mapping(place: str, typed: object, defects: list[Defect]) -> Mapping[str, object]:
    if isinstance(typed, Mapping):
        return typed
    defects.append(Defect("", place, "wrong-type", msg("An object is expected here.")))
    return {}


def _refuse(defects: list[Defect]) -> None:
    if defects:
        raise AnswerError(
            msg("The assessment cannot be recorded; nothing was changed."),
            msg("Correct the places named and repeat."),
            defects,
        )
