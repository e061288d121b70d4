"""The evaluation of one park and year: from answers and inventory to the complete card.

Source: rubric.md 2 to 11.
"""

from __future__ import annotations

from collections.abc import Mapping

from questionnaire.answers import History
from questionnaire.catalogue import Catalogue
from questionnaire.messages import Message, msg
from questionnaire.numbers import exact
from scoring.basis import Basis
from scoring.card import Case, empty_card, full_card
from scoring.edition import Edition, WeightSet
from scoring.errors import RubricError
from scoring.evaluation import evaluate
from scoring.gates import grade_of
from scoring.park_class import classify
from scoring.park_year import ParkYear, read_park_year
from scoring.scorecard import Benchmark, NeighbourClass, ParkClass, Scorecard


def score(  # noqa: PLR0913 - the inputs of an evaluation are many
    edition: Edition,
    catalogue: Catalogue,
    history: History,
    year: int,
    basis: Basis,
    *,
    invalid_fields: frozenset[str] = frozenset(),
    weight_set: str | None = None,
    industry_means: Mapping[str, Benchmark] | None = None,
) -> Scorecard:
    """Evaluate a park.

    Args:
        edition: the rubric.
        catalogue: the field catalogue that the edition was read with.
        history: answer sets of the park by year.
        year: the assessed year.
        basis: inventory values computed with the fixed settings of scores.
        invalid_fields: fields that failed a hard check; they count as not filled in.
        weight_set: name of a weight set; None takes the one named in the form, else the default.
        industry_means: benchmarks for K of industries for which the edition has none.

    Raises:
        RubricError: the edition does not hold for the year or the catalogue, or has no such
            weight set.
    """
    _check_scope(edition, catalogue, year)
    with exact():
        park = read_park_year(edition, history, year, basis, invalid_fields)
        weights, notes = _weights(edition, park, weight_set)
        classes = classify(edition, park)
        means = {**(industry_means or {}), **edition.benchmarks}
        case = Case(edition, park, weights, classes, means, notes)
        if classes.used is None:
            return empty_card(case)
        near = tuple(_neighbour(edition, park, weights, other) for other in classes.neighbours)
        found = tuple(neighbour for neighbour in near if neighbour is not None)
        return full_card(case, evaluate(edition, park, weights, classes.used), found)


def _check_scope(edition: Edition, catalogue: Catalogue, year: int) -> None:
    if catalogue.hash != edition.catalogue_hash:
        raise RubricError(
            msg("The rubric edition {id} was read with another field catalogue.", id=edition.id),
            msg("Load the edition again with the catalogue {id}.", id=catalogue.id),
        )
    if year < edition.valid_from_year:
        raise RubricError(
            msg(
                "The rubric edition {id} holds from {first} on, not for {year}.",
                id=edition.id,
                first=edition.valid_from_year,
                year=year,
            ),
            msg("Choose a later year or an edition that covers {year}.", year=year),
        )


def _weights(
    edition: Edition, park: ParkYear, named: str | None
) -> tuple[WeightSet, tuple[Message, ...]]:
    """The weight set with a note when the one of the form is not known."""
    sets = edition.weight_sets
    if named is not None and named not in sets:
        raise RubricError(
            msg("The rubric edition {id} has no weight set {name}.", id=edition.id, name=named),
            msg("Choose one of: {names}.", names=", ".join(sets)),
        )
    if named is not None:
        return sets[named], ()
    chosen = park.text("weight_set")
    if chosen in sets:
        return sets[chosen], ()
    default = sets[edition.default_weights]
    if not chosen:
        return default, ()
    note = msg(
        "The weight set {name} of the form is not in the edition; {default} is used.",
        name=chosen,
        default=default.name,
    )
    return default, (note,)


def _neighbour(
    edition: Edition, park: ParkYear, weights: WeightSet, park_class: ParkClass
) -> NeighbourClass | None:
    printed = evaluate(edition, park, weights, park_class).printed
    return (
        None if printed is None else NeighbourClass(park_class, printed, grade_of(edition, printed))
    )
