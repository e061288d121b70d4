"""Three-way differences of two answer sets, and the set that a decision about them gives.

An answer set is laid out flat: one place for each value, note, quality, cell, mark and
confirmation. A place that one side alone has changed is proposed from that side; changed on both to
the same it is equal; changed on both differently a person decides (submissions.md, Lineage).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from merging.flat_answers import ABSENT, Atom, FlatRow, Path, flatten, spell, unflatten
from questionnaire.answers import AnswerSet

Side: TypeAlias = Literal["a", "b"]
Proposal: TypeAlias = Literal["a", "b", "equal"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a side departs from the base.

    Attributes:
        path: parts of the place.
        base, a, b: what stands there, as JSON; None when nothing does.
        proposal: side to take, `equal` when both changed it alike, None when a person decides.
    """

    path: Path
    base: Any
    a: Any
    b: Any
    proposal: Proposal | None

    @property
    def place(self) -> str:
        """The place as text: `answers.gdp`, `tables.sinks[ROW_ID].amount`, `marks.T1.self`.

        >>> Difference(("tables", "sinks", "r1", "amount"), None, "1", "2", None).place
        'tables.sinks[r1].amount'
        """
        if self.path[0] != "tables":
            return ".".join(self.path)
        _, table, row_id, *column = self.path
        return ".".join([f"tables.{table}[{row_id}]", *column])


def three_way(base: AnswerSet | None, a: AnswerSet, b: AnswerSet) -> tuple[Difference, ...]:
    """Every place that a or b has changed from the base, in order of place.

    Rows are compared column by column where both sides have the row; a row that one side lacks is
    one difference, and a conflict when the other side has edited it. Without a base (no common
    ancestor) everything counts as added, and what both added alike is left out.
    """
    start = flatten(AnswerSet(a.year) if base is None else base)
    left, right = flatten(a), flatten(b)
    found = _compare(start, left, right)
    if base is None:
        found = (difference for difference in found if difference.proposal != "equal")
    return tuple(sorted(found, key=lambda difference: difference.path))


def _compare(
    base: Mapping[Path, Atom], a: Mapping[Path, Atom], b: Mapping[Path, Atom]
) -> Iterator[Difference]:
    for path in base.keys() | a.keys() | b.keys():
        atoms = tuple(side.get(path, ABSENT) for side in (base, a, b))
        if any(isinstance(atom, FlatRow) for atom in atoms):
            yield from _compare_row(path, *atoms)
        else:
            yield from _compare_atom(path, *atoms)


def _compare_row(path: Path, base: Atom, a: Atom, b: Atom) -> Iterator[Difference]:
    if not (isinstance(a, FlatRow) and isinstance(b, FlatRow)):
        yield from _compare_atom(path, base, a, b)
        return
    start = base.cells if isinstance(base, FlatRow) else {}
    for column in start.keys() | a.cells.keys() | b.cells.keys():
        cells = (side.get(column, ABSENT) for side in (start, a.cells, b.cells))
        yield from _compare_atom((*path, column), *cells)


def _compare_atom(path: Path, base: Atom, a: Atom, b: Atom) -> Iterator[Difference]:
    if a == base and b == base:
        return
    yield Difference(path, spell(base), spell(a), spell(b), _proposal(base, a, b))


def _proposal(base: Atom, a: Atom, b: Atom) -> Proposal | None:
    if a == b:
        return "equal"
    if b == base:
        return "a"
    return "b" if a == base else None


def decide(
    a: AnswerSet,
    b: AnswerSet,
    differences: tuple[Difference, ...],
    decisions: Mapping[Path, Side],
) -> AnswerSet:
    """The answers that a decision gives: the proposals, and the decided sides over them.

    Args:
        a: one side that was compared.
        b: the other.
        differences: their result of `three_way`.
        decisions: path of a difference -> side to take; also overrules a proposal. What has neither
            a proposal nor a decision (`undecided`) is taken from a.
    """
    result, other = flatten(a), flatten(b)
    for difference in differences:
        if decisions.get(difference.path, difference.proposal) == "b":
            _take(result, other, difference.path)
    return unflatten(a.year, result)


def undecided(
    differences: tuple[Difference, ...], decisions: Mapping[Path, Side]
) -> tuple[Difference, ...]:
    """Differences that a person still has to decide."""
    return tuple(
        difference
        for difference in differences
        if difference.proposal is None and difference.path not in decisions
    )


def _take(result: dict[Path, Atom], other: Mapping[Path, Atom], path: Path) -> None:
    """Put what stands at `path` in `other`, or its absence, into `result`."""
    row, other_row = result.get(path[:3]), other.get(path[:3])
    if len(path) == 4 and isinstance(row, FlatRow) and isinstance(other_row, FlatRow):
        cells = {**row.cells, path[3]: other_row.cells.get(path[3], ABSENT)}
        result[path[:3]] = FlatRow({key: cell for key, cell in cells.items() if cell != ABSENT})
    elif path in other:
        result[path] = other[path]
    else:
        result.pop(path, None)
