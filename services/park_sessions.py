"""One park file while somebody fills it in: the object between a window and the file.

An edit takes effect at once in memory: answers, problems, inventory and scorecard are those after
it when the method returns. It is one group of the edit log and one undo step, and goes to the disk
on another thread; `on_saved` tells when it is there. A value that fails a check is kept and marked;
a text that cannot be read is not stored and comes back with a proposal.

All methods are called from one thread; callbacks of `subscribe` come on it, those of `on_saved` on
the thread of the writer.

Source: interface.md, 填报; submissions.md, Files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from db.edits import changes
from questionnaire.answer_scope import indicator_of
from questionnaire.answers import AnswerSet, Quality, State
from questionnaire.catalogue import FieldType
from questionnaire.check_run import LEAST_CONFIRMATION
from questionnaire.messages import msg
from questionnaire.problems import Severity
from questionnaire.value_problem import ValueProblem
from services.draft_edits import (
    Edits,
    confirmation_edits,
    deletion_edits,
    insertion_edits,
    mark_edits,
    quality_edits,
    read_typed,
    reason_edits,
    state_edits,
    typed_text,
    value_edits,
)
from services.evidence import EvidenceDetails, evidence_row, read_document, refuse_too_much
from services.park_drafts import ParkDraft, read_only_refusal
from services.session_values import EditResult
from services.table_edits import (
    Block,
    BlockReader,
    changed_cell,
    first_cells,
    material_use,
    typed_cells,
)

_UNCHANGED = EditResult()


class ParkSession(ParkDraft):
    """An open park file and the edits that a window makes in it.

    Every edit takes an `initiator`, which `Change` names. On a file that is open for reading only
    all are refused.
    """

    # Edits of fields

    def set_field(self, code: str, typed: object, initiator: object = None) -> EditResult:
        """Take what was typed into a field; a blank erases it.

        A level sets the own mark of its graded indicator.
        """
        field = self.catalogue.fields[code]
        try:
            value = read_typed(field, typed, self.product.references)
        except ValueProblem as problem:
            return EditResult(refused=problem.message, proposal=problem.proposal)
        if field.type is FieldType.LEVEL:
            return self.set_mark(code, None if value is None else int(str(value)), initiator)
        if code == "assessment_year" and value != Decimal(self.year):
            return EditResult(
                refused=msg(
                    "The assessment year must be {year}, the year of these answers; fill in the "
                    "answers of the other year instead.",
                    year=self.year,
                )
            )
        text = typed_text(field, typed, value)
        edits = value_edits(self.catalogue, self.answers, code, value, text)
        return self._commit(edits, "field", initiator)

    def erase_field(self, code: str, initiator: object = None) -> EditResult:
        """Make a field 未填: value, state, reason and quality go, of a level its mark."""
        if self.catalogue.fields[code].type is FieldType.LEVEL:
            ended = state_edits(self.catalogue, self.answers, code, None, "")
            gone = mark_edits(self.catalogue, self.answers, indicator_of(code), None)
            return self._commit((*ended, *gone), "erase", initiator)
        if code == "assessment_year":
            return self.set_field(code, "", initiator)
        rows = deletion_edits(self.catalogue, self.answers, code, self.answers.rows(code))
        edits = value_edits(self.catalogue, self.answers, code, None, None)
        return self._commit((*rows, *edits), "erase", initiator)

    def set_state(
        self, code: str, state: State | None, reason: str = "", initiator: object = None
    ) -> EditResult:
        """Declare a field 不适用 or 暂无数据; None ends such a state.

        A value and the rows of a table go. A reason that is missing or too short is a problem, not
        a refusal. A level can be 不适用, not 暂无数据.
        """
        field = self.catalogue.fields.get(code)
        graded = field is None or field.type is FieldType.LEVEL
        if graded and state is State.NO_DATA:
            return EditResult(
                refused=msg(
                    "A level takes no status; leave it blank, or declare {code} not applicable.",
                    code=indicator_of(code),
                )
            )
        edits = state_edits(self.catalogue, self.answers, code, state, reason)
        return self._commit(edits, "state", initiator)

    def set_quality(
        self, code: str, letter: Quality | None, initiator: object = None
    ) -> EditResult:
        """Set the data quality of an answer or a table."""
        if code not in self.answers.answers and code not in self.catalogue.tables:
            return _without_answer(code)
        edits = quality_edits(self.catalogue, self.answers, code, letter)
        return self._commit(edits, "quality", initiator)

    def set_reason(self, code: str, reason: str, initiator: object = None) -> EditResult:
        """Set the 填报说明 of a value, or the reason of a state."""
        if code not in self.answers.answers and code not in self.catalogue.tables:
            return _without_answer(code)
        edits = reason_edits(self.catalogue, self.answers, code, reason)
        return self._commit(edits, "reason", initiator)

    def set_mark(self, code: str, level: int | None, initiator: object = None) -> EditResult:
        """Set the own mark of a graded indicator (`T1` or `T1_level`), 0 to 4."""
        edits = mark_edits(self.catalogue, self.answers, indicator_of(code), level)
        return self._commit(edits, "mark", initiator)

    # Edits of tables

    def set_cell(
        self, table: str, row_id: str, column: str, typed: object, initiator: object = None
    ) -> EditResult:
        """Take what was typed into a cell; a blank empties it."""
        question = self.catalogue.tables[table].columns[column]
        try:
            value = read_typed(question, typed, self.product.references)
        except ValueProblem as problem:
            return EditResult(refused=problem.message, proposal=problem.proposal)
        text = typed_text(question, typed, value)
        place = (table, row_id, column)
        edits = changed_cell(self.catalogue, self.answers, place, value, text)
        return self._commit(edits, "cell", initiator)

    def add_row(
        self,
        table: str,
        after: str | None = None,
        cells: Mapping[str, object] | None = None,
        initiator: object = None,
    ) -> EditResult:
        """Add a row behind `after`, or last; its id is in `rows` of the result.

        Args:
            table: table code.
            after: id of a row; None puts the row last, empty first.
            cells: what its cells shall hold, as typed; the year is filled in where there is one.
            initiator: see `Change`.
        """
        try:
            given = typed_cells(self.catalogue, self.product.references, table, cells or {})
        except ValueProblem as problem:
            return EditResult(refused=problem.message, proposal=problem.proposal)
        row = {**first_cells(self.catalogue, self.answers, table), **given}
        row.update(material_use(table, {}, row))
        known = tuple(self.answers.rows(table))
        place = after if after is not None else known[-1] if known else ""
        new = (self.environment.new_id(), row)
        edits = insertion_edits(self.catalogue, self.answers, table, [new], place)
        return self._commit(edits, "rows", initiator, rows=(new[0],))

    def duplicate_row(self, table: str, row_id: str, initiator: object = None) -> EditResult:
        """Add a row with the same cells behind a row."""
        new = (self.environment.new_id(), self.answers.rows(table)[row_id])
        edits = insertion_edits(self.catalogue, self.answers, table, [new], row_id)
        return self._commit(edits, "rows", initiator, rows=(new[0],))

    def delete_rows(
        self, table: str, row_ids: Sequence[str], initiator: object = None
    ) -> EditResult:
        """Delete rows."""
        edits = deletion_edits(self.catalogue, self.answers, table, row_ids)
        return self._commit(edits, "rows", initiator)

    def paste(  # noqa: PLR0913 - a block, its corner and the order on the screen
        self,
        table: str,
        row_id: str | None,
        column: str,
        block: Sequence[Sequence[str | None]],
        initiator: object = None,
        *,
        rows: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> EditResult:
        """Put a block of texts into a table, as one step.

        Lines beyond the last row make new rows; cells that cannot be read are listed in the result
        and stay as they are.

        Args:
            table: table code.
            row_id: row of the first line; None adds rows behind the last one.
            column: column of the first text of each line.
            block: texts by line; None leaves its cell as it is.
            initiator: see `Change`.
            rows: rows as the user sees them, sorted and filtered; None: as they are stored.
            columns: columns as the user sees them; None: as in the catalogue.
        """
        place = Block(
            table,
            row_id,
            column,
            block,
            tuple(self.answers.rows(table)) if rows is None else rows,
            tuple(self.catalogue.tables[table].columns) if columns is None else columns,
        )
        reader = BlockReader(
            self.catalogue, self.product.references, self.answers, self.environment.new_id
        )
        edits = reader.edits(place)
        done = self._commit(
            edits, "paste", initiator, rows=tuple(name for name, _ in reader.new_rows)
        )
        return EditResult(
            done.changed, done.refused, done.proposal, tuple(reader.refusals), done.rows
        )

    def take_answers(self, after: AnswerSet, reason: str, initiator: object = None) -> EditResult:
        """Take a whole answer set of the year shown, as one step.

        Args:
            after: what the answers shall be.
            reason: what the log calls the step, e.g. `import`.
            initiator: see `Change`.
        """
        return self._commit(changes(self.answers, after, self.catalogue), reason, initiator)

    # Confirmations and evidence

    def confirm(self, problem_id: str, reason: str | None, initiator: object = None) -> EditResult:
        """Confirm a soft problem with a reason of at least 5 characters; None takes it back."""
        if reason is not None:
            soft = {item.id for item in self.problems if item.severity is Severity.SOFT}
            if problem_id not in soft:
                return EditResult(
                    refused=msg("{id} is no soft problem of these answers.", id=problem_id)
                )
            if len(reason.strip()) < LEAST_CONFIRMATION:
                return EditResult(
                    refused=msg(
                        "The reason has fewer than {n} characters; say why the value is right.",
                        n=LEAST_CONFIRMATION,
                    )
                )
        edits = confirmation_edits(self.answers, problem_id, reason)
        return self._commit(edits, "confirm", initiator, given=frozenset({problem_id}))

    def add_evidence(
        self, document: Path, details: EvidenceDetails, initiator: object = None
    ) -> EditResult:
        """Add an evidence file with its row.

        Raises:
            GreenparkError: the file is empty or too large, or a detail cannot be used.
            OSError: the file cannot be read.
        """
        if self.read_only:
            return read_only_refusal()
        stored = read_document(document)
        answers = self.answers
        self._writer.ask(lambda park: refuse_too_much(park, answers, stored))
        row = evidence_row(self.product, answers, details, document.name, stored.sha256)
        known = tuple(answers.rows("evidence"))
        new = (self.environment.new_id(), row)
        after = known[-1] if known else ""
        edits = insertion_edits(self.catalogue, answers, "evidence", [new], after)
        content = (stored.content or b"", stored.media_type)
        return self._commit(edits, "evidence", initiator, rows=(new[0],), evidence=content)

    def replace_evidence(self, row_id: str, document: Path, initiator: object = None) -> EditResult:
        """Put another file behind an evidence row; what the row says stays.

        Raises:
            GreenparkError: the file is empty or too large.
            OSError: the file cannot be read.
        """
        if self.read_only:
            return read_only_refusal()
        stored = read_document(document)
        answers = self.answers
        self._writer.ask(lambda park: refuse_too_much(park, answers, stored))
        edits: Edits = ()
        for column, value in (("file_name", document.name), ("sha256", stored.sha256)):
            place = ("evidence", row_id, column)
            edits += changed_cell(self.catalogue, answers, place, value, None)
        content = (stored.content or b"", stored.media_type)
        return self._commit(edits, "evidence", initiator, evidence=content)

    def remove_evidence_row(self, row_id: str, initiator: object = None) -> EditResult:
        """Take an evidence row out; the content stays in the file, for undo and other years."""
        return self.delete_rows("evidence", [row_id], initiator)

    def evidence_content(self, digest: str) -> bytes | None:
        """Content of an evidence file by its SHA-256; None when it is not in the file."""
        return self._writer.ask(lambda park: park.evidence_content(digest))


def _without_answer(code: str) -> EditResult:
    return EditResult(refused=msg("{code} has no answer yet; enter it first.", code=code))
