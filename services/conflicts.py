"""Conflicts of a store: parks and years with several heads, and where these differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db.store import Store
from merging.contents import answers_of, with_assessment
from merging.differences import Difference, three_way
from merging.lineage import Graph, common_ancestor, conflict_id
from questionnaire.answers import AnswerSet
from services.bootstrap import Product
from services.store_views import StoreView


@dataclass(frozen=True, slots=True)
class Conflict:
    """Several heads of one park and year.

    Attributes:
        heads: ids, sorted; `fields` compares the first two.
        base: nearest common ancestor; None when they share nothing.
    """

    id: str
    park: str
    year: int
    heads: tuple[str, ...]
    base: str | None
    fields: tuple[Difference, ...]


def list_conflicts(product: Product, store: Store) -> tuple[Conflict, ...]:
    """All conflicts, by park and year; those of submissions before those of assessments."""
    view = StoreView(store, product.catalogue)
    return tuple(
        _conflict(view, product, park, year, graph)
        for (park, year), lineage in sorted(view.state.shown.items())
        for graph in (lineage.submissions, lineage.assessments)
        if graph.is_conflict
    )


def conflict_json(conflict: Conflict) -> dict[str, object]:
    """A conflict in the shape of `conflicts --json`."""
    return {
        "id": conflict.id,
        "park": conflict.park,
        "year": conflict.year,
        "heads": list(conflict.heads),
        "base": conflict.base,
        "fields": [_field(item) for item in conflict.fields],
    }


def _field(item: Difference) -> Mapping[str, object]:
    return {
        "place": item.place,
        "base": item.base,
        "a": item.a,
        "b": item.b,
        "proposal": item.proposal,
    }


def _conflict(view: StoreView, product: Product, park: str, year: int, graph: Graph) -> Conflict:
    first, second = graph.heads[:2]
    base = common_ancestor(view.heads, first, second)
    fields = three_way(
        _contents(view, product, base) if base else None,
        _contents(view, product, first),
        _contents(view, product, second),
    )
    return Conflict(conflict_id(park, year, graph.heads), park, year, graph.heads, base, fields)


def _contents(view: StoreView, product: Product, name: str) -> AnswerSet:
    """Answers of a submission; of an assessment its marks, gates and class."""
    revision = view.revision(name)
    if revision.judges is None:
        return answers_of(revision, product.catalogue)
    return with_assessment(AnswerSet(revision.year), revision, product.catalogue)
