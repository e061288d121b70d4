"""What a merge did with each file, and its control totals, as rows of texts.

Source: interface.md, 汇总; submissions.md, Merge; mockups/province-merge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from merging.control_totals import LedgerRow
from questionnaire.catalogue import Catalogue
from questionnaire.messages import LocalText, Text, msg
from services.merges import SUMS, FileOutcome
from services.number_words import number

WAITING_HEADS: tuple[Text, ...] = (msg("File"), msg("Folder"))
FILE_HEADS: tuple[Text, ...] = (
    msg("Result"),
    msg("File"),
    msg("New"),
    msg("Known"),
    msg("What to do"),
)
LEDGER_HEADS: tuple[Text, ...] = (
    msg("What was counted"),
    msg("Unit"),
    msg("In the file"),
    msg("Taken"),
    msg("Equal"),
    msg("Refused"),
    msg("Conflict"),
)
DEFECT_HEADS: tuple[Text, ...] = (msg("Place"), msg("What is wrong"))

_OWN_ROWS: dict[str, tuple[Text, Text]] = {
    "revision": (msg("Revisions"), ""),
    "answer": (msg("Answers"), ""),
    "energy_tce": (msg("Energy at calorific value"), LocalText("tce")),
    "co2_t": (msg("Net CO₂ emissions"), LocalText("t")),
}
"""What the ledger counts beside the tables of the form: what it is, and its unit."""
_SUM_PLACES = 2


def waiting_rows(files: Iterable[Path]) -> list[tuple[Text, ...]]:
    """Files that were chosen and not merged yet."""
    return [(path.name, str(path.parent)) for path in files]


def by_urgency(outcomes: Sequence[FileOutcome]) -> list[FileOutcome]:
    """What needs somebody comes first: refused, conflict, signer to confirm, new, known."""
    return sorted(outcomes, key=_urgency)


def file_row(outcome: FileOutcome) -> tuple[Text, ...]:
    """A merged or refused file as a row."""
    results: tuple[Text, ...] = (
        msg("refused"),
        msg("conflict"),
        msg("signer to confirm"),
        msg("merged"),
        msg("known already"),
    )
    result = results[_urgency(outcome)]
    return result, outcome.file, str(outcome.added), str(outcome.identical), _todo(outcome)


def ledger_rows(outcome: FileOutcome, catalogue: Catalogue) -> list[tuple[Text, ...]]:
    """The control totals of a file: revisions and sums first, then the tables as in the form."""
    order = [*_OWN_ROWS, *(code for code in catalogue.fields if code in catalogue.tables)]
    known = {code: place for place, code in enumerate(order)}
    rows = sorted(outcome.ledger, key=lambda row: known.get(row.table, len(order)))
    return [_ledger_row(row, catalogue) for row in rows]


def defect_rows(outcome: FileOutcome) -> list[tuple[Text, ...]]:
    """The single places that made a file be refused; the whole file where no place is named."""
    if outcome.refusal is None:
        return []
    places = [(item.place or outcome.file, item.message) for item in outcome.refusal.defects]
    return [*places] or [(outcome.file, outcome.refusal.message)]


def _urgency(outcome: FileOutcome) -> int:
    """0 for what is most urgent."""
    if outcome.refusal is not None:
        return 0
    if any(row.conflict for row in outcome.ledger):
        return 1
    if outcome.unconfirmed:
        return 2
    return 3 if outcome.added else 4


def _todo(outcome: FileOutcome) -> Text:
    if outcome.refusal is not None:
        told, hint = outcome.refusal.message, outcome.refusal.hint
        return told if hint is None else msg("{what} {todo}", what=told, todo=hint)
    todo: list[Text] = []
    if any(row.conflict for row in outcome.ledger):
        todo.append(msg("Two versions stand side by side: decide between them (Store, Conflicts)."))
    if outcome.unconfirmed:
        todo.append(msg("Confirm the signer, then the park is ranked."))
    todo += outcome.notes
    joined: Text = todo[0] if todo else ""
    for text in todo[1:]:
        joined = msg("{what} {todo}", what=joined, todo=text)
    return joined


def _ledger_row(row: LedgerRow, catalogue: Catalogue) -> tuple[Text, ...]:
    places = _SUM_PLACES if row.table in SUMS else 0
    counts: tuple[Decimal, ...] = (row.incoming, row.taken, row.equal, row.refused, row.conflict)
    return (*_named(row.table, catalogue), *(number(count, places) for count in counts))


def _named(table: str, catalogue: Catalogue) -> tuple[Text, Text]:
    if table in _OWN_ROWS:
        return _OWN_ROWS[table]
    field = catalogue.fields.get(table)
    return (table if field is None else field.label), msg("rows")
